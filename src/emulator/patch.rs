//! `PATCH mediaLibrary/{id}`: a body -> a request that keeps the rules -> the record after it, or none of it.

use super::options::EmulatorOptions;
use super::refusal::Refusal;
use super::store::Record;
use super::{clock, entry, judge, usage_log, value};
use crate::issue::ECHOED;
use crate::operation::Operation;
use crate::release::ApiVersion;
use serde_json::Value;

/// `500kb`, the server's default.
pub const MAX_BODY: usize = 512_000;

/// The body as a request for an entry of that media type; 413 or 400 where it is not a request.
pub fn read(
    body: &[u8],
    version: ApiVersion,
    options: &EmulatorOptions,
    media_type: Option<&str>,
) -> Result<Value, Refusal> {
    if body.len() > MAX_BODY {
        return Err(Refusal::too_large(MAX_BODY));
    }
    judge::judge(body, version, options, media_type)?;
    value::parse(body).map_err(|_| Refusal::at("", "Invalid JSON"))
}

/// The record after the request: all of its patches, or the reason of the first that fails.
pub fn apply(record: &Record, request: &Value, options: &EmulatorOptions, now_ms: f64) -> Result<Record, Refusal> {
    let current = record.entry.get("version").and_then(Value::as_u64).unwrap_or(0);
    if let Some(sent) = request.get("version").and_then(digits).filter(|sent| *sent != current.to_string()) {
        let sent: String = sent.chars().take(ECHOED).collect();
        return Err(Refusal::conflict(format!("Version: Expected {current} to be equal to {sent}")));
    }
    let mut record = record.clone();
    for (index, patch) in request.get("patches").and_then(Value::as_array).into_iter().flatten().enumerate() {
        apply_one(&mut record, patch, &format!("patches.{index}"), options, now_ms)?;
    }
    record.entry.insert("version".to_owned(), current.saturating_add(1).into());
    if request.get("preserveUpdatedAt") != Some(&Value::Bool(true)) {
        record.entry.insert("updatedAt".to_owned(), clock::iso(now_ms).into());
    }
    Ok(record)
}

/// What a patch does, as it says.
pub fn operation(patch: &Value) -> Option<Operation> {
    let name = patch.get("operation")?.as_str()?;
    Operation::ALL.into_iter().find(|operation| operation.name() == name)
}

/// What the rules require is there; where it were not, nothing happens.
fn apply_one(
    record: &mut Record,
    patch: &Value,
    path: &str,
    options: &EmulatorOptions,
    now_ms: f64,
) -> Result<(), Refusal> {
    let text = |name: &str| patch.get(name).and_then(Value::as_str);
    let value = patch.get("value");
    let Some(operation) = operation(patch) else { return Ok(()) };
    match operation {
        Operation::SetMetadataProperty => {
            entry::set_metadata(&mut record.entry, text("propertyName").unwrap_or_default(), value);
        }
        Operation::Archive => entry::archive(&mut record.entry),
        Operation::ReplaceAsset => record.replace_asset(value.unwrap_or(&Value::Null), path, options)?,
        Operation::RemoveAsset => record.remove_asset(text("locale"), path, options)?,
        Operation::RevokeAsset => entry::revoke(&mut record.entry, patch.get("note"))?,
        Operation::UnrevokeAsset => entry::unrevoke(&mut record.entry)?,
        Operation::AddUsageLogEntry => usage_log::add(record, value.unwrap_or(&Value::Null), now_ms),
        Operation::UpdateUsageLogEntry => usage_log::update(
            record,
            text("usageLogEntryId").unwrap_or_default(),
            value.unwrap_or(&Value::Null),
            patch.get("oldValue"),
        )?,
        Operation::RemoveUsageLogEntry => usage_log::remove(record, text("usageLogEntryId").unwrap_or_default())?,
    }
    Ok(())
}

/// A version, string or number, in plain digits: `"007"` is `7`, and so is `7.0`.
fn digits(version: &Value) -> Option<String> {
    let text = match version {
        Value::String(text) => text.clone(),
        Value::Number(number) => match number.as_u64() {
            Some(whole) => whole.to_string(),
            None => number.as_f64()?.to_string(),
        },
        _ => return None,
    };
    let significant = text.trim_start_matches('0');
    Some(if significant.is_empty() { "0" } else { significant }.to_owned())
}
