//! What an emulator is made from: checked where it comes from JS, with the place of a wrong option.

use super::surrogates::{lossy, to_json};
use super::value::MAX_DEPTH;
use super::{seed, value};
use crate::json::ReadError;
use crate::release::ServerRelease;
use crate::validate::{Configuration, DEFAULT_MEDIA_TYPES, OptionWord, UnknownProperties};
use serde_json::{Map, Value, json};
use std::collections::{HashMap, HashSet};
use std::fmt;
use std::sync::Arc;

/// What a token may do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// `public-api:read`
    Read,
    /// `public-api:write`
    Write,
}

/// The contents of an emulated server. The default is the API reference's two entries, and `demo-token` with both scopes.
#[derive(Clone, Debug)]
pub struct EmulatorOptions {
    /// With `id` and `version`; any other field passes through. `state` and `revokeNote` are read too.
    pub entries: Vec<Map<String, Value>>,
    /// The locale whose asset removeAsset refuses to remove.
    pub default_locale: String,
    /// Bearer token to scopes.
    pub tokens: HashMap<String, Vec<Scope>>,
    /// The installed release: decides which operations and routes there are.
    pub server_release: ServerRelease,
    /// What becomes of properties that the request rules do not know.
    pub unknown_properties: UnknownProperties,
    /// What patches are checked against: the project's usage purposes and media types, as far as they are given.
    pub configuration: Option<Arc<Configuration>>,
    /// What `GET projectConfig` answers.
    pub project_config: Value,
    /// Entry id to its usage log. For `apply_patches`, None means that every usage log id is taken to exist.
    pub usage_log: Option<HashMap<String, Vec<Value>>>,
    /// Entry id to the publications that refer to it.
    pub document_references: HashMap<String, Vec<Value>>,
    /// Entry id to the entries that refer to it.
    pub media_references: HashMap<String, Vec<Value>>,
    /// Asset key to file. Where this is given, replaceAsset takes only keys that are in it.
    pub files: Option<HashMap<String, Vec<u8>>>,
    /// The handles of the project's media types, and their types; where they are given.
    pub media_types: Option<Vec<(String, String)>>,
    /// How many answers say of a job that fetches files that it goes on.
    pub import_polls: u32,
    /// How many files may be fetched on a day.
    pub import_quota: Option<u64>,
}

/// An option, or a fault, that is not what its type says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WrongOption {
    /// Dotted: `entries.0.id`. Never a token.
    pub place: String,
    expected: String,
}

impl fmt::Display for WrongOption {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.place, self.expected)
    }
}

impl std::error::Error for WrongOption {}

pub(super) fn wrong(place: &str, expected: &str) -> WrongOption {
    WrongOption { place: lossy(place), expected: expected.to_owned() }
}

/// One text of JSON, which stands at `place`; null where it is not JSON.
pub(super) fn parse(json: &[u8], place: &str) -> Result<Value, WrongOption> {
    match value::parse(json) {
        Ok(value) => Ok(value),
        Err(ReadError::TooDeep) => Err(wrong(place, &format!("nested too deeply: maximum {MAX_DEPTH} levels"))),
        Err(ReadError::Syntax { .. }) => Ok(Value::Null),
    }
}

impl Default for EmulatorOptions {
    fn default() -> Self {
        Self {
            entries: seed::entries(),
            default_locale: "de".to_owned(),
            tokens: HashMap::from([("demo-token".to_owned(), vec![Scope::Read, Scope::Write])]),
            server_release: ServerRelease::NEWEST,
            unknown_properties: UnknownProperties::Reject,
            configuration: None,
            project_config: project_config(&Map::new()),
            usage_log: None,
            document_references: HashMap::new(),
            media_references: HashMap::new(),
            files: None,
            media_types: None,
            import_polls: 1,
            import_quota: None,
        }
    }
}

impl EmulatorOptions {
    /// Whether properties that the rules do not know are let through.
    pub(super) fn ignores_unknown(&self) -> bool {
        self.unknown_properties == UnknownProperties::Ignore
    }

    /// Reads options as `JSON.stringify` writes them. Of `files` only whether they are given: their bytes follow by
    /// [`add_file`](super::Emulator::add_file).
    pub fn from_json(json: &[u8]) -> Result<Self, WrongOption> {
        let options = parse(json, "options")?;
        let options = object(&options, "options")?;
        let mut read = Self::default();
        for (name, set) in JSON_OPTIONS {
            if let Some(given) = options.get(name) {
                set(&mut read, given)?;
            }
        }
        let mut project = Map::new();
        for name in PROJECT_OPTIONS {
            if let Some(given) = options.get(name) {
                project.insert(name.to_owned(), given.clone());
            }
        }
        read.project_config = project_config(&project);
        if !project.is_empty() {
            let project = with_media_types(project);
            read.media_types = media_types(&project).map(|types| types.iter().map(handle_and_type).collect());
            read.configuration = Some(Arc::new(configuration(project)?));
        }
        if let Some(given) = options.get("files") {
            object(given, "files")?;
            read.files = Some(HashMap::new());
        }
        Ok(read)
    }
}

/// The options that say what the project is like, and are read together.
const PROJECT_OPTIONS: [&str; 3] = ["projectConfig", "mediaTypes", "usagePurposes"];

/// A project without media types has the default one.
fn with_media_types(mut given: Map<String, Value>) -> Map<String, Value> {
    let of_config = given.get("projectConfig").map(|config| config.get("mediaTypes"));
    let types = given.get("mediaTypes").map(Some).or(of_config);
    if types.is_some_and(|types| types.is_none_or(|types| types.as_array().is_some_and(Vec::is_empty))) {
        given.insert("mediaTypes".to_owned(), default_media_types());
    }
    given
}

fn media_types(given: &Map<String, Value>) -> Option<&Vec<Value>> {
    given.get("mediaTypes").or_else(|| given.get("projectConfig")?.get("mediaTypes"))?.as_array()
}

fn handle_and_type(media_type: &Value) -> (String, String) {
    let text = |name: &str| media_type.get(name).and_then(Value::as_str).unwrap_or_default().to_owned();
    (text("handle"), text("type"))
}

/// What patches are checked against.
fn configuration(given: Map<String, Value>) -> Result<Configuration, WrongOption> {
    let read = Configuration::from_json(&to_json(&Value::Object(given)));
    read.map_err(|error| wrong(&error.place, &error.message))
}

/// The whole as it was given, or else what is known of it.
fn project_config(given: &Map<String, Value>) -> Value {
    let purposes = given.get("usagePurposes").cloned().unwrap_or_else(|| json!([]));
    let types = given.get("mediaTypes").cloned().unwrap_or_else(default_media_types);
    let center = purposes.get("mediaCenter").cloned().unwrap_or_else(|| json!({"usagePurposes": purposes}));
    given.get("projectConfig").cloned().unwrap_or_else(|| json!({"mediaTypes": types, "mediaCenter": center}))
}

fn default_media_types() -> Value {
    serde_json::from_str(DEFAULT_MEDIA_TYPES).unwrap_or_default()
}

type Set = fn(&mut EmulatorOptions, &Value) -> Result<(), WrongOption>;

/// The options that are JSON, and what each sets; the others are read in JavaScript.
pub const JSON_OPTIONS: [(&str, Set); 12] = [
    ("entries", |read, given| {
        read.entries = entries(given)?;
        Ok(())
    }),
    ("defaultLocale", |read, given| {
        read.default_locale = text(given, "defaultLocale")?.to_owned();
        Ok(())
    }),
    ("tokens", |read, given| {
        read.tokens = tokens(given)?;
        Ok(())
    }),
    ("serverRelease", |read, given| {
        read.server_release = word(given, OptionWord::ServerRelease, ServerRelease::parse)?;
        Ok(())
    }),
    ("unknownProperties", |read, given| {
        read.unknown_properties = word(given, OptionWord::UnknownProperties, UnknownProperties::parse)?;
        Ok(())
    }),
    ("projectConfig", |_, given| object(given, "projectConfig").map(drop)),
    ("mediaTypes", |_, _| Ok(())),
    ("usagePurposes", |_, _| Ok(())),
    ("usageLog", |read, given| {
        let entry_in = |entry: &Value, place: &str| text_in(entry, "id", place).map(|_| entry.clone());
        read.usage_log = Some(lists(given, "usageLog", entry_in)?);
        Ok(())
    }),
    ("documentReferences", |read, given| {
        read.document_references = references(given, "documentReferences", Value::is_number, "expected a number")?;
        Ok(())
    }),
    ("imports", |read, given| {
        let number = |name: &str, to: u64| match object(given, "imports")?.get(name) {
            None => Ok(None),
            Some(value) => value
                .as_u64()
                .filter(|number| *number <= to)
                .map(Some)
                .ok_or_else(|| wrong(&format!("imports.{name}"), "expected a whole number from 0 on")),
        };
        read.import_quota = number("quota", u64::MAX)?;
        if let Some(polls) = number("polls", u32::MAX.into())? {
            read.import_polls = polls as u32;
        }
        Ok(())
    }),
    ("mediaReferences", |read, given| {
        read.media_references = references(given, "mediaReferences", Value::is_string, "expected a string")?;
        Ok(())
    }),
];

/// An option that validators have, too.
fn word<T>(given: &Value, option: OptionWord, parse: fn(&str) -> Option<T>) -> Result<T, WrongOption> {
    let value = given.as_str().and_then(parse);
    value.ok_or_else(|| wrong(option.name(), &["expected ", &option.expected()].concat()))
}

/// Lists of what refers to entries, by the entries' ids; `id_is` says what their own ids have to be.
fn references(
    given: &Value,
    name: &str,
    id_is: fn(&Value) -> bool,
    expected: &str,
) -> Result<HashMap<String, Vec<Value>>, WrongOption> {
    lists(given, name, |reference, place| {
        let id = object(reference, place)?.get("id").unwrap_or(&Value::Null);
        if id_is(id) { Ok(reference.clone()) } else { Err(wrong(&format!("{place}.id"), expected)) }
    })
}

/// What the emulator relies on: `id` and `version`, and the types of the documented fields that are there.
pub(super) fn check_entry<'a>(entry: &'a Value, place: &str) -> Result<&'a Map<String, Value>, WrongOption> {
    let entry_object = object(entry, place)?;
    text_in(entry, "id", place)?;
    if !entry_object.get("version").is_some_and(Value::is_u64) {
        return Err(wrong(&format!("{place}.version"), "expected a whole number from 0 on"));
    }
    for (name, expected, is_expected) in FIELDS {
        if entry_object.get(name).is_some_and(|field| !is_expected(field)) {
            return Err(wrong(&format!("{place}.{name}"), &format!("expected {expected}")));
        }
    }
    if let Some(translations) = entry_object.get("translations") {
        list(translations, &format!("{place}.translations"), |translation, place| {
            text_in(translation, "locale", place).map(drop)
        })?;
    }
    Ok(entry_object)
}

type Field = (&'static str, &'static str, fn(&Value) -> bool);

const FIELDS: [Field; 8] = [
    ("systemName", "a string", Value::is_string),
    ("externalId", "a string", Value::is_string),
    ("mediaType", "a string", Value::is_string),
    ("asset", "an object", Value::is_object),
    ("metadata", "an object", Value::is_object),
    ("translations", "an array", Value::is_array),
    ("createdAt", "a date-time string", Value::is_string),
    ("updatedAt", "a date-time string", Value::is_string),
];

fn entries(given: &Value) -> Result<Vec<Map<String, Value>>, WrongOption> {
    let mut ids = HashSet::new();
    list(given, "entries", |entry, place| {
        let entry = check_entry(entry, place)?.clone();
        let id = entry.get("id").and_then(Value::as_str).unwrap_or_default();
        if !ids.insert(id.to_owned()) {
            return Err(wrong(&format!("{place}.id"), "another entry has this id"));
        }
        Ok(entry)
    })
}

fn tokens(given: &Value) -> Result<HashMap<String, Vec<Scope>>, WrongOption> {
    // The place does not name the token: tokens stay out of messages.
    let wrong_scopes = || wrong("tokens", "expected arrays of public-api:read and public-api:write, by token");
    let mut tokens = HashMap::new();
    for (token, scopes) in object(given, "tokens")? {
        if token.is_empty() || !token.bytes().all(|byte| byte.is_ascii_graphic()) {
            return Err(wrong("tokens", "a token has to be visible ASCII, and not empty"));
        }
        let scopes = scopes.as_array().ok_or_else(wrong_scopes)?;
        let scopes = scopes.iter().map(|scope| match scope.as_str() {
            Some("public-api:read") => Ok(Scope::Read),
            Some("public-api:write") => Ok(Scope::Write),
            _ => Err(wrong_scopes()),
        });
        tokens.insert(token.clone(), scopes.collect::<Result<_, _>>()?);
    }
    Ok(tokens)
}

fn object<'a>(value: &'a Value, place: &str) -> Result<&'a Map<String, Value>, WrongOption> {
    value.as_object().ok_or_else(|| wrong(place, "expected an object"))
}

fn text<'a>(value: &'a Value, place: &str) -> Result<&'a str, WrongOption> {
    value.as_str().filter(|text| !text.is_empty()).ok_or_else(|| wrong(place, "expected a string that is not empty"))
}

fn text_in<'a>(value: &'a Value, name: &str, place: &str) -> Result<&'a str, WrongOption> {
    text(object(value, place)?.get(name).unwrap_or(&Value::Null), &format!("{place}.{name}"))
}

fn list<T>(
    value: &Value,
    place: &str,
    mut read: impl FnMut(&Value, &str) -> Result<T, WrongOption>,
) -> Result<Vec<T>, WrongOption> {
    let items = value.as_array().ok_or_else(|| wrong(place, "expected an array"))?;
    items.iter().enumerate().map(|(index, item)| read(item, &format!("{place}.{index}"))).collect()
}

fn lists(
    value: &Value,
    place: &str,
    mut read: impl FnMut(&Value, &str) -> Result<Value, WrongOption>,
) -> Result<HashMap<String, Vec<Value>>, WrongOption> {
    object(value, place)?
        .iter()
        .map(|(id, items)| Ok((id.clone(), list(items, &format!("{place}.{id}"), &mut read)?)))
        .collect()
}
