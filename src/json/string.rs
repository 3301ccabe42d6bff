//! The strings of a text: where they end, whether they are UTF-8, whether their escapes are known.

use super::Reason;
use super::plain::plain_run;
use super::reader::{Halt, Reader};
use super::text::{Text, is_invalid};
use std::num::NonZero;

/// Whether bytes are UTF-8. What std has for it takes 300 bytes more of a bundle.
pub fn is_utf8(bytes: &[u8]) -> bool {
    let mut reader = Reader::new(bytes);
    while reader.at < bytes.len() {
        match reader.byte() {
            0x80.. if reader.utf8().is_err() => return false,
            0x80.. => {}
            _ => reader.at += 1,
        }
    }
    true
}

impl<'a> Reader<'a> {
    /// Hands the content of the string that starts at `start` to `accepts`; the place after it, where that takes it.
    #[inline(always)]
    pub fn content_at(&mut self, start: usize, accepts: impl Fn(&[u8]) -> bool) -> Option<NonZero<usize>> {
        let end = plain_run(self.bytes, start);
        if self.bytes.get(end) == Some(&b'"') {
            let content = self.bytes.get(start..end)?;
            return if accepts(content) { NonZero::new(end + 1) } else { None };
        }
        self.unusual_content(start, end, &accepts)
    }

    /// The same, where something other than plain ASCII stands at `at`.
    #[inline(never)]
    fn unusual_content(&mut self, start: usize, at: usize, accepts: &dyn Fn(&[u8]) -> bool) -> Option<NonZero<usize>> {
        self.at = at;
        self.has_escapes = false;
        if self.rest_of_string().ok()? {
            return None;
        }
        let raw = self.bytes.get(start..self.at - 1)?;
        let is_right = if self.has_escapes { accepts(&Text::checked(raw).content()) } else { accepts(raw) };
        if is_right { NonZero::new(self.at) } else { None }
    }

    /// Reads a string, from its opening quote on.
    #[inline]
    pub(super) fn string(&mut self) -> Result<Text<'a>, Halt> {
        self.at += 1;
        let start = self.at;
        self.rest_of_string()?;
        Ok(Text::checked(self.bytes.get(start..self.at - 1).unwrap_or_default()))
    }

    /// Goes past the quote that ends a string; true where it holds U+0000 or half a surrogate pair.
    #[inline(never)]
    pub(super) fn rest_of_string(&mut self) -> Result<bool, Halt> {
        let mut is_invalid = false;
        loop {
            self.at = plain_run(self.bytes, self.at);
            match self.byte() {
                b'"' => {
                    self.at += 1;
                    return Ok(is_invalid);
                }
                b'\\' => is_invalid |= self.escape()?,
                0x80.. => self.utf8()?,
                _ => return Err(self.halt(Reason::ControlCharacter)),
            }
        }
    }

    /// Past an escape, or a pair of them; true where it is U+0000 or half a surrogate pair.
    fn escape(&mut self) -> Result<bool, Halt> {
        self.has_escapes = true;
        let unit = self.escaped_unit()?;
        if unit & 0xfc00 == 0xd800 && self.bytes.get(self.at..).is_some_and(|rest| rest.starts_with(b"\\u")) {
            return Ok(self.escaped_unit()? & 0xfc00 != 0xdc00);
        }
        Ok(is_invalid(unit))
    }

    /// Past an escape: its code unit, where it tells that in digits; else that of some other character.
    fn escaped_unit(&mut self) -> Result<u32, Halt> {
        self.at += 1;
        let hex_digits = match self.byte() {
            b'u' => 4,
            b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't' => 0,
            _ => return Err(self.halt(Reason::InvalidEscape)),
        };
        self.at += 1;
        let mut unit = u32::from(hex_digits == 0);
        for _ in 0..hex_digits {
            let Some(digit) = char::from(self.byte()).to_digit(16) else {
                return Err(self.halt(Reason::InvalidEscape));
            };
            unit = unit << 4 | digit;
            self.at += 1;
        }
        Ok(unit)
    }

    /// Past a run of characters that are not ASCII.
    #[inline(never)]
    fn utf8(&mut self) -> Result<(), Halt> {
        let bytes = self.bytes;
        let mut at = self.at;
        let byte = |at: usize| bytes.get(at).copied().unwrap_or_default();
        let is_right = 'run: loop {
            // The second byte's bounds keep out overlong forms, surrogates, and code points over U+10FFFF.
            let (more, mut low, mut high) = match byte(at) {
                0..0x80 => break true,
                0xc2..=0xdf => (1, 0x80, 0xbf),
                0xe0 => (2, 0xa0, 0xbf),
                0xed => (2, 0x80, 0x9f),
                0xe1..=0xef => (2, 0x80, 0xbf),
                0xf0 => (3, 0x90, 0xbf),
                0xf1..=0xf3 => (3, 0x80, 0xbf),
                0xf4 => (3, 0x80, 0x8f),
                _ => break false,
            };
            for _ in 0..more {
                at += 1;
                if !(low..=high).contains(&byte(at)) {
                    break 'run false;
                }
                (low, high) = (0x80, 0xbf);
            }
            at += 1;
        };
        self.at = at;
        if is_right { Ok(()) } else { Err(self.halt(Reason::InvalidUtf8)) }
    }
}
