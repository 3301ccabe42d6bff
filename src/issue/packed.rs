//! Issues as numbers, for JavaScript: `pkg/js/issues.js` reads them.
//!
//! ```text
//! issue  = message, kept, more, atom × more, atom × params of the message
//! atom   = number                                 from 0 on: itself
//!        | !(count << 8 | word + 1)               a word; with a count, so many words from that one on
//!        | -1                                     the next of the JSON values
//! ```
//!
//! A path starts with the first `kept` segments of the path before it: paths below one long key would otherwise multiply
//! that key. `message` is a place in the list of [messages](super::MESSAGES_JSON), `word` one in that of [words](crate::word::WORDS).

use super::{ECHOED, Issues, Message, Param, Segment};

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
/// Where in an atom a count of words starts, in bits.
pub const COUNT_SHIFT: u32 = 8;

/// What JavaScript asks for, by numbers.
pub mod part {
    /// The numbers that a call has left.
    pub const NUMBERS: u32 = 0;
    /// The values that it has left.
    pub const VALUES: u32 = 1;
    /// The list of words.
    pub const WORDS: u32 = 2;
    /// The list of messages.
    pub const MESSAGES: u32 = 3;
}

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
    fn put(&mut self, param: Param<'a>) {
        let number = match param {
            // There are no larger ones than fit.
            Param::Number(number) => i32::try_from(number).unwrap_or(i32::MAX),
            Param::Word(word) => !(word as i32 + 1),
            Param::Words(first, count) => !((count as i32) << COUNT_SHIFT | (first as i32 + 1)),
            Param::Text(text) => return self.put_string(text.start(ECHOED)),
            Param::Json(raw) => {
                self.start_value().extend_from_slice(raw.bytes());
                return;
            }
            Param::Month(axis, month) => {
                let out = self.start_value();
                out.push(b'"');
                axis.write(month, out);
                out.push(b'"');
                return;
            }
            Param::Values(values) => {
                let out = self.start_value();
                let mut before = b'[';
                for value in values.iter() {
                    out.push(before);
                    out.extend_from_slice(value.bytes());
                    before = b',';
                }
                if before == b'[' {
                    out.push(before);
                }
                out.push(b']');
                return;
            }
        };
        self.numbers.push(number);
    }

    /// A string as it stands in its text, which is JSON already.
    #[inline(never)]
    fn put_string(&mut self, raw: &[u8]) {
        let out = self.start_value();
        out.push(b'"');
        out.extend_from_slice(raw);
        out.push(b'"');
    }

    /// Where the next of the JSON values goes.
    #[inline(never)]
    fn start_value(&mut self) -> &mut Vec<u8> {
        self.numbers.push(NEXT);
        self.values.push(b',');
        &mut self.values
    }
}

impl<'a> Issues<'a> for Packed<'a> {
    fn add(&mut self, path: &[Segment<'a>], message: Message, params: &[Param<'a>]) {
        let kept = self.path.iter().zip(path).take_while(|(old, new)| old.is_same(new)).count();
        let more = path.get(kept..).unwrap_or_default();
        self.path.truncate(kept);
        self.path.extend_from_slice(more);
        for number in [message as usize, kept, more.len()] {
            self.put(Param::Number(number));
        }
        for segment in more {
            match *segment {
                Segment::Index(index) => self.put(Param::Number(index)),
                Segment::Word(word) => self.put(Param::Word(word)),
                Segment::Key(key) => self.put_string(key.raw()),
            }
        }
        for param in params {
            self.put(*param);
        }
    }
}

impl Segment<'_> {
    fn is_same(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Word(own), Self::Word(others)) => own == others,
            // The same place of the input: cheaper than the same content, and enough for paths below one key.
            (Self::Key(own), Self::Key(others)) => std::ptr::eq(own.raw(), others.raw()),
            (Self::Index(own), Self::Index(others)) => own == others,
            (Self::Word(_) | Self::Key(_) | Self::Index(_), _) => false,
        }
    }
}
