//! One patch: its operation, and the properties that the operation takes.

use super::Validator;
use super::found::Found;
use super::object::{judge_fields, report_not_an_object, report_unexpected_keys};
use super::report::Report;
use super::rules::Rule;
use super::scan::Scan;
use super::shape::{Field, Shape};
use crate::issue::{Segment, Word};
use crate::json::{self, Members, Raw, Text, next};
use crate::operation::Operation;
use crate::release::Feature;

/// The properties that some operation takes.
const PROPERTIES: [Word; 6] =
    [Word::PropertyName, Word::Value, Word::Locale, Word::Note, Word::UsageLogEntryId, Word::OldValue];

/// The one of them that the key names.
#[inline(never)]
pub fn property(key: Text<'_>) -> Option<Word> {
    PROPERTIES.into_iter().find(|property| key.is_same(property.text()))
}

/// The operation of that name.
#[inline(never)]
pub fn operation(name: Text<'_>) -> Option<Operation> {
    Operation::ALL.into_iter().find(|operation| name.is_same(operation.word().text()))
}

static SHAPES: [Shape; Operation::ALL.len()] = {
    let mut shapes = [Shape::new(&[]); Operation::ALL.len()];
    let mut index = 0;
    while index < shapes.len() {
        shapes[index] = shape_of(Operation::ALL[index]);
        index += 1;
    }
    shapes
};

/// What a patch holds beside `operation`.
const fn shape_of(operation: Operation) -> Shape {
    const ID: Field = Field::required(Word::UsageLogEntryId, Rule::FilledString);
    Shape::new(match operation {
        Operation::SetMetadataProperty => {
            const {
                &[Field::required(Word::PropertyName, Rule::FilledString), Field::optional(Word::Value, Rule::Anything)]
            }
        }
        Operation::Archive | Operation::UnrevokeAsset => &[],
        Operation::ReplaceAsset => const { &[Field::required(Word::Value, Rule::Asset)] },
        Operation::RemoveAsset => const { &[Field::optional(Word::Locale, Rule::FilledString)] },
        Operation::RevokeAsset => {
            const { &[Field::optional(Word::Note, Rule::Note).since(Feature::RevokeNote)] }
        }
        Operation::AddUsageLogEntry => const { &[Field::required(Word::Value, Rule::NewUsageLogEntry)] },
        Operation::UpdateUsageLogEntry => const {
            &[
                Field::required(Word::Value, Rule::UsageLogEntry),
                ID,
                Field::optional(Word::OldValue, Rule::Object),
            ]
        },
        Operation::RemoveUsageLogEntry => &[ID],
    })
    .of(operation)
}

/// A patch, as long as its operation is not known.
static SHAPE: Shape = Shape::new(&[Field::required(Word::Operation, Rule::Operation)]);
const OPERATION: usize = 0;

/// What a patch of the operation holds beside `operation`.
#[inline(always)]
pub fn shape(operation: Operation) -> &'static Shape {
    &SHAPES[operation as usize]
}

/// Judges the patch that starts at `at`; gives the place after it. `index` is its place among the patches, None for one that
/// stands alone.
#[inline(never)]
pub fn judge<'a>(scan: &mut Scan<'a>, report: &mut Report<'a, '_>, at: usize, index: Option<usize>) -> Option<usize> {
    let (first, inside) = next(scan.reader.bytes(), at)?;
    let levels = levels(index) + 1;
    let mut found = Found::new(&SHAPE);
    let mut end = None;
    if first == b'{' {
        end = scan.object(report, inside, levels, &mut found);
        if end.is_none()
            && let Some(shape) = scan.shape_ahead(inside, levels)
        {
            found = Found::new(shape);
            found.operation_is_ahead = true;
            end = scan.object(report, inside, levels, &mut found);
        }
    }
    if let Some(end) = end
        && scan.reader.duplicates.is_empty()
    {
        if !found.is_right() {
            within(report, index, |report| {
                judge_fields(report, &found, scan.validator);
                if found.has_wrong_others() {
                    let patch = Raw::checked(scan.reader.bytes().get(inside - 1..end).unwrap_or_default());
                    judge_others(report, &json::members(patch), found.shape, scan.validator);
                }
            });
        }
        scan.is_idempotent &= found.shape.is_idempotent();
        return Some(end);
    }
    judge_again(scan, report, inside - 1, index)
}

/// A patch that may be anything.
#[cold]
fn judge_again<'a>(scan: &mut Scan<'a>, report: &mut Report<'a, '_>, at: usize, index: Option<usize>) -> Option<usize> {
    scan.reader.forget();
    let (patch, end) = scan.reader.value_at(at, levels(index))?;
    within(report, index, |report| {
        report.duplicates(&mut scan.reader, &[]);
        scan.is_idempotent &= if patch.is_object() {
            judge_members(report, &json::members(patch), scan.validator)
        } else {
            report_not_an_object(report, patch);
            false
        };
    });
    Some(end)
}

/// How many containers the patch is in.
#[inline]
fn levels(index: Option<usize>) -> usize {
    if index.is_some() { 2 } else { 0 }
}

#[cold]
fn within<'a, 's>(report: &mut Report<'a, 's>, index: Option<usize>, judge: impl FnOnce(&mut Report<'a, 's>)) {
    let place = index.map(|index| [Segment::Word(Word::Patches), Segment::Index(index)]);
    report.within(place.as_ref().map_or(&[], |place| &place[..]), judge);
}

/// Says whether the patch may be applied twice. One that has no operation that can be judged gets no other issue.
fn judge_members<'a>(report: &mut Report<'a, '_>, members: &Members<'a>, validator: &'a Validator) -> bool {
    let found = Found::among(members, &SHAPE, validator);
    judge_fields(report, &found, validator);
    let Some(operation) = found.text(OPERATION).and_then(operation) else { return false };
    if let Some(fault) = validator.unsupported(operation.word(), operation.feature()) {
        report.at(&[Segment::Word(Word::Operation)], fault);
    } else {
        let shape = shape(operation);
        let found = Found::among(members, shape, validator);
        judge_fields(report, &found, validator);
        judge_others(report, members, shape, validator);
    }
    operation.is_idempotent()
}

fn judge_others<'a>(report: &mut Report<'a, '_>, members: &Members<'a>, shape: &Shape, validator: &Validator) {
    let is_field = |key: Text<'a>| shape.field(key).is_some() || key.is_same(Word::Operation.text());
    report_unexpected_keys(report, members, &is_field, shape.operation, validator);
}
