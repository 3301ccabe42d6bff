//! An entry's assets: its own, and those of its translations.

use super::options::EmulatorOptions;
use super::refusal::Refusal;
use super::store::Record;
use serde_json::{Map, Value};

/// What is left of an asset that an entry no longer holds.
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

/// Replaces the entry's own asset whole. With files given, there has to be one of that key.
pub fn replace(record: &mut Record, value: &Value, path: &str, options: &EmulatorOptions) -> Result<(), Refusal> {
    let key = key(value).unwrap_or_default();
    if options.files.as_ref().is_some_and(|files| !files.contains_key(key)) {
        return Err(Refusal::at(&format!("{path}.value.key"), "File does not exist in the storage"));
    }
    if let Some(old) = record.entry.insert("asset".to_owned(), value.clone()) {
        remember(record, &old);
    }
    Ok(())
}

/// Removes a translation's asset; without a locale, the default one is meant, which cannot be removed.
pub fn remove(record: &mut Record, locale: Option<&str>, path: &str, options: &EmulatorOptions) -> Result<(), Refusal> {
    let path = format!("{path}.locale");
    let Some(locale) = locale.filter(|locale| *locale != options.default_locale) else {
        return Err(Refusal::at(&path, "The default locale asset cannot be removed"));
    };
    let translations = record.entry.get_mut("translations").and_then(Value::as_array_mut);
    let removed = translations
        .into_iter()
        .flatten()
        .filter_map(Value::as_object_mut)
        .filter(|translation| translation.get("locale").and_then(Value::as_str) == Some(locale))
        .find_map(|translation| translation.shift_remove("asset"));
    match removed {
        Some(old) => remember(record, &old),
        None => return Err(Refusal::at(&path, "There is no asset in this locale")),
    }
    Ok(())
}

fn remember(record: &mut Record, old: &Value) {
    if let Some(key) = key(old) {
        let former = FormerAsset { key: key.to_owned(), media_type: media_type(old).to_owned() };
        record.former_assets.push(former);
    }
}
