//! The project's `mediaCenter.usagePurposes`: what a usage log entry's purpose and params are measured against.

use std::ops::Range;

use super::object::judge_inside;
use super::report::Report;
use super::rules::Rule;
use super::{Options, UnknownProperties, Validator};
use crate::issue::{Issue, Issues, Kind, Word};
use crate::json::{self, Members, Raw, Text, Value, find_member, property};

/// What configurations are judged by.
static LENIENT: Validator =
    Validator::new(Options { unknown_properties: UnknownProperties::Ignore, ..Options::DEFAULT });

/// The purposes of a project.
#[derive(Clone, Debug, PartialEq)]
pub struct Purposes {
    /// The list, as JSON that was checked.
    text: Vec<u8>,
    /// Where in it the handle and the params of each purpose stand.
    purposes: Vec<[Range<usize>; 2]>,
}

/// Where a configuration is not what it has to be, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WrongPurposes {
    /// `usagePurposes.0.paramsSchema.1.handle`
    pub place: String,
    /// `Missing required property: handle`
    pub message: String,
}

impl Purposes {
    /// Reads the list itself, or a project configuration that holds it under `mediaCenter.usagePurposes`.
    pub fn from_json(bytes: &[u8]) -> Result<Self, WrongPurposes> {
        let mut issues: Vec<Issue<'_>> = Vec::new();
        Self::read(bytes, &mut issues).ok_or_else(|| {
            let mut wrong = WrongPurposes { place: "usagePurposes".to_owned(), message: String::new() };
            if let Some(Issue { path, kind }) = issues.first() {
                for segment in path {
                    wrong.place.push('.');
                    wrong.place.push_str(&segment.name());
                }
                wrong.message = kind.message();
            }
            wrong
        })
    }

    /// None where something is wrong: the issues say what, below `usagePurposes`.
    pub(crate) fn read<'a>(bytes: &'a [u8], issues: &mut dyn Issues<'a>) -> Option<Self> {
        let mut report = Report::new(issues);
        let list = json::parse(bytes).map(list_of).unwrap_or_default();
        if list.is_array() {
            judge_inside(&mut report, Rule::Purposes, list, &LENIENT);
        } else {
            report.at(&[], Kind::NoPurposes);
        }
        report.is_empty().then(|| Self::of(list))
    }

    /// Of a checked list.
    fn of(list: Raw<'_>) -> Self {
        let text = list.bytes();
        let place_of = |value: Option<Raw<'_>>| {
            let value = value.map_or(&text[..0], Raw::bytes);
            let start = value.as_ptr() as usize - text.as_ptr() as usize;
            start..start + value.len()
        };
        let purposes = json::elements(list)
            .map(|purpose| [Word::Handle, Word::ParamsSchema].map(|name| place_of(property(purpose, name.as_str()))))
            .collect();
        Self { text: text.to_vec(), purposes }
    }

    /// The `paramsSchema` of the purpose `handle`; None where the project has no such purpose.
    pub(super) fn schema_of(&self, handle: Text<'_>) -> Option<Raw<'_>> {
        let at = |place: &Range<usize>| Raw::checked(self.text.get(place.clone()).unwrap_or_default());
        let is_wanted = |[own, _]: &&[Range<usize>; 2]| at(own).text().is_some_and(|own| own.is_same(handle));
        self.purposes.iter().find(is_wanted).map(|[_, schema]| at(schema))
    }

    /// The list, for what its handles are.
    pub(super) fn list(&self) -> Raw<'_> {
        Raw::checked(&self.text)
    }
}

/// The list itself, or the one that a project's configuration holds; null where it holds none.
fn list_of(config: Raw<'_>) -> Raw<'_> {
    if !config.is_object() {
        return config;
    }
    let center = property(config, "mediaCenter").filter(|center| center.is_object());
    center.and_then(|center| property(center, "usagePurposes")).unwrap_or_default()
}

/// A param of a purpose.
pub(super) struct Param<'a> {
    pub handle: Text<'a>,
    pub kind: ParamKind,
    config: Members<'a>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ParamKind {
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

impl<'a> Param<'a> {
    /// Of a checked configuration.
    pub fn read(param: Raw<'a>) -> Option<Self> {
        let members = json::members(param);
        let member = |name: Word| find_member(&members, name.text());
        let kind = member(Word::Type)?.text()?;
        Some(Self {
            handle: member(Word::Handle)?.text()?,
            kind: KINDS.iter().find(|(name, _)| kind.is(name)).map_or(ParamKind::Other, |(_, kind)| *kind),
            config: member(Word::Config).map(json::members).unwrap_or_default(),
        })
    }

    /// What the configuration says under `name`.
    pub fn option(&self, name: Word) -> Option<Raw<'a>> {
        find_member(&self.config, name.text())
    }

    /// Whether the configuration says under `name` just what is wanted.
    pub fn is(&self, name: Word, wanted: bool) -> bool {
        matches!(self.option(name).map(Raw::value), Some(Value::Boolean(said)) if said == wanted)
    }

    /// A number of characters or items.
    pub fn count(&self, name: Word) -> Option<usize> {
        self.option(name).and_then(Raw::number).map(|count| count.to_f64() as usize)
    }

    /// The values that may be chosen, where they are known; each is the `value` of an object.
    pub fn items(&self) -> Option<Raw<'a>> {
        property(self.option(Word::DataProvider)?, Word::Items.as_str()).filter(|items| items.is_array())
    }
}
