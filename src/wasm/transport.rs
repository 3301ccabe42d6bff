//! What JavaScript does for a call: the clock, the caller's functions and signals, `fetch`; see pkg/js/transport.js.
//! Whatever those do, every promise here is settled. One that rejects ends the call with that very value.
//!
//! What a promise brought is asked for once it has resolved: numbers are plain then, and texts and bytes come through the
//! input. wasm-bindgen's own way would need an array, and code to take it apart.

use js_sys::Promise;
use wasm_bindgen::prelude::*;

use super::input::{text, with_input};
use crate::http::HttpResponse;
use crate::retry::Outcome;

#[wasm_bindgen]
extern "C" {
    /// One call's.
    pub type Transport;
    /// Settles the call's promise.
    #[wasm_bindgen(method, structural)]
    pub fn resolve(this: &Transport, value: &JsValue);
    /// Settles it, too.
    #[wasm_bindgen(method, structural)]
    pub fn reject(this: &Transport, reason: &JsValue);
    /// 0, once nothing more is to be started.
    #[wasm_bindgen(method, getter, structural, js_name = maxRetries)]
    pub fn max_retries(this: &Transport) -> u32;
    /// Whether `tell` is heard.
    #[wasm_bindgen(method, getter, structural, js_name = isHeard)]
    pub fn is_heard(this: &Transport) -> bool;

    /// Begins an attempt: when so long has passed, the gate, which a server may have shut, is open, and the caller's function
    /// has given a token; undefined for a first one without such a function, where `send` waits for the gate. Rejects where
    /// nothing more is to be started: with the caller's reason for an abort, else with `last_error`, if there is one.
    #[wasm_bindgen(method, structural)]
    pub fn begin(this: &Transport, wait_ms: f64, last_error: &JsValue, is_image: bool) -> Option<Promise>;
    /// Whether there is a gate.
    #[wasm_bindgen(method, getter, structural, js_name = sharesRest)]
    pub fn shares_rest(this: &Transport) -> bool;
    /// Shuts the gate, if there is one.
    #[wasm_bindgen(method, structural)]
    pub fn pause(this: &Transport, ms: f64);

    /// Sends a request with this head, and the text that the call was made with. Resolves when the answer has come, or none;
    /// see `ending`.
    #[wasm_bindgen(method, structural)]
    pub fn send(this: &Transport, head: &str, body_matters: bool) -> Promise;
    /// A status, which is 200 for a token; or another of `Outcome`'s endings.
    #[wasm_bindgen(method, getter, structural)]
    fn ending(this: &Transport) -> u16;
    /// Writes into the input a header of the answer; or, without a name, what else came: the token, the answer's body, or
    /// why there is none. Gives its length, or -1 for nothing.
    #[wasm_bindgen(method, structural)]
    fn read(this: &Transport, header: &str) -> i32;
    /// Whether the answer's body was too long to be read.
    #[wasm_bindgen(method, getter, structural, js_name = isTooLong)]
    pub fn is_too_long(this: &Transport) -> bool;
    /// Whether the answer has a URL; one that was made by hand has none.
    #[wasm_bindgen(method, getter, structural, js_name = cameByNetwork)]
    pub fn came_by_network(this: &Transport) -> bool;
    /// Ends an attempt; gives its milliseconds.
    #[wasm_bindgen(method, structural)]
    pub fn end(this: &Transport) -> f64;

    /// What the call resolves with: an image's Response, or the parsed body. None where no body is wanted, and where it is
    /// not JSON.
    #[wasm_bindgen(method, structural)]
    pub fn result(this: &Transport, is_image: bool, is_json: bool) -> Option<JsValue>;
    /// Makes an error.
    #[wasm_bindgen(method, structural)]
    pub fn error(this: &Transport, parts: &JsValue) -> JsValue;
    /// Tells `onAttempt`. A status of 0 stands for no answer, a wait below 0 for no further attempt.
    #[wasm_bindgen(method, structural)]
    pub fn tell(
        this: &Transport,
        method: &str,
        url: &str,
        number: u32,
        ms: f64,
        status: u16,
        retry_in_ms: f64,
        error: &JsValue,
    );
}

impl Transport {
    /// The token that the caller's function gave; None where none came in time.
    pub fn token(&self) -> Option<String> {
        match self.outcome() {
            Outcome::Status(_) => self.text(),
            Outcome::NoAnswer | Outcome::Timeout => None,
        }
    }

    /// How asking for a token or sending ended.
    pub fn outcome(&self) -> Outcome {
        Outcome::of_ending(self.ending())
    }

    /// What came, as text.
    pub fn text(&self) -> Option<String> {
        self.header("")
    }

    /// The answer, with the headers of these names.
    pub fn answer(&self, status: u16, names: &[&str]) -> HttpResponse {
        let header = |name: &&str| Some(((*name).to_owned(), self.header(name)?));
        HttpResponse {
            status,
            headers: names.iter().filter_map(header).collect(),
            body: self.bytes("").unwrap_or_default(),
        }
    }

    /// A header of the answer.
    pub fn header(&self, name: &str) -> Option<String> {
        text(self.bytes(name)?)
    }

    fn bytes(&self, header: &str) -> Option<Vec<u8>> {
        let length = usize::try_from(self.read(header)).ok()?;
        // SAFETY: `read` gives how many bytes it has written.
        Some(unsafe { with_input(length, <[u8]>::to_vec) })
    }
}
