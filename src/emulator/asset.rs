//! An entry's assets, to be read: its own, and those of its translations.

use serde_json::{Map, Value};

/// An asset that an entry no longer holds, as far as it is still needed.
#[derive(Clone, Debug, PartialEq)]
pub struct FormerAsset {
    /// Where its file is.
    pub key: String,
    /// What its file is; may be empty.
    pub media_type: String,
}

/// The asset of the default locale.
pub fn own(entry: &Map<String, Value>) -> Option<&Value> {
    entry.get("asset")
}

/// Every asset, the entry's own first.
pub fn all(entry: &Map<String, Value>) -> impl Iterator<Item = &Value> {
    let translations = entry.get("translations").and_then(Value::as_array).into_iter().flatten();
    own(entry).into_iter().chain(translations.filter_map(|translation| translation.get("asset")))
}

/// Where its file is.
pub fn key(asset: &Value) -> Option<&str> {
    asset.get("key")?.as_str()
}

/// What its file is; may be empty.
pub fn media_type(asset: &Value) -> &str {
    asset.get("mimeType").and_then(Value::as_str).unwrap_or_default()
}
