//! A usage log entry, as addUsageLogEntry and updateUsageLogEntry write it.

use super::members::Members;
use super::report::Report;
use super::rules::{Presence, Rule};
use super::shape::{self, Field, Shape};
use super::{Options, params};
use crate::issue::{Allowed, Kind, Segment};
use crate::json::{Text, Value};

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
    let confirmed = matches!(members.value(Text::of(STATE)), Some(Value::String(state)) if state.is("confirmed"));
    shape::judge_fields(report, shape, members, confirmed, options);
    let (Some(purposes), Some(Value::String(actual))) = (&options.usage_purposes, members.value(Text::of(PURPOSE)))
    else {
        return;
    };
    if actual.is_empty() {
        return;
    }
    let Some(schema) = purposes.params_of(actual) else {
        let allowed = Allowed::Items(&purposes.handles);
        report.at(Segment::Key(Text::of(PURPOSE)), Kind::UnknownPurpose { allowed, actual });
        return;
    };
    let params = match members.value(Text::of(PARAMS)) {
        None => None,
        Some(Value::Object(params)) => Some(Members::of(params)),
        // What is no object has its issue already.
        Some(_) => return,
    };
    report.within(Segment::Key(Text::of(PARAMS)), |report| {
        params::judge(report, params.as_ref(), schema, confirmed, options)
    });
}
