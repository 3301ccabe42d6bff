//! The entries, and what the server knows of each beside what it shows.

use super::asset::{self, FormerAsset};
use super::id;
use super::options::EmulatorOptions;
use super::refusal::Refusal;
use serde_json::{Map, Value};
use std::collections::{HashMap, HashSet};

/// One entry, its usage log and its past.
#[derive(Clone, Debug, PartialEq)]
pub struct Record {
    /// With `state` and `revokeNote`.
    pub entry: Map<String, Value>,
    /// None: not known, so that every usage log id is taken to exist.
    pub usage_log: Option<Vec<Value>>,
    /// What it held before, oldest first.
    pub(super) former_assets: Vec<FormerAsset>,
}

/// All records, in the order in which they were given.
pub struct Store {
    records: Vec<Record>,
    indexes: HashMap<String, usize>,
    /// Their systems' names, and their ids there.
    external_ids: HashSet<(String, String)>,
}

impl Record {
    /// An entry without a past.
    pub fn new(entry: Map<String, Value>, usage_log: Option<Vec<Value>>) -> Self {
        Self { entry, usage_log, former_assets: Vec::new() }
    }

    /// Every asset key, each once: the entry's own, those it held before, those of its translations.
    pub(super) fn keys(&self) -> Vec<&str> {
        let own = asset::own(&self.entry).and_then(asset::key);
        let former = self.former_assets.iter().map(|asset| asset.key.as_str());
        let every = asset::all(&self.entry).filter_map(asset::key);
        let mut seen = HashSet::new();
        own.into_iter().chain(former).chain(every).filter(|key| seen.insert(*key)).collect()
    }

    /// The `mimeType` of the asset with this key, held now or before; empty where it has none.
    pub(super) fn media_type(&self, key: &str) -> Option<&str> {
        let now = asset::all(&self.entry).find(|asset| asset::key(asset) == Some(key)).map(asset::media_type);
        let before = || self.former_assets.iter().rfind(|asset| asset.key == key).map(|asset| &*asset.media_type);
        now.or_else(before)
    }

    /// Replaces the entry's own asset whole. With files given, there has to be one of that key.
    pub(super) fn replace_asset(
        &mut self,
        value: &Value,
        path: &str,
        options: &EmulatorOptions,
    ) -> Result<(), Refusal> {
        let key = asset::key(value).unwrap_or_default();
        if options.files.as_ref().is_some_and(|files| !files.contains_key(key)) {
            return Err(Refusal::at(&format!("{path}.value.key"), "File does not exist in the storage"));
        }
        if let Some(old) = self.entry.insert("asset".to_owned(), value.clone()) {
            self.remember(&old);
        }
        Ok(())
    }

    /// Removes a translation's asset; without a locale, the default one is meant, which cannot be removed.
    pub(super) fn remove_asset(
        &mut self,
        locale: Option<&str>,
        path: &str,
        options: &EmulatorOptions,
    ) -> Result<(), Refusal> {
        let path = format!("{path}.locale");
        let Some(locale) = locale.filter(|locale| *locale != options.default_locale) else {
            return Err(Refusal::at(&path, "The default locale asset cannot be removed"));
        };
        let translations = self.entry.get_mut("translations").and_then(Value::as_array_mut);
        let removed = translations
            .into_iter()
            .flatten()
            .filter_map(Value::as_object_mut)
            .filter(|translation| translation.get("locale").and_then(Value::as_str) == Some(locale))
            .find_map(|translation| translation.shift_remove("asset"));
        match removed {
            Some(old) => self.remember(&old),
            None => return Err(Refusal::at(&path, "There is no asset in this locale")),
        }
        Ok(())
    }

    fn remember(&mut self, old: &Value) {
        if let Some(key) = asset::key(old) {
            let former = FormerAsset { key: key.to_owned(), media_type: asset::media_type(old).to_owned() };
            self.former_assets.push(former);
        }
    }
}

impl Store {
    /// Each entry with its usage log.
    pub fn new(options: &EmulatorOptions) -> Self {
        let log_of = |id: &str| options.usage_log.as_ref().and_then(|logs| logs.get(id)).cloned();
        let mut store = Self { records: Vec::new(), indexes: HashMap::new(), external_ids: HashSet::new() };
        for entry in &options.entries {
            let log = entry.get("id").and_then(Value::as_str).and_then(log_of);
            store.push(Record::new(entry.clone(), Some(log.unwrap_or_default())));
        }
        store
    }

    /// A new entry, whose id is not taken.
    pub fn add(&mut self, entry: Map<String, Value>) -> &Record {
        let index = self.push(Record::new(entry, Some(Vec::new())));
        &self.records[index]
    }

    fn push(&mut self, record: Record) -> usize {
        let index = self.records.len();
        let text = |name: &str| record.entry.get(name).and_then(Value::as_str).map(str::to_owned);
        self.indexes.insert(text("id").unwrap_or_default(), index);
        self.external_ids.extend(text("systemName").zip(text("externalId")));
        self.records.push(record);
        index
    }

    /// An id that no entry has.
    pub fn new_id(&self) -> String {
        id::new(self.records.len(), |id| self.indexes.contains_key(id))
    }

    /// Whether an entry comes from there.
    pub fn has_external_id(&self, system_name: &str, external_id: &str) -> bool {
        self.external_ids.contains(&(system_name.to_owned(), external_id.to_owned()))
    }

    /// The entry with this id.
    pub fn get(&self, id: &str) -> Option<&Record> {
        self.records.get(*self.indexes.get(id)?)
    }

    /// The entry with this id, to be changed.
    pub fn get_mut(&mut self, id: &str) -> Option<&mut Record> {
        self.records.get_mut(*self.indexes.get(id)?)
    }

    /// All entries.
    pub fn iter(&self) -> impl Iterator<Item = &Record> {
        self.records.iter()
    }
}
