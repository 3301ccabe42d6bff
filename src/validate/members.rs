//! The members of an object, asked for by name.

use super::report::Report;
use super::shape::Field;
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

    /// Reports the keys that `is_known` does not know.
    pub fn report_unknown(&self, report: &mut Report<'a>, is_known: &dyn Fn(Text<'a>) -> bool) {
        let mut keys: Vec<Text<'a>> = Vec::new();
        for (key, _) in &self.0 {
            if !is_known(*key) {
                keys.push(*key);
            }
        }
        if !keys.is_empty() {
            report_unknown(report, &keys);
        }
    }

    /// Reports the keys that are no fields.
    pub fn report_all_but(&self, report: &mut Report<'a>, fields: &[Field]) {
        self.report_unknown(report, &|key| is_field(fields, key));
    }
}

/// Whether one of the fields has the name.
pub fn is_field(fields: &[Field], name: Text<'_>) -> bool {
    fields.iter().any(|field| name.is_same(field.name.text()))
}

/// Each once: a key that stands twice is one property, and has an issue of its own already.
fn report_unknown<'a>(report: &mut Report<'a>, keys: &[Text<'a>]) {
    for (key, repeat) in keys.iter().zip(repeats(keys)) {
        if repeat == 0 {
            report.at(Segment::Key(*key), Kind::UnknownProperty { property: *key });
        }
    }
}
