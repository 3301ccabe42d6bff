//! The rules that several properties share: presence, type, length, range.

use super::report::Report;
use crate::issue::{Expected, Kind, Segment};
use crate::json::{Text, Value};

/// Whether a property may be left out.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Presence {
    Required,
    /// Required because the entry's state is `confirmed`
    RequiredWhenConfirmed,
    Optional,
}

/// The value, or an issue where one is needed and none is there.
pub fn present<'a>(
    report: &mut Report<'a>,
    name: &'a str,
    value: Option<Value<'a>>,
    presence: Presence,
) -> Option<Value<'a>> {
    if value.is_none() && presence != Presence::Optional {
        let when_confirmed = presence == Presence::RequiredWhenConfirmed;
        report.at(Segment::Name(name), Kind::MissingProperty { property: name, when_confirmed });
    }
    value
}

/// An issue of the wrong type.
pub fn invalid_type<'a>(report: &mut Report<'a>, name: &'a str, expected: Expected, value: Value<'a>) {
    report.at(Segment::Name(name), Kind::InvalidType { expected, actual: value.type_name() });
}

/// A string.
pub fn string<'a>(
    report: &mut Report<'a>,
    name: &'a str,
    value: Option<Value<'a>>,
    presence: Presence,
) -> Option<Text<'a>> {
    match present(report, name, value, presence)? {
        Value::String(text) => Some(text),
        other => {
            invalid_type(report, name, Expected::String, other);
            None
        }
    }
}

/// A string with something in it.
pub fn filled_string<'a>(
    report: &mut Report<'a>,
    name: &'a str,
    value: Option<Value<'a>>,
    presence: Presence,
) -> Option<Text<'a>> {
    let text = string(report, name, value, presence)?;
    if text.is_empty() {
        report.at(Segment::Name(name), Kind::TooShort { minimum: 1, actual: 0 });
        return None;
    }
    Some(text)
}

/// An object, whatever is in it.
pub fn object<'a>(report: &mut Report<'a>, name: &'a str, value: Option<Value<'a>>) -> Option<&'a [u8]> {
    match value? {
        Value::Object(text) => Some(text),
        other => {
            invalid_type(report, name, Expected::Object, other);
            None
        }
    }
}

/// An optional number from zero up: `Integer` or `Number`.
pub fn from_zero<'a>(report: &mut Report<'a>, name: &'a str, value: Option<Value<'a>>, expected: Expected) {
    let Some(value) = value else { return };
    let fits = |number: crate::json::Number<'a>| match expected {
        Expected::Number => number.to_f64().is_finite(),
        _ => number.is_whole(),
    };
    match value {
        Value::Number(number) if fits(number) => {
            if number.is_negative() {
                report.at(Segment::Name(name), Kind::OutOfRange { minimum: Some("0"), maximum: None, actual: number });
            }
        }
        other => invalid_type(report, name, expected, other),
    }
}
