//! The purpose of a usage log entry, and its params by the `paramsSchema` of that purpose.

use super::super::groups::Groups;
use super::super::report::Report;
use super::super::unexpected;
use super::property;
use crate::issue::{Message, Param, Segment};
use crate::json::{Node, Text};
use crate::word::Word;

/// Judges an entry with that purpose. `params`: None where it has none, which entries that are `confirmed` may not do without.
pub fn judge<'a>(
    report: &mut Report<'a, '_>,
    purposes: &'a Groups,
    purpose: Text<'a>,
    params: Option<Node<'_, 'a>>,
    is_confirmed: bool,
) {
    let known = purposes.find(purpose);
    if known.is_none() {
        let params = [Param::Values(purposes.handles()), Param::Text(purpose)];
        return report.at(Segment::Word(Word::Purpose), Message::UnknownPurpose, &params);
    }
    // A value of another type has its issue already.
    if params.is_some_and(|params| !params.raw().is_object()) {
        return;
    }
    report.enter(Segment::Word(Word::Params));
    let own = purposes.own(known);
    for param in own.clone() {
        let handle = param.handle();
        report.enter(Segment::Key(handle));
        match params.and_then(|params| params.get(handle)) {
            Some(value) => match emptiness(value).filter(|_| is_confirmed && param.is_required()) {
                Some(message) => report.out_of_limit(message, 1, 0),
                None => property::judge(report, param, value),
            },
            None if is_confirmed && param.is_required() => {
                report.here(Message::MissingWhenConfirmed, &[Param::Text(handle)]);
            }
            None => {}
        }
        report.leave();
    }
    if let Some(params) = params {
        let is_known = |key| own.clone().next_of(key).is_some();
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
