//! The strings of a text: where they end, whether they are UTF-8, whether their escapes are known.

use super::Reason;
use super::plain::plain_run;
use super::reader::{Halt, Reader};
use super::text::Text;

impl<'a> Reader<'a> {
    /// Hands the content of the string that starts at `start` to `accepts`; the place after it, where that takes it.
    #[inline(always)]
    pub fn content_at(&mut self, start: usize, accepts: impl Fn(&[u8]) -> bool) -> Option<usize> {
        let end = plain_run(self.bytes, start);
        if self.bytes.get(end) == Some(&b'"') {
            return accepts(&self.bytes[start..end]).then_some(end + 1);
        }
        let text = self.unusual_string(start, end).ok()?;
        accepts(&text.content()).then_some(self.at)
    }

    /// Reads a string, from its opening quote on.
    #[inline(never)]
    pub(super) fn string(&mut self) -> Result<Text<'a>, Halt> {
        let start = self.at + 1;
        let at = plain_run(self.bytes, start);
        if self.bytes.get(at) == Some(&b'"') {
            self.at = at + 1;
            return Ok(Text::checked(&self.bytes[start..at]));
        }
        self.unusual_string(start, at)
    }

    /// Reads on at `at`, where something other than plain ASCII stands.
    fn unusual_string(&mut self, start: usize, mut at: usize) -> Result<Text<'a>, Halt> {
        loop {
            at = match self.bytes.get(at) {
                Some(b'"') => break,
                Some(b'\\') => self.escape(at + 1),
                Some(0x80..) => self.utf8(at),
                Some(_) => Err((at, Reason::ControlCharacter)),
                None => Err((at, Reason::UnexpectedEnd)),
            }
            .map_err(|(offset, reason)| self.halt(offset, reason))?;
            at = plain_run(self.bytes, at);
        }
        self.at = at + 1;
        Ok(Text::checked(&self.bytes[start..at]))
    }

    /// Checks what follows a backslash; gives the place after it.
    fn escape(&self, at: usize) -> Result<usize, (usize, Reason)> {
        match self.bytes.get(at) {
            Some(b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't') => Ok(at + 1),
            Some(b'u') => {
                for place in at + 1..at + 5 {
                    match self.bytes.get(place) {
                        Some(byte) if byte.is_ascii_hexdigit() => {}
                        Some(_) => return Err((place, Reason::InvalidEscape)),
                        None => return Err((place, Reason::UnexpectedEnd)),
                    }
                }
                Ok(at + 5)
            }
            Some(_) => Err((at, Reason::InvalidEscape)),
            None => Err((at, Reason::UnexpectedEnd)),
        }
    }

    /// Checks the run of non-ASCII characters at `at`; gives the place after it.
    fn utf8(&self, mut at: usize) -> Result<usize, (usize, Reason)> {
        while let Some(&lead) = self.bytes.get(at)
            && lead >= 0x80
        {
            // The second byte's range keeps out overlong forms, surrogates, and code points over U+10FFFF.
            let (length, second) = match lead {
                0xc2..=0xdf => (2, 0x80..=0xbf),
                0xe0 => (3, 0xa0..=0xbf),
                0xed => (3, 0x80..=0x9f),
                0xe1..=0xef => (3, 0x80..=0xbf),
                0xf0 => (4, 0x90..=0xbf),
                0xf1..=0xf3 => (4, 0x80..=0xbf),
                0xf4 => (4, 0x80..=0x8f),
                _ => return Err((at, Reason::InvalidUtf8)),
            };
            for place in at + 1..at + length {
                match self.bytes.get(place) {
                    Some(byte) if place == at + 1 && second.contains(byte) => {}
                    Some(0x80..=0xbf) if place > at + 1 => {}
                    Some(_) => return Err((place, Reason::InvalidUtf8)),
                    None => return Err((place, Reason::UnexpectedEnd)),
                }
            }
            at += length;
        }
        Ok(at)
    }
}
