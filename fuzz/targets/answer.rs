//! Answers of any server: the first byte chooses the status, lines up to an empty one are headers, the rest is the body.
#![no_main]

use libfuzzer_sys::fuzz_target;
use livingdocs_media_library::failure::Code;
use livingdocs_media_library::http::HttpResponse;
use livingdocs_media_library::response::{self, Expected};
use serde_json::Value;
use shared::{choice, line};

const STATUSES: [u16; 16] = [200, 200, 200, 204, 0, 301, 304, 400, 401, 403, 404, 409, 410, 413, 429, 503];
const EXPECTED: [Expected; 7] = [
    Expected::Entry,
    Expected::Entries("results"),
    Expected::List("results"),
    Expected::BareList,
    Expected::Object,
    Expected::Image,
    Expected::Nothing,
];
const NOW_MS: f64 = 1_777_633_200_000.0;

fuzz_target!(|input: &[u8]| {
    let (bits, mut rest) = choice(input);
    let mut headers = Vec::new();
    loop {
        let (header, after) = line(rest);
        rest = after;
        let header = String::from_utf8_lossy(header);
        let Some((name, value)) = header.split_once(':') else { break };
        headers.push((name.to_ascii_lowercase(), value.trim().to_owned()));
    }
    let coding = headers.iter().find(|(name, _)| name == "content-encoding").map_or("", |(_, value)| value).to_owned();
    let response = HttpResponse { status: STATUSES[usize::from(bits & 15)], headers, body: rest.to_vec() };
    let body = serde_json::from_slice::<Value>(rest.strip_prefix(b"\xef\xbb\xbf").unwrap_or(rest)).ok();
    for expected in EXPECTED {
        match response::decode(&response, expected) {
            Ok(_) => {
                assert!((200..300).contains(&response.status));
                if let Some(body) = &body {
                    assert!(is_as_documented(body, expected), "{body} as {expected:?}");
                }
            }
            Err(Code::ResponseFormat) => assert!((200..300).contains(&response.status)),
            Err(code) => {
                let failure = response::failure(&response, code, NOW_MS);
                assert_eq!(failure.status, Some(response.status));
            }
        }
    }
    response::is_broken_off(&coding, bits & 16 != 0, rest);
});

fn is_as_documented(body: &Value, expected: Expected) -> bool {
    match expected {
        Expected::Entry => body["id"].is_string() && body["version"].is_number(),
        Expected::Entries(name) => {
            body[name].as_array().is_some_and(|list| list.iter().all(|entry| entry["id"].is_string()))
        }
        Expected::List(name) => body[name].is_array(),
        Expected::BareList => body.is_array(),
        Expected::Object => body.is_object(),
        Expected::Image | Expected::Nothing => true,
    }
}
