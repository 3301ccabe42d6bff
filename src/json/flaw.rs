//! What JSON allows and requests may not have.

use super::text::Text;

/// Where in a recorded value something is that JSON allows and requests may not have.
#[derive(Clone, Debug)]
pub struct Flaw<'a> {
    /// What it is.
    pub kind: FlawKind,
    /// From the value that was read to the string, or to the object that has the key.
    pub path: Vec<Step<'a>>,
    /// The key or the string.
    pub text: Text<'a>,
    /// Its mark on the tape.
    pub mark: usize,
}

/// What JSON allows and requests may not have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FlawKind {
    /// A key that stands twice or more in one object
    Duplicate,
    /// A string or a key with U+0000 or half a surrogate pair, which databases refuse
    InvalidCharacter,
}

/// A key or an index on the way to a value.
#[derive(Clone, Copy, Debug)]
pub enum Step<'a> {
    /// In an object
    Key(Text<'a>),
    /// In an array, from 0
    Index(usize),
}
