//! Absolute URLs: an RFC 3986 scheme, a colon, something after it; no white space, no control characters.

use super::date_time::is_white_space;
use crate::json::Text;

pub fn is_absolute_url(text: Text<'_>) -> bool {
    match text.plain() {
        // Most are ASCII, where a look at the bytes does.
        Some(plain) if plain.is_ascii() => is_url(plain.iter().map(|byte| u32::from(*byte))),
        _ => is_url(text.code_points()),
    }
}

#[inline]
fn is_url(mut code_points: impl Iterator<Item = u32>) -> bool {
    let mut scheme = 0;
    loop {
        match code_points.next().and_then(char::from_u32) {
            Some('a'..='z' | 'A'..='Z') => {}
            Some('0'..='9' | '+' | '-' | '.') if scheme > 0 => {}
            Some(':') if scheme > 0 => break,
            _ => return false,
        }
        scheme += 1;
    }
    let mut length = 0;
    code_points.inspect(|_| length += 1).all(|code| code > 0x20 && (code < 0x7f || !is_control_or_space(code)))
        && length > 0
}

fn is_control_or_space(code: u32) -> bool {
    code < 0xa0 || is_white_space(code)
}
