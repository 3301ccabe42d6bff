//! Keys that stand twice in one object.

use super::text::Text;

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
    let mut order: Vec<usize> = (0..keys.len()).collect();
    sort(&mut order, |left, right| keys[left].compare(keys[right]).then(left.cmp(&right)).is_lt());
    let mut counts = vec![0; keys.len()];
    for at in 1..order.len() {
        let (before, next) = (order[at - 1], order[at]);
        if keys[before].compare(keys[next]).is_eq() {
            counts[next] = (counts[before] + 1).min(2);
        }
    }
    counts
}

/// Heapsort: the standard library's sorts are ten times as large.
fn sort(order: &mut [usize], is_less: impl Fn(usize, usize) -> bool) {
    let length = order.len();
    // The first turns make the heap, from its last parent up; the others take the largest from its top.
    for turn in (0..length + length / 2).rev() {
        let (mut parent, end) = match turn.checked_sub(length) {
            Some(parent) => (parent, length),
            None => {
                order.swap(0, turn);
                (0, turn)
            }
        };
        loop {
            let mut child = 2 * parent + 1;
            if child + 1 < end && is_less(order[child], order[child + 1]) {
                child += 1;
            }
            if child >= end || !is_less(order[parent], order[child]) {
                break;
            }
            order.swap(parent, child);
            parent = child;
        }
    }
}
