//! The one loop: attempts until a result, or until the decision is to stop.

use gloo_net::http::Headers;
use js_sys::Uint8Array;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{AbortSignal, Request, RequestInit};

use super::error::{Redaction, failed};
use super::transport::Transport;
use crate::failure::{Code, Failure};
use crate::http::HttpRequest;
use crate::response::{self, Shape};
use crate::retry::{self, Attempt, Decision, Outcome};

/// One call of a client's method.
pub struct Call {
    pub transport: Transport,
    pub request: HttpRequest,
    /// What a 2xx answer has to be; None for an image, of which the answer itself is the result.
    pub shape: Option<Shape>,
    /// Whether the request may be applied twice.
    pub repeatable: bool,
    /// None where a function gives it.
    pub token: Option<String>,
}

/// How far a call has come.
#[derive(Default)]
struct Progress {
    /// Attempts begun.
    attempts: u32,
    /// Attempts that followed a wait.
    retries: u32,
    /// Before the next attempt, in milliseconds.
    wait_ms: f64,
    redaction: Redaction,
    /// What the last attempt was sent with; None where no token came.
    token: Option<String>,
    /// What the last attempt failed with; undefined before that.
    error: JsValue,
    /// Whether the server may have applied an earlier attempt.
    outcome_unknown: bool,
    /// Whether a 401 was met.
    was_refused: bool,
    /// The attempt that it ended, until it is known whether there is another token.
    refused: Option<Event>,
}

/// What `onAttempt` is told of an attempt, but for what follows it.
struct Event {
    number: u32,
    ms: f64,
    outcome: Outcome,
}

/// In place of a wait.
const NO_RETRY: f64 = -1.0;

impl Call {
    /// Settles the call's promise.
    pub async fn run(self) {
        match self.attempts().await {
            Ok(result) => self.transport.resolve(&result),
            Err(reason) => self.transport.reject(&reason),
        }
    }

    async fn attempts(&self) -> Result<JsValue, JsValue> {
        let mut progress = Progress::default();
        loop {
            let failure = match self.transport.begin(progress.wait_ms, &progress.error, self.is_image()) {
                Some(begun) => JsFuture::from(begun).await.err(),
                None => None,
            };
            let token = match &failure {
                None => self.token.clone().or_else(|| self.transport.token()),
                Some(_) => None,
            };
            if let Some(refused) = progress.refused.take() {
                let has_other_token = token.is_some() && token != progress.token;
                self.tell(&progress, &refused, if has_other_token { 0.0 } else { NO_RETRY });
                if !has_other_token {
                    return Err(failure.unwrap_or(progress.error));
                }
            }
            if let Some(reason) = failure {
                return Err(reason);
            }
            progress.attempts += 1;
            progress.token = token;
            if let Some(token) = &progress.token {
                progress.redaction.add(token);
                match build(&self.request, token, &self.transport.signal()) {
                    Ok(request) => {
                        let body_matters = self.shape != Some(Shape::Any);
                        JsFuture::from(self.transport.send(&request, self.is_image(), body_matters)).await?;
                    }
                    Err(cause) => self.transport.fail(&cause),
                }
            }
            if let Some(result) = self.settle(&mut progress)? {
                return Ok(result);
            }
        }
    }

    /// The result of an attempt; none where another one is to follow. An error ends the call.
    fn settle(&self, progress: &mut Progress) -> Result<Option<JsValue>, JsValue> {
        let transport = &self.transport;
        let outcome = transport.outcome();
        let event = Event { number: progress.attempts, ms: transport.end(), outcome };
        let failure = match self.result(outcome) {
            Ok(result) => {
                progress.error = JsValue::UNDEFINED;
                self.tell(progress, &event, NO_RETRY);
                return Ok(Some(result));
            }
            Err(failure) => failure,
        };
        progress.error = failed(transport, &failure, &self.request, &progress.redaction, progress.outcome_unknown);
        progress.outcome_unknown |= progress.token.is_some() && retry::is_outcome_unknown(outcome);
        progress.wait_ms = 0.0;
        if outcome == Outcome::Status(401) && self.token.is_none() && !progress.was_refused {
            progress.was_refused = true;
            progress.refused = Some(event);
            return Ok(None);
        }
        let retry_after_ms = failure.api.and_then(|api| api.retry_after_ms);
        let decision = match failure.code {
            // It would come out the same.
            Code::ResponseFormat => Decision::Stop,
            _ => retry::decide(&Attempt {
                outcome,
                repeatable: self.repeatable,
                retries: progress.retries,
                max_retries: transport.max_retries(),
                retry_after_ms,
                random: js_sys::Math::random(),
            }),
        };
        let wait_ms = match decision {
            Decision::Wait(ms) => ms,
            Decision::Stop => NO_RETRY,
        };
        let rest_ms = retry_after_ms.unwrap_or(wait_ms);
        if outcome == Outcome::Status(429) && rest_ms >= 0.0 {
            transport.pause(rest_ms);
        }
        self.tell(progress, &event, wait_ms);
        if decision == Decision::Stop {
            return Err(std::mem::take(&mut progress.error));
        }
        progress.retries += 1;
        progress.wait_ms = wait_ms;
        Ok(None)
    }

    /// What the caller gets of an attempt.
    fn result(&self, outcome: Outcome) -> Result<JsValue, Failure> {
        let status = match outcome {
            Outcome::NoAnswer => return Err(Failure::without_answer(Code::Connection, self.transport.text())),
            Outcome::Timeout => return Err(Failure::without_answer(Code::Timeout, self.transport.text())),
            Outcome::Status(status) => status,
        };
        let response = self.transport.answer(status);
        let shape = self.shape.unwrap_or(Shape::Any);
        let result = response::decode(&response, shape).and_then(|_| {
            let result = self.transport.result(self.is_image(), shape != Shape::Any);
            result.map_err(|_| Code::ResponseFormat)
        });
        result.map_err(|code| {
            if code == Code::ResponseFormat {
                let reason = Some("expected JSON as the API reference shows it".to_owned());
                Failure { status: Some(status), ..Failure::without_answer(code, reason) }
            } else {
                response::failure(&response, code, js_sys::Date::now())
            }
        })
    }

    fn tell(&self, progress: &Progress, event: &Event, retry_in_ms: f64) {
        if !self.transport.is_heard() {
            return;
        }
        let status = match event.outcome {
            Outcome::Status(status) => status,
            Outcome::NoAnswer | Outcome::Timeout => 0,
        };
        let HttpRequest { method, url, .. } = &self.request;
        let url = progress.redaction.apply(url);
        self.transport.tell(method, &url, event.number, event.ms, status, retry_in_ms, &progress.error);
    }

    fn is_image(&self) -> bool {
        self.shape.is_none()
    }
}

/// gloo-net's headers, but our own request and `fetch`, see the design notes in CONTRIBUTING.md.
fn build(request: &HttpRequest, token: &str, signal: &AbortSignal) -> Result<Request, JsValue> {
    let init = RequestInit::new();
    init.set_method(&request.method);
    init.set_signal(Some(signal));
    if !request.body.is_empty() {
        init.set_body(&Uint8Array::from(request.body.as_slice()));
    }
    let built = Request::new_with_str_and_init(&request.url, &init)?;
    // Headers of our own would be copied.
    let headers = Headers::from_raw(built.headers());
    for (name, value) in &request.headers {
        headers.set(name, value);
    }
    headers.set("authorization", &["Bearer ", token].concat());
    Ok(built)
}
