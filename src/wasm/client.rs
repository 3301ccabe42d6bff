//! The client's endpoints, as the JS class calls them. Each gives a promise; none throws.

use std::rc::Rc;

use js_sys::{Function, Promise};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::future_to_promise;
use web_sys::AbortSignal;

use super::attempt::Token;
use super::call::{Call, Gate, Shared};
use super::error::{ErrorParts, Redaction};
use super::input::with_input;
use super::validator::JsValidator;
use crate::failure::Code;
use crate::http::HttpRequest;
use crate::issue::to_json;
use crate::request::{PageQuery, ReferencesFrom, Refusal, Target};
use crate::response::Shape;
use crate::validate::Validator;

#[wasm_bindgen]
extern "C" {
    /// A client's options, checked by the JS class.
    pub type Config;
    #[wasm_bindgen(method, getter, structural, js_name = baseUrl)]
    fn base_url(this: &Config) -> String;
    #[wasm_bindgen(method, getter, structural)]
    fn token(this: &Config) -> JsValue;
    #[wasm_bindgen(method, getter, structural)]
    fn fetch(this: &Config) -> Option<Function>;
    #[wasm_bindgen(method, getter, structural, js_name = onAttempt)]
    fn on_attempt(this: &Config) -> Option<Function>;
    #[wasm_bindgen(method, getter, structural, js_name = makeError)]
    fn make_error(this: &Config) -> Function;

    /// One call's options, checked and completed by the JS class.
    pub type CallOptions;
    #[wasm_bindgen(method, getter, structural)]
    fn signal(this: &CallOptions) -> Option<AbortSignal>;
    #[wasm_bindgen(method, getter, structural, js_name = timeoutMs)]
    fn timeout_ms(this: &CallOptions) -> f64;
    #[wasm_bindgen(method, getter, structural, js_name = maxRetries)]
    fn max_retries(this: &CallOptions) -> u32;
    #[wasm_bindgen(method, getter, structural)]
    fn gate(this: &CallOptions) -> Option<Gate>;
    #[wasm_bindgen(method, getter, structural)]
    fn stop(this: &CallOptions) -> Option<AbortSignal>;
}

/// A client's target and what its calls share.
#[wasm_bindgen]
pub struct Client {
    target: Target,
    validator: Validator,
    shared: Rc<Shared>,
}

#[wasm_bindgen]
impl Client {
    /// Takes its versions from `validator`.
    #[wasm_bindgen(constructor)]
    pub fn new(config: &Config, validator: &JsValidator) -> Client {
        let validator = validator.validator.clone();
        let options = validator.options();
        let token = config.token();
        Client {
            target: Target {
                base_url: config.base_url(),
                api_version: options.api_version,
                server_release: options.server_release,
            },
            shared: Rc::new(Shared {
                token: match token.as_string() {
                    Some(text) => Token::Text(text),
                    None => Token::Ask(token.unchecked_into()),
                },
                fetch: config.fetch(),
                on_attempt: config.on_attempt(),
                make_error: config.make_error(),
            }),
            validator,
        }
    }

    /// Resolves to the entry.
    #[wasm_bindgen(js_name = getEntry)]
    pub fn get_entry(&self, id: &str, options: &CallOptions) -> Promise {
        self.get(self.target.get_entry(id), Some(Shape::Entry), options)
    }

    /// Judges the request in the input buffer, then sends those very bytes. Resolves to undefined.
    #[wasm_bindgen(js_name = patchEntry)]
    pub fn patch_entry(&self, id: &str, length: usize, validate: bool, options: &CallOptions) -> Promise {
        let (body, issues, repeatable) = with_input(length, |json| {
            let verdict = self.validator.judge(json);
            let issues = (validate && !verdict.issues.is_empty()).then(|| to_json(&verdict.issues));
            (json.to_vec(), issues, verdict.repeatable)
        });
        let request = match (self.target.patch_entry(id, body), issues) {
            (Ok(request), Some(issues)) => return self.invalid(&request, issues),
            (request, _) => request,
        };
        self.send(request, Some(Shape::Any), repeatable, options)
    }

    /// Resolves to `{results}` or `{mediaLibraryEntries}`, in the server's order.
    #[wasm_bindgen(js_name = getEntriesByIds)]
    pub fn get_entries_by_ids(&self, ids: Vec<String>, options: &CallOptions) -> Promise {
        self.get(self.target.get_entries_by_ids(&ids), Some(self.entries_shape()), options)
    }

    /// How many of `ids` each call of `getEntriesByIds` may ask for.
    #[wasm_bindgen(js_name = splitIds)]
    pub fn split_ids(&self, ids: Vec<String>) -> Result<Vec<u32>, JsValue> {
        self.target.split_ids(&ids).map_err(|refusal| self.refused(refusal))
    }

    /// Resolves like `getEntriesByIds`.
    #[wasm_bindgen(js_name = getEntriesByExternalId)]
    pub fn get_entries_by_external_id(
        &self,
        external_id: &str,
        system_name: Option<String>,
        options: &CallOptions,
    ) -> Promise {
        let request = self.target.get_entries_by_external_id(external_id, system_name.as_deref());
        self.get(request, Some(self.entries_shape()), options)
    }

    /// Resolves to `{results}`.
    #[wasm_bindgen(js_name = getUsageLog)]
    pub fn get_usage_log(&self, id: &str, options: &CallOptions) -> Promise {
        self.get(self.target.get_usage_log(id), Some(Shape::List("results")), options)
    }

    /// Resolves to `{results}`.
    #[wasm_bindgen(js_name = getAssetKeys)]
    pub fn get_asset_keys(&self, id: &str, options: &CallOptions) -> Promise {
        self.get(self.target.get_asset_keys(id), Some(Shape::List("results")), options)
    }

    /// Resolves to what `fetch` gave, its body unread.
    #[wasm_bindgen(js_name = serveImage)]
    pub fn serve_image(&self, key: &str, options: &CallOptions) -> Promise {
        self.get(self.target.serve_image(key), None, options)
    }

    /// Resolves to `{results, total, cursor}`, or to an array before API version 2026-01. `offset` is a whole number.
    #[wasm_bindgen(js_name = getReferences)]
    pub fn get_references(
        &self,
        from_documents: bool,
        media_id: &str,
        limit: Option<u32>,
        offset: Option<f64>,
        after: Option<String>,
        options: &CallOptions,
    ) -> Promise {
        let from = if from_documents { ReferencesFrom::Documents } else { ReferencesFrom::Media };
        let query = PageQuery { limit, offset: offset.map(|offset| offset as u64), after };
        let shape = if self.target.has_results_envelope() { Shape::List("results") } else { Shape::BareList };
        self.get(self.target.get_references(from, media_id, &query), Some(shape), options)
    }
}

impl Client {
    fn entries_shape(&self) -> Shape {
        Shape::Entries(if self.target.has_results_envelope() { "results" } else { "mediaLibraryEntries" })
    }

    fn get(&self, request: Result<HttpRequest, Refusal>, shape: Option<Shape>, options: &CallOptions) -> Promise {
        self.send(request, shape, true, options)
    }

    fn send(
        &self,
        request: Result<HttpRequest, Refusal>,
        shape: Option<Shape>,
        repeatable: bool,
        options: &CallOptions,
    ) -> Promise {
        let request = match request {
            Ok(request) => request,
            Err(refusal) => return Promise::reject(&self.refused(refusal)),
        };
        let call = Call {
            shared: Rc::clone(&self.shared),
            request,
            shape,
            repeatable,
            signal: options.signal(),
            timeout_ms: options.timeout_ms(),
            max_retries: options.max_retries(),
            gate: options.gate(),
            stop: options.stop(),
        };
        future_to_promise(call.run())
    }

    fn refused(&self, refusal: Refusal) -> JsValue {
        match refusal {
            Refusal::Argument(text) => js_sys::TypeError::new(&text).into(),
            Refusal::Unsupported { .. } => {
                let parts = ErrorParts {
                    code: Code::Unsupported.name(),
                    message: refusal.to_string(),
                    ..ErrorParts::default()
                };
                parts.into_error(&self.shared.make_error, &JsValue::UNDEFINED, &JsValue::UNDEFINED)
            }
        }
    }

    fn invalid(&self, request: &HttpRequest, issues: Vec<u8>) -> Promise {
        let mut redaction = Redaction::default();
        if let Token::Text(token) = &self.shared.token {
            redaction.add(token);
        }
        let parts = ErrorParts {
            code: Code::Validation.name(),
            method: Some(request.method.clone()),
            url: Some(redaction.apply(&request.url)),
            issues: Some(String::from_utf8_lossy(&issues).into_owned()),
            ..ErrorParts::default()
        };
        Promise::reject(&parts.into_error(&self.shared.make_error, &JsValue::UNDEFINED, &JsValue::UNDEFINED))
    }
}
