//! Numbers: their grammar, and what a double makes of them.
//!
//! Rust's own parser of floats would add 8 KB of tables to the wasm file; numbers that need more than a look are rare
//! here, so a plain exact division serves.

use super::{Halt, Kind, Reader, Token};

/// A number as it stands in the text.
#[derive(Clone, Copy, Debug)]
pub struct Number<'a> {
    raw: &'a [u8],
    /// Neither a fraction nor an exponent.
    digits_only: bool,
}

impl Reader<'_> {
    pub(super) fn number(&mut self) -> Result<Token, Halt> {
        let start = self.at;
        if self.bytes.get(self.at) == Some(&b'-') {
            self.at += 1;
        }
        if self.bytes.get(self.at) == Some(&b'0') {
            self.at += 1;
        } else {
            self.digits()?;
        }
        let mut kind = Kind::Digits;
        if self.bytes.get(self.at) == Some(&b'.') {
            self.at += 1;
            self.digits()?;
            kind = Kind::Number;
        }
        if matches!(self.bytes.get(self.at), Some(b'e' | b'E')) {
            self.at += 1;
            if matches!(self.bytes.get(self.at), Some(b'+' | b'-')) {
                self.at += 1;
            }
            self.digits()?;
            kind = Kind::Number;
        }
        Ok(self.token_from(start, kind))
    }

    fn digits(&mut self) -> Result<(), Halt> {
        let start = self.at;
        while self.bytes.get(self.at).is_some_and(u8::is_ascii_digit) {
            self.at += 1;
        }
        if self.at == start { Err(self.unexpected()) } else { Ok(()) }
    }
}

impl<'a> Number<'a> {
    /// `raw` was checked by the reader.
    pub(super) fn checked(raw: &'a [u8], digits_only: bool) -> Self {
        Self { raw, digits_only }
    }

    /// A number as this crate writes it: digits.
    pub const fn of(digits: &'static str) -> Self {
        Self { raw: digits.as_bytes(), digits_only: true }
    }

    pub(super) fn kind(self) -> Kind {
        if self.digits_only { Kind::Digits } else { Kind::Number }
    }

    /// As it stands in the text.
    pub fn raw(self) -> &'a [u8] {
        self.raw
    }

    /// Whether `JSON.parse` makes a whole, finite number of it: `1`, `1.0`, `1e2`; not `1.5`, `1e400`.
    pub fn is_whole(self) -> bool {
        if self.digits_only && self.raw.len() < 309 {
            return true;
        }
        let decimal = Decimal::of(self.raw);
        // Well over zero and under one: no need to look closer.
        if !decimal.digits.is_empty() && (-300..0).contains(&decimal.magnitude()) {
            return false;
        }
        let value = decimal.to_f64();
        value.is_finite() && value.fract() == 0.0
    }

    /// Whether `JSON.parse` makes a finite number of it: not of `1e400`.
    pub fn is_finite(self) -> bool {
        // Without an exponent it takes 309 digits to get past every double.
        self.raw.len() < 309 && !self.raw.iter().any(|byte| byte | 0x20 == b'e') || self.to_f64().is_finite()
    }

    /// Whether `JSON.parse` makes a number below zero of it: not of `-0`, nor of `-1e-400`.
    pub fn is_negative(self) -> bool {
        self.raw.first() == Some(&b'-') && self.to_f64() < 0.0
    }

    /// The double that `JSON.parse` makes of it; infinite where it is too large for one.
    pub fn to_f64(self) -> f64 {
        let value = Decimal::of(self.raw).to_f64();
        if self.raw.first() == Some(&b'-') { -value } else { value }
    }
}

/// Digits that decide how a number is rounded; what follows them matters only by being there.
const SIGNIFICANT: usize = 800;

/// `digits` × 10^`exponent`, without a sign.
struct Decimal {
    /// Without leading or trailing zeros.
    digits: Vec<u8>,
    exponent: i64,
}

impl Decimal {
    #[cold]
    fn of(raw: &[u8]) -> Self {
        let mut digits = Vec::new();
        let mut exponent: i64 = 0;
        let mut seen_dot = false;
        let mut rest = raw.iter();
        for byte in rest.by_ref() {
            match byte {
                b'0'..=b'9' => {
                    exponent -= i64::from(seen_dot);
                    if digits.len() < SIGNIFICANT {
                        if !digits.is_empty() || *byte != b'0' {
                            digits.push(byte - b'0');
                        }
                    } else {
                        exponent += 1;
                        if *byte != b'0' && digits.len() == SIGNIFICANT {
                            digits.push(1);
                            exponent -= 1;
                        }
                    }
                }
                b'.' => seen_dot = true,
                b'-' => {}
                _ => break,
            }
        }
        exponent = exponent.saturating_add(written_exponent(rest.as_slice()));
        while digits.last() == Some(&0) {
            digits.pop();
            exponent = exponent.saturating_add(1);
        }
        Self { digits, exponent }
    }

    /// The power of ten just above the value: 0.1 ≤ value / 10^magnitude < 1.
    fn magnitude(&self) -> i64 {
        (self.digits.len() as i64).saturating_add(self.exponent)
    }

    #[cold]
    fn to_f64(&self) -> f64 {
        if self.digits.is_empty() {
            return 0.0;
        }
        match self.magnitude() {
            311.. => f64::INFINITY,
            ..-330 => 0.0,
            _ if self.digits.len() <= 15 && self.exponent.unsigned_abs() <= 22 => self.exact(),
            _ => self.divided(),
        }
    }

    /// Both factors and so the result are exact, or rounded once.
    fn exact(&self) -> f64 {
        let whole = self.digits.iter().fold(0, |whole: u64, digit| whole * 10 + u64::from(*digit)) as f64;
        let power = (0..self.exponent.unsigned_abs()).fold(1.0, |power, _| power * 10.0);
        if self.exponent < 0 { whole / power } else { whole * power }
    }

    /// Divides big integers bit by bit, and rounds half to even.
    fn divided(&self) -> f64 {
        let mut numerator = Big(Vec::new());
        for digit in &self.digits {
            numerator.multiply_add(10, u32::from(*digit));
        }
        let mut denominator = Big(vec![1]);
        let scaled = if self.exponent < 0 { &mut denominator } else { &mut numerator };
        for _ in 0..self.exponent.unsigned_abs() {
            scaled.multiply_add(10, 0);
        }
        // So that the quotient has 64 or 65 bits: numerator × 2^shift / denominator.
        let shift = 64 + denominator.bits() as i64 - numerator.bits() as i64;
        if shift > 0 { &mut numerator } else { &mut denominator }.shift_left(shift.unsigned_abs() as usize);
        let quotient = numerator.divide(&mut denominator);
        let top = 127 - i64::from(quotient.leading_zeros());
        let exponent = top - 1 - shift;
        if exponent > 1023 {
            return f64::INFINITY;
        }
        let precision = if exponent < -1022 { 53 + 1022 + exponent } else { 53 };
        let dropped = top + 1 - precision;
        // The lowest bit of `quotient` says whether anything follows it, so that a half is told from more than a half.
        let half = 1u128 << (dropped - 1);
        let mantissa = quotient >> dropped;
        let tail = quotient & ((1 << dropped) - 1);
        let up = tail > half || (tail == half && mantissa & 1 == 1);
        let mantissa = (mantissa + u128::from(up)) as u64;
        let biased = if exponent < -1022 { 0 } else { (exponent + 1022) as u64 };
        // A mantissa that was rounded up to the next power of two carries into the exponent, as it should.
        f64::from_bits((biased << 52) + mantissa)
    }
}

/// Reads what follows the `e`; 10^12 stands for all that is larger.
fn written_exponent(bytes: &[u8]) -> i64 {
    let size = bytes
        .iter()
        .filter(|byte| byte.is_ascii_digit())
        .fold(0, |size: i64, digit| (size * 10 + i64::from(digit - b'0')).min(1_000_000_000_000));
    if bytes.first() == Some(&b'-') { -size } else { size }
}

/// A natural number, lowest limb first, without zero limbs at the top.
struct Big(Vec<u32>);

impl Big {
    fn multiply_add(&mut self, factor: u32, summand: u32) {
        let mut carry = u64::from(summand);
        for limb in &mut self.0 {
            carry += u64::from(*limb) * u64::from(factor);
            *limb = carry as u32;
            carry >>= 32;
        }
        if carry > 0 {
            self.0.push(carry as u32);
        }
    }

    fn bits(&self) -> usize {
        self.0.last().map_or(0, |top| self.0.len() * 32 - top.leading_zeros() as usize)
    }

    fn shift_left(&mut self, by: usize) {
        self.multiply_add(1 << (by % 32), 0);
        self.0.splice(0..0, std::iter::repeat_n(0, by / 32));
    }

    fn halve(&mut self) {
        let mut carry = 0;
        for limb in self.0.iter_mut().rev() {
            let low = *limb & 1;
            *limb = *limb >> 1 | carry << 31;
            carry = low;
        }
        self.trim();
    }

    fn trim(&mut self) {
        while self.0.last() == Some(&0) {
            self.0.pop();
        }
    }

    fn is_at_least(&self, other: &Self) -> bool {
        let lengths = self.0.len().cmp(&other.0.len());
        lengths.then_with(|| self.0.iter().rev().cmp(other.0.iter().rev())).is_ge()
    }

    fn subtract(&mut self, other: &Self) {
        let mut borrow = false;
        for (index, limb) in self.0.iter_mut().enumerate() {
            let other = other.0.get(index).copied().unwrap_or_default();
            let (rest, under) = limb.overflowing_sub(other);
            let (rest, under_again) = rest.overflowing_sub(u32::from(borrow));
            *limb = rest;
            borrow = under || under_again;
        }
        self.trim();
    }

    /// The quotient, shifted left by one; the bit that this frees is set when the division left a rest.
    fn divide(mut self, divisor: &mut Self) -> u128 {
        const BITS: usize = 66;
        divisor.shift_left(BITS - 1);
        let mut quotient = 0;
        for _ in 0..BITS {
            quotient <<= 1;
            if self.is_at_least(divisor) {
                self.subtract(divisor);
                quotient |= 1;
            }
            divisor.halve();
        }
        quotient << 1 | u128::from(!self.0.is_empty())
    }
}
