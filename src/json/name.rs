//! Known words, found at a place in a text by comparing eight bytes at a time.

use super::Text;

/// A word of 1 to 23 ASCII characters.
#[derive(Clone, Copy, Debug)]
pub struct Name {
    /// The word and the quote after it, filled up with zeros.
    bytes: [u8; 24],
    /// Of the word and the quote.
    length: u8,
    /// The bits of the first eight bytes that stand behind the quote.
    rest: u8,
}

impl Name {
    /// Fails to compile, where it is a constant, for a word that is too long.
    pub const fn new(word: &str) -> Self {
        let (word, mut bytes) = (word.as_bytes(), [0; 24]);
        assert!(!word.is_empty() && word.len() < bytes.len());
        let mut index = 0;
        while index < word.len() {
            bytes[index] = word[index];
            index += 1;
        }
        bytes[index] = b'"';
        let length = index as u8 + 1;
        Self { bytes, length, rest: 64 - 8 * if length < 8 { length } else { 8 } }
    }

    /// The word.
    pub fn text(&self) -> Text<'_> {
        Text::checked(&self.bytes[..usize::from(self.length) - 1])
    }
}

impl Name {
    /// The place after the name, where it stands at `start`, just after a quote, up to the next quote. `head` is what
    /// [`load`] gives there. A name that is written with escapes is not found.
    #[inline(always)]
    pub fn end(&self, head: u64, bytes: &[u8], start: usize) -> Option<usize> {
        if (head ^ load(&self.bytes, 0)) << self.rest != 0 {
            return None;
        }
        let length = usize::from(self.length);
        let is_same = (length <= 8 || load(bytes, start + length - 8) == load(&self.bytes, length - 8))
            && (length <= 16 || load(bytes, start + 8) == load(&self.bytes, 8));
        is_same.then_some(start + length)
    }
}

/// Which of the names stands at `start`, and the place after it.
#[inline(always)]
pub fn find<'n>(names: impl Iterator<Item = &'n Name>, bytes: &[u8], start: usize) -> Option<(usize, usize)> {
    let head = load(bytes, start);
    for (index, name) in names.enumerate() {
        if let Some(end) = name.end(head, bytes, start) {
            return Some((index, end));
        }
    }
    None
}

/// Eight bytes; zeros behind the end of the text.
#[inline(always)]
pub fn load(bytes: &[u8], from: usize) -> u64 {
    match bytes.get(from..).and_then(|rest| rest.first_chunk()) {
        Some(chunk) => u64::from_le_bytes(*chunk),
        None => load_end(bytes, from),
    }
}

#[cold]
fn load_end(bytes: &[u8], from: usize) -> u64 {
    bytes.iter().skip(from).take(8).rev().fold(0, |word, byte| word << 8 | u64::from(*byte))
}
