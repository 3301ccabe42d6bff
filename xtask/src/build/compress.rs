//! Compresses a wasm for the bundles of browsers. Its functions are split into streams, which repeat themselves more than
//! instructions do; then comes upkr, an LZ whose bits are coded by how likely they are. Together they make it a fifth smaller
//! than gzip does; and gzip, which the bundle meets on its way, sees nothing in base64 of uncompressed code: there
//! it takes a third more room.
//!
//! unpack/ is the way back.

use super::split::{Split, split};
use anyhow::{Context, Result, ensure};

/// From 0 to 9: each takes twice as long as the one before. Higher ones make it smaller by no more than a hundredth.
const LEVEL: u8 = 3;

pub struct Compressed {
    /// The file that is unpacked: the same functions, with sizes of three bytes.
    pub wasm: Vec<u8>,
    /// The length of that in four bytes, the lowest first; then the streams, as unpack/ reads them.
    pub bytes: Vec<u8>,
}

pub fn compress(wasm: &[u8]) -> Result<Compressed> {
    let Split { wasm, streams } = split(wasm)?;
    let length = u32::try_from(wasm.len()).context("the wasm is too long")?;
    ensure!(streams.len() <= wasm.len(), "the streams are longer than the wasm, and have no room in front of it");
    let compressed = upkr::pack(&streams, LEVEL, &upkr::Config::default(), None);
    ensure!(unpack(&compressed, wasm.len()) == wasm, "what was compressed is not what is unpacked");
    Ok(Compressed { wasm, bytes: [&length.to_le_bytes(), &*compressed].concat() })
}

/// As browsers do it.
fn unpack(compressed: &[u8], length: usize) -> Vec<u8> {
    let [mut streams, mut wasm] = [vec![0; length], vec![0; length]];
    // SAFETY: both were made above, no longer than that.
    unsafe {
        unpack::decode(compressed, &mut streams);
        unpack::join(&streams, &mut wasm);
    }
    wasm
}

#[cfg(test)]
mod tests {
    #[track_caller]
    fn survives(bytes: &[u8]) {
        let compressed = upkr::pack(bytes, 1, &upkr::Config::default(), None);
        let mut unpacked = vec![0; bytes.len()];
        // SAFETY: it becomes what it was made of.
        unsafe { unpack::decode(&compressed, &mut unpacked) };
        assert!(unpacked == bytes, "{} bytes do not survive", bytes.len());
    }

    #[test]
    fn what_was_compressed_is_decoded() {
        for bytes in ["", "a", "ab", "aaaaaaaaaaaaaaaaaaaa", "abcabcabdabcabdabcabc"] {
            survives(bytes.as_bytes());
        }
        survives(&[0; 100_000]);
        survives(&std::fs::read(std::env::current_exe().expect("a path")).expect("a file")[..20_000]);
    }

    /// Repetitions of all lengths and distances, with noise between them.
    #[test]
    fn whatever_was_compressed_is_decoded() {
        let mut state = 1u64;
        let mut random = move |below: usize| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (state >> 33) as usize % below
        };
        for _ in 0..100 {
            let (alphabet, end) = (1 + random(256), random(4_000));
            let mut bytes = Vec::new();
            while bytes.len() < end {
                match random(3) {
                    0 => bytes.extend((0..random(30)).map(|_| random(alphabet) as u8)),
                    _ if bytes.is_empty() => {}
                    _ => {
                        let distance = 1 + random(bytes.len());
                        (0..random(400)).for_each(|_| bytes.push(bytes[bytes.len() - distance]));
                    }
                }
            }
            survives(&bytes);
        }
    }
}
