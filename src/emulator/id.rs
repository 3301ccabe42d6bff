//! Ids that the server makes.

use std::hash::{DefaultHasher, Hash, Hasher};

const LENGTH: usize = 12;
const LETTERS: &[u8; 62] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

/// 12 letters and digits. The same calls make the same ids, so that tests can be repeated.
pub fn new(of: impl Hash, is_taken: impl Fn(&str) -> bool) -> String {
    let mut seed = DefaultHasher::new();
    of.hash(&mut seed);
    loop {
        let letters = (0..LENGTH).map(|index| {
            index.hash(&mut seed);
            char::from(LETTERS[(seed.finish() % 62) as usize])
        });
        let id: String = letters.collect();
        if !is_taken(&id) {
            return id;
        }
    }
}
