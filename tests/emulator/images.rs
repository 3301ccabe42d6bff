//! `serve-image` and `keys`.

use super::{BASE, answer, emulator, entry, get, no_entry, ok, patches, refused, request};
use livingdocs_media_library::emulator::Emulator;
use serde_json::{Value, json};

const KEY: &str = "2025/03/14/a b.jpeg";

fn library() -> Emulator {
    let mut first = entry("a");
    first["asset"] = json!({"key": KEY, "mimeType": "image/jpeg"});
    first["translations"] = json!([
        {"locale": "en", "metadata": {}, "asset": {"key": "en.png", "mimeType": "image/png"}},
        {"locale": "fr", "metadata": {}}
    ]);
    let mut second = entry("b");
    second["asset"] = json!({"key": "shared.webp", "mimeType": "image/webp\r\nx: y"});
    let mut third = entry("c");
    third["asset"] = json!({"key": "shared.webp"});
    let mut emulator = emulator(json!({"entries": [first, second, third], "files": {}}));
    for key in [KEY, "en.png", "shared.webp", "new.gif", "nobodys.jpg", "x//y"] {
        emulator.add_file(key.to_owned(), key.as_bytes().to_vec());
    }
    emulator
}

/// Status, content type and body.
fn image(emulator: &mut Emulator, path: &str) -> (u16, String, String) {
    let response = answer(emulator, &request("GET", &format!("{BASE}/serve-image/{path}"), ""));
    let media_type = response.header("content-type").unwrap_or_default().to_owned();
    (response.status, media_type, String::from_utf8_lossy(&response.body).into_owned())
}

fn served(media_type: &str, body: &str) -> (u16, String, String) {
    (200, media_type.to_owned(), body.to_owned())
}

fn not_served(status: u16, error: &str, message: &str) -> (u16, String, String) {
    let (_, body) = refused(status, error, json!({ "message": message }));
    (status, "application/json".to_owned(), body.to_string())
}

fn missing() -> (u16, String, String) {
    not_served(404, "Not Found", "No image found.")
}

fn revoked() -> (u16, String, String) {
    not_served(403, "Forbidden", "The requested image is revoked or marked as invalid")
}

fn keys(emulator: &mut Emulator, id: &str) -> Value {
    get(emulator, &format!("{BASE}/{id}/keys")).1["results"].clone()
}

fn replace(key: &str) -> Value {
    json!([{"operation": "replaceAsset", "value": {"key": key, "mimeType": "image/gif"}}])
}

#[test]
fn files_of_entries_are_served() {
    let mut emulator = library();
    assert_eq!(image(&mut emulator, "2025/03/14/a%20b.jpeg"), served("image/jpeg", KEY));
    assert_eq!(image(&mut emulator, "2025%2F03%2F14%2Fa%20b.jpeg"), served("image/jpeg", KEY));
    assert_eq!(image(&mut emulator, "en.png"), served("image/png", "en.png"));
    assert_eq!(image(&mut emulator, "shared.webp"), served("application/octet-stream", "shared.webp"));
    for path in ["nobodys.jpg", "new.gif", "unknown", "en.png/", "2025/03/14", "/en.png", "x//y"] {
        assert_eq!(image(&mut emulator, path), missing(), "{path}");
    }
}

#[test]
fn former_files_are_served_and_listed() {
    let mut emulator = library();
    assert_eq!(keys(&mut emulator, "a"), json!([KEY, "en.png"]));
    assert_eq!(patches(&mut emulator, "a", replace("new.gif")), ok());
    assert_eq!(keys(&mut emulator, "a"), json!(["new.gif", KEY, "en.png"]));
    assert_eq!(patches(&mut emulator, "a", json!([{"operation": "removeAsset", "locale": "en"}])), ok());
    assert_eq!(keys(&mut emulator, "a"), json!(["new.gif", KEY, "en.png"]));
    assert_eq!(patches(&mut emulator, "a", replace("new.gif")), ok());
    assert_eq!(patches(&mut emulator, "a", replace(KEY)), ok());
    assert_eq!(keys(&mut emulator, "a"), json!([KEY, "en.png", "new.gif"]), "each once");
    assert_eq!(image(&mut emulator, "new.gif"), served("image/gif", "new.gif"));
    assert_eq!(image(&mut emulator, "en.png"), served("image/png", "en.png"));
    assert_eq!(image(&mut emulator, "2025/03/14/a%20b.jpeg"), served("image/gif", KEY), "as the asset now says");
    assert_eq!(get(&mut emulator, &format!("{BASE}/x/keys")), no_entry("x"));
}

#[test]
fn revoked_files_are_not_served() {
    let mut emulator = library();
    let all = ["2025/03/14/a%20b.jpeg", "en.png", "new.gif"];
    assert_eq!(patches(&mut emulator, "a", replace("new.gif")), ok());
    assert_eq!(patches(&mut emulator, "a", json!([{"operation": "revokeAsset"}])), ok());
    for path in all {
        assert_eq!(image(&mut emulator, path), revoked(), "{path}");
    }
    assert_eq!(keys(&mut emulator, "a"), json!(["new.gif", KEY, "en.png"]), "the asset is kept");
    assert_eq!(patches(&mut emulator, "a", json!([{"operation": "archive"}])), ok());
    for path in all {
        assert_eq!(image(&mut emulator, path).0, 200, "an archived image is served: {path}");
    }
    assert_eq!(patches(&mut emulator, "b", json!([{"operation": "revokeAsset"}])), ok());
    assert_eq!(image(&mut emulator, "shared.webp"), served("application/octet-stream", "shared.webp"), "of c");
    assert_eq!(patches(&mut emulator, "c", json!([{"operation": "revokeAsset"}])), ok());
    assert_eq!(image(&mut emulator, "shared.webp"), revoked());
    assert_eq!(patches(&mut emulator, "c", json!([{"operation": "unrevokeAsset"}])), ok());
    assert_eq!(image(&mut emulator, "shared.webp").0, 200);
}

#[test]
fn without_files_nothing_is_served() {
    let mut first = entry("a");
    first["asset"] = json!({"key": "a.jpg"});
    let mut emulator = emulator(json!({ "entries": [first] }));
    assert_eq!(image(&mut emulator, "a.jpg"), missing());
    assert_eq!(patches(&mut emulator, "a", json!([{"operation": "revokeAsset"}])), ok());
    assert_eq!(image(&mut emulator, "a.jpg"), revoked());
}
