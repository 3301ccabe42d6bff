//! What a test asks to go wrong.

use super::options::{WrongOption, wrong};
use super::reply::with_type;
use super::surrogates::lossy;
use super::{Answer, value};
use crate::http::HttpResponse;
use serde_json::{Map, Value};

/// What the next request meets.
#[derive(Clone, Debug, PartialEq)]
pub enum Fault {
    /// This answer; the request is not applied.
    Respond(HttpResponse),
    /// `fetch` rejects with a TypeError.
    NetworkError,
    /// `fetch` rejects with a string.
    RejectNonError,
    /// `fetch` throws instead of returning a promise.
    Throw,
    /// No answer until the caller gives up.
    Hang,
    /// The request is applied, the answer's body is not JSON.
    MalformedJson,
    /// The request is applied, the answer's body breaks off.
    TruncatedBody,
    /// The request is applied, then the connection breaks.
    LostResponse,
}

impl Fault {
    /// Those that are asked for by a word.
    pub const NAMED: [Self; 7] = [
        Self::NetworkError,
        Self::RejectNonError,
        Self::Throw,
        Self::Hang,
        Self::MalformedJson,
        Self::TruncatedBody,
        Self::LostResponse,
    ];

    /// Reads a fault as JS gives it: a word, or `{status, headers: [[name, value]], body}` with names in lower case.
    pub fn from_json(json: &[u8]) -> Result<Self, WrongOption> {
        let word = match value::parse(json) {
            Ok(Value::Object(answer)) => return respond(&answer),
            Ok(Value::String(word)) => word,
            _ => String::new(),
        };
        Self::NAMED.iter().find(|fault| fault.name() == word).cloned().ok_or_else(|| {
            let names = Self::NAMED.each_ref().map(Self::name).join(", ");
            wrong("fault", &format!("expected {{status}} or one of {names}"))
        })
    }

    /// The word for it; `respond` for an answer of its own.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Respond(_) => "respond",
            Self::NetworkError => "network-error",
            Self::RejectNonError => "reject-non-error",
            Self::Throw => "throw",
            Self::Hang => "hang",
            Self::MalformedJson => "malformed-json",
            Self::TruncatedBody => "truncated-body",
            Self::LostResponse => "lost-response",
        }
    }

    /// What becomes of a request; `respond` applies it.
    pub fn meet(self, respond: impl FnOnce() -> HttpResponse) -> Answer {
        match self {
            Self::Respond(response) => Answer::Response(response),
            Self::NetworkError => Answer::NetworkError,
            Self::RejectNonError => Answer::RejectNonError,
            Self::Throw => Answer::Throw,
            Self::Hang => Answer::Hang,
            Self::MalformedJson => {
                Answer::Response(with_type(respond().status, "application/json", b"{\"status\":".to_vec()))
            }
            Self::TruncatedBody => {
                let mut response = respond();
                response.body.truncate(response.body.len() / 2);
                Answer::TruncatedBody(response)
            }
            Self::LostResponse => {
                respond();
                Answer::LostResponse
            }
        }
    }
}

fn respond(answer: &Map<String, Value>) -> Result<Fault, WrongOption> {
    let status = answer.get("status").and_then(Value::as_u64).and_then(|status| u16::try_from(status).ok());
    let status = status
        .filter(|status| (200..600).contains(status))
        .ok_or_else(|| wrong("fault.status", "expected a whole number from 200 to 599"))?;
    let body = match answer.get("body") {
        None => String::new(),
        Some(body) => lossy(body.as_str().ok_or_else(|| wrong("fault.body", "expected a string"))?),
    };
    let mut headers = Vec::new();
    for header in answer.get("headers").and_then(Value::as_array).into_iter().flatten() {
        let text = |index| header.get(index).and_then(Value::as_str).unwrap_or_default().to_owned();
        headers.push((text(0), text(1)));
    }
    if !body.is_empty() && !headers.iter().any(|(name, _)| name == "content-type") {
        headers.push(("content-type".to_owned(), "application/json".to_owned()));
    }
    Ok(Fault::Respond(HttpResponse { status, headers, body: body.into_bytes() }))
}

/// Which requests a fault is for. The default: each.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Meets {
    /// In capitals; None for any.
    pub method: Option<String>,
    /// How many of them go on to the next fault first.
    pub skip: u32,
}

/// A fault to come, and the number of requests that meet it.
struct Due {
    fault: Fault,
    times: u32,
    meets: Meets,
}

/// The faults to come, in the order in which they were asked for.
#[derive(Default)]
pub struct Faults(Vec<Due>);

impl Faults {
    /// After those that are there already.
    pub fn add(&mut self, fault: Fault, times: u32, meets: Meets) {
        if times > 0 {
            self.0.push(Due { fault, times, meets });
        }
    }

    /// The first that is for this request. What a request does not come to counts no skip.
    pub fn take(&mut self, method: &str) -> Option<Fault> {
        let index = self.0.iter_mut().position(|due| {
            let is_meant = due.meets.method.as_deref().is_none_or(|own| own.eq_ignore_ascii_case(method));
            let is_met = is_meant && due.meets.skip == 0;
            due.meets.skip -= u32::from(is_meant && !is_met);
            is_met
        })?;
        let due = self.0.get_mut(index)?;
        due.times -= 1;
        if due.times > 0 { Some(due.fault.clone()) } else { Some(self.0.remove(index).fault) }
    }
}
