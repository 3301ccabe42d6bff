//! `applyPatches`: an entry and a request -> the entry after it, by the code that answers PATCH.

use super::options::{EmulatorOptions, check_entry};
use super::patch;
use super::refusal::Refusal;
use super::store::Record;
use super::{Emulator, value};
use crate::release::ApiVersion;
use serde_json::{Map, Value};

impl Emulator {
    /// The entry as it will look once the server has applied `request`; both are JSON text. This emulator's options
    /// count, its entries do not. `now_ms`: milliseconds since the epoch.
    pub fn apply_patches(&self, entry: &[u8], request: &[u8], now_ms: f64) -> Result<Map<String, Value>, Refusal> {
        apply_patches(&self.options, entry, request, now_ms)
    }
}

fn apply_patches(
    options: &EmulatorOptions,
    entry: &[u8],
    request: &[u8],
    now_ms: f64,
) -> Result<Map<String, Value>, Refusal> {
    let request = patch::read(request, ApiVersion::DEFAULT, options)?;
    let entry = value::parse(entry).unwrap_or(Value::Null);
    let entry = check_entry(&entry, "entry").map_err(|wrong| Refusal::at(&wrong.place, wrong.to_string()))?;
    let id = entry.get("id").and_then(Value::as_str).unwrap_or_default();
    let log = options.usage_log.as_ref().map(|logs| logs.get(id).cloned().unwrap_or_default());
    let record = Record::new(entry.clone(), log);
    Ok(patch::apply(&record, &request, options, now_ms)?.entry)
}
