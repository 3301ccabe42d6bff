//! The grammar of numbers and of the words `true`, `false` and `null`.

use super::reader::{Halt, Reader};

impl Reader<'_> {
    /// A number, a word, or nothing that JSON knows.
    pub(super) fn scalar(&mut self) -> Result<(), Halt> {
        match self.bytes.get(self.at) {
            Some(b'-' | b'0'..=b'9') => self.number(),
            Some(b't') => self.literal(b"true"),
            Some(b'f') => self.literal(b"false"),
            Some(b'n') => self.literal(b"null"),
            _ => Err(self.unexpected()),
        }
    }

    fn literal(&mut self, word: &[u8]) -> Result<(), Halt> {
        for byte in word {
            if self.bytes.get(self.at) != Some(byte) {
                return Err(self.unexpected());
            }
            self.at += 1;
        }
        Ok(())
    }

    fn number(&mut self) -> Result<(), Halt> {
        self.eat(b'-');
        if !self.eat(b'0') {
            self.digits()?;
        }
        if self.eat(b'.') {
            self.digits()?;
        }
        if self.eat(b'e') || self.eat(b'E') {
            let _ = self.eat(b'-') || self.eat(b'+');
            self.digits()?;
        }
        Ok(())
    }

    fn digits(&mut self) -> Result<(), Halt> {
        let start = self.at;
        while self.bytes.get(self.at).is_some_and(u8::is_ascii_digit) {
            self.at += 1;
        }
        if self.at == start { Err(self.unexpected()) } else { Ok(()) }
    }

    /// Past `byte`, where that is next.
    fn eat(&mut self, byte: u8) -> bool {
        let is_next = self.bytes.get(self.at) == Some(&byte);
        self.at += usize::from(is_next);
        is_next
    }
}
