//! `PATCH mediaLibrary/{id}`: every operation but those on the usage log.

use super::{BASE, NOW_ISO, bad_request, conflict, emulator, entry, get, no_entry, ok, patch, patches, refused, send};
use livingdocs_media_library::emulator::Emulator;
use serde_json::{Value, json};

fn library() -> Emulator {
    let mut given = entry("a");
    given["metadata"] = json!({"title": "Old", "credit": {"name": "x"}, "last": 1});
    given["asset"] = json!({"key": "a.jpg", "url": "https://x.test/a.jpg", "width": 3});
    given["translations"] = json!([{"locale": "en", "metadata": {"title": "Old"}, "asset": {"key": "en.jpg"}}]);
    given["unknown"] = json!({"passes": "through"});
    emulator(json!({ "entries": [given] }))
}

/// The entry's field after these patches.
fn after(given: Value, field: &str) -> Value {
    let mut emulator = library();
    assert_eq!(patches(&mut emulator, "a", given.clone()), ok(), "{given}");
    emulator.entry("a").and_then(|entry| entry.get(field)).cloned().unwrap_or(Value::Null)
}

/// The answer to these patches, of which nothing may be left.
fn fails(given: Value) -> (u16, Value) {
    let mut emulator = library();
    let before = emulator.entry("a").cloned();
    let answer = patches(&mut emulator, "a", given);
    assert_eq!(emulator.entry("a").cloned(), before);
    answer
}

#[test]
fn set_metadata_property() {
    let set =
        |name: &str, value: Value| json!([{"operation": "setMetadataProperty", "propertyName": name, "value": value}]);
    let old = json!({"title": "Old", "credit": {"name": "x"}, "last": 1});
    let with = |name: &str, value: Value| {
        let mut metadata = old.clone();
        metadata[name] = value;
        metadata
    };
    for (name, value) in [
        ("title", json!("New")),
        ("credit", json!({"other": [1, 2.5, true, {"deep": null}]})),
        ("new", json!(0)),
        ("credit.name", json!("a literal name")),
        ("__proto__", json!({"polluted": true})),
        ("ä ", json!("")),
    ] {
        assert_eq!(after(set(name, value.clone()), "metadata"), with(name, value), "{name}");
    }
    let without = r#"{"credit":{"name":"x"},"last":1}"#;
    assert_eq!(after(set("title", Value::Null), "metadata").to_string(), without, "the order stays");
    let absent = json!([{"operation": "setMetadataProperty", "propertyName": "title"}]);
    assert_eq!(after(absent, "metadata").to_string(), without);
    assert_eq!(after(set("not there", Value::Null), "metadata"), old);
}

#[test]
fn values_that_only_javascript_reads() {
    let mut emulator = library();
    let mut store = |value: &str| {
        let body =
            format!(r#"{{"patches":[{{"operation":"setMetadataProperty","propertyName":"p","value":{value}}}]}}"#);
        assert_eq!(send(&mut emulator, "PATCH", &format!("{BASE}/a"), &body), ok(), "{value:.40}");
        emulator.entry("a").and_then(|entry| entry["metadata"].get("p")).cloned()
    };
    for (value, expected) in [("1e400", None), ("18446744073709551616", Some(json!(18446744073709551616.0)))] {
        assert_eq!(store(value), expected, "{value}");
    }
    // The request's own three levels come on top.
    let nested = "[".repeat(997) + &"]".repeat(997);
    assert_eq!(store(&nested).unwrap_or_default().to_string(), nested);
}

#[test]
fn archive_revoke_and_unrevoke() {
    let archive = json!({"operation": "archive"});
    let revoke = json!({"operation": "revokeAsset", "note": "Case #1"});
    let silent = json!({"operation": "revokeAsset"});
    let unrevoke = json!({"operation": "unrevokeAsset"});
    for (given, state, note) in [
        (json!([archive]), json!("archived"), Value::Null),
        (json!([archive, archive]), json!("archived"), Value::Null),
        (json!([revoke]), json!("revoked"), json!("Case #1")),
        (json!([silent]), json!("revoked"), Value::Null),
        (json!([archive, revoke]), json!("revoked"), json!("Case #1")),
        (json!([revoke, archive]), json!("archived"), Value::Null),
        (json!([revoke, unrevoke]), Value::Null, Value::Null),
        (json!([revoke, unrevoke, silent]), json!("revoked"), Value::Null),
        (json!([revoke, archive, silent]), json!("revoked"), Value::Null),
    ] {
        assert_eq!(after(given.clone(), "state"), state, "{given}");
        assert_eq!(after(given.clone(), "revokeNote"), note, "{given}");
        assert_eq!(after(given, "asset")["key"], "a.jpg");
    }
    for given in [json!([revoke, revoke]), json!([revoke, archive, revoke, silent])] {
        assert_eq!(fails(given), conflict("Asset is already revoked"));
    }
    for given in [
        json!([unrevoke]),
        json!([archive, unrevoke]),
        json!([revoke, unrevoke, unrevoke]),
        json!([revoke, archive, unrevoke]),
    ] {
        assert_eq!(fails(given), conflict("Asset is not revoked"));
    }
}

#[test]
fn the_api_does_not_show_the_state() {
    let mut emulator = library();
    assert_eq!(patches(&mut emulator, "a", json!([{"operation": "revokeAsset", "note": "x"}])), ok());
    for (_, body) in [get(&mut emulator, &format!("{BASE}/a")), get(&mut emulator, &format!("{BASE}?ids=a"))] {
        let shown = body.get("results").and_then(|results| results.get(0)).unwrap_or(&body);
        assert_eq!(shown["version"], 2);
        assert_eq!(shown["unknown"], json!({"passes": "through"}));
        assert_eq!((shown.get("state"), shown.get("revokeNote")), (None, None));
    }
}

#[test]
fn a_state_that_is_given_counts() {
    let mut given = [entry("a"), entry("b"), entry("c")];
    for (entry, state) in given.iter_mut().zip(["revoked", "archived", "something else"]) {
        entry["state"] = state.into();
    }
    let mut emulator = emulator(json!({ "entries": given }));
    let revoke = json!([{"operation": "revokeAsset"}]);
    assert_eq!(patches(&mut emulator, "a", revoke.clone()), conflict("Asset is already revoked"));
    assert_eq!(get(&mut emulator, &format!("{BASE}/b")).1.get("state"), None);
    assert_eq!(get(&mut emulator, &format!("{BASE}/c")).1["state"], "something else", "a field like any other");
    assert_eq!(patches(&mut emulator, "c", revoke), ok());
}

#[test]
fn replace_asset() {
    let value = json!({
        "key": "2021/11/23/my-new-file.png", "url": "https://example.com/my-new-file.png", "size": 10000,
        "width": 1000, "height": 800, "filename": "my-new-file.png", "mimeType": "image/png"
    });
    let replace = |value: &Value| json!([{"operation": "replaceAsset", "value": value}]);
    assert_eq!(after(replace(&value), "asset"), value);
    assert_eq!(after(replace(&json!({"key": "k"})), "asset"), json!({"key": "k"}), "whole");
    let mut emulator = library();
    emulator.add_file("b.jpg".to_owned(), Vec::new());
    let refused = bad_request("patches.1.value.key", "File does not exist in the storage");
    let archive = json!({"operation": "archive"});
    let missing = json!({"operation": "replaceAsset", "value": {"key": "c.jpg"}});
    assert_eq!(patches(&mut emulator, "a", json!([archive, missing])), refused);
    assert_eq!(patches(&mut emulator, "a", replace(&json!({"key": "b.jpg"}))), ok());
}

#[test]
fn remove_asset() {
    let remove = |locale: Option<&str>| match locale {
        Some(locale) => json!([{"operation": "removeAsset", "locale": locale}]),
        None => json!([{"operation": "removeAsset"}]),
    };
    assert_eq!(after(remove(Some("en")), "translations"), json!([{"locale": "en", "metadata": {"title": "Old"}}]));
    assert_eq!(after(remove(Some("en")), "asset")["key"], "a.jpg");
    let default = "The default locale asset cannot be removed";
    assert_eq!(fails(remove(Some("de"))), bad_request("patches.0.locale", default));
    assert_eq!(fails(remove(None)), bad_request("patches.0.locale", default));
    let none = "There is no asset in this locale";
    assert_eq!(fails(remove(Some("fr"))), bad_request("patches.0.locale", none));
    let twice = json!([{"operation": "removeAsset", "locale": "en"}, {"operation": "removeAsset", "locale": "en"}]);
    assert_eq!(fails(twice), bad_request("patches.1.locale", none));

    let mut given = entry("a");
    given["translations"] = json!([{"locale": "de", "metadata": {}, "asset": {"key": "de.jpg"}}]);
    let mut emulator = emulator(json!({"entries": [given], "defaultLocale": "en"}));
    assert_eq!(patches(&mut emulator, "a", remove(Some("en"))), bad_request("patches.0.locale", default));
    assert_eq!(patches(&mut emulator, "a", remove(Some("de"))), ok());
}

#[test]
fn versions_are_checked() {
    let mut given = entry("a");
    given["version"] = 36.into();
    let options = json!({ "entries": [given] });
    for version in ["36", r#""36""#, r#""036""#, "36.0", "3.6e1", r#""000000000000000000000000036""#] {
        let mut emulator = emulator(options.clone());
        let body = format!(r#"{{"version":{version},"patches":[]}}"#);
        assert_eq!(send(&mut emulator, "PATCH", &format!("{BASE}/a"), &body), ok(), "{version}");
        assert_eq!(emulator.entry("a").and_then(|entry| entry["version"].as_u64()), Some(37));
    }
    for (version, shown) in [
        ("1", "1"),
        (r#""1""#, "1"),
        (r#""""#, ""),
        (r#""0036000""#, "36000"),
        ("0", "0"),
        (r#""000""#, "0"),
        ("1e30", "1000000000000000000000000000000"),
        ("18446744073709551652", "18446744073709552000"),
    ] {
        let mut emulator = emulator(options.clone());
        let body = format!(r#"{{"version":{version},"patches":[{{"operation":"archive"}}]}}"#);
        let got = send(&mut emulator, "PATCH", &format!("{BASE}/a"), &body);
        if version == r#""""# {
            assert_eq!(got.0, 400);
            continue;
        }
        assert_eq!(got, conflict(&format!("Version: Expected 36 to be equal to {shown}")), "{version}");
        assert_eq!(emulator.entry("a").and_then(|entry| entry["version"].as_u64()), Some(36));
        assert_eq!(emulator.entry("a").and_then(|entry| entry.get("state")), None);
    }
}

#[test]
fn a_request_raises_the_version_once_and_moves_updated_at() {
    let title = json!({"operation": "setMetadataProperty", "propertyName": "title", "value": "x"});
    for (request, updated_at) in [
        (json!({"patches": [title, title, title]}), NOW_ISO),
        (json!({"patches": []}), NOW_ISO),
        (json!({"patches": [title], "preserveUpdatedAt": false}), NOW_ISO),
        (json!({"patches": [title], "preserveUpdatedAt": true}), "2020-12-27T09:19:00.928Z"),
    ] {
        let mut emulator = library();
        assert_eq!(patch(&mut emulator, "a", &request), ok());
        let (_, entry) = get(&mut emulator, &format!("{BASE}/a"));
        assert_eq!(entry["version"], 2, "{request}");
        assert_eq!(entry["updatedAt"], updated_at, "{request}");
        assert_eq!(entry["createdAt"], "2020-12-27T09:19:00.928Z");
    }
}

#[test]
fn all_patches_apply_or_none() {
    let title = json!({"operation": "setMetadataProperty", "propertyName": "title", "value": "x"});
    let replace = json!({"operation": "replaceAsset", "value": {"key": "new.jpg"}});
    for (third, status) in [
        (json!({"operation": "unrevokeAsset"}), 409),
        (json!({"operation": "removeAsset"}), 400),
        (json!({"operation": "removeUsageLogEntry", "usageLogEntryId": "x"}), 404),
        (json!({"operation": "notExistingOperation"}), 400),
    ] {
        assert_eq!(fails(json!([title, replace, third])).0, status, "{third}");
    }
    let mut emulator = library();
    let add = json!({"operation": "addUsageLogEntry", "value": {"purpose": "print"}});
    assert_eq!(patches(&mut emulator, "a", json!([add, replace, {"operation": "unrevokeAsset"}])).0, 409);
    assert_eq!(get(&mut emulator, &format!("{BASE}/a/usageLog")).1, json!({"results": []}));
    assert_eq!(get(&mut emulator, &format!("{BASE}/a/keys")).1, json!({"results": ["a.jpg", "en.jpg"]}));
}

#[test]
fn bodies_that_break_the_rules() {
    let mut emulator = library();
    let got = patches(&mut emulator, "a", json!([{"operation": "notExistingOperation"}]));
    assert_eq!(got, bad_request("patches.0.operation", "No enum match for: \"notExistingOperation\""), "documented");
    let got = patches(&mut emulator, "a", json!([{"operation": "archive", "note": 1}, {"operation": "replaceAsset"}]));
    assert_eq!(
        got,
        refused(
            400,
            "Bad Request",
            json!({
                "patches.0.note": "note is not supported by archive",
                "patches.1.value": "Missing required property: value"
            })
        )
    );
    for body in ["", " ", "{", "null", "[]", "x", "\u{feff}{\"patches\":[]}", r#"{"patches":[],"patches":[]}"#] {
        let (status, answer) = send(&mut emulator, "PATCH", &format!("{BASE}/a"), body);
        assert_eq!(status, 400, "{body}");
        assert!(answer["error_details"].is_object());
    }
    assert_eq!(patches(&mut emulator, "missing", json!([])), no_entry("missing"));
    assert_eq!(emulator.entry("a").map(|entry| &entry["version"]), Some(&json!(1)));
}

#[test]
fn the_largest_body() {
    let body = |length: usize| {
        let frame = r#"{"patches":[]}"#;
        format!("{frame}{}", " ".repeat(length - frame.len()))
    };
    let mut emulator = library();
    let url = format!("{BASE}/a");
    assert_eq!(send(&mut emulator, "PATCH", &url, &body(512_000)), ok());
    assert_eq!(
        send(&mut emulator, "PATCH", &url, &body(512_001)),
        refused(
            413,
            "Payload Too Large",
            json!({
                "name": "PayloadTooLarge", "message": "Request body is larger than 512000 bytes"
            })
        )
    );
}

#[test]
fn purposes_are_checked_where_they_are_given() {
    let mut emulator = emulator(json!({"usagePurposes": [{"handle": "print"}]}));
    let add = |purpose: &str| json!({"patches": [{"operation": "addUsageLogEntry", "value": {"purpose": purpose}}]});
    assert_eq!(patch(&mut emulator, "asze63i9", &add("print")).0, 200);
    let (status, body) = patch(&mut emulator, "asze63i9", &add("web"));
    assert_eq!(
        (status, &body["error_details"]),
        (400, &json!({"patches.0.value.purpose": "Unknown purpose: \"web\""}))
    );
}
