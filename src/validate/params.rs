//! The params of a usage log entry, by the `paramsSchema` of its purpose.

use super::Validator;
use super::config::{ALLOW_NEWLINES, MAX_ITEMS, MAX_LENGTH, MAX_VALUE, MIN_LENGTH, MIN_VALUE, REQUIRED};
use super::object::{judge_value, report_unexpected_keys};
use super::param::{Param, ParamKind};
use super::purposes::Purposes;
use super::report::Report;
use super::rules::Rule;
use crate::issue::{Allowed, Kind, Segment, Unit, Word};
use crate::json::{self, Members, Number, Raw, Text, Value, find_member};

/// `members`: None where the entry has no params, which `confirmed` entries may not do without.
pub fn judge<'a>(
    report: &mut Report<'a, '_>,
    members: Option<&Members<'a>>,
    params: &'a [Param],
    purposes: &'a Purposes,
    confirmed: bool,
    validator: &Validator,
) {
    for param in params {
        let handle = param.handle(purposes);
        let place = Segment::Key(handle);
        match members.and_then(|members| find_member(members, handle)) {
            None => {
                if confirmed && param.is(REQUIRED, true, purposes) {
                    report.at(&[place], Kind::MissingParam { param: handle });
                }
            }
            Some(value) => {
                if judge_value(report, &[place], param.kind.rule(), value) {
                    judge_param(report, param, purposes, value);
                }
            }
        }
    }
    if let Some(members) = members {
        let is_named = |key: Text<'a>| params.iter().any(|param| param.handle(purposes).is_same(key));
        report_unexpected_keys(report, members, &is_named, None, validator);
    }
}

fn judge_param<'a>(report: &mut Report<'a, '_>, param: &'a Param, purposes: &'a Purposes, value: Raw<'a>) {
    report.within(&[Segment::Key(param.handle(purposes))], |report| match (param.kind, value.value()) {
        (ParamKind::Text, Value::String(text)) => judge_text(report, param, purposes, text),
        (ParamKind::Enum, _) => judge_choice(report, &[], param, purposes, value),
        (ParamKind::Integer, Value::Number(number)) => {
            judge_range(report, param, purposes, number);
            judge_choice(report, &[], param, purposes, value);
        }
        (ParamKind::StringList | ParamKind::NumericList, _) => judge_list(report, param, purposes, value),
        _ => {}
    });
}

fn judge_text<'a>(report: &mut Report<'a, '_>, param: &Param, purposes: &'a Purposes, text: Text<'a>) {
    let content = text.content();
    let actual = json::length(&content);
    if let Some(minimum) = param.count(MIN_LENGTH, purposes).filter(|minimum| actual < *minimum) {
        report.at(&[], Kind::TooShort { minimum, actual });
    }
    if let Some(maximum) = param.count(MAX_LENGTH, purposes).filter(|maximum| actual > *maximum) {
        report.at(&[], Kind::TooLong { maximum, actual, unit: Unit::Chars });
    }
    if param.is(ALLOW_NEWLINES, false, purposes) && content.iter().any(|byte| matches!(byte, b'\n' | b'\r')) {
        report.at(&[], Kind::InvalidFormat { pattern: Word::OneLine, actual: text });
    }
}

fn judge_range<'a>(report: &mut Report<'a, '_>, param: &Param, purposes: &'a Purposes, actual: Number<'a>) {
    let number = actual.to_f64();
    let minimum = param.number(MIN_VALUE, purposes).filter(|minimum| number < minimum.to_f64());
    let maximum = param.number(MAX_VALUE, purposes).filter(|maximum| number > maximum.to_f64());
    if minimum.is_some() || maximum.is_some() {
        report.at(&[], Kind::OutOfRange { minimum, maximum, actual });
    }
}

/// Whether the value is among the param's items, where those are known.
fn judge_choice<'a>(
    report: &mut Report<'a, '_>,
    place: &[Segment<'a>],
    param: &Param,
    purposes: &'a Purposes,
    value: Raw<'a>,
) {
    if let Some(list) = param.items(purposes)
        && !param.offers(value, purposes)
    {
        report.at(place, Kind::InvalidEnum { allowed: Allowed::Items { list, property: Word::Value }, actual: value });
    }
}

fn judge_list<'a>(report: &mut Report<'a, '_>, param: &Param, purposes: &'a Purposes, list: Raw<'a>) {
    let rule = if param.kind == ParamKind::StringList { Rule::String } else { Rule::Whole };
    let mut actual = 0;
    for value in json::elements(list) {
        let place = [Segment::Index(actual)];
        if judge_value(report, &place, rule, value) && rule == Rule::String {
            judge_choice(report, &place, param, purposes, value);
        }
        actual += 1;
    }
    if let Some(maximum) = param.count(MAX_ITEMS, purposes).filter(|maximum| actual > *maximum) {
        report.at(&[], Kind::TooLong { maximum, actual, unit: Unit::Items });
    }
}
