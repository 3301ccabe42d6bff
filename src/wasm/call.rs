//! The one loop: attempts until a result, or until the decision is to stop.

use js_sys::Promise;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

use super::error::failed;
use super::transport::Transport;
use crate::failure::{Code, Failure};
use crate::http::HttpRequest;
use crate::response::{self, Expected};
use crate::retry::{self, Attempt, Decision, Outcome, Repeat};

/// What a call is made with.
pub struct Prepared {
    pub request: HttpRequest,
    /// What a 2xx answer has to be.
    pub expected: Expected,
    /// When it may be sent again.
    pub repeat: Repeat,
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
    /// Whether the server may have applied an attempt that failed.
    outcome_unknown: bool,
    /// Whether a 401 was met.
    met_401: bool,
    /// Whether `onAttempt` is to be told of it as soon as it is known whether there is another token.
    owes_event: bool,
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

    /// Settles the call's promise.
    pub async fn run(mut self) {
        match self.attempts().await {
            Ok(result) => self.transport.resolve(&result),
            Err(reason) => self.transport.reject(&reason),
        }
    }

    /// Attempts, until one gives the result, or there is a reason to stop.
    async fn attempts(&mut self) -> Result<JsValue, JsValue> {
        let mut wait_ms = 0.0;
        loop {
            let begun = settled(self.transport.begin(wait_ms, &self.error, self.is_image())).await;
            self.take_token(begun)?;
            self.attempts += 1;
            if let Some(token) = &self.token {
                let head = [&*self.prepared.request.head(), "\nauthorization: Bearer ", token].concat();
                let body_matters = self.prepared.expected != Expected::Nothing;
                settled(Some(self.transport.send(&head, body_matters))).await?;
            }
            let failure = match self.look() {
                Ok(result) => return Ok(result),
                Err(failure) => failure,
            };
            wait_ms = match self.decide(&failure) {
                Decision::Wait(ms) => ms,
                Decision::Stop => return Err(self.error.clone()),
            };
        }
    }

    /// Takes the token of an attempt that has `begun`. Fails where it has not, or where no other token is to be had after a 401.
    fn take_token(&mut self, begun: Result<(), JsValue>) -> Result<(), JsValue> {
        if self.has_own_token {
            return begun;
        }
        let token = if begun.is_ok() { self.transport.token() } else { None };
        let has_other_token = token.is_some() && token != self.token;
        self.token = token;
        if self.owes_event {
            self.owes_event = false;
            self.tell(if has_other_token { 0.0 } else { NO_RETRY });
            if !has_other_token {
                return Err(begun.err().unwrap_or_else(|| self.error.clone()));
            }
        }
        begun
    }

    /// Looks at how the attempt ended. Tells of it, where it gave the result.
    fn look(&mut self) -> Result<JsValue, Failure> {
        self.outcome = self.transport.outcome();
        self.ms = self.transport.end();
        let result = self.result()?;
        self.error = JsValue::UNDEFINED;
        self.tell(NO_RETRY);
        Ok(result)
    }

    /// What follows an attempt that failed. Tells of it, unless that depends on the next token.
    fn decide(&mut self, failure: &Failure) -> Decision {
        let transport = &self.transport;
        // An answer that broke off counts as no answer.
        if failure.code == Code::Connection {
            self.outcome = Outcome::NoAnswer;
        }
        let outcome = self.outcome;
        self.outcome_unknown |= self.token.is_some() && retry::is_outcome_unknown(outcome);
        self.error = failed(transport, failure, &self.prepared.request, self.outcome_unknown);
        if outcome == Outcome::Status(401) && !self.has_own_token && !self.met_401 {
            self.met_401 = true;
            self.owes_event = true;
            return Decision::Wait(0.0);
        }
        let attempt = Attempt {
            outcome,
            repeat: self.prepared.repeat,
            retries: self.retries,
            max_retries: transport.max_retries(),
            retry_after: failure.api.and_then(|api| api.retry_after),
            shares_rest: transport.shares_rest(),
            random: js_sys::Math::random(),
        };
        if outcome == Outcome::Status(429) {
            transport.pause(retry::wait_ms(&attempt));
        }
        let decision = retry::decide(&attempt);
        self.retries += 1;
        self.tell(match decision {
            Decision::Wait(ms) => ms,
            Decision::Stop => NO_RETRY,
        });
        decision
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
                self.transport.came_by_network(),
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

/// Waits for the promise, where there is one.
async fn settled(promise: Option<Promise>) -> Result<(), JsValue> {
    match promise {
        Some(promise) => JsFuture::from(promise).await.map(drop),
        None => Ok(()),
    }
}
