//! What answers, refusals and faults share: a status, a media type and a body.

use super::surrogates::to_json;
use crate::http::HttpResponse;
use serde_json::Value;

/// An answer with a JSON body.
pub fn json(status: u16, body: &Value) -> HttpResponse {
    with_type(status, "application/json", to_json(body))
}

/// An answer with a body of that media type.
pub fn with_type(status: u16, media_type: &str, body: Vec<u8>) -> HttpResponse {
    HttpResponse { status, headers: vec![("content-type".to_owned(), media_type.to_owned())], body }
}
