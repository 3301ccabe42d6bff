//! The params of a usage log entry, by the `paramsSchema` of its purpose.

use super::members::Members;
use super::purposes::{Param, ParamKind};
use super::report::Report;
use super::rules::{self, Presence, Rule};
use super::{Options, UnknownProperties};
use crate::issue::{Allowed, Kind, Segment, Unit};
use crate::json::{Number, Owned, Text, Value, elements};

/// `params`: None where there are none, which `confirmed` entries may not do without.
pub fn judge<'a>(
    report: &mut Report<'a>,
    params: Option<&Members<'a>>,
    schema: &'a [Param],
    confirmed: bool,
    options: &Options,
) {
    for param in schema {
        let name = param.handle.text();
        let presence = if confirmed && param.required { Presence::RequiredWhenConfirmed } else { Presence::Optional };
        let value = params.and_then(|params| params.value(name));
        if let Some(value) = rules::judge(report, name, param.kind.rule(), value, presence) {
            judge_param(report, param, value);
        }
    }
    if options.unknown_properties == UnknownProperties::Reject
        && let Some(params) = params
    {
        params.report_unknown(report, &|key| schema.iter().any(|param| param.handle.is(Value::String(key))));
    }
}

impl ParamKind {
    /// What a value must be, whatever the configuration asks for besides.
    fn rule(self) -> Rule {
        match self {
            Self::Boolean => Rule::Boolean,
            Self::Date => Rule::Date,
            Self::DateTime => Rule::DateTime,
            Self::Text | Self::Enum => Rule::String,
            Self::Integer => Rule::Whole,
            Self::StringList | Self::NumericList => Rule::Array,
            Self::Other => Rule::Anything,
        }
    }
}

fn judge_param<'a>(report: &mut Report<'a>, param: &'a Param, value: Value<'a>) {
    let place = Segment::Key(param.handle.text());
    match (param.kind, value) {
        (ParamKind::Text, Value::String(text)) => judge_text(report, place, param, text),
        (ParamKind::Enum, _) => judge_choice(report, place, value, param),
        (ParamKind::Integer, Value::Number(number)) => judge_integer(report, place, param, number),
        (ParamKind::StringList | ParamKind::NumericList, Value::Array(list)) => {
            report.within(place, |report| judge_list(report, param, list));
        }
        _ => {}
    }
}

fn judge_text<'a>(report: &mut Report<'a>, place: Segment<'a>, param: &Param, text: Text<'a>) {
    let actual = text.length();
    if let Some(minimum) = param.min_length.filter(|minimum| actual < *minimum) {
        report.at(place, Kind::TooShort { minimum, actual });
    }
    if let Some(maximum) = param.max_length.filter(|maximum| actual > *maximum) {
        report.at(place, Kind::TooLong { maximum, actual, unit: Unit::Chars });
    }
    let is_line_break = |code| matches!(code, 0x0a | 0x0d);
    if !param.allow_newlines && text.code_points().any(is_line_break) {
        report.at(place, Kind::InvalidFormat { pattern: "^[^\\n\\r]*$", actual: text });
    }
}

fn judge_integer<'a>(report: &mut Report<'a>, place: Segment<'a>, param: &'a Param, actual: Number<'a>) {
    let number = actual.to_f64();
    let minimum = limit(&param.minimum).filter(|minimum| number < minimum.to_f64());
    let maximum = limit(&param.maximum).filter(|maximum| number > maximum.to_f64());
    if minimum.is_some() || maximum.is_some() {
        report.at(place, Kind::OutOfRange { minimum, maximum, actual });
    }
    judge_choice(report, place, Value::Number(actual), param);
}

fn limit(limit: &Option<Owned>) -> Option<Number<'_>> {
    match limit.as_ref()?.value() {
        Value::Number(limit) => Some(limit),
        _ => None,
    }
}

/// Whether the value is among the param's items, where those are known.
fn judge_choice<'a>(report: &mut Report<'a>, place: Segment<'a>, value: Value<'a>, param: &'a Param) {
    if let Some(items) = &param.items
        && !items.iter().any(|item| item.is(value))
    {
        report.at(place, Kind::InvalidEnum { allowed: Allowed::Items(items), actual: value });
    }
}

fn judge_list<'a>(report: &mut Report<'a>, param: &'a Param, list: &'a [u8]) {
    let rule = if param.kind == ParamKind::StringList { Rule::String } else { Rule::Whole };
    let elements = elements(list);
    let length = elements.len();
    for (index, value) in elements.into_iter().enumerate() {
        let place = Segment::Index(index);
        if rules::judge_at(report, place, rule, value) && rule == Rule::String {
            judge_choice(report, place, value, param);
        }
    }
    if let Some(maximum) = param.max_items.filter(|maximum| length > *maximum) {
        report.here(Kind::TooLong { maximum, actual: length, unit: Unit::Items });
    }
}
