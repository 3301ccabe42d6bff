//! Values as they stand in the text: containers are kept as their text, already checked.

use super::number::Number;
use super::text::Text;

/// The text of one value, already checked. What it is is seen from its first byte, so that it is no larger than a slice.
#[derive(Clone, Copy, Debug)]
pub struct Raw<'a>(&'a [u8]);

/// What a text says.
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
    Array(Raw<'a>),
    /// An object, from `{` to `}`
    Object(Raw<'a>),
}

impl Default for Raw<'_> {
    /// The text of nothing.
    fn default() -> Self {
        Self(&[])
    }
}

impl<'a> From<Number<'a>> for Raw<'a> {
    fn from(number: Number<'a>) -> Self {
        Self(number.raw())
    }
}

impl<'a> Raw<'a> {
    /// `null`
    pub const NULL: Self = Self(b"null");

    #[inline]
    pub(crate) fn checked(bytes: &'a [u8]) -> Self {
        Self(bytes)
    }

    /// As it stands in the text.
    #[inline]
    pub fn bytes(self) -> &'a [u8] {
        self.0
    }

    /// What it says.
    #[inline]
    pub fn value(self) -> Value<'a> {
        match self.bytes() {
            [b'"', content @ .., _] => Value::String(Text::checked(content)),
            [b'{', ..] => Value::Object(self),
            [b'[', ..] => Value::Array(self),
            [first @ (b't' | b'f'), ..] => Value::Boolean(*first == b't'),
            [b'-' | b'0'..=b'9', ..] => Value::Number(Number::checked(self.bytes())),
            _ => Value::Null,
        }
    }

    /// The content of a string.
    pub fn text(self) -> Option<Text<'a>> {
        match self.bytes() {
            [b'"', content @ .., _] => Some(Text::checked(content)),
            _ => None,
        }
    }

    /// A number.
    pub fn number(self) -> Option<Number<'a>> {
        match self.bytes() {
            [b'-' | b'0'..=b'9', ..] => Some(Number::checked(self.bytes())),
            _ => None,
        }
    }

    /// Whether it is null.
    pub fn is_null(self) -> bool {
        self.bytes().first() == Some(&b'n')
    }

    /// Whether it is an object.
    pub fn is_object(self) -> bool {
        self.bytes().first() == Some(&b'{')
    }

    /// Whether it is an array.
    pub fn is_array(self) -> bool {
        self.bytes().first() == Some(&b'[')
    }

    /// Whether both are the same string, or numbers that `JSON.parse` makes the same of.
    pub fn is(self, other: Raw<'_>) -> bool {
        if let (Some(own), Some(others)) = (self.text(), other.text()) {
            return own.is_same(others);
        }
        let (own, others) = (self.number(), other.number());
        own.zip(others).is_some_and(|(own, others)| own.to_f64() == others.to_f64())
    }
}
