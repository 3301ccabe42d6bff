//! Date-times, as ajv-formats 3 takes them in its full mode: RFC 3339 with a real calendar, and a few liberties.

/// A date, `T` or one white-space character, a time with its zone.
pub fn is_date_time(content: &[u8]) -> bool {
    let Some((date, rest)) = content.split_first_chunk() else { return false };
    let separator = if matches!(rest, [b'T' | b't', ..]) { 1 } else { white_space(rest) };
    separator > 0 && is_date(date) && is_time(&rest[separator..])
}

/// `YYYY-MM-DD`, and nothing else.
pub fn is_calendar_date(content: &[u8]) -> bool {
    content.try_into().is_ok_and(is_date)
}

/// How many bytes the character has that UTF-8 starts with, where `\s` of JavaScript's regular expressions matches it; else 0.
pub fn white_space(bytes: &[u8]) -> usize {
    match bytes {
        [0x09..=0x0d | 0x20, ..] => 1,
        // U+00A0
        [0xc2, 0xa0, ..] => 2,
        // U+1680; U+2000 to U+200A, U+2028, U+2029, U+202F; U+205F; U+3000; U+FEFF
        [0xe1, 0x9a, 0x80, ..]
        | [0xe2, 0x80, 0x80..=0x8a | 0xa8 | 0xa9 | 0xaf, ..]
        | [0xe2, 0x81, 0x9f, ..]
        | [0xe3, 0x80, 0x80, ..]
        | [0xef, 0xbb, 0xbf, ..] => 3,
        _ => 0,
    }
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

/// [`WRONG`] where the text is not a zone.
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
