//! One patch: its operation, and the properties that the operation takes.

use super::members::Members;
use super::report::Report;
use super::rules::{self, Presence, filled_string};
use super::{Options, UnknownProperties, asset, usage_log};
use crate::issue::{Allowed, Current, Expected, Kind, Segment, Unit};
use crate::json::{Halt, Kind as JsonKind, Name, Reader, Token, Value, find};
use crate::operation::{Operation, Property};
use crate::release::Feature;

/// A note may have this many code points.
const NOTE_MAXIMUM: usize = 200;

/// `operation`, then the properties in the order of [`Property::ALL`].
const NAMES: [Name; 7] = {
    let mut names = [Name::new("operation"); 7];
    let mut index = 0;
    while index < Property::ALL.len() {
        names[index + 1] = Name::new(Property::ALL[index].name());
        index += 1;
    }
    names
};
const OPERATION: usize = 0;
const VALUE: usize = index_of(Property::Value);

const OPERATIONS: [Name; Operation::ALL.len()] = {
    let mut names = [Name::new("operation"); Operation::ALL.len()];
    let mut index = 0;
    while index < names.len() {
        names[index] = Name::new(Operation::ALL[index].name());
        index += 1;
    }
    names
};

const fn index_of(property: Property) -> usize {
    property as usize + 1
}

/// The members of `value`, by the names that one of the operations gives them.
struct ValueMembers<'a> {
    names: &'static [Name],
    members: Members<'a>,
}

/// A patch that was read, and the operation that it names.
struct Patch<'a, 'p> {
    operation: Operation,
    members: &'p Members<'a>,
    /// Where the operation was known before the value was read; else the value is read once more.
    value: Option<&'p ValueMembers<'a>>,
    options: &'a Options,
}

/// Reads and judges a patch; gives its operation when it has a known one.
pub fn read<'a>(
    reader: &mut Reader<'a>,
    options: &'a Options,
    report: &mut Report<'a>,
) -> Result<Option<Operation>, Halt> {
    let bytes = reader.bytes();
    if reader.peek() != Some(b'{') {
        let value = reader.value()?.value(bytes);
        report.here(Kind::InvalidType { expected: Expected::Object, actual: value.type_name() });
        report.duplicates(std::mem::take(&mut reader.duplicates));
        return Ok(None);
    }
    let mut members = Members::new(bytes);
    let mut operation = None;
    let mut value = None;
    members.read(reader, &NAMES, |reader, index| {
        if index == VALUE
            && let Some(names) = operation.and_then(names_of_value)
            && reader.peek() == Some(b'{')
        {
            let start = reader.position();
            value = Some(ValueMembers { names, members: Members::read_plainly(reader, names)? });
            return Ok(reader.token_from(start, JsonKind::Object));
        }
        let token = reader.value()?;
        match index {
            OPERATION => operation = known(token, bytes),
            // Where `value` stands twice, the last one counts.
            VALUE => value = None,
            _ => {}
        }
        Ok(token)
    })?;
    members.report_duplicates(report);
    if let Some(value) = &mut value {
        report.within(Segment::Name("value"), |report| value.members.report_duplicates(report));
    }
    match operation {
        Some(operation) if options.has(operation) => {
            Patch { operation, members: &members, value: value.as_ref(), options }.judge(report)?;
            Ok(Some(operation))
        }
        _ => {
            report_operation(report, members.value(OPERATION), operation, options);
            Ok(None)
        }
    }
}

#[inline]
fn known(token: Token, bytes: &[u8]) -> Option<Operation> {
    if !matches!(token.kind(), JsonKind::PlainString | JsonKind::EscapedString) {
        return None;
    }
    find(&OPERATIONS, token.text(bytes)).map(|index| Operation::ALL[index])
}

/// The names that `value` may hold, for the operations that look into it.
#[inline]
fn names_of_value(operation: Operation) -> Option<&'static [Name]> {
    match operation {
        Operation::ReplaceAsset => Some(&asset::NAMES),
        Operation::AddUsageLogEntry | Operation::UpdateUsageLogEntry => Some(&usage_log::NAMES),
        _ => None,
    }
}

/// Why the patch has no operation that can be judged: the only issue that such a patch gets.
#[cold]
fn report_operation<'a>(
    report: &mut Report<'a>,
    value: Option<Value<'a>>,
    operation: Option<Operation>,
    options: &Options,
) {
    let Some(actual) = rules::string(report, "operation", value, Presence::Required) else { return };
    let kind = match operation.and_then(|operation| Some((operation, operation.feature()?))) {
        Some((operation, feature)) => {
            Kind::UnsupportedOperation { operation, feature, current: options.server_release }
        }
        None => Kind::InvalidEnum { allowed: Allowed::Operations, actual: Value::String(actual) },
    };
    report.at(Segment::Name("operation"), kind);
}

impl<'a> Patch<'a, '_> {
    #[inline]
    fn judge(&self, report: &mut Report<'a>) -> Result<(), Halt> {
        let properties = self.operation.properties();
        for &property in properties {
            self.judge_property(report, property)?;
        }
        for property in Property::ALL {
            if self.members.token(index_of(property)).is_present() && !properties.contains(&property) {
                let property = property.name();
                let operation = self.operation;
                report.at(Segment::Name(property), Kind::UnsupportedProperty { property, operation });
            }
        }
        if self.options.unknown_properties == UnknownProperties::Reject {
            self.members.report_unknown(report);
        }
        Ok(())
    }

    #[inline]
    fn judge_property(&self, report: &mut Report<'a>, property: Property) -> Result<(), Halt> {
        let token = self.members.token(index_of(property));
        match property {
            // Any JSON, or nothing.
            Property::Value if self.operation == Operation::SetMetadataProperty => Ok(()),
            Property::PropertyName | Property::UsageLogEntryId if token.is_filled_string() => Ok(()),
            Property::Locale | Property::Note | Property::OldValue if !token.is_present() => Ok(()),
            _ => self.judge_closely(report, property),
        }
    }

    fn judge_closely(&self, report: &mut Report<'a>, property: Property) -> Result<(), Halt> {
        let name = property.name();
        let value = self.members.value(index_of(property));
        match property {
            Property::PropertyName | Property::UsageLogEntryId => {
                filled_string(report, name, value, Presence::Required);
            }
            Property::Value => return self.judge_value(report, value),
            Property::Locale => {
                filled_string(report, name, value, Presence::Optional);
            }
            Property::Note => self.judge_note(report, value),
            Property::OldValue => {
                rules::object(report, name, value);
            }
        }
        Ok(())
    }

    fn judge_value(&self, report: &mut Report<'a>, value: Option<Value<'a>>) -> Result<(), Halt> {
        let value = rules::present(report, "value", value, Presence::Required);
        let Some(object) = rules::object(report, "value", value) else { return Ok(()) };
        let Some(names) = names_of_value(self.operation) else { return Ok(()) };
        let reread;
        let members = match self.value {
            Some(value) if std::ptr::eq(value.names, names) => &value.members,
            _ => {
                reread = Members::read_plainly(&mut Reader::new(object), names)?;
                &reread
            }
        };
        report.within(Segment::Name("value"), |report| {
            match self.operation {
                Operation::ReplaceAsset => asset::judge(report, members),
                Operation::AddUsageLogEntry => usage_log::judge(report, members, Presence::Optional, self.options),
                _ => usage_log::judge(report, members, Presence::Required, self.options),
            }
            if self.options.unknown_properties == UnknownProperties::Reject {
                members.report_unknown(report);
            }
        });
        Ok(())
    }

    fn judge_note(&self, report: &mut Report<'a>, value: Option<Value<'a>>) {
        let feature = Feature::RevokeNote;
        let release = self.options.server_release;
        if value.is_some() && !release.has(feature) {
            let current = Current::ServerRelease(release);
            report.at(Segment::Name("note"), Kind::UnsupportedParameter { name: "note", feature, current });
            return;
        }
        let Some(text) = rules::string(report, "note", value, Presence::Optional) else { return };
        // A code point takes a byte at least, so most notes need no counting.
        if text.raw().len() > NOTE_MAXIMUM {
            let actual = text.length();
            if actual > NOTE_MAXIMUM {
                report.at(Segment::Name("note"), Kind::TooLong { maximum: NOTE_MAXIMUM, actual, unit: Unit::Chars });
            }
        }
    }
}
