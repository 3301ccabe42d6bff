//! Incoming references, page by page.

use super::{BASE, bad_request, emulator, get, no_entry};
use livingdocs_media_library::emulator::Emulator;
use serde_json::{Value, json};

const PATH: &str = "asze63i9/incomingDocumentReferences";

fn library(count: usize) -> Emulator {
    let documents: Vec<Value> = (0..count).map(|id| json!({"id": id, "references": []})).collect();
    emulator(json!({
        "documentReferences": {"asze63i9": documents, "2er11b3i": documents},
        "mediaReferences": {"asze63i9": [{"id": "B1LPgANhJFpo", "references": [
            {"id": "asze63i9", "type": "image", "location": "metadata", "propertyName": "imageLink"}
        ]}], "orphan": []}
    }))
}

fn ids(body: &Value) -> Vec<u64> {
    let results = body.get("results").unwrap_or(body);
    results.as_array().into_iter().flatten().filter_map(|result| result["id"].as_u64()).collect()
}

#[test]
fn limit_and_offset() {
    let mut emulator = library(150);
    for (query, expected) in [
        ("", 0..100),
        ("?", 0..100),
        ("?limit=100", 0..100),
        ("?limit=1", 0..1),
        ("?limit=007", 0..7),
        ("?offset=0", 0..100),
        ("?offset=-0", 0..100),
        ("?limit=10&offset=145", 145..150),
        ("?offset=150", 150..150),
        ("?offset=99999999999999999999999", 150..150),
        ("?unknown=1", 0..100),
    ] {
        let (_, body) = get(&mut emulator, &format!("{BASE}/{PATH}{query}"));
        assert_eq!(ids(&body), expected.clone().collect::<Vec<_>>(), "{query}");
        assert_eq!(body["total"], 150);
        assert_eq!(body["cursor"].is_string(), !expected.is_empty(), "{query}");
        let (_, bare) = get(&mut emulator, &format!("/api/2025-11/mediaLibrary/{PATH}{query}"));
        assert_eq!(bare, body["results"], "{query}");
    }
}

#[test]
fn what_is_no_page() {
    let mut emulator = library(3);
    let integer = "Invalid type: expected integer";
    for (query, name, message) in [
        ("limit=0", "limit", "Value is too small, minimum 1"),
        ("limit=-1", "limit", "Value is too small, minimum 1"),
        ("limit=101", "limit", "Value is too large, maximum 100"),
        ("limit=99999999999999999999999", "limit", "Value is too large, maximum 100"),
        ("limit=abc", "limit", integer),
        ("limit=", "limit", integer),
        ("limit", "limit", integer),
        ("limit=1.5", "limit", integer),
        ("limit=1e1", "limit", integer),
        ("limit=+1", "limit", integer),
        ("limit=%201", "limit", integer),
        ("offset=-1", "offset", "Value is too small, minimum 0"),
        ("offset=abc", "offset", integer),
        ("offset=--1", "offset", integer),
        ("offset=", "offset", integer),
        ("after=", "after", "Invalid cursor"),
        ("after=x", "after", "Invalid cursor"),
        // The reference's: not one that this server gave.
        ("after=eyJhIjpbIjE3NjUyNjIxODYuMjgyIiw2NCw2NF19", "after", "Invalid cursor"),
    ] {
        let got = get(&mut emulator, &format!("{BASE}/{PATH}?{query}"));
        assert_eq!(got, bad_request(name, message), "{query}");
        let old = get(&mut emulator, &format!("/api/2025-11/mediaLibrary/{PATH}?{query}"));
        let expected = if name == "after" { 200 } else { 400 };
        assert_eq!(old.0, expected, "{query}: before 2026-01 there is no after");
    }
}

#[test]
fn cursors_lead_through_the_list() {
    let mut emulator = library(5);
    let mut seen = Vec::new();
    let mut query = "limit=2".to_owned();
    let mut pages = 0;
    let (status, empty) = loop {
        let (status, body) = get(&mut emulator, &format!("{BASE}/{PATH}?{query}"));
        let Some(cursor) = body["cursor"].as_str() else { break (status, body) };
        seen.extend(ids(&body));
        pages += 1;
        query = format!("limit=2&after={}", cursor.replace('+', "%2B").replace('=', "%3D"));
    };
    assert_eq!((seen, pages), (vec![0, 1, 2, 3, 4], 3), "the last page has a cursor too");
    assert_eq!((status, empty), (200, json!({"total": 5, "results": []})));

    let (_, body) = get(&mut emulator, &format!("{BASE}/{PATH}?limit=1"));
    let cursor = body["cursor"].as_str().unwrap_or_default().replace('+', "%2B").replace('=', "%3D");
    let (_, body) = get(&mut emulator, &format!("{BASE}/{PATH}?after={cursor}&offset=2&limit=1"));
    assert_eq!(ids(&body), [3], "an offset counts from the cursor");
    for other in
        ["asze63i9/incomingMediaReferences", "2er11b3i/incomingDocumentReferences", "x/incomingDocumentReferences"]
    {
        let got = get(&mut emulator, &format!("{BASE}/{other}?after={cursor}"));
        assert_eq!(got, bad_request("after", "Invalid cursor"), "{other}");
    }
}

#[test]
fn whose_references() {
    let mut emulator = library(0);
    let (status, body) = get(&mut emulator, &format!("{BASE}/asze63i9/incomingMediaReferences"));
    assert_eq!(status, 200);
    assert_eq!(
        body.as_object().map(|body| body.keys().collect::<Vec<_>>()).unwrap_or_default(),
        ["total", "cursor", "results"]
    );
    assert_eq!(body["results"][0]["references"][0]["propertyName"], "imageLink");
    let empty = (200, json!({"total": 0, "results": []}));
    assert_eq!(get(&mut emulator, &format!("{BASE}/2er11b3i/incomingMediaReferences")), empty, "none given");
    assert_eq!(get(&mut emulator, &format!("{BASE}/orphan/incomingMediaReferences")), empty, "given without an entry");
    assert_eq!(get(&mut emulator, &format!("{BASE}/orphan/incomingDocumentReferences")), no_entry("orphan"));
    assert_eq!(get(&mut emulator, "/api/v1/mediaLibrary/x/incomingMediaReferences"), no_entry("x"));
}
