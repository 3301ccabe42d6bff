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
    let &[y0, y1, y2, y3, b'-', m0, m1, b'-', d0, d1] = date else { return false };
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
fn is_time(time: &[u8]) -> bool {
    let &[h0, h1, b':', m0, m1, b':', s0, s1, ref rest @ ..] = time else { return false };
    let (Some(hour), Some(minute), Some(second)) = (two(h0, h1), two(m0, m1), two(s0, s1)) else { return false };
    let zone = match rest {
        [b'.', fraction @ ..] => {
            let mut zone = fraction;
            while let [b'0'..=b'9', rest @ ..] = zone {
                zone = rest;
            }
            if zone.len() == fraction.len() {
                return false;
            }
            zone
        }
        zone => zone,
    };
    let Some(offset) = minutes_from_utc(zone) else { return false };
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

#[inline(always)]
fn two(tens: u8, ones: u8) -> Option<i32> {
    (tens.is_ascii_digit() && ones.is_ascii_digit()).then(|| i32::from(tens - b'0') * 10 + i32::from(ones - b'0'))
}
