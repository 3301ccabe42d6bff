//! Failures as JS errors. The classes are JavaScript's; this hands them what they are made of.

use wasm_bindgen::prelude::*;

use super::transport::Transport;
use crate::failure::{Code, Failure};
use crate::http::HttpRequest;
use crate::request::NotSent;

/// The error of a failure.
pub fn failed(transport: &Transport, failure: &Failure, request: &HttpRequest, outcome_unknown: bool) -> JsValue {
    let HttpRequest { method, url, .. } = request;
    let heading = failure.heading(method, url);
    let texts = [&*heading, failure.reason.as_deref().unwrap_or_default(), method, url];
    let api = failure.api.unwrap_or_default();
    let retry_after_ms = api.retry_after.map(|asked| asked.ms);
    let outcome_unknown = Some(f64::from(outcome_unknown));
    let status = failure.status.map(f64::from);
    let numbers = [outcome_unknown, status, api.current_version, api.sent_version, retry_after_ms];
    make(transport, failure.code, &texts, &numbers)
}

/// The error of a request that was not sent: a TypeError where an argument is wrong.
pub fn not_sent(transport: &Transport, reason: NotSent) -> JsValue {
    match reason {
        NotSent::Argument(message) => js_sys::TypeError::new(&message).into(),
        NotSent::Unsupported(message) => make(transport, Code::Unsupported, &[&message], &[]),
    }
}

/// Lists, since the names of an object's properties would be kept in a table of their own; `errorOf` in report.js reads
/// them.
fn make(transport: &Transport, code: Code, texts: &[&str], numbers: &[Option<f64>]) -> JsValue {
    match serde_wasm_bindgen::to_value(&(code as u32, texts, numbers)) {
        Ok(parts) => transport.error(&parts),
        Err(error) => error.into(),
    }
}
