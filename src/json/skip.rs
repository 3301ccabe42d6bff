//! Walks a value of any depth with a stack of its own, noting keys that stand twice in one object.

use super::duplicates::{key_bits, repeats};
use super::{Duplicate, Halt, Reader, Step, Text};

/// Duplicates beyond this many are not noted, but for the outermost object's, which may be reported first.
const MAX_DUPLICATES: usize = 1_000;

/// An open object or array.
pub(super) struct Frame<'a> {
    /// Where the object's keys start in `Reader::keys`; None for an array.
    keys_from: Option<usize>,
    /// The key or the index of the member that is being read.
    step: Step<'a>,
    /// The bits of the keys seen: a key whose bits are free is new.
    seen: u64,
    /// Some key's bits were taken, so it may be there twice.
    suspect: bool,
}

impl<'a> Reader<'a> {
    /// Reads an object or an array, from its bracket on.
    pub(super) fn container(&mut self) -> Result<(), Halt> {
        let (start, levels_left) = (self.at, self.levels_left);
        if self.flat_container()? {
            return Ok(());
        }
        (self.at, self.levels_left) = (start, levels_left);
        self.deep_container()
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

    fn deep_container(&mut self) -> Result<(), Halt> {
        let outer = self.frames.len();
        let mut more = self.push()?;
        loop {
            if more {
                if self.closing() == b'}' {
                    let key = self.key()?;
                    self.note_key(key);
                }
                match self.peek() {
                    Some(b'{' | b'[') => {
                        more = self.push()?;
                        continue;
                    }
                    Some(b'"') => self.string().map(drop)?,
                    _ => self.scalar()?,
                }
            } else {
                self.pop();
                if self.frames.len() == outer {
                    return Ok(());
                }
            }
            more = self.peek() == Some(b',');
            if more {
                self.at += 1;
                self.next_element();
            } else if self.peek() != Some(self.closing()) {
                return Err(self.unexpected());
            }
        }
    }

    /// The bracket that ends the innermost container.
    fn closing(&self) -> u8 {
        match self.frames.last() {
            Some(Frame { keys_from: Some(_), .. }) => b'}',
            _ => b']',
        }
    }

    /// Goes into a container; says whether there is something in it.
    fn push(&mut self) -> Result<bool, Halt> {
        let is_object = self.bytes.get(self.at) == Some(&b'{');
        self.open()?;
        self.frames.push(Frame {
            keys_from: is_object.then_some(self.keys.len()),
            step: Step::Index(0),
            seen: 0,
            suspect: false,
        });
        Ok(self.peek() != Some(self.closing()))
    }

    #[inline]
    fn note_key(&mut self, key: Text<'a>) {
        self.keys.push(key);
        if let Some(frame) = self.frames.last_mut() {
            let bits = key_bits(key);
            frame.suspect |= frame.seen & bits != 0;
            frame.seen |= bits;
            frame.step = Step::Key(key);
        }
    }

    #[inline]
    fn next_element(&mut self) {
        if let Some(Frame { step: Step::Index(index), .. }) = self.frames.last_mut() {
            *index += 1;
        }
    }

    fn pop(&mut self) {
        self.leave();
        let Some(Frame { keys_from: Some(keys_from), suspect, .. }) = self.frames.pop() else {
            return;
        };
        if suspect {
            self.note_duplicates(keys_from);
        }
        self.keys.truncate(keys_from);
    }

    #[cold]
    fn note_duplicates(&mut self, keys_from: usize) {
        let keys = &self.keys[keys_from..];
        for (key, repeat) in keys.iter().zip(repeats(keys)) {
            if repeat != 1 || self.duplicates.len() >= MAX_DUPLICATES && !self.frames.is_empty() {
                continue;
            }
            let key = *key;
            let mut path: Vec<Step<'a>> = self.frames.iter().map(|frame| frame.step).collect();
            path.push(Step::Key(key));
            self.duplicates.push(Duplicate { path, key });
        }
    }
}
