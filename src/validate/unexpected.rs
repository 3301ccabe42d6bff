//! Properties that an object may not have.

use super::operations;
use super::options::UnknownProperties;
use super::report::Report;
use crate::issue::{Message, Param, Segment};
use crate::json::{Node, Text, repeats};
use crate::operation::Operation;
use crate::word::Word;

/// Reports keys that are not known, each once: a key that stands twice is one property, and has an issue of its own
/// already. Those of a patch that other operations take come first.
#[inline(never)]
pub fn report<'a>(
    report: &mut Report<'a, '_>,
    object: Node<'_, 'a>,
    is_known: &dyn Fn(Text<'a>) -> bool,
    operation: Option<Operation>,
) {
    let keys: Vec<Text<'a>> = object.members().map(|(key, _)| key).filter(|key| !is_known(*key)).collect();
    let repeats = repeats(&keys);
    let first = |index: usize| repeats.get(index).is_none_or(|repeat| *repeat == 0);
    let mut unknown = Vec::new();
    for (_, key) in keys.iter().enumerate().filter(|(index, _)| first(*index)) {
        match operation.and_then(|operation| Some((operation, property(*key)?))) {
            Some((operation, property)) => {
                let params = [Param::Word(property), Param::Word(operation.word())];
                report.at(Segment::Word(property), Message::UnsupportedProperty, &params);
            }
            None => unknown.push(*key),
        }
    }
    if report.validator.options.unknown_properties == UnknownProperties::Reject {
        for key in unknown {
            report.at(Segment::Key(key), Message::UnknownProperty, &[Param::Text(key)]);
        }
    }
}

/// The property of some operation that the key names.
fn property(key: Text<'_>) -> Option<Word> {
    operations::properties().find(|word| key.is_same((*word).into()))
}
