//! Why a call failed, as data.

use crate::retry_after::RetryAfter;
use crate::text::decimal;

/// What programs tell a failure by.
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
    /// By their numbers, with the names that programs tell them by.
    pub const ALL: [(Self, &'static str); 14] = [
        (Self::Validation, "validation"),
        (Self::Unsupported, "unsupported"),
        (Self::Connection, "connection"),
        (Self::Timeout, "timeout"),
        (Self::ResponseFormat, "response_format"),
        (Self::BadRequest, "bad_request"),
        (Self::Authentication, "authentication"),
        (Self::Permission, "permission"),
        (Self::NotFound, "not_found"),
        (Self::Conflict, "conflict"),
        (Self::Gone, "gone"),
        (Self::RateLimit, "rate_limit"),
        (Self::Server, "server"),
        (Self::UnexpectedStatus, "unexpected_status"),
    ];

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
            // JavaScript says more.
            Self::Validation | Self::Unsupported => "not sent",
            Self::Connection => "no answer",
            Self::Timeout => "timed out",
            Self::ResponseFormat => "unexpected answer",
            Self::BadRequest => "Bad Request",
            Self::Authentication => "Unauthorized",
            Self::Permission => "Forbidden",
            Self::NotFound => "Not Found",
            Self::Conflict => "Conflict",
            Self::Gone => "Gone (API version removed)",
            Self::RateLimit => "Too Many Requests",
            Self::Server => "server error",
            Self::UnexpectedStatus => "unexpected status",
        }
    }
}

/// A failed call or attempt.
#[derive(Clone, Debug, PartialEq)]
pub struct Failure {
    /// Its kind.
    pub code: Code,
    /// The facts beyond the kind.
    pub reason: Option<String>,
    /// Of the answer, where one came; 0 of a redirect that the runtime hides.
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
    pub retry_after: Option<RetryAfter>,
}

impl Failure {
    /// A failure without an answer.
    pub fn without_answer(code: Code, reason: Option<String>) -> Self {
        Self { code, reason, status: None, api: None }
    }

    /// What happened to which request, in one line: `PATCH https://…: 409 Conflict`. The reason follows it in a message.
    pub fn heading(&self, method: &str, url: &str) -> String {
        let mut heading = [method, " ", url, ": "].concat();
        if let Some(status) = self.status.filter(|status| *status > 0) {
            heading.push_str(&decimal(status.into()));
            heading.push(' ');
        }
        heading.push_str(self.code.describe());
        heading
    }
}
