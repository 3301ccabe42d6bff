//! What a value must be: [`Rule::accepts`] says whether it is, [`judge`] reports why it is not.

use super::report::Report;
use super::shape::Shape;
use super::{asset, config, date_time, url, usage_log};
use crate::issue::{Allowed, Expected, Kind, STATES, Segment, Unit};
use crate::json::{Number, Raw, Text, Value, length};

/// A note may have this many code points.
const NOTE_MAXIMUM: usize = 200;

/// The patterns that params of issues name.
const VERSION: &str = "^[0-9]+$";

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
    /// A project's configuration: a list of purposes
    Purposes,
    Purpose,
    /// A list of params
    Params,
    Param,
    /// A string that names the type of a param
    ParamType,
    Config,
    DataProvider,
    /// A list of items, or anything else
    Items,
    Item,
}

/// Whether a property may be left out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Presence {
    Required,
    /// Required because the entry's state is `confirmed`
    RequiredWhenConfirmed,
    Optional,
}

impl Rule {
    /// The type that it asks for.
    fn expected(self) -> Expected {
        match self {
            Self::Boolean => Expected::Boolean,
            Self::String
            | Self::FilledString
            | Self::ParamType
            | Self::Note
            | Self::State
            | Self::Date
            | Self::DateTime
            | Self::Url => Expected::String,
            Self::Version => Expected::StringOrInteger,
            Self::Whole | Self::WholeFromZero => Expected::Integer,
            Self::Number | Self::NumberFromZero => Expected::Number,
            Self::Array | Self::Purposes | Self::Params => Expected::Array,
            _ => Expected::Object,
        }
    }

    /// What its objects hold; None where it does not look inside.
    #[inline]
    pub fn shape(self) -> Option<&'static Shape> {
        match self {
            Self::Asset => Some(&asset::SHAPE),
            Self::NewUsageLogEntry => Some(&usage_log::NEW),
            Self::UsageLogEntry => Some(&usage_log::SHAPE),
            Self::Purpose => Some(&config::PURPOSE),
            Self::Param => Some(&config::PARAM),
            Self::Config => Some(&config::CONFIG),
            Self::DataProvider => Some(&config::DATA_PROVIDER),
            Self::Item => Some(&config::ITEM),
            _ => None,
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
            Self::Anything | Self::String | Self::ParamType => true,
            Self::FilledString => !content.is_empty(),
            _ => self.accepts_form(content),
        }
    }

    /// For strings of which more is to be seen than that they are there.
    fn accepts_form(self, content: &[u8]) -> bool {
        match self {
            Self::Note => length(content) <= NOTE_MAXIMUM,
            Self::State => STATES.into_iter().any(|state| content == state.as_bytes()),
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
            Expected::Integer | Expected::StringOrInteger => number.is_whole(),
            Expected::Number => number.is_finite(),
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
            Value::Object(_) => self.expected() == Expected::Object,
            Value::Array(_) => self.expected() == Expected::Array,
            Value::Null => false,
        }
    }

    /// What is wrong with a value that it does not accept.
    fn fault(self, raw: Raw<'_>) -> Kind<'_> {
        match (self, raw.value()) {
            (Self::FilledString, Value::String(_)) => Kind::TooShort { minimum: 1, actual: 0 },
            (Self::Note, Value::String(text)) => {
                Kind::TooLong { maximum: NOTE_MAXIMUM, actual: length(&text.content()), unit: Unit::Chars }
            }
            (Self::State, Value::String(_)) => Kind::InvalidEnum { allowed: Allowed::States, actual: raw },
            (Self::Date | Self::DateTime, Value::String(actual)) => Kind::InvalidDateTime { actual },
            (Self::Url, Value::String(actual)) => Kind::InvalidUrl { actual },
            (Self::Version, Value::String(actual)) => Kind::InvalidFormat { pattern: VERSION, actual },
            (_, Value::Number(actual)) if self.is_number(actual) => {
                Kind::OutOfRange { minimum: Some(Number::of("0")), maximum: None, actual }
            }
            _ => Kind::InvalidType { expected: self.expected(), actual: raw.type_name() },
        }
    }
}

/// The value, where it is there and as the rule wants it; an issue where it is not.
pub fn judge<'a>(
    report: &mut Report<'a>,
    name: Text<'a>,
    rule: Rule,
    value: Option<Raw<'a>>,
    presence: Presence,
) -> Option<Raw<'a>> {
    let place = Segment::Key(name);
    if value.is_none() && presence != Presence::Optional {
        let when_confirmed = presence == Presence::RequiredWhenConfirmed;
        report.at(place, Kind::MissingProperty { property: name, when_confirmed });
    }
    value.filter(|value| judge_at(report, place, rule, *value))
}

/// Whether the value is as the rule wants it; an issue where it is not.
pub fn judge_at<'a>(report: &mut Report<'a>, place: Segment<'a>, rule: Rule, value: Raw<'a>) -> bool {
    let accepted = rule.accepts(value);
    if !accepted {
        report.at(place, rule.fault(value));
    }
    accepted
}
