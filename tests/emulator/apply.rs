//! `apply_patches`: the same code as PATCH, on an entry that is handed over.

use super::{NOW, NOW_ISO, emulator, entry};
use serde_json::{Map, Value, json};

fn apply(options: Value, entry: &str, request: &str) -> Result<Map<String, Value>, (u16, String)> {
    let applied = emulator(options).apply_patches(entry.as_bytes(), request.as_bytes(), NOW);
    applied.map_err(|refusal| (refusal.status, refusal.message().to_owned()))
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
