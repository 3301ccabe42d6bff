//! What JavaScript does for a call: the clock, the caller's functions and signals, `fetch`; see pkg/js/transport.js.
//! Whatever those do, every promise here is settled.

use js_sys::{Array, Promise, Uint8Array};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{AbortSignal, Request};

use crate::http::HttpResponse;

#[wasm_bindgen]
extern "C" {
    /// One call's.
    pub type Transport;
    /// Settles the call's promise.
    #[wasm_bindgen(method, structural)]
    pub fn resolve(this: &Transport, value: &JsValue);
    #[wasm_bindgen(method, structural)]
    pub fn reject(this: &Transport, reason: &JsValue);
    /// 0 for none.
    #[wasm_bindgen(method, getter, structural, js_name = timeoutMs)]
    pub fn timeout_ms(this: &Transport) -> f64;
    #[wasm_bindgen(method, getter, structural, js_name = maxRetries)]
    pub fn max_retries(this: &Transport) -> u32;

    /// Throws the reason of the caller's signal, once that is aborted.
    #[wasm_bindgen(method, structural, catch)]
    pub fn check(this: &Transport) -> Result<(), JsValue>;
    /// Whether nothing more is to be started.
    #[wasm_bindgen(method, getter, structural, js_name = isStopped)]
    pub fn is_stopped(this: &Transport) -> bool;
    /// With what a call rejects that was stopped before it was sent.
    #[wasm_bindgen(method, getter, structural, js_name = stopReason)]
    pub fn stop_reason(this: &Transport) -> JsValue;
    /// Resolves when the gate, which a server has shut, is open; undefined when it is. Rejects with the signal's reason.
    #[wasm_bindgen(method, structural)]
    pub fn pass(this: &Transport) -> Option<Promise>;
    /// Shuts the gate.
    #[wasm_bindgen(method, structural)]
    pub fn pause(this: &Transport, ms: f64);
    /// Rejects with the signal's reason.
    #[wasm_bindgen(method, structural)]
    pub fn wait(this: &Transport, ms: f64) -> Promise;

    /// Begins an attempt; the signal for its request.
    #[wasm_bindgen(method, structural)]
    pub fn begin(this: &Transport, is_image: bool) -> AbortSignal;
    #[wasm_bindgen(method, structural)]
    fn token(this: &Transport) -> Promise;
    #[wasm_bindgen(method, structural)]
    fn send(this: &Transport, request: &Request, is_image: bool, body_matters: bool) -> Promise;
    /// Ends an attempt; gives its milliseconds.
    #[wasm_bindgen(method, structural)]
    pub fn end(this: &Transport) -> f64;

    /// The answer: what `fetch` gave for an image, undefined where nothing is expected, else the body as JSON.
    #[wasm_bindgen(method, structural, catch)]
    pub fn result(this: &Transport, is_image: bool, is_json: bool) -> Result<JsValue, JsValue>;
    /// Makes an error.
    #[wasm_bindgen(method, structural)]
    pub fn error(this: &Transport, parts: &JsValue, cause: &JsValue) -> JsValue;
    /// Tells `onAttempt`.
    #[wasm_bindgen(method, structural)]
    pub fn tell(this: &Transport, event: &JsValue, error: &JsValue);
}

/// How something that the caller's functions take part in ended. The numbers are those of transport.js.
pub enum Ending<T> {
    /// 0
    Done(T),
    /// 1: what `fetch`, or the body, rejected with; and what that says of itself.
    NoAnswer(JsValue, Option<String>),
    /// 2
    TimedOut,
    /// 3: the caller's signal was aborted, or a function of the caller's threw. The call ends with this very value.
    Thrown(JsValue),
}

impl Transport {
    /// The token to send now.
    pub async fn get_token(&self) -> Ending<String> {
        ending(self.token(), |values| values.get(1).as_string().unwrap_or_default()).await
    }

    /// Sends a request.
    pub async fn get_answer(&self, request: &Request, is_image: bool, body_matters: bool) -> Ending<HttpResponse> {
        ending(self.send(request, is_image, body_matters), |values| {
            let header = |index: u32, name: &str| Some((name.to_owned(), values.get(index).as_string()?));
            HttpResponse {
                status: values.get(1).as_f64().unwrap_or_default() as u16,
                headers: [header(3, "retry-after"), header(4, "retry-after-ms")].into_iter().flatten().collect(),
                body: values.get(2).unchecked_into::<Uint8Array>().to_vec(),
            }
        })
        .await
    }
}

/// Reads `[number, …]`.
async fn ending<T>(promise: Promise, done: impl FnOnce(Array) -> T) -> Ending<T> {
    let values: Array = match JsFuture::from(promise).await {
        Ok(values) => values.unchecked_into(),
        Err(reason) => return Ending::Thrown(reason),
    };
    match values.get(0).as_f64() {
        Some(0.0) => Ending::Done(done(values)),
        Some(1.0) => Ending::NoAnswer(values.get(1), values.get(2).as_string()),
        Some(2.0) => Ending::TimedOut,
        _ => Ending::Thrown(values.get(1)),
    }
}
