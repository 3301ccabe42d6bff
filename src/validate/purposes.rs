//! The project's `mediaCenter.usagePurposes`: what a usage log entry's purpose and params are measured against.

use std::ops::Range;

use super::config::{self, Place};
use super::rules::Rule;
use crate::json::{self, Raw, Text, Value};

/// The purposes of a project.
#[derive(Clone, Debug, PartialEq)]
pub struct Purposes {
    /// The list, as JSON that was checked.
    text: Vec<u8>,
    /// Where in it the handle and the params of each purpose stand.
    purposes: Vec<[Range<usize>; 2]>,
}

/// Where a configuration is not what it has to be, and what it has to be there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WrongPurposes {
    /// `usagePurposes.0.paramsSchema.1.handle`
    pub place: String,
    /// `a string with something in it`
    pub expected: &'static str,
}

impl Purposes {
    /// Reads the list itself, or a project configuration that holds it under `mediaCenter.usagePurposes`.
    pub fn from_json(bytes: &[u8]) -> Result<Self, WrongPurposes> {
        let place = Place::root("usagePurposes");
        let list = config::list(bytes);
        let list = list.ok_or_else(|| place.wrong(Rule::Purposes))?;
        config::check(place, list, Rule::Purposes)?;
        let text = list.bytes();
        let place_of = |value: Option<Raw<'_>>| {
            let value = value.map_or(&text[..0], Raw::bytes);
            let start = value.as_ptr() as usize - text.as_ptr() as usize;
            start..start + value.len()
        };
        let purposes = json::elements(list)
            .into_iter()
            .map(|purpose| ["handle", "paramsSchema"].map(|name| place_of(json::property(purpose, name))))
            .collect();
        Ok(Self { text: text.to_vec(), purposes })
    }

    /// The params of the purpose `handle`; None where the project has no such purpose.
    pub(super) fn params_of(&self, handle: Text<'_>) -> Option<Vec<Param<'_>>> {
        let at = |place: &Range<usize>| Raw::checked(self.text.get(place.clone()).unwrap_or_default());
        let [_, params] =
            self.purposes.iter().find(|[own, _]| at(own).text().is_some_and(|own| own.is_same(handle)))?;
        Some(json::elements(at(params)).into_iter().filter_map(Param::read).collect())
    }

    /// The list, for what its handles are.
    pub(super) fn list(&self) -> Raw<'_> {
        Raw::checked(&self.text)
    }
}

/// A param of a purpose.
pub(super) struct Param<'a> {
    pub handle: Text<'a>,
    pub kind: ParamKind,
    config: json::Members<'a>,
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
    fn read(param: Raw<'a>) -> Option<Self> {
        let members = json::members(param);
        let member = |name| json::find_member(&members, Text::of(name));
        let kind = member("type")?.text()?;
        Some(Self {
            handle: member("handle")?.text()?,
            kind: KINDS.iter().find(|(name, _)| kind.is(name)).map_or(ParamKind::Other, |(_, kind)| *kind),
            config: member("config").map(json::members).unwrap_or_default(),
        })
    }

    /// What the configuration says under `name`.
    pub fn option(&self, name: &'static str) -> Option<Raw<'a>> {
        json::find_member(&self.config, Text::of(name))
    }

    /// What the configuration says under `name`, where that is a boolean.
    pub fn is(&self, name: &'static str, wanted: bool) -> bool {
        matches!(self.option(name).map(Raw::value), Some(Value::Boolean(said)) if said == wanted)
    }

    /// The values that may be chosen, where they are known; each is the `value` of an object.
    pub fn items(&self) -> Option<Raw<'a>> {
        json::property(self.option("dataProvider")?, "items").filter(|items| items.is_array())
    }
}
