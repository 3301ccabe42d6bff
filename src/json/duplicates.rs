//! Keys that stand twice in one object.

use std::cmp::Ordering;
use std::collections::BinaryHeap;

use super::Text;

/// A key or an index on the way to a value.
#[derive(Clone, Copy, Debug)]
pub enum Step<'a> {
    /// In an object
    Key(Text<'a>),
    /// In an array, from 0
    Index(usize),
}

/// A key that stands twice or more in one object.
#[derive(Clone, Debug)]
pub struct Duplicate<'a> {
    /// From the value that was read to the key, the key included.
    pub path: Vec<Step<'a>>,
    /// The key.
    pub key: Text<'a>,
}

/// A key that stood before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Repeat {
    /// Its place among the keys.
    pub index: usize,
    /// Whether it stood before exactly once.
    pub is_second: bool,
}

/// The keys that stood before, in the order of the keys.
// Sorted, not hashed: chosen keys can make any fixed hash quadratic, and this judges strangers' requests.
pub fn repeats(keys: &[Text<'_>]) -> Vec<Repeat> {
    let places: Vec<Place> = keys.iter().enumerate().map(|(index, key)| Place { key: *key, index }).collect();
    let sorted = BinaryHeap::from(places).into_sorted_vec();
    let mut found = vec![None; keys.len()];
    let mut equal_before = 0;
    for pair in sorted.windows(2) {
        let [previous, place] = pair else { continue };
        if previous.key.compare(place.key).is_eq() {
            equal_before += 1;
            found[place.index] = Some(equal_before == 1);
        } else {
            equal_before = 0;
        }
    }
    found
        .into_iter()
        .enumerate()
        .filter_map(|(index, is_second)| Some(Repeat { index, is_second: is_second? }))
        .collect()
}

struct Place<'a> {
    key: Text<'a>,
    index: usize,
}

impl Ord for Place<'_> {
    fn cmp(&self, other: &Self) -> Ordering {
        self.key.compare(other.key).then(self.index.cmp(&other.index))
    }
}

impl PartialOrd for Place<'_> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Eq for Place<'_> {}

impl PartialEq for Place<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other).is_eq()
    }
}
