//! Date-times, as ajv-formats 3 takes them in its full mode: RFC 3339 with a real calendar, and a few liberties.

use crate::json::Text;

/// A date, `T` or one white-space character, a time with its zone.
pub fn is_date_time(content: &[u8]) -> bool {
    let Some((date, rest)) = content.split_first_chunk() else { return false };
    let Some((separator, time)) = split_first(rest) else { return false };
    (separator | 0x20 == u32::from(b't') || is_white_space(separator)) && is_date(date) && is_time(time)
}

/// `YYYY-MM-DD`, and nothing else.
pub fn is_calendar_date(content: &[u8]) -> bool {
    content.try_into().is_ok_and(is_date)
}

/// The first code point of UTF-8, and what follows it.
#[inline(always)]
pub fn split_first(bytes: &[u8]) -> Option<(u32, &[u8])> {
    match bytes {
        [byte @ 0..0x80, rest @ ..] => Some((u32::from(*byte), rest)),
        _ => {
            let mut code_points = Text::checked(bytes).code_points();
            Some((code_points.next()?, code_points.rest()))
        }
    }
}

/// What `\s` of JavaScript's regular expressions matches.
pub fn is_white_space(code: u32) -> bool {
    matches!(
        code,
        0x09..=0x0d | 0x20 | 0xa0 | 0x1680 | 0x2000..=0x200a | 0x2028 | 0x2029 | 0x202f | 0x205f | 0x3000 | 0xfeff
    )
}

/// `YYYY-MM-DD`
fn is_date(date: &[u8; 10]) -> bool {
    let [century, year, month, day] = [0, 2, 5, 8].map(|at| two(date, at));
    let is_leap_year = if year == 0 { century % 4 == 0 } else { year % 4 == 0 };
    let days = match month {
        2 => 28 + i32::from(is_leap_year),
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    };
    date[4] == b'-'
        && date[7] == b'-'
        && century.max(year) <= 99
        && (1..=12).contains(&month)
        && (1..=days).contains(&day)
}

/// `hh:mm:ss`, a fraction, and a zone: `Z`, `+hh`, `+hhmm` or `+hh:mm`.
fn is_time(time: &[u8]) -> bool {
    let Some((clock, mut zone)) = time.split_first_chunk::<8>() else { return false };
    if let [b'.', digit, rest @ ..] = zone {
        if !digit.is_ascii_digit() {
            return false;
        }
        zone = rest;
        while let [b'0'..=b'9', rest @ ..] = zone {
            zone = rest;
        }
    }
    let [hour, minute, second] = [0, 3, 6].map(|at| two(clock, at));
    let offset = minutes_from_utc(zone);
    if clock[2] != b':' || clock[5] != b':' || hour > 23 || minute > 59 || offset == WRONG {
        return false;
    }
    // A leap second is the last of a UTC day.
    second < 60 || second == 60 && (hour * 60 + minute - offset).rem_euclid(24 * 60) == 23 * 60 + 59
}

/// [`WRONG`] where it is no zone.
fn minutes_from_utc(zone: &[u8]) -> i32 {
    let (hours, minutes) = match zone {
        [b'Z' | b'z'] => return 0,
        [b'+' | b'-', _, _] => (two(zone, 1), 0),
        [b'+' | b'-', _, _, _, _] => (two(zone, 1), two(zone, 3)),
        [b'+' | b'-', _, _, b':', _, _] => (two(zone, 1), two(zone, 4)),
        _ => return WRONG,
    };
    if hours > 23 || minutes > 59 {
        return WRONG;
    }
    let offset = hours * 60 + minutes;
    if zone[0] == b'-' { -offset } else { offset }
}

/// More than any number of two digits, and any offset.
const WRONG: i32 = 10_000;

/// Two digits at `at`; [`WRONG`] where there are none.
fn two(text: &[u8], at: usize) -> i32 {
    match text.get(at..at + 2) {
        Some(&[tens @ b'0'..=b'9', ones @ b'0'..=b'9']) => i32::from(tens - b'0') * 10 + i32::from(ones - b'0'),
        _ => WRONG,
    }
}
