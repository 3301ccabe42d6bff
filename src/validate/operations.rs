//! What requests hold, and patches: a row an operation.

use super::grammar::{Field, Form, Rule, Shape, scanned};
use super::{asset, usage_log};
use crate::json::Text;
use crate::operation::Operation;
use crate::release::Feature;
use crate::word::Word;

pub static REQUEST: Shape = Shape::new(&scanned([
    Field::optional(Word::Version, Rule::Version),
    Field::optional(Word::PreserveUpdatedAt, Rule::Boolean).since(Feature::PreserveUpdatedAt),
    Field::required(Word::Patches, Rule::Patches),
]));

/// A patch, as long as its operation is not known.
pub static PATCH: Shape = Shape::new(&scanned([OPERATION]));

const OPERATION: Field = Field::required(Word::Operation, Rule::String(Form::Operation));
const ENTRY_ID: Field = Field::required(Word::UsageLogEntryId, Rule::String(Form::Filled));
/// A note may have this many code points.
pub const NOTE_MAXIMUM: usize = 200;

static TABLE: [(Operation, Shape); Operation::ALL.len()] = [
    (
        Operation::SetMetadataProperty,
        Shape::new(&scanned([
            OPERATION,
            Field::required(Word::PropertyName, Rule::String(Form::PropertyName)),
            Field::optional(Word::Value, Rule::Metadata),
        ])),
    ),
    (Operation::Archive, Shape::new(&scanned([OPERATION]))),
    (
        Operation::ReplaceAsset,
        Shape::new(&scanned([OPERATION, Field::required(Word::Value, Rule::Shaped(&asset::SHAPE))])),
    ),
    (
        Operation::RemoveAsset,
        Shape::new(&scanned([OPERATION, Field::optional(Word::Locale, Rule::String(Form::Filled))])),
    ),
    (
        Operation::RevokeAsset,
        Shape::new(&scanned([
            OPERATION,
            Field::optional(Word::Note, Rule::String(Form::AtMost(NOTE_MAXIMUM))).since(Feature::RevokeNote),
        ])),
    ),
    (Operation::UnrevokeAsset, Shape::new(&scanned([OPERATION]))),
    (
        Operation::AddUsageLogEntry,
        Shape::new(&scanned([OPERATION, Field::required(Word::Value, Rule::Shaped(&usage_log::NEW))])),
    ),
    (
        Operation::UpdateUsageLogEntry,
        Shape::new(&scanned([
            OPERATION,
            Field::required(Word::Value, Rule::Shaped(&usage_log::KNOWN)),
            ENTRY_ID,
            Field::optional(Word::OldValue, Rule::Object),
        ])),
    ),
    (Operation::RemoveUsageLogEntry, Shape::new(&scanned([OPERATION, ENTRY_ID]))),
];

// Each operation has the row of its own number.
const _: () = {
    let mut row = 0;
    while row < TABLE.len() {
        assert!(TABLE[row].0 as usize == row);
        row += 1;
    }
};

/// What a patch of the operation holds, the operation first.
#[inline(always)]
pub fn shape(operation: Operation) -> &'static Shape {
    &TABLE[operation as usize].1
}

/// The property of some operation that the key names.
pub fn property(key: Text<'_>) -> Option<Word> {
    for (_, shape) in &TABLE {
        for field in shape.fields.iter().skip(1) {
            if key.is_same(field.word.into()) {
                return Some(field.word);
            }
        }
    }
    None
}
