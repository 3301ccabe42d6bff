//! The params of a usage log entry, by the `paramsSchema` of its purpose.

use super::purposes::{Item, Param, ParamKind, Purpose};
use super::report::Report;
use super::rules::{Presence, invalid_type, present, string};
use super::{Options, UnknownProperties, date_time};
use crate::issue::{Allowed, Expected, Kind, Segment, Unit};
use crate::json::{Number, Text, Value, for_each_element, for_each_member, property};

/// `params`: the text of an object, or None where there is none, which `confirmed` entries may not do without.
pub fn judge<'a>(
    report: &mut Report<'a>,
    params: Option<&'a [u8]>,
    purpose: &'a Purpose,
    confirmed: bool,
    options: &Options,
) {
    for param in &purpose.params {
        let presence = if confirmed && param.required { Presence::RequiredWhenConfirmed } else { Presence::Optional };
        let value = params.and_then(|params| property(params, &param.handle));
        if present(report, &param.handle, value, presence).is_some() {
            judge_param(report, param, value);
        }
    }
    if options.unknown_properties == UnknownProperties::Reject
        && let Some(params) = params
    {
        report_unknown(report, params, purpose);
    }
}

/// Keys that stand twice are one param, and an issue of their own already.
fn report_unknown<'a>(report: &mut Report<'a>, params: &'a [u8], purpose: &Purpose) {
    let mut unknown: Vec<Text<'a>> = Vec::new();
    for_each_member(params, |key, _| {
        if !purpose.params.iter().any(|param| key.is(&param.handle)) {
            unknown.push(key);
        }
    });
    let repeats = crate::json::repeats(&unknown);
    for (index, key) in unknown.into_iter().enumerate() {
        if repeats.binary_search_by_key(&index, |repeat| repeat.index).is_err() {
            report.at(Segment::Key(key), Kind::UnknownProperty { property: key });
        }
    }
}

fn judge_param<'a>(report: &mut Report<'a>, param: &'a Param, value: Option<Value<'a>>) {
    let place = Segment::Name(&param.handle);
    let text = |report: &mut Report<'a>| string(report, &param.handle, value, Presence::Optional);
    match (param.kind, value) {
        (ParamKind::Other, _) | (ParamKind::Boolean, Some(Value::Boolean(_))) | (_, None) => {}
        (ParamKind::Boolean, Some(other)) => invalid_type(report, &param.handle, Expected::Boolean, other),
        (ParamKind::Text, _) => {
            if let Some(text) = text(report) {
                judge_text(report, param, text);
            }
        }
        (ParamKind::Date, _) => match text(report) {
            Some(actual) if !date_time::is_calendar_date(actual) => {
                report.at(place, Kind::InvalidDateTime { actual });
            }
            _ => {}
        },
        (ParamKind::DateTime, _) => match text(report) {
            Some(actual) if !date_time::is_date_time(actual) => report.at(place, Kind::InvalidDateTime { actual }),
            _ => {}
        },
        (ParamKind::Enum, Some(value)) => judge_choice(report, place, value, param.items.as_deref()),
        (ParamKind::Integer, Some(value)) => judge_integer(report, place, value, param),
        (ParamKind::StringList | ParamKind::NumericList, Some(Value::Array(list))) => {
            report.within(place, |report| judge_list(report, param, list));
        }
        (ParamKind::StringList | ParamKind::NumericList, Some(other)) => {
            invalid_type(report, &param.handle, Expected::Array, other);
        }
    }
}

fn judge_text<'a>(report: &mut Report<'a>, param: &'a Param, text: Text<'a>) {
    let place = Segment::Name(&param.handle);
    let actual = text.length();
    let unit = Unit::Chars;
    if let Some(minimum) = param.min_length.filter(|minimum| actual < *minimum) {
        report.at(place, Kind::TooShort { minimum, actual });
    }
    if let Some(maximum) = param.max_length.filter(|maximum| actual > *maximum) {
        report.at(place, Kind::TooLong { maximum, actual, unit });
    }
    let is_line_break = |code| matches!(code, 0x0a | 0x0d);
    if !param.allow_newlines && text.code_points().any(is_line_break) {
        report.at(place, Kind::InvalidFormat { pattern: "^[^\\n\\r]*$", actual: text });
    }
}

fn judge_integer<'a>(report: &mut Report<'a>, place: Segment<'a>, value: Value<'a>, param: &'a Param) {
    let Some(actual) = whole(report, place, value) else { return };
    let number = actual.to_f64();
    let minimum = param.minimum.as_ref().filter(|minimum| number < minimum.value).map(|limit| &*limit.text);
    let maximum = param.maximum.as_ref().filter(|maximum| number > maximum.value).map(|limit| &*limit.text);
    if minimum.is_some() || maximum.is_some() {
        report.at(place, Kind::OutOfRange { minimum, maximum, actual });
    }
    if let Some(items) = &param.items
        && !items.iter().any(|item| item.number == Some(number))
    {
        report.at(place, Kind::InvalidEnum { allowed: Allowed::Items(items), actual: value });
    }
}

fn judge_choice<'a>(report: &mut Report<'a>, place: Segment<'a>, value: Value<'a>, items: Option<&'a [Item]>) {
    let Value::String(text) = value else {
        report.at(place, Kind::InvalidType { expected: Expected::String, actual: value.type_name() });
        return;
    };
    if let Some(items) = items
        && !items.iter().any(|item| item.string.as_ref().is_some_and(|string| text.is(string)))
    {
        report.at(place, Kind::InvalidEnum { allowed: Allowed::Items(items), actual: value });
    }
}

fn judge_list<'a>(report: &mut Report<'a>, param: &'a Param, list: &'a [u8]) {
    let mut length = 0;
    for_each_element(list, |value| {
        let place = Segment::Index(length);
        match param.kind {
            ParamKind::StringList => judge_choice(report, place, value, param.items.as_deref()),
            _ => {
                whole(report, place, value);
            }
        }
        length += 1;
    });
    if let Some(maximum) = param.max_items.filter(|maximum| length > *maximum) {
        report.here(Kind::TooLong { maximum, actual: length, unit: Unit::Items });
    }
}

fn whole<'a>(report: &mut Report<'a>, place: Segment<'a>, value: Value<'a>) -> Option<Number<'a>> {
    match value {
        Value::Number(number) if number.is_whole() => Some(number),
        other => {
            report.at(place, Kind::InvalidType { expected: Expected::Integer, actual: other.type_name() });
            None
        }
    }
}
