//! The emulator's answers: tables of request → expected answer.
#![cfg(feature = "emulator")]

mod access;
mod apply;
mod client;
mod codings;
mod events;
mod faults;
mod images;
mod imports;
mod lists;
mod metadata;
mod options;
mod pages;
mod patches;
mod routes;
mod usage_log;

use livingdocs_media_library::emulator::{Answer, Emulator, EmulatorOptions};
use livingdocs_media_library::http::{HttpRequest, HttpResponse};
use serde_json::{Value, json};

/// 2026-05-01T11:00:00.000Z
const NOW: f64 = 1_777_633_200_000.0;
const NOW_ISO: &str = "2026-05-01T11:00:00.000Z";
const BASE: &str = "/api/2026-05/mediaLibrary";

fn emulator(options: Value) -> Emulator {
    match EmulatorOptions::from_json(options.to_string().as_bytes()) {
        Ok(options) => Emulator::new(options),
        Err(wrong) => panic!("{wrong}"),
    }
}

fn entry(id: &str) -> Value {
    json!({
        "id": id, "version": 1, "mediaType": "image", "metadata": {},
        "createdAt": "2020-12-27T09:19:00.928Z", "updatedAt": "2020-12-27T09:19:00.928Z"
    })
}

fn request(method: &str, url: &str, body: &str) -> HttpRequest {
    HttpRequest {
        method: method.to_owned(),
        url: url.to_owned(),
        headers: headers(&[("authorization", "Bearer demo-token"), ("content-type", "application/json")]),
        body: body.as_bytes().to_vec(),
    }
}

fn headers(headers: &[(&str, &str)]) -> Vec<(String, String)> {
    headers.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
}

fn answer(emulator: &mut Emulator, request: &HttpRequest) -> HttpResponse {
    match emulator.handle(request, NOW) {
        Answer::Response(response) => response,
        other => panic!("{other:?}"),
    }
}

/// Status and JSON body.
fn send(emulator: &mut Emulator, method: &str, url: &str, body: &str) -> (u16, Value) {
    let response = answer(emulator, &request(method, url, body));
    assert_eq!(response.header("content-type"), Some("application/json"), "{method} {url}");
    (response.status, serde_json::from_slice(&response.body).expect("a JSON body"))
}

fn get(emulator: &mut Emulator, url: &str) -> (u16, Value) {
    send(emulator, "GET", url, "")
}

fn patch(emulator: &mut Emulator, id: &str, request: &Value) -> (u16, Value) {
    send(emulator, "PATCH", &format!("{BASE}/{id}"), &request.to_string())
}

/// One request with these patches.
fn patches(emulator: &mut Emulator, id: &str, patches: Value) -> (u16, Value) {
    patch(emulator, id, &json!({ "patches": patches }))
}

fn ok() -> (u16, Value) {
    (200, json!({"status": 200}))
}

fn refused(status: u16, error: &str, details: Value) -> (u16, Value) {
    (status, json!({"status": status, "error": error, "error_details": details}))
}

fn bad_request(path: &str, message: &str) -> (u16, Value) {
    refused(400, "Bad Request", json!({ path: message }))
}

fn conflict(message: &str) -> (u16, Value) {
    refused(409, "Conflict", json!({"name": "Conflict", "message": message}))
}

fn unknown_route(url: &str) -> (u16, Value) {
    refused(404, "Not Found", json!({ "url": url }))
}

fn no_entry(id: &str) -> (u16, Value) {
    let message = format!("MediaLibrary Entry does not exist (id: '{id}')");
    refused(404, "Not Found", json!({"name": "NotFound", "message": message}))
}
