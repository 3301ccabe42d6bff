//! What was compressed is what is unpacked. The unpacker trusts its input, which comes from our own build: so it is given
//! nothing else.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let compressed = upkr::pack(bytes, 1, &upkr::Config::default(), None);
    let mut unpacked = vec![0; bytes.len()];
    // SAFETY: it becomes what it was made of.
    unsafe { unpack::decode(&compressed, &mut unpacked) };
    assert_eq!(unpacked, bytes);
});
