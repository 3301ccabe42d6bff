//! The members of an object, asked for by name.

use super::report::Report;
use super::shape::Field;
use super::{Options, UnknownProperties};
use crate::issue::{Kind, Segment};
use crate::json::{self, Raw, Text, repeats};

/// What stands in an object, in the order of the text.
pub struct Members<'a>(pub json::Members<'a>);

impl<'a> Members<'a> {
    /// Of an object's checked text.
    pub fn of(object: Raw<'a>) -> Self {
        Self(json::members(object))
    }

    /// The last value under `name`, as for `JSON.parse`.
    pub fn value(&self, name: Text<'_>) -> Option<Raw<'a>> {
        json::find_member(&self.0, name)
    }

    /// The keys that are no fields.
    pub fn keys_beside(&self, fields: &[Field]) -> Vec<Text<'a>> {
        self.keys_unlike(&|key| fields.iter().any(|field| key.is_same(field.name.text())))
    }

    /// The keys that `is_known` does not know.
    pub fn keys_unlike(&self, is_known: &dyn Fn(Text<'a>) -> bool) -> Vec<Text<'a>> {
        let mut keys = Vec::new();
        for (key, _) in &self.0 {
            if !is_known(*key) {
                keys.push(*key);
            }
        }
        keys
    }
}

/// Reports keys that no rule names, each once: a key that stands twice is one property, and has an issue of its own
/// already.
pub fn report_unknown<'a>(report: &mut Report<'a>, keys: &[Text<'a>], options: &Options) {
    if keys.is_empty() || options.unknown_properties == UnknownProperties::Ignore {
        return;
    }
    for (key, repeat) in keys.iter().zip(repeats(keys)) {
        if repeat == 0 {
            report.at(Segment::Key(*key), Kind::UnknownProperty { property: *key });
        }
    }
}
