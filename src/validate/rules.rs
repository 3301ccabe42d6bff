//! What a value must be: [`Rule::accepts`] says whether it is, [`Rule::explain`] why it is not.

use super::grammar::{Form, Least, Rule};
use super::report::Report;
use super::{date_time, url};
use crate::issue::{Message, Param};
use crate::json::{Number, Raw, Text, Value, length};
use crate::operation::Operation;
use crate::word::Word;

/// The states of a usage log entry. Issues name them both by the first one.
pub const STATES: [Word; 2] = [Word::Pending, Word::Confirmed];
const _: () = assert!(STATES[0] as usize + 1 == STATES[1] as usize);

impl Rule {
    /// The type that it asks for; None where it takes any.
    fn expected(self) -> Option<Word> {
        Some(match self {
            Self::Anything | Self::Metadata | Self::PerhapsList(_) => return None,
            Self::Boolean => Word::Boolean,
            Self::String(_) => Word::String,
            Self::Number(_) => Word::Number,
            Self::Whole(_) => Word::Integer,
            Self::Version => Word::StringOrInteger,
            Self::Object | Self::Params | Self::Property(_) | Self::Shaped(_) => Word::Object,
            Self::List(_) | Self::Distinct(_) | Self::Patches => Word::Array,
        })
    }

    /// Whether it takes a string of this content.
    #[inline(always)]
    pub fn accepts_content(self, content: &[u8]) -> bool {
        match self {
            Self::Anything | Self::Metadata | Self::PerhapsList(_) => true,
            Self::String(form) => form.accepts(content),
            Self::Version => is_digits(content),
            Self::Boolean
            | Self::Number(_)
            | Self::Whole(_)
            | Self::Object
            | Self::Params
            | Self::Property(_)
            | Self::Shaped(_)
            | Self::List(_)
            | Self::Distinct(_)
            | Self::Patches => false,
        }
    }

    /// Whether it takes the number; None for one that is not of the type that it asks for.
    fn accepts_number(self, number: Number<'_>) -> Option<bool> {
        let (is_of_type, least) = match self {
            Self::Anything | Self::Metadata | Self::PerhapsList(_) => return Some(true),
            Self::Number(least) => (number.is_finite(), least),
            Self::Whole(least) => (number.is_whole(), least),
            Self::Version => (number.is_whole(), Least::Zero),
            Self::Boolean
            | Self::String(_)
            | Self::Object
            | Self::Params
            | Self::Property(_)
            | Self::Shaped(_)
            | Self::List(_)
            | Self::Distinct(_)
            | Self::Patches => return None,
        };
        is_of_type.then(|| match least {
            Least::Any => true,
            Least::Zero => !number.is_negative(),
        })
    }

    /// Whether the value is what it has to be, whatever it holds.
    #[inline]
    pub fn accepts(self, value: Raw<'_>) -> bool {
        match value.value() {
            Value::String(text) => self.accepts_content(&text.content()),
            Value::Number(number) => self.accepts_number(number) == Some(true),
            Value::Null | Value::Boolean(_) | Value::Array(_) | Value::Object(_) => {
                self.expected().is_none_or(|expected| expected == type_of(value))
            }
        }
    }

    /// Reports what is wrong with a value that it does not accept, unless it has an issue already.
    pub fn explain<'a>(self, raw: Raw<'a>, report: &mut Report<'a, '_>) {
        if report.has_told(raw.text()) {
            return;
        }
        match raw.value() {
            Value::String(text) => {
                if let Self::String(form) = self {
                    return form.explain(text, report);
                }
                if let Self::Version = self {
                    return report.here(Message::InvalidFormat, &[Param::Word(Word::Digits), Param::Text(text)]);
                }
            }
            Value::Number(number) if self.accepts_number(number).is_some() => {
                return report.here(Message::TooSmall, &[Param::Number(0), Param::Json(raw)]);
            }
            Value::Null | Value::Boolean(_) | Value::Number(_) | Value::Array(_) | Value::Object(_) => {}
        }
        if let Some(expected) = self.expected() {
            let message = match self {
                Self::String(Form::Date) => Message::NoDate,
                Self::String(Form::DateTime) => Message::NoDateTime,
                _ => Message::InvalidType,
            };
            report.here(message, &[Param::Word(expected), Param::Word(type_of(raw))]);
        }
    }
}

impl Form {
    #[inline(always)]
    fn accepts(self, content: &[u8]) -> bool {
        match self {
            Self::Any => true,
            Self::Filled | Self::Purpose | Self::PropertyName => !content.is_empty(),
            Self::AtMost(_)
            | Self::Only(_)
            | Self::Operation
            | Self::State
            | Self::Date
            | Self::DateTime
            | Self::Url => self.accepts_after_a_look(content),
        }
    }

    /// For strings of which more is to be seen than that they are there.
    fn accepts_after_a_look(self, content: &[u8]) -> bool {
        let is_among = |words: &[Word]| words.iter().any(|word| word.json() == content);
        match self {
            Self::Any | Self::Filled | Self::Purpose | Self::PropertyName => true,
            Self::Only(word) => word.json() == content,
            Self::AtMost(maximum) => content.len() <= maximum || length(content) <= maximum,
            Self::Operation => is_among(&Operation::WORDS),
            Self::State => is_among(&STATES),
            Self::Date => date_time::is_calendar_date(content),
            Self::DateTime => date_time::is_date_time(content),
            Self::Url => url::is_absolute_url(content),
        }
    }

    /// Reports what is wrong with a string that it does not accept.
    fn explain<'a>(self, text: Text<'a>, report: &mut Report<'a, '_>) {
        let actual = Param::Text(text);
        let among = |words: &[Word]| [Param::Words(words[0], words.len()), actual];
        match self {
            Self::Any => {}
            Self::Filled | Self::Purpose | Self::PropertyName => report.out_of_limit(Message::TooShort, 1, 0),
            Self::AtMost(maximum) => report.out_of_limit(Message::TooLong, maximum, length(&text.content())),
            Self::Only(word) => report.here(Message::InvalidEnum, &among(&[word])),
            Self::Operation => report.here(Message::InvalidEnum, &among(&Operation::WORDS)),
            Self::State => report.here(Message::InvalidEnum, &among(&STATES)),
            Self::Date => report.here(Message::InvalidDate, &[actual]),
            Self::DateTime => report.here(Message::InvalidDateTime, &[actual]),
            Self::Url => report.here(Message::InvalidUrl, &[actual]),
        }
    }
}

fn is_digits(content: &[u8]) -> bool {
    !content.is_empty() && content.iter().all(u8::is_ascii_digit)
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
