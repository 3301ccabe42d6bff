//! `apply_patches`: the same code as PATCH, on an entry that is handed over.

use super::{NOW, NOW_ISO, emulator, entry};
use serde_json::{Map, Value, json};

fn apply(options: Value, entry: &str, request: &str) -> Result<Map<String, Value>, (u16, String)> {
    let applied = emulator(options).apply_patches(entry.as_bytes(), request.as_bytes(), NOW);
    applied.map(|record| record.entry).map_err(|refusal| (refusal.status, refusal.message().to_owned()))
}

fn one(options: Value, patch: Value) -> Result<Map<String, Value>, (u16, String)> {
    apply(options, &entry("not stored").to_string(), &json!({"patches": [patch]}).to_string())
}

#[test]
fn the_entry_after_a_request() {
    let given = entry("not stored");
    let request = json!({"version": "1", "patches": [
        {"operation": "setMetadataProperty", "propertyName": "title", "value": "x"},
        {"operation": "revokeAsset", "note": "Case #1"}
    ]});
    let mut expected = given.clone();
    expected["version"] = 2.into();
    expected["updatedAt"] = NOW_ISO.into();
    expected["metadata"] = json!({"title": "x"});
    expected["state"] = "revoked".into();
    expected["revokeNote"] = "Case #1".into();
    let applied = apply(json!({}), &given.to_string(), &request.to_string());
    assert_eq!(applied.map(Value::Object), Ok(expected.clone()));

    // What came out goes in again: the state is read.
    let request = json!({"preserveUpdatedAt": true, "patches": [{"operation": "revokeAsset"}]}).to_string();
    let again = apply(json!({}), &expected.to_string(), &request);
    assert_eq!(again, Err((409, "Asset is already revoked".to_owned())));
    let bare = apply(
        json!({}),
        r#"{"id":"a","version":0}"#,
        r#"{"patches":[{"operation":"setMetadataProperty","propertyName":"t","value":1}]}"#,
    );
    assert_eq!(
        bare.map(Value::Object),
        Ok(json!({"id": "a", "version": 1, "metadata": {"t": 1}, "updatedAt": NOW_ISO}))
    );
}

#[test]
fn conflicts() {
    let given = entry("a").to_string();
    for (request, status, message) in [
        (json!({"version": 7, "patches": []}), 409, "Version: Expected 1 to be equal to 7"),
        (json!({"patches": [{"operation": "unrevokeAsset"}]}), 409, "Asset is not revoked"),
        (json!({"patches": [{"operation": "removeAsset"}]}), 400, "The default locale asset cannot be removed"),
        (json!({"patches": [{"operation": "x"}, {}]}), 400, "No enum match for: \"x\""),
        (json!({}), 400, "Missing required property: patches"),
        (json!(null), 400, "Invalid type: expected object"),
    ] {
        assert_eq!(apply(json!({}), &given, &request.to_string()), Err((status, message.to_owned())), "{request}");
    }
    let long = format!(r#"{{"patches":[]}}{}"#, " ".repeat(512_000));
    assert_eq!(apply(json!({}), &given, &long).map_err(|(status, _)| status), Err(413));
}

#[test]
fn entries_that_are_none() {
    for (entry, message) in [
        ("", "entry: expected an object"),
        ("null", "entry: expected an object"),
        ("[]", "entry: expected an object"),
        ("{}", "entry.id: expected a string that is not empty"),
        (r#"{"id":""}"#, "entry.id: expected a string that is not empty"),
        (r#"{"id":"a"}"#, "entry.version: expected a whole number from 0 on"),
        (r#"{"id":"a","version":"1"}"#, "entry.version: expected a whole number from 0 on"),
        (r#"{"id":"a","version":-1}"#, "entry.version: expected a whole number from 0 on"),
        (r#"{"id":"a","version":1,"metadata":[]}"#, "entry.metadata: expected an object"),
    ] {
        assert_eq!(apply(json!({}), entry, r#"{"patches":[]}"#), Err((400, message.to_owned())), "{entry}");
    }
}

#[test]
fn what_is_wrong_with_the_request_stands_at_its_place() {
    let server =
        |path: Value, message: &str| json!([{"path": path, "code": "server", "message": message, "params": {}}]);
    for (options, request, issues) in [
        (
            json!({}),
            json!({"patches": [{"operation": "archive", "note": "x"}, {"operation": "revokeAsset", "note": 7}]}),
            json!([
                {
                    "path": ["patches", 0, "note"], "code": "unsupported_property",
                    "message": "note is not supported by archive", "params": {"property": "note", "operation": "archive"}
                },
                {
                    "path": ["patches", 1, "note"], "code": "invalid_type",
                    "message": "Invalid type: expected string", "params": {"expected": "string", "actual": "number"}
                },
            ]),
        ),
        (
            json!({"files": {}}),
            json!({"patches": [{"operation": "replaceAsset", "value": {"key": "a"}}]}),
            server(json!(["patches", 0, "value", "key"]), "File does not exist in the storage"),
        ),
        (
            json!({}),
            json!({"patches": [{"operation": "archive"}, {"operation": "removeAsset"}]}),
            server(json!(["patches", 1, "locale"]), "The default locale asset cannot be removed"),
        ),
        (json!({}), json!({"version": 7, "patches": []}), json!([])),
        (json!({}), json!({"patches": [{"operation": "unrevokeAsset"}]}), json!([])),
    ] {
        let entry = entry("a").to_string();
        let applied = emulator(options).apply_patches(entry.as_bytes(), request.to_string().as_bytes(), NOW);
        assert_eq!(applied.map_err(|refusal| Value::Array(refusal.issues)), Err(issues), "{request}");
    }
    // The entry is at fault, not the request.
    let applied = emulator(json!({})).apply_patches(b"{}", br#"{"patches":[]}"#, NOW);
    assert_eq!(applied.map_err(|refusal| refusal.issues), Err(Vec::new()));
}

#[test]
fn the_usage_log_after_a_request() {
    let log = |options: Value, patch: &Value| {
        let request = json!({"patches": [patch]}).to_string();
        let applied = emulator(options).apply_patches(entry("a").to_string().as_bytes(), request.as_bytes(), NOW);
        applied.map(|record| record.usage_log.map(Value::Array))
    };
    let value = json!({"purpose": "print", "state": "confirmed", "publicationDate": NOW_ISO});
    let old = json!({"id": "u", "purpose": "web", "state": "pending", "reportingDate": NOW_ISO});
    let with_log = || json!({"usageLog": {"a": [old], "b": []}});
    let update = json!({"operation": "updateUsageLogEntry", "usageLogEntryId": "u", "value": value});
    let mut updated = value.clone();
    updated["id"] = "u".into();
    updated["reportingDate"] = NOW_ISO.into();
    assert_eq!(log(with_log(), &update), Ok(Some(json!([updated]))));
    let remove = json!({"operation": "removeUsageLogEntry", "usageLogEntryId": "u"});
    assert_eq!(log(with_log(), &remove), Ok(Some(json!([]))));
    assert_eq!(log(with_log(), &json!({"operation": "archive"})), Ok(Some(json!([old]))));
    let add = json!({"operation": "addUsageLogEntry", "value": value});
    let added = log(with_log(), &add).expect("added").expect("a log");
    assert_eq!((&added[0], &added[1]["purpose"], added.as_array().map(Vec::len)), (&old, &json!("print"), Some(2)));
    // An entry that has no log yet; and where nobody knows.
    assert_eq!(log(json!({"usageLog": {}}), &add).map(|log| log.is_some()), Ok(true));
    assert_eq!(log(json!({}), &add), Ok(None));
}

#[test]
fn strings_stay_as_they_are() {
    let entry =
        r#"{"id":"a\udfff","version":1,"metadata":{"\ud800":"\udc00x","\udc00":1,"caption":"\ud83d\ude00 \ud83d"}}"#;
    let request = r#"{"preserveUpdatedAt":true,"patches":[{"operation":"archive"}]}"#;
    let applied = emulator(json!({})).apply_patches(entry.as_bytes(), request.as_bytes(), NOW).expect("applied");
    let text = String::from_utf8(livingdocs_media_library::emulator::to_json(&applied.entry));
    let expected = r#"{"id":"a\udfff","version":2,"metadata":{"\ud800":"\udc00x","\udc00":1,"caption":"😀 \ud83d"},"state":"archived"}"#;
    assert_eq!(text.as_deref(), Ok(expected));
}

#[test]
fn deep_entries() {
    let nested = |levels: usize| ["[".repeat(levels), "]".repeat(levels)].concat();
    let entry = |levels| [r#"{"id":"a","version":1,"metadata":{"deep":"#, &nested(levels), "}}"].concat();
    let archive = r#"{"patches":[{"operation":"archive"}]}"#;
    assert!(apply(json!({}), &entry(1_022), archive).is_ok());
    let refused = Err((400, "entry: nested too deeply: maximum 1024 levels".to_owned()));
    assert_eq!(apply(json!({}), &entry(1_023), archive), refused);
}

#[test]
fn options_count() {
    let replace = json!({"operation": "replaceAsset", "value": {"key": "a.jpg"}});
    assert!(one(json!({}), replace.clone()).is_ok());
    let missing = Err((400, "File does not exist in the storage".to_owned()));
    assert_eq!(one(json!({"files": {}}), replace), missing);

    let value = json!({"state": "pending", "purpose": "x"});
    let update = json!({
        "operation": "updateUsageLogEntry", "usageLogEntryId": "u", "value": value, "oldValue": {"state": "confirmed"}
    });
    let remove = json!({"operation": "removeUsageLogEntry", "usageLogEntryId": "u"});
    let add = json!({"operation": "addUsageLogEntry", "value": value});
    let unchanged = |applied: Result<Map<String, Value>, _>| {
        assert_eq!(applied.map(|entry| (entry["version"].clone(), entry.len())), Ok((json!(2), 6)));
    };
    for patch in [&update, &remove, &add] {
        unchanged(one(json!({}), patch.clone()));
    }
    let log = |state: &str| json!({"usageLog": {"not stored": [{"id": "u", "state": state, "purpose": "x"}]}});
    unchanged(one(log("confirmed"), update.clone()));
    unchanged(one(log("confirmed"), remove.clone()));
    assert_eq!(one(log("pending"), update), Err((409, "Cannot update outdated value".to_owned())));
    let unknown = Err((404, "Usage log entry does not exist (id: 'u')".to_owned()));
    assert_eq!(one(json!({"usageLog": {}}), remove.clone()), unknown);
    assert_eq!(one(json!({"usageLog": {"another": [{"id": "u"}]}}), remove), unknown);
}
