//! What is wrong with a request, as data: where, which kind, and what the message is made from.

#[macro_use]
mod word;
#[macro_use]
mod message;
mod packed;
mod text;
mod quoted;

pub use message::{DICTIONARY, Message, Params, STATES, Simple};
pub use packed::Packed;
pub use text::error_details;
pub use word::Word;

use crate::json::{Fault, Number, Raw, Step, Text};
use crate::operation::Operation;
use crate::release::{Feature, Month};

/// How many code points of the input a message or a param repeats.
pub const ECHOED: usize = 100;

/// A property or an index on the way to a fault.
#[derive(Clone, Copy, Debug)]
pub enum Segment<'a> {
    /// A property that some rule names
    Word(Word),
    /// Any other property
    Key(Text<'a>),
    /// A place in an array, from 0
    Index(usize),
}

impl<'a> From<Step<'a>> for Segment<'a> {
    fn from(step: Step<'a>) -> Self {
        match step {
            Step::Key(key) => Self::Key(key),
            Step::Index(index) => Self::Index(index),
        }
    }
}

/// From the root to a fault.
pub type Path<'a> = Vec<Segment<'a>>;

/// One fault.
#[derive(Clone, Debug)]
pub struct Issue<'a> {
    /// Where it is; the path of a missing property ends in that property.
    pub path: Path<'a>,
    /// What it is.
    pub kind: Kind<'a>,
}

/// Where issues go: into a list, or [`Packed`].
pub trait Issues<'a> {
    /// One more.
    fn add(&mut self, path: &[Segment<'a>], kind: Kind<'a>);
    /// Forgets them all.
    fn clear(&mut self);
}

impl<'a> Issues<'a> for Vec<Issue<'a>> {
    fn add(&mut self, path: &[Segment<'a>], kind: Kind<'a>) {
        self.push(Issue { path: path.to_vec(), kind });
    }

    fn clear(&mut self) {
        self.clear();
    }
}

/// Nowhere, where it is enough to count them.
impl<'a> Issues<'a> for () {
    fn add(&mut self, _: &[Segment<'a>], _: Kind<'a>) {}

    fn clear(&mut self) {}
}

/// A list of values that a rule allows.
#[derive(Clone, Copy, Debug)]
pub enum Allowed<'a> {
    /// The nine operations
    Operations,
    /// The states of a usage log entry
    States,
    /// Values that the project's configuration names
    Items {
        /// A list of objects
        list: Raw<'a>,
        /// The property that holds each value
        property: Word,
    },
}

/// What is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// Unicode code points of a string
    Chars,
    /// Elements of an array
    Items,
}

/// The kinds of faults; each has a code, a message and params.
#[derive(Clone, Copy, Debug)]
#[allow(missing_docs, reason = "the fields are the params of the code, named alike")]
pub enum Kind<'a> {
    /// Not JSON, or nested too deep: hides every other issue
    Unreadable(Fault),
    /// The same key twice in one object
    DuplicateProperty { property: Text<'a> },
    /// Another type than the rule asks for
    InvalidType { expected: Word, actual: Word },
    /// Not there; `when_confirmed` where it is needed because the state is `confirmed`
    MissingProperty { property: Word, when_confirmed: bool },
    /// A param that is not there, and needed because the state is `confirmed`
    MissingParam { param: Text<'a> },
    /// Not known at all
    UnknownProperty { property: Text<'a> },
    /// Known, but not on this operation
    UnsupportedProperty { property: Word, operation: Operation },
    /// Not among the words allowed
    InvalidEnum { allowed: Allowed<'a>, actual: Raw<'a> },
    /// Fewer code points than needed; mostly none at all
    TooShort { minimum: usize, actual: usize },
    /// More than allowed
    TooLong { maximum: usize, actual: usize, unit: Unit },
    /// A purpose that the project does not have
    UnknownPurpose { allowed: Allowed<'a>, actual: Text<'a> },
    /// Not a date-time
    InvalidDateTime { actual: Text<'a> },
    /// Not a date
    InvalidDate { actual: Text<'a> },
    /// Not an absolute URL
    InvalidUrl { actual: Text<'a> },
    /// Not of the pattern
    InvalidFormat { pattern: Word, actual: Text<'a> },
    /// Under the minimum or over the maximum
    OutOfRange { minimum: Option<Number<'a>>, maximum: Option<Number<'a>>, actual: Number<'a> },
    /// An operation or a property that the version or release does not have
    Unsupported { name: Word, feature: Feature, current: Month },
    /// No configuration of purposes
    NoPurposes,
    /// In the project's configuration: a handle that another one has
    TakenHandle { actual: Text<'a> },
}
