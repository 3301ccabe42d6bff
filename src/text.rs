//! Small helpers for plain texts and numbers, each smaller in WebAssembly than the standard library's.

/// A whole number in digits. `core::fmt` would be a quarter of the wasm file.
pub fn decimal(number: u64) -> String {
    let digit = char::from(b'0' + (number % 10) as u8);
    let mut text = if number > 9 { decimal(number / 10) } else { String::new() };
    text.push(digit);
    text
}

/// What stands before and after the first `part`, which is not empty. The standard library's way is fast and large.
pub fn split_once<'a>(text: &'a str, part: &str) -> Option<(&'a str, &'a str)> {
    let at = text.as_bytes().windows(part.len()).position(|window| window == part.as_bytes())?;
    Some((text.get(..at)?, text.get(at + part.len()..)?))
}

/// The number that digits say, of which there is at least one.
pub fn digits(text: &[u8]) -> Option<f64> {
    let mut value = 0.0;
    for byte in text {
        if !byte.is_ascii_digit() {
            return None;
        }
        value = value * 10.0 + f64::from(byte - b'0');
    }
    (!text.is_empty()).then_some(value)
}

/// More than any number of two digits.
pub const WRONG: i32 = 10_000;

/// Two digits at `at`; [`WRONG`] where there are none.
pub fn two(text: &[u8], at: usize) -> i32 {
    match text.get(at..at + 2) {
        Some(&[tens @ b'0'..=b'9', ones @ b'0'..=b'9']) => i32::from(tens - b'0') * 10 + i32::from(ones - b'0'),
        _ => WRONG,
    }
}
