//! What each kind of issue is called, says and tells programs: its code, its message and its params. The wording is
//! Livingdocs' own where it documents one, and in its manner otherwise.

use super::{Allowed, ECHOED, Kind, Unit, Word};
use crate::json::{self, Fault, MAX_DEPTH, Reason, Text};
use crate::operation::Operation;

macro_rules! messages {
    ($($name:ident $code:literal $template:literal [$($param:literal)*])*) => {
        /// A code and the wording that goes with it.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        #[repr(u8)]
        pub enum Message { $($name),* }

        const MESSAGES: &[(&str, &str, &[&str])] = &[$(($code, $template, &[$($param),*])),*];

        /// Members of a JSON array, each with a comma behind it.
        macro_rules! messages_as_json {
            () => { concat!($("[\"", $code, "\",\"", $template, "\"", $(",\"", $param, "\"",)* "],"),*) };
        }
    };
}

// `{name}` stands for that param, `{name:?}` for the same as JSON. Behind it are the names of the params, as they are handed out.
messages! {
    InvalidJson "invalid_json" "Invalid JSON: {reason} at byte {offset}" ["reason" "offset"]
    TooDeep "too_deep" "Nested too deeply: maximum {maximum} levels" ["maximum"]
    DuplicateProperty "duplicate_property" "Duplicate property: {property:?}" ["property"]
    InvalidType "invalid_type" "Invalid type: expected {expected}" ["expected" "actual"]
    MissingProperty "missing_property" "Missing required property: {property}" ["property"]
    MissingWhenConfirmed "missing_property" "Missing required property: {property}" ["property" "when"]
    UnknownProperty "unknown_property" "Additional properties not allowed" ["property"]
    UnsupportedProperty "unsupported_property" "{property} is not supported by {operation}" ["property" "operation"]
    InvalidEnum "invalid_enum" "No enum match for: {actual:?}" ["allowed" "actual"]
    // Not with the number in it: the same one may be written in many ways.
    InvalidNumber "invalid_enum" "No enum match" ["allowed" "actual"]
    UnknownPurpose "unknown_purpose" "Unknown purpose: {actual:?}" ["allowed" "actual"]
    TooShort "too_short" "String is too short ({actual} chars), minimum {minimum}" ["minimum" "actual"]
    TooLong "too_long" "String is too long ({actual} chars), maximum {maximum}" ["maximum" "actual"]
    TooManyItems "too_long" "Array is too long ({actual} items), maximum {maximum}" ["maximum" "actual"]
    InvalidDateTime "invalid_date_time" "Invalid date-time: {actual:?}" ["actual"]
    InvalidDate "invalid_date_time" "Invalid date: {actual:?}" ["actual"]
    InvalidUrl "invalid_url" "Invalid URL: {actual:?}" ["actual"]
    InvalidFormat "invalid_format" "String does not match {pattern}: {actual:?}" ["pattern" "actual"]
    TooSmall "out_of_range" "Value is too small, minimum {minimum}" ["minimum" "actual"]
    TooLarge "out_of_range" "Value is too large, maximum {maximum}" ["maximum" "actual"]
    // Of a configuration that allows no number at all.
    OutOfRange "out_of_range" "Value is too small, minimum {minimum}" ["minimum" "maximum" "actual"]
    UnsupportedOperation "unsupported_operation" "{name} is not supported before {since} (is {current})" ["name" "since" "current"]
    UnsupportedParameter "unsupported_parameter" "{name} is not supported before {since} (is {current})" ["name" "since" "current"]
    // Of configurations only.
    NoPurposes "invalid_type" "expected a list of purposes, or a project config with mediaCenter.usagePurposes" []
    TakenHandle "duplicate_property" "Two have the handle {actual:?}" ["actual"]
}

impl Message {
    /// The name that programs tell the kind by.
    pub fn code(self) -> &'static str {
        MESSAGES[self as usize].0
    }

    /// The wording, with places for params.
    pub fn template(self) -> &'static str {
        MESSAGES[self as usize].1
    }

    /// The names of its params, in the order in which they are handed out.
    pub fn params(self) -> &'static [&'static str] {
        MESSAGES[self as usize].2
    }
}

/// What the numbers of words and messages stand for: `[[word, …, null], [[code, template, param, …], …, null]]`.
pub const DICTIONARY: &str = concat!("[[", words_as_json!(), "null],[", messages_as_json!(), "null]]");

/// Takes params, one by one, in the order of the message's names.
pub trait Params {
    /// A number, a word, or words
    fn put(&mut self, value: Simple);
    /// Any JSON, which the caller writes
    fn json(&mut self) -> &mut Vec<u8>;
}

/// A number from 0 on; else, with all bits turned, a word's number and 1, with a length in the bits from the eighth on for
/// so many words from that one on. See [`super::Packed`].
#[derive(Clone, Copy, Debug)]
pub struct Simple(pub(super) i32);

impl Simple {
    /// A number; there are no larger ones than fit.
    pub fn number(number: usize) -> Self {
        Self(i32::try_from(number).unwrap_or(i32::MAX))
    }

    /// A word.
    pub const fn word(word: Word) -> Self {
        Self(!(word as i32 + 1))
    }

    /// A list of words whose numbers follow each other.
    pub const fn words(words: &[Word]) -> Self {
        Self(!(((words.len() as i32) << 8) | (words[0] as i32 + 1)))
    }

    /// The number of the first word, and how many follow each other: 0 where it is one word, and no list.
    pub(super) const fn as_words(self) -> (i32, i32) {
        ((!self.0 & 255) - 1, !self.0 >> 8)
    }
}

impl Kind<'_> {
    /// Hands out the params; gives the message that they belong to.
    pub fn describe(&self, out: &mut impl Params) -> Message {
        match *self {
            Self::Unreadable(Fault::Syntax { offset, reason }) => {
                out.put(Simple::word(reason.word()));
                out.put(Simple::number(offset));
                Message::InvalidJson
            }
            Self::Unreadable(Fault::TooDeep) => {
                out.put(Simple::number(MAX_DEPTH));
                Message::TooDeep
            }
            Self::DuplicateProperty { property } => {
                echo(out, property);
                Message::DuplicateProperty
            }
            Self::InvalidType { expected, actual } => {
                out.put(Simple::word(expected));
                out.put(Simple::word(actual));
                Message::InvalidType
            }
            Self::MissingProperty { property, when_confirmed } => {
                out.put(Simple::word(property));
                if !when_confirmed {
                    return Message::MissingProperty;
                }
                out.json().extend_from_slice(br#"{"state":"confirmed"}"#);
                Message::MissingWhenConfirmed
            }
            Self::MissingParam { param } => {
                echo(out, param);
                Message::MissingProperty
            }
            Self::UnknownProperty { property } => {
                echo(out, property);
                Message::UnknownProperty
            }
            Self::UnsupportedProperty { property, operation } => {
                out.put(Simple::word(property));
                out.put(Simple::word(operation.word()));
                Message::UnsupportedProperty
            }
            Self::InvalidEnum { allowed, actual } => {
                list(out, allowed);
                match actual.text() {
                    Some(actual) => {
                        echo(out, actual);
                        Message::InvalidEnum
                    }
                    None => {
                        out.json().extend_from_slice(actual.bytes());
                        Message::InvalidNumber
                    }
                }
            }
            Self::UnknownPurpose { allowed, actual } => {
                list(out, allowed);
                echo(out, actual);
                Message::UnknownPurpose
            }
            Self::TooShort { minimum, actual } => {
                out.put(Simple::number(minimum));
                out.put(Simple::number(actual));
                Message::TooShort
            }
            Self::TooLong { maximum, actual, unit } => {
                out.put(Simple::number(maximum));
                out.put(Simple::number(actual));
                if unit == Unit::Chars { Message::TooLong } else { Message::TooManyItems }
            }
            Self::InvalidDateTime { actual } => {
                echo(out, actual);
                Message::InvalidDateTime
            }
            Self::InvalidDate { actual } => {
                echo(out, actual);
                Message::InvalidDate
            }
            Self::InvalidUrl { actual } => {
                echo(out, actual);
                Message::InvalidUrl
            }
            Self::InvalidFormat { pattern, actual } => {
                out.put(Simple::word(pattern));
                echo(out, actual);
                Message::InvalidFormat
            }
            Self::OutOfRange { minimum, maximum, actual } => {
                for number in [minimum, maximum, Some(actual)].into_iter().flatten() {
                    out.json().extend_from_slice(number.raw());
                }
                match (minimum, maximum) {
                    (Some(_), Some(_)) => Message::OutOfRange,
                    (Some(_), None) => Message::TooSmall,
                    (None, _) => Message::TooLarge,
                }
            }
            Self::Unsupported { name, feature, current } => {
                out.put(Simple::word(name));
                for month in [feature.since(), current] {
                    let out = out.json();
                    out.push(b'"');
                    feature.axis().write(month, out);
                    out.push(b'"');
                }
                if feature.is_operation() { Message::UnsupportedOperation } else { Message::UnsupportedParameter }
            }
            Self::NoPurposes => Message::NoPurposes,
            Self::TakenHandle { actual } => {
                echo(out, actual);
                Message::TakenHandle
            }
        }
    }
}

/// The start of an input's text.
#[inline(never)]
fn echo(out: &mut impl Params, input: Text<'_>) {
    write_string(out.json(), input.start(ECHOED));
}

/// A string as it stands in its text, which is JSON already.
#[inline(never)]
pub(super) fn write_string(out: &mut Vec<u8>, raw: &[u8]) {
    out.push(b'"');
    out.extend_from_slice(raw);
    out.push(b'"');
}

fn list(out: &mut impl Params, allowed: Allowed<'_>) {
    match allowed {
        Allowed::Operations => out.put(Simple::words(&Operation::WORDS)),
        Allowed::States => out.put(Simple::words(&STATES)),
        Allowed::Items { list, property } => {
            let out = out.json();
            let mut before = b'[';
            for value in json::elements(list).filter_map(|item| json::property(item, property.as_str())) {
                out.push(before);
                out.extend_from_slice(value.bytes());
                before = b',';
            }
            if before == b'[' {
                out.push(before);
            }
            out.push(b']');
        }
    }
}

/// The states of a usage log entry.
pub const STATES: [Word; 2] = [Word::Pending, Word::Confirmed];

impl Reason {
    fn word(self) -> Word {
        match self {
            Self::UnexpectedEnd => Word::UnexpectedEnd,
            Self::UnexpectedCharacter => Word::UnexpectedCharacter,
            Self::ControlCharacter => Word::ControlCharacter,
            Self::InvalidEscape => Word::InvalidEscape,
            Self::InvalidUtf8 => Word::InvalidUtf8,
            Self::ByteOrderMark => Word::ByteOrderMark,
            Self::TrailingCharacters => Word::TrailingCharacters,
        }
    }
}
