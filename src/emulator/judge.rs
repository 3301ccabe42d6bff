//! The request rules, as the 400's `error_details`.

use super::value;
use crate::issue::error_details;
use crate::release::ApiVersion;
use crate::validate::{Options, Purposes, Validator};
use serde_json::{Map, Value};
use std::sync::Arc;

/// Judges a body by the rules of the newest server release, and by the project's purposes.
pub fn judge(
    body: &[u8],
    api_version: ApiVersion,
    usage_purposes: Option<Arc<Purposes>>,
) -> Result<(), Map<String, Value>> {
    let validator = Validator::new(Options { api_version, usage_purposes, ..Options::default() });
    let issues = validator.validate(body);
    if issues.is_empty() {
        return Ok(());
    }
    match value::parse(error_details(&issues).as_bytes()) {
        Some(Value::Object(details)) => Err(details),
        _ => Err(Map::new()),
    }
}
