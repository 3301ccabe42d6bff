//! Absolute URLs: an RFC 3986 scheme, a colon, something after it; no white space, no control characters.

use super::date_time::{is_white_space, split_first};

pub fn is_absolute_url(content: &[u8]) -> bool {
    let mut length = 0;
    loop {
        match content.get(length) {
            Some(b'a'..=b'z' | b'A'..=b'Z') => {}
            Some(b'0'..=b'9' | b'+' | b'-' | b'.' | b':') if length > 0 => {}
            _ => return false,
        }
        length += 1;
        if content[length - 1] == b':' {
            break;
        }
    }
    let mut rest = &content[length..];
    if rest.iter().all(|byte| matches!(byte, 0x21..0x7f)) {
        return !rest.is_empty();
    }
    while let Some((code, next)) = split_first(rest) {
        if code <= 0x20 || (0x7f..0xa0).contains(&code) || code >= 0xa0 && is_white_space(code) {
            return false;
        }
        rest = next;
    }
    true
}
