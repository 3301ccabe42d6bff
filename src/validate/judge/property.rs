//! The value of a param or a metadata property, by its plugin and its configuration.

use super::super::config::CONFIG;
use super::super::date_time;
use super::super::grammar::Rule;
use super::super::groups::Property;
use super::super::plugin::Plugin;
use super::super::report::Report;
use super::judge_inside;
use crate::issue::{Message, Param, Segment};
use crate::json::{Node, Number, Raw, Text, Value, length};
use crate::word::Word;

const MIN_VALUE: usize = CONFIG.index_of(Word::MinValue);
const MAX_VALUE: usize = CONFIG.index_of(Word::MaxValue);
const MIN_LENGTH: usize = CONFIG.index_of(Word::MinLength);
const MAX_LENGTH: usize = CONFIG.index_of(Word::MaxLength);
const MAX_ITEMS: usize = CONFIG.index_of(Word::MaxItems);
const MIN: usize = CONFIG.index_of(Word::Min);
const MAX: usize = CONFIG.index_of(Word::Max);

/// Judges the value of a param or a metadata property.
pub fn judge<'a>(report: &mut Report<'a, '_>, property: Property<'a>, node: Node<'_, 'a>) {
    let (plugin, value) = (property.plugin(), node.raw());
    if !judge_value(report, plugin.rule(), value) {
        return;
    }
    if let (Plugin::Text | Plugin::Choice, Value::String(text)) = (plugin, value.value()) {
        judge_text(report, property, text);
    }
    if let (Plugin::Integer, Value::Number(number)) = (plugin, value.value()) {
        judge_range(report, property, number);
    }
    if let Plugin::Enum | Plugin::Choice | Plugin::Integer = plugin {
        judge_choice(report, property, value);
    }
    match plugin.rule() {
        Rule::List(rule) => judge_list(report, property, *rule, node),
        Rule::Shaped(_) => judge_object(report, property, node),
        _ => {}
    }
}

/// Whether the value is as the rule wants it; where it is not, it has its issue afterwards.
fn judge_value<'a>(report: &mut Report<'a, '_>, rule: Rule, value: Raw<'a>) -> bool {
    let is_right = rule.accepts(value) && !report.has_told(value.text());
    if !is_right {
        rule.explain(value, report);
    }
    is_right
}

fn judge_text<'a>(report: &mut Report<'a, '_>, property: Property<'a>, text: Text<'a>) {
    let content = text.content();
    let actual = length(&content);
    if let Some(minimum) = limit(property, MIN_LENGTH).filter(|minimum| actual < *minimum) {
        report.out_of_limit(Message::TooShort, minimum, actual);
    }
    if let Some(maximum) = limit(property, MAX_LENGTH).filter(|maximum| actual > *maximum) {
        report.out_of_limit(Message::TooLong, maximum, actual);
    }
    if property.forbids_newlines() && content.iter().any(|byte| matches!(byte, b'\n' | b'\r')) {
        report.here(Message::InvalidFormat, &[Param::Word(Word::OneLine), Param::Text(text)]);
    }
}

/// A number of characters or items, under a field of [`CONFIG`].
fn limit(property: Property<'_>, field: usize) -> Option<usize> {
    property.number(field).map(|limit| limit.to_f64() as usize)
}

fn judge_range<'a>(report: &mut Report<'a, '_>, property: Property<'a>, actual: Number<'a>) {
    let number = actual.to_f64();
    let minimum = property.number(MIN_VALUE).filter(|minimum| number < minimum.to_f64());
    let maximum = property.number(MAX_VALUE).filter(|maximum| number > maximum.to_f64());
    let json = |number: Number<'a>| Param::Json(number.into());
    match (minimum, maximum) {
        (None, None) => {}
        (Some(minimum), None) => report.here(Message::TooSmall, &[json(minimum), json(actual)]),
        (None, Some(maximum)) => report.here(Message::TooLarge, &[json(maximum), json(actual)]),
        (Some(minimum), Some(maximum)) => {
            report.here(Message::OutOfRange, &[json(minimum), json(maximum), json(actual)]);
        }
    }
}

/// Whether the value is among those that the param offers, where they are known.
fn judge_choice<'a>(report: &mut Report<'a, '_>, property: Property<'a>, value: Raw<'a>) {
    let Some(choices) = property.choices() else { return };
    if !choices.iter().any(|choice| choice.is(value)) {
        let (message, actual) = match value.text() {
            Some(text) => (Message::InvalidEnum, Param::Text(text)),
            None => (Message::InvalidNumber, Param::Json(value)),
        };
        report.here(message, &[Param::Values(choices), actual]);
    }
}

fn judge_list<'a>(report: &mut Report<'a, '_>, property: Property<'a>, rule: Rule, list: Node<'_, 'a>) {
    let mut actual = 0;
    for element in list.elements() {
        report.enter(Segment::Index(actual));
        if judge_value(report, rule, element.raw()) && property.plugin() == Plugin::StringList {
            judge_choice(report, property, element.raw());
        }
        report.leave();
        actual += 1;
    }
    judge_count(report, property, MAX_ITEMS, actual);
}

/// Whether a list has no more items than the configuration allows.
fn judge_count<'a>(report: &mut Report<'a, '_>, property: Property<'a>, field: usize, actual: usize) {
    if let Some(maximum) = limit(property, field).filter(|maximum| actual > *maximum) {
        report.out_of_limit(Message::TooManyItems, maximum, actual);
    }
}

fn judge_object<'a>(report: &mut Report<'a, '_>, property: Property<'a>, node: Node<'_, 'a>) {
    judge_inside(report, property.plugin().rule(), node);
    if let Some(references) = node.property(Word::References).filter(|_| property.plugin() == Plugin::References) {
        let actual = references.elements().count();
        report.enter(Segment::Word(Word::References));
        if let Some(minimum) = limit(property, MIN).filter(|minimum| actual < *minimum) {
            report.out_of_limit(Message::TooFewItems, minimum, actual);
        }
        judge_count(report, property, MAX, actual);
        report.leave();
    }
    if property.plugin() == Plugin::Validity {
        judge_period(report, node);
    }
}

/// Whether a period does not end before it starts.
fn judge_period<'a>(report: &mut Report<'a, '_>, period: Node<'_, 'a>) {
    let moment = |name| period.text_of(name).and_then(|text| Some((text, date_time::instant(&text.content())?)));
    let Some(((from, start), (to, end))) = moment(Word::From).zip(moment(Word::To)) else { return };
    if end < start {
        report.at(Segment::Word(Word::To), Message::EndsBeforeStart, &[Param::Text(from), Param::Text(to)]);
    }
}
