//! The value of a param or a metadata property, by its plugin and its configuration.

use super::super::config::CONFIG;
use super::super::date_time;
use super::super::grammar::Rule;
use super::super::groups::{ITEMS, LENGTHS, Limits, Property, REFERENCES};
use super::super::plugin::Plugin;
use super::super::report::Report;
use super::judge_inside;
use crate::issue::{Message, Param, Segment};
use crate::json::{Node, Number, Raw, Text, length};
use crate::word::Word;

const MIN_VALUE: usize = CONFIG.index_of(Word::MinValue);
const MAX_VALUE: usize = CONFIG.index_of(Word::MaxValue);

/// Judges the value of a param or a metadata property.
#[inline(never)]
pub fn judge<'a>(report: &mut Report<'a, '_>, property: Property<'a>, node: Node<'_, 'a>) {
    let (plugin, value) = (property.plugin(), node.raw());
    if property.takes(value) {
        return;
    }
    let rule = plugin.rule();
    if !rule.accepts(value) || report.has_told(value.text()) {
        return rule.explain(value, report);
    }
    match rule {
        Rule::List(rule) => judge_items(report, property, ITEMS, *rule, node),
        Rule::Shaped(_) => judge_object(report, property, rule, node),
        Rule::Whole(_) => judge_range(report, property, value),
        Rule::String(_) if matches!(plugin, Plugin::Text | Plugin::Choice) => judge_text(report, property, value),
        _ => {}
    }
    if matches!(plugin, Plugin::Choice | Plugin::Enum | Plugin::Integer) {
        judge_choice(report, property, value);
    }
}

fn judge_object<'a>(report: &mut Report<'a, '_>, property: Property<'a>, rule: Rule, object: Node<'_, 'a>) {
    judge_inside(report, rule, object);
    if property.plugin() == Plugin::Validity {
        judge_period(report, object);
    }
    let references = object.property(Word::References).filter(|references| references.raw().is_array());
    if let Some(references) = references.filter(|_| property.plugin() == Plugin::References) {
        report.enter(Segment::Word(Word::References));
        judge_items(report, property, REFERENCES, Rule::Anything, references);
        report.leave();
    }
}

fn judge_text<'a>(report: &mut Report<'a, '_>, property: Property<'a>, text: Raw<'a>) {
    let Some(text) = text.text() else { return };
    let sizes @ [least, most] = property.sizes(LENGTHS);
    // There are no fewer bytes than characters; and line breaks are written with escapes.
    let is_line = property.forbids_newlines();
    if least > 0 || text.raw().len() > most || is_line && text.is_escaped() {
        let content = text.content();
        judge_size(report, sizes, [Message::TooShort, Message::TooLong], length(&content));
        if is_line && content.iter().any(|byte| matches!(byte, b'\n' | b'\r')) {
            report.here(Message::InvalidFormat, &[Param::Word(Word::OneLine), Param::Text(text)]);
        }
    }
}

/// Judges the elements of a list, and how many there are.
fn judge_items<'a>(
    report: &mut Report<'a, '_>,
    property: Property<'a>,
    limits: Limits,
    rule: Rule,
    list: Node<'_, 'a>,
) {
    let mut actual = 0;
    for element in list.elements() {
        let element = element.raw();
        report.enter(Segment::Index(actual));
        if !rule.accepts(element) || report.has_told(element.text()) {
            rule.explain(element, report);
        } else if property.plugin() == Plugin::StringList {
            judge_choice(report, property, element);
        }
        report.leave();
        actual += 1;
    }
    judge_size(report, property.sizes(limits), [Message::TooFewItems, Message::TooManyItems], actual);
}

/// Judges a number of characters or items.
fn judge_size(report: &mut Report<'_, '_>, [least, most]: [usize; 2], [short, long]: [Message; 2], actual: usize) {
    if actual < least {
        report.out_of_limit(short, least, actual);
    }
    if actual > most {
        report.out_of_limit(long, most, actual);
    }
}

fn judge_range<'a>(report: &mut Report<'a, '_>, property: Property<'a>, actual: Raw<'a>) {
    let Some(number) = actual.number().map(Number::to_f64) else { return };
    let minimum = property.number(MIN_VALUE).filter(|minimum| number < minimum.to_f64());
    let maximum = property.number(MAX_VALUE).filter(|maximum| number > maximum.to_f64());
    let json = |number: Number<'a>| Param::Json(number.into());
    let actual = Param::Json(actual);
    match (minimum, maximum) {
        (Some(minimum), Some(maximum)) => report.here(Message::OutOfRange, &[json(minimum), json(maximum), actual]),
        (Some(limit), None) | (None, Some(limit)) => {
            let message = if minimum.is_some() { Message::TooSmall } else { Message::TooLarge };
            report.here(message, &[json(limit), actual]);
        }
        (None, None) => {}
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

/// Whether a period does not end before it starts.
fn judge_period<'a>(report: &mut Report<'a, '_>, period: Node<'_, 'a>) {
    let Some((from, start)) = moment(period, Word::From) else { return };
    let Some((to, end)) = moment(period, Word::To) else { return };
    if end < start {
        report.at(Segment::Word(Word::To), Message::EndsBeforeStart, &[Param::Text(from), Param::Text(to)]);
    }
}

#[inline(never)]
fn moment<'a>(period: Node<'_, 'a>, name: Word) -> Option<(Text<'a>, f64)> {
    let text = period.text_of(name)?;
    Some((text, date_time::instant(&text.content())?))
}
