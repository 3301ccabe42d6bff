//! Bytes and options in, issues out.

mod asset;
mod config;
mod date_time;
mod found;
mod object;
mod param;
mod params;
mod patch;
mod purposes;
mod report;
mod request;
mod rules;
mod scan;
mod shape;
mod url;
mod usage_log;

use crate::issue::{Issue, Issues, Kind, Word};
use crate::json::{next, parse};
use crate::release::{ApiVersion, Axis, FEATURES, Feature, ServerRelease};
use report::Report;
use scan::Scan;
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
    /// What is used where nothing is said.
    pub const DEFAULT: Self = Self {
        api_version: ApiVersion::DEFAULT,
        server_release: ServerRelease::NEWEST,
        unknown_properties: UnknownProperties::Reject,
        usage_purposes: None,
    };
}

impl Default for Options {
    fn default() -> Self {
        Self::DEFAULT
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
#[derive(Clone, Debug)]
pub struct Validator {
    options: Options,
    /// A bit for each feature that the versions lack.
    lacking: u32,
}

impl Default for Validator {
    fn default() -> Self {
        Self::new(Options::DEFAULT)
    }
}

impl Validator {
    /// Prepares the options once, for many calls.
    pub const fn new(options: Options) -> Self {
        let mut lacking = 0;
        let mut index = 0;
        while index < FEATURES.len() {
            let (feature, axis, _) = FEATURES[index];
            let has = match axis {
                Axis::ApiVersion => options.api_version.has(feature),
                Axis::ServerRelease => options.server_release.has(feature),
            };
            lacking |= (!has as u32) << index;
            index += 1;
        }
        Self { options, lacking }
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
        let mut issues = Vec::new();
        self.judge_patch_into(json, &mut issues);
        issues
    }

    /// Issues of a request's JSON text, and what a client has to know of it before it sends it.
    pub fn judge<'a>(&'a self, json: &'a [u8]) -> Verdict<'a> {
        let mut issues = Vec::new();
        let repeatable = self.judge_into(json, &mut issues);
        Verdict { issues, repeatable }
    }

    /// Adds a request's issues; says whether sending it twice is safe.
    pub fn judge_into<'a>(&'a self, json: &'a [u8], issues: &mut dyn Issues<'a>) -> bool {
        let mut report = Report::new(issues);
        request::judge(json, self, &mut report).unwrap_or_else(|fault| {
            report.unreadable(fault);
            false
        })
    }

    /// Adds a single patch's issues.
    pub fn judge_patch_into<'a>(&'a self, json: &'a [u8], issues: &mut dyn Issues<'a>) {
        let mut report = Report::new(issues);
        let end = patch::judge(&mut Scan::new(json, self), &mut report, 0, None);
        if end.is_none_or(|end| next(json, end).is_some())
            && let Err(fault) = parse(json)
        {
            report.unreadable(fault);
        }
    }

    /// Whether the versions have the feature; what none brought was always there.
    #[inline(always)]
    pub fn has(&self, feature: Option<Feature>) -> bool {
        feature.is_none_or(|feature| self.lacking >> feature as u32 & 1 == 0)
    }

    /// What is wrong with an operation or a property that the versions do not have.
    fn unsupported(&self, name: Word, feature: Option<Feature>) -> Option<Kind<'static>> {
        let feature = feature.filter(|feature| !self.has(Some(*feature)))?;
        let current = match feature.axis() {
            Axis::ApiVersion => self.options.api_version.month(),
            Axis::ServerRelease => self.options.server_release.month(),
        };
        Some(Kind::Unsupported { name, feature, current })
    }
}
