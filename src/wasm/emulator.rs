//! The emulator for JS: texts, numbers and bytes in, plain data out. The skin around it is `pkg/js/emulator.js`.

use js_sys::{Array, TypeError, Uint8Array};
use serde::Serialize;
use serde_json::{Value, json};
use wasm_bindgen::prelude::*;

use crate::emulator::{Answer, Emulator, EmulatorOptions, Event, Fault, Meets, Record, Seen, to_json};
use crate::http::{HttpRequest, HttpResponse};

/// An emulated server.
#[wasm_bindgen(js_name = Emulator)]
pub struct JsEmulator {
    emulator: Emulator,
}

#[wasm_bindgen(js_class = Emulator)]
impl JsEmulator {
    /// `options` as `JSON.stringify` writes them; `files` only says that `addFile` follows. Throws a TypeError that
    /// names the place of the fault.
    #[wasm_bindgen(constructor)]
    pub fn new(options: &str) -> Result<JsEmulator, JsValue> {
        let options = EmulatorOptions::from_json(options.as_bytes()).map_err(|wrong| type_error(&wrong.to_string()))?;
        Ok(Self { emulator: Emulator::new(options) })
    }

    /// Stores a file under an asset key.
    #[wasm_bindgen(js_name = addFile)]
    pub fn add_file(&mut self, key: String, bytes: Vec<u8>) {
        self.emulator.add_file(key, bytes);
    }

    /// Notes a request, and takes the next fault for it. Returns its ticket.
    pub fn receive(&mut self, method: &str, url: &str) -> usize {
        self.emulator.receive(method, url)
    }

    /// The name of the fault that a received request is going to meet.
    pub fn fault(&self, ticket: usize) -> Option<String> {
        self.emulator.fault(ticket).map(|fault| fault.name().to_owned())
    }

    /// Answers a received request: `[kind, status, [[name, value]], body]`, where kind is the fault that was met, or
    /// `response`. `headers` is a list of pairs in JSON, names in lower case.
    pub fn answer(
        &mut self,
        ticket: usize,
        method: String,
        url: String,
        headers: &str,
        body: Vec<u8>,
        now_ms: f64,
    ) -> Array {
        let headers = serde_json::from_str(headers).unwrap_or_default();
        let request = HttpRequest { method, url, headers, body };
        match self.emulator.answer(ticket, &request, now_ms) {
            Answer::Response(response) => reply("response", Some(response)),
            Answer::TruncatedBody(response) => reply(Fault::TruncatedBody.name(), Some(response)),
            Answer::LostResponse => reply(Fault::LostResponse.name(), None),
            Answer::NetworkError => reply(Fault::NetworkError.name(), None),
            Answer::RejectNonError => reply(Fault::RejectNonError.name(), None),
            Answer::Throw => reply(Fault::Throw.name(), None),
            Answer::Hang => reply(Fault::Hang.name(), None),
        }
    }

    /// What the last answered request changed: `[{event, mediaId}]` as JSON.
    pub fn events(&self) -> String {
        let shown = |event: &Event| json!({"event": event.change.event(), "mediaId": event.media_id});
        json_text(&Value::Array(self.emulator.events().iter().map(shown).collect()))
    }

    /// The entry as JSON, with `state` and `revokeNote`.
    pub fn entry(&self, id: &str) -> Option<String> {
        self.emulator.entry(id).map(json_text)
    }

    /// Keeps the body of a request that will get no answer.
    #[wasm_bindgen(js_name = keepBody)]
    pub fn keep_body(&mut self, ticket: usize, body: &[u8]) {
        self.emulator.keep_body(ticket, body);
    }

    /// `fault` as JSON; throws a TypeError where it is not a fault. `method` in capitals.
    #[wasm_bindgen(js_name = failNext)]
    pub fn fail_next(&mut self, fault: &str, times: u32, method: Option<String>, skip: u32) -> Result<(), JsValue> {
        let fault = Fault::from_json(fault.as_bytes()).map_err(|wrong| type_error(&wrong.to_string()))?;
        self.emulator.fail_next_of(Meets { method, skip }, fault, times);
        Ok(())
    }

    /// The requests seen so far, as JSON.
    pub fn requests(&self) -> String {
        Value::Array(self.emulator.requests().iter().map(shown).collect()).to_string()
    }

    /// `{entry, usageLog}`, the log where the options have logs, or `{conflict: {status, message, issues}}`, as JSON.
    #[wasm_bindgen(js_name = applyPatches)]
    pub fn apply_patches(&self, entry: &str, request: &str, now_ms: f64) -> String {
        json_text(&match self.emulator.apply_patches(entry.as_bytes(), request.as_bytes(), now_ms) {
            Ok(Record { entry, usage_log: None, .. }) => json!({"entry": entry}),
            Ok(Record { entry, usage_log, .. }) => json!({"entry": entry, "usageLog": usage_log}),
            Err(refusal) => {
                let (status, message) = (refusal.status, refusal.message());
                json!({"conflict": {"status": status, "message": message, "issues": refusal.issues}})
            }
        })
    }
}

/// Without `body` where the request had none.
fn shown(seen: &Seen) -> Value {
    let mut shown = json!({"method": seen.method, "path": seen.path, "status": seen.status});
    if let Some(body) = &seen.body {
        shown["body"] = json!(body);
    }
    shown
}

fn json_text(value: &impl Serialize) -> String {
    String::from_utf8(to_json(value)).unwrap_or_default()
}

fn reply(kind: &str, response: Option<HttpResponse>) -> Array {
    let reply = Array::of1(&kind.into());
    if let Some(response) = response {
        let headers = response.headers.iter().map(|(name, value)| Array::of2(&name.into(), &value.into()));
        reply.push(&response.status.into());
        reply.push(&headers.collect::<Array>());
        reply.push(&Uint8Array::from(response.body.as_slice()));
    }
    reply
}

fn type_error(message: &str) -> JsValue {
    TypeError::new(message).into()
}
