//! An HTTP answer, as the result that was asked for or as the failure that it is. Reads leniently: of a result, only
//! what the client itself relies on is checked.

use crate::failure::{ApiFailure, Code, Failure};
use crate::http::HttpResponse;
use crate::json::{self, Raw, ReadError, Text, Value, property};
use crate::retry_after;
use crate::text::{digits, split_once};

/// What a 2xx answer has to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Expected {
    /// An object with `id` and `version`
    Entry,
    /// An object
    Object,
    /// A list of entries, under this name
    Entries(&'static str),
    /// A list, under this name
    List(&'static str),
    /// A list without a name
    BareList,
    /// Whatever it is, the answer itself is the result.
    Image,
    /// Success is all that matters.
    Nothing,
}

/// The body of an answer that is what it has to be, without a byte order mark.
pub fn decode(response: &HttpResponse, expected: Expected) -> Result<&[u8], Code> {
    let body = text(response);
    if !(200..300).contains(&response.status) {
        return Err(Code::of_status(response.status));
    }
    if is_expected(body, expected) { Ok(body) } else { Err(Code::ResponseFormat) }
}

/// The body without a byte order mark.
fn text(response: &HttpResponse) -> &[u8] {
    response.body.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&response.body)
}

/// As deep as it may be: an entry holds its metadata, and a list its entries.
fn parse(body: &[u8]) -> Option<Raw<'_>> {
    json::parse_to(body, usize::MAX).ok()
}

fn is_expected(body: &[u8], expected: Expected) -> bool {
    if matches!(expected, Expected::Image | Expected::Nothing) {
        return true;
    }
    let Some(body) = parse(body) else { return false };
    let list = |name| if body.is_object() { property(body, name).filter(|list| list.is_array()) } else { None };
    match expected {
        Expected::Entry => is_entry(body),
        Expected::Object => body.is_object(),
        Expected::Entries(name) => list(name).is_some_and(|list| json::elements(list).into_iter().all(is_entry)),
        Expected::List(name) => list(name).is_some(),
        Expected::BareList => body.is_array(),
        Expected::Image | Expected::Nothing => true,
    }
}

fn is_entry(entry: Raw<'_>) -> bool {
    let members = if entry.is_object() { json::members(entry) } else { Vec::new() };
    let member = |name| json::find_member(&members, Text::of(name));
    member("id").and_then(Raw::text).is_some()
        && member("version").and_then(Raw::number).is_some_and(|version| version.is_whole())
}

/// JSON of more bytes is not read: this API has none, and memory has an end.
pub const LONGEST_BODY: usize = 64 * 1024 * 1024;

/// Those that [`failure`] reads.
pub const TELLING_HEADERS: [&str; 4] = ["retry-after", "retry-after-ms", "date", "location"];

/// What an answer with an error status says.
pub fn failure(response: &HttpResponse, code: Code, now_ms: f64) -> Failure {
    let details =
        parse(text(response)).filter(|body| body.is_object()).and_then(|body| property(body, "error_details"));
    let message = redirect(response).or_else(|| describe(details));
    let (current_version, sent_version) = versions(details, message.as_deref());
    Failure {
        code,
        reason: message,
        status: Some(response.status),
        api: Some(ApiFailure { current_version, sent_version, retry_after: retry_after::read(response, now_ms) }),
    }
}

/// Of an answer that redirects, where to, and the way out; its body says nothing of use.
fn redirect(response: &HttpResponse) -> Option<String> {
    if !is_redirect(response.status) {
        return None;
    }
    let to = match response.header("location") {
        None | Some("") => String::new(),
        Some(location) => [" to ", location].concat(),
    };
    Some(["a redirect", &to, " in place of an answer: correct baseUrl"].concat())
}

/// Every 3xx but 304; and 0, of a redirect that the runtime hides.
fn is_redirect(status: u16) -> bool {
    status == 0 || ((300..400).contains(&status) && status != 304)
}

/// Whether the body of a 2xx answer, which is not what it has to be and came with this `Content-Encoding`, is only the start of
/// one or was not unpacked: some runtimes end a body that broke off as if it were whole, most of them where it came
/// compressed. Browsers hide that it did; but what came over a network starts like JSON and is none for no other reason.
pub fn is_broken_off(coding: &str, came_by_network: bool, body: &[u8]) -> bool {
    let was_packed = !coding.is_empty() && !coding.eq_ignore_ascii_case("identity");
    // What was not unpacked has bytes that no text has.
    if was_packed && body.iter().any(|byte| *byte < b' ' && !byte.is_ascii_whitespace()) {
        return true;
    }
    // Where only the start of a character is left at the end, that is where it ends, too.
    let ends_early =
        matches!(json::parse_to(body, usize::MAX), Err(ReadError::Syntax { offset, .. }) if offset == body.len());
    // One that is empty may well be meant so.
    ends_early && (was_packed || (came_by_network && !body.trim_ascii().is_empty()))
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
