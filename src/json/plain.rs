//! Runs of plain ASCII in strings, many bytes at a time.

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

/// The bytes that are looked at in one step.
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
    marks.trailing_zeros() as usize
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
