//! Failures as JS errors. The classes are JavaScript's; this hands them what they are made of.

use serde::Serialize;
use wasm_bindgen::prelude::*;

use super::transport::Transport;
use crate::failure::{Code, Failure};
use crate::http::{HttpRequest, split_once};
use crate::request::{Refusal, encode};

/// Takes tokens out of texts that users may see.
#[derive(Default)]
pub struct Redaction {
    tokens: Vec<String>,
}

impl Redaction {
    /// Takes `token` out from now on, as it is and as it stands in a URL.
    pub fn add(&mut self, token: &str) {
        self.add_form(token.to_owned());
        self.add_form(encode(token));
    }

    fn add_form(&mut self, form: String) {
        if !self.tokens.contains(&form) {
            self.tokens.push(form);
        }
    }

    /// `text` without the tokens.
    pub fn apply(&self, text: &str) -> String {
        let mut text = text.to_owned();
        for token in &self.tokens {
            let mut done = String::new();
            let mut rest = text.as_str();
            while let Some((before, after)) = split_once(rest, token) {
                done.push_str(before);
                done.push_str("[token]");
                rest = after;
            }
            done.push_str(rest);
            text = done;
        }
        text
    }
}

/// What an error is made of, beyond what JavaScript knows itself of the call. A list, since the names of an object's
/// properties would be kept in a table of their own; `error` in transport.js reads it.
#[derive(Serialize, Default)]
struct Parts<'a>(
    /// Code
    &'static str,
    /// Message
    String,
    /// Method
    Option<&'a str>,
    /// URL
    Option<&'a str>,
    /// Status
    Option<u16>,
    /// Current version
    Option<f64>,
    /// Sent version
    Option<f64>,
    /// Retry after so many milliseconds
    Option<f64>,
    /// Whether the outcome of an earlier attempt is unknown
    bool,
    /// What is to be taken out of what is shown of the answer
    &'a [String],
);

impl Parts<'_> {
    fn into_error(self, transport: &Transport) -> JsValue {
        match serde_wasm_bindgen::to_value(&self) {
            Ok(parts) => transport.error(&parts),
            Err(error) => error.into(),
        }
    }
}

/// The error of a failure.
pub fn failed(
    transport: &Transport,
    failure: &Failure,
    request: &HttpRequest,
    redaction: &Redaction,
    outcome_unknown: bool,
) -> JsValue {
    let api = failure.api.unwrap_or_default();
    Parts(
        failure.code.name(),
        failure.message(&request.method, &request.url, |text| redaction.apply(text)),
        Some(&request.method),
        Some(&redaction.apply(&request.url)),
        failure.status,
        api.current_version,
        api.sent_version,
        api.retry_after_ms,
        outcome_unknown,
        &redaction.tokens,
    )
    .into_error(transport)
}

/// The error of a request that was refused: a TypeError where an argument is wrong.
pub fn refused(transport: &Transport, refusal: Refusal) -> JsValue {
    match refusal {
        Refusal::Argument(message) => js_sys::TypeError::new(&message).into(),
        Refusal::Unsupported(message) => {
            Parts { 0: Code::Unsupported.name(), 1: message, ..Parts::default() }.into_error(transport)
        }
    }
}
