//! The client's endpoints. A client is known by its address; a call settles its promise through its transport.

use wasm_bindgen::prelude::*;

use super::call::Call;
use super::error::{failed, refused};
use super::input::{keep_output, with_input};
use super::task;
use super::transport::Transport;
use super::validator::keep_issues;
use crate::failure::{Code, Failure};
use crate::http::HttpRequest;
use crate::issue::Packed;
use crate::json::{self, Raw};
use crate::request::{PageQuery, ReferencesFrom, Refusal, Target};
use crate::response::Shape;
use crate::validate::Validator;

// The endpoints, by the numbers that client.js has for them. The last, for incoming media references, is any other number.
const GET_ENTRY: u32 = 0;
const GET_ENTRIES_BY_IDS: u32 = 1;
const GET_ENTRIES_BY_EXTERNAL_ID: u32 = 2;
const GET_USAGE_LOG: u32 = 3;
const GET_ASSET_KEYS: u32 = 4;
const SERVE_IMAGE: u32 = 5;
const PATCH_ENTRY: u32 = 6;
const GET_INCOMING_DOCUMENT_REFERENCES: u32 = 7;

/// A client's target and what its calls share.
pub struct Client {
    target: Target,
    validator: Validator,
    /// None where a function gives it.
    token: Option<String>,
}

/// What an endpoint is asked for.
pub struct Asked {
    pub request: HttpRequest,
    /// What a 2xx answer has to be; None for an image, of which the answer itself is the result.
    pub shape: Option<Shape>,
    /// Whether it may be sent; else its issues are the output.
    is_valid: bool,
    /// Whether it may be applied twice.
    pub repeatable: bool,
}

/// Reads the input: the base URL, and in another line the token, unless a function gives it. Takes its versions from
/// `validator`.
///
/// # Safety
///
/// `validator` is what `newValidator` gave, and was not dropped.
#[unsafe(export_name = "newClient")]
pub unsafe extern "C" fn new_client(validator: *const Validator, length: usize) -> *mut Client {
    let validator = unsafe { &*validator }.clone();
    let options = validator.options();
    let (base_url, token) = with_input(length, |input| {
        let (base_url, token) = split_line(input);
        (text(base_url), token.map(text))
    });
    let target = Target { base_url, api_version: options.api_version, server_release: options.server_release };
    Box::into_raw(Box::new(Client { target, validator, token }))
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

/// Starts a call of `client`, which `newClient` gave. The input holds the endpoint's arguments, a list in JSON, and in
/// another line the text to judge, which JavaScript sends.
#[wasm_bindgen]
pub fn call(client: usize, endpoint: u32, length: usize, transport: Transport) {
    // SAFETY: JavaScript drops a client only once nobody can call it.
    let client = unsafe { &*(client as *const Client) };
    match with_input(length, |input| client.ask(endpoint, input)) {
        Ok(asked) if asked.is_valid => task::run(Call::new(transport, asked, client.token.clone()).run()),
        Ok(asked) => {
            let failure = Failure::without_answer(Code::Validation, None);
            transport.reject(&failed(&transport, &failure, &asked.request, false));
        }
        Err(refusal) => transport.reject(&refused(&transport, refusal)),
    }
}

/// The input holds a list of ids in JSON. The output is how many of them each `getEntriesByIds` may ask for, and what is
/// wrong, if anything is.
///
/// # Safety
///
/// `client` is what `newClient` gave, and was not dropped.
#[unsafe(export_name = "splitIds")]
pub unsafe extern "C" fn split_ids(client: *const Client, length: usize) {
    let client = unsafe { &*client };
    match client.target.split_ids(&with_input(length, |input| Arguments::read(input).texts())) {
        Ok(counts) => keep_output(counts.into_iter().map(|count| count as i32).collect(), Vec::new()),
        Err(refusal) => keep_output(Vec::new(), refusal.message().as_bytes().to_vec()),
    }
}

impl Client {
    fn ask(&self, endpoint: u32, input: &[u8]) -> Result<Asked, Refusal> {
        let (line, body) = split_line(input);
        let arguments = Arguments::read(line);
        let body = body.unwrap_or_default();
        let request = self.request(endpoint, &arguments)?;
        let mut asked = Asked { request, shape: self.shape(endpoint), is_valid: true, repeatable: true };
        if endpoint == PATCH_ENTRY {
            let mut issues = Packed::default();
            // JavaScript sends the very text that is judged here.
            asked.repeatable = self.validator.judge_into(body, &mut issues);
            asked.is_valid = arguments.number(1) != Some(1.0) || keep_issues(issues);
        }
        Ok(asked)
    }

    fn request(&self, endpoint: u32, arguments: &Arguments<'_>) -> Result<HttpRequest, Refusal> {
        let target = &self.target;
        let first = arguments.text(0).unwrap_or_default();
        match endpoint {
            GET_ENTRY => target.get_entry(&first),
            GET_ENTRIES_BY_IDS => target.get_entries_by_ids(&arguments.texts()),
            GET_ENTRIES_BY_EXTERNAL_ID => target.get_entries_by_external_id(&first, arguments.text(1).as_deref()),
            GET_USAGE_LOG => target.get_usage_log(&first),
            GET_ASSET_KEYS => target.get_asset_keys(&first),
            SERVE_IMAGE => target.serve_image(&first),
            PATCH_ENTRY => target.patch_entry(&first),
            _ => {
                let from = match endpoint {
                    GET_INCOMING_DOCUMENT_REFERENCES => ReferencesFrom::Documents,
                    _ => ReferencesFrom::Media,
                };
                target.get_references(from, &first, &arguments.page())
            }
        }
    }

    fn shape(&self, endpoint: u32) -> Option<Shape> {
        let envelope = self.target.has_results_envelope();
        match endpoint {
            GET_ENTRY => Some(Shape::Entry),
            GET_ENTRIES_BY_IDS | GET_ENTRIES_BY_EXTERNAL_ID => {
                Some(Shape::Entries(if envelope { "results" } else { "mediaLibraryEntries" }))
            }
            SERVE_IMAGE => None,
            PATCH_ENTRY => Some(Shape::Any),
            GET_USAGE_LOG | GET_ASSET_KEYS => Some(Shape::List("results")),
            _ => Some(if envelope { Shape::List("results") } else { Shape::BareList }),
        }
    }
}

/// A list in JSON, of texts and numbers.
struct Arguments<'a>(Vec<Raw<'a>>);

impl<'a> Arguments<'a> {
    fn read(json: &'a [u8]) -> Self {
        Self(json::parse(json).map(|list| json::elements(list).collect()).unwrap_or_default())
    }

    fn text(&self, index: usize) -> Option<String> {
        Some(self.0.get(index)?.text()?.to_string_lossy())
    }

    fn texts(&self) -> Vec<String> {
        (0..self.0.len()).map(|index| self.text(index).unwrap_or_default()).collect()
    }

    fn number(&self, index: usize) -> Option<f64> {
        Some(self.0.get(index)?.number()?.to_f64())
    }

    /// Of a list of references, behind the entry's id.
    fn page(&self) -> PageQuery {
        PageQuery {
            limit: self.number(1).map(|limit| limit as u64),
            offset: self.number(2).map(|offset| offset as u64),
            after: self.text(3),
        }
    }
}

/// The first line, and what follows it.
fn split_line(input: &[u8]) -> (&[u8], Option<&[u8]>) {
    let (line, rest) = input.split_at(input.iter().position(|byte| *byte == b'\n').unwrap_or(input.len()));
    (line, rest.get(1..))
}

fn text(bytes: &[u8]) -> String {
    // SAFETY: JavaScript writes its own texts as UTF-8.
    unsafe { String::from_utf8_unchecked(bytes.to_vec()) }
}
