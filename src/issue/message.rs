//! The wording of issues. Livingdocs' own where it documents one, and in its manner otherwise.

use std::fmt::{self, Write};

use super::{Current, ECHOED, Kind};
use crate::json::{Fault, MAX_DEPTH, Reason, Text};

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

impl fmt::Display for Current {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::ApiVersion(version) => version.fmt(f),
            Self::ServerRelease(release) => release.fmt(f),
        }
    }
}

/// The message: plain English, one line.
impl fmt::Display for Kind<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unreadable(Fault::Syntax { offset, reason }) => {
                write!(f, "Invalid JSON: {} at byte {offset}", reason.describe())
            }
            Self::Unreadable(Fault::TooDeep) => write!(f, "Nested too deep: maximum {MAX_DEPTH} levels"),
            Self::DuplicateProperty { property } => write!(f, "Duplicate property: {}", Quoted(*property)),
            Self::InvalidType { expected, .. } => write!(f, "Invalid type: expected {}", expected.name()),
            Self::MissingProperty { property, .. } => write!(f, "Missing required property: {property}"),
            Self::UnknownProperty { .. } => f.write_str("Additional properties not allowed"),
            Self::UnsupportedProperty { property, operation } => {
                write!(f, "{property} is not supported by {}", operation.name())
            }
            Self::InvalidEnum { actual, .. } => write!(f, "No enum match for: {}", Quoted(*actual)),
            Self::TooShort { minimum, actual } => {
                write!(f, "String is too short ({actual} chars), minimum {minimum}")
            }
            Self::TooLong { maximum, actual } => {
                write!(f, "String is too long ({actual} chars), maximum {maximum}")
            }
            Self::InvalidDateTime { actual } => write!(f, "Invalid date-time: {}", Quoted(*actual)),
            Self::InvalidUrl { actual } => write!(f, "Invalid URL: {}", Quoted(*actual)),
            Self::InvalidFormat { pattern, actual } => {
                write!(f, "String does not match {pattern}: {}", Quoted(*actual))
            }
            Self::OutOfRange { minimum, .. } => write!(f, "Value is too small, minimum {minimum}"),
            Self::UnsupportedOperation { operation, feature, current } => {
                write!(f, "{} is not supported before {} (is {current})", operation.name(), feature.since_name())
            }
            Self::UnsupportedParameter { name, feature, current } => {
                write!(f, "{name} is not supported before {} (is {current})", feature.since_name())
            }
        }
    }
}

/// The start of a text as `JSON.stringify` would write it.
struct Quoted<'a>(Text<'a>);

impl fmt::Display for Quoted<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_char('"')?;
        for code in self.0.code_points().take(ECHOED) {
            write_code_point(f, code)?;
        }
        f.write_char('"')
    }
}

/// Writes a code point into a JSON string as `JSON.stringify` does.
pub(super) fn write_code_point(out: &mut impl Write, code: u32) -> fmt::Result {
    match (code, char::from_u32(code)) {
        (0x08, _) => out.write_str("\\b"),
        (0x09, _) => out.write_str("\\t"),
        (0x0a, _) => out.write_str("\\n"),
        (0x0c, _) => out.write_str("\\f"),
        (0x0d, _) => out.write_str("\\r"),
        (0x22, _) => out.write_str("\\\""),
        (0x5c, _) => out.write_str("\\\\"),
        (0x20.., Some(char)) => out.write_char(char),
        _ => write!(out, "\\u{code:04x}"),
    }
}
