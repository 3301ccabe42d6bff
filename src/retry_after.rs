//! How long a server asks to wait, in any of the ways in which it may say so.

use crate::http::HttpResponse;
use crate::text::digits;

/// How long a server asks to wait.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct RetryAfter {
    /// From now on, in milliseconds.
    pub ms: f64,
    /// Whether it was given as a date, which is a second wide and may lie in the past: no less than the usual wait.
    pub is_date: bool,
}

/// What the answer's `retry-after-ms`, else its `Retry-After` says, in seconds or as a date. Clocks differ, so a date is
/// measured against the answer's own `Date`, where that can be read. None where it does not say, or not so that it can be
/// read.
pub fn read(response: &HttpResponse, now_ms: f64) -> Option<RetryAfter> {
    if let Some(ms) = response.header("retry-after-ms").and_then(decimal) {
        return Some(RetryAfter { ms, is_date: false });
    }
    let text = response.header("retry-after")?;
    if let Some(seconds) = decimal(text) {
        return Some(RetryAfter { ms: seconds * 1_000.0, is_date: false });
    }
    let sent_at = response.header("date").and_then(|date| http_date_ms(date, now_ms)).unwrap_or(now_ms);
    http_date_ms(text, now_ms).map(|date| RetryAfter { ms: (date - sent_at).max(0.0), is_date: true })
}

/// Digits, perhaps with a fraction.
fn decimal(text: &str) -> Option<f64> {
    let mut value = 0.0;
    // What a digit before the point counts in `value`, once that is met.
    let mut unit = None;
    let mut ends_in_digit = false;
    for byte in text.as_bytes().trim_ascii() {
        match (byte, unit) {
            (b'.', None) if ends_in_digit => unit = Some(1.0),
            // A double has no more digits.
            (b'0'..=b'9', Some(1e15)) => {}
            (b'0'..=b'9', _) => {
                value = value * 10.0 + f64::from(byte - b'0');
                unit = unit.map(|unit| unit * 10.0);
            }
            _ => return None,
        }
        ends_in_digit = *byte != b'.';
    }
    ends_in_digit.then(|| value / unit.unwrap_or(1.0))
}

/// An HTTP date as milliseconds since the epoch, in any of the forms of RFC 9110, section 5.6.7:
/// `Sun, 06 Nov 1994 08:49:37 GMT`, `Sunday, 06-Nov-94 08:49:37 GMT`, `Sun Nov  6 08:49:37 1994`.
fn http_date_ms(text: &str, now_ms: f64) -> Option<f64> {
    const MONTHS: &[u8; 36] = b"JanFebMarAprMayJunJulAugSepOctNovDec";
    let mut parts: Vec<&[u8]> = Vec::new();
    for part in text.as_bytes().split(|byte| matches!(byte, b' ' | b',' | b'-' | b':')) {
        if !part.is_empty() {
            parts.push(part);
        }
    }
    let ([_, day, month, year, hour, minute, second, b"GMT"] | [_, month, day, hour, minute, second, year]) =
        parts.as_slice()
    else {
        return None;
    };
    let year_digits = year.len();
    let month = MONTHS.chunks(3).position(|name| name == *month)? as i64;
    let mut numbers = [0; 5];
    // A leap second is the 61st.
    for (index, (part, most)) in [(day, 31), (year, 9_999), (hour, 23), (minute, 59), (second, 60)].iter().enumerate() {
        let number = digits(part).filter(|number| *number <= f64::from(*most))?;
        numbers[index] = number as i64;
    }
    let [day, mut year, hour, minute, second] = numbers;
    match year_digits {
        2 => year = nearest_century(year, now_ms),
        4 => {}
        _ => return None,
    }
    if year < 1970 || day == 0 {
        return None;
    }
    // Days since the epoch, with years that start in March, so that the leap day comes last.
    let months = year * 12 + month - 2;
    let (march_year, march_month) = (months / 12, months % 12);
    let leap_days = march_year / 4 - march_year / 100 + march_year / 400;
    let days = march_year * 365 + leap_days + (march_month * 306 + 5) / 10 + day - 1 - 719_468;
    Some((((days * 24 + hour) * 60 + minute) * 60 + second) as f64 * 1_000.0)
}

/// A year of two digits is never more than 50 years ahead.
fn nearest_century(year: i64, now_ms: f64) -> i64 {
    const YEAR_MS: f64 = 365.2425 * 24.0 * 3_600_000.0;
    let now = 1970 + (now_ms / YEAR_MS) as i64;
    let year = now / 100 * 100 + year;
    if year > now + 50 { year - 100 } else { year }
}
