//! What the benches judge; most of it as in benches/js/inputs.mjs.
#![allow(dead_code, reason = "not every bench takes all of them")]

use serde_json::{Value, json};

/// The API reference's example, without white space.
pub fn example() -> String {
    let example: Value = serde_json::from_str(include_str!("../../tests/example-request.json")).expect("JSON");
    example.to_string()
}

/// A request of so many patches, of about 93 bytes each.
pub fn patches(count: usize) -> String {
    request(count, |n| match n % 10 {
        0 => json!({ "operation": "setMetadataProperty", "propertyName": "title",
            "value": format!("Lake at dawn, seen from the harbour, number {n}") }),
        1 => json!({ "operation": "setMetadataProperty", "propertyName": "credit",
            "value": format!("R. Muster / Agency {n}") }),
        2 => json!({ "operation": "archive" }),
        3 => json!({ "operation": "replaceAsset", "value": { "key": format!("2026/05/01/{n}.jpeg"),
            "mimeType": "image/jpeg", "size": 10_000 + n, "width": 1000, "height": 800 } }),
        4 => json!({ "operation": "revokeAsset",
            "note": format!("Case #{n}: the licence has ended, and was not renewed in time") }),
        5 => json!({ "operation": "unrevokeAsset" }),
        6 => json!({ "operation": "removeAsset", "locale": "en" }),
        7 => json!({ "operation": "addUsageLogEntry", "value": { "state": "pending", "purpose": "print",
            "url": format!("https://example.com/articles/{n}"), "params": { "medium": "Paper" } } }),
        8 => json!({ "operation": "updateUsageLogEntry", "usageLogEntryId": format!("g1x419Ug{n}"),
            "value": { "state": "confirmed", "purpose": "print", "publicationDate": "2026-05-01T11:00:00.000Z",
                "params": { "page": n } } }),
        _ => json!({ "operation": "removeUsageLogEntry", "usageLogEntryId": format!("g1x419Ug{n}") }),
    })
}

/// 200 patches whose texts are not ASCII.
pub fn captions() -> String {
    request(200, |n| match n % 3 {
        0 => json!({ "operation": "setMetadataProperty", "propertyName": "caption",
            "value": format!("Morgendämmerung über dem Zürichsee, Süßwasser {n}") }),
        1 => json!({ "operation": "setMetadataProperty", "propertyName": "caption",
            "value": format!("Η λίμνη την αυγή, φωτογραφία {n}") }),
        _ => json!({ "operation": "revokeAsset", "note": format!("Schluss 😀🏞️ für Fall {n} 🚫") }),
    })
}

/// 200 patches that set texts, of which [`MEDIA_TYPES`] has the properties.
pub fn texts() -> String {
    request(200, |n| {
        let (name, value) = match n % 3 {
            0 => ("title", format!("Lake at dawn, seen from the harbour, number {n}")),
            1 => ("credit", format!("R. Muster / Agency {n}")),
            _ => ("caption", format!("The lake in the early morning, with boats {n}")),
        };
        json!({ "operation": "setMetadataProperty", "propertyName": name, "value": value })
    })
}

/// The media types of a project.
pub const MEDIA_TYPES: &str = r#"[
    {"handle": "image", "type": "mediaImage", "metadata": [
        {"handle": "title", "type": "li-text", "config": {"required": true, "maxLength": 200}},
        {"handle": "caption", "type": "li-text"},
        {"handle": "source", "type": "li-text"},
        {"handle": "description", "type": "li-text", "config": {"maxLength": 2000}},
        {"handle": "credit", "type": "li-text"},
        {"handle": "keywords", "type": "li-string-list"},
        {"handle": "takenAt", "type": "li-datetime"},
        {"handle": "validity", "type": "li-datetime-validity"}]},
    {"handle": "video", "type": "mediaVideo", "metadata": [{"handle": "title", "type": "li-text"}]}]"#;

/// A request of so many patches that end with their operation.
pub fn operation_last(count: usize) -> String {
    let mut request: Value = serde_json::from_str(&patches(count)).expect("JSON");
    for patch in request["patches"].as_array_mut().expect("patches") {
        let patch = patch.as_object_mut().expect("a patch");
        let operation = patch.shift_remove("operation").expect("an operation");
        patch.insert("operation".to_owned(), operation);
    }
    request.to_string()
}

/// 200 patches whose values hold objects and arrays of their own.
pub fn nested() -> String {
    request(200, |n| {
        json!({ "operation": "setMetadataProperty", "propertyName": "rights", "value": {
            "owner": { "name": format!("R. Muster {n}"), "agencies": ["a", "b", { "id": n, "regions": ["ch", "de"] }] },
            "until": "2030-01-01", "uses": [{ "kind": "print", "limits": [1, 2, 3] }, { "kind": "web", "limits": [] }] } })
    })
}

/// A request with 100 faults.
pub fn faulty() -> String {
    let faults = [
        json!({ "operation": "notExistingOperation" }),
        json!({ "operation": "revokeAsset", "note": "x".repeat(201) }),
        json!({ "operation": "archive", "reason": "old" }),
        json!({ "operation": "replaceAsset", "value": {} }),
        json!({ "operation": "addUsageLogEntry", "value": { "purpose": "print", "publicationDate": "tomorrow" } }),
    ];
    request(100, |n| faults[n % faults.len()].clone())
}

/// 200 usage log entries, of which [`PURPOSES`] has the params.
pub fn entries() -> String {
    request(200, |n| {
        json!({ "operation": "addUsageLogEntry", "value": { "state": "confirmed", "purpose": "print",
            "publicationDate": "2026-05-01T11:00:00.000Z", "params": { "page": n, "medium": "Paper" } } })
    })
}

/// The purposes of a project.
pub const PURPOSES: &str = r#"[{ "handle": "print", "paramsSchema": [
    { "handle": "page", "type": "li-integer", "config": { "required": true, "minValue": 0 } },
    { "handle": "medium", "type": "li-text", "config": { "maxLength": 40 } }
] }]"#;

fn request(count: usize, patch: impl Fn(usize) -> Value) -> String {
    json!({ "version": "1", "patches": (0..count).map(patch).collect::<Vec<_>>() }).to_string()
}
