//! The client's own requests are understood, and its own reading of the answers takes them; in every API version.

use super::{NOW, emulator, entry, request};
use livingdocs_media_library::emulator::Answer;
use livingdocs_media_library::endpoint::{Arguments, Endpoint};
use livingdocs_media_library::http::HttpRequest;
use livingdocs_media_library::release::{ApiVersion, Feature, ServerRelease};
use livingdocs_media_library::request::{NotSent, PageQuery, ReferencesFrom, Target};
use livingdocs_media_library::response::{Expected, decode};
use livingdocs_media_library::validate::Validator;
use serde_json::json;

const ODD: &str = "a b/ü?#%+&=";

/// What the endpoint asks of an entry with this id.
fn of_id(endpoint: Endpoint, target: &Target, id: &str) -> Result<HttpRequest, NotSent> {
    endpoint.request(target, &Arguments::read(format!("[{id:?}]").as_bytes()))
}

#[test]
fn every_endpoint_of_every_version() {
    for version in ["2025-03", "2025-11", "2026-01", "2026-03", "2026-05", "2026-07"] {
        let Some(api_version) = ApiVersion::parse(version) else { panic!("{version}") };
        let target =
            Target { base_url: "https://x.test".to_owned(), api_version, server_release: ServerRelease::NEWEST };
        let mut given = entry(ODD);
        given["externalId"] = ODD.into();
        given["systemName"] = ODD.into();
        given["asset"] = json!({"key": format!("2025/{ODD}"), "mimeType": "image/png"});
        let reference = json!([{"id": 2, "references": []}]);
        let mut emulator = emulator(json!({"entries": [given], "documentReferences": {ODD: reference}, "files": {}}));
        emulator.add_file(format!("2025/{ODD}"), vec![1]);

        let enveloped = target.has_results_envelope();
        let entries = Expected::Entries(if enveloped { "results" } else { "mediaLibraryEntries" });
        let page = if enveloped { Expected::List("results") } else { Expected::BareList };
        let query = PageQuery { limit: Some(1), offset: Some(0), after: None };
        let mut calls = vec![
            (target.get_entry(ODD), Expected::Entry),
            (target.get_entries_by_ids(&[ODD.to_owned()]), entries),
            (target.get_entries_by_external_id(ODD, Some(ODD)), entries),
            (target.get_references(ReferencesFrom::Documents, ODD, &query), page),
            (target.get_references(ReferencesFrom::Media, ODD, &PageQuery::default()), page),
            (of_id(Endpoint::GetUsageLog, &target, ODD), Expected::List("results")),
            (target.serve_image(&format!("2025/{ODD}")), Expected::Image),
            (target.patch_entry(ODD), Expected::Nothing),
        ];
        if api_version.has(Feature::Keys) {
            calls.push((of_id(Endpoint::GetAssetKeys, &target, ODD), Expected::List("results")));
        }
        for (request, shape) in calls {
            let mut request = request.unwrap_or_else(|refusal| panic!("{version}: {refusal:?}"));
            if request.method == "PATCH" {
                request.body = br#"{"version":"1","patches":[]}"#.to_vec();
            }
            request.headers.push(("authorization".to_owned(), "Bearer demo-token".to_owned()));
            let Answer::Response(response) = emulator.handle(&request, NOW) else { panic!("{request:?}") };
            let body = decode(&response, shape).map(<[u8]>::to_vec);
            assert!(body.is_ok(), "{} {}: {body:?} {response:?}", request.method, request.url);
            if let Expected::Entries(_) = shape {
                assert!(String::from_utf8_lossy(&response.body).contains(r#""version":1"#), "{}", request.url);
            }
        }
    }
}

/// Each byte of a request in turn, replaced: what the rules let pass is applied, and nothing panics.
#[test]
fn whatever_the_rules_let_pass_is_read() {
    let body = r#"{"version":"1","patches":[{"operation":"setMetadataProperty","propertyName":"t","value":
        ["\ud83d\ude00","ä",-1.5e3,true,null,{"a":{}},[[]]]},{"operation":"addUsageLogEntry","value":{"purpose":"p"}}]}"#;
    let validator = Validator::default();
    let mut passed = 0;
    for place in 0..body.len() {
        for byte in *b"\"\\{}[]:,0e.-u \n\x00\xff" {
            let mut body = body.as_bytes().to_vec();
            body[place] = byte;
            let valid = validator.validate(&body).is_empty();
            let request = HttpRequest { body, ..request("PATCH", "/api/2026-05/mediaLibrary/asze63i9", "") };
            let answer = emulator(json!({})).handle(&request, NOW);
            let Answer::Response(response) = answer else { panic!("{answer:?}") };
            assert_eq!(response.status != 400, valid, "{}", String::from_utf8_lossy(&request.body));
            passed += usize::from(valid);
        }
    }
    assert!(passed > 100, "{passed}");
}
