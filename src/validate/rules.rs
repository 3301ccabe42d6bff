//! What a value must be: [`Rule::accepts`] says whether it is, [`Rule::fault`] why it is not.

use super::shape::Shape;
use super::{asset, config, date_time, url, usage_log};
use crate::issue::{Allowed, Kind, STATES, Unit, Word};
use crate::json::{Name, Number, Raw, Value, length};
use crate::operation::Operation;

/// A note may have this many code points.
const NOTE_MAXIMUM: usize = 200;

static OPERATIONS: [Name; Operation::ALL.len()] = names(Operation::WORDS);
/// The states of a usage log entry.
static STATE_NAMES: [Name; STATES.len()] = names(STATES);
/// The place of `confirmed` among them.
pub const CONFIRMED: usize = 1;

const fn names<const COUNT: usize>(words: [Word; COUNT]) -> [Name; COUNT] {
    let mut names = [Name::new(Word::Operation.as_str()); COUNT];
    let mut index = 0;
    while index < COUNT {
        names[index] = Name::new(words[index].as_str());
        index += 1;
    }
    names
}

/// What a value must be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rule {
    /// Any JSON
    Anything,
    /// `true` or `false`
    Boolean,
    /// A string
    String,
    /// A string with something in it
    FilledString,
    /// A string of at most 200 code points
    Note,
    /// `pending` or `confirmed`
    State,
    /// An ISO 8601 date
    Date,
    /// A date with a time and a zone
    DateTime,
    /// An absolute URL
    Url,
    /// A string of digits, or a whole number from 0
    Version,
    /// A number
    Number,
    /// A whole number
    Whole,
    /// A whole number from 0
    WholeFromZero,
    /// A number from 0
    NumberFromZero,
    /// An object, whatever is in it
    Object,
    /// A file
    Asset,
    /// A usage log entry that is added: its state may be left out
    NewUsageLogEntry,
    /// A usage log entry that is there already
    UsageLogEntry,
    /// An array, whatever is in it
    Array,
    /// One of the nine operations, which tells what else the patch may hold
    Operation,
    /// An array, judged as it is read
    Patches,
    /// A project's configuration: a list of purposes
    Purposes,
    Purpose,
    /// A list of params
    Params,
    Param,
    Config,
    DataProvider,
    /// A list of items, or anything else
    Items,
    Item,
}

impl Rule {
    /// The type that it asks for.
    fn expected(self) -> Word {
        match self {
            Self::Boolean => Word::Boolean,
            Self::String
            | Self::FilledString
            | Self::Note
            | Self::Operation
            | Self::State
            | Self::Date
            | Self::DateTime
            | Self::Url => Word::String,
            Self::Version => Word::StringOrInteger,
            Self::Whole | Self::WholeFromZero => Word::Integer,
            Self::Number | Self::NumberFromZero => Word::Number,
            Self::Array | Self::Patches | Self::Purposes | Self::Params => Word::Array,
            _ => Word::Object,
        }
    }

    /// What its objects hold; None where it does not look inside.
    #[inline(always)]
    pub fn shape(self) -> Option<&'static Shape> {
        match self {
            Self::Asset => Some(&asset::SHAPE),
            Self::NewUsageLogEntry => Some(&usage_log::NEW),
            Self::UsageLogEntry => Some(&usage_log::SHAPE),
            Self::Purpose => Some(&config::PURPOSE),
            Self::Param => Some(&config::PARAM),
            Self::Config => Some(&config::CONFIG),
            Self::DataProvider => Some(&config::PROVIDER),
            Self::Item => Some(&config::ITEM),
            _ => None,
        }
    }

    /// Whether there is more to judge than the value itself.
    pub fn looks_inside(self) -> bool {
        self.shape().is_some() || self.of_elements().is_some()
    }

    /// The words that it allows, where those are few.
    #[inline(always)]
    pub fn names(self) -> &'static [Name] {
        match self {
            Self::Operation => &OPERATIONS,
            Self::State => &STATE_NAMES,
            _ => &[],
        }
    }

    /// What the elements of its arrays must be; None where it does not look inside.
    pub fn of_elements(self) -> Option<Self> {
        match self {
            Self::Purposes => Some(Self::Purpose),
            Self::Params => Some(Self::Param),
            Self::Items => Some(Self::Item),
            _ => None,
        }
    }

    /// Whether it takes a string of this content.
    #[inline(always)]
    pub fn accepts_content(self, content: &[u8]) -> bool {
        match self {
            Self::Anything | Self::String => true,
            Self::FilledString => !content.is_empty(),
            _ => self.accepts_form(content),
        }
    }

    /// For strings of which more is to be seen than that they are there.
    fn accepts_form(self, content: &[u8]) -> bool {
        match self {
            Self::Note => length(content) <= NOTE_MAXIMUM,
            Self::Operation | Self::State => self.names().iter().any(|name| content == name.text().raw()),
            Self::Date => date_time::is_calendar_date(content),
            Self::DateTime => date_time::is_date_time(content),
            Self::Url => url::is_absolute_url(content),
            Self::Version => !content.is_empty() && content.iter().all(u8::is_ascii_digit),
            _ => false,
        }
    }

    /// Whether the number is of the type that it asks for, whatever its range.
    fn is_number(self, number: Number<'_>) -> bool {
        match self.expected() {
            Word::Integer | Word::StringOrInteger => number.is_whole(),
            Word::Number => number.is_finite(),
            _ => false,
        }
    }

    /// Whether the value is what it has to be.
    #[inline]
    pub fn accepts(self, value: Raw<'_>) -> bool {
        if matches!(self, Self::Anything | Self::Items) {
            return true;
        }
        match value.value() {
            Value::String(text) => self.accepts_content(&text.content()),
            Value::Number(number) => {
                self.is_number(number) && (matches!(self, Self::Number | Self::Whole) || !number.is_negative())
            }
            Value::Boolean(_) => self == Self::Boolean,
            Value::Object(_) => self.expected() == Word::Object,
            Value::Array(_) => self.expected() == Word::Array,
            Value::Null => false,
        }
    }

    /// What is wrong with a value that it does not accept.
    pub fn fault(self, raw: Raw<'_>) -> Kind<'_> {
        match (self, raw.value()) {
            (Self::FilledString, Value::String(_)) => Kind::TooShort { minimum: 1, actual: 0 },
            (Self::Note, Value::String(text)) => {
                Kind::TooLong { maximum: NOTE_MAXIMUM, actual: length(&text.content()), unit: Unit::Chars }
            }
            (Self::State, Value::String(_)) => Kind::InvalidEnum { allowed: Allowed::States, actual: raw },
            (Self::Operation, Value::String(_)) => Kind::InvalidEnum { allowed: Allowed::Operations, actual: raw },
            (Self::Date, Value::String(actual)) => Kind::InvalidDate { actual },
            (Self::DateTime, Value::String(actual)) => Kind::InvalidDateTime { actual },
            (Self::Url, Value::String(actual)) => Kind::InvalidUrl { actual },
            (Self::Version, Value::String(actual)) => Kind::InvalidFormat { pattern: Word::Digits, actual },
            (_, Value::Number(actual)) if self.is_number(actual) => {
                Kind::OutOfRange { minimum: Some(Number::of("0")), maximum: None, actual }
            }
            _ => Kind::InvalidType { expected: self.expected(), actual: type_of(raw) },
        }
    }
}

/// The type of a value.
pub fn type_of(value: Raw<'_>) -> Word {
    match value.value() {
        Value::Null => Word::Null,
        Value::Boolean(_) => Word::Boolean,
        Value::Number(_) => Word::Number,
        Value::String(_) => Word::String,
        Value::Array(_) => Word::Array,
        Value::Object(_) => Word::Object,
    }
}
