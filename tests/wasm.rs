//! The boundary to JavaScript, in Node and in a browser: whatever JS does, calls end in a value or a typed error.

#![cfg(all(target_arch = "wasm32", feature = "client"))]

use js_sys::{Array, Function, Object, Promise, Reflect, Uint8Array, WebAssembly};
use livingdocs_media_library::wasm::client::{CallOptions, Client, Config};
use livingdocs_media_library::wasm::input::{input, take_issues, wasm_memory};
use livingdocs_media_library::wasm::validator::JsValidator;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use wasm_bindgen_test::wasm_bindgen_test;

const EXAMPLE: &str = include_str!("example-request.json");

fn validator() -> JsValidator {
    let unset = JsValue::UNDEFINED;
    JsValidator::new(&unset, &unset, &unset, None).expect("the defaults are fine")
}

/// Writes into the input buffer as `pkg/js/text.js` does.
fn write(text: &str) -> usize {
    let address = input(text.len());
    let buffer = wasm_memory().unchecked_into::<WebAssembly::Memory>().buffer();
    let place = Uint8Array::new_with_byte_offset_and_length(&buffer, address as u32, text.len() as u32);
    place.copy_from(text.as_bytes());
    text.len()
}

fn object(fields: &[(&str, JsValue)]) -> JsValue {
    let object = Object::new();
    for (name, value) in fields {
        Reflect::set(&object, &JsValue::from_str(name), value).expect("a plain object");
    }
    object.into()
}

fn client(fetch: &str) -> Client {
    let make_error = "return Object.assign(new Error(parts.message), parts, { cause })";
    let config = object(&[
        ("baseUrl", JsValue::from_str("https://livingdocs.example")),
        ("token", JsValue::from_str("secret")),
        ("fetch", Function::new_with_args("request", fetch).into()),
        ("makeError", Function::new_with_args("parts, cause", make_error).into()),
    ]);
    Client::new(config.unchecked_ref::<Config>(), &validator())
}

fn options(fields: &[(&str, JsValue)]) -> JsValue {
    let defaults = [("timeoutMs", JsValue::from_f64(0.0)), ("maxRetries", JsValue::from_f64(0.0))];
    object(&[&defaults, fields].concat())
}

async fn get_entry(fetch: &str, fields: &[(&str, JsValue)]) -> Result<JsValue, JsValue> {
    let options = options(fields);
    JsFuture::from(client(fetch).get_entry("asze63i9", options.unchecked_ref::<CallOptions>())).await
}

fn text(value: &JsValue, name: &str) -> String {
    let value = Reflect::get(value, &JsValue::from_str(name)).expect("an object");
    value.as_string().unwrap_or_else(|| format!("{value:?}"))
}

#[wasm_bindgen_test]
fn the_example_of_the_api_reference_is_valid() {
    assert!(validator().is_request(write(EXAMPLE)));
    assert!(take_issues().is_empty());
}

#[wasm_bindgen_test]
fn issues_come_as_json() {
    assert!(!validator().is_request(write(r#"{"patches":[{"operation":"archive","note":1}]}"#)));
    let issues =
        js_sys::JSON::parse(&String::from_utf8(take_issues()).expect("UTF-8")).expect("JSON").unchecked_into::<Array>();
    assert_eq!(issues.length(), 1);
    assert_eq!(issues.get(0).unchecked_into::<Array>().get(2), "unsupported_property");
    assert!(!validator().is_patch(write("{}")));
    assert!(validator().is_patch(write(r#"{"operation":"archive"}"#)));
}

#[wasm_bindgen_test]
fn a_large_text_leaves_no_large_buffer_behind() {
    let large = format!("{{\"patches\":[{}]}}", vec![r#"{"operation":"archive"}"#; 20_000].join(","));
    assert!(validator().is_request(write(&large)));
    assert!(validator().is_request(write(EXAMPLE)));
}

#[wasm_bindgen_test]
fn wrong_options_are_type_errors() {
    let unset = JsValue::UNDEFINED;
    for wrong in [JsValue::from_str("v1"), JsValue::from_f64(7.0), JsValue::NULL, JsValue::from_str("2025-02")] {
        let error = JsValidator::new(&wrong, &unset, &unset, None).err().expect("an error");
        assert!(error.is_instance_of::<js_sys::TypeError>());
        assert!(text(&error, "message").starts_with("apiVersion: expected a month from 2025-03 on"));
    }
    assert!(JsValidator::new(&unset, &JsValue::from_str("release-2020-11"), &unset, None).is_err());
    assert!(
        JsValidator::new(&unset, &JsValue::from_str("release-2020-12"), &JsValue::from_str("ignore"), None).is_ok()
    );
}

#[wasm_bindgen_test]
async fn an_entry_is_read() {
    let fetch = "return Promise.resolve(new Response(JSON.stringify({
        id: request.url, version: 1, auth: request.headers.get('authorization'), method: request.method
    })))";
    let entry = get_entry(fetch, &[]).await.expect("an entry");
    assert_eq!(text(&entry, "id"), "https://livingdocs.example/api/2026-05/mediaLibrary/asze63i9");
    assert_eq!(text(&entry, "auth"), "Bearer secret");
    assert_eq!(text(&entry, "method"), "GET");
}

#[wasm_bindgen_test]
async fn the_judged_bytes_are_sent() {
    let fetch = "return request.text().then((body) => { globalThis.sentBody = body; return new Response('') })";
    let options = options(&[]);
    let length = write(EXAMPLE);
    let promise = client(fetch).patch_entry("a", length, true, options.unchecked_ref::<CallOptions>());
    // What is written in the meantime does not reach the request.
    write("{}");
    JsFuture::from(promise).await.expect("success");
    assert_eq!(text(&js_sys::global(), "sentBody"), EXAMPLE);
}

#[wasm_bindgen_test]
async fn whatever_fetch_does_ends_in_a_typed_error() {
    #[rustfmt::skip]
    let table = [
        ("return Promise.reject('a string')", "connection"),
        ("return Promise.reject(undefined)", "connection"),
        ("throw new Error('at once')", "connection"),
        ("throw 5", "connection"),
        ("return undefined", "connection"),
        ("return Promise.resolve({})", "connection"),
        ("return Promise.resolve({ status: 'x' })", "connection"),
        ("return Promise.resolve({ get status() { throw 1 } })", "connection"),
        ("return Promise.resolve({ status: 200 })", "connection"),
        ("return Promise.resolve({ status: 200, arrayBuffer() { throw 1 } })", "connection"),
        ("return Promise.resolve({ status: 200, arrayBuffer: () => Promise.reject(null) })", "connection"),
        ("return { then(resolve, reject) { throw 'then' } }", "connection"),
        ("return Promise.resolve(new Response('{'))", "response_format"),
        ("return Promise.resolve(new Response(new Uint8Array([0xff])))", "response_format"),
        ("return Promise.resolve(new Response('[]'))", "response_format"),
        ("return Promise.resolve(new Response('', { status: 404 }))", "not_found"),
        ("return Promise.resolve({ status: 503, headers: 5, arrayBuffer: () => Promise.reject(1) })", "server"),
        ("return Promise.resolve({ status: 429, headers: { get() { throw 1 } }, arrayBuffer: async () => new ArrayBuffer(0) })", "rate_limit"),
    ];
    for (fetch, code) in table {
        let error = get_entry(fetch, &[]).await.expect_err(fetch);
        assert_eq!(text(&error, "code"), code, "{fetch}");
        assert!(!text(&error, "message").contains("secret"));
    }
}

#[wasm_bindgen_test]
async fn a_foreign_response_will_do() {
    let fetch = "return Promise.resolve({ status: 200, headers: new Map(), arrayBuffer: async () =>
        new TextEncoder().encode('{\"id\":\"a\",\"version\":1}').buffer })";
    assert_eq!(text(&get_entry(fetch, &[]).await.expect("an entry"), "id"), "a");
}

#[wasm_bindgen_test]
async fn time_runs_out() {
    for fetch in [
        "return new Promise(() => {})",
        "return Promise.resolve({ status: 200, arrayBuffer: () => new Promise(() => {}) })",
    ] {
        let error = get_entry(fetch, &[("timeoutMs", JsValue::from_f64(20.0))]).await.expect_err("a timeout");
        assert_eq!(text(&error, "code"), "timeout");
    }
}

#[wasm_bindgen_test]
async fn an_abort_ends_a_call_with_its_reason() {
    let fetch = "return new Promise((_, reject) => request.signal.addEventListener('abort', () => reject('late')))";
    let controller = web_sys::AbortController::new().expect("a controller");
    let abort = {
        let controller = controller.clone();
        Closure::once_into_js(move || controller.abort_with_reason(&JsValue::from_str("mine")))
    };
    let soon = Promise::resolve(&JsValue::UNDEFINED);
    Reflect::get(&soon, &JsValue::from_str("then"))
        .and_then(|then| then.unchecked_into::<Function>().call1(&soon, &abort))
        .expect("a promise");
    let reason = get_entry(fetch, &[("signal", controller.signal().into())]).await.expect_err("the reason");
    assert_eq!(reason, "mine");
    // Aborted before it began.
    let reason = get_entry(fetch, &[("signal", controller.signal().into())]).await.expect_err("the reason");
    assert_eq!(reason, "mine");
}
