//! `fail_next` and the log of requests.

use super::{BASE, NOW, emulator, get, request};
use livingdocs_media_library::emulator::{Answer, Emulator, Fault, Meets, Seen};
use serde_json::{Value, json};

fn fault(json: &Value) -> Fault {
    match Fault::from_json(json.to_string().as_bytes()) {
        Ok(fault) => fault,
        Err(wrong) => panic!("{wrong}"),
    }
}

fn version(emulator: &Emulator) -> u64 {
    emulator.entry("asze63i9").and_then(|entry| entry["version"].as_u64()).unwrap_or(0)
}

fn statuses(emulator: &Emulator) -> Vec<Option<u16>> {
    emulator.requests().iter().map(|seen| seen.status).collect()
}

#[test]
fn each_fault() {
    for (name, applied, status) in [
        ("network-error", false, None),
        ("reject-non-error", false, None),
        ("throw", false, None),
        ("hang", false, None),
        ("malformed-json", true, Some(200)),
        ("truncated-body", true, Some(200)),
        ("lost-response", true, None),
    ] {
        let mut emulator = emulator(json!({}));
        let fault = fault(&json!(name));
        assert_eq!(fault.name(), name);
        emulator.fail_next(fault, 1);
        let answer = emulator.handle(&request("PATCH", &format!("{BASE}/asze63i9"), r#"{"patches":[]}"#), NOW);
        match (name, &answer) {
            ("malformed-json", Answer::Response(response)) => {
                assert_eq!((response.status, response.header("content-type")), (200, Some("application/json")));
                assert!(serde_json::from_slice::<Value>(&response.body).is_err());
            }
            ("truncated-body", Answer::TruncatedBody(response)) => {
                assert_eq!((response.status, response.body.as_slice()), (200, &b"{\"statu"[..]));
            }
            ("network-error", Answer::NetworkError)
            | ("reject-non-error", Answer::RejectNonError)
            | ("throw", Answer::Throw)
            | ("hang", Answer::Hang)
            | ("lost-response", Answer::LostResponse) => {}
            _ => panic!("{name}: {answer:?}"),
        }
        assert_eq!(version(&emulator), if applied { 2 } else { 1 }, "{name}");
        assert_eq!(statuses(&emulator), [status], "{name}");
        assert_eq!(get(&mut emulator, &format!("{BASE}/asze63i9")).0, 200, "only the next one");
    }
}

#[test]
fn answers_of_ones_own() {
    for (given, headers, body) in [
        (json!({"status": 503}), vec![], ""),
        (json!({"status": 429, "headers": [["retry-after", "1"]]}), vec![("retry-after", "1")], ""),
        (json!({"status": 500, "body": "{}"}), vec![("content-type", "application/json")], "{}"),
        (
            json!({"status": 502, "headers": [["content-type", "text/html"]], "body": "<html>ä"}),
            vec![("content-type", "text/html")],
            "<html>ä",
        ),
        (
            json!({"status": 503, "headers": [["retry-after", "1"]], "body": "{}"}),
            vec![("retry-after", "1"), ("content-type", "application/json")],
            "{}",
        ),
        (json!({"status": 200, "body": ""}), vec![], ""),
        (json!({"status": 599}), vec![], ""),
    ] {
        let mut emulator = emulator(json!({}));
        emulator.fail_next(fault(&given), 1);
        let answer = emulator.handle(&request("PATCH", &format!("{BASE}/asze63i9"), r#"{"patches":[]}"#), NOW);
        let Answer::Response(response) = answer else { panic!("{answer:?}") };
        let got: Vec<_> = response.headers.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        assert_eq!((Some(u64::from(response.status)), got), (given["status"].as_u64(), headers));
        assert_eq!(String::from_utf8_lossy(&response.body), body);
        assert_eq!(version(&emulator), 1, "not applied");
        assert_eq!(statuses(&emulator), [Some(response.status)]);
    }
}

#[test]
fn what_is_no_fault() {
    for (json, place) in [
        ("\"explode\"", "fault"),
        ("\"\"", "fault"),
        ("\"Hang\"", "fault"),
        ("null", "fault"),
        ("7", "fault"),
        ("[]", "fault"),
        ("", "fault"),
        ("{}", "fault.status"),
        (r#"{"status":"500"}"#, "fault.status"),
        (r#"{"status":199}"#, "fault.status"),
        (r#"{"status":600}"#, "fault.status"),
        (r#"{"status":65736}"#, "fault.status"),
        (r#"{"status":200.5}"#, "fault.status"),
        (r#"{"status":null}"#, "fault.status"),
        (r#"{"status":500,"body":{}}"#, "fault.body"),
        (r#"{"status":500,"body":null}"#, "fault.body"),
    ] {
        assert_eq!(Fault::from_json(json.as_bytes()).map_err(|wrong| wrong.place), Err(place.to_owned()), "{json}");
    }
}

#[test]
fn calls_queue() {
    let mut emulator = emulator(json!({}));
    emulator.fail_next(Fault::NetworkError, 2);
    emulator.fail_next(Fault::Hang, 0);
    emulator.fail_next(fault(&json!({"status": 503})), 1);
    for _ in 0..4 {
        emulator.handle(&request("GET", &format!("{BASE}/asze63i9"), ""), NOW);
    }
    assert_eq!(statuses(&emulator), [None, None, Some(503), Some(200)]);
}

/// Faults as (status, times, method, skip), methods of requests, and the status that each gets; 200 is no fault.
type Choice<'a> = (&'a [(u16, u32, &'a str, u32)], &'a str, &'a [u16]);

#[test]
fn faults_choose_their_requests() {
    let choices: &[Choice<'_>] = &[
        (&[(500, 1, "PATCH", 0)], "GET PATCH PATCH", &[200, 500, 200]),
        (&[(500, 2, "GET", 0)], "PATCH GET PATCH GET GET", &[200, 500, 200, 500, 200]),
        (&[(500, 1, "patch", 0)], "PATCH", &[500]),
        (&[(500, 1, "DELETE", 0)], "GET PATCH", &[200, 200]),
        (&[(500, 1, "", 2)], "GET PATCH GET GET", &[200, 200, 500, 200]),
        (&[(500, 2, "", 1)], "GET GET GET GET", &[200, 500, 500, 200]),
        (&[(500, 1, "PATCH", 1)], "PATCH GET PATCH", &[200, 200, 500]),
        (&[(500, 0, "PATCH", 0)], "PATCH", &[200]),
        // What is not meant goes on to the next fault; the order of calls is kept.
        (&[(500, 1, "PATCH", 0), (502, 1, "", 0)], "GET PATCH GET", &[502, 500, 200]),
        (&[(500, 1, "PATCH", 0), (502, 1, "", 0)], "PATCH GET", &[500, 502]),
        (&[(500, 1, "", 1), (502, 1, "", 0)], "GET GET GET", &[502, 500, 200]),
        // A request that meets an earlier fault is none that is skipped.
        (&[(500, 1, "", 0), (502, 1, "", 1)], "GET GET GET", &[500, 200, 502]),
        (&[(500, 1, "", 1), (502, 1, "", 1)], "GET GET GET GET", &[200, 500, 502, 200]),
        (&[(500, 1, "", u32::MAX), (502, 1, "GET", 0)], "GET GET", &[502, 200]),
    ];
    for (faults, methods, expected) in choices {
        let mut emulator = emulator(json!({}));
        for (status, times, method, skip) in *faults {
            let method = (!method.is_empty()).then(|| (*method).to_owned());
            emulator.fail_next_of(Meets { method, skip: *skip }, fault(&json!({"status": status})), *times);
        }
        for method in methods.split(' ') {
            emulator.handle(&request(method, &format!("{BASE}/asze63i9"), r#"{"patches":[]}"#), NOW);
        }
        let expected: Vec<_> = expected.iter().copied().map(Some).collect();
        assert_eq!(statuses(&emulator), expected, "{faults:?} {methods}");
    }
}

#[test]
fn bodies_are_kept_as_text() {
    let mut emulator = emulator(json!({}));
    let url = format!("{BASE}/asze63i9");
    let bodies: [(&[u8], Option<&str>); 5] = [
        (b"", None),
        (b"{", Some("{")),
        ("\u{feff}ü😀\0".as_bytes(), Some("\u{feff}ü😀\0")),
        (b"a\xffb\xc3", Some("a\u{fffd}b\u{fffd}")),
        (&[b'x'; 600_000], Some(&"x".repeat(600_000))),
    ];
    for (body, expected) in bodies {
        let mut request = request("PATCH", &url, "");
        request.body = body.to_vec();
        emulator.fail_next(Fault::LostResponse, 1);
        let ticket = emulator.receive("PATCH", &url);
        assert_eq!(emulator.requests()[ticket].body, None, "not yet read");
        emulator.answer(ticket, &request, NOW);
        assert_eq!(emulator.requests()[ticket].body.as_deref(), expected);
    }
    let hanging = emulator.receive("PATCH", &url);
    emulator.keep_body(hanging, b"{}");
    emulator.keep_body(99, b"no such ticket");
    let seen = &emulator.requests()[hanging];
    assert_eq!((seen.body.as_deref(), seen.status), (Some("{}"), None));
}

#[test]
fn a_fault_is_taken_when_the_request_comes() {
    let mut emulator = emulator(json!({}));
    emulator.fail_next(Fault::LostResponse, 1);
    let url = format!("{BASE}/asze63i9");
    let first = emulator.receive("GET", &url);
    let second = emulator.receive("GET", &url);
    assert_eq!(emulator.fault(first), Some(&Fault::LostResponse));
    assert_eq!(emulator.fault(second), None);
    assert_eq!(statuses(&emulator), [None, None]);
    assert!(matches!(emulator.answer(second, &request("GET", &url, ""), NOW), Answer::Response(_)));
    assert_eq!(emulator.answer(first, &request("GET", &url, ""), NOW), Answer::LostResponse);
    assert_eq!(statuses(&emulator), [None, Some(200)]);
    assert!(matches!(emulator.answer(99, &request("GET", &url, ""), NOW), Answer::Response(_)), "no such ticket");
    assert_eq!(emulator.fault(99), None);
}

#[test]
fn errors_meet_faults_too() {
    let mut emulator = emulator(json!({}));
    emulator.fail_next(Fault::TruncatedBody, 1);
    emulator.fail_next(Fault::MalformedJson, 1);
    for _ in 0..2 {
        emulator.handle(&request("GET", &format!("{BASE}/missing"), ""), NOW);
    }
    assert_eq!(statuses(&emulator), [Some(404), Some(404)]);
}

#[test]
fn requests_are_seen_without_their_tokens() {
    let mut emulator = emulator(json!({}));
    get(&mut emulator, &format!("https://x.test:8080{BASE}?ids=a%2Cb,%20c#fragment"));
    get(&mut emulator, "https://x.test");
    emulator.handle(&request("PATCH", "/nowhere", ""), NOW);
    let seen: Vec<_> = emulator
        .requests()
        .iter()
        .map(|Seen { method, path, status, .. }| (method.as_str(), path.as_str(), *status))
        .collect();
    let list = format!("{BASE}?ids=a%2Cb,%20c");
    assert_eq!(seen, [("GET", list.as_str(), Some(200)), ("GET", "/", Some(404)), ("PATCH", "/nowhere", Some(404))]);
    assert!(!format!("{:?}", emulator.requests()).contains("demo-token"));
}
