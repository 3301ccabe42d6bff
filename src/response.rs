//! An HTTP answer, as the result that was asked for or as the failure that it is. Reads leniently: of a result, only
//! what the client itself relies on is checked.

use crate::failure::{ApiFailure, Code, Failure};
use crate::http::HttpResponse;
use crate::json::{self, Raw, Text, Value, property};
use crate::retry_after;
use crate::text::{digits, split_once};

/// What a 2xx answer has to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// An object with `id` and `version`
    Entry,
    /// A list of entries, under this name
    Entries(&'static str),
    /// A list, under this name
    List(&'static str),
    /// A list without a name
    BareList,
    /// Success is all that matters.
    Any,
}

/// The body of an answer that is what it has to be, without a byte order mark.
pub fn decode(response: &HttpResponse, shape: Shape) -> Result<&[u8], Code> {
    let body = text(response);
    if !(200..300).contains(&response.status) {
        return Err(Code::of_status(response.status));
    }
    if is_of_shape(body, shape) { Ok(body) } else { Err(Code::ResponseFormat) }
}

/// The body without a byte order mark.
fn text(response: &HttpResponse) -> &[u8] {
    response.body.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&response.body)
}

/// As deep as it may be: an entry holds its metadata, and a list its entries.
fn parse(body: &[u8]) -> Option<Raw<'_>> {
    json::parse_to(body, usize::MAX).ok()
}

fn is_of_shape(body: &[u8], shape: Shape) -> bool {
    if shape == Shape::Any {
        return true;
    }
    let Some(value) = parse(body) else { return false };
    match (shape, value.value()) {
        (Shape::Entry, Value::Object(entry)) => is_entry(entry),
        (Shape::Entries(name), Value::Object(object)) => match property(object, name) {
            Some(list) => list.is_array() && json::elements(list).into_iter().all(is_entry),
            None => false,
        },
        (Shape::List(name), Value::Object(object)) => property(object, name).is_some_and(Raw::is_array),
        (Shape::BareList, Value::Array(_)) => true,
        _ => false,
    }
}

fn is_entry(entry: Raw<'_>) -> bool {
    let members = if entry.is_object() { json::members(entry) } else { Vec::new() };
    let member = |name| json::find_member(&members, Text::of(name));
    member("id").and_then(Raw::text).is_some()
        && member("version").and_then(Raw::number).is_some_and(|version| version.is_whole())
}

/// What an answer with an error status says.
pub fn failure(response: &HttpResponse, code: Code, now_ms: f64) -> Failure {
    let details =
        parse(text(response)).filter(|body| body.is_object()).and_then(|body| property(body, "error_details"));
    let message = describe(details);
    let (current_version, sent_version) = versions(details, message.as_deref());
    Failure {
        code,
        reason: message,
        status: Some(response.status),
        api: Some(ApiFailure {
            current_version,
            sent_version,
            retry_after_ms: retry_after::wait_ms(
                response.header("retry-after-ms"),
                response.header("retry-after"),
                now_ms,
            ),
        }),
    }
}

/// What the details say in words: their `message`, or the first of their properties.
fn describe(details: Option<Raw<'_>>) -> Option<String> {
    match details?.value() {
        Value::String(text) => Some(text.to_string_lossy()),
        Value::Object(object) => {
            let members = json::members(object);
            if let Some(message) = json::find_member(&members, Text::of("message")).and_then(Raw::text) {
                return Some(message.to_string_lossy());
            }
            for (key, value) in members {
                if let Some(text) = value.text() {
                    return Some([&key.to_string_lossy(), ": ", &text.to_string_lossy()].concat());
                }
            }
            None
        }
        _ => None,
    }
}

/// The entry's version and the one that was sent, where a conflict names them.
fn versions(details: Option<Raw<'_>>, message: Option<&str>) -> (Option<f64>, Option<f64>) {
    let named = |name| match details {
        Some(object) if object.is_object() => property(object, name).and_then(version),
        _ => None,
    };
    let in_message = message.and_then(|text| {
        let (current, sent) = split_once(text.strip_prefix("Version: Expected ")?, " to be equal to ")?;
        Some((whole(current)?, whole(sent)?))
    });
    let current = named("currentVersion").or(in_message.map(|(current, _)| current));
    let sent = named("expectedVersion").or(in_message.map(|(_, sent)| sent));
    (current, sent)
}

fn version(value: Raw<'_>) -> Option<f64> {
    match value.value() {
        Value::Number(number) if number.is_whole() => Some(number.to_f64()),
        Value::String(text) => whole(&text.to_string_lossy()),
        _ => None,
    }
}

fn whole(text: &str) -> Option<f64> {
    if text.len() < 16 { digits(text.as_bytes()) } else { None }
}
