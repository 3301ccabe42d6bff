//! Objects of which the properties are known: what each must be, and whether it may be left out.

use super::rules::Rule;
use crate::issue::Word;
use crate::json::{Name, Text};
use crate::operation::Operation;
use crate::release::Feature;

/// A known property.
#[derive(Clone, Copy, Debug)]
pub struct Field {
    pub name: Name,
    pub word: Word,
    pub rule: Rule,
    pub presence: Presence,
    /// What brought it; None where it was there from the start.
    pub feature: Option<Feature>,
}

/// Whether a property may be left out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Presence {
    Required,
    /// Required because the entry's state is `confirmed`
    RequiredWhenConfirmed,
    Optional,
}

impl Field {
    pub const fn required(word: Word, rule: Rule) -> Self {
        Self::new(word, rule, Presence::Required)
    }

    pub const fn optional(word: Word, rule: Rule) -> Self {
        Self::new(word, rule, Presence::Optional)
    }

    pub const fn new(word: Word, rule: Rule, presence: Presence) -> Self {
        Self { name: Name::new(word.as_str()), word, rule, presence, feature: None }
    }

    pub const fn since(self, feature: Feature) -> Self {
        Self { feature: Some(feature), ..self }
    }
}

/// No object has more known properties.
pub const MOST_FIELDS: usize = 8;

/// The known properties of an object.
#[derive(Clone, Copy, Debug)]
pub struct Shape {
    pub fields: &'static [Field],
    /// A bit for each field that must be there.
    pub required: u32,
    /// A bit for each field that must be there when the entry's state is `confirmed`.
    pub required_when_confirmed: u32,
    /// Of a patch.
    pub operation: Option<Operation>,
}

impl Shape {
    pub const fn new(fields: &'static [Field]) -> Self {
        assert!(fields.len() <= MOST_FIELDS);
        Self {
            fields,
            required: bits(fields, Presence::Required),
            required_when_confirmed: bits(fields, Presence::RequiredWhenConfirmed),
            operation: None,
        }
    }

    /// Of a patch of that operation.
    pub const fn of(self, operation: Operation) -> Self {
        Self { operation: Some(operation), ..self }
    }

    /// Of a patch: whether applying it twice leaves what applying it once leaves.
    #[inline(always)]
    pub fn is_idempotent(&self) -> bool {
        self.operation.is_some_and(Operation::is_idempotent)
    }

    /// Whether it is that of a usage log entry, whose state may require more.
    #[inline(always)]
    pub fn is_entry(&self) -> bool {
        self.required_when_confirmed != 0
    }

    /// Whether it is that of a patch of which the operation is not known yet.
    pub fn awaits_operation(&self) -> bool {
        self.fields.first().is_some_and(|field| field.rule == Rule::Operation)
    }

    /// The field that the key names.
    pub fn field(&self, key: Text<'_>) -> Option<usize> {
        self.fields.iter().position(|field| key.is_same(field.word.text()))
    }
}

const fn bits(fields: &[Field], presence: Presence) -> u32 {
    let mut bits = 0;
    let mut index = 0;
    while index < fields.len() {
        if fields[index].presence as u8 == presence as u8 {
            bits |= 1 << index;
        }
        index += 1;
    }
    bits
}
