//! What is wrong with a request, as data: where, which kind, and what the message is made from.

mod json;
mod message;
mod write;

pub use json::{error_details, quote, to_json};

use crate::json::{Fault, Number, Raw, Step, Text};
use crate::operation::Operation;
use crate::release::{ApiVersion, Feature, ServerRelease};

/// How many code points of the input a message or a param repeats.
pub const ECHOED: usize = 100;

/// A property or an index on the way to a fault.
#[derive(Clone, Copy, Debug)]
pub enum Segment<'a> {
    /// A property
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

impl Segment<'_> {
    /// As it is written between the dots of a path.
    pub fn name(&self) -> String {
        match self {
            Self::Key(key) => key.to_string_lossy(),
            Self::Index(index) => {
                let mut writer = write::Writer::default();
                writer.number(*index);
                writer.into_string()
            }
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

/// A type that a rule asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Expected {
    /// `{…}`
    Object,
    /// `[…]`
    Array,
    /// `"…"`
    String,
    /// `true` or `false`
    Boolean,
    /// A whole number
    Integer,
    /// Any number
    Number,
    /// What `version` may be
    StringOrInteger,
}

impl Expected {
    /// As params and messages name it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Object => "object",
            Self::Array => "array",
            Self::String => "string",
            Self::Boolean => "boolean",
            Self::Integer => "integer",
            Self::Number => "number",
            Self::StringOrInteger => "string or integer",
        }
    }
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
        property: &'static str,
    },
}

/// The states of a usage log entry.
pub const STATES: [&str; 2] = ["pending", CONFIRMED];
/// The state of an entry that stands.
pub const CONFIRMED: &str = "confirmed";

/// What is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// Unicode code points of a string
    Chars,
    /// Elements of an array
    Items,
}

/// What a parameter or an operation is measured against.
#[derive(Clone, Copy, Debug)]
pub enum Current {
    /// The client's or validator's `apiVersion`
    ApiVersion(ApiVersion),
    /// Its `serverRelease`
    ServerRelease(ServerRelease),
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
    InvalidType { expected: Expected, actual: &'static str },
    /// Not there; `when_confirmed` where it is needed because the state is `confirmed`
    MissingProperty { property: Text<'a>, when_confirmed: bool },
    /// Not known at all
    UnknownProperty { property: Text<'a> },
    /// Known, but not on this operation
    UnsupportedProperty { property: &'static str, operation: Operation },
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
    /// Not an absolute URL
    InvalidUrl { actual: Text<'a> },
    /// Not of the pattern
    InvalidFormat { pattern: &'static str, actual: Text<'a> },
    /// Under the minimum or over the maximum
    OutOfRange { minimum: Option<Number<'a>>, maximum: Option<Number<'a>>, actual: Number<'a> },
    /// An operation that the server release does not have
    UnsupportedOperation { operation: Operation, feature: Feature, current: ServerRelease },
    /// A parameter or property that the version or release does not have
    UnsupportedParameter { name: &'static str, feature: Feature, current: Current },
}
