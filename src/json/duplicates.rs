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

/// Of each key, how often it stood before: 0, 1, or 2 for more.
// Sorted, not hashed: chosen keys can make any fixed hash quadratic, and this judges strangers' requests.
pub fn repeats(keys: &[Text<'_>]) -> Vec<u8> {
    let places: Vec<Place> = keys.iter().enumerate().map(|(index, key)| Place { key: *key, index }).collect();
    let mut counts = vec![0; keys.len()];
    let mut before: Option<Place> = None;
    for place in BinaryHeap::from(places).into_sorted_vec() {
        if let Some(before) = before
            && before.key.compare(place.key).is_eq()
        {
            counts[place.index] = (counts[before.index] + 1).min(2);
        }
        before = Some(place);
    }
    counts
}

#[derive(Clone, Copy)]
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
