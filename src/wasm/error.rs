//! Failures as JS errors. The classes are JavaScript's; this hands them what they are made of.

use js_sys::Function;
use serde::Serialize;
use wasm_bindgen::prelude::*;

use crate::failure::Failure;
use crate::http::HttpRequest;
use crate::request::encode;

/// What an error is made of. `body` is the answer as it came; the `secrets` are taken out of what `toJSON` shows of it.
#[derive(Serialize, Default)]
#[serde(rename_all = "camelCase")]
pub struct ErrorParts {
    pub code: &'static str,
    pub message: String,
    pub method: Option<String>,
    pub url: Option<String>,
    pub status: Option<u16>,
    pub body: Option<String>,
    pub secrets: Vec<String>,
    pub current_version: Option<f64>,
    pub sent_version: Option<f64>,
    pub retry_after_ms: Option<f64>,
    pub timeout_ms: Option<f64>,
    pub outcome_unknown: bool,
    pub issues: Option<String>,
}

impl ErrorParts {
    /// The error, made by `make`; an error of `make`'s own, should it fail.
    pub fn into_error(self, make: &Function, cause: &JsValue, headers: &JsValue) -> JsValue {
        match serde_wasm_bindgen::to_value(&self) {
            Ok(parts) => make.call3(&JsValue::UNDEFINED, &parts, cause, headers).unwrap_or_else(|error| error),
            Err(error) => error.into(),
        }
    }
}

/// Takes tokens out of texts that users may see.
#[derive(Default)]
pub struct Redaction {
    tokens: Vec<String>,
}

impl Redaction {
    /// Takes `token` out from now on, as it is and as it stands in a URL.
    pub fn add(&mut self, token: &str) {
        if !self.tokens.iter().any(|known| known == token) {
            self.tokens.push(token.to_owned());
            let encoded = encode(token);
            if encoded != token {
                self.tokens.push(encoded);
            }
        }
    }

    /// The tokens, as they are and as they stand in URLs.
    pub fn secrets(&self) -> Vec<String> {
        self.tokens.clone()
    }

    /// `text` without the tokens.
    pub fn apply(&self, text: &str) -> String {
        self.tokens.iter().fold(text.to_owned(), |text, token| text.replace(token, "[token]"))
    }
}

/// What every error of a request tells.
pub fn parts(failure: &Failure, request: &HttpRequest, redaction: &Redaction) -> ErrorParts {
    let api = failure.api.unwrap_or_default();
    ErrorParts {
        code: failure.code.name(),
        message: failure.message(&request.method, &request.url, |text| redaction.apply(text)),
        method: Some(request.method.clone()),
        url: Some(redaction.apply(&request.url)),
        status: failure.status,
        current_version: api.current_version,
        sent_version: api.sent_version,
        retry_after_ms: api.retry_after_ms,
        ..ErrorParts::default()
    }
}

/// What a foreign error says of itself, and of what it was caused by.
pub fn describe(cause: &JsValue) -> Option<String> {
    if let Some(text) = cause.as_string() {
        return Some(text);
    }
    let message = property(cause, "message").and_then(|message| message.as_string());
    let inner = property(cause, "cause").and_then(|inner| property(&inner, "message")?.as_string());
    match (message, inner) {
        (Some(message), Some(inner)) if !inner.is_empty() => Some(format!("{message}: {inner}")),
        (message, _) => message,
    }
}

fn property(value: &JsValue, name: &str) -> Option<JsValue> {
    if !value.is_object() {
        return None;
    }
    js_sys::Reflect::get(value, &JsValue::from_str(name)).ok()
}
