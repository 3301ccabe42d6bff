//! What follows an attempt that failed: another one, and when, or none.

/// Before the second attempt; doubled before each further one.
const FIRST_WAIT_MS: f64 = 500.0;
/// No wait is longer, unless the server asks for it.
const LONGEST_WAIT_MS: f64 = 8_000.0;
/// What a wait may lose by chance, so that clients do not come back all at once.
const JITTER: f64 = 0.25;
/// A server that asks for more is not waited for.
pub const LONGEST_RETRY_AFTER_MS: f64 = 60_000.0;

/// How an attempt ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// No answer, or one that broke off.
    NoAnswer,
    /// The time for one attempt ran out.
    Timeout,
    /// An answer with this status.
    Status(u16),
}

/// What the decision rests on.
#[derive(Clone, Copy, Debug)]
pub struct Attempt {
    /// How it ended.
    pub outcome: Outcome,
    /// Whether a request that was applied may be sent again: a GET, or a PATCH that a repeat cannot apply twice.
    pub repeatable: bool,
    /// Further attempts already made.
    pub retries: u32,
    /// Further attempts allowed.
    pub max_retries: u32,
    /// What the server asked for, see [`retry_after_ms`].
    pub retry_after_ms: Option<f64>,
    /// From 0 to 1.
    pub random: f64,
}

/// What follows.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Decision {
    /// The call fails.
    Stop,
    /// Another attempt, after so many milliseconds.
    Wait(f64),
}

/// Decides what follows a failed attempt.
pub fn decide(attempt: &Attempt) -> Decision {
    let is_allowed = match attempt.outcome {
        // The server says that it did not process the request.
        Outcome::Status(429 | 503) => true,
        Outcome::NoAnswer | Outcome::Timeout | Outcome::Status(408 | 500 | 502 | 504) => attempt.repeatable,
        Outcome::Status(_) => false,
    };
    if !is_allowed || attempt.retries >= attempt.max_retries {
        return Decision::Stop;
    }
    match attempt.retry_after_ms {
        Some(wait) if wait > LONGEST_RETRY_AFTER_MS => Decision::Stop,
        Some(wait) => Decision::Wait(wait),
        None => Decision::Wait(backoff_ms(attempt.retries, attempt.random)),
    }
}

/// The wait where the server asks for none.
fn backoff_ms(retries: u32, random: f64) -> f64 {
    let doubled = FIRST_WAIT_MS * f64::from(1u32 << retries.min(8));
    doubled.min(LONGEST_WAIT_MS) * (1.0 - JITTER * random)
}

/// Whether the server may have applied a request that ended so.
pub fn is_outcome_unknown(outcome: Outcome) -> bool {
    matches!(outcome, Outcome::NoAnswer | Outcome::Timeout | Outcome::Status(408 | 500 | 502 | 504))
}

/// How long the server asks to wait, in milliseconds: `retry-after-ms`, else `Retry-After` in seconds or as a date.
/// None where it does not say, or not so that it can be read.
pub fn retry_after_ms(in_ms: Option<&str>, in_seconds: Option<&str>, now_ms: f64) -> Option<f64> {
    if let Some(wait) = in_ms.and_then(decimal) {
        return Some(wait);
    }
    let text = in_seconds?;
    match decimal(text) {
        Some(seconds) => Some(seconds * 1_000.0),
        None => http_date_ms(text).map(|date| (date - now_ms).max(0.0)),
    }
}

/// Digits, perhaps with a fraction.
fn decimal(text: &str) -> Option<f64> {
    let (whole, fraction) = text.trim().split_once('.').unwrap_or((text.trim(), "0"));
    if whole.is_empty() || whole.len() > 15 || fraction.is_empty() || fraction.len() > 15 {
        return None;
    }
    let digits = |text: &str| {
        text.bytes().try_fold(0.0, |value, byte| byte.is_ascii_digit().then(|| value * 10.0 + f64::from(byte - b'0')))
    };
    Some(digits(whole)? + digits(fraction)? / 10f64.powi(fraction.len() as i32))
}

/// `Sun, 06 Nov 1994 08:49:37 GMT` as milliseconds since the epoch.
fn http_date_ms(text: &str) -> Option<f64> {
    const MONTHS: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    let (_, date) = text.trim().split_once(", ")?;
    let mut parts = date.split([' ', ':']);
    let mut number = || parts.next().and_then(|part| part.parse::<i64>().ok());
    let day = number()?;
    let month = parts.next()?;
    let month = MONTHS.iter().position(|name| *name == month)? as i64;
    let mut number = || parts.next().and_then(|part| part.parse::<i64>().ok());
    let (year, hour, minute, second) = (number()?, number()?, number()?, number()?);
    if parts.next() != Some("GMT") || !(1970..10_000).contains(&year) || !(1..=31).contains(&day) {
        return None;
    }
    // Days since the epoch, with years that start in March, so that the leap day comes last.
    let months = year * 12 + month - 2;
    let (year, month) = (months / 12, months % 12);
    let days = year * 365 + year / 4 - year / 100 + year / 400 + (month * 306 + 5) / 10 + day - 1 - 719_468;
    Some((((days * 24 + hour) * 60 + minute) * 60 + second) as f64 * 1_000.0)
}
