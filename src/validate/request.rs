//! The request: `version`, `preserveUpdatedAt`, and the patches one by one.

use super::members::{Members, report_unknown};
use super::report::Report;
use super::rules::Rule;
use super::shape::{self, Field, Shape};
use super::{MAX_ISSUES, Options, Verdict, patch, read_patch};
use crate::issue::{Current, Expected, Issue, Kind, Segment};
use crate::json::{Halt, Raw, Reader, Step, Text};
use crate::release::Feature;

static SHAPE: Shape = Shape::new(&[
    Field::optional("version", Rule::Version),
    Field::optional(PRESERVE_UPDATED_AT, Rule::Boolean),
    Field::required(PATCHES, Rule::Array),
]);
const VERSION_AT: usize = 0;
const PATCHES_AT: usize = 2;
const PRESERVE_UPDATED_AT: &str = "preserveUpdatedAt";
const PATCHES: &str = "patches";

pub fn judge<'a>(reader: &mut Reader<'a>, options: &'a Options) -> Result<Verdict<'a>, Halt> {
    let start = reader.mark();
    if reader.peek() != Some(b'{') {
        return judge_other(reader);
    }
    let mut patches = Report::new();
    let mut idempotent = true;
    let mut present = 0;
    // Certainly valid, but for what the patches are.
    let mut accepted = true;
    let mut more = reader.enter(b'}')?;
    while more {
        let index = reader.key_among(SHAPE.fields.iter().map(|field| &field.name))?;
        let bit = index.map_or(0, |index| 1 << index);
        accepted &= present & bit == 0;
        present |= bit;
        let value = match index {
            Some(PATCHES_AT) if reader.peek() == Some(b'[') => {
                // Where `patches` stands twice, the last one counts.
                patches.issues.clear();
                let start = reader.position();
                idempotent = read_patches(reader, options, &mut patches)?;
                reader.raw_from(start)
            }
            _ => reader.value()?,
        };
        accepted &= index.is_some_and(|index| accepts(index, value, options));
        more = reader.goes_on(b'}')?;
    }
    reader.end()?;
    let repeatable = present & 1 << VERSION_AT != 0 || idempotent;
    if accepted && present & SHAPE.required == SHAPE.required {
        return Ok(Verdict { issues: patches.issues, repeatable });
    }
    reader.rewind(start);
    let issues = judge_members(reader, options, patches.issues)?;
    Ok(Verdict { issues, repeatable })
}

/// Whether the member needs no closer look.
#[inline]
fn accepts(index: usize, value: Raw<'_>, options: &Options) -> bool {
    let rule = SHAPE.fields[index].rule;
    rule.accepts(value) && (rule != Rule::Boolean || options.takes_preserve_updated_at())
}

/// Whether each may be sent twice.
fn read_patches<'a>(reader: &mut Reader<'a>, options: &'a Options, report: &mut Report<'a>) -> Result<bool, Halt> {
    let mut idempotent = true;
    let mut more = reader.enter(b']')?;
    let mut index = 0;
    while more {
        let operation = read_patch(reader, options, |reader| {
            report.within(Segment::Key(Text::of(PATCHES)), |report| {
                report.within(Segment::Index(index), |report| patch::judge(reader, options, report))
            })
        })?;
        idempotent &= operation.is_some_and(|operation| operation.is_idempotent());
        more = reader.goes_on(b']')?;
        index += 1;
    }
    Ok(idempotent)
}

/// Something else than an object.
#[cold]
fn judge_other<'a>(reader: &mut Reader<'a>) -> Result<Verdict<'a>, Halt> {
    let mut report = Report::new();
    let actual = reader.value()?.type_name();
    reader.end()?;
    report.here(Kind::InvalidType { expected: Expected::Object, actual });
    report.duplicates(reader);
    Ok(Verdict { issues: report.issues, repeatable: false })
}

/// The issues of what stands beside the patches, then `of_patches`.
#[cold]
fn judge_members<'a>(
    reader: &mut Reader<'a>,
    options: &'a Options,
    mut of_patches: Vec<Issue<'a>>,
) -> Result<Vec<Issue<'a>>, Halt> {
    let mut report = Report::new();
    let mut members = Members(reader.members()?);
    let preserve_updated_at = Text::of(PRESERVE_UPDATED_AT);
    if !options.takes_preserve_updated_at() && members.value(preserve_updated_at).is_some() {
        let (name, feature) = (PRESERVE_UPDATED_AT, Feature::PreserveUpdatedAt);
        let current = Current::ApiVersion(options.api_version);
        report.at(Segment::Key(preserve_updated_at), Kind::UnsupportedParameter { name, feature, current });
        members.0.retain(|(key, _)| !key.is(PRESERVE_UPDATED_AT));
    }
    shape::judge_fields(&mut report, &SHAPE, &members, false, options);
    // Those in patches were reported with the patches.
    let is_in_patches = |path: &[Step<'_>]| matches!(path, [Step::Key(key), Step::Index(_), ..] if key.is(PATCHES));
    reader.duplicates.retain(|duplicate| !is_in_patches(&duplicate.path));
    report.duplicates(reader);
    report_unknown(&mut report, &members.keys_beside(SHAPE.fields), options);
    let mut issues = report.issues;
    if members.value(Text::of(PATCHES)).is_some_and(Raw::is_array) {
        issues.append(&mut of_patches);
    }
    issues.truncate(MAX_ISSUES);
    Ok(issues)
}
