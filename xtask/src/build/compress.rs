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
