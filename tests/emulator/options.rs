//! Options that are not what their type says.

use super::{BASE, emulator, entry, get, send, unknown_route};
use livingdocs_media_library::emulator::{Emulator, EmulatorOptions};
use serde_json::{Value, json};

#[test]
fn the_place_of_what_is_wrong() {
    let with = |name: &str, value: Value| {
        let mut entry = entry("a");
        entry[name] = value;
        json!({"entries": [super::entry("b"), entry]})
    };
    let scopes = "tokens: expected arrays of public-api:read and public-api:write, by token";
    for (options, message) in [
        (json!(null), "options: expected an object"),
        (json!([]), "options: expected an object"),
        (json!({"entries": null}), "entries: expected an array"),
        (json!({"entries": {}}), "entries: expected an array"),
        (json!({"entries": [null]}), "entries.0: expected an object"),
        (json!({"entries": [{}]}), "entries.0.id: expected a string that is not empty"),
        (with("id", json!("")), "entries.1.id: expected a string that is not empty"),
        (with("id", json!(7)), "entries.1.id: expected a string that is not empty"),
        (with("id", json!("b")), "entries.1.id: another entry has this id"),
        (with("version", json!("1")), "entries.1.version: expected a whole number from 0 on"),
        (with("version", json!(1.5)), "entries.1.version: expected a whole number from 0 on"),
        (with("version", json!(-1)), "entries.1.version: expected a whole number from 0 on"),
        (with("mediaType", json!(1)), "entries.1.mediaType: expected a string"),
        (with("externalId", json!(1)), "entries.1.externalId: expected a string"),
        (with("systemName", json!(1)), "entries.1.systemName: expected a string"),
        (with("asset", json!(null)), "entries.1.asset: expected an object"),
        (with("metadata", json!([])), "entries.1.metadata: expected an object"),
        (with("translations", json!({})), "entries.1.translations: expected an array"),
        (with("translations", json!([5])), "entries.1.translations.0: expected an object"),
        (
            with("translations", json!([{"locale": "en"}, {}])),
            "entries.1.translations.1.locale: expected a string that is not empty",
        ),
        (with("createdAt", json!(0)), "entries.1.createdAt: expected a date-time string"),
        (with("updatedAt", json!(0)), "entries.1.updatedAt: expected a date-time string"),
        (json!({"defaultLocale": ""}), "defaultLocale: expected a string that is not empty"),
        (json!({"defaultLocale": 1}), "defaultLocale: expected a string that is not empty"),
        (json!({"tokens": []}), "tokens: expected an object"),
        (json!({"tokens": {"secret": "public-api:read"}}), scopes),
        (json!({"tokens": {"secret": ["read"]}}), scopes),
        (json!({"tokens": {"": []}}), "tokens: a token has to be visible ASCII, and not empty"),
        (json!({"tokens": {"se cret": []}}), "tokens: a token has to be visible ASCII, and not empty"),
        (
            json!({"usagePurposes": {}}),
            "usagePurposes: expected a list of purposes, or a project config with mediaCenter.usagePurposes",
        ),
        (json!({"usagePurposes": [{}]}), "usagePurposes.0.handle: Missing required property: handle"),
        (
            json!({"serverRelease": "2026-05"}),
            "serverRelease: expected a release from release-2020-12 on, written like \"release-2026-05\"",
        ),
        (json!({"unknownProperties": true}), "unknownProperties: expected \"reject\" or \"ignore\""),
        (json!({"usageLog": []}), "usageLog: expected an object"),
        (json!({"usageLog": {"a": {}}}), "usageLog.a: expected an array"),
        (json!({"usageLog": {"a": [{"id": 1}]}}), "usageLog.a.0.id: expected a string that is not empty"),
        (json!({"documentReferences": {"a": {}}}), "documentReferences.a: expected an array"),
        (json!({"documentReferences": {"a": [{"id": "x"}]}}), "documentReferences.a.0.id: expected a number"),
        (json!({"mediaReferences": {"a": [{}, 1]}}), "mediaReferences.a.0.id: expected a string"),
        (json!({"mediaReferences": {"a": [1]}}), "mediaReferences.a.0: expected an object"),
        (json!({"files": []}), "files: expected an object"),
    ] {
        let got = EmulatorOptions::from_json(options.to_string().as_bytes()).map(|_| ());
        assert_eq!(got.map_err(|wrong| wrong.to_string()), Err(message.to_owned()), "{options}");
    }
}

#[test]
fn what_is_allowed() {
    let mut bare = emulator(json!({
        "entries": [{"id": "a", "version": 0}], "tokens": {"demo-token": ["public-api:read", "public-api:read"]},
        "usagePurposes": [{"handle": "print", "other": 1}], "unknown": 1
    }));
    assert_eq!(get(&mut bare, &format!("{BASE}/a")), (200, json!({"id": "a", "version": 0})));
    let mut empty = emulator(json!({"entries": []}));
    assert_eq!(get(&mut empty, &format!("{BASE}/asze63i9")).0, 404);
    let mut default = Emulator::new(EmulatorOptions::default());
    assert_eq!(get(&mut default, &format!("{BASE}/asze63i9")).0, 200);
    assert!(EmulatorOptions::from_json(br#"{"defaultLocale":"\ud800"}"#).is_ok());
    let deep = format!(r#"{{"entries":{}}}"#, "[".repeat(5_000) + &"]".repeat(5_000));
    let got = EmulatorOptions::from_json(deep.as_bytes()).map(|_| ()).map_err(|wrong| wrong.to_string());
    assert_eq!(got, Err("options: nested too deeply: maximum 1024 levels".to_owned()));
}

#[test]
fn an_older_release_has_less() {
    let mut old = emulator(json!({"serverRelease": "release-2025-11"}));
    let log = format!("{BASE}/asze63i9/usageLog");
    assert_eq!(get(&mut old, &log), unknown_route(&log));
    assert_eq!(get(&mut emulator(json!({"serverRelease": "release-2026-05"})), &log).0, 200);
    for (patch, status) in [
        (json!({"operation": "replaceAsset", "value": {"key": "a.jpg"}}), 200),
        (json!({"operation": "unrevokeAsset"}), 400),
        (json!({"operation": "revokeAsset", "note": "x"}), 400),
        (json!({"operation": "removeUsageLogEntry", "usageLogEntryId": "u"}), 400),
    ] {
        let body = json!({"patches": [patch]}).to_string();
        assert_eq!(send(&mut old, "PATCH", &format!("{BASE}/asze63i9"), &body).0, status, "{patch}");
    }
}

#[test]
fn unknown_properties_pass_where_they_are_ignored() {
    let body = json!({"patches": [{"operation": "archive", "since": "today"}], "more": 1}).to_string();
    for (option, status) in [("reject", 400), ("ignore", 200)] {
        let mut emulator = emulator(json!({"unknownProperties": option}));
        assert_eq!(send(&mut emulator, "PATCH", &format!("{BASE}/asze63i9"), &body).0, status, "{option}");
    }
}
