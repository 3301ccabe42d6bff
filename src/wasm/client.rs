//! The client's endpoints. A client is known by its address; a call settles its promise through its transport.

use wasm_bindgen::prelude::*;

use super::call::{Call, Prepared};
use super::error::{failed, not_sent};
use super::input::{keep_output, text, with_input};
use super::task;
use super::transport::Transport;
use super::validator::keep_issues;
use crate::endpoint::{Arguments, Endpoint};
use crate::failure::{Code, Failure};
use crate::issue::Packed;
use crate::request::{NotSent, Target};
use crate::retry::Repeat;
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
/// `validator` is what `newValidator` gave, and was not dropped. `length` bytes of the input are written.
#[unsafe(export_name = "newClient")]
pub unsafe extern "C" fn new_client(validator: *const Validator, length: usize) -> *mut Client {
    // SAFETY: the caller's. The clone is the client's own, so that the validator may go first.
    let validator = unsafe { &*validator }.clone();
    let options = validator.options();
    let read = |input: &[u8]| {
        let (base_url, token) = split_line(input);
        (text(base_url.to_vec()), token.map(|token| text(token.to_vec())))
    };
    // SAFETY: the caller's.
    let (base_url, token) = unsafe { with_input(length, read) };
    let (base_url, token) = (base_url.unwrap_or_default(), token.map(Option::unwrap_or_default));
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
    // SAFETY: the caller's. It was a Box in `newClient`, and a call has all that it needs of it from its start.
    drop(unsafe { Box::from_raw(client) });
}

/// Starts a call. The input holds the endpoint's arguments, a list in JSON, and in another line the text to judge, which
/// JavaScript sends.
///
/// # Safety
///
/// `client` is what `newClient` gave, and was not dropped. `length` bytes of the input are written.
#[wasm_bindgen]
pub unsafe fn call(client: *const Client, endpoint: u32, length: usize, transport: Transport) {
    // SAFETY: the caller's. JavaScript drops a client once nothing there has it any more, and never within a call.
    let client = unsafe { &*client };
    // SAFETY: the caller's.
    match unsafe { with_input(length, |input| client.prepare(endpoint, input)) } {
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
/// `client` is what `newClient` gave, and was not dropped. `length` bytes of the input are written.
#[unsafe(export_name = "splitIds")]
pub unsafe extern "C" fn split_ids(client: *const Client, length: usize) {
    // SAFETY: the caller's.
    let (client, ids) = unsafe { (&*client, with_input(length, |input| Arguments::read(input).texts())) };
    match client.target.split_ids(&ids) {
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
        let repeat = if *endpoint == Endpoint::Import { Repeat::of(arguments.number(1)) } else { Repeat::Always };
        let mut prepared = Prepared { request, expected, repeat };
        let mut is_valid = true;
        if let Some(body) = body {
            let mut issues = Packed::default();
            let media_type = arguments.number(2).and_then(|number| (number as usize).checked_sub(1));
            // JavaScript sends the very text that is judged here.
            if !self.validator.judge_into(body, &mut issues, media_type) {
                prepared.repeat = Repeat::Unapplied;
            }
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
