//! Reads a text from front to back, value by value.

use super::flaw::Flaw;
use super::tape::Tape;
use super::text::Text;
use super::{MAX_DEPTH, ReadError, Reason};

/// The text cannot be read on; [`Reader::error`] says why. Small, so that reading passes results in registers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Halt;

/// Reads a text from front to back.
pub struct Reader<'a> {
    pub(super) bytes: &'a [u8],
    pub(super) at: usize,
    pub(super) max_depth: usize,
    pub(super) levels_left: usize,
    error: ReadError,
    /// Whether a string had an escape.
    pub(super) has_escapes: bool,
    /// Open containers of the value that is being walked, but for the innermost.
    pub(super) frames: Vec<Frame>,
    /// Whether flaws are to be noted.
    pub(super) notes_flaws: bool,
    /// Whether there may be one in the value that was walked last.
    pub(super) is_suspect: bool,
    /// Whether what is walked leaves marks on the tape.
    pub(super) records: bool,
    /// What was recorded.
    pub tape: Tape<'a>,
    /// Flaws of the values recorded, inner objects first.
    pub flaws: Vec<Flaw<'a>>,
}

/// An open object or array.
#[derive(Clone, Copy)]
pub(super) struct Frame {
    /// Its own mark, where the reader records.
    pub mark: usize,
    /// The bracket that ends it.
    pub closing: u8,
    /// Of an object the mark of the key that was read last; of an array, how many elements stand before that which is read.
    pub step: usize,
    /// The bits of the keys seen: a key whose bits are free is new.
    pub seen: u64,
    /// Some key's bits were taken, so it may be there twice; or it holds an invalid character.
    pub is_suspect: bool,
}

impl<'a> Reader<'a> {
    /// Reads from the first byte on.
    pub fn new(bytes: &'a [u8]) -> Self {
        Self::with_max_depth(bytes, MAX_DEPTH)
    }

    /// Reads from the first byte on, and notes flaws.
    #[inline(never)]
    pub fn noting_flaws(bytes: &'a [u8]) -> Self {
        Self { notes_flaws: true, ..Self::new(bytes) }
    }

    /// Reads values that are nested deeper, or less deep, than requests may be.
    pub fn with_max_depth(bytes: &'a [u8], max_depth: usize) -> Self {
        Self {
            bytes,
            at: 0,
            max_depth,
            levels_left: max_depth,
            error: ReadError::TooDeep,
            has_escapes: false,
            frames: Vec::new(),
            notes_flaws: false,
            is_suspect: false,
            records: false,
            tape: Tape::new(bytes),
            flaws: Vec::new(),
        }
    }

    /// The text.
    pub fn bytes(&self) -> &'a [u8] {
        self.bytes
    }

    /// Why reading halted.
    pub fn error(&self) -> ReadError {
        self.error
    }

    /// The next byte that is not white space, not yet read.
    #[inline]
    pub fn peek(&mut self) -> Option<u8> {
        if self.byte() <= b' ' {
            self.at = after_white_space(self.bytes, self.at);
        }
        self.bytes.get(self.at).copied()
    }

    /// Goes into an object or an array; true when there is something in it.
    pub fn enter(&mut self, closing: u8) -> Result<bool, Halt> {
        self.open()?;
        if self.peek() == Some(closing) {
            self.leave();
            return Ok(false);
        }
        Ok(true)
    }

    /// After a member or an element: true when another one follows, else the container is left.
    pub fn goes_on(&mut self, closing: u8) -> Result<bool, Halt> {
        match self.peek() {
            Some(b',') => {
                self.at += 1;
                Ok(true)
            }
            Some(byte) if byte == closing => {
                self.leave();
                Ok(false)
            }
            _ => Err(self.unexpected()),
        }
    }

    /// Reads `"key":`.
    #[inline]
    pub fn key(&mut self) -> Result<Text<'a>, Halt> {
        if self.peek() != Some(b'"') {
            return Err(self.unexpected());
        }
        let key = self.string()?;
        if self.peek() != Some(b':') {
            return Err(self.unexpected());
        }
        self.at += 1;
        Ok(key)
    }

    /// Reads the end of the text.
    pub fn end(&mut self) -> Result<(), Halt> {
        match self.peek() {
            None => Ok(()),
            Some(_) => Err(self.halt(Reason::TrailingCharacters)),
        }
    }

    /// Past a byte that somebody else has looked at.
    pub(super) fn skip_byte(&mut self) {
        self.at += 1;
    }

    /// Goes to a place in so many containers.
    #[inline]
    pub fn go_to(&mut self, at: usize, levels: usize) {
        self.at = at;
        self.levels_left = self.max_depth - levels;
    }

    /// Where it is in the text.
    #[inline]
    pub fn at(&self) -> usize {
        self.at
    }

    /// Past a bracket.
    #[inline]
    pub(super) fn open(&mut self) -> Result<(), Halt> {
        if self.levels_left == 0 {
            self.error = ReadError::TooDeep;
            return Err(Halt);
        }
        self.levels_left -= 1;
        self.at += 1;
        Ok(())
    }

    /// Past the bracket that closes.
    #[inline]
    pub(super) fn leave(&mut self) {
        self.levels_left += 1;
        self.at += 1;
    }

    /// The byte where it is; behind the end 0, which no text may have there.
    #[inline(always)]
    pub(super) fn byte(&self) -> u8 {
        self.bytes.get(self.at).copied().unwrap_or_default()
    }

    #[cold]
    #[inline(never)]
    pub(super) fn unexpected(&mut self) -> Halt {
        let is_mark = self.at == 0 && self.bytes.starts_with(b"\xef\xbb\xbf");
        self.halt(if is_mark { Reason::ByteOrderMark } else { Reason::UnexpectedCharacter })
    }

    /// What stands there is wrong for that reason, unless the text is at its end.
    #[cold]
    #[inline(never)]
    pub(super) fn halt(&mut self, reason: Reason) -> Halt {
        let reason = if self.at < self.bytes.len() { reason } else { Reason::UnexpectedEnd };
        self.error = ReadError::Syntax { offset: self.at, reason };
        Halt
    }
}

/// The next byte from `at` on that is not white space, and the place after it.
#[inline(always)]
pub fn next(bytes: &[u8], mut at: usize) -> Option<(u8, usize)> {
    let mut byte = *bytes.get(at)?;
    // Most texts have none.
    if byte <= b' ' {
        at = after_white_space(bytes, at);
        byte = *bytes.get(at)?;
    }
    Some((byte, at + 1))
}

#[inline(never)]
fn after_white_space(bytes: &[u8], mut at: usize) -> usize {
    while let Some(b' ' | b'\n' | b'\r' | b'\t') = bytes.get(at) {
        at += 1;
    }
    at
}
