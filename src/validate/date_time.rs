//! Date-times, as ajv-formats 3 takes them in its full mode: RFC 3339 with a real calendar, and a few liberties.

use crate::text::{WRONG, two};

/// A date, `T` or one white-space character, a time with its zone.
pub fn is_date_time(content: &[u8]) -> bool {
    instant(content).is_some()
}

/// The seconds of such a date-time, from some moment on.
pub fn instant(content: &[u8]) -> Option<f64> {
    let (date, rest) = content.split_first_chunk()?;
    let separator = if matches!(rest, [b'T' | b't', ..]) { 1 } else { white_space(rest) };
    if separator == 0 { None } else { Some(f64::from(day_of(date)?) * 86_400.0 + second_of(rest.get(separator..)?)?) }
}

/// `YYYY-MM-DD`, and nothing else.
pub fn is_calendar_date(content: &[u8]) -> bool {
    content.try_into().is_ok_and(|date| day_of(date).is_some())
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

/// The number of the day `YYYY-MM-DD`.
fn day_of(date: &[u8; 10]) -> Option<i32> {
    let [century, year, month, day] = [0, 2, 5, 8].map(|at| two(date, at));
    let is_leap_year = if year == 0 { century % 4 == 0 } else { year % 4 == 0 };
    let leap_day = i32::from(is_leap_year);
    let days = match month {
        2 => 28 + leap_day,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    };
    let is_date = date[4] == b'-'
        && date[7] == b'-'
        && century.max(year) <= 99
        && (1..=12).contains(&month)
        && (1..=days).contains(&day);
    // In leap years before this one, and in the months before this one, if they all had 31 days.
    let years = century * 100 + year + 399;
    let leap_days = years / 4 - years / 100 + years / 400;
    let short = if month > 2 { (month * 4 + 23) / 10 - leap_day } else { 0 };
    is_date.then(|| years * 365 + leap_days + month * 31 - short + day)
}

/// The second of `hh:mm:ss`, a fraction, and a zone: `Z`, `+hh`, `+hhmm` or `+hh:mm`.
fn second_of(time: &[u8]) -> Option<f64> {
    let (clock, mut zone) = time.split_first_chunk::<8>()?;
    let (mut fraction, mut unit) = (0.0, 1.0);
    if let [b'.', digits @ ..] = zone {
        zone = digits;
        while let [digit @ b'0'..=b'9', rest @ ..] = zone {
            unit /= 10.0;
            fraction += f64::from(digit - b'0') * unit;
            zone = rest;
        }
        if unit == 1.0 {
            return None;
        }
    }
    let [hour, minute, second] = [0, 3, 6].map(|at| two(clock, at));
    let offset = minutes_from_utc(zone);
    let minutes = hour * 60 + minute - offset;
    let is_time = clock[2] == b':'
        && clock[5] == b':'
        && hour <= 23
        && minute <= 59
        && offset != WRONG
        // A leap second is the last of a UTC day.
        && (second < 60 || second == 60 && minutes.rem_euclid(24 * 60) == 23 * 60 + 59);
    is_time.then(|| f64::from(minutes * 60 + second) + fraction)
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

#[cfg(test)]
mod tests {
    use super::{day_of, instant};

    fn day(year: i32, month: i32, day: i32) -> Option<i32> {
        day_of(format!("{year:04}-{month:02}-{day:02}").as_bytes().try_into().ok()?)
    }

    #[test]
    fn days_follow_each_other() {
        let mut last = day(0, 1, 1).expect("a day") - 1;
        for year in 0..=9_999 {
            // Between these, all Januaries are alike.
            let months = if year < 410 || year % 100 < 5 { 1..=12 } else { 1..=1 };
            let is_whole = *months.end() == 12;
            let first = day(year, 1, 1).expect("a day");
            assert_eq!(first, last + 1, "{year}");
            for number in
                months.flat_map(|month| (1..=31).filter_map(move |day_of_month| day(year, month, day_of_month)))
            {
                assert!(number == last + 1, "{year}");
                last = number;
            }
            if !is_whole {
                last = day(year, 12, 31).expect("a day");
                assert!([365, 366].contains(&(last - first + 1)), "{year}");
            }
        }
    }

    #[test]
    fn moments_are_told_apart_to_the_fraction() {
        let second = |text: &str| instant(["2026-05-01T", text].concat().as_bytes()).expect("a moment");
        let midnight = second("00:00:00Z");
        for (text, after) in [
            ("00:00:00.25Z", 0.25),
            ("00:00:00.75Z", 0.75),
            ("00:00:07Z", 7.0),
            ("00:03:00Z", 180.0),
            ("02:00:00Z", 7_200.0),
            ("02:00:00+01:30", 1_800.0),
            ("00:00:00-0030", 1_800.0),
        ] {
            assert_eq!(second(text) - midnight, after, "{text}");
        }
    }
}
