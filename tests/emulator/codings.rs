//! Content-Type and Content-Encoding of a PATCH, by the cases of guardPatch.

use super::{BASE, NOW, answer, emulator, headers, refused, request};
use livingdocs_media_library::emulator::Answer;
use serde_json::{Value, json};

fn status(of: &[(&str, &str)]) -> u16 {
    let mut request = request("PATCH", &format!("{BASE}/asze63i9"), r#"{"patches":[]}"#);
    request.headers = headers(&[&[("authorization", "Bearer demo-token")], of].concat());
    answer(&mut emulator(json!({})), &request).status
}

#[test]
fn what_guard_patch_refuses_is_refused() {
    let cases: Value = serde_json::from_str(include_str!("../cases/body-headers.json")).expect("a list");
    let cases = cases.as_array().expect("a list");
    assert!(cases.len() > 80);
    for case in cases {
        let given = case["headers"].as_object().into_iter().flatten();
        let given: Vec<_> = given.map(|(name, value)| (name.as_str(), value.as_str().unwrap_or_default())).collect();
        assert_eq!(status(&given), if case["passes"] == json!(true) { 200 } else { 415 }, "{case}");
    }
}

#[test]
fn lines_of_one_name_are_a_list() {
    let json = ("content-type", "application/json");
    for (given, expected) in [
        (vec![json], 200),
        (vec![("content-type", " application/json\t")], 200),
        (vec![json, json], 415),
        (vec![json, ("content-type", "application/json; charset=utf-7")], 415),
        (vec![json, ("content-encoding", "identity"), ("content-encoding", "gzip")], 415),
    ] {
        assert_eq!(status(&given), expected, "{given:?}");
    }
}

#[test]
fn the_refusal_says_what_is_expected_and_nothing_is_applied() {
    let mut emulator = emulator(json!({}));
    let mut request = request("PATCH", &format!("{BASE}/asze63i9"), r#"{"patches":[]}"#);
    request.headers.pop();
    let response = answer(&mut emulator, &request);
    let details = json!({
        "name": "UnsupportedMediaType", "message": "Expected application/json in UTF-8, and no Content-Encoding"
    });
    let body: Value = serde_json::from_slice(&response.body).expect("a JSON body");
    assert_eq!((response.status, body), refused(415, "Unsupported Media Type", details));
    assert_eq!(emulator.entry("asze63i9").expect("an entry")["version"], 1);
    request.method = "GET".to_owned();
    assert!(matches!(emulator.handle(&request, NOW), Answer::Response(response) if response.status == 200));
}
