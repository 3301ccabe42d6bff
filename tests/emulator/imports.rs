//! Imports: entries whose files are in the storage, and files that are fetched.

use super::{NOW_ISO, answer, emulator, entry, get, headers, refused, request, send};
use livingdocs_media_library::emulator::{Answer, Emulator};
use livingdocs_media_library::http::HttpRequest;
use serde_json::{Map, Value, json};

const IMPORT: &str = "/api/2026-05/import/mediaLibrary";

fn post(emulator: &mut Emulator, url: &str, body: &Value) -> (u16, Value) {
    send(emulator, "POST", url, &body.to_string())
}

fn json_of(emulator: &mut Emulator, request: &HttpRequest) -> (u16, Value) {
    let response = answer(emulator, request);
    (response.status, serde_json::from_slice(&response.body).expect("a JSON body"))
}

/// The results of entries.
#[track_caller]
fn import(emulator: &mut Emulator, entries: Value) -> Value {
    let (status, body) = post(emulator, IMPORT, &json!({"mediaLibraryEntries": entries}));
    assert_eq!(status, 200, "{body}");
    body["results"].clone()
}

fn asset(key: &str) -> Value {
    json!({
        "key": key, "url": format!("https://f.example/{key}"), "size": 1, "mimeType": "image/jpeg",
        "filename": key, "width": 1, "height": 2
    })
}

fn rows(file: &str) -> Vec<Value> {
    let path = format!("{}/tests/cases/imports/{file}.json", env!("CARGO_MANIFEST_DIR"));
    // Lone surrogates are in it, which serde_json does not read into a Value.
    let text = std::fs::read_to_string(path).expect("a file");
    let lines = text.replace("\\ud800", "LONE-HIGH").replace("\\udc00", "LONE-LOW");
    serde_json::from_str(&lines).expect("JSON")
}

/// With the surrogates that `rows` took out.
fn body(value: &Value) -> String {
    value.to_string().replace("LONE-HIGH", "\\ud800").replace("LONE-LOW", "\\udc00")
}

/// Paths and, where a row has them, messages: as the server says them.
fn expected(row: &Value) -> Vec<(String, Option<String>)> {
    let issues = row["issues"].as_array().expect("issues").iter();
    let segment = |segment: &Value| segment.as_str().map_or_else(|| segment.to_string(), str::to_owned);
    let told = issues.map(|issue| {
        let path: Vec<String> = issue[0].as_array().expect("a path").iter().map(segment).collect();
        (path.join("."), issue[3].as_str().map(str::to_owned))
    });
    told.collect()
}

#[test]
fn rows_of_entries_are_refused_for_all_that_is_wrong() {
    for row in rows("entries") {
        let name = &row["name"];
        let mut emulator = emulator(row.get("options").cloned().unwrap_or_else(|| json!({})));
        let sent = body(&json!({"mediaLibraryEntries": [row["entry"]]}));
        let (status, answer) = json_of(&mut emulator, &request("POST", IMPORT, &sent));
        assert_eq!(status, 200, "{name}");
        let result = &answer["results"][0];
        let all = expected(&row);
        if all.is_empty() {
            assert_eq!(result["ok"], true, "{name}: {result}");
            continue;
        }
        assert_eq!(
            (&result["ok"], &result["status"], &result["error"]),
            (&json!(false), &json!(400), &json!("ValidationError"))
        );
        let is_metadata = |path: &str| path.starts_with("metadata.") || path.contains(".metadata.");
        let details = &result["error_details"];
        // Metadata are looked at where nothing else is wrong.
        if all.iter().all(|(path, _)| is_metadata(path)) {
            assert_eq!(details["message"], "Metadata validation failed.", "{name}");
            let errors = details["errors"].as_array().expect("errors");
            assert_eq!(errors.len(), all.len(), "{name}: {errors:?}");
            for error in errors {
                let property = error["metadataProperty"].as_str().expect("a property");
                let of_property =
                    |path: &str| path.split("metadata.").nth(1).unwrap_or_default().split('.').next() == Some(property);
                assert!(all.iter().any(|(path, _)| of_property(path)), "{name}: {property}");
                assert!(error["message"].is_string(), "{name}");
            }
            continue;
        }
        let others = all.iter().filter(|(path, _)| !is_metadata(path));
        let found: Vec<&String> = details.as_object().expect("details").keys().collect();
        assert_eq!(sorted(others.clone().map(|(path, _)| path).collect()), sorted(found), "{name}");
        for (path, message) in others {
            if let Some(message) = message {
                assert_eq!(&details[path], message, "{name}");
            }
        }
    }
}

fn sorted<T: Ord>(mut list: Vec<T>) -> Vec<T> {
    list.sort();
    list
}

#[test]
fn rows_of_requests_are_refused_for_all_that_is_wrong() {
    for row in rows("requests") {
        let (name, kind) = (&row["name"], row["kind"].as_str().expect("a kind"));
        let mut emulator = emulator(row.get("options").cloned().unwrap_or_else(|| json!({})));
        let (status, answer) = post(&mut emulator, &format!("/api/2026-05/import/{kind}"), &row["request"]);
        let all = expected(&row);
        if all.is_empty() {
            assert_eq!((status, answer["id"].is_string()), (200, true), "{name}");
            continue;
        }
        assert_eq!(status, 400, "{name}");
        let details = answer["error_details"].as_object().expect("details");
        // Without a list of files, nothing else is looked at.
        let is_whole = !details.contains_key(kind) && !details.contains_key("");
        let found: Vec<&String> = details.keys().collect();
        let paths: Vec<&String> = all.iter().map(|(path, _)| path).collect();
        if is_whole {
            assert_eq!(sorted(found), sorted(paths), "{name}");
        } else {
            assert!(found.iter().all(|path| paths.contains(path)), "{name}: {found:?}");
        }
    }
}

#[test]
fn an_entry_is_there_as_it_was_given() {
    let mut emulator = emulator(json!({}));
    let given = json!({
        "id": "Custom-1", "systemName": "agency", "externalId": "4711", "mediaType": "image", "asset": asset("a.jpg"),
        "metadata": {"title": "A"}, "translations": [{"locale": "fr", "metadata": {"title": "Un"}}]
    });
    let results = import(&mut emulator, json!([given]));
    let mut record = given;
    record["version"] = json!(1);
    record["createdAt"] = json!(NOW_ISO);
    record["updatedAt"] = json!(NOW_ISO);
    assert_eq!(results, json!([{"ok": true, "status": 200, "id": "Custom-1", "record": record}]));
    assert_eq!(get(&mut emulator, "/api/2026-05/mediaLibrary/Custom-1"), (200, record.clone()));
    let by_external_id = "/api/2026-05/mediaLibrary?externalId=4711&systemName=agency";
    assert_eq!(get(&mut emulator, by_external_id), (200, json!({"results": [record]})));
    let patch = r#"{"version":1,"patches":[{"operation":"addUsageLogEntry","value":{"purpose":"web"}}]}"#;
    let patched = json_of(&mut emulator, &request("PATCH", "/api/2026-05/mediaLibrary/Custom-1", patch));
    assert_eq!(patched, (200, json!({"status": 200})));
}

#[test]
fn results_are_called_as_the_version_has_it() {
    for (version, name) in [
        ("v1", "mediaLibraryEntries"),
        ("2025-03", "mediaLibraryEntries"),
        ("2025-11", "mediaLibraryEntries"),
        ("2026-01", "results"),
        ("2026-05", "results"),
    ] {
        let mut emulator = emulator(json!({}));
        let entries = json!({"mediaLibraryEntries": [{"id": "a", "mediaType": "image", "asset": asset("a")}]});
        let (status, answer) = post(&mut emulator, &format!("/api/{version}/import/mediaLibrary"), &entries);
        assert_eq!(status, 200, "{version}");
        assert_eq!(answer.as_object().map(Map::len), Some(1), "{version}");
        assert_eq!(answer[name][0]["id"], "a", "{version}");
    }
}

#[test]
fn ids_are_unique_and_so_are_external_ids_of_a_system() {
    let image = |more: Value| {
        let mut image = json!({"mediaType": "image", "asset": asset("a")});
        image.as_object_mut().expect("an object").extend(more.as_object().expect("an object").clone());
        image
    };
    let mut emulator = emulator(json!({}));
    let results = import(
        &mut emulator,
        json!([
            image(json!({"id": "custom-1"})),
            image(json!({"id": "custom-1", "systemName": "s", "externalId": "e"})),
            image(json!({"systemName": "s", "externalId": "e"})),
            image(json!({"systemName": "s", "externalId": "e"})),
            image(json!({"systemName": "t", "externalId": "e"})),
            image(json!({"id": "asze63i9"})),
            image(json!({})),
            image(json!({})),
        ]),
    );
    let failure = |correlation: &str, message: &str| {
        json!({
            "ok": false, "correlation": correlation, "status": 409, "error": "UniqueIdViolation",
            "error_details": {"message": message}
        })
    };
    assert_eq!(results[1], failure("id: custom-1", "id is not unique: 'custom-1'"));
    assert_eq!(results[3], failure("externalId: e", "externalId is not unique: 'e'"));
    assert_eq!(results[5], failure("id: asze63i9", "id is not unique: 'asze63i9'"));
    let ids: Vec<&str> = [0, 2, 4, 6, 7].iter().map(|at: &usize| results[at]["id"].as_str().expect("an id")).collect();
    for (at, id) in ids.iter().enumerate() {
        assert!(!id.is_empty() && !ids[..at].contains(id), "{ids:?}");
    }
}

#[test]
fn bodies_that_are_no_list_of_entries() {
    let missing = json!({"mediaLibraryEntries": "Missing required property: mediaLibraryEntries"});
    for (body, details) in [
        ("[", json!({"": "Invalid JSON"})),
        ("[]", json!({"": "Invalid type: expected object"})),
        ("{}", missing),
        (r#"{"mediaLibraryEntries":{}}"#, json!({"mediaLibraryEntries": "Invalid type: expected array"})),
    ] {
        let answer = json_of(&mut emulator(json!({})), &request("POST", IMPORT, body));
        assert_eq!(answer, refused(400, "Bad Request", details), "{body}");
    }
    let largest = format!(r#"{{"mediaLibraryEntries":[{}]}}"#, " ".repeat(512_000 - 26));
    assert_eq!(json_of(&mut emulator(json!({})), &request("POST", IMPORT, &largest)).0, 200);
    let mut large = request("POST", IMPORT, &" ".repeat(512_001));
    assert_eq!(json_of(&mut emulator(json!({})), &large).0, 413);
    large.headers = headers(&[("authorization", "Bearer demo-token")]);
    assert_eq!(json_of(&mut emulator(json!({})), &large).0, 415);
}

#[test]
fn imports_need_the_scope_to_write_and_their_status_that_to_read() {
    let tokens = json!({"tokens": {"r": ["public-api:read"], "w": ["public-api:write"]}});
    for (method, path, token, status) in [
        ("POST", "mediaLibrary", "r", 403),
        ("POST", "mediaLibrary", "w", 200),
        ("POST", "images", "r", 403),
        ("POST", "images", "w", 400),
        ("GET", "images/status?id=x", "r", 404),
        ("GET", "images/status?id=x", "w", 403),
    ] {
        let mut sent = request(method, &format!("/api/2026-05/import/{path}"), r#"{"mediaLibraryEntries":[]}"#);
        sent.headers[0].1 = format!("Bearer {token}");
        assert_eq!(json_of(&mut emulator(tokens.clone()), &sent).0, status, "{method} {path} {token}");
    }
}

#[test]
fn paths_that_lead_nowhere() {
    for (method, path) in [
        ("GET", "import/mediaLibrary"),
        ("PATCH", "import/mediaLibrary"),
        ("POST", "import"),
        ("POST", "import/audio"),
        ("POST", "import/images/status"),
        ("GET", "import/mediaLibrary/status"),
        ("POST", "mediaLibrary"),
    ] {
        let url = format!("/api/2026-05/{path}");
        let answer = json_of(&mut emulator(json!({})), &request(method, &url, "{}"));
        assert_eq!(answer, refused(404, "Not Found", json!({"url": url})), "{method} {path}");
    }
    for (release, status) in [("release-2024-03", 404), ("release-2024-05", 200)] {
        let mut emulator = emulator(json!({"serverRelease": release}));
        let files = json!({"systemName": "s", "files": []});
        assert_eq!(post(&mut emulator, "/api/2026-05/import/files", &files).0, status, "{release}");
    }
}

fn item(id: &str) -> Value {
    json!({"id": id, "url": format!("https://a.example/{id}.png"), "fileName": format!("{id}.png"), "mediaType": "image"})
}

#[test]
fn a_job_takes_a_while_and_has_a_result_for_each_file() {
    let mut emulator = emulator(json!({"imports": {"polls": 2}, "mediaTypes": [
        {"handle": "image", "type": "mediaImage", "info": {"label": "Image"}, "metadata": [{"handle": "title", "type": "li-text"}]},
        {"handle": "video", "type": "mediaVideo"}
    ]}));
    let mut wrong = item("2");
    wrong["metadata"] = json!({"title": 5});
    let mut video = item("3");
    video["mediaType"] = "video".into();
    let asked = json!({"systemName": "agency", "context": {"run": 1}, "images": [item("1"), wrong, video, item("1")]});
    let (_, job) = post(&mut emulator, "/api/2026-05/import/images", &asked);
    let id = job["id"].as_str().expect("an id").to_owned();
    let url = format!("/api/2026-05/import/images/status?id={id}");
    let started = json!({"finished": false, "state": "started", "id": id, "images": [], "context": {"run": 1}});
    for _ in 0..2 {
        assert_eq!(get(&mut emulator, &url), (200, started.clone()));
        assert_eq!(
            get(&mut emulator, "/api/2026-05/mediaLibrary?externalId=1").1,
            json!({"results": []}),
            "nothing is there before the job is done"
        );
    }
    let (_, done) = get(&mut emulator, &url);
    let media_id = done["images"][0]["image"]["mediaId"].clone();
    let source = "https://a.example/1.png";
    assert_eq!(
        done,
        json!({"finished": true, "state": "success", "id": id, "context": {"run": 1}, "images": [
            {"state": "success", "externalId": "1", "systemName": "agency", "image": {
                "mediaId": media_id, "url": source, "originalUrl": source, "width": 1600, "height": 900, "mimeType": "image/png"
            }},
            {"state": "failed", "externalId": "2", "systemName": "agency", "reason": "Metadata validation failed."},
            {"state": "failed", "externalId": "3", "systemName": "agency", "reason": "asset.duration: Missing required property: duration"},
            {"state": "skipped", "externalId": "1", "systemName": "agency", "reason": "already exists"},
        ]})
    );
    assert_eq!(get(&mut emulator, &url).1, done, "asked again, it says the same");
    let found = get(&mut emulator, "/api/2026-05/mediaLibrary?externalId=1&systemName=agency").1;
    assert_eq!(found["results"][0]["id"], media_id);
    assert_eq!(found["results"].as_array().map(Vec::len), Some(1));
}

#[test]
fn a_context_has_eight_kibibytes_at_most() {
    for (length, status) in [(8_192, 200), (8_193, 400), (9_000, 400)] {
        // Two are the quotes.
        let asked = json!({"systemName": "s", "images": [], "context": "x".repeat(length - 2)});
        assert_eq!(post(&mut emulator(json!({})), "/api/2026-05/import/images", &asked).0, status, "{length}");
    }
}

#[test]
fn a_file_that_does_not_become_an_entry_has_a_reason() {
    let mut emulator = emulator(json!({"imports": {"polls": 0}}));
    // An image has a width, and nobody looks into a file for it.
    let asked = json!({"systemName": "s", "files": [item("1")]});
    let (_, job) = post(&mut emulator, "/api/2026-05/import/files", &asked);
    let id = job["id"].as_str().expect("an id");
    let (_, done) = get(&mut emulator, &format!("/api/2026-05/import/files/status?id={id}"));
    let failed = json!({
        "state": "failed", "externalId": "1", "systemName": "s", "reason": "asset.width: Missing required property: width"
    });
    assert_eq!(done["files"], json!([failed]));
}

#[test]
fn the_type_of_a_file_is_told_by_its_name() {
    let names = ["a.jpg", "a.JPEG", "b.png", "c.webp", "d.gif", "e.svg", "f.mp4", "g.pdf", "h.x", "i"];
    let mut emulator = emulator(json!({"imports": {"polls": 0}}));
    let items: Vec<Value> = names
        .iter()
        .map(|name| json!({"id": name, "url": "https://a.example/x", "fileName": name, "mediaType": "press"}))
        .collect();
    let asked = json!({"systemName": "s", "files": items});
    let (_, job) = post(&mut emulator, "/api/2026-05/import/files", &asked);
    let id = job["id"].as_str().expect("an id");
    let (_, done) = get(&mut emulator, &format!("/api/2026-05/import/files/status?id={id}"));
    let results = done["files"].as_array().expect("results").iter();
    let types: Vec<&str> =
        results.map(|result| result["file"]["mimeType"].as_str().unwrap_or_else(|| panic!("{result}"))).collect();
    let image = ["image/jpeg", "image/jpeg", "image/png", "image/webp", "image/gif", "image/svg+xml"];
    let other = ["video/mp4", "application/pdf", "application/octet-stream", "application/octet-stream"];
    assert_eq!(types, [image.as_slice(), &other].concat());
}

#[test]
fn a_job_is_known_by_its_kind_and_id() {
    let mut emulator = emulator(json!({}));
    let (_, job) = post(&mut emulator, "/api/2026-05/import/videos", &json!({"systemName": "s", "videos": []}));
    let id = job["id"].as_str().expect("an id");
    for (path, status) in [
        (format!("videos/status?id={id}"), 200),
        (format!("images/status?id={id}"), 404),
        ("videos/status?id=x".to_owned(), 404),
        ("videos/status".to_owned(), 400),
    ] {
        assert_eq!(get(&mut emulator, &format!("/api/2026-05/import/{path}")).0, status, "{path}");
    }
}

#[test]
fn a_quota_is_of_a_day() {
    let mut emulator = emulator(json!({"imports": {"quota": 3}}));
    let day = 86_400_000.0;
    let mut ask = |count: usize, now_ms: f64| {
        let items: Vec<Value> = (0..count).map(|id| item(&id.to_string())).collect();
        let body = json!({"systemName": "s", "images": items}).to_string();
        let sent: HttpRequest = request("POST", "/api/2026-05/import/images", &body);
        match emulator.handle(&sent, now_ms) {
            Answer::Response(response) => response,
            other => panic!("{other:?}"),
        }
    };
    assert_eq!(ask(4, 0.0).status, 429);
    assert_eq!(ask(2, 0.0).status, 200);
    let refusal = ask(2, day - 1.0);
    assert_eq!((refusal.status, refusal.header("retry-after")), (429, None));
    let said: Value = serde_json::from_slice(&refusal.body).expect("JSON");
    assert_eq!((429, said), refused(429, "Too Many Requests", json!({"message": "Usage Limit Exceeded"})));
    assert_eq!(ask(1, day - 1.0).status, 200);
    assert_eq!(ask(3, day).status, 200);
}

#[test]
fn entries_that_are_there_from_the_start_count() {
    let mut own = entry("own");
    own["systemName"] = json!("s");
    own["externalId"] = json!("e");
    let mut emulator = emulator(json!({"entries": [own]}));
    let results = import(
        &mut emulator,
        json!([{"systemName": "s", "externalId": "e", "mediaType": "image", "asset": asset("a")}]),
    );
    assert_eq!(results[0]["error_details"]["message"], "externalId is not unique: 'e'");
}
