//! The client's endpoints. A client is known by its address; a call settles its promise through its transport.

use wasm_bindgen::prelude::*;

use super::call::{Call, Prepared};
use super::error::{failed, not_sent};
use super::input::{keep_output, with_input};
use super::task;
use super::transport::Transport;
use super::validator::keep_issues;
use crate::endpoint::{Arguments, Endpoint};
use crate::failure::{Code, Failure};
use crate::issue::Packed;
use crate::request::{NotSent, Target};
use crate::validate::Validator;

/// A client's target and what its calls share.
pub struct Client {
    target: Target,
    validator: Validator,
    /// None where a function gives it.
    token: Option<String>,
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
    match with_input(length, |input| client.prepare(endpoint, input)) {
        Ok((prepared, true)) => task::run(Call::new(transport, prepared, client.token.clone()).run()),
        Ok((prepared, false)) => {
            let failure = Failure::without_answer(Code::Validation, None);
            transport.reject(&failed(&transport, &failure, &prepared.request, false));
        }
        Err(reason) => transport.reject(&not_sent(&transport, reason)),
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
        Err(reason) => keep_output(Vec::new(), reason.message().as_bytes().to_vec()),
    }
}

impl Client {
    /// The call, and whether it may be made; else the issues are the output.
    fn prepare(&self, endpoint: u32, input: &[u8]) -> Result<(Prepared, bool), NotSent> {
        let Some(endpoint) = Endpoint::ALL.get(endpoint as usize) else {
            return Err(NotSent::Argument("endpoint: not one of the contract".to_owned()));
        };
        let (line, body) = split_line(input);
        let arguments = Arguments::read(line);
        let request = endpoint.request(&self.target, &arguments)?;
        let expected = endpoint.expected(&self.target);
        let mut prepared = Prepared { request, expected, repeatable: true };
        let mut is_valid = true;
        if let Some(body) = body {
            let mut issues = Packed::default();
            let media_type = arguments.number(2).and_then(|number| (number as usize).checked_sub(1));
            // JavaScript sends the very text that is judged here.
            prepared.repeatable = self.validator.judge_into(body, &mut issues, media_type);
            is_valid = arguments.number(1) != Some(1.0) || keep_issues(issues);
        }
        Ok((prepared, is_valid))
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
