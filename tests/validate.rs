//! Requests, and the issues that they have: a row a rule.

use livingdocs_media_library::issue::{self, Packed};
use livingdocs_media_library::release::{ApiVersion, ServerRelease};
use livingdocs_media_library::validate::{Options, Purposes, UnknownProperties, Validator};
use livingdocs_media_library::word;
use proptest::prelude::*;
use serde_json::{Map, Value, json};
use std::sync::Arc;

/// The API reference's example, all nine operations in it.
const EXAMPLE: &str = include_str!("example-request.json");

fn options(api_version: &str, server_release: &str) -> Options {
    Options {
        api_version: ApiVersion::parse(api_version).expect("an API version"),
        server_release: ServerRelease::parse(server_release).expect("a server release"),
        ..Options::default()
    }
}

/// An issue as JavaScript gets to know it.
struct Told {
    path: Vec<Value>,
    code: String,
    message: String,
    params: Map<String, Value>,
}

/// Reads packed issues in the way of pkg/js/issues.js.
fn told(packed: Packed<'_>) -> Vec<Told> {
    let words: Vec<Value> = serde_json::from_str(&format!("[{}null]", word::WORDS)).expect("words");
    let messages: Vec<Value> = serde_json::from_str(issue::MESSAGES_JSON).expect("messages");
    let (numbers, values) = packed.into_parts();
    let values = String::from_utf8(values).expect("UTF-8");
    let values: Vec<Value> = serde_json::from_str(&format!("[0{values}]")).expect("JSON values");
    let (mut numbers, mut values) = (numbers.into_iter(), values.into_iter().skip(1));
    let mut path: Vec<Value> = Vec::new();
    let mut issues = Vec::new();
    while let Some(message) = numbers.next() {
        let mut number = || numbers.next().expect("a number");
        let mut value = |number: i32| match !number {
            ..0 => json!(number),
            0 => values.next().expect("a value"),
            word @ 1..256 => words[word as usize - 1].clone(),
            list => words[(list & 255) as usize - 1..][..(list >> 8) as usize].into(),
        };
        path.truncate(number() as usize);
        for _ in 0..number() {
            path.push(value(number()));
        }
        let message = messages[message as usize].as_array().expect("a message");
        let [code, template, names @ ..] =
            &*message.iter().map(|part| part.as_str().expect("a text")).collect::<Vec<_>>()
        else {
            panic!("a code and a template")
        };
        let params: Map<String, Value> = names.iter().map(|name| (name.to_string(), value(number()))).collect();
        let mut message = template.to_string();
        for (name, value) in &params {
            let plain = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
            message = message.replace(&format!("{{{name}:?}}"), &value.to_string());
            message = message.replace(&format!("{{{name}}}"), &plain);
        }
        issues.push(Told { path: path.clone(), code: code.to_string(), message, params });
    }
    assert!(values.next().is_none(), "every value belongs to an issue");
    issues
}

/// `path code params`, a line an issue.
fn lines(told: &[Told]) -> Vec<String> {
    let line = |issue: &Told| {
        let segments: Vec<String> = issue
            .path
            .iter()
            .map(|segment| segment.as_str().map_or_else(|| segment.to_string(), str::to_owned))
            .collect();
        format!("{} {} {}", segments.join("."), issue.code, Value::from(issue.params.clone()))
    };
    told.iter().map(line).collect()
}

/// What is told of a request; Rust is told the same.
fn told_of(validator: &Validator, json: &str) -> Vec<Told> {
    let mut packed = Packed::default();
    let repeatable = validator.judge_into(json.as_bytes(), &mut packed);
    let told = told(packed);
    let verdict = validator.judge(json.as_bytes());
    assert_eq!(verdict.repeatable, repeatable, "{json}");
    same(&told, &verdict.issues);
    told
}

fn told_of_patch(validator: &Validator, json: &str) -> Vec<Told> {
    let mut packed = Packed::default();
    validator.judge_patch_into(json.as_bytes(), &mut packed);
    let told = told(packed);
    same(&told, &validator.validate_patch(json.as_bytes()));
    told
}

fn same(told: &[Told], issues: &[issue::Issue<'_>]) {
    assert_eq!(told.len(), issues.len());
    for (told, issue) in told.iter().zip(issues) {
        let segments = |segment: &Value| segment.as_str().map_or_else(|| segment.to_string(), str::to_owned);
        let names: Vec<String> = issue.path.iter().map(issue::Segment::name).collect();
        assert_eq!(told.path.iter().map(segments).collect::<Vec<_>>(), names);
        assert_eq!((&*told.code, &told.message), (issue.kind.code(), &issue.kind.message()));
    }
}

fn validate_with(options: Options, json: &str) -> Vec<String> {
    lines(&told_of(&Validator::new(options), json))
}

fn validate(json: &str) -> Vec<String> {
    validate_with(Options::default(), json)
}

/// Issues of the one patch of a request, their paths from the patch on.
fn validate_patch(patch: &str) -> Vec<String> {
    let issues = validate(&format!(r#"{{"patches":[{patch}]}}"#));
    let alone = lines(&told_of_patch(&Validator::default(), patch));
    let from_patch = |line: &String| {
        let rest = line.strip_prefix("patches.0").expect("an issue of the patch");
        rest.strip_prefix('.').unwrap_or(rest).to_owned()
    };
    let issues: Vec<String> = issues.iter().map(from_patch).collect();
    assert_eq!(issues, alone, "a patch alone has the issues that it has in a request: {patch}");
    issues
}

fn messages(json: &str) -> Vec<String> {
    Validator::default().validate(json.as_bytes()).iter().map(|issue| issue.kind.message()).collect()
}

fn check(table: &[(&str, &[&str])], validate: impl Fn(&str) -> Vec<String>) {
    for (json, expected) in table {
        assert_eq!(validate(json), *expected, "{json}");
    }
}

#[test]
fn the_example_of_the_api_reference_is_valid() {
    assert_eq!(validate_with(options("2026-05", "release-2026-05"), EXAMPLE), [""; 0]);
    let without = EXAMPLE.replace("\"preserveUpdatedAt\": true,", "");
    assert_eq!(validate_with(options("2026-01", "release-2026-05"), &without), [""; 0]);
}

#[test]
fn versions_gate_what_they_brought() {
    let flag = r#"{"preserveUpdatedAt":7,"patches":[]}"#;
    assert_eq!(
        validate_with(options("2026-01", "release-2026-07"), flag),
        [
            r#"preserveUpdatedAt unsupported_parameter {"name":"preserveUpdatedAt","since":"2026-03","current":"2026-01"}"#
        ]
    );
    assert_eq!(
        validate_with(options("2026-03", "release-2020-12"), flag),
        [r#"preserveUpdatedAt invalid_type {"expected":"boolean","actual":"number"}"#]
    );

    let since = [
        ("replaceAsset", "release-2022-03", "release-2022-02"),
        ("removeAsset", "release-2024-01", "release-2023-12"),
        ("unrevokeAsset", "release-2026-01", "release-2025-11"),
        ("addUsageLogEntry", "release-2026-05", "release-2026-03"),
        ("updateUsageLogEntry", "release-2026-05", "release-2026-03"),
        ("removeUsageLogEntry", "release-2026-05", "release-2026-03"),
    ];
    for (operation, since, before) in since {
        let json = format!(r#"{{"patches":[{{"operation":"{operation}","nonsense":1,"note":2}}]}}"#);
        let expected = format!(
            r#"patches.0.operation unsupported_operation {{"name":"{operation}","since":"{since}","current":"{before}"}}"#
        );
        assert_eq!(validate_with(options("2026-05", before), &json), [expected]);
        let later = validate_with(options("2025-03", since), &json);
        assert!(later.iter().all(|line| !line.contains("unsupported_operation")), "{later:?}");
    }

    let note = r#"{"patches":[{"operation":"revokeAsset","note":5}]}"#;
    assert_eq!(
        validate_with(options("2026-05", "release-2025-11"), note),
        [
            r#"patches.0.note unsupported_parameter {"name":"note","since":"release-2026-01","current":"release-2025-11"}"#
        ]
    );
}

#[test]
fn the_root() {
    #[rustfmt::skip]
    check(&[
        ("[]", &[r#" invalid_type {"expected":"object","actual":"array"}"#]),
        ("null", &[r#" invalid_type {"expected":"object","actual":"null"}"#]),
        ("true", &[r#" invalid_type {"expected":"object","actual":"boolean"}"#]),
        ("\"x\"", &[r#" invalid_type {"expected":"object","actual":"string"}"#]),
        ("{}", &[r#"patches missing_property {"property":"patches"}"#]),
        (r#"{"patches":{}}"#, &[r#"patches invalid_type {"expected":"array","actual":"object"}"#]),
        (r#"{"patches":null}"#, &[r#"patches invalid_type {"expected":"array","actual":"null"}"#]),
        (r#"{"patches":[]}"#, &[]),
        (r#"{"patches":[1,"a",null,[]]}"#, &[
            r#"patches.0 invalid_type {"expected":"object","actual":"number"}"#,
            r#"patches.1 invalid_type {"expected":"object","actual":"string"}"#,
            r#"patches.2 invalid_type {"expected":"object","actual":"null"}"#,
            r#"patches.3 invalid_type {"expected":"object","actual":"array"}"#,
        ]),
        (" \n{\"patches\":[],\"version\":null}", &[
            r#"version invalid_type {"expected":"string or integer","actual":"null"}"#,
        ]),
        (r#"{"patches":[],"extra":1,"Patches":[]}"#, &[
            r#"extra unknown_property {"property":"extra"}"#,
            r#"Patches unknown_property {"property":"Patches"}"#,
        ]),
        (r#"{"patches":[{"operation":"nope"}],"preserveUpdatedAt":"yes","version":true}"#, &[
            r#"version invalid_type {"expected":"string or integer","actual":"boolean"}"#,
            r#"preserveUpdatedAt invalid_type {"expected":"boolean","actual":"string"}"#,
            r#"patches.0.operation invalid_enum {"allowed":["setMetadataProperty","archive","replaceAsset","removeAsset","revokeAsset","unrevokeAsset","addUsageLogEntry","updateUsageLogEntry","removeUsageLogEntry"],"actual":"nope"}"#,
        ]),
    ], validate);
}

#[test]
fn the_version() {
    let valid = [
        "\"0\"",
        "\"0012\"",
        "\"99999999999999999999999\"",
        "0",
        "-0",
        "-0.0",
        "7",
        "1.0",
        "1e3",
        "10e-1",
        "1e308",
        "\"\\u0031\"",
    ];
    for version in valid {
        assert_eq!(validate(&format!(r#"{{"version":{version},"patches":[]}}"#)), [""; 0], "{version}");
    }
    #[rustfmt::skip]
    let table = [
        ("\"\"", r#"invalid_format {"pattern":"^[0-9]+$","actual":""}"#),
        ("\"1.0\"", r#"invalid_format {"pattern":"^[0-9]+$","actual":"1.0"}"#),
        ("\"-1\"", r#"invalid_format {"pattern":"^[0-9]+$","actual":"-1"}"#),
        ("\" 1\"", r#"invalid_format {"pattern":"^[0-9]+$","actual":" 1"}"#),
        ("\"١\"", r#"invalid_format {"pattern":"^[0-9]+$","actual":"١"}"#),
        ("1.5", r#"invalid_type {"expected":"string or integer","actual":"number"}"#),
        ("1e400", r#"invalid_type {"expected":"string or integer","actual":"number"}"#),
        ("-1", r#"out_of_range {"minimum":0,"actual":-1}"#),
        ("null", r#"invalid_type {"expected":"string or integer","actual":"null"}"#),
    ];
    for (version, expected) in table {
        let json = format!(r#"{{"version":{version},"patches":[]}}"#);
        assert_eq!(validate(&json), [format!("version {expected}")], "{version}");
    }
}

#[test]
fn the_operation() {
    #[rustfmt::skip]
    check(&[
        ("{}", &[r#"operation missing_property {"property":"operation"}"#]),
        (r#"{"note":1,"what":2}"#, &[r#"operation missing_property {"property":"operation"}"#]),
        (r#"{"operation":1,"note":1}"#, &[r#"operation invalid_type {"expected":"string","actual":"number"}"#]),
        (r#"{"operation":null}"#, &[r#"operation invalid_type {"expected":"string","actual":"null"}"#]),
        (r#"{"operation":"archive"}"#, &[]),
        (r#"{"op\u0065ration":"\u0061rchive"}"#, &[]),
        (r#"{"operation":"archive","note":"x","locale":{}}"#, &[
            r#"note unsupported_property {"property":"note","operation":"archive"}"#,
            r#"locale unsupported_property {"property":"locale","operation":"archive"}"#,
        ]),
        (r#"{"operation":"unrevokeAsset","value":{"key":""},"why":1}"#, &[
            r#"value unsupported_property {"property":"value","operation":"unrevokeAsset"}"#,
            r#"why unknown_property {"property":"why"}"#,
        ]),
    ], validate_patch);
    let archived = |word: &str| validate_patch(&format!(r#"{{"operation":"{word}"}}"#)).len();
    assert_eq!(archived("Archive") + archived("archive ") + archived("") + archived("archiv\\u0000"), 4);
}

#[test]
fn set_metadata_property() {
    for value in ["null", "1", "1e400", "\"\\ud800\"", "[[1],{\"a\":{}}]", "{\"state\":5,\"key\":\"\"}"] {
        let patch = format!(r#"{{"operation":"setMetadataProperty","propertyName":"title","value":{value}}}"#);
        assert_eq!(validate_patch(&patch), [""; 0], "{value}");
    }
    #[rustfmt::skip]
    check(&[
        (r#"{"operation":"setMetadataProperty","propertyName":"title"}"#, &[]),
        (r#"{"operation":"setMetadataProperty"}"#, &[r#"propertyName missing_property {"property":"propertyName"}"#]),
        (r#"{"operation":"setMetadataProperty","propertyName":""}"#, &[r#"propertyName too_short {"minimum":1,"actual":0}"#]),
        (r#"{"operation":"setMetadataProperty","propertyName":["a"]}"#, &[r#"propertyName invalid_type {"expected":"string","actual":"array"}"#]),
    ], validate_patch);
}

#[test]
fn replace_asset() {
    #[rustfmt::skip]
    check(&[
        (r#"{"operation":"replaceAsset"}"#, &[r#"value missing_property {"property":"value"}"#]),
        (r#"{"operation":"replaceAsset","value":null}"#, &[r#"value invalid_type {"expected":"object","actual":"null"}"#]),
        (r#"{"operation":"replaceAsset","value":"a.png"}"#, &[r#"value invalid_type {"expected":"object","actual":"string"}"#]),
        (r#"{"operation":"replaceAsset","value":{}}"#, &[r#"value.key missing_property {"property":"key"}"#]),
        (r#"{"value":{"key":""},"operation":"replaceAsset"}"#, &[r#"value.key too_short {"minimum":1,"actual":0}"#]),
        (r#"{"operation":"replaceAsset","value":{"key":"a","url":"","filename":"","mimeType":"","size":0,"width":1,"height":2.0,"duration":0.5}}"#, &[]),
        (r#"{"operation":"replaceAsset","value":{"key":1,"url":1,"filename":null,"mimeType":[],"size":"1","width":1.5,"height":-1,"duration":-0.5,"state":"x"}}"#, &[
            r#"value.key invalid_type {"expected":"string","actual":"number"}"#,
            r#"value.url invalid_type {"expected":"string","actual":"number"}"#,
            r#"value.filename invalid_type {"expected":"string","actual":"null"}"#,
            r#"value.mimeType invalid_type {"expected":"string","actual":"array"}"#,
            r#"value.size invalid_type {"expected":"integer","actual":"string"}"#,
            r#"value.width invalid_type {"expected":"integer","actual":"number"}"#,
            r#"value.height out_of_range {"minimum":0,"actual":-1}"#,
            r#"value.duration out_of_range {"minimum":0,"actual":-0.5}"#,
            r#"value.state unknown_property {"property":"state"}"#,
        ]),
        (r#"{"operation":"replaceAsset","value":{"key":"a","size":1e400,"duration":1e400}}"#, &[
            r#"value.size invalid_type {"expected":"integer","actual":"number"}"#,
            r#"value.duration invalid_type {"expected":"number","actual":"number"}"#,
        ]),
    ], validate_patch);
}

#[test]
fn remove_and_revoke_asset() {
    #[rustfmt::skip]
    check(&[
        (r#"{"operation":"removeAsset"}"#, &[]),
        (r#"{"operation":"removeAsset","locale":"en"}"#, &[]),
        (r#"{"operation":"removeAsset","locale":""}"#, &[r#"locale too_short {"minimum":1,"actual":0}"#]),
        (r#"{"operation":"removeAsset","locale":null}"#, &[r#"locale invalid_type {"expected":"string","actual":"null"}"#]),
        (r#"{"operation":"revokeAsset"}"#, &[]),
        (r#"{"operation":"revokeAsset","note":""}"#, &[]),
        (r#"{"operation":"revokeAsset","note":false}"#, &[r#"note invalid_type {"expected":"string","actual":"boolean"}"#]),
    ], validate_patch);
}

#[test]
fn a_note_is_counted_in_code_points() {
    let note = |text: &str| validate_patch(&format!(r#"{{"operation":"revokeAsset","note":"{text}"}}"#));
    for unit in ["a", "é", "😀", "\\ud83d\\ude00", "\\n", "\\ud83d"] {
        assert_eq!(note(&unit.repeat(200)), [""; 0], "{unit}");
        assert_eq!(note(&unit.repeat(201)), [r#"note too_long {"maximum":200,"actual":201}"#], "{unit}");
    }
    // A high surrogate as an escape does not pair with a character that stands there raw.
    assert_eq!(note(&"\\ud83dé".repeat(101)), [r#"note too_long {"maximum":200,"actual":202}"#]);
}

fn usage_log_entry(value: &str) -> Vec<String> {
    let add = validate_patch(&format!(r#"{{"operation":"addUsageLogEntry","value":{value}}}"#));
    let update =
        validate_patch(&format!(r#"{{"operation":"updateUsageLogEntry","usageLogEntryId":"g1","value":{value}}}"#));
    if !add.iter().any(|line| line.contains("value.state")) && value.contains("state") {
        assert_eq!(add, update, "{value}");
    }
    add
}

#[test]
fn usage_log_entries() {
    #[rustfmt::skip]
    check(&[
        ("[]", &[r#"value invalid_type {"expected":"object","actual":"array"}"#]),
        ("{}", &[r#"value.purpose missing_property {"property":"purpose"}"#]),
        (r#"{"purpose":"print"}"#, &[]),
        (r#"{"purpose":"","state":"pending"}"#, &[r#"value.purpose too_short {"minimum":1,"actual":0}"#]),
        (r#"{"purpose":7,"state":7}"#, &[
            r#"value.state invalid_type {"expected":"string","actual":"number"}"#,
            r#"value.purpose invalid_type {"expected":"string","actual":"number"}"#,
        ]),
        (r#"{"purpose":"a","state":"done"}"#, &[r#"value.state invalid_enum {"allowed":["pending","confirmed"],"actual":"done"}"#]),
        (r#"{"purpose":"a","state":"confirmed"}"#, &[
            r#"value.publicationDate missing_property {"property":"publicationDate","when":{"state":"confirmed"}}"#,
        ]),
        (r#"{"purpose":"a","state":"\u0063onfirmed","publicationDate":null}"#, &[
            r#"value.publicationDate invalid_type {"expected":"string","actual":"null"}"#,
        ]),
        (r#"{"purpose":"a","state":"confirmed","publicationDate":"2026-05-01"}"#, &[
            r#"value.publicationDate invalid_date_time {"actual":"2026-05-01"}"#,
        ]),
        (r#"{"purpose":"a","state":"confirmed","publicationDate":"2026-05-01T11:00:00.000Z","url":"http://localhost","params":{"medium":[1,{}]}}"#, &[]),
        (r#"{"purpose":"a","url":"localhost","params":[],"key":"k"}"#, &[
            r#"value.url invalid_url {"actual":"localhost"}"#,
            r#"value.params invalid_type {"expected":"object","actual":"array"}"#,
            r#"value.key unknown_property {"property":"key"}"#,
        ]),
    ], usage_log_entry);
    #[rustfmt::skip]
    check(&[
        (r#"{"operation":"updateUsageLogEntry"}"#, &[
            r#"value missing_property {"property":"value"}"#,
            r#"usageLogEntryId missing_property {"property":"usageLogEntryId"}"#,
        ]),
        (r#"{"operation":"updateUsageLogEntry","usageLogEntryId":"","value":{"purpose":"a"},"oldValue":"x"}"#, &[
            r#"value.state missing_property {"property":"state"}"#,
            r#"usageLogEntryId too_short {"minimum":1,"actual":0}"#,
            r#"oldValue invalid_type {"expected":"object","actual":"string"}"#,
        ]),
        (r#"{"operation":"updateUsageLogEntry","usageLogEntryId":"a","value":{"purpose":"a","state":"pending"},"oldValue":{"any":["thing"]}}"#, &[]),
        (r#"{"operation":"removeUsageLogEntry","usageLogEntryId":5,"oldValue":{}}"#, &[
            r#"usageLogEntryId invalid_type {"expected":"string","actual":"number"}"#,
            r#"oldValue unsupported_property {"property":"oldValue","operation":"removeUsageLogEntry"}"#,
        ]),
    ], validate_patch);
}

#[test]
fn publication_dates() {
    let is_valid = |date: &str| usage_log_entry(&format!(r#"{{"purpose":"a","publicationDate":"{date}"}}"#)).is_empty();
    #[rustfmt::skip]
    let valid = [
        "2026-05-01T11:00:00Z", "2026-05-01t11:00:00z", "2026-05-01 11:00:00Z", "2026-05-01\\t11:00:00Z", "2026-05-01\u{2009}11:00:00Z",
        "2026-05-01\\u00a011:00:00Z", "2024-02-29T00:00:00Z", "2000-02-29T00:00:00Z", "0000-01-01T00:00:00Z", "2026-05-01T11:00:00.123456789Z",
        "2026-05-01T11:00:00+02:00", "2026-05-01T11:00:00-0230", "2026-05-01T11:00:00+02", "2016-12-31T23:59:60Z", "2016-12-31T23:59:60.5Z",
        "2017-01-01T00:59:60+01:00", "2016-12-31T18:29:60-05:30", "2026-05-01T11:00:00\\u005a", "\\u0032026-05-01T11:00:00Z",
        "2026-05-01T11:00:00+23:59", "2026-05-01T11:00:00-2359", "2026-06-30T11:00:00Z", "2026-12-31T11:00:00Z",
        "2026-05-01\\u168011:00:00Z", "2026-05-01\u{205f}11:00:00Z", "2026-05-01\\ufeff11:00:00Z",
    ];
    for date in valid {
        assert!(is_valid(date), "{date}");
    }
    #[rustfmt::skip]
    let invalid = [
        "", "2026-05-01", "2026-05-01T11:00:00", "2026-05-01T11:00Z", "2026-02-29T00:00:00Z", "1900-02-29T00:00:00Z", "2026-04-31T00:00:00Z",
        "2026-13-01T00:00:00Z", "2026-00-01T00:00:00Z", "2026-01-00T00:00:00Z", "2026-05-01T24:00:00Z", "2026-05-01T11:60:00Z",
        "2026-05-01T11:00:61Z", "2026-05-01T11:00:60Z", "2026-05-01T23:59:60+01:00", "2026-05-01T24:59:60+01:00", "2026-05-01T23:60:60+00:01",
        "2026-05-01T11:00:00.Z", "2026-05-01T11:00:00,5Z", "2026-05-01T11:00:00+24:00", "2026-05-01T11:00:00+02:60", "2026-05-01T11:00:00+2",
        "2026-05-01T11:00:00+02:0", "2026-05-01T11:00:00+020", "2026-05-01T11:00:00+02:00:00", "2026-05-01T11:00:00ZZ", "2026-05-01  11:00:00Z",
        "2026-05-01_11:00:00Z", "2026-05-01T11:00:00 Z", " 2026-05-01T11:00:00Z", "2026-05-01T11:00:00Z\\n", "20260501T110000Z",
        "2016-12-31T23:59:61Z", "2026-06-31T00:00:00Z", "2026-09-31T00:00:00Z", "2026-11-31T00:00:00Z", "2026-12-32T00:00:00Z",
        "2026x05-01T11:00:00Z", "2026-05x01T11:00:00Z", "2026-05-01T11x00:00Z", "2026-05-01T11:00x00Z", "2026-05-01\\u200b11:00:00Z",
        "٢٠٢٦-05-01T11:00:00Z", "+002026-05-01T11:00:00Z", "2026-5-1T11:00:00Z", "2026-05-01😀11:00:00Z",
    ];
    for date in invalid {
        assert!(!is_valid(date), "{date}");
    }
}

#[test]
fn urls() {
    let is_valid = |url: &str| usage_log_entry(&format!(r#"{{"purpose":"a","url":"{url}"}}"#)).is_empty();
    for url in [
        "http://localhost",
        "https:x",
        "mailto:a@b",
        "x-editor+1.0:9",
        "https://bücher.example/ä",
        "a:b",
        "HTTP://X",
        "a::",
    ] {
        assert!(is_valid(url), "{url}");
    }
    #[rustfmt::skip]
    let invalid = ["", ":", "http:", "//host/path", "/path", "1http://x", "http//x", "ht tp://x", "http://x y", "http://x\\n", "http://x\\u007f",
        "http://x\\u0085", "http://x\u{a0}y", "http://x\u{3000}", "hüp://x", " http://x", "-a:b"];
    for url in invalid {
        assert!(!is_valid(url), "{url}");
    }
}

#[test]
fn keys_that_stand_twice() {
    #[rustfmt::skip]
    check(&[
        (r#"{"patches":[],"patches":[]}"#, &[r#"patches duplicate_property {"property":"patches"}"#]),
        (r#"{"version":"x","version":"1","version":"2","patches":[]}"#, &[r#"version duplicate_property {"property":"version"}"#]),
        // The last one counts, as for JSON.parse.
        (r#"{"patches":[{}],"patches":[{"operation":"archive"}]}"#, &[r#"patches duplicate_property {"property":"patches"}"#]),
        // What stands in those before it is not judged, but another parser may take it.
        (r#"{"patches":[{"a":[{"b":1,"b":2}]}],"patches":[{"operation":"setMetadataProperty","propertyName":"p","value":{"c":1,"c":2}}]}"#, &[
            r#"patches.0.a.0.b duplicate_property {"property":"b"}"#,
            r#"patches duplicate_property {"property":"patches"}"#,
            r#"patches.0.value.c duplicate_property {"property":"c"}"#,
        ]),
        (r#"{"patches":[{"operation":"nope","op\u0065ration":"archive"}]}"#, &[r#"patches.0.operation duplicate_property {"property":"op\u0065ration"}"#]),
        (r#"{"patches":[{"operation":"archive","x":1,"x":2,"x":3}]}"#, &[
            r#"patches.0.x duplicate_property {"property":"x"}"#,
            r#"patches.0.x unknown_property {"property":"x"}"#,
        ]),
        (r#"{"patches":[{"operation":"setMetadataProperty","propertyName":"a","value":[{"b":{"c":1,"c":2}}]}]}"#, &[
            r#"patches.0.value.0.b.c duplicate_property {"property":"c"}"#,
        ]),
        (r#"{"patches":[{"operation":"setMetadataProperty","propertyName":"a","value":[[{}],{"a":1},{"b":[1,{"a":1,"a":2}]}]}]}"#, &[
            r#"patches.0.value.2.b.1.a duplicate_property {"property":"a"}"#,
        ]),
        (r#"{"patches":[{"operation":"replaceAsset","value":{"key":"a","key":"b"}}]}"#, &[
            r#"patches.0.value.key duplicate_property {"property":"key"}"#,
        ]),
        (r#"{"patches":[{"operation":"addUsageLogEntry","value":{"purpose":"a","params":{"b":1,"b":1},"z":1,"z":1}}]}"#, &[
            r#"patches.0.value.params.b duplicate_property {"property":"b"}"#,
            r#"patches.0.value.z duplicate_property {"property":"z"}"#,
            r#"patches.0.value.z unknown_property {"property":"z"}"#,
        ]),
        (r#"[{"a":1,"a":2}]"#, &[
            r#" invalid_type {"expected":"object","actual":"array"}"#,
            r#"0.a duplicate_property {"property":"a"}"#,
        ]),
    ], |json| {
        // What the input wrote as an escape may come out either way.
        validate(json).iter().map(|line| line.replace("operation\"", "op\\u0065ration\"")).collect()
    });
}

#[test]
fn unknown_properties_may_pass() {
    let json = r#"{"a":1,"patches":[{"operation":"archive","b":1,"note":"x"},{"operation":"replaceAsset","value":{"key":"k","c":1}},
        {"operation":"addUsageLogEntry","value":{"purpose":"p","d":1}}]}"#;
    #[rustfmt::skip]
    check(
        &[
            (json, &[r#"patches.0.note unsupported_property {"property":"note","operation":"archive"}"#]),
            (r#"{"a":1,"a":2,"patches":[]}"#, &[r#"a duplicate_property {"property":"a"}"#]),
            (r#"{"a":1,"\u0061":2,"patches":[]}"#, &[r#"a duplicate_property {"property":"a"}"#]),
            (r#"{"a":{"b":1,"b":2},"patches":[{"operation":"archive"}]}"#, &[r#"a.b duplicate_property {"property":"b"}"#]),
            (r#"{"patches":[],"a":[{"b":1,"b":2}]}"#, &[r#"a.0.b duplicate_property {"property":"b"}"#]),
            (r#"{"patches":[{"a":1,"b":{},"operation":"archive","c":[2]}]}"#, &[]),
            (r#"{"patches":[{"a":1,"operation":"archive","operation":"archive"}]}"#,
                &[r#"patches.0.operation duplicate_property {"property":"operation"}"#]),
            (r#"{"patches":[{"value":1,"operation":"archive"}]}"#,
                &[r#"patches.0.value unsupported_property {"property":"value","operation":"archive"}"#]),
            (r#"{"patches":[{"a":{"b":1,"b":2},"operation":"archive"}]}"#,
                &[r#"patches.0.a.b duplicate_property {"property":"b"}"#]),
        ],
        |json| validate_with(lenient(), json),
    );
}

#[test]
fn the_operation_may_stand_anywhere() {
    #[rustfmt::skip]
    check(
        &[
            (r#"{"propertyName":"title","value":"x","operation":"setMetadataProperty"}"#, &[]),
            (r#"{"value":{"key":"k"},"operation":"replaceAsset"}"#, &[]),
            (r#"{"usageLogEntryId":"g1","operation":"updateUsageLogEntry","value":{"state":"pending","purpose":"p"}}"#, &[]),
            (r#"{"note":"","operation":"archive"}"#,
                &[r#"note unsupported_property {"property":"note","operation":"archive"}"#]),
            (r#"{"locale":"","operation":"removeAsset"}"#, &[r#"locale too_short {"minimum":1,"actual":0}"#]),
            (r#"{"x":1,"operation":"archive"}"#, &[r#"x unknown_property {"property":"x"}"#]),
            (r#"{"operation":"removeUsageLo\u0067Entry"}"#,
                &[r#"usageLogEntryId missing_property {"property":"usageLogEntryId"}"#]),
            (r#"{"operation":"removeUsageLo\u0067Entry","usageLogEntryId":"a"}"#, &[]),
            (r#"{"operation":"addUsageLogEntry","value":{"purpose":"p","state":"confirm\u0065d"}}"#,
                &[r#"value.publicationDate missing_property {"property":"publicationDate","when":{"state":"confirmed"}}"#]),
            (r#"{"locale":"en"}"#, &[r#"operation missing_property {"property":"operation"}"#]),
        ],
        validate_patch,
    );
}

/// What ignores properties that it does not know.
fn lenient() -> Options {
    Options { unknown_properties: UnknownProperties::Ignore, ..Options::default() }
}

/// A project's purposes, one with a param of every type.
fn purposes() -> Options {
    let json = br#"{"mediaCenter": {"usagePurposes": [
        {"handle": "web", "label": {"en": "Web"}},
        {"handle": "print", "paramsSchema": [
            {"handle": "colour", "type": "li-boolean"},
            {"handle": "medium", "type": "li-text", "config": {"required": true, "minLength": 2, "maxLength": 5, "allowNewlines": false}},
            {"handle": "run", "type": "li-integer", "config": {"minValue": 1, "maxValue": 10}},
            {"handle": "pages", "type": "li-integer", "config": {"dataProvider": {"type": "li-enum", "items": [{"value": 1}, {"value": 2.0}]}}},
            {"handle": "size", "type": "li-enum", "config": {"dataProvider": {"items": [{"value": "s"}, {"label": "L", "value": "l"}]}}},
            {"handle": "far", "type": "li-enum", "config": {"dataProvider": {"dataSource": "elsewhere"}}},
            {"handle": "tags", "type": "li-string-list", "config": {"maxItems": 2, "dataProvider": {"items": [{"value": "a"}, {"value": "b"}]}}},
            {"handle": "numbers", "type": "li-numeric-list", "config": {"maxItems": 2}},
            {"handle": "none", "type": "li-integer", "config": {"minValue": 9, "maxValue": 1}},
            {"handle": "day", "type": "li-date"},
            {"handle": "moment", "type": "li-datetime"},
            {"handle": "other", "type": "li-reference", "config": {"anything": 1}}
        ]}
    ]}}"#;
    let purposes = Purposes::from_json(json).expect("purposes");
    Options { usage_purposes: Some(Arc::new(purposes)), ..Options::default() }
}

/// Issues of the params of a `print` entry, from `params` on.
fn params_with(options: Options, state: &str, params: &str) -> Vec<String> {
    let value = format!(r#"{{"state":"{state}","publicationDate":"2026-05-01T11:00:00Z","purpose":"print"{params}}}"#);
    let json = format!(r#"{{"patches":[{{"operation":"addUsageLogEntry","value":{value}}}]}}"#);
    let issues = validate_with(options, &json);
    issues.iter().map(|line| line.replace("patches.0.value.", "")).collect()
}

#[test]
fn params_are_those_of_the_purpose() {
    let params = |params: &str| params_with(purposes(), "pending", &format!(r#","params":{params}"#));
    #[rustfmt::skip]
    check(&[
        ("{}", &[]),
        ("null", &[r#"params invalid_type {"expected":"object","actual":"null"}"#]),
        (r#"{"colour":true,"medium":"Paper","run":10,"pages":2,"size":"l","far":"any","tags":["b","a"],"numbers":[1,2e0],"day":"2024-02-29","moment":"2026-05-01T11:00:00Z","other":[{}]}"#, &[]),
        (r#"{"colour":null,"medium":1,"run":1.5,"pages":"1","size":7,"tags":{},"numbers":"1","day":5,"moment":[]}"#, &[
            r#"params.colour invalid_type {"expected":"boolean","actual":"null"}"#,
            r#"params.medium invalid_type {"expected":"string","actual":"number"}"#,
            r#"params.run invalid_type {"expected":"integer","actual":"number"}"#,
            r#"params.pages invalid_type {"expected":"integer","actual":"string"}"#,
            r#"params.size invalid_type {"expected":"string","actual":"number"}"#,
            r#"params.tags invalid_type {"expected":"array","actual":"object"}"#,
            r#"params.numbers invalid_type {"expected":"array","actual":"string"}"#,
            r#"params.day invalid_type {"expected":"string","actual":"number"}"#,
            r#"params.moment invalid_type {"expected":"string","actual":"array"}"#,
        ]),
        (r#"{"medium":"😀"}"#, &[r#"params.medium too_short {"minimum":2,"actual":1}"#]),
        (r#"{"medium":"a\nbcde"}"#, &[
            r#"params.medium too_long {"maximum":5,"actual":6}"#,
            r#"params.medium invalid_format {"pattern":"^[^\\n\\r]*$","actual":"a\nbcde"}"#,
        ]),
        (r#"{"run":0,"pages":3}"#, &[
            r#"params.run out_of_range {"minimum":1,"actual":0}"#,
            r#"params.pages invalid_enum {"allowed":[1,2.0],"actual":3}"#,
        ]),
        (r#"{"run":11}"#, &[r#"params.run out_of_range {"maximum":10,"actual":11}"#]),
        (r#"{"none":5}"#, &[r#"params.none out_of_range {"minimum":9,"maximum":1,"actual":5}"#]),
        (r#"{"size":"m"}"#, &[r#"params.size invalid_enum {"allowed":["s","l"],"actual":"m"}"#]),
        (r#"{"tags":["a","c",1]}"#, &[
            r#"params.tags.1 invalid_enum {"allowed":["a","b"],"actual":"c"}"#,
            r#"params.tags.2 invalid_type {"expected":"string","actual":"number"}"#,
            r#"params.tags too_long {"maximum":2,"actual":3}"#,
        ]),
        (r#"{"numbers":[1,null,1.5]}"#, &[
            r#"params.numbers.1 invalid_type {"expected":"integer","actual":"null"}"#,
            r#"params.numbers.2 invalid_type {"expected":"integer","actual":"number"}"#,
            r#"params.numbers too_long {"maximum":2,"actual":3}"#,
        ]),
        (r#"{"day":"2023-02-29","moment":"2026-05-01"}"#, &[
            r#"params.day invalid_date_time {"actual":"2023-02-29"}"#,
            r#"params.moment invalid_date_time {"actual":"2026-05-01"}"#,
        ]),
        (r#"{"x":1,"x":2,"y":3}"#, &[
            r#"params.x duplicate_property {"property":"x"}"#,
            r#"params.x unknown_property {"property":"x"}"#,
            r#"params.y unknown_property {"property":"y"}"#,
        ]),
    ], params);
    let ignore = Options { unknown_properties: UnknownProperties::Ignore, ..purposes() };
    assert_eq!(params_with(ignore, "pending", r#","params":{"y":3}"#), [""; 0]);
}

#[test]
fn required_params_bind_confirmed_entries() {
    let missing = r#"params.medium missing_property {"property":"medium"}"#;
    assert_eq!(params_with(purposes(), "pending", ""), [""; 0]);
    assert_eq!(params_with(purposes(), "confirmed", ""), [missing]);
    assert_eq!(params_with(purposes(), "confirmed", r#","params":{}"#), [missing]);
    assert_eq!(params_with(purposes(), "confirmed", r#","params":{"medium":"TV"}"#), [""; 0]);
    assert_eq!(
        params_with(purposes(), "confirmed", r#","params":5"#),
        [r#"params invalid_type {"expected":"object","actual":"number"}"#]
    );
}

#[test]
fn purposes_are_those_of_the_project() {
    let add = |value: &str| {
        validate_with(purposes(), &format!(r#"{{"patches":[{{"operation":"addUsageLogEntry","value":{value}}}]}}"#))
    };
    assert_eq!(
        add(r#"{"purpose":"tv","params":{"x":1}}"#),
        [r#"patches.0.value.purpose unknown_purpose {"allowed":["web","print"],"actual":"tv"}"#]
    );
    assert_eq!(add(r#"{"purpose":"w\u0065b"}"#), [""; 0]);
    assert_eq!(
        add(r#"{"purpose":"web","params":{"x":1}}"#),
        [r#"patches.0.value.params.x unknown_property {"property":"x"}"#]
    );
}

#[test]
fn a_broken_configuration_names_its_place() {
    #[rustfmt::skip]
    let table = [
        ("5", "usagePurposes"),
        ("[", "usagePurposes"),
        (r#"{"mediaCenter":{}}"#, "usagePurposes"),
        ("[1]", "usagePurposes.0"),
        ("[{}]", "usagePurposes.0.handle"),
        (r#"[{"handle":""}]"#, "usagePurposes.0.handle"),
        (r#"[{"handle":"a"},{"handle":"a"}]"#, "usagePurposes.1.handle"),
        (r#"[{"handle":"a","paramsSchema":{}}]"#, "usagePurposes.0.paramsSchema"),
        (r#"[{"handle":"a","paramsSchema":[{"handle":"b"}]}]"#, "usagePurposes.0.paramsSchema.0.type"),
        (r#"[{"handle":"a","paramsSchema":[{"type":"li-text"}]}]"#, "usagePurposes.0.paramsSchema.0.handle"),
        (r#"[{"handle":"a","paramsSchema":[{"handle":"b","type":"x","config":[]}]}]"#, "usagePurposes.0.paramsSchema.0.config"),
        (r#"[{"handle":"a","paramsSchema":[{"handle":"b","type":"li-text","config":{"required":1}}]}]"#, "usagePurposes.0.paramsSchema.0.config.required"),
        (r#"[{"handle":"a","paramsSchema":[{"handle":"b","type":"li-text","config":{"maxLength":-1}}]}]"#, "usagePurposes.0.paramsSchema.0.config.maxLength"),
        (r#"[{"handle":"a","paramsSchema":[{"handle":"b","type":"li-integer","config":{"minValue":"1"}}]}]"#, "usagePurposes.0.paramsSchema.0.config.minValue"),
        (r#"[{"handle":"a","paramsSchema":[{"handle":"b","type":"li-enum","config":{"dataProvider":{"items":[{"value":"x"},{}]}}}]}]"#,
            "usagePurposes.0.paramsSchema.0.config.dataProvider.items.1.value"),
    ];
    for (json, place) in table {
        assert_eq!(Purposes::from_json(json.as_bytes()).expect_err(json).place, place);
    }
    assert!(Purposes::from_json(b"[]").is_ok());
}

#[test]
fn faults_of_the_text_hide_every_other_issue() {
    #[rustfmt::skip]
    check(&[
        (r#"{"x":1,"patches":[{"operation":"nope"}]"#, &[r#" invalid_json {"reason":"unexpected end","offset":39}"#]),
        ("\u{feff}{}", &[r#" invalid_json {"reason":"byte order mark","offset":0}"#]),
        (r#"{"patches":[]}x"#, &[r#" invalid_json {"reason":"unexpected character after the value","offset":14}"#]),
    ], validate);
    let deep = format!(r#"{{"patches":[{{"operation":"nope","value":{}{}}}]}}"#, "[".repeat(998), "]".repeat(998));
    assert_eq!(validate(&deep), [r#" too_deep {"maximum":1000}"#]);
    let less = deep.replacen("[]", "0", 1);
    assert_eq!(validate(&less).len(), 1);
    assert!(validate(&less)[0].starts_with("patches.0.operation"));
}

#[test]
fn at_most_the_first_thousand_issues_are_reported() {
    let patches = vec!["{}"; 1_500].join(",");
    let issues = validate(&format!(r#"{{"patches":[{patches}],"version":-1}}"#));
    assert_eq!(issues.len(), 1_000);
    assert!(issues[0].starts_with("version out_of_range"));
    assert!(issues[999].starts_with("patches.998.operation missing_property"));
    let broken = validate(&format!(r#"{{"patches":[{patches}],}}"#));
    assert_eq!(broken.len(), 1);
}

#[test]
fn a_thousand_keys_that_stand_twice_in_patches_hide_none_beside_them() {
    let twins: Vec<String> = (0..1_001).map(|n| format!("\"{n}\":0,\"{n}\":0")).collect();
    let value = format!("{{{}}}", twins.join(","));
    let patch = format!(r#"{{"operation":"setMetadataProperty","propertyName":"x","value":{value}}}"#);
    let issues = validate(&format!(r#"{{"version":1,"version":1,"patches":[{patch}]}}"#));
    assert_eq!(issues.len(), 1_000);
    assert!(issues[0].starts_with("version duplicate_property"), "{}", issues[0]);
    assert!(issues[1].starts_with("patches.0.value.0 duplicate_property"), "{}", issues[1]);
}

#[test]
fn messages_are_those_of_the_server() {
    let x = |json: &str| messages(&format!(r#"{{"patches":[{json}]}}"#)).join("; ");
    #[rustfmt::skip]
    let table = [
        (r#"{"operation":"notExistingOperation"}"#, r#"No enum match for: "notExistingOperation""#),
        (r#"{"operation":"a\u0062\"\\\u0001\ud800\n\/"}"#, r#"No enum match for: "ab\"\\\u0001\ud800\n/""#),
        ("{}", "Missing required property: operation"),
        (r#"{"operation":false}"#, "Invalid type: expected string"),
        (r#"{"operation":"archive","foo":1}"#, "Additional properties not allowed"),
        (r#"{"operation":"archive","note":1}"#, "note is not supported by archive"),
        (r#"{"operation":"removeAsset","locale":""}"#, "String is too short (0 chars), minimum 1"),
        (r#"{"operation":"replaceAsset","value":{"key":"a","size":-1.0}}"#, "Value is too small, minimum 0"),
        (r#"{"operation":"addUsageLogEntry","value":{"purpose":"a","url":"b"}}"#, r#"Invalid URL: "b""#),
    ];
    for (json, message) in table {
        assert_eq!(x(json), message);
    }
    let long = "é".repeat(201);
    assert_eq!(
        x(&format!(r#"{{"operation":"revokeAsset","note":"{long}"}}"#)),
        "String is too long (201 chars), maximum 200"
    );
    let echoed = "é".repeat(100);
    assert_eq!(x(&format!(r#"{{"operation":"{long}"}}"#)), format!("No enum match for: \"{echoed}\""));
    assert_eq!(messages("{\"a\":"), ["Invalid JSON: unexpected end at byte 5"]);
    let params = r#"{"day":"2026-05-01T12:00:00Z","moment":"2026-05-01T12:00:00"}"#;
    let value = format!(r#"{{"purpose":"print","params":{params}}}"#);
    let patch = format!(r#"{{"operation":"addUsageLogEntry","value":{value}}}"#);
    assert_eq!(
        told_of_patch(&Validator::new(purposes()), &patch).iter().map(|issue| &*issue.message).collect::<Vec<_>>(),
        ["Invalid date: \"2026-05-01T12:00:00Z\"", "Invalid date-time: \"2026-05-01T12:00:00\""]
    );
}

#[test]
fn details_are_keyed_as_the_server_keys_them() {
    let details = |json: &str| issue::error_details(&Validator::default().validate(json.as_bytes()));
    assert_eq!(
        details(r#"{"patches":[{"operation":"notExistingOperation"}]}"#),
        r#"{"patches.0.operation":"No enum match for: \"notExistingOperation\""}"#
    );
    assert_eq!(details("7"), r#"{"":"Invalid type: expected object"}"#);
    assert_eq!(details(r#"{"patches":[],"z":1,"z":1}"#), r#"{"z":"Duplicate property: \"z\""}"#);
}

#[test]
fn a_long_key_is_not_multiplied_by_the_issues_below_it() {
    let twins: Vec<String> = (0..1_000).map(|n| format!("\"{n}\":0,\"{n}\":0")).collect();
    let json = format!(
        r#"{{"patches":[{{"operation":"setMetadataProperty","propertyName":"a","value":{{"{}":{{{}}}}}}}]}}"#,
        "k".repeat(200_000),
        twins.join(",")
    );
    let validator = Validator::default();
    let mut packed = Packed::default();
    validator.judge_into(json.as_bytes(), &mut packed);
    let (numbers, values) = packed.into_parts();
    assert!(4 * numbers.len() + values.len() < 400_000);
}

#[test]
fn a_verdict_knows_what_may_be_sent_twice() {
    let repeatable = |json: &str| Validator::default().judge(json.as_bytes()).repeatable;
    assert!(repeatable(
        r#"{"patches":[{"operation":"archive"},{"operation":"setMetadataProperty","propertyName":"a"}]}"#
    ));
    assert!(repeatable(r#"{"patches":[{"operation":"replaceAsset","value":{"key":"a"}}]}"#));
    assert!(!repeatable(r#"{"patches":[{"operation":"archive"},{"operation":"revokeAsset"}]}"#));
    assert!(!repeatable(r#"{"patches":[{"operation":"addUsageLogEntry","value":{"purpose":"a"}}]}"#));
    assert!(repeatable(r#"{"version":"1","patches":[{"operation":"addUsageLogEntry","value":{"purpose":"a"}}]}"#));
    // A client may send what is not valid, but then no server is bound to the version.
    for none in ["null", "\"\"", "true", "-1"] {
        let revoke = r#"[{"operation":"revokeAsset"}]"#;
        assert!(!repeatable(&format!(r#"{{"version":{none},"patches":{revoke}}}"#)), "{none}");
        assert!(repeatable(&format!(r#"{{"version":2,"x":{none},"patches":{revoke}}}"#)), "{none}");
    }
    assert!(!repeatable(r#"{"patches":[{"operation":"archive"},7]}"#));
    // Other faults leave it as it is, an operation that the release lacks among them.
    assert!(repeatable(r#"{"extra":1,"preserveUpdatedAt":"x","patches":[{"operation":"archive"}]}"#));
    let old = Validator::new(options("2026-05", "release-2021-01"));
    let repeatable = |json: &str| old.judge(json.as_bytes()).repeatable;
    assert!(repeatable(r#"{"patches":[{"operation":"replaceAsset","value":{"key":"a"}}]}"#));
    assert!(!repeatable(r#"{"patches":[{"operation":"removeAsset"}]}"#));
}

/// Texts made of what patches are made of.
fn nearly_requests() -> impl Strategy<Value = String> {
    let token = prop::sample::select(vec![
        "{",
        "}",
        "[",
        "]",
        ",",
        ":",
        "\"operation\":",
        "\"patches\":[",
        "\"value\":{",
        "\"archive\"",
        "\"replaceAsset\"",
        "\"updateUsageLogEntry\"",
        "\"state\":\"confirmed\"",
        "\"key\":\"\"",
        "\"note\":1",
        "\"version\":-1e-400",
        "null",
        "\"publicationDate\":\"2026\"",
        "\"oldValue\":[]",
        "\"x\":{}",
    ]);
    prop::collection::vec(token, 0..24).prop_map(|tokens| tokens.concat())
}

fn operation() -> impl Strategy<Value = &'static str> {
    prop::sample::select(vec![
        "setMetadataProperty",
        "archive",
        "replaceAsset",
        "removeAsset",
        "revokeAsset",
        "addUsageLogEntry",
        "updateUsageLogEntry",
        "removeUsageLogEntry",
    ])
}

/// A member of a patch: of the values, some are right.
fn member() -> impl Strategy<Value = String> {
    let name =
        prop::sample::select(vec!["propertyName", "value", "locale", "note", "usageLogEntryId", "oldValue", "x", "y"]);
    let value = prop::sample::select(vec![
        r#""a""#,
        r#""\u0061\"é😀""#,
        r#""""#,
        "-1e-400",
        "[1.5,null]",
        r#"{"a":{"b":true}}"#,
        r#"{"a":1,"a":2}"#,
        r#"{"key":"k","size":10,"width":0,"height":1e2,"duration":0.5,"url":""}"#,
        r#"{"key":"k","size":-1}"#,
        r#"{"purpose":"p"}"#,
        r#"{"purpose":"p","state":"pending","url":"a:b","params":{"a":[]}}"#,
        r#"{"purpose":"p","state":"confirmed","publicationDate":"2026-05-01t11:00:00.5+02"}"#,
        r#"{"purpose":"p","state":"confirmed"}"#,
        r#"{"purpose":"p","state":"conf\u0069rmed"}"#,
        r#"{"purpose":"p","state":"conf\u0069rmed","publicationDate":"2026-02-30T11:00:00Z"}"#,
        r#"{"purpose":"web","y":1,"z":[]}"#,
        r#"{"purpose":"web","y":1,"y":1}"#,
        r#"{"purpose":"print","params":{"medium":"Paper","run":3,"size":"s","tags":["b"]}}"#,
        r#"{"purpose":"print","params":{"medium":"P","run":11,"size":"m","tags":["c"]}}"#,
        r#"{"purpose":"print","state":"confirmed","publicationDate":"2026-05-01T11:00:00Z"}"#,
    ]);
    (name, value, prop::sample::select(vec!["", " ", "\n\t"]))
        .prop_map(|(name, value, space)| format!(r#"{space}"{name}"{space}:{space}{value}{space}"#))
}

/// The text with some of the letters in its strings written as escapes.
fn with_escapes(text: &str, which: &[bool]) -> String {
    let mut escaped = String::new();
    let mut which = which.iter().cycle();
    let mut in_string = false;
    let mut characters = text.chars();
    while let Some(character) = characters.next() {
        match character {
            '\\' => {
                escaped.push(character);
                let kind = characters.next().expect("an escape");
                escaped.push(kind);
                if kind == 'u' {
                    escaped.extend(characters.by_ref().take(4));
                }
                continue;
            }
            '"' => in_string = !in_string,
            'a'..='z' | 'A'..='Z' if in_string && which.next() == Some(&true) => {
                escaped.push_str(&format!("\\u{:04x}", character as u32));
                continue;
            }
            _ => {}
        }
        escaped.push(character);
    }
    escaped
}

/// A member of a request beside its patches: of the values, some are right.
fn member_of_request() -> impl Strategy<Value = String> {
    let name = prop::sample::select(vec!["version", "preserveUpdatedAt", "x", "y"]);
    let value = prop::sample::select(vec!["true", "3", r#""12""#, "null", r#"{"a":[]}"#, r#"{"a":1,"a":2}"#]);
    (name, value).prop_map(|(name, value)| format!(r#""{name}":{value}"#))
}

proptest! {
    #[test]
    fn nothing_panics_and_issues_are_json(text in nearly_requests()) {
        let validator = Validator::default();
        for issues in [told_of(&validator, &text), told_of_patch(&validator, &text)] {
            let is_json = serde_json::from_str::<Value>(&text).is_ok();
            prop_assert!(is_json != issues.iter().any(|issue| issue.code == "invalid_json"));
        }
        let details = issue::error_details(&validator.validate(text.as_bytes()));
        prop_assert!(serde_json::from_str::<Value>(&details).is_ok());
    }

    /// A name that is written with an escape has the judge read an object that is else read in one pass.
    #[test]
    fn one_pass_finds_what_more_find(
        options in prop::sample::select(vec![Options::default(), lenient(), purposes()]),
        operation in operation(),
        members in prop::collection::vec(member(), 0..4),
        place in any::<prop::sample::Index>(),
    ) {
        let validator = Validator::new(options);
        let issues = |name: &str| {
            let mut members = members.clone();
            members.insert(place.index(members.len() + 1), format!(r#""{name}":"{operation}""#));
            lines(&told_of_patch(&validator, &format!("{{{}}}", members.join(","))))
        };
        prop_assert_eq!(issues("operation"), issues("op\\u0065ration"));
    }

    /// Nor does it matter which characters are written as escapes.
    #[test]
    fn escapes_change_nothing(
        options in prop::sample::select(vec![Options::default(), lenient(), purposes(), options("2025-03", "release-2025-11")]),
        patches in prop::collection::vec((operation(), prop::collection::vec(member(), 0..3)), 1..3),
        escaped in prop::collection::vec(any::<bool>(), 400),
    ) {
        let validator = Validator::new(options);
        let patch = |(operation, members): &(&str, Vec<String>)| {
            format!("{{{}}}", [vec![format!(r#""operation":"{operation}""#)], members.clone()].concat().join(","))
        };
        let text = format!(r#"{{"patches":[{}]}}"#, patches.iter().map(patch).collect::<Vec<_>>().join(","));
        let issues = |text: &str| -> Vec<_> {
            told_of(&validator, text).into_iter().map(|issue| (issue.path, issue.code, issue.message, issue.params)).collect()
        };
        prop_assert_eq!(issues(&with_escapes(&text, &escaped)), issues(&text));
    }

    /// The same of a whole request.
    #[test]
    fn one_pass_finds_what_more_find_beside_the_patches(
        options in prop::sample::select(vec![Options::default(), lenient()]),
        patches in prop::collection::vec((operation(), member()), 0..3),
        members in prop::collection::vec(member_of_request(), 0..3),
        place in any::<prop::sample::Index>(),
    ) {
        let validator = Validator::new(options);
        let patches: Vec<String> =
            patches.iter().map(|(operation, member)| format!(r#"{{"operation":"{operation}",{member}}}"#)).collect();
        let issues = |name: &str| {
            let mut members = members.clone();
            members.insert(place.index(members.len() + 1), format!(r#""{name}":[{}]"#, patches.join(",")));
            lines(&told_of(&validator, &format!("{{{}}}", members.join(","))))
        };
        prop_assert_eq!(issues("patches"), issues("p\\u0061tches"));
    }
}
