//! `applyPatches`: an entry and a request -> the entry after it, by the code that answers PATCH.

use super::Emulator;
use super::options::{check_entry, parse};
use super::patch;
use super::refusal::Refusal;
use super::store::Record;
use crate::release::ApiVersion;
use serde_json::Value;

impl Emulator {
    /// The entry as it will look once the server has applied `request`, and its usage log where the options have logs; both
    /// are JSON text. This emulator's options count, its entries do not. `now_ms`: milliseconds since the epoch.
    pub fn apply_patches(&self, entry: &[u8], request: &[u8], now_ms: f64) -> Result<Record, Refusal> {
        let options = &self.options;
        let entry = parse(entry, "entry").map_err(|wrong| Refusal::of_option(&wrong))?;
        let media_type = entry.get("mediaType").and_then(Value::as_str);
        let request = patch::read(request, ApiVersion::DEFAULT, options, media_type)?;
        let entry = check_entry(&entry, "entry").map_err(|wrong| Refusal::of_option(&wrong))?;
        let id = entry.get("id").and_then(Value::as_str).unwrap_or_default();
        let log = options.usage_log.as_ref().map(|logs| logs.get(id).cloned().unwrap_or_default());
        patch::apply(&Record::new(entry.clone(), log), &request, options, now_ms)
    }
}
