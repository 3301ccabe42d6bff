//! What an entry has to be to be imported. JavaScript judges by the same tables, see contract.rs, and tests/cases has the cases
//! of both.

use super::judge;
use super::options::EmulatorOptions;
use super::surrogates::{is_plain, to_json};
use crate::issue::{ECHOED, Message};
use crate::validate::is_absolute_url;
use serde_json::{Map, Value};

/// What a string has to match, and whether it does.
type Pattern = (&'static str, fn(&str) -> bool);

/// A property of what is imported.
pub struct Field {
    /// Its name.
    pub name: &'static str,
    /// `string`, `object`, `array`, or `any`.
    pub is: &'static str,
    /// Whether it has to be there.
    pub required: bool,
    /// Of a string; one without a pattern must not be empty.
    pub pattern: Option<Pattern>,
    /// Of a string with a pattern: what is said of one that does not match.
    pub message: Message,
}

const fn field(name: &'static str, is: &'static str, required: bool) -> Field {
    Field { name, is, required, pattern: None, message: Message::InvalidFormat }
}

const fn url(name: &'static str, required: bool) -> Field {
    let pattern = r"^[a-zA-Z][a-zA-Z0-9+.-]*:[^\s\u0000-\u0020\u007f-\u009f]+$";
    Field {
        pattern: Some((pattern, |text| is_absolute_url(text.as_bytes()))),
        message: Message::InvalidUrl,
        ..field(name, "string", required)
    }
}

/// The properties of an entry.
pub const ENTRY: [Field; 7] = [
    Field { pattern: Some(("^[a-zA-Z0-9-]{1,32}$", is_id)), ..field("id", "string", false) },
    field("systemName", "string", false),
    field("externalId", "string", false),
    field("mediaType", "string", true),
    field("asset", "object", true),
    field("metadata", "object", false),
    field("translations", "array", false),
];

/// The properties of an entry's translation.
pub const TRANSLATION: [Field; 3] = [
    Field { pattern: Some(("^[a-z]{2,3}(-[a-zA-Z0-9]{2,8})*$", is_locale)), ..field("locale", "string", true) },
    field("metadata", "object", false),
    field("asset", "object", false),
];

/// The properties of a request that has Livingdocs fetch files, besides the list of them.
pub const REQUEST: [Field; 3] =
    [field("systemName", "string", true), url("webhook", false), field("context", "any", false)];

/// The properties of a file that is fetched.
pub const ITEM: [Field; 5] = [
    field("id", "string", true),
    url("url", true),
    field("fileName", "string", true),
    field("mediaType", "string", true),
    field("metadata", "object", false),
];

/// A context has at most so many bytes of JSON.
pub const MAX_CONTEXT: usize = 8_192;

/// What every asset needs, beside what its type does.
pub const ASSET: [&str; 5] = ["key", "url", "size", "mimeType", "filename"];

/// What assets need by the type of their media type: the handles by which a project without media types has them come first.
pub const ASSET_OF: [(&str, &str, &[&str]); 2] =
    [("image", "mediaImage", &["width", "height"]), ("video", "mediaVideo", &["duration"])];

/// A fault: where, and in words.
pub type Flaw = (Vec<String>, String);

/// Everything that is wrong with an entry, but with its metadata.
pub fn judge(entry: &Value, options: &EmulatorOptions) -> Vec<Flaw> {
    let mut flaws = Vec::new();
    let Some(entry) = entry.as_object() else {
        return vec![(Vec::new(), say(Message::InvalidType, "expected", "object"))];
    };
    let keeps_unknown = options.ignores_unknown();
    fields(entry, &ENTRY, &[], keeps_unknown, &mut flaws);
    if entry.contains_key("externalId") && !entry.contains_key("systemName") {
        flaws.push(missing(&[], "systemName"));
    }
    let media_type = entry.get("mediaType").and_then(Value::as_str);
    unknown_media_type(media_type, &[], options, &mut flaws);
    let needed = needed_of(media_type, options);
    asset(entry, &[], needed, options, &mut flaws);
    for (index, translation) in entry.get("translations").and_then(Value::as_array).into_iter().flatten().enumerate() {
        let path = ["translations".to_owned(), index.to_string()];
        match translation.as_object() {
            Some(translation) => {
                fields(translation, &TRANSLATION, &path, keeps_unknown, &mut flaws);
                asset(translation, &path, needed, options, &mut flaws);
            }
            None => flaws.push((path.to_vec(), say(Message::InvalidType, "expected", "object"))),
        }
    }
    flaws
}

/// Everything that is wrong with a request that has files fetched, which stand under `kind`; but with their metadata.
pub fn judge_request(
    request: &Map<String, Value>,
    items: &[Value],
    kind: &str,
    options: &EmulatorOptions,
) -> Vec<Flaw> {
    let mut flaws = Vec::new();
    let keeps_unknown = options.ignores_unknown();
    fields(request, &REQUEST, &[], keeps_unknown, &mut flaws);
    let length = request.get("context").map_or(0, |context| to_json(context).len());
    if length > MAX_CONTEXT {
        let message = format!("Context is too long ({length} bytes), maximum {MAX_CONTEXT}");
        flaws.push((below(&[], "context"), message));
    }
    for (index, item) in items.iter().enumerate() {
        let path = [kind.to_owned(), index.to_string()];
        match item.as_object() {
            Some(item) => {
                fields(item, &ITEM, &path, keeps_unknown, &mut flaws);
                unknown_media_type(item.get("mediaType").and_then(Value::as_str), &path, options, &mut flaws);
            }
            None => flaws.push((path.to_vec(), say(Message::InvalidType, "expected", "object"))),
        }
    }
    flaws
}

/// As the server says it.
pub fn details(flaws: Vec<Flaw>) -> Map<String, Value> {
    let mut details = Map::new();
    for (path, message) in flaws {
        details.entry(path.join(".")).or_insert(message.into());
    }
    details
}

fn fields(object: &Map<String, Value>, fields: &[Field], path: &[String], keeps_unknown: bool, flaws: &mut Vec<Flaw>) {
    for Field { name, is, required, pattern, message } in fields {
        let Some(value) = object.get(*name) else {
            if *required {
                flaws.push(missing(path, name));
            }
            continue;
        };
        let wrong = match (value, *is) {
            (Value::String(text), "string") if !is_plain(text) => Some(quote(Message::InvalidCharacter, text)),
            (Value::String(text), "string") => match pattern {
                Some((pattern, matches)) if !matches(text) => Some(quote(*message, text).replace("{pattern}", pattern)),
                None if text.is_empty() => Some(say(Message::TooShort, "actual", "0").replace("{minimum}", "1")),
                _ => None,
            },
            (Value::Object(_), "object") | (Value::Array(_), "array") | (_, "any") => None,
            _ => Some(say(Message::InvalidType, "expected", is)),
        };
        flaws.extend(wrong.map(|wrong| (below(path, name), wrong)));
    }
    if keeps_unknown {
        return;
    }
    for name in object.keys().filter(|name| fields.iter().all(|field| field.name != **name)) {
        flaws.push((below(path, name), say(Message::UnknownProperty, "property", name)));
    }
}

/// Of an asset, by the rules of replaceAsset, and by what its media type needs.
fn asset(of: &Map<String, Value>, path: &[String], needed: &[&str], options: &EmulatorOptions, flaws: &mut Vec<Flaw>) {
    let Some(asset) = of.get("asset").filter(|asset| asset.is_object()) else { return };
    let path = below(path, "asset");
    for (place, message) in judge::asset_flaws(asset, options) {
        flaws.push((path.iter().chain(&place).cloned().collect(), message));
    }
    for name in ASSET.iter().chain(needed).filter(|name| **name != "key" && asset.get(**name).is_none()) {
        flaws.push(missing(&path, name));
    }
}

/// What an asset of this media type needs beside `ASSET`. Of a project that nothing is known of, handles say what they are for.
fn needed_of(media_type: Option<&str>, options: &EmulatorOptions) -> &'static [&'static str] {
    let own = |(own, _): &&(String, String)| Some(&**own) == media_type;
    let is_of = |(handle, kind, _): &&(&str, &str, _)| match &options.media_types {
        Some(types) => types.iter().find(own).is_some_and(|(_, own)| own == kind),
        None => Some(*handle) == media_type,
    };
    ASSET_OF.iter().find(is_of).map_or(&[], |(.., needed)| needed)
}

/// A media type that the project does not have.
fn unknown_media_type(media_type: Option<&str>, path: &[String], options: &EmulatorOptions, flaws: &mut Vec<Flaw>) {
    let (Some(handle), Some(types)) = (media_type.filter(|handle| !handle.is_empty()), &options.media_types) else {
        return;
    };
    if is_plain(handle) && types.iter().all(|(own, _)| own != handle) {
        flaws.push((below(path, "mediaType"), quote(Message::InvalidEnum, handle)));
    }
}

fn missing(path: &[String], name: &str) -> Flaw {
    (below(path, name), say(Message::MissingProperty, "property", name))
}

fn below(path: &[String], name: &str) -> Vec<String> {
    path.iter().cloned().chain([name.to_owned()]).collect()
}

fn say(message: Message, name: &str, value: &str) -> String {
    message.template().replace(&format!("{{{name}}}"), value)
}

fn quote(message: Message, text: &str) -> String {
    let start: String = text.chars().take(ECHOED).collect();
    let quoted = String::from_utf8(to_json(&start)).unwrap_or_default();
    message.template().replace("{actual:?}", &quoted)
}

fn is_id(text: &str) -> bool {
    (1..=32).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
}

fn is_locale(text: &str) -> bool {
    let mut parts = text.split('-');
    let language = parts.next().unwrap_or_default();
    (2..=3).contains(&language.len())
        && language.bytes().all(|byte| byte.is_ascii_lowercase())
        && parts.all(|part| (2..=8).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphanumeric()))
}
