//! Bytes and options in, issues out.

mod accept;
mod asset;
mod config;
mod date_time;
mod members;
mod params;
mod patch;
mod purposes;
mod report;
mod request;
mod rules;
mod shape;
mod url;
mod usage_log;

use crate::issue::{Issue, Kind};
use crate::json::{Fault, Halt, Reader};
use crate::operation::Operation;
use crate::release::{ApiVersion, Feature, ServerRelease};
use report::Report;
use std::sync::Arc;

pub use purposes::{Purposes, WrongPurposes};

/// At most this many issues are reported, the first ones.
pub const MAX_ISSUES: usize = 1_000;

/// What a request is measured against.
#[derive(Clone, Debug, PartialEq)]
pub struct Options {
    /// Default [`ApiVersion::DEFAULT`].
    pub api_version: ApiVersion,
    /// Default [`ServerRelease::NEWEST`], so that every operation exists.
    pub server_release: ServerRelease,
    /// Default [`UnknownProperties::Reject`].
    pub unknown_properties: UnknownProperties,
    /// When given, purposes and their params are checked. Default None.
    pub usage_purposes: Option<Arc<Purposes>>,
}

/// What to do with properties that this crate does not know.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum UnknownProperties {
    /// Each is an issue.
    #[default]
    Reject,
    /// They pass, whatever they hold.
    Ignore,
}

impl Options {
    /// Whether the API version has `preserveUpdatedAt`.
    #[inline]
    fn takes_preserve_updated_at(&self) -> bool {
        self.api_version.has(Feature::PreserveUpdatedAt)
    }

    /// Whether the server release has `note` of revokeAsset.
    #[inline]
    fn takes_note(&self) -> bool {
        self.server_release.has(Feature::RevokeNote)
    }

    /// Whether the server release has `operation`.
    #[inline]
    pub fn has(&self, operation: Operation) -> bool {
        operation.feature().is_none_or(|feature| self.server_release.has(feature))
    }
}

impl Default for Options {
    fn default() -> Self {
        Self {
            api_version: ApiVersion::DEFAULT,
            server_release: ServerRelease::NEWEST,
            unknown_properties: UnknownProperties::default(),
            usage_purposes: None,
        }
    }
}

/// What a text turned out to be.
#[derive(Debug)]
pub struct Verdict<'a> {
    /// What is wrong with it, in the order of its patches; empty when it is valid.
    pub issues: Vec<Issue<'a>>,
    /// Whether sending it twice is safe: it has a `version`, or only operations that may be repeated.
    pub repeatable: bool,
}

/// Judges patch requests. Keeps nothing between calls.
#[derive(Clone, Debug, Default)]
pub struct Validator {
    options: Options,
}

impl Validator {
    /// Prepares the options once, for many calls.
    pub fn new(options: Options) -> Self {
        Self { options }
    }

    /// As they were given.
    pub fn options(&self) -> &Options {
        &self.options
    }

    /// Issues of a request's JSON text; empty when it is valid.
    pub fn validate<'a>(&'a self, json: &'a [u8]) -> Vec<Issue<'a>> {
        self.judge(json).issues
    }

    /// Issues of a single patch's JSON text, with paths from the patch on.
    pub fn validate_patch<'a>(&'a self, json: &'a [u8]) -> Vec<Issue<'a>> {
        let mut reader = Reader::new(json);
        let mut report = Report::new();
        let read = read_patch(&mut reader, &self.options, |reader| patch::judge(reader, &self.options, &mut report));
        match read.and_then(|_| reader.end()) {
            Ok(()) => report.issues,
            Err(Halt) => unreadable(reader.fault()),
        }
    }

    /// Issues of a request's JSON text, and what a client has to know of it before it sends it.
    pub fn judge<'a>(&'a self, json: &'a [u8]) -> Verdict<'a> {
        let mut reader = Reader::new(json);
        request::judge(&mut reader, &self.options)
            .unwrap_or_else(|_| Verdict { issues: unreadable(reader.fault()), repeatable: false })
    }
}

/// Most patches are valid, and quickly known to be; what is not is read again, and judged.
#[inline]
fn read_patch<'a>(
    reader: &mut Reader<'a>,
    options: &Options,
    judge: impl FnOnce(&mut Reader<'a>) -> Result<Option<Operation>, Halt>,
) -> Result<Option<Operation>, Halt> {
    let start = reader.mark();
    if let Some(operation) = accept::patch(reader, options) {
        return Ok(Some(operation));
    }
    reader.rewind(start);
    judge(reader)
}

#[cold]
fn unreadable<'a>(fault: Fault) -> Vec<Issue<'a>> {
    vec![Issue { path: Vec::new(), kind: Kind::Unreadable(fault) }]
}
