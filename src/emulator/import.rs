//! `POST import/mediaLibrary`: each entry on its own, created, or why not.

use super::options::EmulatorOptions;
use super::patch::MAX_BODY;
use super::refusal::Refusal;
use super::store::{Record, Store};
use super::surrogates::lossy;
use super::{clock, entry, import_rules, judge, value};
use serde_json::{Map, Value, json};

/// The entries of a body; 413 or 400 where it has none.
pub fn read(body: &[u8], name: &str) -> Result<(Map<String, Value>, Vec<Value>), Refusal> {
    if body.len() > MAX_BODY {
        return Err(Refusal::too_large(MAX_BODY));
    }
    let body = value::parse(body).map_err(|_| Refusal::at("", "Invalid JSON"))?;
    let Value::Object(mut body) = body else { return Err(Refusal::at("", "Invalid type: expected object")) };
    match body.shift_remove(name) {
        Some(Value::Array(entries)) => Ok((body, entries)),
        Some(_) => Err(Refusal::at(name, "Invalid type: expected array")),
        None => Err(Refusal::at(name, format!("Missing required property: {name}"))),
    }
}

/// One result an entry, in their order.
pub fn import(store: &mut Store, body: &[u8], options: &EmulatorOptions, now_ms: f64) -> Result<Vec<Value>, Refusal> {
    let (_, entries) = read(body, "mediaLibraryEntries")?;
    let result = |given: Value| match create(store, &given, options, now_ms) {
        Ok(record) => {
            let record = Value::Object(entry::shown(&record.entry, options));
            json!({"ok": true, "status": 200, "id": record.get("id"), "record": record})
        }
        Err(Unfit { status, error, details }) => json!({
            "ok": false, "correlation": correlation(&given), "status": status, "error": error, "error_details": details,
        }),
    };
    Ok(entries.into_iter().map(result).collect())
}

/// Why an entry was not created.
pub struct Unfit {
    /// 400 or 409.
    pub status: u16,
    /// The server's name for it.
    pub error: &'static str,
    /// In words.
    pub details: Value,
}

impl Unfit {
    /// One sentence of it: `message` where there is one, else the first of the details.
    pub fn reason(&self) -> Value {
        let first = || self.details.as_object()?.values().next();
        self.details.get("message").or_else(first).cloned().unwrap_or_default()
    }
}

/// The entry as it is stored from now on.
pub fn create<'a>(
    store: &'a mut Store,
    given: &Value,
    options: &EmulatorOptions,
    now_ms: f64,
) -> Result<&'a Record, Unfit> {
    let invalid = |details| Unfit { status: 400, error: "ValidationError", details };
    let flaws = import_rules::judge(given, options);
    let Some(given) = given.as_object().filter(|_| flaws.is_empty()) else {
        return Err(invalid(import_rules::details(flaws).into()));
    };
    let errors = metadata_errors(given, options);
    if !errors.is_empty() {
        return Err(invalid(json!({"message": "Metadata validation failed.", "errors": errors})));
    }
    let text = |name: &str| given.get(name).and_then(Value::as_str);
    let taken = |name: &str, value: &str| Unfit {
        status: 409,
        error: "UniqueIdViolation",
        details: json!({"message": format!("{name} is not unique: '{}'", lossy(value))}),
    };
    if let Some(id) = text("id").filter(|id| store.get(id).is_some()) {
        return Err(taken("id", id));
    }
    if let (Some(system), Some(external)) = (text("systemName"), text("externalId"))
        && store.has_external_id(system, external)
    {
        return Err(taken("externalId", external));
    }
    let id = text("id").map_or_else(|| store.new_id(), str::to_owned);
    let now = clock::iso(now_ms);
    let mut entry = Map::from_iter([("id".to_owned(), id.into()), ("version".to_owned(), 1.into())]);
    for (name, value) in given {
        entry.entry(name.clone()).or_insert_with(|| value.clone());
    }
    entry.entry("metadata").or_insert_with(|| json!({}));
    for name in ["createdAt", "updatedAt"] {
        entry.insert(name.to_owned(), now.clone().into());
    }
    Ok(store.add(entry))
}

/// By the rules of setMetadataProperty, each of which a server names by its property.
fn metadata_errors(given: &Map<String, Value>, options: &EmulatorOptions) -> Vec<Value> {
    let translations = given.get("translations").and_then(Value::as_array).into_iter().flatten();
    let metadata = translations.filter_map(|translation| translation.get("metadata")).chain(given.get("metadata"));
    let media_type = given.get("mediaType").and_then(Value::as_str).unwrap_or_default();
    let properties = metadata.filter_map(Value::as_object).flatten();
    properties.flat_map(|(name, value)| judge::metadata_errors(name, value, media_type, options)).collect()
}

/// How a result says which entry it is about.
fn correlation(given: &Value) -> String {
    let named = |name: &str| Some(format!("{name}: {}", lossy(given.get(name)?.as_str()?)));
    named("id").or_else(|| named("externalId")).unwrap_or_default()
}
