//! Known words, found in a text by comparing eight bytes at a time.
//!
//! ```text
//! text       o p e r a t i o   n " : " a r c h   …
//! name       o p e r a t i o   n " , " p r o p   …
//! compared   all 64 bits       16, without the 48 of `rest`
//! ```

use crate::word::{WORDS, Word};

/// As many bytes as a name may have, with its quote.
const LONGEST: usize = 24;

/// The bytes that follow each other in a text, the first one lowest.
pub type Window = [u64; LONGEST / 8];

/// A word of at most 23 characters, as it may stand in a text: with a quote behind it.
#[derive(Clone, Copy, Debug)]
pub struct Name {
    /// The text of all words, from it on.
    bytes: &'static [u8; LONGEST],
    /// Of the word and the quote.
    length: u8,
}

impl Name {
    /// Fails to compile, where it is a constant, for a word that is too long.
    pub const fn new(word: Word) -> Self {
        let length = word.json().len() as u8 + 1;
        assert!(length as usize <= LONGEST);
        let Some(bytes) = WORDS.as_bytes().split_at(word.start()).1.first_chunk() else { panic!("a last word") };
        Self { bytes, length }
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

    /// How long it is, with the quote that follows it.
    #[inline(always)]
    pub fn length(self) -> usize {
        usize::from(self.length)
    }

    /// Whether it is what the window starts with, with its quote. Written with escapes it is not found.
    #[inline(always)]
    pub fn starts(self, window: &Window) -> bool {
        let own = words(self.bytes);
        let differ = |word: usize| window[word] ^ own[word];
        // The bits behind the quote, of the eight bytes that it is in.
        let rest = self.length.wrapping_neg() % 8 * 8;
        match self.length {
            0..=8 => differ(0) << rest == 0,
            9..=16 => differ(0) == 0 && differ(1) << rest == 0,
            _ => differ(0) | differ(1) == 0 && differ(2) << rest == 0,
        }
    }

    /// The index of the name that stands at `start`; as many as there are where none does.
    #[inline(never)]
    pub fn find_at(names: &[Self], bytes: &[u8], start: usize) -> usize {
        Self::find(names, &window(bytes, start))
    }

    /// The index of the name that the window starts with; as many as there are where none does.
    #[inline(always)]
    pub fn find(names: &[Self], window: &Window) -> usize {
        let mut index = 0;
        while index < names.len() && !names[index].starts(window) {
            index += 1;
        }
        index
    }
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
