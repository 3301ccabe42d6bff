//! How a body is written: JSON, in UTF-8, as it is. pkg/js/guard.js has the same rule, and tests/cases the cases of both.

use super::refusal::Refusal;
use crate::http::HttpRequest;

const BLANK: [char; 2] = [' ', '\t'];

/// 415 for what guardPatch refuses: servers would read other characters than were judged.
pub fn check(request: &HttpRequest) -> Result<(), Refusal> {
    let coding = joined(request, "content-encoding");
    let is_plain = coding.is_empty() || coding.eq_ignore_ascii_case("identity");
    if is_plain && is_json(&joined(request, "content-type")) { Ok(()) } else { Err(Refusal::unsupported_media_type()) }
}

/// Lines of one name are a list, as `fetch` has them.
fn joined(request: &HttpRequest, name: &str) -> String {
    let lines: Vec<&str> = request.header_lines(name).map(|value| value.trim_matches(BLANK)).collect();
    lines.join(", ")
}

fn is_json(content_type: &str) -> bool {
    // No quoted text that is taken has a semicolon.
    let mut parts = content_type.split(';').map(|part| part.trim_matches(BLANK));
    let is_type = |name: &str| {
        let name = name.to_ascii_lowercase();
        let suffixed = |(kind, rest): (&str, &str)| is_word(kind) && rest.strip_suffix("+json").is_some_and(is_word);
        name == "application/json" || name.split_once('/').is_some_and(suffixed)
    };
    parts.next().is_some_and(is_type) && parts.all(|part| part.is_empty() || is_plain(part))
}

/// A parameter that all servers read alike; a charset is UTF-8. Some read `charset*` as one, too.
fn is_plain(parameter: &str) -> bool {
    let Some((name, value)) = parameter.split_once('=') else { return false };
    let quoted = value.strip_prefix('"').and_then(|rest| rest.strip_suffix('"'));
    let is_plain = quoted.map_or(is_word(value), |inner| !inner.contains(['"', '\\', ',']));
    let name = name.to_ascii_lowercase();
    let is_utf8 = || name == "charset" && quoted.unwrap_or(value).eq_ignore_ascii_case("utf-8");
    is_word(&name) && is_plain && (!name.starts_with("charset") || is_utf8())
}

fn is_word(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"_.+-".contains(&byte))
}
