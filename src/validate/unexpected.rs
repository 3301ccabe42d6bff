//! Properties that an object may not have.

use super::operations;
use super::options::UnknownProperties;
use super::report::Report;
use crate::issue::{Message, Param, Segment};
use crate::json::{Node, Text, repeats};
use crate::operation::Operation;

/// Reports keys that are not known, each once: a key that stands twice is one property, and has an issue of its own
/// already. Those of a patch that other operations take come first.
#[inline(never)]
pub fn report<'a>(
    report: &mut Report<'a, '_>,
    object: Node<'_, 'a>,
    is_known: &dyn Fn(Text<'a>) -> bool,
    operation: Option<Operation>,
) {
    let keys = object.keys();
    if keys.iter().all(|key| is_known(*key)) {
        return;
    }
    let repeats = repeats(&keys);
    for unknown in [false, true] {
        for (key, repeat) in keys.iter().zip(&repeats) {
            if is_known(*key) || *repeat > 0 || report.has_told(Some(*key)) {
                continue;
            }
            match operation.and_then(|operation| Some((operation, operations::property(*key)?))) {
                Some((operation, property)) if !unknown => {
                    let params = [Param::Word(property), Param::Word(operation.word())];
                    report.at(Segment::Word(property), Message::UnsupportedProperty, &params);
                }
                None if unknown && report.validator.options.unknown_properties == UnknownProperties::Reject => {
                    report.at(Segment::Key(*key), Message::UnknownProperty, &[Param::Text(*key)]);
                }
                Some(_) | None => {}
            }
        }
    }
}
