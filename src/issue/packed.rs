//! Issues as numbers, for JavaScript: `pkg/js/issues.js` reads them.
//!
//! ```text
//! issue = message, kept, more, segment × more, value × params of the message
//! ```
//!
//! A path starts with the first `kept` segments of the path before it: paths below one long key would otherwise multiply
//! that key. `message` is a number of the [dictionary](super::DICTIONARY). Segments and values are [`Simple`] numbers, or -1
//! for the next of the JSON values.

use super::message::write_string;
use super::{Issues, Kind, Params, Segment, Simple};

/// Issues, packed.
#[derive(Debug, Default)]
pub struct Packed<'a> {
    numbers: Vec<i32>,
    /// A comma before each.
    values: Vec<u8>,
    /// The last path.
    path: Vec<Segment<'a>>,
}

/// The next of the JSON values.
const NEXT: i32 = !0;

impl<'a> Packed<'a> {
    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.numbers.is_empty()
    }

    /// The numbers, and the values that they speak of: each a JSON text with a comma before it.
    pub fn into_parts(self) -> (Vec<i32>, Vec<u8>) {
        (self.numbers, self.values)
    }

    #[inline(never)]
    fn next_value(&mut self) -> &mut Vec<u8> {
        self.numbers.push(NEXT);
        self.values.push(b',');
        &mut self.values
    }
}

impl<'a> Issues<'a> for Packed<'a> {
    fn add(&mut self, path: &[Segment<'a>], kind: Kind<'a>) {
        let start = self.numbers.len();
        let kept = self.path.iter().zip(path).take_while(|(old, new)| old.is_same(new)).count();
        let more = &path[kept..];
        self.path.truncate(kept);
        self.path.extend_from_slice(more);
        // The message, once it is known.
        self.numbers.push(0);
        self.numbers.push(kept as i32);
        self.numbers.push(more.len() as i32);
        for segment in more {
            match segment {
                Segment::Index(index) => self.numbers.push(Simple::number(*index).0),
                Segment::Word(word) => self.numbers.push(Simple::word(*word).0),
                Segment::Key(key) => write_string(self.next_value(), key.raw()),
            }
        }
        self.numbers[start] = kind.describe(self) as i32;
    }

    fn clear(&mut self) {
        *self = Self::default();
    }
}

impl Params for Packed<'_> {
    #[inline(never)]
    fn put(&mut self, value: Simple) {
        self.numbers.push(value.0);
    }

    fn json(&mut self) -> &mut Vec<u8> {
        self.next_value()
    }
}

impl Segment<'_> {
    fn is_same(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Word(own), Self::Word(others)) => own == others,
            // The same place of the input: cheaper than the same content, and enough for paths below one key.
            (Self::Key(own), Self::Key(others)) => std::ptr::eq(own.raw(), others.raw()),
            (Self::Index(own), Self::Index(others)) => own == others,
            _ => false,
        }
    }
}
