//! Keys that stand twice in one object.

use super::text::Text;
use std::cmp::Ordering;
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
    let order: BinaryHeap<Numbered<'_>> = keys.iter().zip(0..).map(|(key, index)| Numbered(*key, index)).collect();
    let mut counts = vec![0; keys.len()];
    let (mut before, mut count) = (None, 0);
    for Numbered(key, index) in order.into_sorted_vec() {
        let is_repeat = before.is_some_and(|before| key.compare(before).is_eq());
        count = if is_repeat { 2.min(count + 1) } else { 0 };
        before = Some(key);
        if let Some(own) = counts.get_mut(index) {
            *own = count;
        }
    }
    counts
}

/// A key and its place, in the order of both. Not a tuple, which compares twice.
struct Numbered<'a>(Text<'a>, usize);

impl Ord for Numbered<'_> {
    fn cmp(&self, other: &Self) -> Ordering {
        self.0.compare(other.0).then(self.1.cmp(&other.1))
    }
}

impl PartialOrd for Numbered<'_> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Numbered<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other).is_eq()
    }
}

impl Eq for Numbered<'_> {}
