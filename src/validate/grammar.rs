//! What tables are written in: objects of which the properties are known, what each must be, and whether it may be left out.

use crate::json::Name;
use crate::release::Feature;
use crate::word::Word;

/// What a value must be.
#[derive(Clone, Copy, Debug)]
pub enum Rule {
    /// Any JSON
    Anything,
    /// `true` or `false`
    Boolean,
    /// A string of that form
    String(Form),
    /// A number
    Number(Least),
    /// A whole number
    Whole(Least),
    /// A string of digits, or a whole number from 0
    Version,
    /// An object, whatever is in it
    Object,
    /// The params of a usage log entry: an object that is measured against the project's purposes, where those are known
    Params,
    /// An object of these properties
    Shaped(&'static Shape),
    /// The value of a metadata property: any JSON, which is measured against the project's media types, where those are known
    Metadata,
    /// A param or a metadata property in a configuration: an object whose type says whether its own configuration is judged
    Property(Of),
    /// An array of such elements
    List(&'static Rule),
    /// The same; no two of them have the same handle
    Distinct(&'static Rule),
    /// Such an array, or anything else
    PerhapsList(&'static Rule),
    /// An array of patches, which are judged after all else
    Patches,
}

/// What has properties in a configuration.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Of {
    Purpose,
    MediaType,
}

/// What a string must be.
#[derive(Clone, Copy, Debug)]
pub enum Form {
    Any,
    /// Not empty
    Filled,
    /// At most so many code points
    AtMost(usize),
    /// One of the nine operations, which tells what else the patch may hold
    Operation,
    /// `pending` or `confirmed`
    State,
    /// Not empty; a purpose of the project's, where those are known
    Purpose,
    /// Not empty; a metadata property of the project's, where those are known
    PropertyName,
    /// That word
    Only(Word),
    /// An ISO 8601 date
    Date,
    /// A date with a time and a zone
    DateTime,
    /// An absolute URL
    Url,
}

/// The least that a number may be.
#[derive(Clone, Copy, Debug)]
pub enum Least {
    Any,
    Zero,
}

/// A known property.
#[derive(Clone, Copy, Debug)]
pub struct Field {
    pub word: Word,
    /// The word as it may stand in a text; of no use but to the scan, and the same in all tables that it does not get to.
    pub name: Name,
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
        Self { word, name: Name::new(Word::Operation), rule, presence, feature: None }
    }

    pub const fn since(self, feature: Feature) -> Self {
        Self { feature: Some(feature), ..self }
    }
}

/// Fields that the scan looks for.
pub const fn scanned<const COUNT: usize>(mut fields: [Field; COUNT]) -> [Field; COUNT] {
    let mut index = 0;
    while index < COUNT {
        fields[index].name = Name::new(fields[index].word);
        index += 1;
    }
    fields
}

/// The known properties of an object.
#[derive(Clone, Copy, Debug)]
pub struct Shape {
    pub fields: &'static [Field],
    /// A bit for each field that must be there, in the order of the fields, from the lowest on.
    pub required: u32,
    /// Likewise for those that must be there when the entry's state is `confirmed`.
    pub required_when_confirmed: u32,
    /// Whether other properties pass.
    pub is_open: bool,
    is_metadata: bool,
}

impl Shape {
    /// Of an object that may have other properties.
    pub const fn open(fields: &'static [Field]) -> Self {
        Self { is_open: true, ..Self::new(fields) }
    }

    pub const fn new(fields: &'static [Field]) -> Self {
        Self {
            fields,
            required: bits(fields, Presence::Required),
            required_when_confirmed: bits(fields, Presence::RequiredWhenConfirmed),
            is_open: false,
            is_metadata: has_metadata(fields),
        }
    }

    /// Where the field of that name is; where there is none, a constant does not compile.
    pub const fn index_of(&self, word: Word) -> usize {
        let mut index = 0;
        while self.fields[index].word as u8 != word as u8 {
            index += 1;
        }
        index
    }

    /// Whether it is that of a usage log entry: its state may require more, and its purpose is one of the project's.
    #[inline(always)]
    pub fn is_entry(&self) -> bool {
        self.required_when_confirmed != 0
    }

    /// Whether it is that of a patch that sets a metadata property.
    #[inline(always)]
    pub fn is_metadata(&self) -> bool {
        self.is_metadata
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

const fn has_metadata(fields: &[Field]) -> bool {
    let mut index = 0;
    while index < fields.len() {
        if let Rule::Metadata = fields[index].rule {
            return true;
        }
        index += 1;
    }
    false
}
