//! A usage log entry, as addUsageLogEntry and updateUsageLogEntry write it.

use super::found::Found;
use super::report::Report;
use super::rules::Rule;
use super::shape::{Field, Presence, Shape};
use super::{Validator, params};
use crate::issue::{Allowed, Kind, Segment, Word};
use crate::json::{self, Raw};

/// Of an entry that is added: without a state it is `pending`.
pub static NEW: Shape = Shape::new(&fields(Presence::Optional));
/// Of an entry that is there already.
pub static SHAPE: Shape = Shape::new(&fields(Presence::Required));

const STATE: usize = 0;
const PURPOSE: usize = 1;
const PARAMS: usize = 4;

const fn fields(state: Presence) -> [Field; 5] {
    [
        Field::new(Word::State, Rule::State, state),
        Field::required(Word::Purpose, Rule::FilledString),
        Field::new(Word::PublicationDate, Rule::DateTime, Presence::RequiredWhenConfirmed),
        Field::optional(Word::Url, Rule::Url),
        Field::optional(Word::Params, Rule::Object),
    ]
}

pub fn is_confirmed(entry: &Found<'_>) -> bool {
    entry.text(STATE).is_some_and(|state| state.is_same(Word::Confirmed.text()))
}

/// Whether the purpose and its params are among the project's, where those are known.
pub fn has_right_purpose<'a>(entry: &Found<'a>, validator: &'a Validator) -> bool {
    validator.options.usage_purposes.is_none() || {
        let mut unread = ();
        let mut report = Report::new(&mut unread);
        judge_purpose(&mut report, entry, validator);
        report.is_empty()
    }
}

/// The purpose and its params, where the project's purposes are known.
pub fn judge_purpose<'a>(report: &mut Report<'a, '_>, entry: &Found<'a>, validator: &'a Validator) {
    let Some(purposes) = &validator.options.usage_purposes else { return };
    let Some(actual) = entry.text(PURPOSE).filter(|actual| !actual.is_empty()) else { return };
    let Some(known) = purposes.params_of(actual) else {
        let allowed = Allowed::Items { list: purposes.list(), property: Word::Handle };
        report.at(&[Segment::Word(Word::Purpose)], Kind::UnknownPurpose { allowed, actual });
        return;
    };
    let params = entry.value(PARAMS);
    // What is no object has its issue already.
    if params.is_none_or(Raw::is_object) {
        let members = params.map(json::members);
        report.within(&[Segment::Word(Word::Params)], |report| {
            params::judge(report, members.as_ref(), known, purposes, is_confirmed(entry), validator);
        });
    }
}
