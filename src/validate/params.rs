//! The params of a usage log entry, by the `paramsSchema` of its purpose.

use super::Validator;
use super::object::{judge_value, report_others};
use super::purposes::{Param, ParamKind};
use super::report::Report;
use super::rules::Rule;
use crate::issue::{Allowed, Kind, Segment, Unit, Word};
use crate::json::{self, Members, Number, Raw, Text, Value, find_member};

/// `params`: None where there are none, which `confirmed` entries may not do without.
pub fn judge<'a>(
    report: &mut Report<'a, '_>,
    params: Option<&Members<'a>>,
    schema: Raw<'a>,
    confirmed: bool,
    validator: &Validator,
) {
    let mut handles = Vec::new();
    for param in json::elements(schema).filter_map(Param::read) {
        let place = Segment::Key(param.handle);
        handles.push(param.handle);
        match params.and_then(|params| find_member(params, param.handle)) {
            None => {
                if confirmed && param.is(Word::Required, true) {
                    report.at(&[place], Kind::MissingParam { param: param.handle });
                }
            }
            Some(value) => {
                if judge_value(report, &[place], param.kind.rule(), value) {
                    judge_param(report, &param, value);
                }
            }
        }
    }
    if let Some(params) = params {
        let is_named = |key: Text<'a>| handles.iter().any(|handle| handle.is_same(key));
        report_others(report, params, &is_named, None, validator);
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

fn judge_param<'a>(report: &mut Report<'a, '_>, param: &Param<'a>, value: Raw<'a>) {
    let place = Segment::Key(param.handle);
    match (param.kind, value.value()) {
        (ParamKind::Text, Value::String(text)) => judge_text(report, place, param, text),
        (ParamKind::Enum, _) => judge_choice(report, place, value, param),
        (ParamKind::Integer, Value::Number(number)) => {
            judge_range(report, place, param, number);
            judge_choice(report, place, value, param);
        }
        (ParamKind::StringList | ParamKind::NumericList, _) => {
            report.within(&[place], |report| judge_list(report, param, value));
        }
        _ => {}
    }
}

fn judge_text<'a>(report: &mut Report<'a, '_>, place: Segment<'a>, param: &Param<'a>, text: Text<'a>) {
    let content = text.content();
    let actual = json::length(&content);
    if let Some(minimum) = param.count(Word::MinLength).filter(|minimum| actual < *minimum) {
        report.at(&[place], Kind::TooShort { minimum, actual });
    }
    if let Some(maximum) = param.count(Word::MaxLength).filter(|maximum| actual > *maximum) {
        report.at(&[place], Kind::TooLong { maximum, actual, unit: Unit::Chars });
    }
    if param.is(Word::AllowNewlines, false) && content.iter().any(|byte| matches!(byte, b'\n' | b'\r')) {
        report.at(&[place], Kind::InvalidFormat { pattern: Word::OneLine, actual: text });
    }
}

fn judge_range<'a>(report: &mut Report<'a, '_>, place: Segment<'a>, param: &Param<'a>, actual: Number<'a>) {
    let number = actual.to_f64();
    let limit = |name| param.option(name).and_then(Raw::number);
    let minimum = limit(Word::MinValue).filter(|minimum| number < minimum.to_f64());
    let maximum = limit(Word::MaxValue).filter(|maximum| number > maximum.to_f64());
    if minimum.is_some() || maximum.is_some() {
        report.at(&[place], Kind::OutOfRange { minimum, maximum, actual });
    }
}

/// Whether the value is among the param's items, where those are known.
fn judge_choice<'a>(report: &mut Report<'a, '_>, place: Segment<'a>, value: Raw<'a>, param: &Param<'a>) {
    let Some(list) = param.items() else { return };
    let property = Word::Value;
    let is_value = |item: &Raw<'_>| json::property(*item, property.as_str()).is_some_and(|item| item.is(value));
    if !json::elements(list).any(|item| is_value(&item)) {
        report.at(&[place], Kind::InvalidEnum { allowed: Allowed::Items { list, property }, actual: value });
    }
}

fn judge_list<'a>(report: &mut Report<'a, '_>, param: &Param<'a>, list: Raw<'a>) {
    let rule = if param.kind == ParamKind::StringList { Rule::String } else { Rule::Whole };
    let mut actual = 0;
    for value in json::elements(list) {
        let place = Segment::Index(actual);
        if judge_value(report, &[place], rule, value) && rule == Rule::String {
            judge_choice(report, place, value, param);
        }
        actual += 1;
    }
    if let Some(maximum) = param.count(Word::MaxItems).filter(|maximum| actual > *maximum) {
        report.at(&[], Kind::TooLong { maximum, actual, unit: Unit::Items });
    }
}
