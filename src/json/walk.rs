//! Walks a value of any depth with a stack of its own, and records it on the tape.

use super::duplicates::{ESCAPED, key_bits, repeats};
use super::flaw::{Flaw, FlawKind, Step};
use super::reader::{Frame, Halt, Reader};
use super::tape::Mark;
use super::value::Raw;

/// Flaws beyond this many are not noted, but for the outermost object's.
const MAX_FLAWS: usize = 1_000;

impl<'a> Reader<'a> {
    /// Reads any value, whatever is in it. A reader that notes flaws notes those.
    #[inline(never)]
    pub fn value(&mut self) -> Result<Raw<'a>, Halt> {
        self.peek();
        let (start, levels_left) = (self.at, self.levels_left);
        self.records = false;
        self.is_suspect = false;
        self.walk()?;
        if self.is_suspect && self.notes_flaws {
            (self.at, self.levels_left) = (start, levels_left);
            self.record()?;
        }
        Ok(Raw::checked(self.bytes.get(start..self.at).unwrap_or_default()))
    }

    /// Reads any value onto the tape; gives its mark.
    pub fn record(&mut self) -> Result<usize, Halt> {
        let mark = self.tape.marks.len();
        self.records = true;
        self.walk()?;
        Ok(mark)
    }

    fn walk(&mut self) -> Result<(), Halt> {
        self.frames.clear();
        // Most containers hold no others: the innermost one needs no list.
        let mut innermost: Option<Frame> = None;
        loop {
            self.peek();
            let first = self.byte();
            let mut mark = self.add_mark(self.at);
            let mut is_suspect = false;
            match first {
                b'{' | b'[' => {
                    if self.enter(first + 2)? {
                        let mut frame = Frame { mark, closing: first + 2, step: 0, seen: 0, is_suspect: false };
                        if first == b'{' {
                            self.member(&mut frame)?;
                        }
                        if let Some(outer) = innermost.replace(frame) {
                            self.frames.push(outer);
                        }
                        continue;
                    }
                }
                b'"' => {
                    self.at += 1;
                    is_suspect = self.rest_of_string()?;
                }
                _ => self.scalar()?,
            }
            // Ends what has been read, and each container that ends with it.
            loop {
                self.end_mark(mark);
                if is_suspect {
                    self.note_flaws(mark, innermost);
                }
                let Some(frame) = &mut innermost else { return Ok(()) };
                frame.step += 1;
                self.peek();
                let next = self.byte();
                if next != b',' && next != frame.closing {
                    return Err(self.unexpected());
                }
                if next == b',' {
                    self.at += 1;
                    if frame.closing == b'}' {
                        self.member(frame)?;
                    }
                    break;
                }
                self.leave();
                (mark, is_suspect) = (frame.mark, frame.is_suspect);
                innermost = self.frames.pop();
            }
        }
    }

    /// Reads the key of a member.
    #[inline(never)]
    fn member(&mut self, object: &mut Frame) -> Result<(), Halt> {
        self.peek();
        let start = self.at;
        let key = self.key()?;
        let bits = key_bits(key);
        object.is_suspect |= object.seen & bits != 0 || bits == ESCAPED && key.is_invalid();
        object.seen |= bits;
        if self.records {
            object.step = self.add_mark(start);
            if let Some(own) = self.tape.marks.get_mut(object.step) {
                own.end = start + key.raw().len() + 2;
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

    /// Notes the flaws of a string, or with the keys of an object, that has been read. `outer`: what holds it.
    #[cold]
    #[inline(never)]
    fn note_flaws(&mut self, mark: usize, outer: Option<Frame>) {
        self.is_suspect = true;
        if !self.records {
            return;
        }
        let node = self.tape.node(mark);
        // The outermost object's may be reported before those of its values.
        let most = if self.frames.is_empty() { usize::MAX } else { MAX_FLAWS };
        let mut found = Vec::new();
        if let Some(text) = node.text() {
            found.push((text, mark, 0));
        }
        for ((key, value), repeat) in node.members().zip(repeats(&node.keys())) {
            found.push((key, value.key(), repeat));
        }
        for (text, mark, repeat) in found {
            let kind = if text.is_invalid() { FlawKind::InvalidCharacter } else { FlawKind::Duplicate };
            if (kind == FlawKind::InvalidCharacter || repeat == 1) && self.flaws.len() < most {
                let step = |frame: &Frame| match self.tape.node(frame.step).text() {
                    Some(key) if frame.closing == b'}' => Step::Key(key),
                    _ => Step::Index(frame.step),
                };
                let mut path = Vec::new();
                for frame in self.frames.iter().chain(&outer) {
                    path.push(step(frame));
                }
                self.flaws.push(Flaw { kind, path, text, mark });
            }
        }
    }
}
