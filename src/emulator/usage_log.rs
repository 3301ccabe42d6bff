//! An entry's usage log: add, update and remove.

use super::clock;
use super::compare;
use super::id;
use super::refusal::Refusal;
use super::store::Record;
use serde_json::{Map, Value};

/// What an update leaves as it was.
const KEPT: [&str; 4] = ["id", "documentId", "publicationId", "reportingDate"];

/// Adds an entry with an id of its own; its state is pending where none is given.
pub fn add(record: &mut Record, value: &Value, now_ms: f64) {
    let id = new_id(record);
    let Some(log) = &mut record.usage_log else { return };
    let mut added = Map::from_iter([("id".to_owned(), id.into()), ("state".to_owned(), "pending".into())]);
    added.extend(value.as_object().cloned().unwrap_or_default());
    added.insert("reportingDate".to_owned(), clock::iso(now_ms).into());
    log.push(Value::Object(added));
}

/// Replaces an entry, if it still is what `old_value` says of it.
pub fn update(record: &mut Record, id: &str, value: &Value, old_value: Option<&Value>) -> Result<(), Refusal> {
    let Some(log) = &mut record.usage_log else { return Ok(()) };
    let index = find(log, id)?;
    let Some(Value::Object(entry)) = log.get_mut(index) else { return Ok(()) };
    let named = old_value.and_then(Value::as_object).into_iter().flatten();
    for (name, old) in named {
        if !entry.get(name).is_some_and(|current| compare::same(current, old)) {
            return Err(Refusal::conflict("Cannot update outdated value"));
        }
    }
    entry.retain(|name, _| KEPT.contains(&name.as_str()));
    entry.extend(value.as_object().cloned().unwrap_or_default());
    Ok(())
}

/// Removes an entry.
pub fn remove(record: &mut Record, id: &str) -> Result<(), Refusal> {
    let Some(log) = &mut record.usage_log else { return Ok(()) };
    let index = find(log, id)?;
    log.remove(index);
    Ok(())
}

fn find(log: &[Value], id: &str) -> Result<usize, Refusal> {
    log.iter().position(|entry| has_id(entry, id)).ok_or_else(|| Refusal::no_usage_log_entry(id))
}

fn has_id(entry: &Value, id: &str) -> bool {
    entry.get("id").and_then(Value::as_str) == Some(id)
}

fn new_id(record: &Record) -> String {
    let log = record.usage_log.as_deref().unwrap_or_default();
    let id = record.entry.get("id").and_then(Value::as_str);
    let version = record.entry.get("version").and_then(Value::as_u64);
    id::new((id, version, log.len()), |id| log.iter().any(|entry| has_id(entry, id)))
}
