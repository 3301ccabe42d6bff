//! Paths, methods and API versions.

use super::{BASE, answer, emulator, get, no_entry, refused, request, send, unknown_route};
use serde_json::{Value, json};

#[test]
fn the_default_entries_are_the_references() {
    let entry = |id: &str, url: &str, title: &str| {
        json!({
            "id": id, "version": 1, "mediaType": "image",
            "asset": {"url": url, "mimeType": "image/jpeg", "width": 1600, "height": 900, "size": 21000},
            "metadata": {"title": title},
            "createdAt": "2020-12-27T09:19:00.928Z", "updatedAt": "2020-12-27T09:19:00.928Z"
        })
    };
    let first = entry("asze63i9", "https://livingdocs.io/img.jpg", "An Image");
    let second = entry("2er11b3i", "https://livingdocs.io/img2.jpg", "An Other Image");
    let mut emulator = emulator(json!({}));
    let list = get(&mut emulator, &format!("{BASE}?ids=asze63i9,2er11b3i"));
    assert_eq!(list, (200, json!({"results": [first, second]})));
    let answered = answer(&mut emulator, &request("GET", &format!("{BASE}/asze63i9"), ""));
    assert_eq!(String::from_utf8_lossy(&answered.body), first.to_string(), "in the reference's order");
    assert_eq!(get(&mut emulator, &format!("https://x.test{BASE}/2er11b3i")), (200, second));
}

#[test]
fn unknown_routes() {
    let mut emulator = emulator(json!({}));
    for path in [
        "/",
        "/api",
        "/api/",
        "/api/2026-05",
        "/api/2026-05/documents",
        "/api/2026-05/medialibrary/asze63i9",
        "/api/2026-05/mediaLibrary/",
        "/api/2026-05/mediaLibrary/asze63i9/",
        "/api/2026-05/mediaLibrary//asze63i9",
        "/api/2026-05/mediaLibrary//keys",
        "/api/2026-05//mediaLibrary/asze63i9",
        "//api/2026-05/mediaLibrary/asze63i9",
        "/api//mediaLibrary/asze63i9",
        "/api/2026-05/mediaLibrary/asze63i9/usagelog",
        "/api/2026-05/mediaLibrary/asze63i9/keys/",
        "/api/2026-05/mediaLibrary/asze63i9/keys/x",
        "/api/2026-05/mediaLibrary/serve-image/",
        "/api/2026-05/mediaLibrary/%zz",
        "/api/2026-05/mediaLibrary/%ff",
        "/prefix/api/2026-05/mediaLibrary/asze63i9",
        "/api/2026-05/nothing?with=query&x=%20",
    ] {
        assert_eq!(get(&mut emulator, path), unknown_route(path), "{path}");
    }
}

#[test]
fn other_methods_are_unknown_routes() {
    let mut emulator = emulator(json!({}));
    for (method, path) in [
        ("PATCH", ""),
        ("POST", "/asze63i9"),
        ("PUT", "/asze63i9"),
        ("DELETE", "/asze63i9"),
        ("HEAD", "/asze63i9"),
        ("get", "/asze63i9"),
        ("PATCH", "/asze63i9/keys"),
        ("POST", "/asze63i9/usageLog"),
        ("PATCH", "/asze63i9/incomingDocumentReferences"),
        ("PATCH", "/serve-image/a.jpg"),
    ] {
        let url = format!("{BASE}{path}");
        assert_eq!(send(&mut emulator, method, &url, "{}"), unknown_route(&url), "{method} {path}");
    }
}

#[test]
fn ids_are_decoded() {
    let ids = ["a/b", "ä ö", "100%", "a+b", "a?b#c", ".", "serve-image", "mediaLibrary"];
    let entries: Vec<Value> = ids.iter().map(|id| super::entry(id)).collect();
    let mut emulator = emulator(json!({ "entries": entries }));
    for (path, id) in [
        ("a%2Fb", "a/b"),
        ("a%2fb", "a/b"),
        ("%C3%A4%20%C3%B6", "ä ö"),
        ("100%25", "100%"),
        ("a+b", "a+b"),
        ("a%2Bb", "a+b"),
        ("a%3Fb%23c", "a?b#c"),
        ("serve-image", "serve-image"),
        ("mediaLibrary#fragment", "mediaLibrary"),
        ("mediaLibrary?x=y", "mediaLibrary"),
    ] {
        assert_eq!(get(&mut emulator, &format!("{BASE}/{path}")).1["id"], id, "{path}");
    }
    assert_eq!(get(&mut emulator, &format!("{BASE}/it%27s")), no_entry("it's"));
}

#[test]
fn versions() {
    let mut emulator = emulator(json!({}));
    for version in
        ["2025-03", "2025-05", "2025-11", "2026-01", "2026-05", "2026-07", "2031-11", "4999-11", "v1", "beta"]
    {
        assert_eq!(get(&mut emulator, &format!("/api/{version}/mediaLibrary/asze63i9")).0, 200, "{version}");
    }
    for version in ["2025-01", "2024-11", "2020-01", "0000-01"] {
        let details = json!({"name": "Gone", "message": format!("API version {version} has been removed")});
        for path in ["", "/asze63i9", "/asze63i9/keys", "/asze63i9/usageLog", "/serve-image/a"] {
            let got = get(&mut emulator, &format!("/api/{version}/mediaLibrary{path}"));
            assert_eq!(got, refused(410, "Gone", details.clone()), "{version}{path}");
        }
    }
    for version in [
        "2026-06", "2025-04", "2026-12", "2030-02", "2024-10", "2025-02", "2026-13", "2026-00", "2026-5", "2026-005",
        "26-05", "v2", "V1", "latest", "alpha", "2026", "2026-05 ", "2026_05", "+026-05",
    ] {
        let url = format!("/api/{version}/mediaLibrary/asze63i9");
        assert_eq!(get(&mut emulator, &url), unknown_route(&url), "{version}");
    }
}

#[test]
fn what_each_version_has() {
    let mut emulator = emulator(json!({"documentReferences": {"asze63i9": [{"id": 2, "references": []}]}}));
    for (version, envelope, keys) in [
        ("v1", false, false),
        ("beta", false, false),
        ("2025-03", false, false),
        ("2025-11", false, false),
        ("2026-01", true, false),
        ("2026-03", true, true),
        ("2026-05", true, true),
        ("2040-01", true, true),
    ] {
        let base = format!("/api/{version}/mediaLibrary");
        let (_, list) = get(&mut emulator, &format!("{base}?ids=2er11b3i"));
        let name = if envelope { "results" } else { "mediaLibraryEntries" };
        assert_eq!(list.as_object().map(|list| list.keys().collect::<Vec<_>>()), Some(vec![&name.to_owned()]));
        assert_eq!(list[name][0]["id"], "2er11b3i");

        let (_, references) = get(&mut emulator, &format!("{base}/asze63i9/incomingDocumentReferences"));
        assert_eq!(references.is_array(), !envelope, "{version}");
        assert_eq!(get(&mut emulator, &format!("{base}/asze63i9/usageLog")), (200, json!({"results": []})));

        let url = format!("{base}/asze63i9/keys");
        let expected = if keys { (200, json!({"results": []})) } else { unknown_route(&url) };
        assert_eq!(get(&mut emulator, &url), expected, "{version}");

        let body = r#"{"preserveUpdatedAt":true,"patches":[]}"#;
        let (status, _) = send(&mut emulator, "PATCH", &format!("{base}/asze63i9"), body);
        assert_eq!(status, if keys { 200 } else { 400 }, "{version}");
    }
}
