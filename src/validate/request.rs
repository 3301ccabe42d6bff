//! The request: `version`, `preserveUpdatedAt`, and the patches one by one.

use super::Validator;
use super::found::Found;
use super::object::{judge_fields, report_not_an_object, report_unexpected_keys};
use super::patch;
use super::report::Report;
use super::rules::Rule;
use super::scan::Scan;
use super::shape::{Field, Shape};
use crate::issue::Word;
use crate::json::{self, Fault, Halt, Reader, next};
use crate::release::Feature;

static SHAPE: Shape = Shape::new(&[
    Field::optional(Word::Version, Rule::Version),
    Field::optional(Word::PreserveUpdatedAt, Rule::Boolean).since(Feature::PreserveUpdatedAt),
    Field::required(Word::Patches, Rule::Patches),
]);
const VERSION: usize = 0;
const PATCHES: usize = 2;

/// Judges a request; says whether it may be sent twice.
pub fn judge<'a>(json: &'a [u8], validator: &'a Validator, report: &mut Report<'a, '_>) -> Result<bool, Fault> {
    let mut scan = Scan::new(json, validator);
    let mut found = Found::new(&SHAPE);
    let end = match next(json, 0) {
        Some((b'{', first)) => scan.object(report, first, 1, &mut found),
        _ => None,
    };
    if end.is_some_and(|end| next(json, end).is_none()) && found.is_right() {
        return Ok(scan.is_idempotent || found.has(VERSION));
    }
    judge_again(json, validator, report)
}

/// What stands beside the patches is not as it has to be: its issues come before those of the patches.
#[cold]
fn judge_again<'a>(json: &'a [u8], validator: &'a Validator, report: &mut Report<'a, '_>) -> Result<bool, Fault> {
    report.clear();
    let mut reader = Reader::new(json);
    let read = reader.value().and_then(|value| reader.end().map(|()| value));
    let request = read.map_err(|Halt| reader.fault())?;
    if !request.is_object() {
        report_not_an_object(report, request);
        report.duplicates(&mut reader, &[]);
        return Ok(false);
    }
    let members = json::members(request);
    let found = Found::among(&members, &SHAPE, validator);
    judge_fields(report, &found, validator);
    // Where they stand twice, the last ones count.
    let list = found.value(PATCHES).filter(|patches| patches.is_array());
    report.duplicates(&mut reader, list.unwrap_or_default().bytes());
    report_unexpected_keys(report, &members, &|key| SHAPE.field(key).is_some(), None, validator);
    let is_idempotent = list.is_some_and(|list| {
        let mut scan = Scan::new(list.bytes(), validator);
        patches(&mut scan, report, 1);
        scan.is_idempotent
    });
    Ok(is_idempotent || found.has(VERSION) && !found.is_doubtful(VERSION))
}

/// Judges the patches from `at` on, which is behind their bracket; gives the place after them.
pub fn patches<'a>(scan: &mut Scan<'a>, report: &mut Report<'a, '_>, mut at: usize) -> Option<usize> {
    let bytes = scan.reader.bytes();
    if let Some((b']', end)) = next(bytes, at) {
        return Some(end);
    }
    let mut index = 0;
    loop {
        at = patch::judge(scan, report, at, Some(index))?;
        index += 1;
        match next(bytes, at)? {
            (b',', next) => at = next,
            (b']', end) => return Some(end),
            _ => return None,
        }
    }
}
