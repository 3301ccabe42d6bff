//! JSON, read from UTF-8 bytes: no tree, no recursion, no copies.
//!
//! Accepts what `JSON.parse` accepts, but for a byte order mark, bytes that are not UTF-8, and nesting over
//! [`MAX_DEPTH`]. Keys that stand twice in one object, and characters that databases refuse, are noted by
//! [`Reader::record`], for the caller to judge.

mod duplicates;
mod flaw;
mod members;
mod name;
mod number;
mod plain;
mod reader;
mod scalar;
mod string;
mod tape;
mod text;
mod value;
mod walk;

pub use duplicates::repeats;
pub use flaw::{Flaw, FlawKind, Step};
pub use members::{Members, elements, find_member, members, property};
pub use name::{Name, window};
pub use number::Number;
pub use reader::{Halt, Reader, next};
pub use string::is_utf8;
pub use tape::{Elements, Node, Tape};
pub use text::{CodePoints, Text, length};
pub use value::{Raw, Value};

/// How deep objects and arrays may be nested, counting the outermost.
pub const MAX_DEPTH: usize = 1_000;

/// Why a text is not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReadError {
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

/// Reads a whole text as one value.
pub fn parse(bytes: &[u8]) -> Result<Raw<'_>, ReadError> {
    parse_to(bytes, MAX_DEPTH)
}

/// Reads a whole text as one value that is nested no deeper than that.
pub fn parse_to(bytes: &[u8], max_depth: usize) -> Result<Raw<'_>, ReadError> {
    let mut reader = Reader::with_max_depth(bytes, max_depth);
    reader.value().and_then(|value| reader.end().map(|()| value)).map_err(|Halt| reader.error())
}
