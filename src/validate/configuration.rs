//! Reads what validators are given of a project's configuration, and judges it as requests are judged.

use super::config::{OPTIONS, PURPOSES};
use super::grammar::{Of, Rule};
use super::groups::{Configuration, Groups};
use super::judge::{judge_inside, judge_value};
use super::options::{Options, UnknownProperties, Validator};
use super::report::Report;
use crate::issue::{Issue, Issues, Message, Segment};
use crate::json::{Node, Reader};
use crate::word::Word;

/// What configurations are judged by.
static LENIENT: Validator =
    Validator::new(Options { unknown_properties: UnknownProperties::Ignore, ..Options::DEFAULT });

/// The media types of a project that has none of its own.
pub const DEFAULT_MEDIA_TYPES: &str = r#"[{"handle":"image","type":"mediaImage","metadata":[{"handle":"title","type":"li-text"},{"handle":"caption","type":"li-text"},{"handle":"source","type":"li-text"},{"handle":"description","type":"li-text"}]}]"#;

/// Where a configuration is not what it has to be, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WrongConfiguration {
    /// `usagePurposes.0.paramsSchema.1.handle`
    pub place: String,
    /// `Missing required property: handle`
    pub message: String,
}

impl Configuration {
    /// Reads an object with `projectConfig`, and `usagePurposes` and `mediaTypes`, which go before what that has. The purposes are
    /// the list itself, or a configuration that holds it under `mediaCenter.usagePurposes`, or, of older releases, under
    /// `mediaCenter.usageLog.purposes`.
    pub fn from_json(bytes: &[u8]) -> Result<Self, WrongConfiguration> {
        let mut issues: Vec<Issue<'_>> = Vec::new();
        Self::read(bytes, &mut issues).ok_or_else(|| {
            let first = issues.first();
            let place: Vec<String> =
                first.into_iter().flat_map(|issue| &issue.path).map(|segment| segment.name()).collect();
            WrongConfiguration {
                place: place.join("."),
                message: first.map(|issue| issue.kind.message()).unwrap_or_default(),
            }
        })
    }

    /// None where something is wrong: the issues say what.
    pub(crate) fn read<'a>(bytes: &'a [u8], issues: &mut dyn Issues<'a>) -> Option<Self> {
        let mut report = Report::new(issues, &LENIENT, None);
        let mut reader = Reader::new(bytes);
        let root = reader.record().and_then(|root| reader.end().map(|()| root));
        let Ok(root) = root else {
            report.unreadable(reader.error());
            return None;
        };
        let root = reader.tape.node(root);
        judge_inside(&mut report, Rule::Shaped(&OPTIONS), root);
        let given = root.property(Word::UsagePurposes);
        let own = given.and_then(|given| if given.raw().is_array() { Some(given) } else { purposes_of(given) });
        if given.is_some() {
            // What they go before is not in force.
            report.types.clear();
            match own.filter(|own| own.raw().is_array()) {
                Some(list) => judge_value(&mut report, Segment::Word(Word::UsagePurposes), PURPOSES, list),
                None => report.at(Segment::Word(Word::UsagePurposes), Message::NoPurposes, &[]),
            }
        }
        let config = root.property(Word::ProjectConfig);
        let purposes = own.or_else(|| purposes_of(config?));
        let media_types = root.property(Word::MediaTypes).or_else(|| config?.property(Word::MediaTypes));
        report.is_empty().then(|| Self {
            purposes: purposes.map(|list| Groups::of(Of::Purpose, list)),
            media_types: media_types.map(|list| Groups::of(Of::MediaType, list)),
        })
    }
}

/// The list of purposes in a project's configuration.
fn purposes_of<'t, 'a>(config: Node<'t, 'a>) -> Option<Node<'t, 'a>> {
    let center = config.property(Word::MediaCenter)?;
    // Where release-2026-07 has them, and where 2026-03 and 2026-05 do.
    center.property(Word::UsagePurposes).or_else(|| center.property(Word::UsageLog)?.property(Word::Purposes))
}
