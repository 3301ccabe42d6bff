//! Known words, found at a place in a text by comparing eight bytes at a time.

/// A word of 1 to 23 ASCII characters.
#[derive(Clone, Copy, Debug)]
pub struct Name {
    text: &'static str,
    /// The word and the quote after it: the first eight bytes, the next eight, and the last eight.
    head: u64,
    middle: u64,
    tail: u64,
    /// The bits of `head` that count; a short word has fewer than 64.
    mask: u64,
}

impl Name {
    /// Fails to compile, where it is a constant, for a word that is too long.
    pub const fn new(text: &'static str) -> Self {
        let length = text.len();
        assert!(length > 0 && length < 24);
        let mask = if length < 7 { (1 << (8 * (length + 1))) - 1 } else { u64::MAX };
        let tail = length.saturating_sub(7);
        Self { text, head: word(text, 0), middle: word(text, 8), tail: word(text, tail), mask }
    }

    /// The word.
    pub const fn text(&self) -> &'static str {
        self.text
    }
}

/// Which of the names stands at `start`, just after a quote, up to the next quote; and the place after that.
///
/// A name that is written with escapes is not found.
#[inline(always)]
pub fn find<'n>(names: impl Iterator<Item = &'n Name>, bytes: &[u8], start: usize) -> Option<(usize, usize)> {
    let head = load(bytes, start);
    for (index, name) in names.enumerate() {
        if head & name.mask == name.head {
            let end = start + name.text.len() + 1;
            let length = name.text.len() + 1;
            let is_found = (length <= 8 || load(bytes, end - 8) == name.tail)
                && (length <= 16 || load(bytes, start + 8) == name.middle);
            if is_found {
                return Some((index, end));
            }
        }
    }
    None
}

/// Eight bytes of the word and its quote, from `from` on; zeros behind the quote.
const fn word(text: &str, from: usize) -> u64 {
    let bytes = text.as_bytes();
    let mut word = 0;
    let mut index = 0;
    while index < 8 && from + index <= bytes.len() {
        let byte = if from + index == bytes.len() { b'"' } else { bytes[from + index] };
        word |= (byte as u64) << (8 * index);
        index += 1;
    }
    word
}

/// Eight bytes; zeros behind the end of the text.
#[inline(always)]
fn load(bytes: &[u8], from: usize) -> u64 {
    match bytes.get(from..).and_then(|rest| rest.first_chunk()) {
        Some(chunk) => u64::from_le_bytes(*chunk),
        None => load_end(bytes, from),
    }
}

#[cold]
fn load_end(bytes: &[u8], from: usize) -> u64 {
    bytes.iter().skip(from).take(8).rev().fold(0, |word, byte| word << 8 | u64::from(*byte))
}
