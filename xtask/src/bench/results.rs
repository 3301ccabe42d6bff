//! What benches/js measured.

use crate::repository::CRATE;
use anyhow::{Context, Result};
use serde::Deserialize;

/// The contender that all others are compared with.
pub const OURS: &str = CRATE;

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Results {
    pub date: String,
    pub machine: Machine,
    pub versions: Vec<Version>,
    /// How many cases every contender judged.
    pub cases: usize,
    pub agreement: Vec<Agreement>,
    /// Node, then perhaps a browser.
    pub runtimes: Vec<Runtime>,
    pub first_calls: Vec<FirstCall>,
    pub memory: Memory,
    pub sizes: Sizes,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Machine {
    pub cpu: String,
    pub cores: usize,
    pub memory_gb: usize,
    pub system: String,
}

/// Of an npm package.
#[derive(Deserialize)]
pub struct Version {
    pub name: String,
    pub version: String,
}

/// How a contender judged the cases.
#[derive(Deserialize)]
pub struct Agreement {
    pub name: String,
    pub agreed: usize,
    pub disagreements: Vec<Disagreement>,
}

/// A case that a contender judged otherwise.
#[derive(Deserialize)]
pub struct Disagreement {
    pub name: String,
    /// What the rules say.
    pub valid: bool,
}

#[derive(Deserialize)]
pub struct Runtime {
    /// With its version.
    pub name: String,
    pub validation: Vec<Validation>,
    pub issues: Issues,
    pub growth: Vec<Growth>,
    pub clients: Vec<Call>,
}

/// One input in one form, judged by all.
#[derive(Deserialize)]
pub struct Validation {
    pub input: String,
    pub size: usize,
    pub form: Form,
    pub results: Vec<Timing>,
}

#[derive(Clone, Copy, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "lowercase")]
pub enum Form {
    Bytes,
    Text,
    Object,
    /// An object in, its text out.
    Send,
}

/// All issues of a faulty request.
#[derive(Deserialize)]
pub struct Issues {
    pub counts: Vec<Count>,
    pub rows: Vec<IssuesRow>,
}

#[derive(Deserialize)]
pub struct Count {
    pub name: String,
    pub issues: usize,
}

#[derive(Deserialize)]
pub struct IssuesRow {
    pub form: Form,
    pub results: Vec<Timing>,
}

/// What a byte costs us in a request of this size.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Growth {
    pub size: usize,
    pub nanos_per_byte: f64,
    pub spread: f64,
}

/// One client call, made by all clients.
#[derive(Deserialize)]
pub struct Call {
    pub call: String,
    pub results: Vec<Timing>,
}

#[derive(Deserialize)]
pub struct Timing {
    pub name: String,
    /// The median.
    pub micros: f64,
    /// Between the quartiles, in per cent of the median.
    pub spread: f64,
}

/// In a process of its own; medians.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct FirstCall {
    pub name: String,
    pub import_ms: f64,
    pub call_ms: f64,
}

#[derive(Deserialize)]
pub struct Memory {
    /// How many calls lie between `before` and `after`.
    pub count: usize,
    pub results: Vec<Held>,
}

#[derive(Deserialize)]
pub struct Held {
    pub name: String,
    pub before: Bytes,
    pub after: Bytes,
}

/// What a process holds.
#[derive(Deserialize)]
pub struct Bytes {
    pub rss: f64,
    pub heap: f64,
    pub wasm: f64,
}

#[derive(Deserialize)]
pub struct Sizes {
    /// Parts of our package.
    pub parts: Vec<Size>,
    pub validators: Vec<Size>,
    pub clients: Vec<Size>,
}

/// Of a minified bundle, in bytes.
#[derive(Deserialize)]
pub struct Size {
    pub name: String,
    pub raw: usize,
    pub gzip: usize,
}

impl Runtime {
    /// The comparison of one input in one form.
    pub fn comparison(&self, input: &str, form: Form) -> Result<&[Timing]> {
        self.validation
            .iter()
            .find(|row| row.input == input && row.form == form)
            .map(|row| &*row.results)
            .with_context(|| format!("{} was not measured with {input}", self.name))
    }
}

/// The median of one contender.
pub fn micros(results: &[Timing], name: &str) -> Result<f64> {
    let found = results.iter().find(|timing| timing.name == name);
    found.map(|timing| timing.micros).with_context(|| format!("{name} was not measured"))
}

/// How many times as long as ours the fastest of `peers` takes.
pub fn lead(results: &[Timing], peers: &[&str]) -> Result<f64> {
    let ours = micros(results, OURS)?;
    let mut least = f64::INFINITY;
    for peer in peers {
        least = least.min(micros(results, peer)? / ours);
    }
    Ok(least)
}
