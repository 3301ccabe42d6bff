//! Failures as JS errors. The classes are JavaScript's; this hands them what they are made of.

use wasm_bindgen::prelude::*;

use super::transport::Transport;
use crate::failure::{Code, Failure};
use crate::http::{HttpRequest, split_once};
use crate::request::{Refusal, encode};

/// Takes tokens out of texts that users may see.
#[derive(Default)]
pub struct Redaction {
    /// Tokens, and as they stand in a URL.
    forms: Vec<String>,
}

impl Redaction {
    /// Takes `token` out from now on, as it is and as it stands in a URL.
    pub fn add(&mut self, token: &str) {
        self.add_form(token.to_owned());
        self.add_form(encode(token));
    }

    fn add_form(&mut self, form: String) {
        if !self.forms.contains(&form) {
            self.forms.push(form);
        }
    }

    /// `text` without the tokens.
    pub fn apply(&self, text: &str) -> String {
        let mut text = text.to_owned();
        for form in &self.forms {
            let mut done = String::new();
            let mut rest = text.as_str();
            while let Some((before, after)) = split_once(rest, form) {
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

/// The error of a failure.
pub fn failed(
    transport: &Transport,
    failure: &Failure,
    request: &HttpRequest,
    redaction: &Redaction,
    outcome_unknown: bool,
) -> JsValue {
    let HttpRequest { method, url, .. } = request;
    let message = failure.message(method, url, |text| redaction.apply(text));
    let url = redaction.apply(url);
    let mut texts = vec![message.as_str(), method.as_str(), url.as_str()];
    for form in &redaction.forms {
        texts.push(form);
    }
    let api = failure.api.unwrap_or_default();
    let outcome_unknown = Some(f64::from(outcome_unknown));
    let status = failure.status.map(f64::from);
    let numbers = [outcome_unknown, status, api.current_version, api.sent_version, api.retry_after_ms];
    make(transport, failure.code, &texts, &numbers)
}

/// The error of a request that was refused: a TypeError where an argument is wrong.
pub fn refused(transport: &Transport, refusal: Refusal) -> JsValue {
    match refusal {
        Refusal::Argument(message) => js_sys::TypeError::new(&message).into(),
        Refusal::Unsupported(message) => make(transport, Code::Unsupported, &[&message], &[]),
    }
}

/// Lists, since the names of an object's properties would be kept in a table of their own; `error` in transport.js reads
/// them.
fn make(transport: &Transport, code: Code, texts: &[&str], numbers: &[Option<f64>]) -> JsValue {
    match serde_wasm_bindgen::to_value(&(code as u32, texts, numbers)) {
        Ok(parts) => transport.error(&parts),
        Err(error) => error.into(),
    }
}
