//! The types of params that are checked.

use super::grammar::{Form, Least, Rule};
use crate::json::Text;

/// The type of a param.
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

/// By the names that configurations have for them.
pub const NAMES: [(&str, ParamKind); 8] = [
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
    pub fn named(name: Text<'_>) -> Self {
        NAMES.iter().find(|(own, _)| name.is(own)).map_or(Self::Other, |(_, kind)| *kind)
    }

    /// What a value must be, whatever the configuration asks for besides.
    pub fn rule(self) -> Rule {
        match self {
            Self::Boolean => Rule::Boolean,
            Self::Date => Rule::String(Form::Date),
            Self::DateTime => Rule::String(Form::DateTime),
            Self::Text | Self::Enum => Rule::String(Form::Any),
            Self::Integer => Rule::Whole(Least::Any),
            Self::StringList | Self::NumericList => Rule::Array,
            Self::Other => Rule::Anything,
        }
    }

    /// What the elements of a list must be; None for other types than lists.
    pub fn element(self) -> Option<Rule> {
        match self {
            Self::StringList => Some(Rule::String(Form::Any)),
            Self::NumericList => Some(Rule::Whole(Least::Any)),
            Self::Boolean | Self::Date | Self::DateTime | Self::Enum | Self::Integer | Self::Text | Self::Other => None,
        }
    }
}
