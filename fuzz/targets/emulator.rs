//! Requests to the emulator, one behind the other: `METHOD path`, and in the next line the body. Whatever comes, it answers
//! in JSON or with an image, and no entry's version falls.
#![no_main]

use libfuzzer_sys::fuzz_target;
use livingdocs_media_library::emulator::{Answer, Emulator, EmulatorOptions};
use livingdocs_media_library::http::{HttpRequest, HttpResponse};
use serde_json::Value;
use shared::line;

const NOW_MS: f64 = 1_777_633_200_000.0;
const ENTRY: &str = "/api/2026-05/mediaLibrary/asze63i9";
const MOST_REQUESTS: usize = 20;

fuzz_target!(|input: &[u8]| {
    let mut emulator = Emulator::new(EmulatorOptions::default());
    let mut version = 0;
    let mut rest = input;
    for index in 0..MOST_REQUESTS {
        if rest.is_empty() {
            break;
        }
        let (head, after) = line(rest);
        let (body, after) = line(after);
        rest = after;
        let head = String::from_utf8_lossy(head);
        let (method, path) = head.split_once(' ').unwrap_or((&head, ENTRY));
        let response = send(&mut emulator, method, path, body, index);
        let is_image = response.header("content-type").is_some_and(|kind| !kind.contains("json"));
        assert!(
            is_image || response.body.is_empty() || serde_json::from_slice::<Value>(&response.body).is_ok(),
            "{head}: {}",
            String::from_utf8_lossy(&response.body)
        );
        let entry = send(&mut emulator, "GET", ENTRY, b"", index);
        let entry: Value = serde_json::from_slice(&entry.body).expect("an entry");
        let now = entry["version"].as_u64().expect("a version");
        assert!(now >= version, "{head}: from version {version} to {now}");
        version = now;
    }
});

fn send(emulator: &mut Emulator, method: &str, url: &str, body: &[u8], seconds: usize) -> HttpResponse {
    let header = |name: &str, value: &str| (name.to_owned(), value.to_owned());
    let request = HttpRequest {
        method: method.to_owned(),
        url: url.to_owned(),
        headers: vec![header("authorization", "Bearer demo-token"), header("content-type", "application/json")],
        body: body.to_vec(),
    };
    match emulator.handle(&request, NOW_MS + seconds as f64 * 1_000.0) {
        Answer::Response(response) => response,
        other => panic!("{other:?}"),
    }
}
