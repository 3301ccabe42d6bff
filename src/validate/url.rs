//! Absolute URLs: an RFC 3986 scheme, a colon, something after it; no white space, no control characters.

use super::date_time::is_white_space;
use crate::json::Text;

pub fn is_absolute_url(text: Text<'_>) -> bool {
    let mut code_points = text.code_points();
    let mut scheme = 0;
    loop {
        let char = code_points.next().and_then(char::from_u32);
        match char {
            Some('a'..='z' | 'A'..='Z') => {}
            Some('0'..='9' | '+' | '-' | '.') if scheme > 0 => {}
            Some(':') if scheme > 0 => break,
            _ => return false,
        }
        scheme += 1;
    }
    let mut rest = code_points.peekable();
    rest.peek().is_some() && rest.all(|code| !is_white_space(code) && !is_control(code))
}

fn is_control(code: u32) -> bool {
    matches!(code, 0..0x20 | 0x7f..0xa0)
}
