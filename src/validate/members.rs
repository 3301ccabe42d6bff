//! Reads an object of which the names are known. Judges nothing: what it found is reported once it is clear what the
//! object is.

use super::report::Report;
use crate::issue::{Kind, Segment};
use crate::json::{Duplicate, Halt, Name, Reader, Step, Text, Token, Value, find, repeats};

/// No object has more known names.
const MOST: usize = 8;

/// What stands under the known names, and what else is in the object.
pub struct Members<'a> {
    bytes: &'a [u8],
    /// The last value under each name, as for `JSON.parse`.
    tokens: [Token; MOST],
    unknown: Vec<Text<'a>>,
    duplicates: Vec<Duplicate<'a>>,
    /// A bit for each name that stands twice and was noted so.
    twice: u8,
}

impl<'a> Members<'a> {
    pub fn new(bytes: &'a [u8]) -> Self {
        Self { bytes, tokens: [Token::default(); MOST], unknown: Vec::new(), duplicates: Vec::new(), twice: 0 }
    }

    /// Reads an object from its bracket on. `member` reads the value under the name at an index.
    #[inline]
    pub fn read(
        &mut self,
        reader: &mut Reader<'a>,
        names: &[Name],
        mut member: impl FnMut(&mut Reader<'a>, usize) -> Result<Token, Halt>,
    ) -> Result<(), Halt> {
        let mut more = reader.enter(b'}')?;
        while more {
            let key = reader.key()?.text(self.bytes);
            let found = find(names, key);
            let value = match found {
                Some(index) => member(reader, index)?,
                None => reader.value()?,
            };
            self.keep(found, key, value);
            if !reader.duplicates.is_empty() {
                self.keep_duplicates(key, reader);
            }
            more = reader.goes_on(b'}')?;
        }
        Ok(())
    }

    /// Reads an object of which nothing is read in a way of its own.
    pub fn read_plainly(reader: &mut Reader<'a>, names: &[Name]) -> Result<Self, Halt> {
        let mut members = Self::new(reader.bytes());
        members.read(reader, names, |reader, _| reader.value())?;
        Ok(members)
    }

    /// The token under the name at `index`.
    #[inline]
    pub fn token(&self, index: usize) -> Token {
        self.tokens[index]
    }

    /// The value under the name at `index`.
    pub fn value(&self, index: usize) -> Option<Value<'a>> {
        self.tokens[index].present(self.bytes)
    }

    #[inline]
    fn keep(&mut self, found: Option<usize>, key: Text<'a>, value: Token) {
        match found {
            Some(index) => {
                let before = std::mem::replace(&mut self.tokens[index], value);
                if before.is_present() {
                    self.keep_twice(index, key);
                }
            }
            None => self.unknown.push(key),
        }
    }

    #[cold]
    fn keep_twice(&mut self, index: usize, key: Text<'a>) {
        if self.twice & 1 << index == 0 {
            self.twice |= 1 << index;
            self.duplicates.push(Duplicate { path: vec![Step::Key(key)], key });
        }
    }

    #[cold]
    fn keep_duplicates(&mut self, key: Text<'a>, reader: &mut Reader<'a>) {
        for mut duplicate in reader.duplicates.drain(..) {
            duplicate.path.insert(0, Step::Key(key));
            self.duplicates.push(duplicate);
        }
    }

    /// Reports the keys that stand twice, here or deeper.
    #[inline]
    pub fn report_duplicates(&mut self, report: &mut Report<'a>) {
        if !self.duplicates.is_empty() || !self.unknown.is_empty() {
            self.report_all_duplicates(report);
        }
    }

    #[cold]
    fn report_all_duplicates(&mut self, report: &mut Report<'a>) {
        report.duplicates(std::mem::take(&mut self.duplicates));
        for repeat in repeats(&self.unknown).into_iter().filter(|repeat| repeat.is_second) {
            let key = self.unknown[repeat.index];
            report.at(Segment::Key(key), Kind::DuplicateProperty { property: key });
        }
    }

    /// Reports the keys that no rule names, each once.
    #[inline]
    pub fn report_unknown(&self, report: &mut Report<'a>) {
        if !self.unknown.is_empty() {
            self.report_all_unknown(report);
        }
    }

    #[cold]
    fn report_all_unknown(&self, report: &mut Report<'a>) {
        let repeats = repeats(&self.unknown);
        let mut repeats = repeats.iter().peekable();
        for (index, &key) in self.unknown.iter().enumerate() {
            if repeats.next_if(|repeat| repeat.index == index).is_none() {
                report.at(Segment::Key(key), Kind::UnknownProperty { property: key });
            }
        }
    }
}
