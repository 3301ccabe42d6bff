//! The values of an object's known properties.

use super::Validator;
use super::shape::{Field, MOST_FIELDS, Shape};
use crate::json::{Members, Raw, Text};

/// What stands under each field of a shape.
#[derive(Debug)]
pub struct Found<'a> {
    pub shape: &'static Shape,
    values: [Raw<'a>; MOST_FIELDS],
    /// A bit for each field that is there.
    present: u32,
    /// A bit for each field that may be wrong; bits above for those that are missing, and for others that may not be there.
    doubtful: u32,
    /// The bits of the keys that are no fields.
    pub others: u64,
    /// Of a patch: whether its operation is still to come.
    pub operation_is_ahead: bool,
}

/// Of `doubtful`.
pub const WRONG_OTHERS: u32 = 1 << (2 * MOST_FIELDS);

impl<'a> Found<'a> {
    #[inline(always)]
    pub fn new(shape: &'static Shape) -> Self {
        Self { shape, values: Default::default(), present: 0, doubtful: 0, others: 0, operation_is_ahead: false }
    }

    /// Among members, of which the last counts under each name, as for `JSON.parse`.
    pub fn among(members: &Members<'a>, shape: &'static Shape, validator: &Validator) -> Self {
        let mut found = Self::new(shape);
        let (mut present, mut doubtful) = (0, 0);
        for (key, value) in members {
            if let Some(index) = shape.field(*key) {
                let Field { rule, feature, .. } = shape.fields[index];
                let is_right = !rule.looks_inside() && rule.accepts(*value) && validator.has(feature);
                found.set(index, *value);
                present |= 1 << index;
                doubtful = doubtful & !(1 << index) | u32::from(!is_right) << index;
            }
        }
        found.finish(present, doubtful, shape.required);
        found
    }

    /// All at once, but for what the values are.
    #[inline(always)]
    pub fn finish(&mut self, present: u32, doubtful: u32, required: u32) {
        self.present = present;
        self.doubtful = doubtful | (required & !present) << MOST_FIELDS;
    }

    #[inline(always)]
    pub fn set(&mut self, index: usize, value: Raw<'a>) {
        self.values[index % MOST_FIELDS] = value;
    }

    #[inline(always)]
    pub fn has(&self, index: usize) -> bool {
        self.present >> index & 1 == 1
    }

    /// The value of the field, where it is there.
    pub fn value(&self, index: usize) -> Option<Raw<'a>> {
        self.has(index).then(|| self.values[index % MOST_FIELDS])
    }

    pub fn is_doubtful(&self, index: usize) -> bool {
        self.doubtful >> index & 1 == 1
    }

    /// Whether there are others that may not be there.
    pub fn has_wrong_others(&self) -> bool {
        self.doubtful & WRONG_OTHERS != 0
    }

    /// Whether the object is as it has to be.
    #[inline(always)]
    pub fn is_right(&self) -> bool {
        self.doubtful == 0
    }

    /// The text under the field.
    pub fn text(&self, index: usize) -> Option<Text<'a>> {
        self.value(index).and_then(Raw::text)
    }
}
