//! The project's `mediaCenter.usagePurposes`: what a usage log entry's purpose and params are measured against.

use std::ops::Range;

use super::object::judge_inside;
use super::param::Param;
use super::report::Report;
use super::rules::Rule;
use super::{Options, UnknownProperties, Validator};
use crate::issue::{Issue, Issues, Kind, Word};
use crate::json::{self, Raw, Text, property};

/// What configurations are judged by.
static LENIENT: Validator =
    Validator::new(Options { unknown_properties: UnknownProperties::Ignore, ..Options::DEFAULT });

/// The purposes of a project.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Purposes {
    /// The list, as JSON that was checked.
    text: Vec<u8>,
    purposes: Vec<Purpose>,
    params: Vec<Param>,
    /// The values of the items of params.
    choices: Vec<Place>,
}

/// Where in the list a value stands; empty where there is none.
pub(super) type Place = Range<usize>;

#[derive(Clone, Debug, PartialEq)]
struct Purpose {
    handle: Place,
    /// Which of all params are its own.
    params: Range<usize>,
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
        let mut all = Self { text: list.bytes().to_vec(), ..Self::default() };
        for purpose in json::elements(list) {
            let first = all.params.len();
            for param in json::elements(property(purpose, Word::ParamsSchema.as_str()).unwrap_or_default()) {
                all.params.push(Param::of(param, list, &mut all.choices));
            }
            let params = first..all.params.len();
            all.purposes.push(Purpose { handle: place_in(list, property(purpose, Word::Handle.as_str())), params });
        }
        all
    }

    /// The params of the purpose `handle`; None where the project has no such purpose.
    pub(super) fn params_of(&self, handle: Text<'_>) -> Option<&[Param]> {
        let is_wanted = |own: &&Purpose| self.at(&own.handle).text().is_some_and(|own| own.is_same(handle));
        self.params.get(self.purposes.iter().find(is_wanted)?.params.clone())
    }

    pub(super) fn choices(&self, which: &Range<usize>) -> &[Place] {
        self.choices.get(which.clone()).unwrap_or_default()
    }

    /// What stands there.
    pub(super) fn at(&self, place: &Place) -> Raw<'_> {
        Raw::checked(self.text.get(place.clone()).unwrap_or_default())
    }

    /// The list, for what its handles are.
    pub(super) fn list(&self) -> Raw<'_> {
        Raw::checked(&self.text)
    }
}

/// Of a value of the list.
pub(super) fn place_in(list: Raw<'_>, value: Option<Raw<'_>>) -> Place {
    let value = value.map_or(&list.bytes()[..0], Raw::bytes);
    let start = value.as_ptr() as usize - list.bytes().as_ptr() as usize;
    start..start + value.len()
}

/// The list itself, or the one that a project's configuration holds; null where it holds none.
fn list_of(config: Raw<'_>) -> Raw<'_> {
    if !config.is_object() {
        return config;
    }
    let center = property(config, "mediaCenter").filter(|center| center.is_object());
    center.and_then(|center| property(center, "usagePurposes")).unwrap_or_default()
}
