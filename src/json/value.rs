//! What was read: tokens are places in the text, values are what stands there.

use super::{Number, Text};

/// What kind of value a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
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
#[derive(Clone, Copy, Debug)]
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

    #[inline]
    fn raw(self, bytes: &[u8]) -> &[u8] {
        bytes.get(self.start..self.end).unwrap_or_default()
    }

    /// The content of a string.
    #[inline]
    pub fn text(self, bytes: &[u8]) -> Text<'_> {
        Text::checked(self.raw(bytes), self.kind == Kind::EscapedString)
    }

    /// The value.
    #[inline(never)]
    pub fn value(self, bytes: &[u8]) -> Value<'_> {
        match self.kind {
            Kind::Null => Value::Null,
            Kind::False => Value::Boolean(false),
            Kind::True => Value::Boolean(true),
            Kind::Digits | Kind::Number => Value::Number(Number::checked(self.raw(bytes), self.kind == Kind::Digits)),
            Kind::PlainString | Kind::EscapedString => Value::String(self.text(bytes)),
            Kind::Array => Value::Array(self.raw(bytes)),
            Kind::Object => Value::Object(self.raw(bytes)),
        }
    }
}

/// A value that outlives the text that it stood in.
#[derive(Clone, Debug, PartialEq)]
pub struct Owned {
    kind: Kind,
    raw: Box<[u8]>,
}

impl Owned {
    /// A copy.
    pub fn of(value: Value<'_>) -> Self {
        let (kind, raw) = match value {
            Value::Null => (Kind::Null, &b"null"[..]),
            Value::Boolean(false) => (Kind::False, &b"false"[..]),
            Value::Boolean(true) => (Kind::True, &b"true"[..]),
            Value::Number(number) => (number.kind(), number.raw()),
            Value::String(text) => (text.kind(), text.raw()),
            Value::Array(raw) => (Kind::Array, raw),
            Value::Object(raw) => (Kind::Object, raw),
        };
        Self { kind, raw: raw.into() }
    }

    /// The value.
    pub fn value(&self) -> Value<'_> {
        Token::new(self.kind, 0, self.raw.len()).value(&self.raw)
    }

    /// The content of a string.
    pub fn text(&self) -> Text<'_> {
        Text::checked(&self.raw, self.kind == Kind::EscapedString)
    }

    /// Whether both are the same string, or numbers that `JSON.parse` makes the same of.
    pub fn is(&self, value: Value<'_>) -> bool {
        match (self.value(), value) {
            (Value::String(own), Value::String(others)) => own.compare(others).is_eq(),
            (Value::Number(own), Value::Number(others)) => own.to_f64() == others.to_f64(),
            _ => false,
        }
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
