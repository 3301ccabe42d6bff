//! The usage log: read, add, update, remove.

use super::{BASE, NOW_ISO, conflict, emulator, get, no_entry, ok, patches, refused};
use livingdocs_media_library::emulator::Emulator;
use serde_json::{Value, json};

fn given() -> Value {
    json!({
        "id": "g6Hmp49Y", "url": "https://example.com/article/slug-121", "state": "confirmed",
        "params": {"medium": "Internet", "list": [1, {"a": 1, "b": 2}]}, "purpose": "web",
        "documentId": 121, "publicationId": 110,
        "reportingDate": "2026-04-02T13:34:30.263Z", "publicationDate": "2026-04-02T13:34:26.353Z"
    })
}

fn library() -> Emulator {
    emulator(json!({"usageLog": {"asze63i9": [given()], "orphan": [given()]}}))
}

fn log(emulator: &mut Emulator) -> Vec<Value> {
    let (status, body) = get(emulator, &format!("{BASE}/asze63i9/usageLog"));
    assert_eq!(status, 200);
    body["results"].as_array().cloned().unwrap_or_default()
}

fn one(emulator: &mut Emulator, patch: Value) -> (u16, Value) {
    patches(emulator, "asze63i9", json!([patch]))
}

fn no_usage_log_entry(id: &str) -> (u16, Value) {
    let message = format!("Usage log entry does not exist (id: '{id}')");
    refused(404, "Not Found", json!({"name": "NotFound", "message": message}))
}

#[test]
fn reading() {
    let mut emulator = library();
    assert_eq!(log(&mut emulator), [given()]);
    assert_eq!(get(&mut emulator, &format!("{BASE}/2er11b3i/usageLog")), (200, json!({"results": []})));
    assert_eq!(get(&mut emulator, &format!("{BASE}/orphan/usageLog")).0, 200, "given without an entry");
    assert_eq!(get(&mut emulator, &format!("{BASE}/x/usageLog")), no_entry("x"));
}

#[test]
fn adding() {
    let mut emulator = library();
    let confirmed = json!({
        "state": "confirmed", "purpose": "print", "publicationDate": "2026-05-01T11:00:00.000Z",
        "url": "http://localhost", "params": {"a": [1]}
    });
    let add = |value: &Value| json!({"operation": "addUsageLogEntry", "value": value});
    let both = json!([add(&json!({"purpose": "print"})), add(&confirmed)]);
    assert_eq!(patches(&mut emulator, "asze63i9", both), ok());
    assert_eq!(one(&mut emulator, add(&json!({"purpose": "print"}))), ok());
    let log = log(&mut emulator);
    let ids: Vec<&str> = log[1..].iter().filter_map(|entry| entry["id"].as_str()).collect();
    assert!(ids.iter().all(|id| id.len() == 12 && id.bytes().all(|byte| byte.is_ascii_alphanumeric())), "{ids:?}");
    assert!(ids[0] != ids[1] && ids[1] != ids[2] && ids[0] != ids[2], "{ids:?}");
    let pending = |id: &str| json!({"id": id, "state": "pending", "purpose": "print", "reportingDate": NOW_ISO});
    let mut expected = confirmed;
    expected["id"] = ids[1].into();
    expected["reportingDate"] = NOW_ISO.into();
    assert_eq!(log, [given(), pending(ids[0]), expected, pending(ids[2])]);
    assert_eq!(emulator.entry("asze63i9").map(|entry| &entry["version"]), Some(&json!(3)));
}

#[test]
fn ids_of_different_entries_differ() {
    let mut emulator = library();
    let add = json!([{"operation": "addUsageLogEntry", "value": {"purpose": "print"}}]);
    let mut ids = Vec::new();
    for id in ["asze63i9", "2er11b3i"] {
        assert_eq!(patches(&mut emulator, id, add.clone()), ok());
        let (_, body) = get(&mut emulator, &format!("{BASE}/{id}/usageLog"));
        ids.extend(body["results"].as_array().and_then(|log| log.last()).map(|entry| entry["id"].clone()));
    }
    assert_ne!(ids[0], ids[1]);
}

#[test]
fn updating() {
    let value = json!({"state": "pending", "purpose": "print"});
    let update = |old: Option<Value>| {
        let mut patch = json!({"operation": "updateUsageLogEntry", "usageLogEntryId": "g6Hmp49Y", "value": value});
        if let Some(old) = old {
            patch["oldValue"] = old;
        }
        patch
    };
    let updated = json!({
        "id": "g6Hmp49Y", "state": "pending", "purpose": "print", "documentId": 121, "publicationId": 110,
        "reportingDate": "2026-04-02T13:34:30.263Z"
    });
    for old in [
        None,
        Some(json!({})),
        Some(given()),
        Some(json!({"state": "confirmed", "documentId": 121.0})),
        Some(json!({"params": {"list": [1.0, {"b": 2, "a": 1}], "medium": "Internet"}})),
    ] {
        let mut emulator = library();
        assert_eq!(one(&mut emulator, update(old.clone())), ok(), "{old:?}");
        assert_eq!(log(&mut emulator), std::slice::from_ref(&updated));
    }
    for old in [
        json!({"state": "pending"}),
        json!({"state": "confirmed", "purpose": "print"}),
        json!({"unknown": 1}),
        json!({"unknown": null}),
        json!({"documentId": "121"}),
        json!({"params": {"medium": "Internet"}}),
        json!({"params": {"medium": "Internet", "list": [{"a": 1, "b": 2}, 1]}}),
    ] {
        let mut emulator = library();
        assert_eq!(one(&mut emulator, update(Some(old.clone()))), conflict("Cannot update outdated value"), "{old}");
        assert_eq!(log(&mut emulator), [given()]);
    }
}

#[test]
fn removing() {
    let mut emulator = library();
    let remove = json!({"operation": "removeUsageLogEntry", "usageLogEntryId": "g6Hmp49Y"});
    assert_eq!(one(&mut emulator, remove.clone()), ok());
    assert_eq!(log(&mut emulator), Vec::<Value>::new());
    assert_eq!(one(&mut emulator, remove), no_usage_log_entry("g6Hmp49Y"));
}

#[test]
fn unknown_ids() {
    let mut emulator = library();
    for patch in [
        json!({"operation": "removeUsageLogEntry", "usageLogEntryId": "nope"}),
        json!({"operation": "updateUsageLogEntry", "usageLogEntryId": "nope", "value": {"state": "pending", "purpose": "x"}}),
        json!({
            "operation": "updateUsageLogEntry", "usageLogEntryId": "nope", "value": {"state": "pending", "purpose": "x"},
            "oldValue": {"state": "confirmed"}
        }),
    ] {
        assert_eq!(one(&mut emulator, patch), no_usage_log_entry("nope"));
    }
}
