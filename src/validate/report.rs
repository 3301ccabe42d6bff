//! Where issues are collected.

use super::MAX_ISSUES;
use crate::issue::{Issue, Kind, Path, Segment};
use crate::json::{Duplicate, Reader};

/// Issues so far, and the place that is being judged.
pub struct Report<'a> {
    place: Path<'a>,
    /// At most [`MAX_ISSUES`].
    pub issues: Vec<Issue<'a>>,
}

impl<'a> Report<'a> {
    pub fn new() -> Self {
        Self { place: Vec::new(), issues: Vec::new() }
    }

    /// An issue of the place itself.
    #[cold]
    pub fn here(&mut self, kind: Kind<'a>) {
        self.below(&[], kind);
    }

    /// An issue of what is at `segment` of the place.
    #[cold]
    pub fn at(&mut self, segment: Segment<'a>, kind: Kind<'a>) {
        self.below(&[segment], kind);
    }

    /// Judges what is at `segment` of the place.
    #[inline]
    pub fn within<T>(&mut self, segment: Segment<'a>, judge: impl FnOnce(&mut Self) -> T) -> T {
        self.place.push(segment);
        let result = judge(self);
        self.place.pop();
        result
    }

    /// Keys that stand twice in what was read last.
    #[cold]
    pub fn duplicates(&mut self, reader: &mut Reader<'a>) {
        for Duplicate { path, key } in std::mem::take(&mut reader.duplicates) {
            let path: Path<'a> = path.into_iter().map(Segment::from).collect();
            self.below(&path, Kind::DuplicateProperty { property: key });
        }
    }

    fn below(&mut self, path: &[Segment<'a>], kind: Kind<'a>) {
        if self.issues.len() < MAX_ISSUES {
            let path = [&self.place, path].concat();
            self.issues.push(Issue { path, kind });
        }
    }
}
