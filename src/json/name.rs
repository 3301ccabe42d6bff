//! Known words, found among others by comparing eight bytes at a time.

use super::Text;

/// A word of 1 to 24 ASCII characters.
#[derive(Clone, Copy, Debug)]
pub struct Name {
    text: &'static str,
    /// The first eight bytes, the next eight, and the last eight; a shorter word is filled up with zeros.
    head: u64,
    middle: u64,
    tail: u64,
}

impl Name {
    /// Fails to compile, where it is a constant, for a word that is too long.
    pub const fn new(text: &'static str) -> Self {
        let bytes = text.as_bytes();
        assert!(!bytes.is_empty() && bytes.len() <= 24);
        Self { text, head: word(bytes, 0), middle: word(bytes, 8), tail: word(bytes, bytes.len().saturating_sub(8)) }
    }

    /// The word.
    pub const fn text(&self) -> &'static str {
        self.text
    }

    #[inline]
    fn is(&self, raw: &[u8]) -> bool {
        let length = raw.len();
        if length != self.text.len() {
            return false;
        }
        if length < 8 {
            return short_word(raw) == self.head;
        }
        load(raw, 0) == self.head && load(raw, length - 8) == self.tail && (length <= 16 || load(raw, 8) == self.middle)
    }
}

/// Which of `names` the content of `text` is.
#[inline]
pub fn find(names: &[Name], text: Text<'_>) -> Option<usize> {
    match text.plain() {
        Some(raw) => names.iter().position(|name| name.is(raw)),
        None => find_escaped(names, text),
    }
}

#[cold]
fn find_escaped(names: &[Name], text: Text<'_>) -> Option<usize> {
    names.iter().position(|name| text.is(name.text))
}

const fn word(bytes: &[u8], from: usize) -> u64 {
    let mut word = 0;
    let mut index = 0;
    while index < 8 && from + index < bytes.len() {
        word |= (bytes[from + index] as u64) << (8 * index);
        index += 1;
    }
    word
}

#[inline]
fn load(bytes: &[u8], from: usize) -> u64 {
    bytes.get(from..).and_then(|rest| rest.first_chunk()).map_or(0, |chunk| u64::from_le_bytes(*chunk))
}

/// Up to seven bytes.
#[inline]
fn short_word(bytes: &[u8]) -> u64 {
    bytes.iter().rev().fold(0, |word, byte| word << 8 | u64::from(*byte))
}
