//! `GET mediaLibrary`.

use super::{BASE, bad_request, emulator, entry, get};
use serde_json::{Value, json};

fn library() -> Value {
    let mut entries = vec![entry("a"), entry("b"), entry("c d"), entry(" a")];
    for (index, external_id, system_name) in [(0, "ex-1", "dam"), (1, "ex-1", "other"), (2, "ex 2", "dam")] {
        entries[index]["externalId"] = external_id.into();
        entries[index]["systemName"] = system_name.into();
    }
    json!({ "entries": entries })
}

#[test]
fn by_ids_or_external_id() {
    let mut emulator = emulator(library());
    for (query, ids) in [
        ("ids=a", vec!["a"]),
        ("ids=b,a", vec!["b", "a"]),
        ("ids=b%2Ca", vec!["b", "a"]),
        ("ids=a,unknown,b", vec!["a", "b"]),
        ("ids=unknown", vec![]),
        ("ids=a,a", vec!["a"]),
        ("ids=,a,,b,", vec!["a", "b"]),
        ("ids=c+d", vec!["c d"]),
        ("ids=c%20d,%20a", vec!["c d", " a"]),
        ("ids=A", vec![]),
        ("externalId=ex-1", vec!["a", "b"]),
        ("externalId=ex-1&systemName=other", vec!["b"]),
        ("systemName=dam&externalId=ex+2", vec!["c d"]),
        ("externalId=ex-1&systemName=unknown", vec![]),
        ("externalId=unknown", vec![]),
        ("externalId=ex-1&systemName=", vec!["a", "b"]),
        ("ids=a,c%20d&externalId=ex-1", vec!["a"]),
        ("ids=a&unknown=parameter", vec!["a"]),
    ] {
        let (status, body) = get(&mut emulator, &format!("{BASE}?{query}"));
        assert_eq!(status, 200, "{query}");
        let got: Vec<_> = body["results"].as_array().into_iter().flatten().map(|entry| &entry["id"]).collect();
        assert_eq!(got, ids, "{query}");
    }
}

#[test]
fn something_has_to_be_asked_for() {
    let mut emulator = emulator(library());
    for query in ["", "?", "?ids=", "?ids", "?systemName=dam", "?externalId=", "?ids=&externalId=", "?Ids=a"] {
        let got = get(&mut emulator, &format!("{BASE}{query}"));
        assert_eq!(got, bad_request("ids", "Missing required property: ids"), "{query}");
    }
}
