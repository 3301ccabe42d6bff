//! Numbers: their grammar, and what a double makes of them.

use super::span::Span;
use super::{Halt, Reader};

/// A number as it stands in the text.
#[derive(Clone, Copy, Debug)]
pub struct Number<'a>(Span<'a>);

impl Reader<'_> {
    pub(super) fn number(&mut self) -> Result<(), Halt> {
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

impl<'a> Number<'a> {
    /// `raw` was checked by the reader.
    pub(super) fn checked(raw: &'a [u8]) -> Self {
        Self(Span::new(raw))
    }

    /// A number as this crate writes it: digits.
    pub fn of(digits: &'static str) -> Self {
        Self(Span::new(digits.as_bytes()))
    }

    /// As it stands in the text.
    pub fn raw(self) -> &'a [u8] {
        self.0.bytes()
    }

    /// Whether `JSON.parse` makes a whole, finite number of it: `1`, `1.0`, `1e2`; not `1.5`, `1e400`.
    pub fn is_whole(self) -> bool {
        self.is_short() && !self.raw().contains(&b'.') || {
            let value = self.to_f64();
            // Finite, and without a fraction.
            value - value.trunc() == 0.0
        }
    }

    /// Whether `JSON.parse` makes a finite number of it: not of `1e400`.
    pub fn is_finite(self) -> bool {
        self.is_short() || self.to_f64().is_finite()
    }

    /// Without an exponent, it takes 309 digits to get past every double.
    fn is_short(self) -> bool {
        self.raw().len() < 309 && !self.raw().iter().any(|byte| byte | 0x20 == b'e')
    }

    /// Whether `JSON.parse` makes a number below zero of it: not of `-0`, nor of `-1e-400`.
    pub fn is_negative(self) -> bool {
        // A short number is below zero unless all its digits are 0.
        self.raw().first() == Some(&b'-')
            && if self.is_short() {
                self.raw().iter().any(|byte| matches!(byte, b'1'..=b'9'))
            } else {
                self.to_f64() < 0.0
            }
    }

    /// The double that `JSON.parse` makes of it; infinite where it is too large for one.
    pub fn to_f64(self) -> f64 {
        // Most are a few digits, which every double can hold.
        let digits = self.raw();
        if digits.len() <= 15 && digits.iter().all(u8::is_ascii_digit) {
            return digits.iter().fold(0, |number, digit| number * 10 + u64::from(digit - b'0')) as f64;
        }
        parse(digits)
    }
}

#[cfg(not(target_arch = "wasm32"))]
fn parse(ascii: &[u8]) -> f64 {
    std::str::from_utf8(ascii).ok().and_then(|text| text.parse().ok()).unwrap_or(f64::NAN)
}

// JavaScript's own parser: Rust's would be a third of the wasm file, for numbers that are rare here.
#[cfg(target_arch = "wasm32")]
fn parse(ascii: &[u8]) -> f64 {
    crate::wasm::number::parse(ascii)
}
