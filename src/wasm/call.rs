//! The one loop: attempts until a result, or until the decision is to stop.

use js_sys::Promise;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

use super::error::failed;
use super::transport::Transport;
use crate::failure::{Code, Failure};
use crate::http::HttpRequest;
use crate::response::{self, Expected};
use crate::retry::{self, Attempt, Decision, Outcome};

/// What a call is made with.
pub struct Prepared {
    pub request: HttpRequest,
    /// What a 2xx answer has to be.
    pub expected: Expected,
    /// Whether it may be applied twice.
    pub repeatable: bool,
}

/// One call of a client's method.
pub struct Call {
    transport: Transport,
    prepared: Prepared,
    /// Whether the token is the client's own, and no function's.
    has_own_token: bool,
    /// What the attempt is sent with; None where no token came.
    token: Option<String>,
    /// Attempts begun.
    attempts: u32,
    /// Attempts that followed a wait.
    retries: u32,
    /// How the last attempt ended.
    outcome: Outcome,
    /// How long that took.
    ms: f64,
    /// What it failed with; undefined before that.
    error: JsValue,
    /// Whether the server may have applied an earlier attempt.
    outcome_unknown: bool,
    /// Whether a 401 was met.
    met_401: bool,
    /// Whether `onAttempt` is to be told of it as soon as it is known whether there is another token.
    owes_event: bool,
}

/// What follows a step.
enum Next {
    /// Sending, now or when the promise has settled.
    Send(Option<Promise>),
    /// Looking at what came, now or when the promise has settled.
    Settle(Option<Promise>),
    /// Nothing, as the call's promise is settled.
    Nothing,
}

/// In place of a wait.
const NO_RETRY: f64 = -1.0;

impl Call {
    /// `token` is None where a function gives it.
    pub fn new(transport: Transport, prepared: Prepared, token: Option<String>) -> Self {
        Self {
            transport,
            prepared,
            has_own_token: token.is_some(),
            token,
            attempts: 0,
            retries: 0,
            outcome: Outcome::NoAnswer,
            ms: 0.0,
            error: JsValue::UNDEFINED,
            outcome_unknown: false,
            met_401: false,
            owes_event: false,
        }
    }

    /// Settles the call's promise. Waits in one place: each `await` brings a copy of the code that drops what it waits for.
    pub async fn run(mut self) {
        let mut next = self.begin(0.0);
        loop {
            let (promise, is_sent) = match next {
                Next::Send(promise) => (promise, false),
                Next::Settle(promise) => (promise, true),
                Next::Nothing => return,
            };
            let failure = match promise {
                Some(promise) => JsFuture::from(promise).await.err(),
                None => None,
            };
            next = if is_sent { self.settle(failure) } else { self.send(failure) };
        }
    }

    fn begin(&self, wait_ms: f64) -> Next {
        Next::Send(self.transport.begin(wait_ms, &self.error, self.is_image()))
    }

    /// `failure` is why nothing is to be sent any more.
    fn send(&mut self, failure: Option<JsValue>) -> Next {
        let transport = &self.transport;
        if !self.has_own_token {
            let token = if failure.is_none() { transport.token() } else { None };
            let has_other_token = token.is_some() && token != self.token;
            self.token = token;
            if self.owes_event {
                self.tell(if has_other_token { 0.0 } else { NO_RETRY });
                self.owes_event = false;
                if !has_other_token {
                    return self.end(&failure.unwrap_or_else(|| self.error.clone()));
                }
            }
        }
        if let Some(reason) = failure {
            return self.end(&reason);
        }
        self.attempts += 1;
        let Some(token) = &self.token else { return Next::Settle(None) };
        let head = [&*self.prepared.request.head(), "\nauthorization: Bearer ", token].concat();
        let body_matters = self.prepared.expected != Expected::Nothing;
        Next::Settle(Some(transport.send(&head, self.is_image(), body_matters)))
    }

    /// The result of an attempt, or the next one; `failure` ends the call.
    fn settle(&mut self, failure: Option<JsValue>) -> Next {
        if let Some(reason) = failure {
            return self.end(&reason);
        }
        let transport = &self.transport;
        let outcome = transport.outcome();
        self.outcome = outcome;
        self.ms = transport.end();
        let failure = match self.result() {
            Ok(result) => {
                self.error = JsValue::UNDEFINED;
                self.tell(NO_RETRY);
                transport.resolve(&result);
                return Next::Nothing;
            }
            Err(failure) => failure,
        };
        // An answer that broke off is none.
        let outcome = if failure.code == Code::Connection { Outcome::NoAnswer } else { outcome };
        self.outcome = outcome;
        self.error = failed(transport, &failure, &self.prepared.request, self.outcome_unknown);
        self.outcome_unknown |= self.token.is_some() && retry::is_outcome_unknown(outcome);
        if outcome == Outcome::Status(401) && !self.has_own_token && !self.met_401 {
            self.met_401 = true;
            self.owes_event = true;
            return self.begin(0.0);
        }
        let attempt = Attempt {
            outcome,
            repeatable: self.prepared.repeatable,
            retries: self.retries,
            max_retries: transport.max_retries(),
            retry_after: failure.api.and_then(|api| api.retry_after),
            shares_rest: transport.shares_rest(),
            random: js_sys::Math::random(),
        };
        let decision = match failure.code {
            // It would come out the same.
            Code::ResponseFormat => Decision::Stop,
            _ => retry::decide(&attempt),
        };
        if outcome == Outcome::Status(429) {
            transport.pause(retry::wait_ms(&attempt));
        }
        let wait_ms = match decision {
            Decision::Wait(ms) => ms,
            Decision::Stop => NO_RETRY,
        };
        self.tell(wait_ms);
        if decision == Decision::Stop {
            return self.end(&self.error);
        }
        self.retries += 1;
        self.begin(wait_ms)
    }

    fn end(&self, reason: &JsValue) -> Next {
        self.transport.reject(reason);
        Next::Nothing
    }

    /// What the caller gets of an attempt.
    fn result(&self) -> Result<JsValue, Failure> {
        let status = match self.outcome {
            Outcome::NoAnswer => return Err(Failure::without_answer(Code::Connection, self.transport.text())),
            Outcome::Timeout => return Err(Failure::without_answer(Code::Timeout, self.transport.text())),
            Outcome::Status(status) => status,
        };
        let is_success = (200..300).contains(&status);
        let response = self.transport.answer(status, if is_success { &[] } else { &response::TELLING_HEADERS });
        let expected = self.prepared.expected;
        let is_json = !matches!(expected, Expected::Image | Expected::Nothing);
        let result =
            response::decode(&response, expected).and_then(|_| match self.transport.result(self.is_image(), is_json) {
                None if is_json => Err(Code::ResponseFormat),
                result => Ok(result.unwrap_or_default()),
            });
        result.map_err(|code| {
            if code != Code::ResponseFormat {
                return response::failure(&response, code, js_sys::Date::now());
            }
            let (code, reason) = if self.transport.is_too_long() {
                (code, "longer than 64 MiB")
            } else if response::is_broken_off(
                &self.transport.header("content-encoding").unwrap_or_default(),
                &response.body,
            ) {
                (Code::Connection, "the body broke off, or cannot be decompressed")
            } else {
                (code, "not the documented JSON")
            };
            let status = Some(status).filter(|_| code == Code::ResponseFormat);
            Failure { status, ..Failure::without_answer(code, Some(reason.to_owned())) }
        })
    }

    /// Tells `onAttempt` of the last attempt.
    fn tell(&self, retry_in_ms: f64) {
        let transport = &self.transport;
        if !transport.is_heard() {
            return;
        }
        let status = match self.outcome {
            Outcome::Status(status) => status,
            Outcome::NoAnswer | Outcome::Timeout => 0,
        };
        let HttpRequest { method, url, .. } = &self.prepared.request;
        transport.tell(method, url, self.attempts, self.ms, status, retry_in_ms, &self.error);
    }

    fn is_image(&self) -> bool {
        self.prepared.expected == Expected::Image
    }
}
