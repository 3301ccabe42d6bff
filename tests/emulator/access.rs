//! Tokens, scopes, and the order of checks.

use super::{BASE, answer, emulator, headers, no_entry, refused, request, unknown_route};
use serde_json::{Value, json};

fn with_token(method: &str, url: &str, authorization: Option<&str>, body: &str) -> (u16, Value) {
    let mut emulator = emulator(json!({"tokens": {
        "reader": ["public-api:read"], "writer": ["public-api:write"], "nobody": []
    }}));
    let mut request = request(method, url, body);
    request.headers.retain(|(name, _)| name != "authorization");
    request.headers.extend(authorization.map(|value| ("authorization".to_owned(), value.to_owned())));
    let response = answer(&mut emulator, &request);
    (response.status, serde_json::from_slice(&response.body).expect("a JSON body"))
}

#[test]
fn a_token_has_to_be_known() {
    let expected = refused(401, "Unauthorized", json!({"access_token": "The access token expired."}));
    for authorization in [
        None,
        Some(""),
        Some("Bearer"),
        Some("Bearer "),
        Some("Bearer demo-token"),
        Some("Bearer reader2"),
        Some("Bearer READER"),
        Some("reader"),
        Some("Basic reader"),
    ] {
        for method in ["GET", "PATCH"] {
            assert_eq!(
                with_token(method, &format!("{BASE}/asze63i9"), authorization, "{}"),
                expected,
                "{authorization:?}"
            );
        }
    }
}

#[test]
fn a_token_has_to_have_the_scope() {
    let forbidden = refused(403, "Forbidden", json!({"access_token": "The request requires higher privileges"}));
    for (method, path, authorization, status) in [
        ("GET", "/asze63i9", "Bearer reader", 200),
        ("GET", "/asze63i9", "bearer reader", 200),
        ("GET", "/asze63i9", "Bearer writer", 403),
        ("GET", "/asze63i9", "Bearer nobody", 403),
        ("GET", "/asze63i9/keys", "Bearer writer", 403),
        ("GET", "/serve-image/a", "Bearer writer", 403),
        ("GET", "?ids=a", "Bearer writer", 403),
        ("PATCH", "/asze63i9", "Bearer writer", 200),
        ("PATCH", "/asze63i9", "Bearer reader", 403),
    ] {
        let got = with_token(method, &format!("{BASE}{path}"), Some(authorization), r#"{"patches":[]}"#);
        assert_eq!(got.0, status, "{method} {path} {authorization}");
        if status == 403 {
            assert_eq!(got, forbidden);
        }
    }
}

#[test]
fn checks_come_in_their_order() {
    let (good, bad) = (Some("Bearer writer"), Some("Bearer x"));
    let invalid = "[";
    let url = |path: &str| format!("{BASE}{path}");
    let status = |method: &str, url: &str, authorization, body: &str| with_token(method, url, authorization, body).0;
    // Route before version, version before token, token before scope, scope before body, its type first, body before entry.
    assert_eq!(with_token("GET", "/api/2024-11/nothing", bad, ""), unknown_route("/api/2024-11/nothing"));
    assert_eq!(status("GET", "/api/2024-11/mediaLibrary/x", bad, ""), 410);
    assert_eq!(status("PATCH", &url("/missing"), bad, invalid), 401);
    assert_eq!(status("PATCH", &url("/missing"), Some("Bearer reader"), invalid), 403);
    let mut odd = request("PATCH", &url("/missing"), &" ".repeat(512_001));
    odd.headers = headers(&[("authorization", "Bearer demo-token")]);
    assert_eq!(answer(&mut emulator(json!({})), &odd).status, 415);
    assert_eq!(status("PATCH", &url("/missing"), good, &" ".repeat(512_001)), 413);
    assert_eq!(status("PATCH", &url("/missing"), good, invalid), 400);
    assert_eq!(with_token("PATCH", &url("/missing"), good, r#"{"version":7,"patches":[]}"#), no_entry("missing"));
    let outdated = r#"{"version":7,"patches":[{"operation":"unrevokeAsset"}]}"#;
    let (_, body) = with_token("PATCH", &url("/asze63i9"), good, outdated);
    assert_eq!(body["error_details"]["message"], "Version: Expected 1 to be equal to 7");
    assert_eq!(status("GET", &url("/missing/incomingMediaReferences?limit=0"), Some("Bearer reader"), ""), 400);
}
