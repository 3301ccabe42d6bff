//! A param of a purpose, as the project's configuration has it.

use super::config::{self, DATA_PROVIDER};
use super::purposes::{Place, Purposes, place_in};
use super::rules::Rule;
use crate::issue::Word;
use crate::json::{self, Number, Raw, Text, find_member, property};
use std::ops::Range;

/// Read once, for many entries.
#[derive(Clone, Debug, PartialEq)]
pub struct Param {
    handle: Place,
    pub kind: ParamKind,
    /// What stands under the fields of [`config::CONFIG`]; of `dataProvider`, its items.
    options: [Place; config::CONFIG.fields.len()],
    /// Which of all choices are its own.
    choices: Range<usize>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ParamKind {
    Boolean,
    Date,
    DateTime,
    Enum,
    Integer,
    NumericList,
    StringList,
    Text,
    /// A type that is not checked
    Other,
}

const KINDS: [(&str, ParamKind); 8] = [
    ("li-boolean", ParamKind::Boolean),
    ("li-date", ParamKind::Date),
    ("li-datetime", ParamKind::DateTime),
    ("li-enum", ParamKind::Enum),
    ("li-integer", ParamKind::Integer),
    ("li-numeric-list", ParamKind::NumericList),
    ("li-string-list", ParamKind::StringList),
    ("li-text", ParamKind::Text),
];

impl ParamKind {
    fn named(name: Text<'_>) -> Self {
        KINDS.iter().find(|(own, _)| name.is(own)).map_or(Self::Other, |(_, kind)| *kind)
    }

    /// What a value must be, whatever the configuration asks for besides.
    pub fn rule(self) -> Rule {
        match self {
            Self::Boolean => Rule::Boolean,
            Self::Date => Rule::Date,
            Self::DateTime => Rule::DateTime,
            Self::Text | Self::Enum => Rule::String,
            Self::Integer => Rule::Whole,
            Self::StringList | Self::NumericList => Rule::Array,
            Self::Other => Rule::Anything,
        }
    }
}

impl Param {
    /// Of a checked configuration; `list` is all of it.
    pub fn of<'a>(param: Raw<'a>, list: Raw<'a>, choices: &mut Vec<Place>) -> Self {
        let members = json::members(param);
        let kind = find_member(&members, Word::Type.text()).and_then(Raw::text);
        let config = find_member(&members, Word::Config.text()).map(json::members).unwrap_or_default();
        let mut options = [const { 0..0 }; config::CONFIG.fields.len()];
        let first = choices.len();
        for (option, field) in options.iter_mut().zip(config::CONFIG.fields) {
            let mut value = find_member(&config, field.word.text());
            if field.rule == Rule::DataProvider {
                let items = value.and_then(|provider| property(provider, Word::Items.as_str()));
                value = items.filter(|items| items.is_array());
                for item in json::elements(value.unwrap_or_default()) {
                    choices.push(place_in(list, property(item, Word::Value.as_str())));
                }
            }
            *option = place_in(list, value);
        }
        Self {
            handle: place_in(list, find_member(&members, Word::Handle.text())),
            kind: kind.map_or(ParamKind::Other, ParamKind::named),
            options,
            choices: first..choices.len(),
        }
    }

    pub fn handle<'a>(&self, purposes: &'a Purposes) -> Text<'a> {
        purposes.at(&self.handle).text().unwrap_or(Text::of(""))
    }

    /// Whether the configuration says just that under a field of [`config::CONFIG`].
    pub fn is(&self, field: usize, wanted: bool, purposes: &Purposes) -> bool {
        let wanted: &[u8] = if wanted { b"true" } else { b"false" };
        purposes.at(&self.options[field]).bytes() == wanted
    }

    /// A limit, under a field of [`config::CONFIG`].
    pub fn number<'a>(&self, field: usize, purposes: &'a Purposes) -> Option<Number<'a>> {
        purposes.at(&self.options[field]).number()
    }

    /// A number of characters or items, under a field of [`config::CONFIG`].
    pub fn count(&self, field: usize, purposes: &Purposes) -> Option<usize> {
        self.number(field, purposes).map(|count| count.to_f64() as usize)
    }

    /// The items that may be chosen, where they are known; each is an object.
    pub fn items<'a>(&self, purposes: &'a Purposes) -> Option<Raw<'a>> {
        Some(purposes.at(&self.options[DATA_PROVIDER])).filter(|items| items.is_array())
    }

    /// Whether some item has the value.
    pub fn offers(&self, value: Raw<'_>, purposes: &Purposes) -> bool {
        purposes.choices(&self.choices).iter().any(|choice| purposes.at(choice).is(value))
    }
}
