//! Bytes and options in, issues out. Two readers: [`scan`] says only that a text is plainly right, or that it is not sure;
//! then [`judge`], the only place that knows what is wrong, reads the text and says so.

mod date_time;
mod url;
pub(crate) mod grammar;
mod asset;
mod usage_log;
pub(crate) mod operations;
mod config;
pub(crate) mod plugin;
mod groups;
mod options;
mod report;
pub(crate) mod rules;
mod unexpected;
mod scan;
mod judge;
mod configuration;

pub use configuration::{DEFAULT_MEDIA_TYPES, WrongConfiguration};
pub use groups::Configuration;
pub use options::{OptionWord, Options, UnknownProperties, Validator};
pub use report::MAX_ISSUES;
#[cfg(feature = "emulator")]
pub(crate) use url::is_absolute_url;

use crate::issue::{Issue, Issues};
use grammar::Shape;
use operations::{PATCH, REQUEST};
use report::Report;

/// What a text turned out to be.
#[derive(Debug)]
pub struct Verdict<'a> {
    /// What is wrong with it, in the order of its patches; empty when it is valid.
    pub issues: Vec<Issue<'a>>,
    /// Whether sending it twice is safe: it has a `version`, or only operations that may be repeated.
    pub repeatable: bool,
}

impl Validator {
    /// Issues of a request's JSON text; empty when it is valid.
    pub fn validate<'a>(&'a self, json: &'a [u8]) -> Vec<Issue<'a>> {
        self.judge(json).issues
    }

    /// Issues of a single patch's JSON text, with paths from the patch on.
    pub fn validate_patch<'a>(&'a self, json: &'a [u8]) -> Vec<Issue<'a>> {
        let mut issues = Vec::new();
        self.judge_patch_into(json, &mut issues, None);
        issues
    }

    /// Issues of a request's JSON text, and what a client has to know of it before it sends it.
    pub fn judge<'a>(&'a self, json: &'a [u8]) -> Verdict<'a> {
        let mut issues = Vec::new();
        let repeatable = self.judge_into(json, &mut issues, None);
        Verdict { issues, repeatable }
    }

    /// Adds a request's issues; says whether sending it twice is safe. `media_type` is the number of the entry's, where it is
    /// known.
    pub fn judge_into<'a>(&'a self, json: &'a [u8], issues: &mut dyn Issues<'a>, media_type: Option<usize>) -> bool {
        self.look(json, issues, media_type, &REQUEST)
    }

    /// Adds a single patch's issues.
    pub fn judge_patch_into<'a>(&'a self, json: &'a [u8], issues: &mut dyn Issues<'a>, media_type: Option<usize>) {
        self.look(json, issues, media_type, &PATCH);
    }

    fn look<'a>(
        &'a self,
        json: &'a [u8],
        issues: &mut dyn Issues<'a>,
        media_type: Option<usize>,
        shape: &'static Shape,
    ) -> bool {
        let may_be_repeated = scan::look(json, self, shape, media_type);
        may_be_repeated.unwrap_or_else(|| judge::judge(json, &mut Report::new(issues, self, media_type), shape))
    }
}
