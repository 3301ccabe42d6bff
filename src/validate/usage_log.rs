//! A usage log entry, as addUsageLogEntry and updateUsageLogEntry write it.

use super::members::Members;
use super::report::Report;
use super::rules::{self, Presence, filled_string, string};
use super::{Options, date_time, params, url};
use crate::issue::{Allowed, Kind, STATES, Segment};
use crate::json::{Name, Value};

pub static NAMES: [Name; 5] =
    [Name::new("state"), Name::new("purpose"), Name::new("publicationDate"), Name::new("url"), Name::new("params")];

/// `state`: whether the entry must name its state.
pub fn judge<'a>(report: &mut Report<'a>, members: &Members<'a>, state: Presence, options: &'a Options) {
    let confirmed = judge_state(report, members.value(0), state);
    let purpose = filled_string(report, "purpose", members.value(1), Presence::Required);
    judge_publication_date(report, members.value(2), confirmed);
    judge_url(report, members.value(3));
    let params = members.value(4);
    let object = rules::object(report, "params", params);
    if let (Some(purposes), Some(actual)) = (&options.usage_purposes, purpose) {
        let Some(purpose) = purposes.find(actual) else {
            let allowed = Allowed::Items(&purposes.handles);
            report.at(Segment::Name("purpose"), Kind::UnknownPurpose { allowed, actual });
            return;
        };
        // What is no object has its issue already.
        if object.is_some() || params.is_none() {
            report.within(Segment::Name("params"), |report| {
                params::judge(report, object, purpose, confirmed, options);
            });
        }
    }
}

/// Whether the state is `confirmed`.
fn judge_state<'a>(report: &mut Report<'a>, value: Option<Value<'a>>, presence: Presence) -> bool {
    let Some(state) = string(report, "state", value, presence) else { return false };
    if !STATES.into_iter().any(|word| state.is(word)) {
        let kind = Kind::InvalidEnum { allowed: Allowed::States, actual: Value::String(state) };
        report.at(Segment::Name("state"), kind);
    }
    state.is("confirmed")
}

fn judge_publication_date<'a>(report: &mut Report<'a>, value: Option<Value<'a>>, confirmed: bool) {
    let presence = if confirmed { Presence::RequiredWhenConfirmed } else { Presence::Optional };
    let Some(actual) = string(report, "publicationDate", value, presence) else { return };
    if !date_time::is_date_time(actual) {
        report.at(Segment::Name("publicationDate"), Kind::InvalidDateTime { actual });
    }
}

fn judge_url<'a>(report: &mut Report<'a>, value: Option<Value<'a>>) {
    let Some(actual) = string(report, "url", value, Presence::Optional) else { return };
    if !url::is_absolute_url(actual) {
        report.at(Segment::Name("url"), Kind::InvalidUrl { actual });
    }
}
