//! What each kind of issue is called, says and tells programs: its code, its message and its params. The wording is
//! Livingdocs' own where it documents one, and in its manner otherwise.

use std::fmt;

use super::json::Json;
use super::write::Writer;
use super::{Allowed, Current, ECHOED, Kind, STATES, Unit};
use crate::json::{self, Fault, MAX_DEPTH, Number, Reason, Text};
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
    /// The name that programs tell the kind by.
    pub fn code(&self) -> &'static str {
        self.describe(&mut Description::default())
    }

    /// The message: plain English, one line.
    pub fn message(&self) -> String {
        let mut description = Description::default();
        self.describe(&mut description);
        description.message.into_string()
    }

    /// Writes the message and the params; gives the code.
    #[cold]
    pub(super) fn describe(&self, out: &mut Description) -> &'static str {
        match *self {
            Self::Unreadable(Fault::Syntax { offset, reason }) => {
                out.say("Invalid JSON: ").say(reason.describe()).say(" at byte ").message.number(offset);
                out.params.word("reason", reason.describe()).number("offset", offset);
                "invalid_json"
            }
            Self::Unreadable(Fault::TooDeep) => {
                out.say("Nested too deep: maximum ").message.number(MAX_DEPTH).add(" levels");
                out.params.number("maximum", MAX_DEPTH);
                "too_deep"
            }
            Self::DuplicateProperty { property } => {
                out.say("Duplicate property: ").echo("property", property);
                "duplicate_property"
            }
            Self::InvalidType { expected, actual } => {
                out.say("Invalid type: expected ").say(expected.name());
                out.params.word("expected", expected.name()).word("actual", actual);
                "invalid_type"
            }
            Self::MissingProperty { property, when_confirmed } => {
                out.say("Missing required property: ").message.content(property);
                out.params.field("property").text(property);
                if when_confirmed {
                    out.params.field("when").add(r#"{"state":"confirmed"}"#);
                }
                "missing_property"
            }
            Self::UnknownProperty { property } => {
                out.say("Additional properties not allowed");
                out.params.field("property").quoted(property, ECHOED);
                "unknown_property"
            }
            Self::UnsupportedProperty { property, operation } => {
                out.say(property).say(" is not supported by ").say(operation.name());
                out.params.word("property", property).word("operation", operation.name());
                "unsupported_property"
            }
            Self::InvalidEnum { allowed, actual } => {
                out.allowed(allowed);
                match actual.text() {
                    Some(actual) => out.say("No enum match for: ").echo("actual", actual),
                    // Not a number in words: the same one may be written in many ways.
                    None => {
                        out.say("No enum match").params.field("actual").raw(actual.bytes());
                    }
                }
                "invalid_enum"
            }
            Self::UnknownPurpose { allowed, actual } => {
                out.allowed(allowed);
                out.say("Unknown purpose: ").echo("actual", actual);
                "unknown_purpose"
            }
            Self::TooShort { minimum, actual } => {
                out.length("String is too short (", actual, " chars), minimum ", "minimum", minimum);
                "too_short"
            }
            Self::TooLong { maximum, actual, unit } => {
                let (what, units) = match unit {
                    Unit::Chars => ("String is too long (", " chars), maximum "),
                    Unit::Items => ("Array is too long (", " items), maximum "),
                };
                out.length(what, actual, units, "maximum", maximum);
                "too_long"
            }
            Self::InvalidDateTime { actual } => {
                out.say("Invalid date-time: ").echo("actual", actual);
                "invalid_date_time"
            }
            Self::InvalidUrl { actual } => {
                out.say("Invalid URL: ").echo("actual", actual);
                "invalid_url"
            }
            Self::InvalidFormat { pattern, actual } => {
                out.params.word("pattern", pattern);
                out.say("String does not match ").say(pattern).say(": ").echo("actual", actual);
                "invalid_format"
            }
            Self::OutOfRange { minimum, maximum, actual } => {
                let what = if minimum.is_some() { "small, minimum " } else { "large, maximum " };
                out.say("Value is too ").say(what).message.raw(minimum.or(maximum).map_or(b"", Number::raw));
                for (name, limit) in [("minimum", minimum), ("maximum", maximum), ("actual", Some(actual))] {
                    if let Some(limit) = limit {
                        out.params.field(name).raw(limit.raw());
                    }
                }
                "out_of_range"
            }
            Self::UnsupportedOperation { operation, feature, current } => {
                out.unsupported(operation.name(), feature, Current::ServerRelease(current));
                "unsupported_operation"
            }
            Self::UnsupportedParameter { name, feature, current } => {
                out.unsupported(name, feature, current);
                "unsupported_parameter"
            }
        }
    }
}

impl fmt::Display for Kind<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message())
    }
}

/// A message that grows, and params that grow.
#[derive(Default, PartialEq)]
pub(super) struct Description {
    pub message: Writer,
    /// The members of an object.
    pub params: Json,
}

impl Description {
    pub fn clear(&mut self) {
        self.message.0.clear();
        self.params.writer.0.clear();
    }

    fn say(&mut self, text: &str) -> &mut Self {
        self.message.add(text);
        self
    }

    /// The start of an input's text, at the end of the message and as a param.
    fn echo(&mut self, name: &str, input: Text<'_>) {
        self.message.quoted(input, ECHOED);
        self.params.field(name).quoted(input, ECHOED);
    }

    fn length(&mut self, before: &str, actual: usize, between: &str, name: &str, limit: usize) {
        self.say(before).message.number(actual).add(between).number(limit);
        self.params.number(name, limit).number("actual", actual);
    }

    fn unsupported(&mut self, name: &str, feature: Feature, current: Current) {
        let (since, current) = (feature.since_name(), current.name());
        self.say(name).say(" is not supported before ").say(&since).say(" (is ").say(&current).say(")");
        self.params.word("name", name).word("since", &since).word("current", &current);
    }

    fn allowed(&mut self, allowed: Allowed<'_>) {
        let out = &mut self.params;
        out.field("allowed");
        out.open(b'[');
        match allowed {
            Allowed::Operations => out.words(&Operation::ALL.map(Operation::name)),
            Allowed::States => out.words(&STATES),
            Allowed::Items { list, property } => {
                for item in json::elements(list) {
                    if let Some(value) = json::property(item, property) {
                        out.element().raw(value.bytes());
                    }
                }
            }
        }
        out.close(b']');
    }
}
