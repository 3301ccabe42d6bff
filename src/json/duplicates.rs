//! Keys that stand twice in one object.

use super::text::Text;
use std::collections::BinaryHeap;

/// The bits of a key that is written with escapes.
pub const ESCAPED: u64 = u64::MAX;

/// Keys that share no bit differ. One that is written with escapes may equal any other.
///
/// ```text
/// bit   11  10   9   8   7   6   5   4   3   2   1   0
///        .   .   .   .   f   f   f   f   f   f   f   f    the first byte,
///        .   l   l   l   l   l   l   l   l   .   .   .    xor the last byte,
///        …   n   n   n   n   n   n   n   n   n   n   .    xor the length: hashed to one bit among 64
/// ```
#[inline]
pub fn key_bits(key: Text<'_>) -> u64 {
    if key.is_escaped() {
        return ESCAPED;
    }
    let key = key.raw();
    let first = key.first().copied().unwrap_or_default();
    let last = key.last().copied().unwrap_or_default();
    let mixed = u32::from(first) ^ u32::from(last).rotate_left(3) ^ (key.len() as u32) << 1;
    1 << (mixed.wrapping_mul(0x9e37_79b1) >> 26)
}

/// Of each key, how often it stood before: 0, 1, or 2 for more.
// Sorted, not hashed: chosen keys can make any fixed hash quadratic, and this judges strangers' requests.
pub fn repeats(keys: &[Text<'_>]) -> Vec<u8> {
    let order: BinaryHeap<(Text<'_>, usize)> = keys.iter().copied().zip(0..).collect();
    let mut counts = vec![0; keys.len()];
    let (mut before, mut count) = (None, 0);
    for (key, index) in order.into_sorted_vec() {
        count = if before == Some(key) { 2.min(count + 1) } else { 0 };
        before = Some(key);
        if let Some(own) = counts.get_mut(index) {
            *own = count;
        }
    }
    counts
}
