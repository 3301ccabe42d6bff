//! The request rules, as the 400 says what breaks them.

use super::options::EmulatorOptions;
use super::refusal::Refusal;
use super::surrogates::{hold, to_json};
use super::value;
use crate::issue::{Issue, Message, Param, Segment, error_details};
use crate::operation::Operation;
use crate::release::ApiVersion;
use crate::validate::{Options, Validator};
use crate::word::Word;
use serde_json::{Value, json};

/// Judges a body by the rules of the emulated release, and by the project's configuration: metadata by the media type of
/// that handle, or, where it is not known, by all. What only metadata break is answered in their own form.
pub fn judge(
    body: &[u8],
    api_version: ApiVersion,
    options: &EmulatorOptions,
    media_type: Option<&str>,
) -> Result<(), Refusal> {
    let validator = validator(api_version, options);
    let mut issues: Vec<Issue<'_>> = Vec::new();
    validator.judge_into(body, &mut issues, media_type.and_then(|handle| validator.media_type(handle)));
    if issues.is_empty() {
        return Ok(());
    }
    let shown = issues.iter().map(shown).collect();
    let request = value::parse(body).unwrap_or_default();
    let (metadata, others): (Vec<_>, Vec<_>) =
        issues.into_iter().partition(|issue| metadata_of(issue, &request).is_some());
    if others.is_empty() {
        let errors =
            metadata.iter().filter_map(|issue| Some(error_of(metadata_of(issue, &request)?, issue, 3))).collect();
        return Err(Refusal::wrong_metadata(errors, shown));
    }
    let details = match value::parse(error_details(&others).as_bytes()) {
        Ok(Value::Object(details)) => details,
        _ => Default::default(),
    };
    Err(Refusal::invalid(details, shown))
}

/// The metadata property that an issue is about, where it is about one: its value, or that there is none of that name. What is
/// wrong with the text has the keys of the text in its path, and stays the request's.
fn metadata_of<'v>(issue: &Issue<'_>, request: &'v Value) -> Option<&'v str> {
    let [_, Segment::Index(index), Segment::Word(place), ..] = issue.path.as_slice() else { return None };
    let patch = request.get("patches")?.get(index)?;
    let is_about = match issue.kind.message {
        Message::UnknownMetadataProperty => true,
        _ => *place == Word::Value && patch.get("operation")? == Operation::SetMetadataProperty.name(),
    };
    patch.get("propertyName")?.as_str().filter(|_| is_about)
}

/// As the server says it: in its own words where those are documented. The value stands so many steps down the path.
fn error_of(property: &str, issue: &Issue<'_>, depth: usize) -> Value {
    let inside: String = issue.path.iter().skip(depth).map(|segment| format!("/{}", segment.name())).collect();
    let message = match (issue.kind.message.code(), issue.kind.params.first()) {
        ("invalid_type", Some(Param::Word(expected))) => {
            format!("The value of '/{property}{inside}' must be {}", expected.as_str())
        }
        _ => issue.kind.message(),
    };
    json!({"metadataProperty": property, "message": message})
}

/// What is wrong with a metadata property of an imported entry, as the server says it.
pub fn metadata_errors(name: &str, value: &Value, media_type: &str, options: &EmulatorOptions) -> Vec<Value> {
    let validator = validator(ApiVersion::DEFAULT, options);
    let patch = to_json(&json!({"operation": "setMetadataProperty", "propertyName": name, "value": value}));
    let mut issues: Vec<Issue<'_>> = Vec::new();
    validator.judge_patch_into(&patch, &mut issues, validator.media_type(media_type));
    issues.iter().map(|issue| error_of(name, issue, 1)).collect()
}

/// What is wrong with an asset of an imported entry: paths below it, and words.
pub fn asset_flaws(asset: &Value, options: &EmulatorOptions) -> Vec<(Vec<String>, String)> {
    // Whether the release and the project have assets replaced later is another matter.
    let validator = Validator::new(Options { unknown_properties: options.unknown_properties, ..Options::DEFAULT });
    let patch = to_json(&json!({"operation": "replaceAsset", "value": asset}));
    let issues = validator.validate_patch(&patch);
    issues.iter().map(|issue| (issue.path.iter().skip(1).map(Segment::name).collect(), issue.kind.message())).collect()
}

fn validator(api_version: ApiVersion, options: &EmulatorOptions) -> Validator {
    Validator::new(Options {
        api_version,
        server_release: options.server_release,
        unknown_properties: options.unknown_properties,
        configuration: options.configuration.clone(),
    })
}

/// As a Validator gives it in JavaScript.
fn shown(issue: &Issue<'_>) -> Value {
    let segment = |segment: &Segment<'_>| match segment {
        Segment::Index(index) => Value::from(*index),
        Segment::Word(word) => word.as_str().into(),
        Segment::Key(key) => hold(*key).into(),
    };
    let path: Vec<Value> = issue.path.iter().map(segment).collect();
    let params = value::parse(issue.kind.params_json().as_bytes()).unwrap_or_default();
    json!({"path": path, "code": issue.kind.code(), "message": issue.kind.message(), "params": params})
}
