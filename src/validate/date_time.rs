//! Date-times, as ajv-formats 3 takes them in its full mode: RFC 3339 with a real calendar, and a few liberties.

use crate::json::{CodePoints, Text};

/// A date, `T` or one white-space character, a time with its zone.
pub fn is_date_time(text: Text<'_>) -> bool {
    let mut code_points = text.code_points();
    let date = take(&mut code_points);
    let separator = code_points.next();
    let is_separated = separator.is_some_and(|code| is_white_space(code) || code | 0x20 == u32::from(b't'));
    is_separated && date.is_some_and(is_date) && is_time(code_points)
}

/// The next characters, when they are there and ASCII.
fn take<const N: usize>(code_points: &mut CodePoints<'_>) -> Option<[u8; N]> {
    let mut bytes = [0; N];
    for byte in &mut bytes {
        *byte = u8::try_from(code_points.next()?).ok()?;
    }
    Some(bytes)
}

/// `YYYY-MM-DD`, and nothing else.
pub fn is_calendar_date(text: Text<'_>) -> bool {
    let mut code_points = text.code_points();
    take(&mut code_points).is_some_and(is_date) && code_points.next().is_none()
}

/// What `\s` of JavaScript's regular expressions matches.
pub fn is_white_space(code: u32) -> bool {
    matches!(
        code,
        0x09..=0x0d | 0x20 | 0xa0 | 0x1680 | 0x2000..=0x200a | 0x2028 | 0x2029 | 0x202f | 0x205f | 0x3000 | 0xfeff
    )
}

/// `YYYY-MM-DD`
fn is_date(date: [u8; 10]) -> bool {
    let [y0, y1, y2, y3, b'-', m0, m1, b'-', d0, d1] = date else { return false };
    let (Some(century), Some(year)) = (two(y0, y1), two(y2, y3)) else { return false };
    let (Some(month), Some(day)) = (two(m0, m1), two(d0, d1)) else { return false };
    let is_leap_year = if year == 0 { century % 4 == 0 } else { year % 4 == 0 };
    let days = match month {
        2 if is_leap_year => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => return false,
    };
    (1..=days).contains(&day)
}

/// `hh:mm:ss`, a fraction, and a zone: `Z`, `+hh`, `+hhmm` or `+hh:mm`.
fn is_time(mut rest: CodePoints<'_>) -> bool {
    let Some([h0, h1, b':', m0, m1, b':', s0, s1]) = take(&mut rest) else { return false };
    let (Some(hour), Some(minute), Some(second)) = (two(h0, h1), two(m0, m1), two(s0, s1)) else { return false };
    let mut rest = rest.peekable();
    if rest.next_if_eq(&u32::from(b'.')).is_some() {
        let is_digit = |code: &u32| (u32::from(b'0')..=u32::from(b'9')).contains(code);
        if rest.next_if(is_digit).is_none() {
            return false;
        }
        while rest.next_if(is_digit).is_some() {}
    }
    let mut zone = [0; 6];
    let mut length = 0;
    for code in rest {
        match (zone.get_mut(length), u8::try_from(code)) {
            (Some(place), Ok(byte)) => *place = byte,
            _ => return false,
        }
        length += 1;
    }
    let Some(offset) = minutes_from_utc(&zone[..length]) else { return false };
    if hour > 23 || minute > 59 {
        return false;
    }
    // A leap second is the last of a UTC day.
    second < 60 || second == 60 && (hour * 60 + minute - offset).rem_euclid(24 * 60) == 23 * 60 + 59
}

fn minutes_from_utc(zone: &[u8]) -> Option<i32> {
    let (sign, h0, h1, m0, m1) = match *zone {
        [b'Z' | b'z'] => return Some(0),
        [sign @ (b'+' | b'-'), h0, h1] => (sign, h0, h1, b'0', b'0'),
        [sign @ (b'+' | b'-'), h0, h1, m0, m1] | [sign @ (b'+' | b'-'), h0, h1, b':', m0, m1] => (sign, h0, h1, m0, m1),
        _ => return None,
    };
    let (hours, minutes) = (two(h0, h1)?, two(m0, m1)?);
    if hours > 23 || minutes > 59 {
        return None;
    }
    let offset = hours * 60 + minutes;
    Some(if sign == b'-' { -offset } else { offset })
}

fn two(tens: u8, ones: u8) -> Option<i32> {
    (tens.is_ascii_digit() && ones.is_ascii_digit()).then(|| i32::from(tens - b'0') * 10 + i32::from(ones - b'0'))
}
