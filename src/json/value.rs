//! What was read: tokens are places in the text, values are what stands there.

use super::{Number, Text};

/// What kind of value a token is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Kind {
    /// Nothing was read
    #[default]
    Absent,
    /// `null`
    Null,
    /// `false`
    False,
    /// `true`
    True,
    /// A number without fraction and exponent
    Digits,
    /// Any other number
    Number,
    /// A string without escapes
    PlainString,
    /// A string with escapes
    EscapedString,
    /// From `[` to `]`
    Array,
    /// From `{` to `}`
    Object,
}

/// A place in the text. Smaller than the value there, so that it can be kept at no cost.
#[derive(Clone, Copy, Debug, Default)]
pub struct Token {
    kind: Kind,
    start: usize,
    end: usize,
}

/// A value as it stands in the text. Containers are kept as their text, already checked.
#[derive(Clone, Copy, Debug)]
pub enum Value<'a> {
    /// `null`
    Null,
    /// `true` or `false`
    Boolean(bool),
    /// A number
    Number(Number<'a>),
    /// A string
    String(Text<'a>),
    /// An array, from `[` to `]`
    Array(&'a [u8]),
    /// An object, from `{` to `}`
    Object(&'a [u8]),
}

impl Token {
    pub(super) fn new(kind: Kind, start: usize, end: usize) -> Self {
        Self { kind, start, end }
    }

    /// What kind of value it is.
    #[inline]
    pub fn kind(self) -> Kind {
        self.kind
    }

    /// Whether something was read.
    #[inline]
    pub fn is_present(self) -> bool {
        self.kind != Kind::Absent
    }

    /// Whether it is a string with something in it.
    #[inline]
    pub fn is_filled_string(self) -> bool {
        matches!(self.kind, Kind::PlainString | Kind::EscapedString) && self.end > self.start
    }

    #[inline]
    fn raw(self, bytes: &[u8]) -> &[u8] {
        bytes.get(self.start..self.end).unwrap_or_default()
    }

    /// The content of a string.
    #[inline]
    pub fn text(self, bytes: &[u8]) -> Text<'_> {
        Text::checked(self.raw(bytes), self.kind == Kind::EscapedString)
    }

    /// The value; null where nothing was read.
    #[inline(never)]
    pub fn value(self, bytes: &[u8]) -> Value<'_> {
        match self.kind {
            Kind::Absent | Kind::Null => Value::Null,
            Kind::False => Value::Boolean(false),
            Kind::True => Value::Boolean(true),
            Kind::Digits | Kind::Number => Value::Number(Number::checked(self.raw(bytes), self.kind == Kind::Digits)),
            Kind::PlainString | Kind::EscapedString => Value::String(self.text(bytes)),
            Kind::Array => Value::Array(self.raw(bytes)),
            Kind::Object => Value::Object(self.raw(bytes)),
        }
    }

    /// The value, when one was read.
    pub fn present(self, bytes: &[u8]) -> Option<Value<'_>> {
        self.is_present().then(|| self.value(bytes))
    }
}

impl Value<'_> {
    /// The name of the type, as JSON Schema names it.
    pub fn type_name(&self) -> &'static str {
        match self {
            Self::Null => "null",
            Self::Boolean(_) => "boolean",
            Self::Number(_) => "number",
            Self::String(_) => "string",
            Self::Array(_) => "array",
            Self::Object(_) => "object",
        }
    }
}
