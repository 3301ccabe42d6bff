//! An endpoint of the API, and what is asked of it, as an HTTP request. The token is added when the request is sent.

use std::fmt;

use crate::http::{HttpRequest, decimal};
use crate::issue::quote;
use crate::release::{ApiVersion, Feature, ServerRelease};

/// No URL is longer, so that every proxy lets it through.
pub const MAX_URL: usize = 2_000;

/// The server, and what it is taken to understand.
#[derive(Clone, Debug)]
pub struct Target {
    /// Origin and path prefix, without a slash at the end.
    pub base_url: String,
    /// The path segment after `/api/`.
    pub api_version: ApiVersion,
    /// What is installed.
    pub server_release: ServerRelease,
}

/// Why a request was not made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// An argument is not what it has to be; the text says what to write.
    Argument(String),
    /// The endpoint or parameter is newer than the target.
    Unsupported {
        /// As the caller knows it: `after`, `getAssetKeys`.
        name: &'static str,
        /// What brought it.
        feature: Feature,
        /// The target's version or release.
        current: String,
    },
}

impl Refusal {
    /// In words.
    pub fn message(&self) -> String {
        match self {
            Self::Argument(text) => text.clone(),
            Self::Unsupported { name, feature, current } => {
                [name, " is not supported before ", &feature.since_name(), " (is ", current, ")"].concat()
            }
        }
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message())
    }
}

/// Which part of a list to get.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PageQuery {
    /// 1 to 100.
    pub limit: Option<u32>,
    /// From 0.
    pub offset: Option<u64>,
    /// A page's cursor.
    pub after: Option<String>,
}

/// Whose references to an entry are asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReferencesFrom {
    /// Publications
    Documents,
    /// Other entries
    Media,
}

impl Target {
    /// `GET /mediaLibrary/{id}`
    pub fn get_entry(&self, id: &str) -> Result<HttpRequest, Refusal> {
        self.get_part_of(id, "")
    }

    /// `PATCH /mediaLibrary/{id}`
    pub fn patch_entry(&self, id: &str, body: Vec<u8>) -> Result<HttpRequest, Refusal> {
        let mut request = self.get_entry(id)?;
        request.method = "PATCH".to_owned();
        request.headers.push(("content-type".to_owned(), "application/json".to_owned()));
        request.body = body;
        Ok(request)
    }

    /// `GET /mediaLibrary?ids=…`
    pub fn get_entries_by_ids(&self, ids: &[String]) -> Result<HttpRequest, Refusal> {
        let mut query = "?ids=".to_owned();
        for (index, id) in ids.iter().enumerate() {
            if index > 0 {
                query.push_str(ENCODED_COMMA);
            }
            query.push_str(&list_item(id)?);
        }
        Ok(self.get(&query))
    }

    /// How many of `ids`, from the first on, each request may ask for, so that no URL is longer than [`MAX_URL`].
    pub fn split_ids(&self, ids: &[String]) -> Result<Vec<u32>, Refusal> {
        let start = self.url("?ids=").len();
        let mut counts = Vec::new();
        let mut length = MAX_URL;
        for id in ids {
            let id = list_item(id)?;
            if start + id.len() > MAX_URL {
                let most = decimal(MAX_URL as u64);
                return Err(Refusal::Argument(["id is too long for a URL of ", &most, " characters"].concat()));
            }
            length += ENCODED_COMMA.len() + id.len();
            match counts.last_mut() {
                Some(count) if length <= MAX_URL => *count += 1,
                _ => {
                    counts.push(1);
                    length = start + id.len();
                }
            }
        }
        Ok(counts)
    }

    /// `GET /mediaLibrary?externalId=…&systemName=…`
    pub fn get_entries_by_external_id(
        &self,
        external_id: &str,
        system_name: Option<&str>,
    ) -> Result<HttpRequest, Refusal> {
        if external_id.is_empty() {
            return Err(Refusal::Argument("externalId must not be empty".to_owned()));
        }
        let mut query = ["?externalId=", &encode(external_id)].concat();
        if let Some(system_name) = system_name {
            query.push_str("&systemName=");
            query.push_str(&encode(system_name));
        }
        Ok(self.get(&query))
    }

    /// `GET /mediaLibrary/{id}/usageLog`
    pub fn get_usage_log(&self, id: &str) -> Result<HttpRequest, Refusal> {
        self.require_release("getUsageLog", Feature::UsageLog)?;
        self.get_part_of(id, "/usageLog")
    }

    /// `GET /mediaLibrary/{id}/keys`
    pub fn get_asset_keys(&self, id: &str) -> Result<HttpRequest, Refusal> {
        self.require_version("getAssetKeys", Feature::Keys)?;
        self.get_part_of(id, "/keys")
    }

    /// `GET /mediaLibrary/serve-image/{key}`
    pub fn serve_image(&self, key: &str) -> Result<HttpRequest, Refusal> {
        self.require_version("serveImage", Feature::ServeImage)?;
        if key.is_empty() {
            return Err(Refusal::Argument("key must not be empty".to_owned()));
        }
        if key.as_bytes().split(|byte| *byte == b'/').any(|part| part == b"." || part == b"..") {
            let message = ["key must not have . or .. between its slashes: ", &quote(key)].concat();
            return Err(Refusal::Argument(message));
        }
        Ok(self.accept("*/*", &["serve-image/", &encode_all_but(key, Some(b'/'))].concat()))
    }

    /// `GET /mediaLibrary/{mediaId}/incomingDocumentReferences` or `…/incomingMediaReferences`
    pub fn get_references(
        &self,
        from: ReferencesFrom,
        media_id: &str,
        query: &PageQuery,
    ) -> Result<HttpRequest, Refusal> {
        let name = match from {
            ReferencesFrom::Documents => "incomingDocumentReferences",
            ReferencesFrom::Media => "incomingMediaReferences",
        };
        let mut path = [&segment("mediaId", media_id)?, "/", name].concat();
        let mut separator = "?";
        let mut add = |name: &str, value: &str| {
            for part in [separator, name, "=", value] {
                path.push_str(part);
            }
            separator = "&";
        };
        if let Some(limit) = query.limit {
            if !(1..=100).contains(&limit) {
                let limit = decimal(limit.into());
                return Err(Refusal::Argument(["limit must be a whole number from 1 to 100, not ", &limit].concat()));
            }
            add("limit", &decimal(limit.into()));
        }
        if let Some(offset) = query.offset {
            add("offset", &decimal(offset));
        }
        if let Some(after) = &query.after {
            self.require_version("after", Feature::ResultsEnvelope)?;
            add("after", &encode(after));
        }
        Ok(self.get(&path))
    }

    /// Whether lists come as `{results}`.
    pub fn has_results_envelope(&self) -> bool {
        self.api_version.has(Feature::ResultsEnvelope)
    }

    fn get_part_of(&self, id: &str, part: &str) -> Result<HttpRequest, Refusal> {
        Ok(self.get(&[&segment("id", id)?, part].concat()))
    }

    fn get(&self, rest: &str) -> HttpRequest {
        self.accept("application/json", rest)
    }

    fn accept(&self, media_type: &str, rest: &str) -> HttpRequest {
        HttpRequest {
            method: "GET".to_owned(),
            url: self.url(rest),
            headers: vec![("accept".to_owned(), media_type.to_owned())],
            body: Vec::new(),
        }
    }

    fn url(&self, rest: &str) -> String {
        let slash = if rest.starts_with('?') { "" } else { "/" };
        [&self.base_url, "/api/", &self.api_version.name(), "/mediaLibrary", slash, rest].concat()
    }

    fn require_version(&self, name: &'static str, feature: Feature) -> Result<(), Refusal> {
        if self.api_version.has(feature) {
            return Ok(());
        }
        Err(Refusal::Unsupported { name, feature, current: self.api_version.name() })
    }

    fn require_release(&self, name: &'static str, feature: Feature) -> Result<(), Refusal> {
        if self.server_release.has(feature) {
            return Ok(());
        }
        Err(Refusal::Unsupported { name, feature, current: self.server_release.name() })
    }
}

/// Between the ids of a list.
const ENCODED_COMMA: &str = "%2C";

/// An id as one of a list.
fn list_item(id: &str) -> Result<String, Refusal> {
    match id {
        "" => Err(Refusal::Argument("id must not be empty".to_owned())),
        _ if id.bytes().any(|byte| byte == b',') => {
            Err(Refusal::Argument(["id must not contain a comma: ", &quote(id)].concat()))
        }
        _ => Ok(encode(id)),
    }
}

/// An id as one path segment.
fn segment(name: &str, id: &str) -> Result<String, Refusal> {
    match id {
        "" => Err(Refusal::Argument([name, " must not be empty"].concat())),
        "." | ".." => Err(Refusal::Argument([name, " must not be ", &quote(id)].concat())),
        _ => Ok(encode(id)),
    }
}

/// Like `encodeURIComponent`, and `!'()*` too.
pub fn encode(text: &str) -> String {
    encode_all_but(text, None)
}

fn encode_all_but(text: &str, kept: Option<u8>) -> String {
    let mut encoded = String::with_capacity(text.len());
    for byte in text.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => encoded.push(char::from(byte)),
            _ if kept == Some(byte) => encoded.push(char::from(byte)),
            _ => {
                encoded.push('%');
                for digit in [byte >> 4, byte & 15] {
                    let first = if digit < 10 { b'0' } else { b'A' - 10 };
                    encoded.push(char::from(first + digit));
                }
            }
        }
    }
    encoded
}
