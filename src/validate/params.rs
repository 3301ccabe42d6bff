//! The purpose of a usage log entry, and its params by the `paramsSchema` of that purpose.

use super::config::CONFIG;
use super::grammar::Rule;
use super::param_kind::ParamKind;
use super::purposes::{KnownParam, Purposes};
use super::report::Report;
use super::unexpected;
use crate::issue::{Message, Param, Segment};
use crate::json::{Node, Number, Raw, Text, Value, length};
use crate::word::Word;

const MIN_VALUE: usize = CONFIG.index_of(Word::MinValue);
const MAX_VALUE: usize = CONFIG.index_of(Word::MaxValue);
const MIN_LENGTH: usize = CONFIG.index_of(Word::MinLength);
const MAX_LENGTH: usize = CONFIG.index_of(Word::MaxLength);
const MAX_ITEMS: usize = CONFIG.index_of(Word::MaxItems);

/// Judges an entry with that purpose. `params`: None where it has none, which entries that are `confirmed` may not do without.
pub fn judge<'a>(
    report: &mut Report<'a, '_>,
    purposes: &'a Purposes,
    purpose: Text<'a>,
    params: Option<Node<'_, 'a>>,
    is_confirmed: bool,
) {
    let Some(known) = purposes.purpose(purpose) else {
        let params = [Param::Values(purposes.handles()), Param::Text(purpose)];
        return report.at(Segment::Word(Word::Purpose), Message::UnknownPurpose, &params);
    };
    // A value of another type has its issue already.
    if params.is_some_and(|params| !params.raw().is_object()) {
        return;
    }
    report.enter(Segment::Word(Word::Params));
    for param in known.params() {
        let handle = param.handle();
        report.enter(Segment::Key(handle));
        match params.and_then(|params| params.get(handle)) {
            Some(value) => match emptiness(value).filter(|_| is_confirmed && param.is_required()) {
                Some(message) => report.out_of_limit(message, 1, 0),
                None => judge_param(report, param, value),
            },
            None if is_confirmed && param.is_required() => {
                report.here(Message::MissingWhenConfirmed, &[Param::Text(handle)]);
            }
            None => {}
        }
        report.leave();
    }
    if let Some(params) = params {
        let is_known = |key| known.params().any(|param| param.handle().is_same(key));
        unexpected::report(report, params, &is_known, None);
    }
    report.leave();
}

/// What is wrong with a value that must not be empty, where it is: an input that nobody has touched.
fn emptiness(value: Node<'_, '_>) -> Option<Message> {
    match value.raw().bytes() {
        b"\"\"" => Some(Message::TooShort),
        [b'[', ..] if value.is_leaf() => Some(Message::TooFewItems),
        _ => None,
    }
}

/// Judges the value of a param.
fn judge_param<'a>(report: &mut Report<'a, '_>, param: KnownParam<'a>, node: Node<'_, 'a>) {
    let value = node.raw();
    if !judge_value(report, param.kind().rule(), value) {
        return;
    }
    match (param.kind(), value.value()) {
        (ParamKind::Text, Value::String(text)) => judge_text(report, param, text),
        (ParamKind::Enum, _) => judge_choice(report, param, value),
        (ParamKind::Integer, Value::Number(number)) => {
            judge_range(report, param, number);
            judge_choice(report, param, value);
        }
        (kind, _) => {
            if let Some(rule) = kind.element() {
                judge_list(report, param, rule, node);
            }
        }
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

fn judge_text<'a>(report: &mut Report<'a, '_>, param: KnownParam<'a>, text: Text<'a>) {
    let content = text.content();
    let actual = length(&content);
    if let Some(minimum) = limit(param, MIN_LENGTH).filter(|minimum| actual < *minimum) {
        report.out_of_limit(Message::TooShort, minimum, actual);
    }
    if let Some(maximum) = limit(param, MAX_LENGTH).filter(|maximum| actual > *maximum) {
        report.out_of_limit(Message::TooLong, maximum, actual);
    }
    if param.forbids_newlines() && content.iter().any(|byte| matches!(byte, b'\n' | b'\r')) {
        report.here(Message::InvalidFormat, &[Param::Word(Word::OneLine), Param::Text(text)]);
    }
}

/// A number of characters or items, under a field of [`CONFIG`].
fn limit(param: KnownParam<'_>, field: usize) -> Option<usize> {
    param.number(field).map(|limit| limit.to_f64() as usize)
}

fn judge_range<'a>(report: &mut Report<'a, '_>, param: KnownParam<'a>, actual: Number<'a>) {
    let number = actual.to_f64();
    let minimum = param.number(MIN_VALUE).filter(|minimum| number < minimum.to_f64());
    let maximum = param.number(MAX_VALUE).filter(|maximum| number > maximum.to_f64());
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
fn judge_choice<'a>(report: &mut Report<'a, '_>, param: KnownParam<'a>, value: Raw<'a>) {
    let Some(choices) = param.choices() else { return };
    if !choices.iter().any(|choice| choice.is(value)) {
        let (message, actual) = match value.text() {
            Some(text) => (Message::InvalidEnum, Param::Text(text)),
            None => (Message::InvalidNumber, Param::Json(value)),
        };
        report.here(message, &[Param::Values(choices), actual]);
    }
}

fn judge_list<'a>(report: &mut Report<'a, '_>, param: KnownParam<'a>, rule: Rule, list: Node<'_, 'a>) {
    let mut actual = 0;
    for element in list.elements() {
        report.enter(Segment::Index(actual));
        if judge_value(report, rule, element.raw()) && param.kind() == ParamKind::StringList {
            judge_choice(report, param, element.raw());
        }
        report.leave();
        actual += 1;
    }
    if let Some(maximum) = limit(param, MAX_ITEMS).filter(|maximum| actual > *maximum) {
        report.out_of_limit(Message::TooManyItems, maximum, actual);
    }
}
