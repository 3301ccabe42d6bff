//! The wording of issues. Livingdocs' own where it documents one, and in its manner otherwise.

use std::fmt;

use super::write::Writer;
use super::{Current, ECHOED, Kind, Unit};
use crate::json::{Fault, MAX_DEPTH, Number, Reason, Text};
use crate::operation::Operation;
use crate::release::Feature;

impl Reason {
    /// In the words of a message.
    pub fn describe(self) -> &'static str {
        match self {
            Self::UnexpectedEnd => "unexpected end",
            Self::UnexpectedCharacter => "unexpected character",
            Self::ControlCharacter => "control character in a string",
            Self::InvalidEscape => "invalid escape",
            Self::InvalidUtf8 => "not UTF-8",
            Self::ByteOrderMark => "byte order mark",
            Self::TrailingCharacters => "unexpected character after the value",
        }
    }
}

impl Current {
    /// As the option is written.
    pub fn name(self) -> String {
        match self {
            Self::ApiVersion(version) => version.name(),
            Self::ServerRelease(release) => release.name(),
        }
    }
}

impl Kind<'_> {
    /// The message: plain English, one line.
    pub fn message(&self) -> String {
        let mut out = Writer::default();
        self.write_message(&mut out);
        // The writer was given nothing but UTF-8.
        String::from_utf8(out.0).unwrap_or_default()
    }

    #[cold]
    pub(super) fn write_message(&self, out: &mut Writer) {
        match *self {
            Self::Unreadable(Fault::Syntax { offset, reason }) => {
                out.add("Invalid JSON: ").add(reason.describe()).add(" at byte ").number(offset);
            }
            Self::Unreadable(Fault::TooDeep) => {
                out.add("Nested too deep: maximum ").number(MAX_DEPTH).add(" levels");
            }
            Self::DuplicateProperty { property } => echo(out, "Duplicate property: ", property),
            Self::InvalidType { expected, .. } => {
                out.add("Invalid type: expected ").add(expected.name());
            }
            Self::MissingProperty { property, .. } => {
                out.add("Missing required property: ").add(&property.to_string_lossy());
            }
            Self::UnknownProperty { .. } => {
                out.add("Additional properties not allowed");
            }
            Self::UnsupportedProperty { property, operation } => {
                out.add(property).add(" is not supported by ").add(operation.name());
            }
            Self::InvalidEnum { actual, .. } => match actual.text() {
                Some(actual) => echo(out, "No enum match for: ", actual),
                // Not a number in words: the same one may be written in many ways.
                None => {
                    out.add("No enum match");
                }
            },
            Self::UnknownPurpose { actual, .. } => echo(out, "Unknown purpose: ", actual),
            Self::TooShort { minimum, actual } => {
                out.add("String is too short (").number(actual).add(" chars), minimum ").number(minimum);
            }
            Self::TooLong { maximum, actual, unit } => {
                let (what, units) = match unit {
                    Unit::Chars => ("String", " chars), maximum "),
                    Unit::Items => ("Array", " items), maximum "),
                };
                out.add(what).add(" is too long (").number(actual).add(units).number(maximum);
            }
            Self::InvalidDateTime { actual } => echo(out, "Invalid date-time: ", actual),
            Self::InvalidUrl { actual } => echo(out, "Invalid URL: ", actual),
            Self::InvalidFormat { pattern, actual } => {
                out.add("String does not match ").add(pattern);
                echo(out, ": ", actual);
            }
            Self::OutOfRange { minimum, maximum, .. } => {
                let what = if minimum.is_some() { "small, minimum " } else { "large, maximum " };
                let limit = minimum.or(maximum).map_or(&[][..], Number::raw);
                out.add("Value is too ").add(what).raw(limit);
            }
            Self::UnsupportedOperation { operation, feature, current } => {
                unsupported(out, Operation::name(operation), feature, Current::ServerRelease(current));
            }
            Self::UnsupportedParameter { name, feature, current } => unsupported(out, name, feature, current),
        }
    }
}

impl fmt::Display for Kind<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message())
    }
}

fn echo(out: &mut Writer, before: &str, input: Text<'_>) {
    out.add(before).quoted(input, ECHOED);
}

fn unsupported(out: &mut Writer, name: &str, feature: Feature, current: Current) {
    let (since, current) = (feature.since_name(), current.name());
    out.add(name).add(" is not supported before ").add(&since).add(" (is ").add(&current).add(")");
}
