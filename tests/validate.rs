//! Requests, and the issues that they have: the rows of tests/cases, and what is too large or too varied for a row.

use livingdocs_media_library::issue::{self, COUNT_SHIFT, Issue, MESSAGES_JSON, Packed, Segment};
use livingdocs_media_library::release::{ApiVersion, ServerRelease};
use livingdocs_media_library::validate::{Configuration, Options, UnknownProperties, Validator};
use livingdocs_media_library::word::WORDS;
use proptest::prelude::*;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Deserializer};
use serde_json::value::RawValue;
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::sync::Arc;

/// The API reference's example, all nine operations in it.
const EXAMPLE: &str = include_str!("example-request.json");
const MEDIA_TYPES: &str = include_str!("cases/media-types.json");
const PURPOSES: &str = include_str!("cases/purposes.json");
const CONFIGURATIONS: &str = include_str!("cases/configurations.json");

/// A row of tests/cases/issues; CONTRIBUTING.md says what its members mean.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Row {
    name: String,
    #[serde(default)]
    options: RowOptions,
    media_type: Option<String>,
    #[serde(default, deserialize_with = "as_it_stands")]
    request: Option<Box<RawValue>>,
    #[serde(default, deserialize_with = "as_it_stands")]
    patch: Option<Box<RawValue>>,
    request_text: Option<String>,
    patch_text: Option<String>,
    issues: Box<RawValue>,
}

#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct RowOptions {
    api_version: Option<String>,
    server_release: Option<String>,
    unknown_properties: Option<String>,
    usage_purposes: Option<String>,
    media_types: Option<String>,
}

/// The JSON of a member, `null` too.
fn as_it_stands<'a, D: Deserializer<'a>>(member: D) -> Result<Option<Box<RawValue>>, D::Error> {
    Box::<RawValue>::deserialize(member).map(Some)
}

fn rows() -> Vec<Row> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/cases/issues");
    let mut rows = Vec::new();
    for file in fs::read_dir(folder).expect("the folder of the cases") {
        let file = file.expect("a file").path();
        let text = fs::read_to_string(&file).expect("a text");
        let of_file: Vec<Row> =
            serde_json::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
        rows.extend(of_file);
    }
    assert!(!rows.is_empty());
    rows
}

/// The configuration under an option, from the list of that name among the fixtures.
fn configuration(option: &str, fixtures: &str, name: &str) -> Arc<Configuration> {
    let fixtures: BTreeMap<&str, &RawValue> = serde_json::from_str(fixtures).expect("fixtures");
    let options = json!({option: fixtures[name]}).to_string();
    Arc::new(Configuration::from_json(options.as_bytes()).expect("a configuration"))
}

fn purposes_called(name: &str) -> Arc<Configuration> {
    configuration("usagePurposes", PURPOSES, name)
}

impl RowOptions {
    fn read(&self) -> Options {
        let mut options = Options::default();
        if let Some(version) = &self.api_version {
            options.api_version = ApiVersion::parse(version).expect("an API version");
        }
        if let Some(release) = &self.server_release {
            options.server_release = ServerRelease::parse(release).expect("a server release");
        }
        if let Some(word) = &self.unknown_properties {
            assert_eq!(word, "ignore");
            options.unknown_properties = UnknownProperties::Ignore;
        }
        options.configuration = self.usage_purposes.as_deref().map(purposes_called);
        if let Some(name) = &self.media_types {
            options.configuration = Some(configuration("mediaTypes", MEDIA_TYPES, name));
        }
        options
    }
}

/// JSON of which serde_json would refuse halves of surrogate pairs: they are U+FFFD then.
fn lenient_json<T: DeserializeOwned>(json: &str) -> T {
    let is_half = |text: &str, letters: &[u8]| {
        let escape = text.as_bytes().to_ascii_lowercase();
        escape.starts_with(b"\\ud") && escape.get(3).is_some_and(|letter| letters.contains(letter))
    };
    let (mut mended, mut rest) = (String::new(), json);
    while let Some(at) = rest.find("\\u") {
        let (before, escape) = rest.split_at(at);
        let is_pair = is_half(escape, b"89ab") && is_half(&escape[6..], b"cdef");
        let length = if is_pair { 12 } else { 6 };
        mended.push_str(before);
        mended.push_str(if !is_pair && is_half(escape, b"89abcdef") { "\\ufffd" } else { &escape[..length] });
        rest = &escape[length..];
    }
    mended.push_str(rest);
    serde_json::from_str(&mended).unwrap_or_else(|error| panic!("{json}: {error}"))
}

/// An issue as a row writes it, its message at the end.
fn as_row(issue: &Issue<'_>) -> Vec<Value> {
    let segment = |segment: &Segment<'_>| match segment {
        Segment::Index(index) => json!(index),
        _ => json!(segment.name()),
    };
    let path = issue.path.iter().map(segment).collect();
    let params = lenient_json(&issue.kind.params_json());
    vec![path, json!(issue.kind.code()), params, json!(issue.kind.message())]
}

/// A line an issue, for comparison.
fn lines(issues: &[Issue<'_>]) -> Vec<String> {
    issues.iter().map(|issue| json!(as_row(issue)).to_string()).collect()
}

/// Packed issues as JavaScript reads them: path, code and params.
fn unpacked(packed: Packed<'_>) -> Vec<Value> {
    let words: Vec<Value> = serde_json::from_str(&format!("[{WORDS}0]")).expect("words");
    let messages: Vec<Vec<Value>> = serde_json::from_str(MESSAGES_JSON).expect("messages");
    let (numbers, values) = packed.into_parts();
    let values = String::from_utf8(values).expect("UTF-8");
    let mut values = lenient_json::<Vec<Value>>(&format!("[0{values}]")).into_iter().skip(1);
    let mut numbers = numbers.into_iter();
    let mut path: Vec<Value> = Vec::new();
    let mut issues = Vec::new();
    while let Some(message) = numbers.next() {
        let [code, _, fixed, names @ ..] = messages[message as usize].as_slice() else { panic!("a message") };
        let mut next = || match numbers.next().expect("a number") {
            -1 => values.next().expect("a value"),
            number @ 0.. => json!(number),
            word => match (!word >> COUNT_SHIFT, (!word & 0xff) as usize - 1) {
                (0, first) => words[first].clone(),
                (count, first) => json!(words[first..first + count as usize]),
            },
        };
        let count = |next: &mut dyn FnMut() -> Value| next().as_u64().expect("a count") as usize;
        path.truncate(count(&mut next));
        let more = count(&mut next);
        path.extend((0..more).map(|_| next()));
        let mut params = fixed.clone();
        for name in names {
            params[name.as_str().expect("a name")] = next();
        }
        issues.push(json!([path, code, params]));
    }
    assert!(values.next().is_none());
    issues
}

/// The issues of a request: the same ones, however they are asked for.
fn issues_of<'a>(validator: &'a Validator, json: &'a str) -> Vec<Issue<'a>> {
    issues_for(validator, None, json)
}

/// The same, for an entry of the media type of that number.
fn issues_for<'a>(validator: &'a Validator, media_type: Option<usize>, json: &'a str) -> Vec<Issue<'a>> {
    let mut issues = Vec::new();
    let repeatable = validator.judge_into(json.as_bytes(), &mut issues, media_type);
    let mut packed = Packed::default();
    assert_eq!(validator.judge_into(json.as_bytes(), &mut packed, media_type), repeatable, "{json}");
    assert_eq!(packed.is_empty(), issues.is_empty(), "{json}");
    assert_eq!(unpacked(packed), issues.iter().map(|issue| json!(as_row(issue)[..3])).collect::<Vec<_>>(), "{json}");
    if media_type.is_none() {
        let verdict = validator.judge(json.as_bytes());
        assert_eq!(verdict.repeatable, repeatable, "{json}");
        assert_eq!(lines(&verdict.issues), lines(&issues), "{json}");
        assert_eq!(lines(&validator.validate(json.as_bytes())), lines(&issues), "{json}");
    }
    issues
}

/// The issues of a patch: those that it has in a request, without the way to it.
fn issues_of_patch<'a>(validator: &'a Validator, media_type: Option<usize>, json: &'a str) -> Vec<Issue<'a>> {
    let mut alone = Vec::new();
    validator.judge_patch_into(json.as_bytes(), &mut alone, media_type);
    let request = format!(r#"{{"patches":[{json}]}}"#);
    let mut inside = issues_for(validator, media_type, &request);
    for issue in &mut inside {
        let way: Vec<String> = issue.path.drain(..2).map(|segment| segment.name()).collect();
        assert_eq!(way, ["patches", "0"]);
    }
    assert_eq!(lines(&inside), lines(&alone), "a patch alone has the issues that it has in a request: {json}");
    alone
}

/// `path code`, a line an issue.
fn codes(issues: &[Issue<'_>]) -> Vec<String> {
    let line = |issue: &Issue<'_>| {
        let names: Vec<String> = issue.path.iter().map(Segment::name).collect();
        format!("{} {}", names.join("."), issue.kind.code())
    };
    issues.iter().map(line).collect()
}

#[test]
fn every_case_has_its_issues() {
    let mut names = BTreeSet::new();
    for row in rows() {
        let validator = Validator::new(row.options.read());
        let media_type = row.media_type.as_ref().map(|handle| validator.media_type(handle).expect("a media type"));
        let found = match (&row.request, &row.patch, &row.request_text, &row.patch_text) {
            (Some(json), None, None, None) => issues_for(&validator, media_type, json.get()),
            (None, Some(json), None, None) => issues_of_patch(&validator, media_type, json.get()),
            (None, None, Some(text), None) => issues_for(&validator, media_type, text),
            (None, None, None, Some(text)) => issues_of_patch(&validator, media_type, text),
            _ => panic!("{}: one of request, patch, requestText and patchText", row.name),
        };
        let mut found: Vec<Vec<Value>> = found.iter().map(as_row).collect();
        let expected: Vec<Vec<Value>> = lenient_json(row.issues.get());
        for (found, expected) in found.iter_mut().zip(&expected) {
            // Not every row says what the message is.
            found.truncate(expected.len().max(3));
        }
        assert_eq!(json!(found).to_string(), json!(expected).to_string(), "{}", row.name);
        assert!(names.insert(row.name.clone()), "two rows are called {}", row.name);
    }
}

#[test]
fn the_example_of_the_api_reference_is_valid() {
    let validator = Validator::new(options("2026-05", "release-2026-05"));
    assert_eq!(validator.options(), &options("2026-05", "release-2026-05"));
    assert_eq!(codes(&validator.validate(EXAMPLE.as_bytes())), [""; 0]);
    let without = EXAMPLE.replace("\"preserveUpdatedAt\": true,", "");
    assert_eq!(codes(&issues_of(&Validator::new(options("2026-01", "release-2026-05")), &without)), [""; 0]);
}

fn options(api_version: &str, server_release: &str) -> Options {
    Options {
        api_version: ApiVersion::parse(api_version).expect("an API version"),
        server_release: ServerRelease::parse(server_release).expect("a server release"),
        ..Options::default()
    }
}

/// What ignores properties that it does not know.
fn lenient() -> Options {
    Options { unknown_properties: UnknownProperties::Ignore, ..Options::default() }
}

/// A project's purposes, one with a param of every type.
fn purposes() -> Options {
    Options { configuration: Some(purposes_called("project")), ..Options::default() }
}

#[test]
fn a_configuration_is_taken_or_names_what_is_wrong_with_it() {
    #[derive(Deserialize)]
    struct Row {
        place: Option<String>,
        #[serde(flatten)]
        options: Value,
    }
    let rows: Vec<Row> = serde_json::from_str(CONFIGURATIONS).expect("rows");
    for Row { place, options } in rows {
        let json = options.to_string();
        let found = Configuration::from_json(json.as_bytes()).err().map(|wrong| wrong.place);
        assert_eq!(found, place, "{json}");
    }
    assert_eq!(Configuration::from_json(b"[").expect_err("no JSON").place, "");
}

#[test]
fn a_note_is_counted_in_code_points() {
    let validator = Validator::default();
    let note = |text: &str| {
        let patch = format!(r#"{{"operation":"revokeAsset","note":"{text}"}}"#);
        lines(&issues_of_patch(&validator, None, &patch))
    };
    let too_long = |actual: usize| {
        let message = format!("String is too long ({actual} chars), maximum 200");
        json!([["note"], "too_long", {"maximum": 200, "actual": actual, "unit": "characters"}, message]).to_string()
    };
    for unit in ["a", "é", "😀", "\\ud83d\\ude00", "\\n", "\\\\"] {
        assert_eq!(note(&unit.repeat(200)), [""; 0], "{unit}");
        assert_eq!(note(&unit.repeat(201)), [too_long(201)], "{unit}");
    }
}

#[test]
fn nesting_is_counted_before_anything_else() {
    let validator = Validator::default();
    let deep = format!(r#"{{"patches":[{{"operation":"nope","value":{}{}}}]}}"#, "[".repeat(998), "]".repeat(998));
    let too_deep = json!([[], "too_deep", {"maximum": 1000}, "Nested too deeply: maximum 1000 levels"]);
    assert_eq!(lines(&issues_of(&validator, &deep)), [too_deep.to_string()]);
    let less = deep.replacen("[]", "0", 1);
    assert_eq!(codes(&issues_of(&validator, &less)), ["patches.0.operation invalid_enum"]);
    // The same where all else is right, and is read in one pass.
    let set = r#""setMetadataProperty","propertyName":"x""#;
    let [deep, less] = [deep, less].map(|text| text.replace(r#""nope""#, set));
    assert_eq!(lines(&issues_of(&validator, &deep)), [too_deep.to_string()]);
    assert_eq!(lines(&issues_of(&validator, &less)), [""; 0]);
    let params = |levels: usize| {
        let lists = [vec!["["; levels], vec!["]"; levels]].concat().concat();
        format!(
            r#"{{"patches":[{{"operation":"addUsageLogEntry","value":{{"purpose":"x","params":{{"a":{lists}}}}}}}]}}"#
        )
    };
    assert_eq!(lines(&issues_of(&validator, &params(995))), [""; 0]);
    assert_eq!(lines(&issues_of(&validator, &params(996))), [too_deep.to_string()]);
}

#[test]
fn at_most_the_first_thousand_issues_are_reported() {
    let validator = Validator::default();
    let patches = vec!["{}"; 1_500].join(",");
    let text = format!(r#"{{"patches":[{patches}],"version":-1}}"#);
    let issues = codes(&issues_of(&validator, &text));
    assert_eq!(issues.len(), 1_000);
    assert_eq!(issues[0], "version out_of_range");
    assert_eq!(issues[999], "patches.998.operation missing_property");
    assert_eq!(issues_of(&validator, &format!(r#"{{"patches":[{patches}],}}"#)).len(), 1);
}

#[test]
fn a_thousand_keys_that_stand_twice_in_patches_hide_none_beside_them() {
    let twins: Vec<String> = (0..1_001).map(|n| format!("\"{n}\":0,\"{n}\":0")).collect();
    let value = format!("{{{}}}", twins.join(","));
    let patch = format!(r#"{{"operation":"setMetadataProperty","propertyName":"x","value":{value}}}"#);
    let text = format!(r#"{{"version":1,"version":1,"patches":[{patch}]}}"#);
    let validator = Validator::default();
    let issues = codes(&issues_of(&validator, &text));
    assert_eq!(issues.len(), 1_000);
    assert_eq!(issues[0], "version duplicate_property");
    assert_eq!(issues[1], "patches.0.value.0 duplicate_property");
}

#[test]
fn a_thousand_invalid_characters_in_patches_hide_none_beside_them() {
    let validator = Validator::default();
    let values = r#""\u0000","#.repeat(1_001);
    let patch = format!(r#"{{"operation":"setMetadataProperty","propertyName":"x","value":[{values}0]}}"#);
    let issues = codes(&issues_of(&validator, &format!(r#"{{"patches":[{patch}],"version":"\ud800"}}"#)));
    assert_eq!(issues.len(), 1_000);
    assert_eq!(issues[0], "version invalid_character");
    assert_eq!(issues[1], "patches.0.value.0 invalid_character");
    assert_eq!(issues[999], "patches.0.value.998 invalid_character");
}

#[test]
fn invalid_characters_among_very_many_values_are_found_in_order() {
    let validator = Validator::default();
    let deep = format!(r#"{}"\u0000"{}"#, r#"{"a":["#.repeat(400), "]}".repeat(400));
    let values = ["0,[],".repeat(100_000), format!(r#"{deep},"#).repeat(500)].concat();
    let patch = format!(r#"{{"operation":"setMetadataProperty","propertyName":"x","value":[{values}0]}}"#);
    let issues = codes(&validator.validate_patch(patch.as_bytes()));
    let expected = |index: usize| format!("value.{}{} invalid_character", 200_000 + index, ".a.0".repeat(400));
    assert_eq!(issues, (0..500).map(expected).collect::<Vec<_>>());
}

#[test]
fn messages_repeat_no_more_than_the_start_of_the_input_as_json() {
    let validator = Validator::default();
    let message = |operation: &str| {
        let patch = format!(r#"{{"operation":"{operation}"}}"#);
        validator.validate_patch(patch.as_bytes()).iter().map(|issue| issue.kind.message()).collect::<Vec<_>>()
    };
    let (long, echoed) = ("é".repeat(201), "é".repeat(100));
    assert_eq!(message(&long), [format!("No enum match for: \"{echoed}\"")]);
    assert_eq!(message(r#"a\u0062\"\\\u0001\n\/"#), [r#"No enum match for: "ab\"\\\u0001\n/""#]);
    let escapes = r#"\b\t\f\r\u001f"#;
    assert_eq!(message(&format!("\\u0062{escapes}")), [format!("No enum match for: \"b{escapes}\"")]);
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
    validator.judge_into(json.as_bytes(), &mut packed, None);
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
    assert!(repeatable(r#"{"patches":[]}"#));
    assert!(!repeatable(r#"{"patches":[{"operation":"archive"},{"operation":"revokeAsset"}]}"#));
    for patch in [
        r#"{"operation":"unrevokeAsset"}"#,
        r#"{"operation":"removeAsset","locale":"en"}"#,
        r#"{"operation":"updateUsageLogEntry","usageLogEntryId":"x","value":{"state":"pending","purpose":"web"}}"#,
        r#"{"operation":"removeUsageLogEntry","usageLogEntryId":"x"}"#,
    ] {
        assert!(!repeatable(&format!(r#"{{"patches":[{patch}]}}"#)), "{patch}");
    }
    assert!(!repeatable(r#"{"patches":[{"operation":"addUsageLogEntry","value":{"purpose":"a"}}]}"#));
    assert!(repeatable(r#"{"version":"1","patches":[{"operation":"addUsageLogEntry","value":{"purpose":"a"}}]}"#));
    // A client may send what is not valid, but then no server is bound to the version.
    for none in ["null", "\"\"", "true", "-1"] {
        let revoke = r#"[{"operation":"revokeAsset"}]"#;
        assert!(!repeatable(&format!(r#"{{"version":{none},"patches":{revoke}}}"#)), "{none}");
        assert!(repeatable(&format!(r#"{{"version":2,"x":{none},"patches":{revoke}}}"#)), "{none}");
    }
    assert!(!repeatable(r#"{"patches":[{"operation":"archive"},7]}"#));
    for patch in [r#"{"operation":"later"}"#, "{}", r#"{"operation":5}"#, r#"{"operation":"SetMetadataProperty"}"#] {
        assert!(!repeatable(&format!(r#"{{"patches":[{{"operation":"archive"}},{patch}]}}"#)), "{patch}");
    }
    let archive = r#"{"operation":"archive"}"#;
    for patches in ["null", archive, r#"{"0":{"operation":"revokeAsset"}}"#] {
        assert!(!repeatable(&format!(r#"{{"patches":{patches}}}"#)), "{patches}");
    }
    for request in ["{}", &format!("[{archive}]"), "\"text\""] {
        assert!(!repeatable(request), "{request}");
    }
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
        r#""\u0000""#,
        r#"{"a\ud800":["\udfff\ud83d\ude00"]}"#,
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
        r#"{"purpose":"print","params":{"medium":"\u0000","size":"\ud800"}}"#,
        r#"{"purpose":"print","state":"confirmed","publicationDate":"2026-05-01T11:00:00Z","params":{"medium":""}}"#,
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
        for issues in [issues_of(&validator, &text), validator.validate_patch(text.as_bytes())] {
            let is_json = serde_json::from_str::<Value>(&text).is_ok();
            prop_assert!(is_json != issues.iter().any(|issue| issue.kind.code() == "invalid_json"));
            prop_assert_eq!(lines(&issues).len(), issues.len());
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
            lines(&validator.validate_patch(format!("{{{}}}", members.join(",")).as_bytes()))
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
        let issues = |text: &str| lines(&issues_of(&validator, text));
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
            lines(&issues_of(&validator, &format!("{{{}}}", members.join(","))))
        };
        prop_assert_eq!(issues("patches"), issues("p\\u0061tches"));
    }
}
