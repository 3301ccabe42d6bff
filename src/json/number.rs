//! What a double makes of a number.

/// A number as it stands in the text.
#[derive(Clone, Copy, Debug)]
pub struct Number<'a>(&'a [u8]);

impl<'a> Number<'a> {
    /// `raw` was checked by the reader.
    pub(super) fn checked(raw: &'a [u8]) -> Self {
        Self(raw)
    }

    /// As it stands in the text.
    pub fn raw(self) -> &'a [u8] {
        self.0
    }

    /// Whether `JSON.parse` makes a whole, finite number of it: `1`, `1.0`, `1e2`; not `1.5`, `1e400`.
    pub fn is_whole(self) -> bool {
        let value = self.to_f64();
        // Finite, and without a fraction.
        value - value.trunc() == 0.0
    }

    /// Whether `JSON.parse` makes a finite number of it: not of `1e400`.
    pub fn is_finite(self) -> bool {
        self.to_f64().is_finite()
    }

    /// Whether `JSON.parse` makes a number below zero of it: not of `-0`, nor of `-1e-400`.
    pub fn is_negative(self) -> bool {
        self.to_f64() < 0.0
    }

    /// The double that `JSON.parse` makes of it; infinite where it is too large for one.
    pub fn to_f64(self) -> f64 {
        self.few_digits().unwrap_or_else(|| parse(self.raw()))
    }

    /// Its double, where it has at most 16 characters and no exponent. Rounded once, as it has to be: without a point when its
    /// digits become a double, with one when two doubles, which hold all of the 15 digits and of their power of ten, are divided.
    fn few_digits(self) -> Option<f64> {
        let (mut digits, mut power, mut has_point) = (0u64, 1.0, false);
        if self.raw().len() > 16 {
            return None;
        }
        for byte in self.raw() {
            match byte {
                b'-' => {}
                b'.' => has_point = true,
                b'0'..=b'9' => {
                    digits = digits * 10 + u64::from(byte - b'0');
                    power *= if has_point { 10.0 } else { 1.0 };
                }
                _ => return None,
            }
        }
        let value = digits as f64 / power;
        Some(if self.raw().first() == Some(&b'-') { -value } else { value })
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
