//! The boundary to JavaScript, in Node and in browsers: what crosses it, and what comes back. What the caller's functions
//! may do to a call is for pkg/js/transport.js, and for tests/package.

#![cfg(all(target_arch = "wasm32", feature = "client"))]

use js_sys::{Array, Function, Promise};
use livingdocs_media_library::endpoint::Endpoint;
use livingdocs_media_library::issue::Message;
use livingdocs_media_library::validate::Validator;
use livingdocs_media_library::wasm::client::{Client, call, drop_client, new_client, split_ids};
use livingdocs_media_library::wasm::input::{drop_output, input, output, output_length};
use livingdocs_media_library::wasm::transport::Transport;
use livingdocs_media_library::wasm::validator::{drop_validator, is_valid, new_validator};
use livingdocs_media_library::word::Word;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use wasm_bindgen_test::wasm_bindgen_test;

const EXAMPLE: &str = include_str!("example-request.json");

/// Writes into the input buffer, as `pkg/js/text.js` does.
fn write(text: impl AsRef<[u8]>) -> usize {
    let bytes = text.as_ref();
    let address = input(bytes.len()) as *mut u8;
    if !bytes.is_empty() {
        // SAFETY: that is room for so many.
        unsafe { address.copy_from(bytes.as_ptr(), bytes.len()) };
    }
    bytes.len()
}

fn text(part: u32) -> String {
    // SAFETY: that many are there, and stay until the next call.
    let bytes = unsafe { std::slice::from_raw_parts(output(part) as *const u8, output_length(part)) };
    String::from_utf8(bytes.to_vec()).expect("UTF-8")
}

/// The first number that the last call has left, of issues that of a message, and the text.
fn take_output() -> (Option<i32>, String) {
    // SAFETY: as in `text`.
    let numbers = unsafe { std::slice::from_raw_parts(output(0) as *const i32, output_length(0)) };
    let taken = (numbers.first().copied(), text(1));
    drop_output();
    assert_eq!((output_length(0), output_length(1)), (0, 0));
    taken
}

fn validator(options: &str) -> *const Validator {
    // SAFETY: it is written.
    unsafe { new_validator(write(options)) }
}

/// Judges what stands in the input. `validator` is one that was not dropped.
fn judges(validator: *const Validator, length: usize, is_patch: bool) -> bool {
    // SAFETY: the tests drop it last, and the input is written or has no room for so much.
    unsafe { is_valid(validator, length, is_patch, 0) }
}

fn accepts(validator: *const Validator, request: &str) -> bool {
    judges(validator, write(request), false)
}

/// With the base URL, and the token in another line.
fn client(target: &str) -> *mut Client {
    // SAFETY: the validator is a new one, and the input is written.
    unsafe { new_client(validator(""), write(target)) }
}

#[wasm_bindgen_test]
fn the_example_of_the_api_reference_is_valid() {
    assert!(accepts(validator(""), EXAMPLE));
}

#[wasm_bindgen_test]
fn issues_come_as_numbers_and_values() {
    let validator = validator("\n\n\n");
    assert!(!accepts(validator, r#"{"patches":[{"operation":"archive","note":1,"x":2}]}"#));
    let (message, values) = take_output();
    assert_eq!(message, Some(Message::UnsupportedProperty as i32));
    assert_eq!(values, r#","x","x""#);
    assert!(!judges(validator, write("{}"), true));
    assert!(judges(validator, write(r#"{"operation":"archive"}"#), true));
    // SAFETY: this is the last use.
    unsafe { drop_validator(validator.cast_mut()) };
}

#[wasm_bindgen_test]
fn the_dictionary_is_json() {
    let length = |json: &str| js_sys::JSON::parse(json).expect("JSON").unchecked_into::<Array>().length();
    assert_eq!(length(&format!("[{}0]", text(2))), Word::OneLine as u32 + 2);
    assert_eq!(length(&text(3)), Message::OtherType as u32 + 2);
}

#[wasm_bindgen_test]
fn a_large_text_leaves_no_large_buffer_behind() {
    let large = format!("{{\"patches\":[{}]}}", vec![r#"{"operation":"archive"}"#; 20_000].join(","));
    let validator = validator("");
    assert!(accepts(validator, &large));
    assert_eq!(input(0), 0);
    assert!(!judges(validator, large.len(), false));
    assert!(accepts(validator, EXAMPLE));
}

#[wasm_bindgen_test]
fn wrong_options_are_told_by_their_place() {
    let words = [("v1", 1), ("2025-02", 1), ("\nrelease-2020-11", 2), ("\n\n?", 3)];
    for (options, place) in words {
        assert_eq!(validator(options) as usize, place, "{options}");
    }
    assert_eq!(validator("\n\n\n{\"usagePurposes\":{}}") as usize, 4);
    assert_eq!(take_output(), (Some(Message::NoPurposes as i32), String::new()));
    assert_eq!(validator("\n\n\n{\"usagePurposes\":[{}]}") as usize, 4);
    assert_eq!(take_output(), (Some(Message::MissingProperty as i32), String::new()));
    assert!(validator("2025-03\nrelease-2020-12\nignore\n{\"mediaTypes\":[{\"handle\":\"image\"}]}") as usize > 4);
}

/// A transport whose `send` is the given function, and the promise that it settles.
fn transport(send: &str) -> (Transport, Promise) {
    let write = Closure::<dyn Fn(Vec<u8>) -> usize>::new(|bytes: Vec<u8>| write(bytes)).into_js_value();
    let made = Function::new_with_args(
        "write",
        &format!(
            "const bytes = (text) => new TextEncoder().encode(text);
            const codes = ['validation', 'unsupported', 'connection', 'timeout', 'response_format',
                'bad_request', 'authentication', 'permission', 'not_found', 'conflict', 'gone', 'rate_limit',
                'server', 'unexpected_status'];
            const transport = {{
                maxRetries: 0, isHeard: false, sharesRest: false, isTooLong: false, cameByNetwork: false,
                pause() {{}}, end: () => 1,
                async begin() {{ Object.assign(this, {{ ending: 200, came: bytes('secret') }}); }},
                async send(head) {{ this.came = undefined; {send} }},
                read(header) {{ return header === '' && this.came ? write(this.came) : -1; }},
                result() {{ return this.body; }},
                error: ([kind, [message]]) => Object.assign(new Error(message), {{ code: codes[kind] }}),
            }};
            const promise = new Promise((resolve, reject) => Object.assign(transport, {{ resolve, reject }}));
            return [transport, promise];"
        ),
    );
    let made: Array = made.call1(&JsValue::UNDEFINED, &write).expect("a transport").unchecked_into();
    (made.get(0).unchecked_into(), made.get(1).unchecked_into())
}

const GET_ENTRY: u32 = Endpoint::GetEntry as u32;
const PATCH_ENTRY: u32 = Endpoint::PatchEntry as u32;

async fn outcome(endpoint: u32, arguments: &str, send: &str) -> Result<JsValue, JsValue> {
    let client = client("https://livingdocs.example");
    let (transport, promise) = transport(send);
    // SAFETY: the client is dropped below, and the input is written.
    unsafe { call(client, endpoint, write(arguments), transport) };
    // SAFETY: this is the last use: a call goes on without its client.
    unsafe { drop_client(client) };
    // What is written in the meantime does not reach the request.
    write("{}");
    JsFuture::from(promise).await
}

#[wasm_bindgen_test]
async fn an_entry_is_read() {
    let send = "this.body = head;
        Object.assign(this, { ending: 200, came: bytes('{\"id\":\"a\",\"version\":1}') });";
    let body = outcome(GET_ENTRY, r#"["asze63i9"]"#, send).await.expect("an entry");
    assert_eq!(
        body.as_string().as_deref(),
        Some(
            "GET https://livingdocs.example/api/2026-05/mediaLibrary/asze63i9\n\
             accept: application/json\nauthorization: Bearer secret"
        )
    );
}

#[wasm_bindgen_test]
async fn only_what_is_valid_is_sent() {
    let send = "this.body = head; this.ending = 200;";
    let head = outcome(PATCH_ENTRY, &format!("[\"a\",1]\n{EXAMPLE}"), send).await.expect("success");
    let head = head.as_string().expect("a head");
    assert!(head.starts_with("PATCH ") && head.contains("\ncontent-type: application/json\n"), "{head}");
    let error = outcome(PATCH_ENTRY, "[\"a\",1]\n{}", send).await.expect_err("it is not valid");
    assert_eq!(js_sys::Reflect::get(&error, &"code".into()).expect("an error"), "validation");
    outcome(PATCH_ENTRY, "[\"a\",0]\n{}", send).await.expect("nobody asked");
}

#[wasm_bindgen_test]
async fn every_ending_ends_the_call() {
    for (send, code) in [
        ("Object.assign(this, { ending: 1, came: bytes('no') });", "connection"),
        ("Object.assign(this, { ending: 1, came: new Uint8Array([0xff]) });", "connection"),
        ("this.ending = 2;", "timeout"),
        ("this.ending = 404;", "not_found"),
        ("this.ending = 0;", "unexpected_status"),
        ("Object.assign(this, { ending: 200, came: new Uint8Array([0xff]) });", "response_format"),
        // What Rust takes for an entry, but `JSON.parse` does not.
        ("Object.assign(this, { ending: 200, came: bytes('{\"id\":\"a\",\"version\":1}') });", "response_format"),
    ] {
        let error = outcome(GET_ENTRY, r#"["a"]"#, send).await.expect_err(send);
        assert_eq!(js_sys::Reflect::get(&error, &"code".into()).expect("an error"), code, "{send}");
    }
    assert_eq!(outcome(GET_ENTRY, r#"["a"]"#, "throw 'mine';").await.expect_err("thrown"), "mine");
    let error = outcome(GET_ENTRY, r#"[""]"#, "").await.expect_err("an argument is wrong");
    assert!(error.is_instance_of::<js_sys::TypeError>());
}

#[wasm_bindgen_test]
fn ids_are_split() {
    let client = client("https://livingdocs.example\nsecret");
    for (ids, count, wrong) in
        [("[]", None, ""), (r#"["a","b"]"#, Some(2), ""), (r#"["a,b"]"#, None, "id: must not have a comma: \"a,b\"")]
    {
        // SAFETY: the client is dropped below, and the input is written.
        unsafe { split_ids(client, write(ids)) };
        assert_eq!(take_output(), (count, wrong.to_owned()), "{ids}");
    }
    // SAFETY: this is the last use.
    unsafe { drop_client(client) };
}
