//! `GET mediaLibrary`: entries by `ids`, or by `externalId` and `systemName`.

use super::entry;
use super::location::Query;
use super::options::EmulatorOptions;
use super::refusal::Refusal;
use super::store::{Record, Store};
use serde_json::{Map, Value};
use std::collections::HashSet;

/// Entries in the order of `ids`, each once, unknown ids left out; where both are given, what matches both.
pub fn find(store: &Store, query: &Query, options: &EmulatorOptions) -> Result<Vec<Map<String, Value>>, Refusal> {
    let given = |name| query.get(name).filter(|value| !value.is_empty());
    let (external_id, system_name) = (given("externalId"), given("systemName"));
    let records: Vec<&Record> = match (given("ids"), external_id) {
        (None, None) => return Err(Refusal::at("ids", "Missing required property: ids")),
        (None, Some(_)) => store.iter().collect(),
        (Some(ids), _) => {
            let mut seen = HashSet::new();
            ids.split(',').filter(|id| seen.insert(*id)).filter_map(|id| store.get(id)).collect()
        }
    };
    let matches = |record: &&Record, name, wanted: Option<&str>| {
        wanted.is_none() || record.entry.get(name).and_then(Value::as_str) == wanted
    };
    Ok(records
        .into_iter()
        .filter(|record| matches(record, "externalId", external_id) && matches(record, "systemName", system_name))
        .map(|record| entry::shown(&record.entry, options))
        .collect())
}
