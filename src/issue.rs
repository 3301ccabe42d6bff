//! What is wrong with a request, as data: where, which message says so, and what the message is made from.

mod message;
mod packed;
mod text;
mod quoted;

pub use message::{MESSAGES_JSON, Message};
pub use packed::{COUNT_SHIFT, Packed, part};
pub use text::error_details;

use crate::json::{Raw, Step, Text};
use crate::release::{Axis, Month};
use crate::word::Word;
use std::ops::Range;

/// How many code points of the input a message or a param repeats.
pub const ECHOED: usize = 100;

/// A property or an index on the way to a fault.
#[derive(Clone, Copy, Debug)]
pub enum Segment<'a> {
    /// A property that some rule names
    Word(Word),
    /// Any other property
    Key(Text<'a>),
    /// A place in an array, from 0
    Index(usize),
}

impl<'a> From<Step<'a>> for Segment<'a> {
    fn from(step: Step<'a>) -> Self {
        match step {
            Step::Key(key) => Self::Key(key),
            Step::Index(index) => Self::Index(index),
        }
    }
}

/// From the root to a fault.
pub type Path<'a> = Vec<Segment<'a>>;

/// What a message is made from, and programs are told.
#[derive(Clone, Copy, Debug)]
pub enum Param<'a> {
    /// A number of bytes, characters, items or levels
    Number(usize),
    /// A name of a type, a property, an operation or a reason
    Word(Word),
    /// So many words whose numbers follow each other
    Words(Word, usize),
    /// A string of the input, of which the first [`ECHOED`] code points are repeated
    Text(Text<'a>),
    /// JSON as it stands in its text
    Json(Raw<'a>),
    /// A month as an option is written
    Month(Axis, Month),
    /// Values of the project's configuration
    Values(Values<'a>),
}

/// Some of the values of a checked JSON text.
#[derive(Clone, Copy, Debug)]
pub struct Values<'a> {
    /// The text.
    pub text: &'a [u8],
    /// Where in it the values stand.
    pub ranges: &'a [Range<usize>],
}

impl<'a> Values<'a> {
    /// One by one.
    pub fn iter(self) -> impl Iterator<Item = Raw<'a>> {
        self.ranges.iter().map(move |range| Raw::checked(self.text.get(range.clone()).unwrap_or_default()))
    }
}

/// One fault.
#[derive(Clone, Debug)]
pub struct Issue<'a> {
    /// Where it is; the path of a missing property ends in that property.
    pub path: Path<'a>,
    /// What it is.
    pub kind: Kind<'a>,
}

/// A message, and the params that belong to it.
#[derive(Clone, Debug)]
pub struct Kind<'a> {
    /// What it says.
    pub message: Message,
    /// In the order of the message's names.
    pub params: Vec<Param<'a>>,
}

/// Where issues go: into a list, or [`Packed`].
pub trait Issues<'a> {
    /// One more.
    fn add(&mut self, path: &[Segment<'a>], message: Message, params: &[Param<'a>]);
}

impl<'a> Issues<'a> for Vec<Issue<'a>> {
    fn add(&mut self, path: &[Segment<'a>], message: Message, params: &[Param<'a>]) {
        self.push(Issue { path: path.to_vec(), kind: Kind { message, params: params.to_vec() } });
    }
}

/// Nowhere, where it is enough to count them.
impl<'a> Issues<'a> for () {
    fn add(&mut self, _: &[Segment<'a>], _: Message, _: &[Param<'a>]) {}
}
