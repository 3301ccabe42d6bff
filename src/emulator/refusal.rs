//! Why a request is refused, in the documented bodies.

use super::options::WrongOption;
use super::reply;
use crate::http::HttpResponse;
use serde_json::{Map, Value, json};

/// An error status and its `error_details`, and what is wrong with a request.
#[derive(Clone, Debug, PartialEq)]
pub struct Refusal {
    /// 400 to 429.
    pub status: u16,
    /// As the API reference and Livingdocs' page on errors have them.
    pub details: Map<String, Value>,
    /// As a Validator would give them in JavaScript; empty where another status than 400 says all.
    pub issues: Vec<Value>,
}

impl Refusal {
    /// 400 for what a request says at `path`, dotted.
    pub fn at(path: &str, message: impl Into<String>) -> Self {
        let message = message.into();
        let segment = |name: &str| name.parse().map_or_else(|_| Value::from(name), |index: u32| index.into());
        let segments: Vec<Value> = path.split('.').map(segment).collect();
        let issue = json!({"path": segments, "code": "server", "message": message, "params": {}});
        Self { issues: vec![issue], ..Self::with(400, [(path, message)]) }
    }

    /// 400 for an option, or for the entry that stands for one.
    pub fn of_option(wrong: &WrongOption) -> Self {
        Self::with(400, [(&wrong.place, wrong.to_string())])
    }

    /// 400 with the details of the request rules.
    pub fn invalid(details: Map<String, Value>, issues: Vec<Value>) -> Self {
        Self { status: 400, details, issues }
    }

    /// 400 for metadata that the entry's media type does not have so, each an error.
    pub fn wrong_metadata(errors: Vec<Value>, issues: Vec<Value>) -> Self {
        let mut refusal = Self::with(400, [("message", "Metadata validation failed.".to_owned())]);
        refusal.details.insert("errors".to_owned(), errors.into());
        Self { issues, ..refusal }
    }

    /// 401
    pub fn unauthenticated() -> Self {
        Self::with(401, [("access_token", "The access token expired.".to_owned())])
    }

    /// 403
    pub fn forbidden() -> Self {
        Self::with(403, [("access_token", "The request requires higher privileges".to_owned())])
    }

    /// 403 of serve-image.
    pub fn revoked_image() -> Self {
        Self::with(403, [("message", "The requested image is revoked or marked as invalid".to_owned())])
    }

    /// 404 for a path that leads nowhere.
    pub fn unknown_route(target: &str) -> Self {
        Self::with(404, [("url", target.to_owned())])
    }

    /// 404 for an entry.
    pub fn no_entry(id: &str) -> Self {
        Self::named(404, "NotFound", format!("MediaLibrary Entry does not exist (id: '{id}')"))
    }

    /// 404 for an entry of an entry's usage log.
    pub fn no_usage_log_entry(id: &str) -> Self {
        Self::named(404, "NotFound", format!("Usage log entry does not exist (id: '{id}')"))
    }

    /// 404 for a job that fetches files.
    pub fn no_import_job(id: &str) -> Self {
        Self::named(404, "NotFound", format!("Import job does not exist (id: '{id}')"))
    }

    /// 404 of serve-image.
    pub fn no_image() -> Self {
        Self::with(404, [("message", "No image found.".to_owned())])
    }

    /// 409
    pub fn conflict(message: impl Into<String>) -> Self {
        Self::named(409, "Conflict", message.into())
    }

    /// 410 for a removed API version.
    pub fn gone(version: &str) -> Self {
        Self::named(410, "Gone", format!("API version {version} has been removed"))
    }

    /// 413
    pub fn too_large(maximum: usize) -> Self {
        Self::named(413, "PayloadTooLarge", format!("Request body is larger than {maximum} bytes"))
    }

    /// 415
    pub fn unsupported_media_type() -> Self {
        Self::named(
            415,
            "UnsupportedMediaType",
            "Expected application/json in UTF-8, and no Content-Encoding".to_owned(),
        )
    }

    /// The one sentence of it: `message` where there is one, else the first of the details.
    pub fn message(&self) -> &str {
        let message = self.details.get("message").or_else(|| self.details.values().next());
        message.and_then(Value::as_str).unwrap_or_default()
    }

    /// 429 for more files than may be fetched on a day.
    pub fn over_quota() -> Self {
        Self::with(429, [("message", "Usage Limit Exceeded".to_owned())])
    }

    /// `{status, error, error_details}`
    pub fn response(&self) -> HttpResponse {
        let error = match self.status {
            400 => "Bad Request",
            401 => "Unauthorized",
            403 => "Forbidden",
            404 => "Not Found",
            409 => "Conflict",
            410 => "Gone",
            415 => "Unsupported Media Type",
            429 => "Too Many Requests",
            _ => "Payload Too Large",
        };
        reply::json(self.status, &json!({"status": self.status, "error": error, "error_details": self.details}))
    }

    fn named(status: u16, name: &str, message: String) -> Self {
        Self::with(status, [("name", name.to_owned()), ("message", message)])
    }

    fn with<const N: usize>(status: u16, details: [(&str, String); N]) -> Self {
        let details = details.into_iter().map(|(name, text)| (name.to_owned(), Value::String(text)));
        Self { status, details: details.collect(), issues: Vec::new() }
    }
}
