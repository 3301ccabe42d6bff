//! The members of an object, asked for by name.

use super::report::Report;
use super::shape::Field;
use crate::issue::{Kind, Segment};
use crate::json::{self, Text, Value, repeats};

/// What stands in an object, in the order of the text.
pub struct Members<'a>(pub Vec<(Text<'a>, Value<'a>)>);

impl<'a> Members<'a> {
    /// Of an object's checked text.
    pub fn of(object: &'a [u8]) -> Self {
        Self(json::members(object))
    }

    /// The last value under `name`, as for `JSON.parse`.
    pub fn value(&self, name: Text<'_>) -> Option<Value<'a>> {
        json::find_member(&self.0, name)
    }

    /// Reports the keys that `is_known` does not know, each once: a key that stands twice is one property, and has an
    /// issue of its own already.
    pub fn report_unknown(&self, report: &mut Report<'a>, is_known: &dyn Fn(Text<'a>) -> bool) {
        let mut keys: Vec<Text<'a>> = self.0.iter().map(|(key, _)| *key).collect();
        keys.retain(|key| !is_known(*key));
        let repeats = repeats(&keys);
        let mut repeats = repeats.iter().peekable();
        for (index, key) in keys.into_iter().enumerate() {
            if repeats.next_if(|repeat| repeat.index == index).is_none() {
                report.at(Segment::Key(key), Kind::UnknownProperty { property: key });
            }
        }
    }

    /// Reports the keys that are no fields.
    pub fn report_all_but(&self, report: &mut Report<'a>, fields: &[Field]) {
        self.report_unknown(report, &|key| fields.iter().any(|field| key.is(field.name.text())));
    }
}
