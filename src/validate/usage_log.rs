//! A usage log entry, as addUsageLogEntry and updateUsageLogEntry write it.

use super::members::Members;
use super::report::Report;
use super::rules::{Presence, Rule};
use super::shape::{self, Field, Shape};
use super::{Options, params};
use crate::issue::{Allowed, CONFIRMED, Kind, Segment};
use crate::json::{Raw, Text};

/// Of an entry that is added: without a state it is `pending`.
pub static NEW: Shape = Shape::new(&fields(Presence::Optional));
/// Of an entry that is there already.
pub static SHAPE: Shape = Shape::new(&fields(Presence::Required));

const STATE: &str = "state";
const PURPOSE: &str = "purpose";
const PARAMS: &str = "params";

const fn fields(state: Presence) -> [Field; 5] {
    [
        Field::new(STATE, Rule::State, state),
        Field::required(PURPOSE, Rule::FilledString),
        Field::new("publicationDate", Rule::DateTime, Presence::RequiredWhenConfirmed),
        Field::optional("url", Rule::Url),
        Field::optional(PARAMS, Rule::Object),
    ]
}

pub fn judge<'a>(report: &mut Report<'a>, members: &Members<'a>, shape: &Shape, options: &'a Options) {
    let text = |name| members.value(Text::of(name)).and_then(Raw::text);
    let confirmed = text(STATE).is_some_and(|state| state.is(CONFIRMED));
    shape::judge_fields(report, shape, members, confirmed, options);
    let (Some(purposes), Some(actual)) = (&options.usage_purposes, text(PURPOSE)) else { return };
    if actual.is_empty() {
        return;
    }
    let Some(schema) = purposes.params_of(actual) else {
        let allowed = Allowed::Items { list: purposes.list(), property: "handle" };
        report.at(Segment::Key(Text::of(PURPOSE)), Kind::UnknownPurpose { allowed, actual });
        return;
    };
    let params = members.value(Text::of(PARAMS));
    // What is no object has its issue already.
    if params.is_none_or(Raw::is_object) {
        let params = params.map(Members::of);
        report.within(Segment::Key(Text::of(PARAMS)), |report| {
            params::judge(report, params.as_ref(), &schema, confirmed, options);
        });
    }
}
