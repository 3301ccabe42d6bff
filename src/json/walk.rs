//! Walks a value of any depth with a stack of its own, and records it on the tape.

use super::duplicates::{Duplicate, Step, key_bits, repeats};
use super::reader::{Frame, Halt, Reader};
use super::tape::Mark;
use super::text::Text;

/// Duplicates beyond this many are not noted, but for the outermost object's, which may be reported first.
const MAX_DUPLICATES: usize = 1_000;

impl<'a> Reader<'a> {
    /// Reads any value onto the tape of a reader that records; gives its mark.
    pub fn record(&mut self) -> Result<usize, Halt> {
        let mark = self.tape.marks.len();
        self.walk()?;
        Ok(mark)
    }

    /// Reads an object or an array, from its bracket on.
    pub(super) fn container(&mut self) -> Result<(), Halt> {
        let (start, levels_left) = (self.at, self.levels_left);
        if self.flat_container()? {
            return Ok(());
        }
        (self.at, self.levels_left) = (start, levels_left);
        self.walk()
    }

    /// Most hold no other containers, and no key that may stand twice: they need no stack. False where that is not so.
    fn flat_container(&mut self) -> Result<bool, Halt> {
        let is_object = self.bytes.get(self.at) == Some(&b'{');
        let closing = if is_object { b'}' } else { b']' };
        self.open()?;
        let mut seen = 0;
        let mut more = self.peek() != Some(closing);
        while more {
            if is_object {
                let key = self.key()?;
                let bits = key_bits(key);
                if seen & bits != 0 {
                    return Ok(false);
                }
                seen |= bits;
            }
            match self.peek() {
                Some(b'{' | b'[') => return Ok(false),
                Some(b'"') => self.string().map(drop)?,
                _ => self.scalar()?,
            }
            more = self.peek() == Some(b',');
            if more {
                self.at += 1;
            } else if self.peek() != Some(closing) {
                return Err(self.unexpected());
            }
        }
        self.leave();
        Ok(true)
    }

    fn walk(&mut self) -> Result<(), Halt> {
        self.frames.clear();
        loop {
            let first = self.peek();
            let mut mark = self.add_mark(self.at);
            match first {
                Some(b'{' | b'[') => {
                    if self.push(mark, first == Some(b'{'))? {
                        continue;
                    }
                }
                Some(b'"') => self.string().map(drop)?,
                _ => self.scalar()?,
            }
            // Ends what has been read, and each container that ends with it.
            loop {
                self.end_mark(mark);
                let Some(frame) = self.frames.last_mut() else { return Ok(()) };
                let is_object = frame.is_object;
                frame.step += 1;
                if self.peek() == Some(b',') {
                    self.at += 1;
                    if is_object {
                        self.member()?;
                    }
                    break;
                }
                if self.peek() != Some(if is_object { b'}' } else { b']' }) {
                    return Err(self.unexpected());
                }
                mark = self.pop();
            }
        }
    }

    /// Goes into a container, and past its first key; says whether there is something in it.
    fn push(&mut self, mark: usize, is_object: bool) -> Result<bool, Halt> {
        let has_content = self.enter(if is_object { b'}' } else { b']' })?;
        if has_content {
            self.frames.push(Frame { mark, is_object, step: 0, seen: 0, is_suspect: false });
            if is_object {
                self.member()?;
            }
        }
        Ok(has_content)
    }

    /// Out of the innermost container; gives its mark.
    fn pop(&mut self) -> usize {
        self.leave();
        let Some(frame) = self.frames.pop() else { return 0 };
        if frame.is_suspect && self.records {
            self.note_duplicates(frame.mark);
        }
        frame.mark
    }

    /// Reads the key of a member.
    fn member(&mut self) -> Result<(), Halt> {
        self.peek();
        let start = self.at;
        let key = self.key()?;
        if self.records {
            let mark = self.add_mark(start);
            if let Some(own) = self.tape.marks.get_mut(mark) {
                (own.end, own.next) = (start + key.raw().len() + 2, mark + 1);
            }
            if let Some(frame) = self.frames.last_mut() {
                let bits = key_bits(key);
                frame.is_suspect |= frame.seen & bits != 0;
                frame.seen |= bits;
                frame.step = mark;
            }
        }
        Ok(())
    }

    #[inline]
    fn add_mark(&mut self, start: usize) -> usize {
        let mark = self.tape.marks.len();
        if self.records {
            self.tape.marks.push(Mark { start, end: 0, next: 0 });
        }
        mark
    }

    #[inline]
    fn end_mark(&mut self, mark: usize) {
        let next = self.tape.marks.len();
        if let Some(own) = self.tape.marks.get_mut(mark) {
            (own.end, own.next) = (self.at, next);
        }
    }

    /// Notes the keys that stand twice in the object of that mark, which ends the tape.
    #[cold]
    fn note_duplicates(&mut self, object: usize) {
        let (mut keys, mut marks): (Vec<Text<'a>>, Vec<usize>) = (Vec::new(), Vec::new());
        let mut mark = object + 1;
        while let (Some(key), Some(value)) = (self.tape.node(mark).text(), self.tape.marks.get(mark + 1)) {
            keys.push(key);
            marks.push(mark);
            mark = value.next;
        }
        for (index, repeat) in repeats(&keys).into_iter().enumerate() {
            if repeat != 1 || self.duplicates.len() >= MAX_DUPLICATES && !self.frames.is_empty() {
                continue;
            }
            let mut path: Vec<Step<'a>> = self.frames.iter().map(|frame| self.step(*frame)).collect();
            path.push(Step::Key(keys[index]));
            self.duplicates.push(Duplicate { path, key: keys[index], mark: marks[index] });
        }
    }

    /// What of the container is being read.
    fn step(&self, frame: Frame) -> Step<'a> {
        match self.tape.node(frame.step).text() {
            Some(key) if frame.is_object => Step::Key(key),
            _ => Step::Index(frame.step),
        }
    }
}
