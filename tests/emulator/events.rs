//! What a webhook is told of requests.

use super::{BASE, emulator, entry, patches, send};
use livingdocs_media_library::emulator::{Emulator, Event, Fault};
use serde_json::{Value, json};

fn told(emulator: &Emulator) -> Vec<(&str, &str)> {
    emulator.events().iter().map(|Event { change, media_id }| (change.event(), media_id.as_str())).collect()
}

#[test]
fn each_change_is_told_once_in_the_order_of_the_patches() {
    let set = json!({"operation": "setMetadataProperty", "propertyName": "title", "value": "x"});
    let add = json!({"operation": "addUsageLogEntry", "value": {"purpose": "print"}});
    let [archive, revoke, unrevoke] =
        ["archive", "revokeAsset", "unrevokeAsset"].map(|operation| json!({"operation": operation}));
    for (given, expected) in [
        (json!([]), vec!["update"]),
        (json!([set]), vec!["update"]),
        (json!([add]), vec!["update"]),
        (json!([{"operation": "replaceAsset", "value": {"key": "new.jpg"}}]), vec!["update"]),
        (json!([{"operation": "removeAsset", "locale": "en"}]), vec!["update"]),
        (json!([archive]), vec!["archive"]),
        (json!([revoke]), vec!["revoke"]),
        (json!([revoke, unrevoke]), vec!["revoke", "active"]),
        (json!([set, add, revoke, set]), vec!["update", "revoke"]),
        (json!([archive, set, archive]), vec!["archive", "update"]),
    ] {
        let mut with_translation = entry("a");
        with_translation["translations"] = json!([{"locale": "en", "asset": {"key": "en.jpg"}}]);
        let mut emulator = emulator(json!({ "entries": [with_translation] }));
        assert_eq!(patches(&mut emulator, "a", given.clone()).0, 200, "{given}");
        let names: Vec<String> = expected.iter().map(|name| format!("mediaLibraryEntry.{name}")).collect();
        let expected: Vec<(&str, &str)> = names.iter().map(|name| (name.as_str(), "a")).collect();
        assert_eq!(told(&emulator), expected, "{given}");
    }
}

#[test]
fn what_changes_nothing_is_not_told() {
    let archive = json!([{"operation": "archive"}]);
    let mut emulator = emulator(json!({ "entries": [entry("a")] }));
    let patch = |id: &str, body: Value| ("PATCH", format!("{BASE}/{id}"), body.to_string());
    let refused = [
        ("GET", format!("{BASE}/a"), String::new()),
        patch("a", json!({"patches": [{"operation": "unrevokeAsset"}]})),
        patch("b", json!({"patches": [{"operation": "archive"}]})),
        patch("a", json!({"version": "9", "patches": []})),
    ];
    for (method, url, body) in refused {
        patches(&mut emulator, "a", archive.clone());
        assert_eq!(told(&emulator).len(), 1);
        send(&mut emulator, method, &url, &body);
        assert_eq!(told(&emulator), []);
    }
}

#[test]
fn a_lost_answer_changes_something_all_the_same() {
    let archive = json!({"patches": [{"operation": "archive"}]}).to_string();
    for (fault, expected) in [(Fault::LostResponse, 1), (Fault::MalformedJson, 1), (Fault::NetworkError, 0)] {
        let mut emulator = emulator(json!({ "entries": [entry("a")] }));
        emulator.fail_next(fault, 1);
        emulator.handle(&super::request("PATCH", &format!("{BASE}/a"), &archive), super::NOW);
        assert_eq!(told(&emulator).len(), expected);
    }
}
