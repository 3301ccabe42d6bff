//! The project's `mediaCenter.usagePurposes`: what a usage log entry's purpose and params are measured against.

use crate::json::{self, Text, Value, for_each_element, for_each_member};

/// The purposes of a project.
#[derive(Clone, Debug, PartialEq)]
pub struct Purposes {
    pub(super) handles: Vec<Item>,
    pub(super) purposes: Vec<Purpose>,
}

/// Where a configuration is not what it has to be, and what it has to be there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WrongPurposes {
    /// `usagePurposes.0.paramsSchema.1.handle`
    pub place: String,
    /// `a string with something in it`
    pub expected: &'static str,
}

#[derive(Clone, Debug, PartialEq)]
pub(super) struct Purpose {
    pub handle: String,
    pub params: Vec<Param>,
}

#[derive(Clone, Debug, PartialEq)]
pub(super) struct Param {
    pub handle: String,
    pub kind: ParamKind,
    pub required: bool,
    pub minimum: Option<Limit>,
    pub maximum: Option<Limit>,
    pub min_length: Option<usize>,
    pub max_length: Option<usize>,
    pub max_items: Option<usize>,
    pub allow_newlines: bool,
    pub items: Option<Vec<Item>>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ParamKind {
    Boolean,
    Date,
    DateTime,
    Enum,
    Integer,
    NumericList,
    StringList,
    Text,
    /// A type that is not checked
    Other,
}

/// A number as the configuration writes it, and as a double.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Limit {
    /// JSON
    pub text: String,
    pub value: f64,
}

/// A value that may be chosen.
#[derive(Clone, Debug, PartialEq)]
pub struct Item {
    /// JSON
    pub text: String,
    pub(super) string: Option<String>,
    pub(super) number: Option<f64>,
}

type Read<T> = Result<T, WrongPurposes>;

impl Purposes {
    /// Reads the list itself, or a project configuration that holds it under `mediaCenter.usagePurposes`.
    pub fn from_json(bytes: &[u8]) -> Read<Self> {
        let place = "usagePurposes";
        let wrong = || wrong(place, "a list of purposes, or a project config with mediaCenter.usagePurposes");
        let list = match json::parse(bytes).map_err(|_| wrong())? {
            Value::Array(list) => list,
            Value::Object(config) => match json::property(config, "mediaCenter") {
                Some(Value::Object(center)) => match json::property(center, "usagePurposes") {
                    Some(Value::Array(list)) => list,
                    _ => return Err(wrong()),
                },
                _ => return Err(wrong()),
            },
            _ => return Err(wrong()),
        };
        let purposes = read_list(place, list, read_purpose)?;
        unique(place, purposes.iter().map(|purpose| &purpose.handle))?;
        let handles = purposes.iter().map(|purpose| Item::of_string(&purpose.handle)).collect();
        Ok(Self { handles, purposes })
    }

    pub(super) fn find(&self, handle: Text<'_>) -> Option<&Purpose> {
        self.purposes.iter().find(|purpose| handle.is(&purpose.handle))
    }
}

impl Item {
    fn of_string(string: &str) -> Self {
        Self { text: crate::issue::quote(string), string: Some(string.to_owned()), number: None }
    }
}

impl Param {
    fn of_kind(handle: String, kind: ParamKind) -> Self {
        Self {
            handle,
            kind,
            required: false,
            minimum: None,
            maximum: None,
            min_length: None,
            max_length: None,
            max_items: None,
            allow_newlines: true,
            items: None,
        }
    }
}

impl ParamKind {
    fn of(name: &str) -> Self {
        match name {
            "li-boolean" => Self::Boolean,
            "li-date" => Self::Date,
            "li-datetime" => Self::DateTime,
            "li-enum" => Self::Enum,
            "li-integer" => Self::Integer,
            "li-numeric-list" => Self::NumericList,
            "li-string-list" => Self::StringList,
            "li-text" => Self::Text,
            _ => Self::Other,
        }
    }
}

fn read_purpose(place: &str, value: Value<'_>) -> Read<Purpose> {
    let purpose = object(place, value)?;
    let handle = handle(place, purpose)?;
    let place = join(place, "paramsSchema");
    let params = match json::property(purpose, "paramsSchema") {
        None => Vec::new(),
        Some(Value::Array(list)) => read_list(&place, list, read_param)?,
        Some(_) => return Err(wrong(&place, "a list of params")),
    };
    unique(&place, params.iter().map(|param| &param.handle))?;
    Ok(Purpose { handle, params })
}

fn read_param(place: &str, value: Value<'_>) -> Read<Param> {
    let param = object(place, value)?;
    let kind = match json::property(param, "type") {
        Some(Value::String(name)) => ParamKind::of(&name.to_string_lossy()),
        _ => return Err(wrong(&join(place, "type"), "a string, like \"li-text\"")),
    };
    let mut read = Param::of_kind(handle(place, param)?, kind);
    let place = join(place, "config");
    if let Some(config) = json::property(param, "config") {
        read_config(&mut read, &place, object(&place, config)?)?;
    }
    Ok(read)
}

fn read_config(param: &mut Param, place: &str, config: &[u8]) -> Read<()> {
    let mut result = Ok(());
    for_each_member(config, |name, value| {
        if result.is_ok() {
            let name = name.to_string_lossy();
            result = read_option(param, &join(place, &name), &name, value);
        }
    });
    result
}

fn read_option(param: &mut Param, place: &str, name: &str, value: Value<'_>) -> Read<()> {
    match name {
        "required" => param.required = boolean(place, value)?,
        "allowNewlines" => param.allow_newlines = boolean(place, value)?,
        "minValue" => param.minimum = Some(limit(place, value)?),
        "maxValue" => param.maximum = Some(limit(place, value)?),
        "minLength" => param.min_length = Some(count(place, value)?),
        "maxLength" => param.max_length = Some(count(place, value)?),
        "maxItems" => param.max_items = Some(count(place, value)?),
        "dataProvider" => {
            let provider = object(place, value)?;
            // Items that come from elsewhere are not known here.
            if let Some(Value::Array(list)) = json::property(provider, "items") {
                param.items = Some(read_list(&join(place, "items"), list, read_item)?);
            }
        }
        _ => {}
    }
    Ok(())
}

fn read_item(place: &str, value: Value<'_>) -> Read<Item> {
    match json::property(object(place, value)?, "value") {
        Some(Value::String(text)) => Ok(Item::of_string(&text.to_string_lossy())),
        Some(Value::Number(number)) => {
            Ok(Item { text: lossy(number.raw()), string: None, number: Some(number.to_f64()) })
        }
        Some(Value::Boolean(value)) => Ok(Item { text: value.to_string(), string: None, number: None }),
        Some(Value::Null) => Ok(Item { text: "null".to_owned(), string: None, number: None }),
        Some(Value::Array(raw) | Value::Object(raw)) => Ok(Item { text: lossy(raw), string: None, number: None }),
        None => Err(wrong(&join(place, "value"), "a value")),
    }
}

fn read_list<T>(place: &str, list: &[u8], read: impl Fn(&str, Value<'_>) -> Read<T>) -> Read<Vec<T>> {
    let mut items = Ok(Vec::new());
    for_each_element(list, |value| {
        if let Ok(read_so_far) = &mut items {
            match read(&join(place, &read_so_far.len().to_string()), value) {
                Ok(item) => read_so_far.push(item),
                Err(error) => items = Err(error),
            }
        }
    });
    items
}

fn unique<'a>(place: &str, handles: impl Iterator<Item = &'a String> + Clone) -> Read<()> {
    for (index, handle) in handles.clone().enumerate() {
        if handles.clone().take(index).any(|other| other == handle) {
            return Err(wrong(&join(&join(place, &index.to_string()), "handle"), "a handle that no other has"));
        }
    }
    Ok(())
}

fn object<'a>(place: &str, value: Value<'a>) -> Read<&'a [u8]> {
    match value {
        Value::Object(object) => Ok(object),
        _ => Err(wrong(place, "an object")),
    }
}

fn handle(place: &str, object: &[u8]) -> Read<String> {
    match json::property(object, "handle") {
        Some(Value::String(text)) if !text.is_empty() => Ok(text.to_string_lossy()),
        _ => Err(wrong(&join(place, "handle"), "a string with something in it")),
    }
}

fn boolean(place: &str, value: Value<'_>) -> Read<bool> {
    match value {
        Value::Boolean(value) => Ok(value),
        _ => Err(wrong(place, "a boolean")),
    }
}

fn limit(place: &str, value: Value<'_>) -> Read<Limit> {
    match value {
        Value::Number(number) if number.to_f64().is_finite() => {
            Ok(Limit { text: lossy(number.raw()), value: number.to_f64() })
        }
        _ => Err(wrong(place, "a number")),
    }
}

fn count(place: &str, value: Value<'_>) -> Read<usize> {
    match value {
        Value::Number(number) if number.is_whole() && !number.is_negative() => Ok(number.to_f64() as usize),
        _ => Err(wrong(place, "a whole number from 0")),
    }
}

fn join(place: &str, name: &str) -> String {
    [place, ".", name].concat()
}

fn lossy(raw: &[u8]) -> String {
    String::from_utf8_lossy(raw).into_owned()
}

fn wrong(place: &str, expected: &'static str) -> WrongPurposes {
    WrongPurposes { place: place.to_owned(), expected }
}
