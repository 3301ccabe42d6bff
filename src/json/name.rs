//! Known words, found at a place in a text by comparing eight bytes at a time.

use crate::word::Word;

/// As many bytes as a name may have, with its quote.
const LONGEST: usize = 24;

/// What stands at a place in a text.
pub type Window = [u64; LONGEST / 8];

/// A word of 1 to 23 ASCII characters.
#[derive(Clone, Copy, Debug)]
pub struct Name {
    /// The word and the quote after it, filled up with zeros.
    bytes: [u8; LONGEST],
    /// Of the word and the quote.
    length: u8,
    /// The bits behind the quote, of the eight bytes that it is in.
    rest: u8,
}

impl Name {
    /// Fails to compile, where it is a constant, for a word that is too long.
    pub const fn new(word: Word) -> Self {
        let (word, mut bytes) = (word.as_str().as_bytes(), [0; LONGEST]);
        assert!(!word.is_empty() && word.len() < LONGEST);
        let mut index = 0;
        while index < word.len() {
            bytes[index] = word[index];
            index += 1;
        }
        bytes[index] = b'"';
        let length = index as u8 + 1;
        Self { bytes, length, rest: length.wrapping_neg() % 8 * 8 }
    }

    /// Of all these words.
    pub const fn all<const COUNT: usize>(words: [Word; COUNT]) -> [Self; COUNT] {
        let mut names = [Self::new(words[0]); COUNT];
        let mut index = 0;
        while index < COUNT {
            names[index] = Self::new(words[index]);
            index += 1;
        }
        names
    }

    /// How long it is, with the quote that has to follow it, where it is what the window starts with.
    #[inline(always)]
    pub fn length_in(&self, window: &Window) -> Option<usize> {
        let own = words(&self.bytes);
        let differ = |word: usize| window[word] ^ own[word];
        let is_there = match self.length {
            0..=8 => differ(0) << self.rest == 0,
            9..=16 => differ(0) == 0 && differ(1) << self.rest == 0,
            _ => differ(0) | differ(1) == 0 && differ(2) << self.rest == 0,
        };
        is_there.then_some(usize::from(self.length))
    }
}

/// Which of the names the window starts with, and how long that is with its quote. One that is written with escapes is
/// not found.
#[inline(always)]
pub fn find<'n>(names: impl Iterator<Item = &'n Name>, window: &Window) -> Option<(usize, usize)> {
    for (index, name) in names.enumerate() {
        if let Some(length) = name.length_in(window) {
            return Some((index, length));
        }
    }
    None
}

/// What stands at `start`; zeros behind the end of the text.
#[inline(always)]
pub fn window(bytes: &[u8], start: usize) -> Window {
    match bytes.get(start..).and_then(|rest| rest.first_chunk()) {
        Some(chunk) => words(chunk),
        None => last_window(bytes, start),
    }
}

#[inline(always)]
fn words(bytes: &[u8; LONGEST]) -> Window {
    let (words, _) = bytes.as_chunks();
    // Spelled out: a closure may not be inlined, and an array that crosses into one is written to memory.
    [u64::from_le_bytes(words[0]), u64::from_le_bytes(words[1]), u64::from_le_bytes(words[2])]
}

#[cold]
fn last_window(bytes: &[u8], start: usize) -> Window {
    let mut window = [0; LONGEST];
    for (to, byte) in window.iter_mut().zip(bytes.iter().skip(start)) {
        *to = *byte;
    }
    words(&window)
}
