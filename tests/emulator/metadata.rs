//! Metadata by the media types of the project: what PATCH refuses, and what the API shows.

use super::{BASE, NOW, bad_request, emulator, entry, get, ok, patches, refused, send};
use livingdocs_media_library::emulator::{Emulator, EmulatorOptions};
use livingdocs_media_library::validate::DEFAULT_MEDIA_TYPES;
use serde_json::{Value, json};

/// The media types of the cases, one of them with a property of every plugin.
fn media_types(name: &str) -> Value {
    let all: Value = serde_json::from_str(include_str!("../cases/media-types.json")).expect("JSON");
    all[name].clone()
}

fn of_type(id: &str, media_type: &str) -> Value {
    let mut entry = entry(id);
    entry["mediaType"] = media_type.into();
    entry
}

fn set(name: &str, value: Value) -> Value {
    json!({"operation": "setMetadataProperty", "propertyName": name, "value": value})
}

fn wrong(errors: Value) -> (u16, Value) {
    refused(400, "Bad Request", json!({"message": "Metadata validation failed.", "errors": errors}))
}

fn server() -> Emulator {
    let entries = json!([of_type("a", "image"), of_type("b", "video"), of_type("c", "unknown")]);
    emulator(json!({"entries": entries, "mediaTypes": media_types("several")}))
}

#[test]
fn every_case_of_metadata_is_refused_or_applied() {
    let cases: Vec<Value> = serde_json::from_str(include_str!("../cases/issues/metadata.json")).expect("JSON");
    let mut applied = 0;
    for case in cases.iter().filter(|case| case["patch"].is_object() && case["options"].get("serverRelease").is_none())
    {
        let types = media_types(case["options"]["mediaTypes"].as_str().expect("a name"));
        let media_type = case["mediaType"].as_str().unwrap_or("none of them");
        let mut emulator = emulator(json!({"entries": [of_type("a", media_type)], "mediaTypes": types}));
        let (status, body) = patches(&mut emulator, "a", json!([case["patch"]]));
        let issues = case["issues"].as_array().expect("issues");
        assert_eq!(status, if issues.is_empty() { 200 } else { 400 }, "{case}: {body}");
        applied += usize::from(issues.is_empty());
        let errors = body["error_details"]["errors"].as_array();
        if let Some(errors) = errors {
            assert_eq!(errors.len(), issues.len(), "{case}");
            assert!(errors.iter().all(|error| error["metadataProperty"] == case["patch"]["propertyName"]), "{case}");
        }
    }
    assert!(applied > 40 && applied < cases.len() - 40, "{applied}");
}

#[test]
fn wrong_metadata_are_answered_in_their_own_form() {
    let mut emulator = server();
    for (id, wrongs, answer) in [
        ("a", json!([set("title", json!("abc")), set("credit", json!(null)), set("nope", json!(null))]), ok()),
        (
            "a",
            json!([set("title", json!(5)), set("length", json!(5))]),
            wrong(json!([
                {"metadataProperty": "title", "message": "The value of '/title' must be string"},
                {"metadataProperty": "length", "message": "Unknown metadata property: \"length\""}
            ])),
        ),
        (
            "a",
            json!([set("title", json!("abcd"))]),
            wrong(json!([{"metadataProperty": "title", "message": "String is too long (4 chars), maximum 3"}])),
        ),
        ("b", json!([set("title", json!("abcd"))]), ok()),
        // A media type that is not known is judged by all.
        ("c", json!([set("title", json!("abcd")), set("length", json!(1))]), ok()),
        (
            "b",
            json!([{"operation": "replaceAsset", "value": {"key": "k"}}]),
            bad_request("patches.0.operation", "replaceAsset is not supported by the media type"),
        ),
        (
            "a",
            json!([set("", json!("x"))]),
            bad_request("patches.0.propertyName", "String is too short (0 chars), minimum 1"),
        ),
        ("a", json!([set("title", json!("\0"))]), bad_request("patches.0.value", "Invalid character in: \"\\u0000\"")),
        // What breaks the rules of requests is said first.
        (
            "a",
            json!([set("title", json!(5)), {"operation": "nope"}]),
            bad_request("patches.1.operation", "No enum match for: \"nope\""),
        ),
    ] {
        assert_eq!(patches(&mut emulator, id, wrongs.clone()), answer, "{id} {wrongs}");
    }
}

#[test]
fn metadata_that_are_not_configured_are_not_shown() {
    let mut given = of_type("a", "image");
    given["metadata"] = json!({"title": "x", "length": 5, "nope": 1});
    let mut emulator = emulator(json!({"entries": [given], "mediaTypes": media_types("several")}));
    assert_eq!(get(&mut emulator, &format!("{BASE}/a")).1["metadata"], json!({"title": "x"}));
    assert_eq!(get(&mut emulator, &format!("{BASE}?ids=a")).1["results"][0]["metadata"], json!({"title": "x"}));
    let stored = emulator.entry("a").expect("the entry");
    assert_eq!(stored["metadata"], json!({"title": "x", "length": 5, "nope": 1}));
}

#[test]
fn the_projects_configuration_is_served() {
    let url = "/api/2026-05/projectConfig";
    let default: Value = serde_json::from_str(DEFAULT_MEDIA_TYPES).expect("JSON");
    let whole = json!({"mediaTypes": media_types("several"), "components": [1], "mediaCenter": {"usagePurposes": [{"handle": "web"}]}});
    for (options, answer) in [
        (json!({}), json!({"mediaTypes": default, "mediaCenter": {"usagePurposes": []}})),
        (json!({"projectConfig": whole}), whole.clone()),
        (
            json!({"mediaTypes": media_types("several"), "usagePurposes": [{"handle": "web"}]}),
            json!({"mediaTypes": media_types("several"), "mediaCenter": {"usagePurposes": [{"handle": "web"}]}}),
        ),
    ] {
        assert_eq!(get(&mut emulator(options.clone()), url), (200, answer), "{options}");
    }
    assert_eq!(send(&mut emulator(json!({})), "PATCH", url, "{}").0, 404);
    assert_eq!(get(&mut emulator(json!({})), "/api/2024-01/projectConfig").0, 410);
    assert_eq!(get(&mut emulator(json!({"tokens": {"demo-token": []}})), url).0, 403);
}

#[test]
fn a_project_without_media_types_has_the_default_one() {
    for options in
        [json!({"projectConfig": {}}), json!({"projectConfig": {"mediaTypes": []}}), json!({"mediaTypes": []})]
    {
        let mut emulator = emulator(options);
        assert_eq!(patches(&mut emulator, "asze63i9", json!([set("caption", json!("x"))])), ok());
        assert_eq!(patches(&mut emulator, "asze63i9", json!([set("nope", json!("x"))])).0, 400);
    }
}

#[test]
fn a_wrong_configuration_names_its_place() {
    for (options, message) in [
        (json!({"projectConfig": []}), "projectConfig: expected an object"),
        (json!({"mediaTypes": [{}]}), "mediaTypes.0.handle: Missing required property: handle"),
        (
            json!({"projectConfig": {"mediaTypes": [{"handle": "a", "metadata": [{"handle": "b"}]}]}}),
            "projectConfig.mediaTypes.0.metadata.0.type: Missing required property: type",
        ),
    ] {
        let got = EmulatorOptions::from_json(options.to_string().as_bytes()).map(|_| ());
        assert_eq!(got.map_err(|wrong| wrong.to_string()), Err(message.to_owned()), "{options}");
    }
}

#[test]
fn patches_are_applied_to_an_entry_by_its_media_type() {
    let emulator = server();
    let apply = |media_type: &str| {
        let request = json!({"patches": [set("title", json!("abcd"))]}).to_string();
        let applied = emulator.apply_patches(of_type("x", media_type).to_string().as_bytes(), request.as_bytes(), NOW);
        applied
            .map(|record| record.entry["metadata"].clone())
            .map_err(|refusal| (refusal.message().to_owned(), refusal.issues))
    };
    assert_eq!(apply("video"), Ok(json!({"title": "abcd"})));
    let (message, issues) = apply("image").expect_err("too long");
    assert_eq!(message, "Metadata validation failed.");
    assert_eq!(issues[0]["path"], json!(["patches", 0, "value"]));
    assert_eq!(issues[0]["code"], "too_long");
}
