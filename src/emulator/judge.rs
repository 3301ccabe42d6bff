//! The request rules, as the 400 says what breaks them.

use super::options::EmulatorOptions;
use super::refusal::Refusal;
use super::surrogates::hold;
use super::value;
use crate::issue::{Issue, Segment, error_details};
use crate::release::ApiVersion;
use crate::validate::{Options, Validator};
use serde_json::{Value, json};

/// Judges a body by the rules of the emulated release, and by the project's purposes.
pub fn judge(body: &[u8], api_version: ApiVersion, options: &EmulatorOptions) -> Result<(), Refusal> {
    let validator = Validator::new(Options {
        api_version,
        server_release: options.server_release,
        unknown_properties: options.unknown_properties,
        configuration: options.configuration.clone(),
    });
    let issues = validator.validate(body);
    if issues.is_empty() {
        return Ok(());
    }
    let details = match value::parse(error_details(&issues).as_bytes()) {
        Ok(Value::Object(details)) => details,
        _ => Default::default(),
    };
    Err(Refusal::invalid(details, issues.iter().map(shown).collect()))
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
