//! The mark by which `./slim` tells that the wasm it is given was built with it: a custom section at the file's end.

use std::hash::{DefaultHasher, Hash, Hasher};

/// As pkg/js/slim.js asks for it.
const SECTION: &str = "build";
const CUSTOM: u8 = 0;

/// The same for the same wasm and the same contract, which JavaScript has to share.
pub fn mark(wasm: &[u8], contract: &[u8]) -> String {
    let mut hasher = DefaultHasher::new();
    (wasm, contract).hash(&mut hasher);
    format!("{:016x}", hasher.finish())
}

/// The wasm with its mark.
pub fn marked(wasm: &[u8], contract: &[u8]) -> Vec<u8> {
    let mark = mark(wasm, contract);
    // Lengths under 128 are a single byte in LEB128.
    let [name, section] = [SECTION.len(), 1 + SECTION.len() + mark.len()].map(|length| length as u8);
    [wasm, &[CUSTOM, section, name], SECTION.as_bytes(), mark.as_bytes()].concat()
}

#[cfg(test)]
mod tests {
    use super::{mark, marked};

    #[test]
    fn the_mark_follows_as_a_custom_section() {
        let empty = b"\0asm\x01\0\0\0";
        let wasm = marked(empty, b"1");
        assert_eq!(wasm, [empty, b"\x00\x16\x05build".as_slice(), mark(empty, b"1").as_bytes()].concat());
        assert_eq!(wasm.len(), empty.len() + 2 + 0x16);
        assert_ne!(mark(empty, b"1"), mark(&wasm, b"1"));
        assert_ne!(mark(empty, b"1"), mark(empty, b"2"));
    }
}
