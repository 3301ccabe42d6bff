//! Why a call failed, as data.

use crate::http::decimal;

/// What programs tell a failure by. `KINDS` in pkg/js/errors.js has the names, in this order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Code {
    /// The request is not valid and was not sent.
    Validation,
    /// What was asked for is newer than the client's version or release.
    Unsupported,
    /// No answer came.
    Connection,
    /// The time for one attempt ran out.
    Timeout,
    /// A 2xx answer that is not what the API documents
    ResponseFormat,
    /// 400
    BadRequest,
    /// 401
    Authentication,
    /// 403
    Permission,
    /// 404
    NotFound,
    /// 409
    Conflict,
    /// 410
    Gone,
    /// 429
    RateLimit,
    /// 5xx
    Server,
    /// Any other status
    UnexpectedStatus,
}

impl Code {
    /// The kind of an answer that is not 2xx.
    pub fn of_status(status: u16) -> Self {
        match status {
            400 => Self::BadRequest,
            401 => Self::Authentication,
            403 => Self::Permission,
            404 => Self::NotFound,
            409 => Self::Conflict,
            410 => Self::Gone,
            429 => Self::RateLimit,
            500..600 => Self::Server,
            _ => Self::UnexpectedStatus,
        }
    }

    /// In the words of a message.
    fn describe(self) -> &'static str {
        match self {
            Self::Validation => "the request is not valid and was not sent",
            Self::Unsupported => "not supported",
            Self::Connection => "no answer",
            Self::Timeout => "timed out",
            Self::ResponseFormat => "the answer is not what the API documents",
            Self::BadRequest => "Bad Request",
            Self::Authentication => "Unauthorized",
            Self::Permission => "Forbidden",
            Self::NotFound => "Not Found",
            Self::Conflict => "Conflict",
            Self::Gone => "Gone: the server no longer offers this API version",
            Self::RateLimit => "Too Many Requests",
            Self::Server => "server error",
            Self::UnexpectedStatus => "unexpected status",
        }
    }
}

/// Servers and runtimes may say a lot; a message says so many code points of it.
pub const LONGEST_REASON: usize = 300;

/// A failed call or attempt.
#[derive(Clone, Debug, PartialEq)]
pub struct Failure {
    /// Its kind.
    pub code: Code,
    /// What is known beyond the kind.
    pub reason: Option<String>,
    /// Of the answer, where one came.
    pub status: Option<u16>,
    /// Where the answer has an error status.
    pub api: Option<ApiFailure>,
}

/// What an answer with an error status tells beyond its details.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct ApiFailure {
    /// The entry's version, where a conflict names it.
    pub current_version: Option<f64>,
    /// The version that was sent, where a conflict names it.
    pub sent_version: Option<f64>,
    /// How long the server asks to wait.
    pub retry_after_ms: Option<f64>,
}

impl Failure {
    /// A failure without an answer.
    pub fn without_answer(code: Code, reason: Option<String>) -> Self {
        Self { code, reason, status: None, api: None }
    }

    /// One line: `PATCH https://…: 409 Conflict: Version: Expected 36 to be equal to 1`. What `redact` takes out, is taken
    /// out before the reason is cut to [`LONGEST_REASON`], so that no part of it stays.
    pub fn message(&self, method: &str, url: &str, redact: impl Fn(&str) -> String) -> String {
        let mut message = [method, " ", &redact(url), ": "].concat();
        if let Some(status) = self.status {
            message.push_str(&decimal(status.into()));
            message.push(' ');
        }
        message.push_str(self.code.describe());
        if let Some(reason) = &self.reason
            && !reason.is_empty()
        {
            message.push_str(": ");
            message.push_str(start(&redact(reason), LONGEST_REASON));
        }
        message
    }
}

/// The text, up to so many code points.
fn start(text: &str, code_points: usize) -> &str {
    let mut left = code_points;
    for (end, byte) in text.bytes().enumerate() {
        let is_first = byte & 0xc0 != 0x80;
        if is_first && left == 0 {
            return text.get(..end).unwrap_or_default();
        }
        left -= usize::from(is_first);
    }
    text
}
