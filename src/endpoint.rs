//! The endpoints that the client calls, a variant each: what they are asked with, and what a 2xx answer has to be.

use crate::http::HttpRequest;
use crate::json::{self, Raw};
use crate::release::Feature;
use crate::request::{NotSent, PageQuery, ReferencesFrom, Target};
use crate::response::Expected;

/// An endpoint. Its number crosses to JavaScript, see contract.rs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Endpoint {
    /// Of an id
    GetEntry,
    /// Of any number of ids
    GetEntriesByIds,
    /// Of an external id, and perhaps a system's name
    GetEntriesByExternalId,
    /// Of an id
    GetUsageLog,
    /// Of an id
    GetAssetKeys,
    /// Of an asset's key
    ServeImage,
    /// Of an id, 1 where the request is to be validated, and the number of the entry's media type from 1 on, or 0
    PatchEntry,
    /// Of an id, and what `PageQuery` has
    GetIncomingDocumentReferences,
    /// Likewise
    GetIncomingMediaReferences,
    /// Of a path below `import/`; and, where it has a body, of the number of a `Repeat`
    Import,
    /// Of nothing
    GetProjectConfig,
}

impl Endpoint {
    /// By their numbers.
    pub const ALL: [Self; 11] = [
        Self::GetEntry,
        Self::GetEntriesByIds,
        Self::GetEntriesByExternalId,
        Self::GetUsageLog,
        Self::GetAssetKeys,
        Self::ServeImage,
        Self::PatchEntry,
        Self::GetIncomingDocumentReferences,
        Self::GetIncomingMediaReferences,
        Self::Import,
        Self::GetProjectConfig,
    ];

    /// The request, without its body.
    pub fn request(self, target: &Target, arguments: &Arguments<'_>) -> Result<HttpRequest, NotSent> {
        let first = arguments.text(0).unwrap_or_default();
        match self {
            Self::GetEntry => target.get_entry(&first),
            Self::GetEntriesByIds => target.get_entries_by_ids(&arguments.texts()),
            Self::GetEntriesByExternalId => target.get_entries_by_external_id(&first, arguments.text(1).as_deref()),
            Self::GetUsageLog => target.get_part("getUsageLog", Feature::UsageLog, &first, "/usageLog"),
            Self::GetAssetKeys => target.get_part("getAssetKeys", Feature::Keys, &first, "/keys"),
            Self::ServeImage => target.serve_image(&first),
            Self::PatchEntry => target.patch_entry(&first),
            Self::GetIncomingDocumentReferences => {
                target.get_references(ReferencesFrom::Documents, &first, &arguments.page())
            }
            Self::GetIncomingMediaReferences => target.get_references(ReferencesFrom::Media, &first, &arguments.page()),
            Self::Import => target.import(&first, arguments.number(1).is_some()),
            Self::GetProjectConfig => Ok(target.get_project_config()),
        }
    }

    /// What a 2xx answer has to be.
    pub fn expected(self, target: &Target) -> Expected {
        let has_envelope = target.has_results_envelope();
        match self {
            Self::GetEntry => Expected::Entry,
            Self::GetEntriesByIds | Self::GetEntriesByExternalId => {
                Expected::Entries(if has_envelope { "results" } else { "mediaLibraryEntries" })
            }
            Self::GetUsageLog | Self::GetAssetKeys => Expected::List("results"),
            Self::ServeImage => Expected::Image,
            Self::PatchEntry => Expected::Nothing,
            Self::GetProjectConfig | Self::Import => Expected::Object,
            Self::GetIncomingDocumentReferences | Self::GetIncomingMediaReferences => {
                if has_envelope {
                    Expected::List("results")
                } else {
                    Expected::BareList
                }
            }
        }
    }
}

/// What an endpoint is called with: a list in JSON, of texts and numbers.
pub struct Arguments<'a>(Vec<Raw<'a>>);

impl<'a> Arguments<'a> {
    /// None at all where the text is not a list.
    pub fn read(json: &'a [u8]) -> Self {
        Self(json::parse(json).map(|list| json::elements(list).collect()).unwrap_or_default())
    }

    /// All of them.
    pub fn texts(&self) -> Vec<String> {
        (0..self.0.len()).map(|index| self.text(index).unwrap_or_default()).collect()
    }

    /// One of them.
    pub fn number(&self, index: usize) -> Option<f64> {
        Some(self.0.get(index)?.number()?.to_f64())
    }

    fn text(&self, index: usize) -> Option<String> {
        Some(self.0.get(index)?.text()?.to_string_lossy())
    }

    /// Of a list of references, behind the entry's id.
    fn page(&self) -> PageQuery {
        PageQuery {
            limit: self.number(1).map(|limit| limit as u64),
            offset: self.number(2).map(|offset| offset as u64),
            after: self.text(3),
        }
    }
}
