//! The long way: what is wrong with a text that is not plainly right. Reads it whole, onto a tape, and judges value by value.

use super::grammar::{Field, Presence, Rule, Shape};
use super::operations::{self, PATCH, REQUEST};
use super::report::Report;
use super::{params, unexpected};
use crate::issue::{Message, Param, Segment};
use crate::json::{Duplicate, Node, Reader, Text, repeats};
use crate::operation::Operation;
use crate::word::Word;

/// Judges a request, or a patch that stands alone; says whether it may be sent twice.
#[cold]
pub fn judge<'a>(json: &'a [u8], report: &mut Report<'a, '_>, shape: &Shape) -> bool {
    let mut reader = Reader::noting_duplicates(json);
    let Ok(root) = reader.record().and_then(|root| reader.end().map(|()| root)) else {
        report.unreadable(reader.error());
        return false;
    };
    let root = reader.tape.node(root);
    if std::ptr::eq(shape, &REQUEST) {
        return judge_request(report, root, &reader.duplicates);
    }
    reader.duplicates.iter().for_each(|duplicate| report.duplicate(duplicate));
    judge_patch(report, root)
}

fn judge_request<'a>(report: &mut Report<'a, '_>, request: Node<'_, 'a>, mut duplicates: &[Duplicate<'a>]) -> bool {
    let is_object = object_or_issue(report, request);
    if is_object {
        judge_fields(report, REQUEST.fields, request);
    }
    // Where they stand twice, the last ones count. Keys that stand twice among them are for the patch that they are in.
    let patches = request.property(Word::Patches).filter(|patches| patches.raw().is_array());
    for duplicate in duplicates {
        if !patches.is_some_and(|patches| patches.holds(duplicate.mark)) {
            report.duplicate(duplicate);
        }
    }
    if is_object {
        unexpected::report(report, request, &|key| is_field(&REQUEST, key), None);
    }
    let Some(patches) = patches else { return has_version(request) };
    let mut may_be_repeated = true;
    for (index, patch) in patches.elements().enumerate() {
        while let [duplicate, others @ ..] = duplicates
            && duplicate.mark < patch.after()
        {
            if patch.holds(duplicate.mark) {
                report.duplicate(duplicate);
            }
            duplicates = others;
        }
        report.enter(Segment::Word(Word::Patches));
        report.enter(Segment::Index(index));
        may_be_repeated &= judge_patch(report, patch);
        report.leave();
        report.leave();
    }
    may_be_repeated || has_version(request)
}

fn has_version(request: Node<'_, '_>) -> bool {
    request.property(Word::Version).is_some_and(|version| Rule::Version.accepts(version.raw()))
}

/// Whether it is an object; an issue where it is not.
fn object_or_issue<'a>(report: &mut Report<'a, '_>, node: Node<'_, 'a>) -> bool {
    let is_object = node.raw().is_object();
    if !is_object {
        Rule::Object.explain(node.raw(), report);
    }
    is_object
}

/// Says whether the patch may be applied twice. One that has no operation that can be judged gets no other issue.
fn judge_patch<'a>(report: &mut Report<'a, '_>, patch: Node<'_, 'a>) -> bool {
    if !object_or_issue(report, patch) {
        return false;
    }
    let name = patch.property(Word::Operation).and_then(Node::text);
    let named = |operation: &Operation| name.is_some_and(|name| name.is_same(operation.word().into()));
    let Some(operation) = Operation::ALL.into_iter().find(named) else {
        judge_fields(report, PATCH.fields, patch);
        return false;
    };
    if !report.lacks(Word::Operation, operation.word(), operation.feature()) {
        let shape = operations::shape(operation);
        judge_fields(report, &shape.fields[1..], patch);
        unexpected::report(report, patch, &|key| is_field(shape, key), Some(operation));
    }
    operation.is_idempotent()
}

fn is_field(shape: &Shape, key: Text<'_>) -> bool {
    shape.fields.iter().any(|field| key.is_same(field.word.into()))
}

/// Judges the known properties one by one, in the order of the fields.
fn judge_fields<'a>(report: &mut Report<'a, '_>, fields: &[Field], object: Node<'_, 'a>) {
    for Field { word, rule, presence, feature, .. } in fields {
        match object.property(*word) {
            Some(value) => {
                if !report.lacks(*word, *word, *feature) {
                    judge_value(report, Segment::Word(*word), *rule, value);
                }
            }
            None => match presence {
                Presence::Required => {
                    report.at(Segment::Word(*word), Message::MissingProperty, &[Param::Word(*word)]);
                }
                Presence::RequiredWhenConfirmed if is_confirmed(object) => {
                    report.at(Segment::Word(*word), Message::MissingWhenConfirmed, &[Param::Word(*word)]);
                }
                Presence::RequiredWhenConfirmed | Presence::Optional => {}
            },
        }
    }
}

/// Judges a value by its rule, and what is in it where that is right.
fn judge_value<'a>(report: &mut Report<'a, '_>, place: Segment<'a>, rule: Rule, value: Node<'_, 'a>) {
    report.enter(place);
    if rule.accepts(value.raw()) {
        judge_inside(report, rule, value);
    } else {
        rule.explain(value.raw(), report);
    }
    report.leave();
}

/// Judges what is in a value that the rule accepts.
pub fn judge_inside<'a>(report: &mut Report<'a, '_>, rule: Rule, value: Node<'_, 'a>) {
    match rule {
        Rule::Shaped(shape) => {
            judge_fields(report, shape.fields, value);
            if shape.is_entry() {
                judge_purpose(report, value);
            }
            unexpected::report(report, value, &|key| is_field(shape, key), None);
        }
        Rule::List(rule) | Rule::PerhapsList(rule) => judge_elements(report, *rule, value),
        Rule::Anything
        | Rule::Boolean
        | Rule::String(_)
        | Rule::Number(_)
        | Rule::Whole(_)
        | Rule::Version
        | Rule::Object
        | Rule::Params
        | Rule::Array
        | Rule::Patches => {}
    }
}

/// Judges the elements of a list, of which no two may have the same handle.
fn judge_elements<'a>(report: &mut Report<'a, '_>, rule: Rule, list: Node<'_, 'a>) {
    let mut handles = Vec::new();
    for (index, element) in list.elements().enumerate() {
        judge_value(report, Segment::Index(index), rule, element);
        handles.push(element.property(Word::Handle).and_then(Node::text).unwrap_or(Text::of("")));
    }
    for (index, (handle, repeat)) in handles.iter().zip(repeats(&handles)).enumerate() {
        if repeat > 0 && !handle.is_empty() {
            report.enter(Segment::Index(index));
            report.at(Segment::Word(Word::Handle), Message::TakenHandle, &[Param::Text(*handle)]);
            report.leave();
        }
    }
}

fn is_confirmed(entry: Node<'_, '_>) -> bool {
    let state = entry.property(Word::State).and_then(Node::text);
    state.is_some_and(|state| state.is_same(Word::Confirmed.into()))
}

/// Judges the purpose of an entry and its params, where the project's purposes are known.
fn judge_purpose<'a>(report: &mut Report<'a, '_>, entry: Node<'_, 'a>) {
    let Some(purposes) = report.validator.purposes() else { return };
    let purpose = entry.property(Word::Purpose).and_then(Node::text);
    let Some(purpose) = purpose.filter(|purpose| !purpose.is_empty()) else { return };
    params::judge(report, purposes, purpose, entry.property(Word::Params), is_confirmed(entry));
}
