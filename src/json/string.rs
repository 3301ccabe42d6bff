//! The strings of a text: where they end, whether they are UTF-8, whether their escapes are known.

use super::{Halt, Reader, Reason, Text};

/// The first byte from `at` on that ends a run of plain ASCII: a quote, a backslash, a control character, a byte over
/// 0x7f; or the length.
#[inline(always)]
pub(super) fn plain_run(bytes: &[u8], mut at: usize) -> usize {
    while let Some(block) = bytes.get(at..).and_then(|rest| rest.first_chunk()) {
        let plain = plain_bytes(block);
        if plain < BLOCK {
            return at + plain;
        }
        at += BLOCK;
    }
    while let Some(byte) = bytes.get(at) {
        if matches!(byte, b'"' | b'\\' | 0..0x20 | 0x80..) {
            break;
        }
        at += 1;
    }
    at
}

/// What is looked at in one step.
#[cfg(target_feature = "simd128")]
const BLOCK: usize = 16;
#[cfg(not(target_feature = "simd128"))]
const BLOCK: usize = 8;

/// How many bytes stand before the first that ends a run; [`BLOCK`] where none does.
#[cfg(target_feature = "simd128")]
#[inline(always)]
fn plain_bytes(block: &[u8; BLOCK]) -> usize {
    use std::arch::wasm32::{i8x16_bitmask, i8x16_lt, i8x16_splat, u8x16_eq, u8x16_splat, v128_load, v128_or};
    // SAFETY: a block is as long as what is loaded, and any address will do.
    let block = unsafe { v128_load(block.as_ptr().cast()) };
    let is_quote = u8x16_eq(block, u8x16_splat(b'"'));
    let is_backslash = u8x16_eq(block, u8x16_splat(b'\\'));
    // With a sign, bytes over 0x7f are below zero.
    let is_control_or_high = i8x16_lt(block, i8x16_splat(0x20));
    let marks = i8x16_bitmask(v128_or(v128_or(is_quote, is_backslash), is_control_or_high));
    (u32::from(marks) | 1 << BLOCK).trailing_zeros() as usize
}

/// How many bytes stand before the first that ends a run; [`BLOCK`] where none does.
#[cfg(not(target_feature = "simd128"))]
#[inline(always)]
fn plain_bytes(block: &[u8; BLOCK]) -> usize {
    const ONES: u64 = 0x0101_0101_0101_0101;
    const HIGHS: u64 = 0x8080_8080_8080_8080;
    let word = u64::from_le_bytes(*block);
    let quote = word ^ (ONES * b'"' as u64);
    let backslash = word ^ (ONES * b'\\' as u64);
    // A borrow runs upwards only, so the lowest mark is always a true one, and only that is used. Bytes over 0x7f are
    // marks of their own, so the usual `& !word` is not needed.
    let marks =
        (quote.wrapping_sub(ONES) | backslash.wrapping_sub(ONES) | word.wrapping_sub(ONES * 0x20) | word) & HIGHS;
    (marks.trailing_zeros() / 8) as usize
}

impl<'a> Reader<'a> {
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
    pub(super) fn unusual_string(&mut self, start: usize, mut at: usize) -> Result<Text<'a>, Halt> {
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
