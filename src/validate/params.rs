//! The params of a usage log entry, by the `paramsSchema` of its purpose.

use super::Options;
use super::members::{Members, report_unknown};
use super::purposes::{Param, ParamKind};
use super::report::Report;
use super::rules::{self, Presence, Rule};
use crate::issue::{Allowed, Kind, Segment, Unit};
use crate::json::{self, Number, Raw, Text, Value};

/// `params`: None where there are none, which `confirmed` entries may not do without.
pub fn judge<'a>(
    report: &mut Report<'a>,
    params: Option<&Members<'a>>,
    schema: &[Param<'a>],
    confirmed: bool,
    options: &Options,
) {
    for param in schema {
        let name = param.handle;
        let presence =
            if confirmed && param.is("required", true) { Presence::RequiredWhenConfirmed } else { Presence::Optional };
        let value = params.and_then(|params| params.value(name));
        if let Some(value) = rules::judge(report, name, param.kind.rule(), value, presence) {
            judge_param(report, param, value);
        }
    }
    if let Some(params) = params {
        let keys = params.keys_unlike(&|key| schema.iter().any(|param| param.handle.is_same(key)));
        report_unknown(report, &keys, options);
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

fn judge_param<'a>(report: &mut Report<'a>, param: &Param<'a>, value: Raw<'a>) {
    let place = Segment::Key(param.handle);
    match (param.kind, value.value()) {
        (ParamKind::Text, Value::String(text)) => judge_text(report, place, param, text),
        (ParamKind::Enum, _) => judge_choice(report, place, value, param),
        (ParamKind::Integer, Value::Number(number)) => {
            judge_range(report, place, param, number);
            judge_choice(report, place, value, param);
        }
        (ParamKind::StringList | ParamKind::NumericList, _) => {
            report.within(place, |report| judge_list(report, param, value));
        }
        _ => {}
    }
}

fn judge_text<'a>(report: &mut Report<'a>, place: Segment<'a>, param: &Param<'a>, text: Text<'a>) {
    let content = text.content();
    let actual = json::length(&content);
    if let Some(minimum) = count(param, "minLength").filter(|minimum| actual < *minimum) {
        report.at(place, Kind::TooShort { minimum, actual });
    }
    if let Some(maximum) = count(param, "maxLength").filter(|maximum| actual > *maximum) {
        report.at(place, Kind::TooLong { maximum, actual, unit: Unit::Chars });
    }
    if param.is("allowNewlines", false) && content.iter().any(|byte| matches!(byte, b'\n' | b'\r')) {
        report.at(place, Kind::InvalidFormat { pattern: "^[^\\n\\r]*$", actual: text });
    }
}

fn judge_range<'a>(report: &mut Report<'a>, place: Segment<'a>, param: &Param<'a>, actual: Number<'a>) {
    let number = actual.to_f64();
    let limit = |name| param.option(name).and_then(Raw::number);
    let minimum = limit("minValue").filter(|minimum| number < minimum.to_f64());
    let maximum = limit("maxValue").filter(|maximum| number > maximum.to_f64());
    if minimum.is_some() || maximum.is_some() {
        report.at(place, Kind::OutOfRange { minimum, maximum, actual });
    }
}

/// Whether the value is among the param's items, where those are known.
fn judge_choice<'a>(report: &mut Report<'a>, place: Segment<'a>, value: Raw<'a>, param: &Param<'a>) {
    const PROPERTY: &str = "value";
    let Some(list) = param.items() else { return };
    let is_value = |item: &Raw<'_>| json::property(*item, PROPERTY).is_some_and(|item| item.is(value));
    if !json::elements(list).iter().any(is_value) {
        let allowed = Allowed::Items { list, property: PROPERTY };
        report.at(place, Kind::InvalidEnum { allowed, actual: value });
    }
}

fn judge_list<'a>(report: &mut Report<'a>, param: &Param<'a>, list: Raw<'a>) {
    let rule = if param.kind == ParamKind::StringList { Rule::String } else { Rule::Whole };
    let elements = json::elements(list);
    for (index, value) in elements.iter().enumerate() {
        let place = Segment::Index(index);
        if rules::judge_at(report, place, rule, *value) && rule == Rule::String {
            judge_choice(report, place, *value, param);
        }
    }
    let actual = elements.len();
    if let Some(maximum) = count(param, "maxItems").filter(|maximum| actual > *maximum) {
        report.here(Kind::TooLong { maximum, actual, unit: Unit::Items });
    }
}

/// A number of characters or items.
fn count(param: &Param<'_>, name: &'static str) -> Option<usize> {
    param.option(name).and_then(Raw::number).map(|count| count.to_f64() as usize)
}
