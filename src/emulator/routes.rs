//! Method and path -> route and API version.

use super::import_jobs::ImportKind;
use super::location::Location;
use super::refusal::Refusal;
use crate::release::{ApiVersion, Feature, Month, ServerRelease};

/// The endpoint that is asked for; ids and keys are decoded.
#[derive(Debug, PartialEq)]
pub enum Route {
    /// `GET mediaLibrary`
    List,
    /// `GET mediaLibrary/{id}`
    Entry(String),
    /// `PATCH mediaLibrary/{id}`
    Patch(String),
    /// `GET mediaLibrary/{mediaId}/incomingDocumentReferences`
    DocumentReferences(String),
    /// `GET mediaLibrary/{mediaId}/incomingMediaReferences`
    MediaReferences(String),
    /// `GET mediaLibrary/{id}/usageLog`
    UsageLog(String),
    /// `GET mediaLibrary/{id}/keys`
    Keys(String),
    /// `GET mediaLibrary/serve-image/{key}`
    ServeImage(String),
    /// `POST import/mediaLibrary`
    Import,
    /// `POST import/images`, say
    ImportJob(ImportKind),
    /// `GET import/images/status`, say
    ImportStatus(ImportKind),
    /// `GET projectConfig`
    ProjectConfig,
}

/// Unknown routes are refused first, then removed API versions, then what the version or the release lacks.
pub fn find(method: &str, location: &Location, release: ServerRelease) -> Result<(ApiVersion, Route), Refusal> {
    let unknown = || Refusal::unknown_route(&location.target);
    let segments: Vec<&str> = location.segments.iter().flatten().map(String::as_str).collect();
    let (version, route) = match segments.as_slice() {
        ["api", version, "mediaLibrary", rest @ ..] => (version, route(method, rest)),
        ["api", version, "import", rest @ ..] => (version, import_route(method, rest)),
        ["api", version, "projectConfig"] if method == "GET" => (version, Some(Route::ProjectConfig)),
        _ => return Err(unknown()),
    };
    let route = route.ok_or_else(unknown)?;
    let version = match api_version(version) {
        Version::Offered(version) => version,
        Version::Removed => return Err(Refusal::gone(version)),
        Version::Unknown => return Err(unknown()),
    };
    match route {
        Route::Keys(_) if !version.has(Feature::Keys) => Err(unknown()),
        Route::UsageLog(_) if !release.has(Feature::UsageLog) => Err(unknown()),
        Route::ImportJob(ImportKind::Files) | Route::ImportStatus(ImportKind::Files)
            if !release.has(Feature::ImportFiles) =>
        {
            Err(unknown())
        }
        route => Ok((version, route)),
    }
}

fn route(method: &str, rest: &[&str]) -> Option<Route> {
    Some(match (method, rest) {
        ("GET", []) => Route::List,
        ("GET", ["serve-image", key @ ..]) if key.iter().any(|part| !part.is_empty()) => {
            Route::ServeImage(key.join("/"))
        }
        (_, ["", ..] | ["serve-image", _, ..]) => return None,
        ("GET", [id]) => Route::Entry((*id).to_owned()),
        ("PATCH", [id]) => Route::Patch((*id).to_owned()),
        ("GET", [id, "incomingDocumentReferences"]) => Route::DocumentReferences((*id).to_owned()),
        ("GET", [id, "incomingMediaReferences"]) => Route::MediaReferences((*id).to_owned()),
        ("GET", [id, "usageLog"]) => Route::UsageLog((*id).to_owned()),
        ("GET", [id, "keys"]) => Route::Keys((*id).to_owned()),
        _ => return None,
    })
}

fn import_route(method: &str, rest: &[&str]) -> Option<Route> {
    Some(match (method, rest) {
        ("POST", ["mediaLibrary"]) => Route::Import,
        ("POST", [kind]) => Route::ImportJob(import_kind(kind)?),
        ("GET", [kind, "status"]) => Route::ImportStatus(import_kind(kind)?),
        _ => return None,
    })
}

fn import_kind(name: &str) -> Option<ImportKind> {
    ImportKind::ALL.into_iter().find(|kind| kind.name() == name)
}

enum Version {
    Offered(ApiVersion),
    Removed,
    Unknown,
}

/// Versions appear every odd month.
fn api_version(text: &str) -> Version {
    match ApiVersion::parse(text) {
        _ if ApiVersion::NAMES_OF_FIRST.contains(&text) => Version::Offered(ApiVersion::FIRST),
        Some(version) if version.month().of_year() % 2 == 1 => Version::Offered(version),
        // A month that `ApiVersion` does not take is one before the first.
        None if Month::parse(text).is_some_and(|month| month.of_year() % 2 == 1) => Version::Removed,
        _ => Version::Unknown,
    }
}
