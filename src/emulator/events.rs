//! What a webhook is told: a request that was applied -> events. pkg/js/webhook-sender.js sends them.

use super::patch;
use super::store::Record;
use crate::operation::Operation;
use serde_json::Value;

/// What happened to an entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    /// It is new.
    Create,
    /// Its metadata, its assets or its usage log changed; or nothing but its version.
    Update,
    /// By `archive`.
    Archive,
    /// By `revokeAsset`.
    Revoke,
    /// By `unrevokeAsset`: it may be used again.
    Active,
}

impl Change {
    /// What the event is called in JSON.
    pub fn event(self) -> &'static str {
        match self {
            Self::Create => "mediaLibraryEntry.create",
            Self::Update => "mediaLibraryEntry.update",
            Self::Archive => "mediaLibraryEntry.archive",
            Self::Revoke => "mediaLibraryEntry.revoke",
            Self::Active => "mediaLibraryEntry.active",
        }
    }

    fn by(operation: Operation) -> Self {
        match operation {
            Operation::Archive => Self::Archive,
            Operation::RevokeAsset => Self::Revoke,
            Operation::UnrevokeAsset => Self::Active,
            Operation::SetMetadataProperty
            | Operation::ReplaceAsset
            | Operation::RemoveAsset
            | Operation::AddUsageLogEntry
            | Operation::UpdateUsageLogEntry
            | Operation::RemoveUsageLogEntry => Self::Update,
        }
    }
}

/// A change of an entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Event {
    /// What happened.
    pub change: Change,
    /// The entry's id.
    pub media_id: String,
}

/// The event of an entry that was not there before.
pub fn of_new(record: &Record) -> Event {
    let id = record.entry.get("id").and_then(Value::as_str).unwrap_or_default();
    Event { change: Change::Create, media_id: id.to_owned() }
}

/// The events of a request that was applied: each change once, in the order of the patches.
pub fn of_request(id: &str, request: &Value) -> Vec<Event> {
    let patches = request.get("patches").and_then(Value::as_array).into_iter().flatten();
    let mut changes: Vec<Change> = Vec::new();
    for change in patches.filter_map(patch::operation).map(Change::by) {
        if !changes.contains(&change) {
            changes.push(change);
        }
    }
    if changes.is_empty() {
        changes.push(Change::Update);
    }
    changes.into_iter().map(|change| Event { change, media_id: id.to_owned() }).collect()
}
