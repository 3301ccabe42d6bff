//! Reads a project's configuration: finds the purposes in it, and judges them as requests are judged.

use super::config::PURPOSES;
use super::judge::judge_inside;
use super::options::{Options, UnknownProperties, Validator};
use super::purposes::Purposes;
use super::report::Report;
use crate::issue::{Issue, Issues, Message};
use crate::json::{Node, Reader};
use crate::word::Word;

/// What configurations are judged by.
static LENIENT: Validator =
    Validator::new(Options { unknown_properties: UnknownProperties::Ignore, ..Options::DEFAULT });

/// Where a configuration is not what it has to be, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WrongPurposes {
    /// `usagePurposes.0.paramsSchema.1.handle`
    pub place: String,
    /// `Missing required property: handle`
    pub message: String,
}

impl Purposes {
    /// Reads the list itself, or a project configuration that holds it under `mediaCenter.usagePurposes`, or, of older
    /// releases, under `mediaCenter.usageLog.purposes`.
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
        let mut report = Report::new(issues, &LENIENT);
        let mut reader = Reader::new(bytes);
        let root = reader.record().and_then(|root| reader.end().map(|()| root)).ok();
        let list = root.and_then(|root| list_of(reader.tape.node(root)));
        match list {
            Some(list) => judge_inside(&mut report, PURPOSES, list),
            None => report.here(Message::NoPurposes, &[]),
        }
        list.filter(|_| report.is_empty()).map(Self::of)
    }
}

/// The list itself, or the one that a project's configuration holds.
fn list_of<'t, 'a>(config: Node<'t, 'a>) -> Option<Node<'t, 'a>> {
    let list = if config.raw().is_object() {
        let center = config.property(Word::MediaCenter)?;
        // Where release-2026-07 has them, and where 2026-03 and 2026-05 do.
        center.property(Word::UsagePurposes).or_else(|| center.property(Word::UsageLog)?.property(Word::Purposes))?
    } else {
        config
    };
    list.raw().is_array().then_some(list)
}
