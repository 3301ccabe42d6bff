//! The one loop: attempts until a result, or until the decision is to stop.

use std::rc::Rc;

use js_sys::{Date, Function, Promise, Reflect};
use serde::Serialize;
use wasm_bindgen::prelude::*;
use web_sys::AbortSignal;

use super::attempt::{self, Ending, ResponseLike, Token};
use super::deadline::{Deadline, Interruption};
use super::error::{ErrorParts, Redaction, describe, parts};
use crate::failure::{Code, Failure};
use crate::http::HttpRequest;
use crate::response::{self, Shape};
use crate::retry::{self, Attempt, Decision, Outcome};

#[wasm_bindgen]
extern "C" {
    /// Where every attempt of a bulk call waits while the server wants a rest.
    pub type Gate;
    #[wasm_bindgen(method, structural)]
    fn wait(this: &Gate) -> JsValue;
    #[wasm_bindgen(method, structural)]
    fn pause(this: &Gate, ms: f64);
}

/// What every call of a client shares.
pub struct Shared {
    pub token: Token,
    pub fetch: Option<Function>,
    pub on_attempt: Option<Function>,
    pub make_error: Function,
}

/// One call of a client's method.
pub struct Call {
    pub shared: Rc<Shared>,
    pub request: HttpRequest,
    /// What a 2xx answer has to be; None for an image, of which the answer itself is the result.
    pub shape: Option<Shape>,
    /// Whether the request may be applied twice.
    pub repeatable: bool,
    pub signal: Option<AbortSignal>,
    /// 0 for none.
    pub timeout_ms: f64,
    pub max_retries: u32,
    pub gate: Option<Gate>,
    /// Aborted when nothing more is to be started; an attempt under way goes on. A call that was not sent yet rejects
    /// with this signal's reason.
    pub stop: Option<AbortSignal>,
}

/// A failed attempt.
struct Failed {
    error: JsValue,
    outcome: Outcome,
    /// False for a 2xx answer that cannot be read: it would come out the same.
    may_retry: bool,
    retry_after_ms: Option<f64>,
}

/// What `onAttempt` is told.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct AttemptEvent {
    method: String,
    url: String,
    attempt: u32,
    duration_ms: f64,
    #[serde(skip_serializing_if = "Option::is_none")]
    status: Option<u16>,
    #[serde(skip_serializing_if = "Option::is_none")]
    retry_in_ms: Option<f64>,
}

impl Call {
    /// The result, or what the call's promise rejects with.
    pub async fn run(self) -> Result<JsValue, JsValue> {
        let mut redaction = Redaction::default();
        let mut outcome_unknown = false;
        let mut retries = 0;
        let mut fresh_token = None;
        let mut last_error = None;
        let mut may_ask_again = matches!(self.shared.token, Token::Ask(_));
        for number in 1.. {
            let has_waited = self.wait_at_gate().await? || number > 1;
            if let Some(stop) = self.stop.as_ref().filter(|stop| has_waited && stop.aborted()) {
                return Err(last_error.unwrap_or_else(|| stop.reason()));
            }
            self.check_signal()?;
            let started = Date::now();
            let deadline = Deadline::after(self.timeout_ms, self.signal.as_ref());
            let token = match fresh_token.take() {
                Some(token) => Ok(token),
                None => self.shared.token.get(&deadline).await,
            };
            let sent_token = token.as_ref().ok().cloned();
            let ending = match token {
                Ok(token) => {
                    redaction.add(&token);
                    let fetch = self.shared.fetch.as_ref();
                    let signal = self.signal.as_ref();
                    attempt::send(&self.request, &token, self.shape, fetch, signal, &deadline).await
                }
                Err(ending) => ending,
            };
            drop(deadline);
            let status = match &ending {
                Ending::Answer { response, .. } => Some(response.status),
                _ => None,
            };
            let event = AttemptEvent {
                method: self.request.method.clone(),
                url: redaction.apply(&self.request.url),
                attempt: number,
                duration_ms: Date::now() - started,
                status,
                retry_in_ms: None,
            };
            let failed = match self.settle(ending, outcome_unknown, &redaction)? {
                Ok(result) => {
                    self.tell(event, None);
                    return Ok(result);
                }
                Err(failed) => failed,
            };
            outcome_unknown |= sent_token.is_some() && retry::is_outcome_unknown(failed.outcome);

            if failed.outcome == Outcome::Status(401) && may_ask_again {
                may_ask_again = false;
                match self.other_token(sent_token.as_deref()).await {
                    Ok(None) => {}
                    Ok(token) => {
                        fresh_token = token;
                        self.tell(AttemptEvent { retry_in_ms: Some(0.0), ..event }, Some(&failed.error));
                        continue;
                    }
                    Err(reason) => {
                        self.check_signal()?;
                        self.tell(event, Some(&failed.error));
                        return Err(reason);
                    }
                }
            }
            let decision = if self.is_stopped() { Decision::Stop } else { self.decide(&failed, retries) };
            self.pause_others(&failed, decision);
            match decision {
                Decision::Wait(wait) => {
                    self.tell(AttemptEvent { retry_in_ms: Some(wait), ..event }, Some(&failed.error));
                    retries += 1;
                    self.wait(wait).await?;
                    last_error = Some(failed.error);
                }
                Decision::Stop => {
                    self.tell(event, Some(&failed.error));
                    return Err(failed.error);
                }
            }
        }
        Ok(JsValue::UNDEFINED)
    }

    /// Rejects with the signal's reason, once that is aborted.
    fn check_signal(&self) -> Result<(), JsValue> {
        match &self.signal {
            Some(signal) if signal.aborted() => Err(signal.reason()),
            _ => Ok(()),
        }
    }

    /// Whether the gate was shut.
    async fn wait_at_gate(&self) -> Result<bool, JsValue> {
        let Some(gate) = &self.gate else { return Ok(false) };
        let opened = gate.wait();
        if opened.is_undefined() {
            return Ok(false);
        }
        let waiting = Deadline::after(0.0, self.signal.as_ref());
        match waiting.race(&Promise::resolve(&opened)).await {
            Err(Interruption::Aborted(reason)) => Err(reason),
            _ => Ok(true),
        }
    }

    async fn wait(&self, ms: f64) -> Result<(), JsValue> {
        if ms <= 0.0 {
            return Ok(());
        }
        let waited = Deadline::after(ms, self.stop.as_ref().or(self.signal.as_ref())).elapsed().await;
        if self.is_stopped() { Ok(()) } else { waited }
    }

    fn is_stopped(&self) -> bool {
        self.stop.as_ref().is_some_and(AbortSignal::aborted)
    }

    fn pause_others(&self, failed: &Failed, decision: Decision) {
        let Some(gate) = &self.gate else { return };
        if failed.outcome != Outcome::Status(429) {
            return;
        }
        match (failed.retry_after_ms, decision) {
            (Some(ms), _) | (None, Decision::Wait(ms)) => gate.pause(ms),
            (None, Decision::Stop) => {}
        }
    }

    /// The token that the function gives now, when it is another one.
    async fn other_token(&self, sent: Option<&str>) -> Result<Option<String>, JsValue> {
        let deadline = Deadline::after(self.timeout_ms, self.signal.as_ref());
        match self.shared.token.get(&deadline).await {
            Ok(token) => Ok(Some(token).filter(|token| Some(token.as_str()) != sent)),
            Err(Ending::Thrown(reason)) => Err(reason),
            Err(_) => Ok(None),
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
            max_retries: self.max_retries,
            retry_after_ms: failed.retry_after_ms,
            random: js_sys::Math::random(),
        })
    }

    /// The result of an attempt, or its error. The outer error ends the call as it is.
    fn settle(
        &self,
        ending: Ending,
        outcome_unknown: bool,
        redaction: &Redaction,
    ) -> Result<Result<JsValue, Failed>, JsValue> {
        let (code, outcome, cause) = match ending {
            Ending::Thrown(reason) => return Err(reason),
            Ending::Answer { response, raw } => {
                return Ok(self.settle_answer(&response, raw, outcome_unknown, redaction));
            }
            Ending::NoAnswer(cause) => (Code::Connection, Outcome::NoAnswer, cause),
            Ending::TimedOut => (Code::Timeout, Outcome::Timeout, JsValue::UNDEFINED),
        };
        let reason = match code {
            Code::Timeout => Some(format!("no answer within {} ms", self.timeout_ms.ceil() as u64)),
            _ => describe(&cause),
        };
        let failure = Failure::without_answer(code, reason);
        let parts = ErrorParts {
            timeout_ms: (code == Code::Timeout).then_some(self.timeout_ms),
            ..parts(&failure, &self.request, redaction)
        };
        let error = parts.into_error(&self.shared.make_error, &cause, &JsValue::UNDEFINED);
        Ok(Err(Failed { error, outcome, may_retry: true, retry_after_ms: None }))
    }

    fn settle_answer(
        &self,
        response: &crate::http::HttpResponse,
        raw: JsValue,
        outcome_unknown: bool,
        redaction: &Redaction,
    ) -> Result<JsValue, Failed> {
        let headers = raw.unchecked_ref::<ResponseLike>().headers().unwrap_or_default();
        let outcome = Outcome::Status(response.status);
        let code = match response::decode(response, self.shape.unwrap_or(Shape::Any)) {
            Ok(body) => match self.result(body, raw) {
                Some(result) => return Ok(result),
                None => Code::ResponseFormat,
            },
            Err(code) => code,
        };
        let failure = if code == Code::ResponseFormat {
            let reason = Some("expected JSON as the API reference shows it".to_owned());
            Failure { status: Some(response.status), ..Failure::without_answer(code, reason) }
        } else {
            response::failure(response, code, Date::now())
        };
        let body = String::from_utf8_lossy(&response.body).into_owned();
        let parts = ErrorParts {
            body: Some(body),
            secrets: redaction.secrets(),
            outcome_unknown,
            ..parts(&failure, &self.request, redaction)
        };
        let retry_after_ms = parts.retry_after_ms;
        let error = parts.into_error(&self.shared.make_error, &JsValue::UNDEFINED, &headers);
        Err(Failed { error, outcome, may_retry: code != Code::ResponseFormat, retry_after_ms })
    }

    /// What the caller gets of a body that was checked.
    fn result(&self, body: &[u8], raw: JsValue) -> Option<JsValue> {
        match self.shape {
            None => Some(raw),
            Some(Shape::Any) => Some(JsValue::UNDEFINED),
            Some(_) => js_sys::JSON::parse(std::str::from_utf8(body).ok()?).ok(),
        }
    }

    fn tell(&self, event: AttemptEvent, error: Option<&JsValue>) {
        let Some(on_attempt) = &self.shared.on_attempt else { return };
        let Ok(event) = serde_wasm_bindgen::to_value(&event) else { return };
        if let Some(error) = error {
            let _ = Reflect::set(&event, &JsValue::from_str("error"), error);
        }
        // What the caller's function throws is the caller's.
        let _ = on_attempt.call1(&JsValue::UNDEFINED, &event);
    }
}
