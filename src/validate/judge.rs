//! The long way: what is wrong with a text that is not plainly right. Reads it whole, onto a tape, and judges value by value.

pub mod metadata;
pub mod params;
mod property;

use super::config::PROPERTY;
use super::grammar::{Field, Of, Presence, Rule, Shape};
use super::operations::{self, PATCH, REQUEST};
use super::plugin::Plugin;
use super::report::Report;
use super::unexpected;
use crate::issue::{Message, Param, Segment};
use crate::json::{Flaw, Node, Reader, Text, repeats};
use crate::operation::Operation;
use crate::word::Word;

/// Judges a request, or a patch that stands alone; says whether it may be sent twice.
#[cold]
pub fn judge<'a>(json: &'a [u8], report: &mut Report<'a, '_>, shape: &Shape) -> bool {
    let mut reader = Reader::noting_flaws(json);
    let Ok(root) = reader.record().and_then(|root| reader.end().map(|()| root)) else {
        report.unreadable(reader.error());
        return false;
    };
    let root = reader.tape.node(root);
    report.tells_flaws = true;
    if std::ptr::eq(shape, &REQUEST) {
        return judge_request(report, root, &reader.flaws);
    }
    reader.flaws.iter().for_each(|flaw| report.flaw(flaw));
    judge_patch(report, root)
}

fn judge_request<'a>(report: &mut Report<'a, '_>, request: Node<'_, 'a>, mut flaws: &[Flaw<'a>]) -> bool {
    let is_object = object_or_issue(report, request);
    if is_object {
        judge_fields(report, REQUEST.fields, request);
    }
    // Where they stand twice, the last ones count. The flaws among them are for the patch that they are in.
    let patches = request.property(Word::Patches).filter(|patches| patches.raw().is_array());
    for flaw in flaws {
        if !patches.is_some_and(|patches| patches.holds(flaw.mark)) {
            report.flaw(flaw);
        }
    }
    if is_object {
        unexpected::report(report, request, &|key| is_field(&REQUEST, key), None);
    }
    let Some(patches) = patches else { return has_version(request) };
    let mut may_be_repeated = true;
    for (index, patch) in patches.elements().enumerate() {
        while let [flaw, others @ ..] = flaws
            && flaw.mark < patch.after()
        {
            if patch.holds(flaw.mark) {
                report.flaw(flaw);
            }
            flaws = others;
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
    let name = patch.text_of(Word::Operation);
    let named = |operation: &Operation| name.is_some_and(|name| name.is_same(operation.word().into()));
    let Some(operation) = Operation::ALL.into_iter().find(named) else {
        judge_fields(report, PATCH.fields, patch);
        return false;
    };
    if !report.lacks(Word::Operation, operation.word(), operation.feature()) && !report.forbids(operation) {
        let shape = operations::shape(operation);
        judge_fields(report, &shape.fields[1..], patch);
        if operation == Operation::SetMetadataProperty {
            judge_metadata(report, patch);
        }
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

/// Judges a value by its rule, and the values in it where the rule accepts it.
pub fn judge_value<'a>(report: &mut Report<'a, '_>, segment: Segment<'a>, rule: Rule, value: Node<'_, 'a>) {
    report.enter(segment);
    if rule.accepts(value.raw()) {
        judge_inside(report, rule, value);
    } else {
        rule.explain(value.raw(), report);
    }
    report.leave();
}

/// Judges the values in one that the rule accepts.
pub fn judge_inside<'a>(report: &mut Report<'a, '_>, rule: Rule, value: Node<'_, 'a>) {
    match rule {
        Rule::Shaped(shape) => {
            judge_fields(report, shape.fields, value);
            if shape.is_entry() {
                judge_purpose(report, value);
            }
            if !shape.is_open {
                unexpected::report(report, value, &|key| is_field(shape, key), None);
            }
        }
        Rule::Property(of) => judge_known_property(report, of, value),
        Rule::List(rule) | Rule::PerhapsList(rule) => drop(judge_elements(report, *rule, value)),
        Rule::Distinct(rule) => {
            let handles = judge_elements(report, *rule, value);
            judge_handles(report, &handles);
        }
        Rule::Anything
        | Rule::Metadata
        | Rule::Boolean
        | Rule::String(_)
        | Rule::Number(_)
        | Rule::Whole(_)
        | Rule::Version
        | Rule::Object
        | Rule::Params
        | Rule::Patches => {}
    }
}

/// The place of a property's configuration, behind all else.
const CONFIG: usize = PROPERTY.index_of(Word::Config);

/// Judges a param of a purpose, or a metadata property of a media type. A param that stands in several purposes has the same
/// type in all.
fn judge_known_property<'a>(report: &mut Report<'a, '_>, of: Of, property: Node<'_, 'a>) {
    let (handle, name) = (property.text_of(Word::Handle), property.text_of(Word::Type));
    let is_judged = name.is_none_or(|name| Plugin::named(name, of).is_judged());
    judge_fields(report, if is_judged { PROPERTY.fields } else { &PROPERTY.fields[..CONFIG] }, property);
    let (Some(handle), Some(name)) = (handle, name.filter(|_| of == Of::Purpose)) else { return };
    match report.types.iter().find(|(own, _)| own.is_same(handle)) {
        None => report.types.push((handle, name)),
        Some((_, own)) if own.is_same(name) => {}
        Some(_) => report.at(Segment::Word(Word::Type), Message::OtherType, &[Param::Text(handle)]),
    }
}

/// Judges the elements of a list; gives their handles.
fn judge_elements<'a>(report: &mut Report<'a, '_>, rule: Rule, list: Node<'_, 'a>) -> Vec<Text<'a>> {
    let mut handles = Vec::new();
    for (index, element) in list.elements().enumerate() {
        judge_value(report, Segment::Index(index), rule, element);
        handles.push(element.text_of(Word::Handle).unwrap_or_default());
    }
    handles
}

/// Judges the handles of a list's elements: no two may be the same.
fn judge_handles<'a>(report: &mut Report<'a, '_>, handles: &[Text<'a>]) {
    for (index, (handle, repeat)) in handles.iter().zip(repeats(handles)).enumerate() {
        if repeat > 0 && !handle.is_empty() {
            report.enter(Segment::Index(index));
            report.at(Segment::Word(Word::Handle), Message::TakenHandle, &[Param::Text(*handle)]);
            report.leave();
        }
    }
}

fn is_confirmed(entry: Node<'_, '_>) -> bool {
    let state = entry.text_of(Word::State);
    state.is_some_and(|state| state.is_same(Word::Confirmed.into()))
}

/// Judges the purpose of an entry and its params, where the project's purposes are known.
fn judge_purpose<'a>(report: &mut Report<'a, '_>, entry: Node<'_, 'a>) {
    let purposes = report.validator.purposes();
    let Some((purposes, purpose)) = purposes.zip(without_issue(report, entry.text_of(Word::Purpose))) else { return };
    params::judge(report, purposes, purpose, entry.property(Word::Params), is_confirmed(entry));
}

/// Judges the metadata property that a patch sets, where the project's media types are known.
fn judge_metadata<'a>(report: &mut Report<'a, '_>, patch: Node<'_, 'a>) {
    let types = report.validator.media_types();
    let name = without_issue(report, patch.text_of(Word::PropertyName));
    // Removing is always allowed.
    let value = patch.property(Word::Value).filter(|value| !value.raw().is_null());
    let Some(((types, name), value)) = types.zip(name).zip(value) else { return };
    metadata::judge(report, types, name, value);
}

/// A name that has no issue yet.
fn without_issue<'a>(report: &Report<'a, '_>, name: Option<Text<'a>>) -> Option<Text<'a>> {
    name.filter(|name| !name.is_empty() && !report.has_told(Some(*name)))
}
