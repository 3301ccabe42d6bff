//! The request: `version`, `preserveUpdatedAt`, and the patches one by one.

use super::members::Members;
use super::report::Report;
use super::rules::Rule;
use super::shape::{self, Field, Shape};
use super::{MAX_ISSUES, Options, UnknownProperties, Verdict, patch, read_patch};
use crate::issue::{Current, Expected, Issue, Kind, Segment};
use crate::json::{Halt, Kind as JsonKind, Reader, Step, Text, Token, Value};
use crate::release::Feature;

static SHAPE: Shape = Shape::new(&[
    Field::optional("version", Rule::Version),
    Field::optional(PRESERVE_UPDATED_AT, Rule::Boolean),
    Field::required(PATCHES, Rule::Array),
]);
const PRESERVE_UPDATED_AT: &str = "preserveUpdatedAt";
const PATCHES: &str = "patches";

/// What was read of the patches.
struct Patches<'a> {
    issues: Vec<Issue<'a>>,
    /// Each may be sent twice.
    idempotent: bool,
}

pub fn judge<'a>(reader: &mut Reader<'a>, options: &'a Options) -> Result<Verdict<'a>, Halt> {
    let start = reader.mark();
    if reader.peek() != Some(b'{') {
        return judge_other(reader);
    }
    let mut patches = Patches { issues: Vec::new(), idempotent: true };
    let mut present = 0;
    // Certainly valid, but for what the patches are.
    let mut accepted = true;
    let mut more = reader.enter(b'}')?;
    while more {
        let key = reader.key()?.text(reader.bytes());
        let index = SHAPE.fields.iter().position(|field| key.is(field.name.text()));
        let bit = index.map_or(0, |index| 1 << index);
        accepted &= present & bit == 0;
        present |= bit;
        let token = match index {
            Some(2) if reader.peek() == Some(b'[') => {
                // Where `patches` stands twice, the last one counts.
                patches = Patches { issues: Vec::new(), idempotent: true };
                read_patches(reader, options, &mut patches)?
            }
            _ => reader.value()?,
        };
        accepted &= index.is_some_and(|index| accepts(index, token, reader, options));
        more = reader.goes_on(b'}')?;
    }
    reader.end()?;
    let repeatable = present & 1 != 0 || patches.idempotent;
    if accepted && present & SHAPE.required == SHAPE.required {
        return Ok(Verdict { issues: patches.issues, repeatable });
    }
    reader.rewind(start);
    let issues = judge_members(reader, options, patches.issues)?;
    Ok(Verdict { issues, repeatable })
}

/// Whether the member needs no closer look.
#[inline]
fn accepts(index: usize, token: Token, reader: &Reader<'_>, options: &Options) -> bool {
    match SHAPE.fields[index].rule {
        Rule::Array => token.kind() == JsonKind::Array,
        Rule::Boolean => {
            matches!(token.kind(), JsonKind::True | JsonKind::False) && options.takes_preserve_updated_at()
        }
        rule => rule.accepts(token.value(reader.bytes())),
    }
}

fn read_patches<'a>(reader: &mut Reader<'a>, options: &'a Options, patches: &mut Patches<'a>) -> Result<Token, Halt> {
    let start = reader.position();
    let mut more = reader.enter(b']')?;
    let mut index = 0;
    while more {
        let operation = read_patch(reader, options, |reader| {
            let place = [Segment::Key(Text::of(PATCHES)), Segment::Index(index)];
            let mut report = Report::with(std::mem::take(&mut patches.issues), place.into());
            let operation = patch::judge(reader, options, &mut report);
            patches.issues = report.issues;
            operation
        })?;
        patches.idempotent &= operation.is_some_and(|operation| operation.is_idempotent());
        more = reader.goes_on(b']')?;
        index += 1;
    }
    Ok(reader.token_from(start, JsonKind::Array))
}

/// Something else than an object.
#[cold]
fn judge_other<'a>(reader: &mut Reader<'a>) -> Result<Verdict<'a>, Halt> {
    let mut report = Report::new();
    let actual = reader.value()?.value(reader.bytes()).type_name();
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
    if options.unknown_properties == UnknownProperties::Reject {
        members.report_all_but(&mut report, SHAPE.fields);
    }
    let mut issues = report.issues;
    if matches!(members.value(Text::of(PATCHES)), Some(Value::Array(_))) {
        issues.append(&mut of_patches);
    }
    issues.truncate(MAX_ISSUES);
    Ok(issues)
}
