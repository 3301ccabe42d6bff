//! One patch: its operation, and the properties that the operation takes.

use super::Options;
use super::members::{Members, report_unknown};
use super::report::Report;
use super::rules::{self, Presence, Rule};
use super::shape::{self, Field, Shape};
use crate::issue::{Allowed, Current, Expected, Kind, Segment};
use crate::json::{Halt, Raw, Reader, Text};
use crate::operation::Operation;
use crate::release::Feature;

pub const OPERATION: &str = "operation";
const NOTE: &str = "note";

/// The properties that some operation takes.
const PROPERTIES: [&str; 6] = ["propertyName", "value", "locale", NOTE, "usageLogEntryId", "oldValue"];

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
    const ID: Field = Field::required("usageLogEntryId", Rule::FilledString);
    Shape::new(match operation {
        Operation::SetMetadataProperty => {
            const { &[Field::required("propertyName", Rule::FilledString), Field::optional("value", Rule::Anything)] }
        }
        Operation::Archive | Operation::UnrevokeAsset => &[],
        Operation::ReplaceAsset => const { &[Field::required("value", Rule::Asset)] },
        Operation::RemoveAsset => const { &[Field::optional("locale", Rule::FilledString)] },
        Operation::RevokeAsset => const { &[Field::optional(NOTE, Rule::Note)] },
        Operation::AddUsageLogEntry => const { &[Field::required("value", Rule::NewUsageLogEntry)] },
        Operation::UpdateUsageLogEntry => {
            const { &[Field::required("value", Rule::UsageLogEntry), ID, Field::optional("oldValue", Rule::Object)] }
        }
        Operation::RemoveUsageLogEntry => &[ID],
    })
}

/// What a patch of the operation holds beside `operation`.
#[inline]
pub fn shape(operation: Operation) -> &'static Shape {
    &SHAPES[operation as usize]
}

/// Reads and judges a patch; gives its operation when it has a known one.
#[cold]
pub fn judge<'a>(
    reader: &mut Reader<'a>,
    options: &'a Options,
    report: &mut Report<'a>,
) -> Result<Option<Operation>, Halt> {
    if reader.peek() != Some(b'{') {
        let actual = reader.value()?.type_name();
        report.here(Kind::InvalidType { expected: Expected::Object, actual });
        report.duplicates(reader);
        return Ok(None);
    }
    let members = Members(reader.members()?);
    report.duplicates(reader);
    let operation = judge_operation(report, members.value(Text::of(OPERATION)), options);
    if let Some(operation) = operation {
        judge_properties(report, members, operation, options);
    }
    Ok(operation)
}

/// A patch that has no operation that can be judged gets no other issue.
fn judge_operation<'a>(report: &mut Report<'a>, value: Option<Raw<'a>>, options: &Options) -> Option<Operation> {
    let name = Text::of(OPERATION);
    let value = rules::judge(report, name, Rule::String, value, Presence::Required)?;
    let actual = value.text()?;
    let operation = Operation::ALL.into_iter().find(|operation| actual.is(operation.name()));
    let kind = match operation.map(|operation| (operation, operation.feature())) {
        Some((operation, Some(feature))) if !options.has(operation) => {
            Kind::UnsupportedOperation { operation, feature, current: options.server_release }
        }
        Some(_) => return operation,
        None => Kind::InvalidEnum { allowed: Allowed::Operations, actual: value },
    };
    report.at(Segment::Key(name), kind);
    None
}

fn judge_properties<'a>(report: &mut Report<'a>, mut members: Members<'a>, operation: Operation, options: &'a Options) {
    let shape = shape(operation);
    if operation == Operation::RevokeAsset && !options.takes_note() && members.value(Text::of(NOTE)).is_some() {
        let (feature, current) = (Feature::RevokeNote, Current::ServerRelease(options.server_release));
        report.at(Segment::Key(Text::of(NOTE)), Kind::UnsupportedParameter { name: NOTE, feature, current });
        members.0.retain(|(key, _)| !key.is(NOTE));
    }
    shape::judge_fields(report, shape, &members, false, options);
    let mut keys = members.keys_beside(shape.fields);
    let mut unsupported: Vec<&str> = Vec::new();
    keys.retain(|key| {
        if key.is(OPERATION) {
            return false;
        }
        let property = PROPERTIES.into_iter().find(|property| key.is(property));
        if let Some(property) = property
            && !unsupported.contains(&property)
        {
            unsupported.push(property);
            report.at(Segment::Key(*key), Kind::UnsupportedProperty { property, operation });
        }
        property.is_none()
    });
    report_unknown(report, &keys, options);
}
