//! Where issues are collected.

use super::MAX_ISSUES;
use crate::issue::{Issues, Kind, Path, Segment};
use crate::json::{Duplicate, Fault, Reader};

/// Issues so far, and the place that is being judged.
pub struct Report<'a, 's> {
    place: Path<'a>,
    issues: &'s mut dyn Issues<'a>,
    /// At most [`MAX_ISSUES`].
    count: usize,
}

impl<'a, 's> Report<'a, 's> {
    pub fn new(issues: &'s mut dyn Issues<'a>) -> Self {
        Self { place: Vec::new(), issues, count: 0 }
    }

    /// An issue of what is at `path` of the place.
    #[cold]
    pub fn at(&mut self, path: &[Segment<'a>], kind: Kind<'a>) {
        if self.count < MAX_ISSUES {
            self.count += 1;
            let depth = self.place.len();
            self.place.extend_from_slice(path);
            self.issues.add(&self.place, kind);
            self.place.truncate(depth);
        }
    }

    /// Judges what is at `segments` of the place.
    #[inline]
    pub fn within<T>(&mut self, segments: &[Segment<'a>], judge: impl FnOnce(&mut Self) -> T) -> T {
        let depth = self.place.len();
        self.place.extend_from_slice(segments);
        let result = judge(self);
        self.place.truncate(depth);
        result
    }

    /// Keys that stand twice in what was read last, but for those in `others`, which are reported elsewhere.
    #[cold]
    pub fn duplicates(&mut self, reader: &mut Reader<'a>, others: &[u8]) {
        for Duplicate { path, key } in &reader.duplicates {
            if !others.as_ptr_range().contains(&key.raw().as_ptr()) {
                let depth = self.place.len();
                self.place.extend(path.iter().map(|step| Segment::from(*step)));
                self.at(&[], Kind::DuplicateProperty { property: *key });
                self.place.truncate(depth);
            }
        }
        reader.duplicates.clear();
    }

    /// Forgets all issues.
    pub fn clear(&mut self) {
        self.issues.clear();
        self.count = 0;
    }

    /// What cannot be read has no other issue.
    #[cold]
    pub fn unreadable(&mut self, fault: Fault) {
        self.clear();
        self.place.clear();
        self.at(&[], Kind::Unreadable(fault));
    }

    pub fn is_empty(&self) -> bool {
        self.count == 0
    }
}
