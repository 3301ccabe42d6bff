//! The request rules, as the 400's `error_details`.

use super::value;
use crate::issue::error_details;
use crate::release::ApiVersion;
use crate::validate::{Options, Validator};
use serde_json::{Map, Value};

/// Judges a body by the rules of the newest server release.
///
/// `_usage_purposes` are the project's; the validator does not check them yet.
pub fn judge(body: &[u8], api_version: ApiVersion, _usage_purposes: &[Value]) -> Result<(), Map<String, Value>> {
    let validator = Validator::new(Options { api_version, ..Options::default() });
    let issues = validator.validate(body);
    if issues.is_empty() {
        return Ok(());
    }
    match value::parse(error_details(&issues).as_bytes()) {
        Some(Value::Object(details)) => Err(details),
        _ => Err(Map::new()),
    }
}
