//! An entry's own fields: what the API shows of them, state and metadata.

use super::options::EmulatorOptions;
use super::refusal::Refusal;
use serde_json::{Map, Value};

/// What an entry came to. One value: the later of the two wins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// By `archive`.
    Archived,
    /// By `revokeAsset`.
    Revoked,
}

/// None for other words too: they are a field like any other.
pub fn state(entry: &Map<String, Value>) -> Option<State> {
    match entry.get("state")?.as_str()? {
        "archived" => Some(State::Archived),
        "revoked" => Some(State::Revoked),
        _ => None,
    }
}

/// The handle of its media type.
pub fn media_type(entry: &Map<String, Value>) -> Option<&str> {
    entry.get("mediaType")?.as_str()
}

/// The entry as the API answers it: without `state` and `revokeNote`, and without metadata that its media type does not have.
pub fn shown(entry: &Map<String, Value>, options: &EmulatorOptions) -> Map<String, Value> {
    let mut shown = entry.clone();
    if state(entry).is_some() {
        shown.shift_remove("state");
    }
    shown.shift_remove("revokeNote");
    let known = options.configuration.as_ref().zip(media_type(entry));
    if let Some(known) = known.and_then(|(configuration, handle)| configuration.metadata_of(handle))
        && let Some(metadata) = shown.get_mut("metadata").and_then(Value::as_object_mut)
    {
        metadata.retain(|name, _| known.contains(name));
    }
    shown
}

/// Archiving twice is allowed.
pub fn archive(entry: &mut Map<String, Value>) {
    entry.shift_remove("revokeNote");
    entry.insert("state".to_owned(), "archived".into());
}

/// Keeps the asset.
pub fn revoke(entry: &mut Map<String, Value>, note: Option<&Value>) -> Result<(), Refusal> {
    if state(entry) == Some(State::Revoked) {
        return Err(Refusal::conflict("Asset is already revoked"));
    }
    entry.insert("state".to_owned(), "revoked".into());
    match note {
        Some(note) => drop(entry.insert("revokeNote".to_owned(), note.clone())),
        None => drop(entry.shift_remove("revokeNote")),
    }
    Ok(())
}

/// Only a revoked asset.
pub fn unrevoke(entry: &mut Map<String, Value>) -> Result<(), Refusal> {
    if state(entry) != Some(State::Revoked) {
        return Err(Refusal::conflict("Asset is not revoked"));
    }
    entry.shift_remove("state");
    entry.shift_remove("revokeNote");
    Ok(())
}

/// Null or no value removes the property.
pub fn set_metadata(entry: &mut Map<String, Value>, name: &str, value: Option<&Value>) {
    let metadata = entry.entry("metadata").or_insert_with(|| Value::Object(Map::new()));
    if !metadata.is_object() {
        *metadata = Value::Object(Map::new());
    }
    let Some(metadata) = metadata.as_object_mut() else { return };
    match value {
        None | Some(Value::Null) => drop(metadata.shift_remove(name)),
        Some(value) => drop(metadata.insert(name.to_owned(), value.clone())),
    }
}
