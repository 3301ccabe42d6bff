//! Absolute URLs: an RFC 3986 scheme, a colon, something after it; no white space, no control characters.

use super::date_time::white_space;

pub fn is_absolute_url(content: &[u8]) -> bool {
    let Some(colon) = content.iter().position(|byte| *byte == b':') else { return false };
    let (scheme, rest) = (&content[..colon], &content[colon + 1..]);
    let is_of_scheme = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'-' | b'.');
    scheme.first().is_some_and(u8::is_ascii_alphabetic)
        && scheme.iter().all(is_of_scheme)
        && !rest.is_empty()
        && (0..rest.len()).all(|at| rest.get(at..).is_some_and(is_visible))
}

/// Whether UTF-8 starts with what may be seen, or with a byte inside of such a character.
fn is_visible(bytes: &[u8]) -> bool {
    !matches!(bytes, [0..=0x20 | 0x7f, ..] | [0xc2, 0x80..=0x9f, ..])
        && (matches!(bytes, [0..0x80, ..]) || white_space(bytes) == 0)
}
