//! A text, read once into a flat list: a mark for each value, and one for the key before it.
//!
//! ```text
//! {"a":[1],"b":2}    marks   0 {…}    1 "a"   2 [1]    3 1    4 "b"    5 2
//!                    next    6        2       4        4      5        6
//! ```

use super::text::Text;
use super::value::Raw;
use crate::word::Word;
use std::ops::Range;

/// Where a value or a key stands.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Mark {
    pub start: usize,
    pub end: usize,
    /// The mark after all that is in it.
    pub next: usize,
}

/// What a reader has recorded.
#[derive(Debug)]
pub struct Tape<'a> {
    pub(super) bytes: &'a [u8],
    pub(super) marks: Vec<Mark>,
}

impl<'a> Tape<'a> {
    pub(super) const fn new(bytes: &'a [u8]) -> Self {
        Self { bytes, marks: Vec::new() }
    }

    /// The value or the key of a mark; a reader has told which.
    pub fn node(&self, mark: usize) -> Node<'_, 'a> {
        Node { tape: self, mark }
    }

    /// Records a value that holds no others, and stands there; gives its mark.
    pub fn add(&mut self, start: usize, end: usize) -> usize {
        let mark = self.marks.len();
        self.marks.push(Mark { start, end, next: mark + 1 });
        mark
    }

    /// Forgets what was recorded.
    pub fn clear(&mut self) {
        self.marks.clear();
    }

    fn mark(&self, mark: usize) -> Mark {
        self.marks.get(mark).copied().unwrap_or_default()
    }
}

/// A value on a tape, or a key.
#[derive(Clone, Copy, Debug)]
pub struct Node<'t, 'a> {
    tape: &'t Tape<'a>,
    mark: usize,
}

impl<'t, 'a> Node<'t, 'a> {
    /// As it stands in the text.
    #[inline(never)]
    pub fn raw(self) -> Raw<'a> {
        let Mark { start, end, .. } = self.tape.mark(self.mark);
        Raw::checked(self.tape.bytes.get(start..end).unwrap_or_default())
    }

    /// The content of a string or a key.
    pub fn text(self) -> Option<Text<'a>> {
        self.raw().text()
    }

    /// The mark of the key before the value of a member.
    pub(super) fn key(self) -> usize {
        self.mark - 1
    }

    /// Whether a mark stands for the value or something in it.
    pub fn holds(self, mark: usize) -> bool {
        (self.mark..self.after()).contains(&mark)
    }

    /// Whether there is nothing in it.
    pub fn is_leaf(self) -> bool {
        self.after() == self.mark + 1
    }

    /// The mark after all that is in it.
    pub fn after(self) -> usize {
        self.tape.mark(self.mark).next
    }

    /// The members of an object: keys and values, in the order of the text. Of anything else, none.
    pub fn members(self) -> impl Iterator<Item = (Text<'a>, Node<'t, 'a>)> {
        let end = if self.raw().is_object() { self.after() } else { 0 };
        let mut key = self.mark + 1;
        std::iter::from_fn(move || {
            if key >= end {
                return None;
            }
            let name = self.tape.node(key).text()?;
            let value = self.tape.node(key + 1);
            key = value.after();
            Some((name, value))
        })
    }

    /// The keys of an object, in the order of the text.
    #[inline(never)]
    pub fn keys(self) -> Vec<Text<'a>> {
        let mut keys = Vec::new();
        for (key, _) in self.members() {
            keys.push(key);
        }
        keys
    }

    /// The elements of an array. Of anything else, none.
    pub fn elements(self) -> Elements<'t, 'a> {
        let end = if self.raw().is_array() { self.after() } else { 0 };
        Elements { tape: self.tape, mark: self.mark + 1, end }
    }

    /// Where it stands in the text of `outer`, which holds it.
    pub fn range_in(self, outer: Self) -> Range<usize> {
        let (own, outer) = (self.tape.mark(self.mark), self.tape.mark(outer.mark));
        own.start - outer.start..own.end - outer.start
    }

    /// The content of the string that is the property of that name.
    #[inline(never)]
    pub fn text_of(self, name: Word) -> Option<Text<'a>> {
        self.property(name)?.text()
    }

    /// The elements of the array that is the property of that name. Of anything else, none.
    pub fn list(self, name: Word) -> Elements<'t, 'a> {
        match self.property(name) {
            Some(list) => list.elements(),
            None => Elements { tape: self.tape, mark: 0, end: 0 },
        }
    }

    /// The value of the property that the word names.
    pub fn property(self, name: Word) -> Option<Self> {
        self.get(name.into())
    }

    /// The value of an object's property: the last one, as for `JSON.parse`.
    #[inline(never)]
    pub fn get(self, name: Text<'_>) -> Option<Self> {
        let mut found = None;
        for (key, value) in self.members() {
            if key.is_same(name) {
                found = Some(value);
            }
        }
        found
    }
}

/// The elements of an array that are left.
pub struct Elements<'t, 'a> {
    tape: &'t Tape<'a>,
    mark: usize,
    end: usize,
}

impl<'t, 'a> Iterator for Elements<'t, 'a> {
    type Item = Node<'t, 'a>;

    #[inline(never)]
    fn next(&mut self) -> Option<Node<'t, 'a>> {
        if self.mark >= self.end {
            return None;
        }
        let element = self.tape.node(self.mark);
        self.mark = element.after();
        Some(element)
    }
}
