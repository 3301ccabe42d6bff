//! The one loop: attempts until a result, or until the decision is to stop.

use gloo_net::http::Headers;
use js_sys::Uint8Array;
use serde::Serialize;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{AbortSignal, Request, RequestInit};

use super::error::{Redaction, failed};
use super::transport::{Ending, Transport};
use crate::failure::{Code, Failure};
use crate::http::{HttpRequest, HttpResponse, decimal};
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
    /// Whether a function gives the tokens.
    pub asks_for_tokens: bool,
}

/// A failed attempt.
struct Failed {
    error: JsValue,
    outcome: Outcome,
    /// False for a 2xx answer that cannot be read: it would come out the same.
    may_retry: bool,
    retry_after_ms: Option<f64>,
}

/// What `onAttempt` is told, as the list that `tell` in transport.js reads.
#[derive(Serialize)]
struct AttemptEvent<'a>(
    /// Method
    &'a str,
    /// URL
    String,
    /// Number, from 1 on
    u32,
    /// Milliseconds
    f64,
    /// Status
    Option<u16>,
    /// Retried in so many milliseconds
    Option<f64>,
);

impl Call {
    /// Settles the call's promise.
    pub async fn run(self) {
        match self.attempts().await {
            Ok(result) => self.transport.resolve(&result),
            Err(reason) => self.transport.reject(&reason),
        }
    }

    async fn attempts(&self) -> Result<JsValue, JsValue> {
        let transport = &self.transport;
        let mut redaction = Redaction::default();
        let mut outcome_unknown = false;
        let mut retries = 0;
        let mut fresh_token = None;
        let mut last_error = None;
        let mut may_ask_again = self.asks_for_tokens;
        for number in 1.. {
            let mut has_waited = number > 1;
            if let Some(opened) = transport.pass() {
                JsFuture::from(opened).await?;
                has_waited = true;
            }
            if has_waited && transport.is_stopped() {
                return Err(last_error.unwrap_or_else(|| transport.stop_reason()));
            }
            transport.check()?;
            let signal = transport.begin(self.shape.is_none());
            let token = match fresh_token.take() {
                Some(token) => Ending::Done(token),
                None => transport.get_token().await,
            };
            let mut sent_token = None;
            let ending = match token {
                Ending::Done(token) => {
                    redaction.add(&token);
                    let request = build(&self.request, &token, &signal);
                    sent_token = Some(token);
                    match request {
                        Ok(request) => transport.get_answer(&request, self.shape.is_none(), self.body_matters()).await,
                        Err(cause) => Ending::NoAnswer(cause, None),
                    }
                }
                Ending::NoAnswer(cause, reason) => Ending::NoAnswer(cause, reason),
                Ending::TimedOut => Ending::TimedOut,
                Ending::Thrown(reason) => Ending::Thrown(reason),
            };
            let status = match &ending {
                Ending::Done(response) => Some(response.status),
                _ => None,
            };
            let url = redaction.apply(&self.request.url);
            let mut event = AttemptEvent(&self.request.method, url, number, transport.end(), status, None);
            let failed = match self.settle(ending, outcome_unknown, &redaction)? {
                Ok(result) => {
                    self.tell(&event, &JsValue::UNDEFINED);
                    return Ok(result);
                }
                Err(failed) => failed,
            };
            outcome_unknown |= sent_token.is_some() && retry::is_outcome_unknown(failed.outcome);

            if failed.outcome == Outcome::Status(401) && may_ask_again {
                may_ask_again = false;
                transport.begin(false);
                let other = transport.get_token().await;
                transport.end();
                match other {
                    Ending::Done(token) if Some(&token) != sent_token.as_ref() => {
                        fresh_token = Some(token);
                        event.5 = Some(0.0);
                        self.tell(&event, &failed.error);
                        continue;
                    }
                    Ending::Thrown(reason) => {
                        transport.check()?;
                        self.tell(&event, &failed.error);
                        return Err(reason);
                    }
                    Ending::Done(_) | Ending::NoAnswer(..) | Ending::TimedOut => {}
                }
            }
            let decision = if transport.is_stopped() { Decision::Stop } else { self.decide(&failed, retries) };
            self.pause_others(&failed, decision);
            match decision {
                Decision::Wait(wait) => {
                    event.5 = Some(wait);
                    self.tell(&event, &failed.error);
                    retries += 1;
                    JsFuture::from(transport.wait(wait)).await?;
                    last_error = Some(failed.error);
                }
                Decision::Stop => {
                    self.tell(&event, &failed.error);
                    return Err(failed.error);
                }
            }
        }
        Ok(JsValue::UNDEFINED)
    }

    /// Whether a 2xx answer is nothing without its body.
    fn body_matters(&self) -> bool {
        self.shape != Some(Shape::Any)
    }

    fn pause_others(&self, failed: &Failed, decision: Decision) {
        if failed.outcome != Outcome::Status(429) {
            return;
        }
        match (failed.retry_after_ms, decision) {
            (Some(ms), _) | (None, Decision::Wait(ms)) => self.transport.pause(ms),
            (None, Decision::Stop) => {}
        }
    }

    fn decide(&self, failed: &Failed, retries: u32) -> Decision {
        if !failed.may_retry {
            return Decision::Stop;
        }
        retry::decide(&Attempt {
            outcome: failed.outcome,
            repeatable: self.repeatable,
            retries,
            max_retries: self.transport.max_retries(),
            retry_after_ms: failed.retry_after_ms,
            random: js_sys::Math::random(),
        })
    }

    /// The result of an attempt, or its error. The outer error ends the call as it is.
    fn settle(
        &self,
        ending: Ending<HttpResponse>,
        outcome_unknown: bool,
        redaction: &Redaction,
    ) -> Result<Result<JsValue, Failed>, JsValue> {
        let undefined = JsValue::UNDEFINED;
        let (outcome, failure, cause) = match ending {
            Ending::Thrown(reason) => return Err(reason),
            Ending::NoAnswer(cause, reason) => {
                (Outcome::NoAnswer, Failure::without_answer(Code::Connection, reason), cause)
            }
            Ending::TimedOut => {
                let ms = decimal(self.transport.timeout_ms().ceil() as u64);
                let reason = ["no answer within ", &ms, " ms"].concat();
                (Outcome::Timeout, Failure::without_answer(Code::Timeout, Some(reason)), undefined)
            }
            Ending::Done(response) => match self.result(&response) {
                Ok(result) => return Ok(Ok(result)),
                Err(failure) => (Outcome::Status(response.status), failure, undefined),
            },
        };
        Ok(Err(Failed {
            error: failed(&self.transport, &failure, &self.request, redaction, outcome_unknown, &cause),
            outcome,
            may_retry: failure.code != Code::ResponseFormat,
            retry_after_ms: failure.api.and_then(|api| api.retry_after_ms),
        }))
    }

    /// What the caller gets of an answer.
    fn result(&self, response: &HttpResponse) -> Result<JsValue, Failure> {
        let shape = self.shape.unwrap_or(Shape::Any);
        let result = response::decode(response, shape).and_then(|_| {
            let result = self.transport.result(self.shape.is_none(), shape != Shape::Any);
            result.map_err(|_| Code::ResponseFormat)
        });
        result.map_err(|code| {
            if code == Code::ResponseFormat {
                let reason = Some("expected JSON as the API reference shows it".to_owned());
                Failure { status: Some(response.status), ..Failure::without_answer(code, reason) }
            } else {
                response::failure(response, code, js_sys::Date::now())
            }
        })
    }

    fn tell(&self, event: &AttemptEvent<'_>, error: &JsValue) {
        if let Ok(event) = serde_wasm_bindgen::to_value(event) {
            self.transport.tell(&event, error);
        }
    }
}

/// gloo-net's headers, but our own request and `fetch`, see the design notes in CONTRIBUTING.md.
fn build(request: &HttpRequest, token: &str, signal: &AbortSignal) -> Result<Request, JsValue> {
    let headers = Headers::new();
    for (name, value) in &request.headers {
        headers.set(name, value);
    }
    headers.set("authorization", &["Bearer ", token].concat());
    let init = RequestInit::new();
    init.set_method(&request.method);
    init.set_headers(&headers.into_raw());
    init.set_signal(Some(signal));
    if !request.body.is_empty() {
        init.set_body(&Uint8Array::from(request.body.as_slice()));
    }
    Request::new_with_str_and_init(&request.url, &init)
}
