//! An endpoint of the API, and its arguments, as an HTTP request. The token is added when the request is sent.

use crate::http::HttpRequest;
use crate::release::{ApiVersion, Axis, Feature, ServerRelease};
use crate::text::decimal;

/// No URL is longer, so that every proxy lets it through.
pub const MAX_URL: usize = 2_000;

/// A page of a list has no more results; and so many where nobody says how many.
pub const LARGEST_PAGE: usize = 100;

/// The server, and what it is taken to understand.
#[derive(Clone, Debug)]
pub struct Target {
    /// Origin and path prefix, without a slash at the end.
    pub base_url: String,
    /// The path segment after `/api/`.
    pub api_version: ApiVersion,
    /// The installed release.
    pub server_release: ServerRelease,
}

/// Why a request was not made; the text says what to write.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NotSent {
    /// An argument is not what it has to be.
    Argument(String),
    /// The endpoint or parameter is newer than the target.
    Unsupported(String),
}

impl NotSent {
    /// In words.
    pub fn message(&self) -> &str {
        let (Self::Argument(text) | Self::Unsupported(text)) = self;
        text
    }
}

/// Which part of a list to get.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PageQuery {
    /// 1 to [`LARGEST_PAGE`]: JavaScript checks it.
    pub limit: Option<u64>,
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
    pub fn get_entry(&self, id: &str) -> Result<HttpRequest, NotSent> {
        self.get_part_of("id", id, "")
    }

    /// `PATCH /mediaLibrary/{id}`, without its body.
    pub fn patch_entry(&self, id: &str) -> Result<HttpRequest, NotSent> {
        Ok(with_body(self.get_entry(id)?, "PATCH"))
    }

    /// `GET /import/{path}`, or a POST without its body.
    pub fn import(&self, path: &str, has_body: bool) -> Result<HttpRequest, NotSent> {
        if path.starts_with("files") {
            self.require("import/files", Feature::ImportFiles)?;
        }
        let request = get(self.path("/import/", path), JSON);
        Ok(if has_body { with_body(request, "POST") } else { request })
    }

    /// `GET /mediaLibrary?ids=…`
    pub fn get_entries_by_ids(&self, ids: &[String]) -> Result<HttpRequest, NotSent> {
        let mut url = self.url(IDS);
        let start = url.len();
        for id in ids {
            check_list_item(id)?;
            if url.len() > start {
                url.push(',');
            }
            add_encoded(&mut url, id, false);
        }
        Ok(get(url, JSON))
    }

    /// How many of `ids`, from the first on, each request may ask for, so that no URL is longer than [`MAX_URL`].
    pub fn split_ids(&self, ids: &[String]) -> Result<Vec<u32>, NotSent> {
        let start = self.url(IDS).len();
        let mut counts = Vec::new();
        let mut length = MAX_URL;
        for id in ids {
            check_list_item(id)?;
            let added = encode(id).len();
            check_length("id", start + added)?;
            length += 1 + added;
            match counts.last_mut() {
                Some(count) if length <= MAX_URL => *count += 1,
                _ => {
                    counts.push(1);
                    length = start + added;
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
    ) -> Result<HttpRequest, NotSent> {
        check_not_empty("externalId", external_id)?;
        let mut url = self.url("?externalId=");
        add_encoded(&mut url, external_id, false);
        if let Some(system_name) = system_name {
            url.push_str("&systemName=");
            add_encoded(&mut url, system_name, false);
        }
        check_length("externalId", url.len())?;
        Ok(get(url, JSON))
    }

    /// `GET /mediaLibrary/{id}/…`, which `feature` brought. `name` is how the caller knows it.
    pub fn get_part(&self, name: &str, feature: Feature, id: &str, part: &str) -> Result<HttpRequest, NotSent> {
        self.require(name, feature)?;
        self.get_part_of("id", id, part)
    }

    /// `GET /mediaLibrary/serve-image/{key}`
    pub fn serve_image(&self, key: &str) -> Result<HttpRequest, NotSent> {
        check_not_empty("key", key)?;
        if key.as_bytes().split(|byte| *byte == b'/').any(|part| part == b"." || part == b"..") {
            return Err(argument(&["key: must not have . or .. between its slashes: \"", key, "\""]));
        }
        let mut url = self.url("/serve-image/");
        add_encoded(&mut url, key, true);
        Ok(get(url, "*/*"))
    }

    /// `GET /mediaLibrary/{mediaId}/incomingDocumentReferences` or `…/incomingMediaReferences`
    pub fn get_references(
        &self,
        from: ReferencesFrom,
        media_id: &str,
        query: &PageQuery,
    ) -> Result<HttpRequest, NotSent> {
        let part = match from {
            ReferencesFrom::Documents => "/incomingDocumentReferences",
            ReferencesFrom::Media => "/incomingMediaReferences",
        };
        let mut request = self.get_part_of("mediaId", media_id, part)?;
        let mut separator = '?';
        let mut add = |name: &str, value: &str| {
            request.url.push(separator);
            request.url.push_str(name);
            add_encoded(&mut request.url, value, false);
            separator = '&';
        };
        if let Some(limit) = query.limit {
            add("limit=", &decimal(limit));
        }
        if let Some(offset) = query.offset {
            add("offset=", &decimal(offset));
        }
        if let Some(after) = &query.after {
            self.require("after", Feature::ResultsEnvelope)?;
            add("after=", after);
        }
        Ok(request)
    }

    /// `GET /projectConfig`
    pub fn get_project_config(&self) -> HttpRequest {
        get(self.path("/projectConfig", ""), JSON)
    }

    /// Whether lists come as `{results}`.
    pub fn has_results_envelope(&self) -> bool {
        self.api_version.has(Feature::ResultsEnvelope)
    }

    /// `name` is what the caller knows the id by.
    fn get_part_of(&self, name: &str, id: &str, part: &str) -> Result<HttpRequest, NotSent> {
        check_id(name, id)?;
        let mut url = self.url("/");
        add_encoded(&mut url, id, false);
        url.push_str(part);
        Ok(get(url, JSON))
    }

    fn url(&self, rest: &str) -> String {
        self.path("/mediaLibrary", rest)
    }

    fn path(&self, resource: &str, rest: &str) -> String {
        [&self.base_url, "/api/", &self.api_version.name(), resource, rest].concat()
    }

    /// `name` is how the caller knows what needs the feature: `after`, `getAssetKeys`.
    fn require(&self, name: &str, feature: Feature) -> Result<(), NotSent> {
        let axis = feature.axis();
        let current = match axis {
            Axis::ApiVersion => self.api_version.month(),
            Axis::ServerRelease => self.server_release.month(),
        };
        if feature.since() <= current {
            return Ok(());
        }
        let since = feature.since_name();
        let parts = [name, " is not supported before ", &since, " (is ", &axis.name_of(current), ")"];
        Err(NotSent::Unsupported(parts.concat()))
    }
}

const IDS: &str = "?ids=";

/// What most endpoints answer with.
const JSON: &str = "application/json";

fn get(url: String, media_type: &str) -> HttpRequest {
    let headers = vec![("accept".to_owned(), media_type.to_owned())];
    HttpRequest { method: "GET".to_owned(), url, headers, body: Vec::new() }
}

fn with_body(mut request: HttpRequest, method: &str) -> HttpRequest {
    request.method = method.to_owned();
    request.headers.push(("content-type".to_owned(), JSON.to_owned()));
    request
}

fn argument(parts: &[&str]) -> NotSent {
    NotSent::Argument(parts.concat())
}

fn check_not_empty(name: &str, value: &str) -> Result<(), NotSent> {
    if value.is_empty() { Err(argument(&[name, ": must not be empty"])) } else { Ok(()) }
}

fn check_id(name: &str, id: &str) -> Result<(), NotSent> {
    if id == "." || id == ".." {
        return Err(argument(&[name, ": must not be \"", id, "\""]));
    }
    check_not_empty(name, id)
}

/// Of an id as one of a list.
fn check_list_item(id: &str) -> Result<(), NotSent> {
    if id.bytes().any(|byte| byte == b',') {
        return Err(argument(&["id: must not have a comma: \"", id, "\""]));
    }
    check_id("id", id)
}

/// Of the URL that an argument leads to.
fn check_length(name: &str, length: usize) -> Result<(), NotSent> {
    if length > MAX_URL {
        return Err(argument(&[name, ": too long for a URL of ", &decimal(MAX_URL as u64), " characters"]));
    }
    Ok(())
}

/// Like `encodeURIComponent`, and `!'()*` too.
fn encode(text: &str) -> String {
    let mut encoded = String::new();
    add_encoded(&mut encoded, text, false);
    encoded
}

fn add_encoded(url: &mut String, text: &str, keeps_slashes: bool) {
    for byte in text.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => url.push(char::from(byte)),
            b'/' if keeps_slashes => url.push('/'),
            _ => {
                url.push('%');
                for digit in [byte >> 4, byte & 15] {
                    let first = if digit < 10 { b'0' } else { b'A' - 10 };
                    url.push(char::from(first + digit));
                }
            }
        }
    }
}
