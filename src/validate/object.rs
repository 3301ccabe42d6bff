//! Judges values by their rules, and objects by their shapes.

use super::found::Found;
use super::report::Report;
use super::rules::{Rule, type_of};
use super::scan::Scan;
use super::shape::Presence;
use super::{UnknownProperties, Validator, patch, usage_log};
use crate::issue::{Kind, Segment, Word};
use crate::json::{self, Members, Raw, Text, repeats};
use crate::operation::Operation;

/// Whether the value is as the rule wants it; an issue where it is not.
pub fn judge_value<'a>(report: &mut Report<'a, '_>, place: &[Segment<'a>], rule: Rule, value: Raw<'a>) -> bool {
    let is_right = rule.accepts(value);
    if !is_right {
        report.at(place, rule.fault(value));
    }
    is_right
}

/// Judges what is in a value that is as the rule wants it.
pub fn judge_inside<'a>(report: &mut Report<'a, '_>, rule: Rule, value: Raw<'a>, validator: &'a Validator) {
    if let Some(shape) = rule.shape() {
        let mut found = Found::new(shape);
        let mut members = Vec::new();
        if Scan::new(value.bytes(), validator).object(report, 1, 1, &mut found).is_none() {
            members = json::members(value);
            found = Found::among(&members, shape, validator);
        } else if found.has_wrong_others() {
            members = json::members(value);
        }
        judge_fields(report, &found, validator);
        if shape.is_entry() {
            usage_log::judge_purpose(report, &found, validator);
        }
        report_unexpected_keys(report, &members, &|key| shape.field(key).is_some(), None, validator);
    }
    // What is no array where one may be, is known elsewhere.
    if let Some(rule) = rule.of_elements().filter(|_| value.is_array()) {
        let mut handles = Vec::new();
        for (index, element) in json::elements(value).enumerate() {
            let place = [Segment::Index(index)];
            if judge_value(report, &place, rule, element) {
                report.within(&place, |report| judge_inside(report, rule, element, validator));
            }
            handles.push(handle(element));
        }
        for (index, repeat) in repeats(&handles).into_iter().enumerate() {
            if repeat > 0 && !handles[index].is_empty() {
                let place = [Segment::Index(index), Segment::Word(Word::Handle)];
                report.at(&place, Kind::TakenHandle { actual: handles[index] });
            }
        }
    }
}

/// Empty where there is none.
fn handle(element: Raw<'_>) -> Text<'_> {
    let handle = if element.is_object() { json::property(element, Word::Handle.as_str()) } else { None };
    handle.and_then(Raw::text).unwrap_or(Text::of(""))
}

/// Judges the doubtful properties one by one, in the order of the fields.
pub fn judge_fields<'a>(report: &mut Report<'a, '_>, found: &Found<'a>, validator: &'a Validator) {
    let shape = found.shape;
    let confirmed = shape.is_entry() && usage_log::is_confirmed(found);
    for (index, field) in shape.fields.iter().enumerate() {
        let place = [Segment::Word(field.word)];
        let Some(value) = found.value(index) else {
            let when_confirmed = field.presence == Presence::RequiredWhenConfirmed;
            if field.presence == Presence::Required || when_confirmed && confirmed {
                report.at(&place, Kind::MissingProperty { property: field.word, when_confirmed });
            }
            continue;
        };
        if !found.is_doubtful(index) {
            continue;
        }
        if let Some(fault) = validator.unsupported(field.word, field.feature) {
            report.at(&place, fault);
        } else if field.rule.looks_inside() && field.rule.accepts(value) {
            report.within(&place, |report| judge_inside(report, field.rule, value, validator));
        } else {
            report.at(&place, field.rule.fault(value));
        }
    }
}

/// Reports keys that are no fields, each once: a key that stands twice is one property, and has an issue of its own
/// already. Those that another operation takes come first.
#[inline(never)]
pub fn report_unexpected_keys<'a>(
    report: &mut Report<'a, '_>,
    members: &Members<'a>,
    is_field: &dyn Fn(Text<'a>) -> bool,
    operation: Option<Operation>,
    validator: &Validator,
) {
    let keys: Vec<Text<'a>> = members.iter().map(|(key, _)| *key).filter(|key| !is_field(*key)).collect();
    if keys.is_empty() {
        return;
    }
    let repeats = repeats(&keys);
    for unknown in [false, true] {
        for (index, key) in keys.iter().enumerate() {
            if repeats.get(index).is_some_and(|repeat| *repeat > 0) {
                continue;
            }
            match (operation, patch::property(*key)) {
                (Some(operation), Some(property)) => {
                    if !unknown {
                        report.at(&[Segment::Word(property)], Kind::UnsupportedProperty { property, operation });
                    }
                }
                _ => {
                    if unknown && validator.options.unknown_properties == UnknownProperties::Reject {
                        report.at(&[Segment::Key(*key)], Kind::UnknownProperty { property: *key });
                    }
                }
            }
        }
    }
}

/// Something else than an object.
pub fn report_not_an_object<'a>(report: &mut Report<'a, '_>, value: Raw<'a>) {
    report.at(&[], Kind::InvalidType { expected: Word::Object, actual: type_of(value) });
}
