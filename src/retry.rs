//! What follows an attempt that failed: another one, and when, or none.

/// Before the second attempt; doubled before each further one.
const FIRST_WAIT_MS: f64 = 500.0;
/// No wait is longer, unless the server asks for it.
const LONGEST_WAIT_MS: f64 = 8_000.0;
/// What a wait may lose by chance, so that clients do not come back all at once.
const JITTER: f64 = 0.25;
/// A server that asks for more is not waited for.
pub const LONGEST_RETRY_AFTER_MS: f64 = 60_000.0;

use crate::retry_after::RetryAfter;

/// How an attempt ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// No answer, or one that broke off.
    NoAnswer,
    /// The time for one attempt ran out.
    Timeout,
    /// An answer with this status; 0 is that of a redirect that the runtime hides.
    Status(u16),
}

impl Outcome {
    /// How JavaScript says that there was no answer; in place of a status.
    pub const NO_ANSWER: u16 = 1;
    /// How it says that the time ran out.
    pub const TIMED_OUT: u16 = 2;
    /// How it says that there was a redirect, whose status the runtime hides.
    pub const HIDDEN_REDIRECT: u16 = 0;

    /// What JavaScript says of an attempt: one of these, or a status.
    pub fn of_ending(ending: u16) -> Self {
        match ending {
            Self::NO_ANSWER => Self::NoAnswer,
            Self::TIMED_OUT => Self::Timeout,
            status => Self::Status(status),
        }
    }
}

/// When a request may be sent again. Its number crosses from JavaScript.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Repeat {
    /// Also once it was applied: a GET, or what a repeat cannot apply twice.
    Always,
    /// Only where the server says that it was not applied.
    Unapplied,
    /// Likewise; and not where too many were sent and the server asks for no wait, since a quota may be used up for the day.
    UnderQuota,
}

impl Repeat {
    /// By their numbers.
    pub const ALL: [Self; 3] = [Self::Always, Self::Unapplied, Self::UnderQuota];

    /// By its number.
    pub fn of(number: Option<f64>) -> Self {
        match number {
            Some(1.0) => Self::Unapplied,
            Some(2.0) => Self::UnderQuota,
            _ => Self::Always,
        }
    }
}

/// What the decision rests on.
#[derive(Clone, Copy, Debug)]
pub struct Attempt {
    /// How it ended.
    pub outcome: Outcome,
    /// When the request may be sent again.
    pub repeat: Repeat,
    /// Further attempts already made.
    pub retries: u32,
    /// Further attempts allowed.
    pub max_retries: u32,
    /// What the server asked for.
    pub retry_after: Option<RetryAfter>,
    /// Whether others rest along with it, when the server says that there are too many requests.
    pub shares_rest: bool,
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
        Outcome::Status(429) => attempt.repeat != Repeat::UnderQuota || attempt.retry_after.is_some(),
        // The server says that it did not process the request.
        Outcome::Status(503) => true,
        Outcome::NoAnswer | Outcome::Timeout | Outcome::Status(408 | 500 | 502 | 504) => {
            attempt.repeat == Repeat::Always
        }
        Outcome::Status(_) => false,
    };
    if !is_allowed || attempt.retries >= attempt.max_retries {
        return Decision::Stop;
    }
    match attempt.retry_after {
        Some(RetryAfter { ms, .. }) if ms > LONGEST_RETRY_AFTER_MS => Decision::Stop,
        _ => Decision::Wait(wait_ms(attempt)),
    }
}

/// The wait that becomes this attempt: what the server asks for, and no less than the usual one where that is a date or
/// where a whole crowd would come back at once.
pub fn wait_ms(attempt: &Attempt) -> f64 {
    let backoff = backoff_ms(attempt.retries, attempt.random);
    let is_crowd = attempt.shares_rest && attempt.outcome == Outcome::Status(429);
    match attempt.retry_after {
        Some(RetryAfter { ms, is_date }) if !is_date && !is_crowd => ms,
        Some(RetryAfter { ms, .. }) => ms.max(backoff),
        None => backoff,
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
