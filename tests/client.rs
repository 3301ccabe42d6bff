//! The pure stages of the client: requests, answers, and what follows a failed attempt.

use livingdocs_media_library::endpoint::{Arguments, Endpoint};
use livingdocs_media_library::failure::Code;
use livingdocs_media_library::http::{HttpRequest, HttpResponse};
use livingdocs_media_library::release::{ApiVersion, ServerRelease};
use livingdocs_media_library::request::{MAX_URL, NotSent, PageQuery, ReferencesFrom, Target};
use livingdocs_media_library::response::{self, Expected};
use livingdocs_media_library::retry::{self, Attempt, Decision, Outcome, Repeat};
use livingdocs_media_library::retry_after::{self, RetryAfter};

fn target(api_version: &str, server_release: &str) -> Target {
    Target {
        base_url: "https://server.example/cms".to_owned(),
        api_version: ApiVersion::parse(api_version).expect("an API version"),
        server_release: ServerRelease::parse(server_release).expect("a server release"),
    }
}

fn newest() -> Target {
    target("2026-05", "release-2026-07")
}

/// What the endpoint asks of an entry with this id.
fn of_id(endpoint: Endpoint, target: &Target, id: &str) -> Result<HttpRequest, NotSent> {
    endpoint.request(target, &Arguments::read(format!("[{id:?}]").as_bytes()))
}

/// What follows `…/mediaLibrary`.
fn rest(request: Result<HttpRequest, NotSent>) -> String {
    let url = request.expect("a request").url;
    url.strip_prefix("https://server.example/cms/api/2026-05/mediaLibrary").expect("the endpoint").to_owned()
}

#[test]
fn imports_go_to_paths_of_their_own() {
    let ask =
        |target: &Target, arguments: &str| Endpoint::Import.request(target, &Arguments::read(arguments.as_bytes()));
    let base = "https://server.example/cms/api/2026-05/import";
    let post = ask(&newest(), r#"["mediaLibrary",1]"#).expect("a request");
    assert_eq!((&*post.method, &post.url), ("POST", &format!("{base}/mediaLibrary")));
    assert_eq!(post.header("content-type"), Some("application/json"));
    let get = ask(&newest(), r#"["images/status?id=a%26b",null]"#).expect("a request");
    assert_eq!((&*get.method, &get.url), ("GET", &format!("{base}/images/status?id=a%26b")));
    assert_eq!(get.header("content-type"), None);
    let older = target("2026-05", "release-2024-03");
    assert!(ask(&older, r#"["videos",2]"#).is_ok());
    for path in ["files", "files/status?id=x"] {
        let refusal = ask(&older, &format!("[{path:?},2]")).expect_err("a refusal");
        assert_eq!(refusal.message(), "import/files is not supported before release-2024-05 (is release-2024-03)");
        assert!(ask(&target("2026-05", "release-2024-05"), &format!("[{path:?},2]")).is_ok());
    }
}

#[test]
fn what_an_endpoint_is_called_with_is_read_from_a_list() {
    let asked =
        |endpoint: Endpoint, arguments: &str| rest(endpoint.request(&newest(), &Arguments::read(arguments.as_bytes())));
    assert_eq!(asked(Endpoint::GetEntriesByIds, r#"["a","b"]"#), "?ids=a,b");
    assert_eq!(
        asked(Endpoint::GetIncomingMediaReferences, r#"["m",5,10,"c"]"#),
        "/m/incomingMediaReferences?limit=5&offset=10&after=c"
    );
    assert_eq!(asked(Endpoint::GetIncomingDocumentReferences, r#"["m"]"#), "/m/incomingDocumentReferences");
}

#[test]
fn releases_of_all_centuries_keep_their_names() {
    for name in ["release-2026-07", "release-2119-12", "release-3002-01"] {
        assert_eq!(ServerRelease::parse(name).expect("a release").name(), name);
    }
}

#[test]
fn ids_and_keys_are_encoded_as_segments() {
    let target = newest();
    assert_eq!(rest(target.get_entry("asze63i9")), "/asze63i9");
    assert_eq!(rest(target.get_entry("a/b?c#d%e ü")), "/a%2Fb%3Fc%23d%25e%20%C3%BC");
    assert_eq!(rest(target.get_entry("...")), "/...");
    assert_eq!(rest(target.get_entry("ä*:\n")), "/%C3%A4%2A%3A%0A");
    assert_eq!(rest(target.get_entry("%2e%2e")), "/%252e%252e");
    for (id, encoded) in [
        ("a/b", "a%2Fb"),
        ("a b", "a%20b"),
        ("ü", "%C3%BC"),
        ("a?b#c", "a%3Fb%23c"),
        ("100%", "100%25"),
        ("a\\b", "a%5Cb"),
        ("😀", "%F0%9F%98%80"),
        ("a;b=c&d", "a%3Bb%3Dc%26d"),
    ] {
        assert_eq!(rest(target.get_entry(id)), format!("/{encoded}"));
    }
    assert_eq!(rest(of_id(Endpoint::GetUsageLog, &target, "a b")), "/a%20b/usageLog");
    assert_eq!(rest(of_id(Endpoint::GetAssetKeys, &target, "a")), "/a/keys");
    assert_eq!(rest(target.serve_image("2025/03/14/c3 16.jpeg")), "/serve-image/2025/03/14/c3%2016.jpeg");
    assert_eq!(rest(target.serve_image("/a//b/")), "/serve-image//a//b/");
    for (key, encoded) in [
        ("c d/ü+?#%.jpg", "c%20d/%C3%BC%2B%3F%23%25.jpg"),
        ("%2e%2e/x", "%252e%252e/x"),
        ("a/.../b", "a/.../b"),
        (".hidden/..x", ".hidden/..x"),
    ] {
        assert_eq!(rest(target.serve_image(key)), format!("/serve-image/{encoded}"));
    }
    for (id, wrong) in [("", "empty"), (".", "\".\""), ("..", "\"..\"")] {
        let refused = |name: &str| Err(NotSent::Argument(format!("{name}: must not be {wrong}")));
        assert_eq!(target.get_entry(id), refused("id"));
        assert_eq!(target.patch_entry(id), refused("id"));
        assert_eq!(of_id(Endpoint::GetUsageLog, &target, id), refused("id"));
        assert_eq!(of_id(Endpoint::GetAssetKeys, &target, id), refused("id"));
        assert_eq!(target.get_references(ReferencesFrom::Media, id, &PageQuery::default()), refused("mediaId"));
    }
    assert_eq!(target.serve_image(""), Err(NotSent::Argument("key: must not be empty".to_owned())));
    for key in [".", "..", "a/../b", "a/./b", "../a", "a/.."] {
        let text = format!("key: must not have . or .. between its slashes: \"{key}\"");
        assert_eq!(target.serve_image(key), Err(NotSent::Argument(text)));
    }
}

#[test]
fn a_patch_says_that_it_is_json() {
    let request = newest().patch_entry("a").expect("a request");
    assert_eq!(request.method, "PATCH");
    assert_eq!(request.body, b"");
    assert_eq!(request.header("content-type"), Some("application/json"));
    assert_eq!(request.header("accept"), Some("application/json"));
    assert_eq!(request.headers.len(), 2);
    let head = "PATCH https://server.example/cms/api/2026-05/mediaLibrary/a\naccept: application/json\n\
                content-type: application/json";
    assert_eq!(request.head(), head);
}

#[test]
fn lists_of_ids_are_split_so_that_urls_stay_short() {
    let target = newest();
    assert_eq!(rest(target.get_entries_by_ids(&["a".to_owned(), "ü".to_owned()])), "?ids=a,%C3%BC");
    assert_eq!(rest(target.get_entries_by_ids(&["a/b".to_owned()])), "?ids=a%2Fb");
    assert_eq!(target.split_ids(&[]), Ok(vec![]));
    let ids: Vec<String> = (0..1_000).map(|n| format!("entry-{n}-é")).collect();
    let counts = target.split_ids(&ids).expect("counts");
    assert_eq!(counts.iter().sum::<u32>(), 1_000);
    let mut rest = ids.as_slice();
    for (index, count) in counts.iter().enumerate() {
        let (now, later) = rest.split_at(*count as usize);
        let length = target.get_entries_by_ids(now).expect("a request").url.len();
        assert!(length <= MAX_URL);
        if let Some(one_more) = ids.get(ids.len() - rest.len() + now.len()).filter(|_| index + 1 < counts.len()) {
            let longer: Vec<String> = now.iter().chain([one_more]).cloned().collect();
            assert!(
                target.get_entries_by_ids(&longer).expect("a request").url.len() > MAX_URL,
                "no shorter than needed"
            );
        }
        rest = later;
    }
    let room = 1 + MAX_URL - target.get_entries_by_ids(&["x".to_owned()]).expect("a request").url.len();
    assert_eq!(target.split_ids(&["x".repeat(room)]), Ok(vec![1]));
    assert_eq!(target.split_ids(&["x".repeat(room - 2), "y".to_owned(), "z".to_owned()]), Ok(vec![2, 1]));
    for (id, wrong) in [
        ("", "must not be empty"),
        ("..", "must not be \"..\""),
        ("a,b", "must not have a comma: \"a,b\""),
        (&"x".repeat(room + 1), "too long for a URL of 2000 characters"),
    ] {
        assert_eq!(target.split_ids(&[id.to_owned()]), Err(NotSent::Argument(format!("id: {wrong}"))));
    }
}

#[test]
fn queries() {
    let target = newest();
    assert_eq!(rest(target.get_entries_by_external_id("ex 1&", None)), "?externalId=ex%201%26");
    assert_eq!(rest(target.get_entries_by_external_id("ex", Some("DAM+"))), "?externalId=ex&systemName=DAM%2B");
    assert_eq!(rest(target.get_entries_by_external_id("a/b", Some("c/d"))), "?externalId=a%2Fb&systemName=c%2Fd");
    let page = |limit, offset, after: Option<&str>| {
        let query = PageQuery { limit, offset, after: after.map(str::to_owned) };
        target.get_references(ReferencesFrom::Documents, "m", &query)
    };
    assert_eq!(rest(page(None, None, None)), "/m/incomingDocumentReferences");
    assert_eq!(
        rest(page(Some(100), Some(0), Some("e/="))),
        "/m/incomingDocumentReferences?limit=100&offset=0&after=e%2F%3D"
    );
}

#[test]
fn what_the_target_does_not_have_is_refused() {
    let since = |refused: Result<HttpRequest, NotSent>| match refused {
        Err(refusal @ NotSent::Unsupported { .. }) => Some(refusal.message().to_owned()),
        _ => None,
    };
    let after = PageQuery { after: Some("c".to_owned()), ..PageQuery::default() };
    assert_eq!(
        since(target("2025-11", "release-2026-07").get_references(ReferencesFrom::Media, "a", &after)).as_deref(),
        Some("after is not supported before 2026-01 (is 2025-11)")
    );
    assert_eq!(since(target("2026-01", "release-2026-07").get_references(ReferencesFrom::Media, "a", &after)), None);
    assert_eq!(
        since(of_id(Endpoint::GetAssetKeys, &target("2026-01", "release-2026-07"), "a")).as_deref(),
        Some("getAssetKeys is not supported before 2026-03 (is 2026-01)")
    );
    assert_eq!(since(of_id(Endpoint::GetAssetKeys, &target("2026-03", "release-2020-12"), "a")), None);
    assert_eq!(
        since(of_id(Endpoint::GetUsageLog, &target("2026-05", "release-2026-03"), "a")).as_deref(),
        Some("getUsageLog is not supported before release-2026-05 (is release-2026-03)")
    );
    assert_eq!(since(of_id(Endpoint::GetUsageLog, &target("2025-03", "release-2026-05"), "a")), None);
}

fn answer(status: u16, body: &str) -> HttpResponse {
    HttpResponse { status, headers: Vec::new(), body: body.as_bytes().to_vec() }
}

#[test]
fn results_are_checked_for_what_the_client_relies_on() {
    #[rustfmt::skip]
    let table = [
        (Expected::Entry, r#"{"id":"a","version":1,"more":[1e400,"\ud800"]}"#, true),
        (Expected::Entry, "\u{feff}{\"id\":\"a\",\"version\":1}", true),
        (Expected::Entry, r#"{"id":"a","id":"b","version":1}"#, true),
        (Expected::Entry, r#"{"id":"a"}"#, false),
        (Expected::Entry, r#"{"id":1,"version":1}"#, false),
        (Expected::Entry, r#"{"id":"a","version":"1"}"#, false),
        (Expected::Entry, r#"{"id":"a","version":1.5}"#, false),
        (Expected::Entry, "[]", false),
        (Expected::Entry, "", false),
        (Expected::Entry, "<html>", false),
        (Expected::Entry, r#"{"id":"a","version":1"#, false),
        (Expected::Entries("results"), r#"{"results":[]}"#, true),
        (Expected::Entries("results"), r#"{"results":[{"id":"a","version":1}]}"#, true),
        (Expected::Entries("results"), r#"{"results":[{"id":"a"}]}"#, false),
        (Expected::Entries("results"), r#"{"results":[null]}"#, false),
        (Expected::Entries("results"), r#"{"results":{}}"#, false),
        (Expected::Entries("results"), r#"{"results":5}"#, false),
        (Expected::Entries("results"), r#"{"mediaLibraryEntries":[]}"#, false),
        (Expected::Entries("mediaLibraryEntries"), r#"{"mediaLibraryEntries":[]}"#, true),
        (Expected::List("results"), r#"{"results":["a",1]}"#, true),
        (Expected::List("results"), r#"{"results":{}}"#, false),
        (Expected::List("results"), "[]", false),
        (Expected::BareList, "[{}]", true),
        (Expected::BareList, r#"{"results":[]}"#, false),
        (Expected::Nothing, "", true),
        (Expected::Nothing, "<html>", true),
    ];
    for (shape, body, is_fine) in table {
        let answer = answer(200, body);
        let decoded = response::decode(&answer, shape);
        assert_eq!(decoded.is_ok(), is_fine, "{shape:?} {body}");
        assert!(is_fine || decoded == Err(Code::ResponseFormat));
    }
}

#[test]
fn every_status_has_its_failure() {
    #[rustfmt::skip]
    let table = [
        (400, Code::BadRequest), (401, Code::Authentication), (403, Code::Permission), (404, Code::NotFound), (409, Code::Conflict),
        (410, Code::Gone), (429, Code::RateLimit), (500, Code::Server), (501, Code::Server), (502, Code::Server), (503, Code::Server), (504, Code::Server), (599, Code::Server),
        (300, Code::UnexpectedStatus), (302, Code::UnexpectedStatus), (304, Code::UnexpectedStatus), (402, Code::UnexpectedStatus), (405, Code::UnexpectedStatus), (408, Code::UnexpectedStatus),
        (413, Code::UnexpectedStatus), (415, Code::UnexpectedStatus), (418, Code::UnexpectedStatus), (422, Code::UnexpectedStatus), (451, Code::UnexpectedStatus), (600, Code::UnexpectedStatus),
    ];
    for (status, code) in table {
        for shape in [Expected::Entry, Expected::Nothing] {
            assert_eq!(response::decode(&answer(status, r#"{"id":"a","version":1}"#), shape), Err(code), "{status}");
        }
    }
}

#[test]
fn failures_say_what_the_server_said() {
    #[rustfmt::skip]
    let table = [
        (400, r#"{"status":400,"error":"Bad Request","error_details":{"patches.0.operation":"No enum match for: \"x\""}}"#,
            "400 Bad Request: patches.0.operation: No enum match for: \"x\""),
        (401, r#"{"error_details":{"access_token":"The access token expired."}}"#, "401 Unauthorized: access_token: The access token expired."),
        (404, r#"{"error_details":{"name":"NotFound","message":"MediaLibrary Entry does not exist (id: 'a')"}}"#,
            "404 Not Found: MediaLibrary Entry does not exist (id: 'a')"),
        (409, r#"{"error_details":"plain"}"#, "409 Conflict: plain"),
        (500, "", "500 server error"),
        (502, "<html>Bad Gateway</html>", "502 server error"),
        (418, r#"{"error_details":[1]}"#, "418 unexpected status"),
    ];
    for (status, body, message) in table {
        let failure = response::failure(&answer(status, body), Code::of_status(status), 0.0);
        let reason = failure.reason.as_ref().map_or(String::new(), |reason| format!(": {reason}"));
        assert_eq!(failure.heading("PATCH", "URL") + &reason, format!("PATCH URL: {message}"));
    }
}

#[test]
fn conflicts_name_their_versions() {
    let versions = |details: &str| {
        let answer = answer(409, &format!("{{\"error_details\":{details}}}"));
        let api = response::failure(&answer, Code::Conflict, 0.0).api.expect("an answer");
        (api.current_version, api.sent_version)
    };
    assert_eq!(versions(r#"{"message":"Version: Expected 36 to be equal to 1"}"#), (Some(36.0), Some(1.0)));
    assert_eq!(versions(r#"{"message":"x","expectedVersion":1,"currentVersion":36}"#), (Some(36.0), Some(1.0)));
    assert_eq!(versions(r#"{"message":"x","expectedVersion":"1","currentVersion":"36"}"#), (Some(36.0), Some(1.0)));
    assert_eq!(
        versions(r#"{"message":"Version: Expected 123456789012345 to be equal to 1234567890123456"}"#),
        (None, None)
    );
    assert_eq!(
        versions(r#"{"expectedVersion":"123456789012345","currentVersion":"1234567890123456"}"#),
        (None, Some(123_456_789_012_345.0))
    );
    assert_eq!(versions(r#"{"expectedVersion":1.5,"currentVersion":2}"#), (Some(2.0), None));
    assert_eq!(versions(r#""currentVersion""#), (None, None));
    assert_eq!(versions(r#"{"message":"Cannot update outdated value"}"#), (None, None));
    assert_eq!(versions(r#"{"message":"Version: Expected x to be equal to 1"}"#), (None, None));
    assert_eq!(versions("null"), (None, None));
}

fn attempt(outcome: Outcome, repeatable: bool) -> Attempt {
    let repeat = if repeatable { Repeat::Always } else { Repeat::Unapplied };
    Attempt { outcome, repeat, retries: 0, max_retries: 2, retry_after: None, shares_rest: false, random: 0.0 }
}

#[test]
fn what_may_be_repeated() {
    use Outcome::{NoAnswer, Status, Timeout};
    for outcome in [Status(429), Status(503)] {
        assert_eq!(retry::decide(&attempt(outcome, true)), Decision::Wait(500.0), "{outcome:?}");
        assert_eq!(retry::decide(&attempt(outcome, false)), Decision::Wait(500.0), "{outcome:?}");
        assert!(!retry::is_outcome_unknown(outcome), "{outcome:?}");
    }
    for outcome in [NoAnswer, Timeout, Status(408), Status(500), Status(502), Status(504)] {
        assert_eq!(retry::decide(&attempt(outcome, true)), Decision::Wait(500.0), "{outcome:?}");
        assert_eq!(retry::decide(&attempt(outcome, false)), Decision::Stop, "{outcome:?}");
        assert!(retry::is_outcome_unknown(outcome), "{outcome:?}");
    }
    #[rustfmt::skip]
    let never = [0, 200, 301, 304, 307, 400, 401, 403, 404, 405, 409, 410, 413, 415, 418, 422, 425, 501, 505, 507, 599];
    for status in never {
        assert_eq!(retry::decide(&attempt(Status(status), true)), Decision::Stop, "{status}");
        assert_eq!(retry::decide(&attempt(Status(status), false)), Decision::Stop, "{status}");
        assert!(!retry::is_outcome_unknown(Status(status)), "{status}");
    }
}

#[test]
fn a_quota_is_waited_for_only_where_the_server_says_how_long() {
    let under_quota = |status, retry_after| {
        let attempt = Attempt { repeat: Repeat::UnderQuota, retry_after, ..attempt(Outcome::Status(status), false) };
        retry::decide(&attempt)
    };
    let asked = Some(RetryAfter { ms: 1_000.0, is_date: false });
    assert_eq!(under_quota(429, None), Decision::Stop);
    assert_eq!(under_quota(429, asked), Decision::Wait(1_000.0));
    assert_eq!(under_quota(503, None), Decision::Wait(500.0));
    assert_eq!(under_quota(500, asked), Decision::Stop);
}

#[test]
fn waits_double_up_to_a_limit_and_lose_a_quarter_at_most() {
    let wait = |retries, random| {
        let attempt = Attempt { retries, max_retries: 100, random, ..attempt(Outcome::Status(503), true) };
        retry::decide(&attempt)
    };
    for (retries, expected) in [(0, 500.0), (1, 1_000.0), (2, 2_000.0), (4, 8_000.0), (5, 8_000.0), (99, 8_000.0)] {
        assert_eq!(wait(retries, 0.0), Decision::Wait(expected));
        assert_eq!(wait(retries, 1.0), Decision::Wait(expected * 0.75));
    }
    let last = Attempt { retries: 2, ..attempt(Outcome::Status(503), true) };
    assert_eq!(retry::decide(&last), Decision::Stop);
    let none = Attempt { max_retries: 0, ..attempt(Outcome::Status(503), true) };
    assert_eq!(retry::decide(&none), Decision::Stop);
}

#[test]
fn a_server_may_ask_for_a_minute() {
    let asked = |ms| asked_by(429, ms, false, false);
    assert_eq!(asked(0.0), Decision::Wait(0.0));
    assert_eq!(asked(60_000.0), Decision::Wait(60_000.0));
    assert_eq!(asked(60_001.0), Decision::Stop);
}

fn asked_by(status: u16, ms: f64, is_date: bool, shares_rest: bool) -> Decision {
    let retry_after = Some(RetryAfter { ms, is_date });
    retry::decide(&Attempt { retry_after, shares_rest, ..attempt(Outcome::Status(status), true) })
}

#[test]
fn dates_and_crowds_wait_no_less_than_usual() {
    for (status, is_date, shares_rest, least) in [
        (429, false, false, 0.0),
        (429, true, false, 500.0),
        (429, false, true, 500.0),
        (503, false, true, 0.0),
        (503, true, true, 500.0),
    ] {
        assert_eq!(
            asked_by(status, 0.0, is_date, shares_rest),
            Decision::Wait(least),
            "{status} {is_date} {shares_rest}"
        );
        assert_eq!(asked_by(status, 100.0, is_date, shares_rest), Decision::Wait(least.max(100.0)));
        assert_eq!(asked_by(status, 2_000.0, is_date, shares_rest), Decision::Wait(2_000.0));
        assert_eq!(asked_by(status, 60_000.0, is_date, shares_rest), Decision::Wait(60_000.0));
        assert_eq!(asked_by(status, 60_001.0, is_date, shares_rest), Decision::Stop);
    }
    // A call that fails shuts the gate all the same.
    let last = Attempt { max_retries: 0, shares_rest: true, ..attempt(Outcome::Status(429), true) };
    assert_eq!((retry::decide(&last), retry::wait_ms(&last)), (Decision::Stop, 500.0));
}

#[test]
fn how_long_a_server_asks_to_wait() {
    // Sun, 06 Nov 1994 08:49:37 GMT
    let then = 784_111_777_000.0;
    #[rustfmt::skip]
    let table = [
        (None, None, None),
        (Some("1500"), Some("9"), Some(1_500.0)),
        (Some("12.5"), None, Some(12.5)),
        (Some("soon"), Some("2"), Some(2_000.0)),
        (None, Some("0"), Some(0.0)),
        (None, Some(" 7 "), Some(7_000.0)),
        (None, Some("1.5"), Some(1_500.0)),
        (None, Some("60"), Some(60_000.0)),
        (None, Some("61"), Some(61_000.0)),
        (Some("0.5"), None, Some(0.5)),
        (Some("60000"), None, Some(60_000.0)),
        (Some("61000"), Some("1"), Some(61_000.0)),
        (Some("x"), Some("2"), Some(2_000.0)),
        (None, Some("soon"), None),
        (None, Some("Infinity"), None),
        (None, Some("-1"), None),
        (None, Some("1e3"), None),
        (None, Some(""), None),
        (None, Some("Sun, 06 Nov 1994 08:49:40 GMT"), Some(3_000.0)),
        (None, Some("Sun, 06 Nov 1994 08:49:30 GMT"), Some(0.0)),
        (None, Some("Tue, 29 Feb 2000 00:00:00 GMT"), Some(951_782_400_000.0 - 784_111_777_000.0)),
        (None, Some("Sun, 06 Nov 1994 08:49:40 CET"), None),
        (None, Some("Sun, 06 Foo 1994 08:49:40 GMT"), None),
        (None, Some("Sun, 06 Nov 1994 23:59:60 GMT"), Some(54_623_000.0)),
        (None, Some("Sun, 06 Nov 1994 24:00:00 GMT"), None),
        (None, Some("Sun, 06 Nov 1994 08:60:00 GMT"), None),
        (None, Some("Sun, 06 Nov 1994 08:49:61 GMT"), None),
        (None, Some("Sun, 00 Nov 1994 08:49:40 GMT"), None),
        (None, Some("Sun, 32 Nov 1994 08:49:40 GMT"), None),
        (None, Some("Sun, 99 Nov 1994 08:49:40 GMT"), None),
        (None, Some("Sun, 06 Nov 1994 08:49:40"), None),
        (None, Some("Sun, 06 Nov 1994 08:44:37 GMT"), Some(0.0)),
        (None, Some("Sun, 06 Nov 1994 08:50:37 GMT"), Some(60_000.0)),
        (None, Some("Sun, 06 Nov 1994 08:50:38 GMT"), Some(61_000.0)),
        (None, Some("tomorrow, perhaps"), None),
        (None, Some("Sunday, 06-Nov-94 08:49:40 GMT"), Some(3_000.0)),
        (None, Some("Sun Nov  6 08:49:40 1994"), Some(3_000.0)),
        (None, Some("Fri, 01 Jul 1994 00:00:00 GMT"), Some(0.0)),
        (None, Some("Sat, 01 Jul 1995 00:00:00 GMT"), Some(804_556_800_000.0 - 784_111_777_000.0)),
        (None, Some("Sat, 31 Dec 1994 00:00:00 GMT"), Some(788_832_000_000.0 - 784_111_777_000.0)),
        (None, Some("Sun Nov  6 08:49:40 1994 GMT"), None),
        (None, Some("65536000000000000000000"), Some(65_536e21)),
        (None, Some("Thu, 01 Jan 1970 00:00:00 GMT"), Some(0.0)),
        (None, Some("Wed, 31 Dec 1969 23:59:59 GMT"), None),
        (None, Some("1."), None),
        (None, Some(".5"), None),
        (None, Some("0.0000000000000000000001"), Some(0.0)),
    ];
    for (in_ms, in_seconds, expected) in table {
        let wait = wait_ms(&[("retry-after-ms", in_ms), ("retry-after", in_seconds)], then);
        assert_eq!(wait, expected, "{in_ms:?} {in_seconds:?}");
    }
    assert!(wait_ms(&[("retry-after", Some("99999999999999999999"))], then) > Some(1e22));
    // A year of two digits is no more than 50 years ahead.
    let in_2026 = 1_795_950_000_000.0;
    assert_eq!(wait_ms(&[("retry-after", Some("Sunday, 06-Nov-94 08:49:40 GMT"))], in_2026), Some(0.0));
    assert!(wait_ms(&[("retry-after", Some("Sunday, 06-Nov-66 08:49:40 GMT"))], in_2026) > Some(1e12));
    assert!(wait_ms(&[("retry-after", Some("Friday, 06-Nov-76 08:49:40 GMT"))], in_2026) > Some(1e12));
    assert_eq!(wait_ms(&[("retry-after", Some("Sunday, 06-Nov-77 08:49:40 GMT"))], in_2026), Some(0.0));
}

/// How long an answer with these headers asks to wait.
fn wait_ms(headers: &[(&str, Option<&str>)], now_ms: f64) -> Option<f64> {
    retry_after::read(&with_headers(429, headers), now_ms).map(|asked| asked.ms)
}

fn with_headers(status: u16, headers: &[(&str, Option<&str>)]) -> HttpResponse {
    let given = headers.iter().filter_map(|(name, value)| Some(((*name).to_owned(), (*value)?.to_owned())));
    HttpResponse { headers: given.collect(), ..answer(status, "") }
}

#[test]
fn a_date_is_measured_by_the_clock_that_wrote_it() {
    let then = 784_111_777_000.0;
    let at = |time: &str| format!("Sun, 06 Nov 1994 {time} GMT");
    #[rustfmt::skip]
    let table = [
        ("08:49:40", None, 3_000.0),
        ("08:54:41", Some("08:54:40"), 1_000.0),
        ("08:44:41", Some("08:44:40"), 1_000.0),
        ("08:49:40", Some("09:49:40"), 0.0),
        ("09:49:40", Some("08:49:40"), 3_600_000.0),
    ];
    for (until, date, ms) in table {
        let (until, date) = (at(until), date.map(at));
        let answer = with_headers(503, &[("retry-after", Some(&until)), ("date", date.as_deref())]);
        assert_eq!(retry_after::read(&answer, then), Some(RetryAfter { ms, is_date: true }), "{until} {date:?}");
    }
    let odd = with_headers(503, &[("retry-after", Some(&at("08:49:40"))), ("date", Some("now"))]);
    assert_eq!(retry_after::read(&odd, then), Some(RetryAfter { ms: 3_000.0, is_date: true }));
    let seconds = with_headers(503, &[("retry-after", Some("2")), ("date", Some(&at("09:49:40")))]);
    assert_eq!(retry_after::read(&seconds, then), Some(RetryAfter { ms: 2_000.0, is_date: false }));
}

#[test]
fn redirects_name_where_to_and_the_way_out() {
    let message = |status, location| {
        let answer = HttpResponse {
            body: b"{\"error_details\":\"x\"}".to_vec(),
            ..with_headers(status, &[("location", location)])
        };
        let failure = response::failure(&answer, Code::of_status(status), 0.0);
        assert_eq!((failure.code, failure.status), (Code::UnexpectedStatus, Some(status)));
        [failure.heading("GET", "URL"), failure.reason.expect("a reason")].join(": ")
    };
    for status in [300, 301, 302, 303, 305, 307, 308, 399] {
        assert_eq!(
            message(status, Some("https://b.example/login?x")),
            format!(
                "GET URL: {status} unexpected status: a redirect to https://b.example/login?x in place of an answer: correct baseUrl"
            )
        );
    }
    assert_eq!(message(302, None), "GET URL: 302 unexpected status: a redirect in place of an answer: correct baseUrl");
    assert_eq!(message(0, None), "GET URL: unexpected status: a redirect in place of an answer: correct baseUrl");
    assert_eq!(message(304, Some("/a")), "GET URL: 304 unexpected status: x");
}

#[test]
fn bodies_that_broke_off_are_told_from_other_documents() {
    let broken = |coding, body| {
        let [near, far] = [false, true].map(|by_network| response::is_broken_off(coding, by_network, body));
        assert_eq!(near, far, "{coding} {body:?}");
        near
    };
    for coding in ["gzip", "br", "GZIP, identity", "zstd"] {
        for start in
            [b"".as_slice(), b"{", b"{\"id\":", b"[1, ", b"  ", b"\x1f\x8b\x08\x00", b"\x28\xb5\x2f\xfd\x04\x00"]
        {
            assert!(broken(coding, start), "{coding} {start:?}");
        }
        for other in [b"<html>".as_slice(), b"{}", b"{\"results\":{}}", b"{}x"] {
            assert!(!broken(coding, other), "{coding} {other:?}");
        }
    }
    // Wherever it ends, be it within a character.
    let whole = "{\"a\":\"\u{fc}\u{20ac}\u{1f600}\"}".as_bytes();
    for length in 0..whole.len() {
        assert!(broken("gzip", &whole[..length]), "{length}");
    }
    for other in [b"{\"a\":\"\xc3\"".as_slice(), b"{\"a\":\"\xe2\x82", b"{\"a\":\"\xff", b"{\xc3\xbc"] {
        let is_start = other.ends_with(b"\x82");
        assert_eq!(broken("gzip", other), is_start, "{other:?}");
    }
    for coding in ["", "identity", "Identity"] {
        for body in [b"".as_slice(), b" ", b"\x1f\x8b\x08\x00", b"<html>", b"{}", b"{}x", b"{\"\xff\""] {
            assert!(!broken(coding, body), "{coding:?} {body:?}");
        }
        for start in [b"{".as_slice(), b"{\"id\":", b"[1, ", b"{\"a\":\"\xc3"] {
            assert!(response::is_broken_off(coding, true, start), "{coding:?} {start:?}");
            assert!(!response::is_broken_off(coding, false, start), "{coding:?} {start:?}");
        }
    }
}
