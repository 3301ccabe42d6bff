//! Pull scanner over UTF-8 bytes: no tree, no recursion, no copies.
//!
//! Accepts what `JSON.parse` accepts, but for a byte order mark, bytes that are not UTF-8, and nesting over
//! [`MAX_DEPTH`]. Keys that stand twice in one object are noted in [`Reader::duplicates`], for the caller to judge.

mod duplicates;
mod name;
mod number;
mod skip;
mod span;
mod string;
mod text;
mod value;

pub use duplicates::{Duplicate, Step, key_bits, repeats};
pub use name::{Name, find, window};
pub use number::Number;
pub use text::{CodePoints, Text, length};
pub use value::{Raw, Value};

use skip::Frame;

/// How deep objects and arrays may be nested, counting the outermost.
pub const MAX_DEPTH: usize = 1_000;

/// Why a text is not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// Not JSON: `offset` is the first byte at which no valid text can go on, or the length.
    Syntax {
        /// In bytes, from 0.
        offset: usize,
        /// What is wrong there.
        reason: Reason,
    },
    /// Nested deeper than [`MAX_DEPTH`].
    TooDeep,
}

/// What is wrong with a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reason {
    /// The text stops before its value is complete.
    UnexpectedEnd,
    /// A character that JSON does not allow there.
    UnexpectedCharacter,
    /// A raw control character in a string.
    ControlCharacter,
    /// A backslash with something after it that JSON does not know.
    InvalidEscape,
    /// Bytes that are not UTF-8.
    InvalidUtf8,
    /// U+FEFF before the text.
    ByteOrderMark,
    /// Something after the value.
    TrailingCharacters,
}

/// The text cannot be read on; [`Reader::fault`] says why. Small, so that reading passes results in registers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Halt;

/// Reads a text from front to back.
pub struct Reader<'a> {
    bytes: &'a [u8],
    at: usize,
    max_depth: usize,
    levels_left: usize,
    fault: Fault,
    /// Open containers of the value that [`Reader::value`] walks, and the keys of its open objects.
    frames: Vec<Frame<'a>>,
    keys: Vec<Text<'a>>,
    /// Keys found twice below the values read by [`Reader::value`], with their paths from that value.
    pub duplicates: Vec<Duplicate<'a>>,
}

impl<'a> Reader<'a> {
    /// Reads from the first byte on.
    pub fn new(bytes: &'a [u8]) -> Self {
        Self::with_max_depth(bytes, MAX_DEPTH)
    }

    /// Reads values that are nested deeper, or less deep, than requests may be.
    pub fn with_max_depth(bytes: &'a [u8], max_depth: usize) -> Self {
        Self {
            bytes,
            at: 0,
            max_depth,
            levels_left: max_depth,
            fault: Fault::TooDeep,
            frames: Vec::new(),
            keys: Vec::new(),
            duplicates: Vec::new(),
        }
    }

    /// The text.
    pub fn bytes(&self) -> &'a [u8] {
        self.bytes
    }

    /// Why reading halted.
    pub fn fault(&self) -> Fault {
        self.fault
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

    /// Hands the content of the string that starts at `start` to `accepts`; the place after it, and what that said.
    #[inline(always)]
    pub fn content_at(&mut self, start: usize, accepts: impl Fn(&[u8]) -> bool) -> Option<(usize, bool)> {
        let end = string::plain_run(self.bytes, start);
        if self.bytes.get(end) == Some(&b'"') {
            return Some((end + 1, accepts(&self.bytes[start..end])));
        }
        let text = self.unusual_string(start, end).ok()?;
        Some((self.at, accepts(&text.content())))
    }

    /// The value at `at`, in so many containers, and the place after it. After a halt there is nothing more to read.
    pub fn value_at(&mut self, at: usize, levels: usize) -> Option<(Raw<'a>, usize)> {
        self.at = at;
        self.levels_left = self.max_depth - levels;
        let value = self.value().ok()?;
        Some((value, self.at))
    }

    /// The member at `at`, of an object in so many containers, and the place after it.
    pub fn member_at(&mut self, at: usize, levels: usize) -> Option<(Text<'a>, Raw<'a>, usize)> {
        self.at = at;
        let key = self.key().ok()?;
        let (value, end) = self.value_at(self.at, levels)?;
        Some((key, value, end))
    }

    /// Forgets what was noted of a value that is going to be read again.
    pub fn forget(&mut self) {
        self.frames.clear();
        self.keys.clear();
        self.duplicates.clear();
    }

    /// A number, a word, or nothing that JSON knows.
    fn scalar(&mut self) -> Result<(), Halt> {
        match self.bytes.get(self.at) {
            Some(b'-' | b'0'..=b'9') => self.number(),
            Some(b't') => self.literal(b"true"),
            Some(b'f') => self.literal(b"false"),
            Some(b'n') => self.literal(b"null"),
            _ => Err(self.unexpected()),
        }
    }

    fn literal(&mut self, word: &[u8]) -> Result<(), Halt> {
        for byte in word {
            if self.bytes.get(self.at) != Some(byte) {
                return Err(self.unexpected());
            }
            self.at += 1;
        }
        Ok(())
    }

    /// Past a bracket.
    #[inline]
    fn open(&mut self) -> Result<(), Halt> {
        if self.levels_left == 0 {
            self.fault = Fault::TooDeep;
            return Err(Halt);
        }
        self.levels_left -= 1;
        self.at += 1;
        Ok(())
    }

    #[inline]
    fn leave(&mut self) {
        self.levels_left += 1;
        self.at += 1;
    }

    #[cold]
    fn unexpected(&mut self) -> Halt {
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
    fn halt(&mut self, offset: usize, reason: Reason) -> Halt {
        self.fault = Fault::Syntax { offset, reason };
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

/// Reads a whole text as one value.
pub fn parse(bytes: &[u8]) -> Result<Raw<'_>, Fault> {
    parse_to(bytes, MAX_DEPTH)
}

/// Reads a whole text as one value that is nested no deeper than that.
pub fn parse_to(bytes: &[u8], max_depth: usize) -> Result<Raw<'_>, Fault> {
    let mut reader = Reader::with_max_depth(bytes, max_depth);
    reader.value().and_then(|value| reader.end().map(|()| value)).map_err(|Halt| reader.fault())
}

/// The members of an object, in the order of the text.
pub type Members<'a> = Vec<(Text<'a>, Raw<'a>)>;

/// The members of an object's checked text.
pub fn members(object: Raw<'_>) -> Members<'_> {
    contents(object, true)
}

/// The elements of an array's checked text.
pub fn elements(array: Raw<'_>) -> impl Iterator<Item = Raw<'_>> {
    contents(array, false).into_iter().map(|(_, element)| element)
}

/// Elements have empty keys.
fn contents(container: Raw<'_>, have_keys: bool) -> Members<'_> {
    let mut reader = Reader::with_max_depth(container.bytes(), usize::MAX);
    let mut contents = Vec::new();
    // Past the bracket, then past commas. A checked text does not halt, but at its end.
    loop {
        reader.at += 1;
        if matches!(reader.peek(), None | Some(b']' | b'}')) {
            return contents;
        }
        let key = if have_keys { reader.key() } else { Ok(Text::of("")) };
        let (Ok(key), Ok(value)) = (key, reader.value()) else { return contents };
        contents.push((key, value));
        reader.peek();
    }
}

/// The property `name` among `members`: the last one, as for `JSON.parse`.
pub fn find_member<'a>(members: &Members<'a>, name: Text<'_>) -> Option<Raw<'a>> {
    members.iter().rev().find(|(key, _)| key.is_same(name)).map(|(_, value)| *value)
}

/// The value of the property `name` of an object's checked text.
pub fn property<'a>(object: Raw<'a>, name: &'static str) -> Option<Raw<'a>> {
    find_member(&members(object), Text::of(name))
}
