//! The client's endpoints. A client is known by its address; a call settles its promise through its transport.

use js_sys::Array;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::spawn_local;

use super::call::Call;
use super::error::{Redaction, failed, refused};
use super::input::{keep_output, with_input};
use super::transport::Transport;
use crate::failure::{Code, Failure};
use crate::http::HttpRequest;
use crate::issue::to_json;
use crate::request::{PageQuery, ReferencesFrom, Refusal, Target};
use crate::response::Shape;
use crate::validate::Validator;

/// A client's target and what its calls share.
pub struct Client {
    target: Target,
    validator: Validator,
    /// None where a function gives it.
    token: Option<String>,
}

/// What an endpoint is asked for, and what has to come.
type Asked = Result<(HttpRequest, Option<Shape>), Refusal>;

/// Takes its versions from `validator`, which `newValidator` gave; `token` is undefined where a function gives it.
#[wasm_bindgen(js_name = newClient)]
pub fn new_client(base_url: String, token: Option<String>, validator: usize) -> usize {
    let validator = unsafe { &*(validator as *const Validator) }.clone();
    let options = validator.options();
    let target = Target { base_url, api_version: options.api_version, server_release: options.server_release };
    Box::into_raw(Box::new(Client { target, validator, token })) as usize
}

/// Gives a client's memory back.
///
/// # Safety
///
/// `client` is what `newClient` gave, and was not dropped.
#[unsafe(export_name = "dropClient")]
pub unsafe extern "C" fn drop_client(client: *mut Client) {
    drop(unsafe { Box::from_raw(client) });
}

/// Starts a call of `client`, which `newClient` gave, with the arguments of `endpoint`.
#[wasm_bindgen]
pub fn call(client: usize, endpoint: &str, arguments: &Array, transport: Transport) {
    let client = unsafe { &*(client as *const Client) };
    if endpoint == "patchEntry" {
        client.patch_entry(arguments, transport);
    } else {
        client.start(client.ask(endpoint, arguments), true, transport);
    }
}

/// How many of `ids` each `getEntriesByIds` may ask for; undefined, after a rejection, where one is none.
#[wasm_bindgen(js_name = splitIds)]
pub fn split_ids(client: usize, ids: &Array, transport: &Transport) -> Option<Array> {
    let client = unsafe { &*(client as *const Client) };
    match client.target.split_ids(&texts(ids)) {
        Ok(counts) => Some(counts.into_iter().map(f64::from).map(JsValue::from_f64).collect()),
        Err(refusal) => {
            transport.reject(&refused(transport, &refusal));
            None
        }
    }
}

impl Client {
    fn ask(&self, endpoint: &str, arguments: &Array) -> Asked {
        let target = &self.target;
        let envelope = target.has_results_envelope();
        let entries = Shape::Entries(if envelope { "results" } else { "mediaLibraryEntries" });
        let text = |index| arguments.get(index).as_string();
        let first = text(0).unwrap_or_default();
        let (request, shape) = match endpoint {
            "getEntry" => (target.get_entry(&first), Shape::Entry),
            "getEntriesByIds" => (target.get_entries_by_ids(&texts(arguments)), entries),
            "getEntriesByExternalId" => (target.get_entries_by_external_id(&first, text(1).as_deref()), entries),
            "getUsageLog" => (target.get_usage_log(&first), Shape::List("results")),
            "getAssetKeys" => (target.get_asset_keys(&first), Shape::List("results")),
            "serveImage" => return target.serve_image(&first).map(|request| (request, None)),
            _ => {
                let number = |index| arguments.get(index).as_f64();
                let query = PageQuery {
                    limit: number(1).map(|limit| limit as u32),
                    offset: number(2).map(|offset| offset as u64),
                    after: text(3),
                };
                let is_document = endpoint == "getIncomingDocumentReferences";
                let from = if is_document { ReferencesFrom::Documents } else { ReferencesFrom::Media };
                let shape = if envelope { Shape::List("results") } else { Shape::BareList };
                (target.get_references(from, &first, &query), shape)
            }
        };
        Ok((request?, Some(shape)))
    }

    /// Judges the request in the input, then sends those very bytes: `[id, length, 1 to validate it]`.
    fn patch_entry(&self, arguments: &Array, transport: Transport) {
        let length = arguments.get(1).as_f64().unwrap_or_default() as usize;
        let validate = arguments.get(2).as_f64() == Some(1.0);
        let (body, is_valid, repeatable) = with_input(length, |json| {
            let verdict = self.validator.judge(json);
            let is_valid = !validate || verdict.issues.is_empty();
            if !is_valid {
                keep_output(to_json(&verdict.issues));
            }
            (json.to_vec(), is_valid, verdict.repeatable)
        });
        match self.target.patch_entry(&arguments.get(0).as_string().unwrap_or_default(), body) {
            Ok(request) if !is_valid => {
                let mut redaction = Redaction::default();
                if let Some(token) = &self.token {
                    redaction.add(token);
                }
                let failure = Failure::without_answer(Code::Validation, None);
                let error = failed(&transport, &failure, &request, &redaction, false, &JsValue::UNDEFINED);
                transport.reject(&error);
            }
            request => self.start(request.map(|request| (request, Some(Shape::Any))), repeatable, transport),
        }
    }

    fn start(&self, asked: Asked, repeatable: bool, transport: Transport) {
        match asked {
            Ok((request, shape)) => {
                let asks_for_tokens = self.token.is_none();
                spawn_local(Call { transport, request, shape, repeatable, asks_for_tokens }.run());
            }
            Err(refusal) => transport.reject(&refused(&transport, &refusal)),
        }
    }
}

fn texts(list: &Array) -> Vec<String> {
    list.iter().map(|text| text.as_string().unwrap_or_default()).collect()
}
