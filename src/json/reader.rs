//! Reads a text from front to back, value by value.

use super::duplicates::Duplicate;
use super::tape::Tape;
use super::text::Text;
use super::value::Raw;
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
    /// Open containers of the value that is being walked.
    pub(super) frames: Vec<Frame>,
    /// Whether values that are walked leave marks on the tape, and keys that stand twice in them are noted.
    pub(super) records: bool,
    /// What was recorded.
    pub tape: Tape<'a>,
    /// Keys found twice in one object of the values recorded, inner objects first.
    pub duplicates: Vec<Duplicate<'a>>,
}

/// An open object or array.
#[derive(Clone, Copy)]
pub(super) struct Frame {
    /// Its own mark, where the reader records.
    pub mark: usize,
    pub is_object: bool,
    /// Of an object the mark of the key that was read last; of an array, how many elements stand before that which is read.
    pub step: usize,
    /// The bits of the keys seen: a key whose bits are free is new.
    pub seen: u64,
    /// Some key's bits were taken, so it may be there twice.
    pub is_suspect: bool,
}

impl<'a> Reader<'a> {
    /// Reads from the first byte on.
    pub fn new(bytes: &'a [u8]) -> Self {
        Self::with_max_depth(bytes, MAX_DEPTH)
    }

    /// Reads from the first byte on, and records what is nested, or wanted.
    pub fn recording(bytes: &'a [u8]) -> Self {
        Self { records: true, ..Self::new(bytes) }
    }

    /// Reads values that are nested deeper, or less deep, than requests may be.
    pub fn with_max_depth(bytes: &'a [u8], max_depth: usize) -> Self {
        Self {
            bytes,
            at: 0,
            max_depth,
            levels_left: max_depth,
            error: ReadError::TooDeep,
            frames: Vec::new(),
            records: false,
            tape: Tape::new(bytes),
            duplicates: Vec::new(),
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
        match next(self.bytes, self.at) {
            Some((byte, after)) => {
                self.at = after - 1;
                Some(byte)
            }
            None => {
                self.at = self.bytes.len();
                None
            }
        }
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

    /// Reads any value, whatever is in it.
    #[inline]
    pub fn value(&mut self) -> Result<Raw<'a>, Halt> {
        let first = self.peek();
        let start = self.at;
        match first {
            Some(b'"') => self.string().map(drop),
            Some(b'{' | b'[') => self.container(),
            _ => self.scalar(),
        }?;
        Ok(self.raw_from(start))
    }

    /// Reads the end of the text.
    pub fn end(&mut self) -> Result<(), Halt> {
        match self.peek() {
            None => Ok(()),
            Some(_) => Err(self.halt(self.at, Reason::TrailingCharacters)),
        }
    }

    /// The value from `start` up to what was read.
    #[inline]
    fn raw_from(&self, start: usize) -> Raw<'a> {
        Raw::checked(self.bytes.get(start..self.at).unwrap_or_default())
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

    #[cold]
    pub(super) fn unexpected(&mut self) -> Halt {
        let reason = if self.at >= self.bytes.len() {
            Reason::UnexpectedEnd
        } else if self.at == 0 && self.bytes.starts_with(b"\xef\xbb\xbf") {
            Reason::ByteOrderMark
        } else {
            Reason::UnexpectedCharacter
        };
        self.halt(self.at, reason)
    }

    #[cold]
    pub(super) fn halt(&mut self, offset: usize, reason: Reason) -> Halt {
        self.error = ReadError::Syntax { offset, reason };
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
