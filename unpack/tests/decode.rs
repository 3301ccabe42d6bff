//! What upkr has packed, unpacked. Nothing is longer than it has to be, so that sanitizers see each byte that is read or written
//! beyond an end.

/// Miri takes a thousand times as long.
const ROUNDS: usize = if cfg!(miri) { 3 } else { 100 };

#[track_caller]
fn survives(bytes: &[u8]) {
    let compressed = upkr::pack(bytes, 1, &upkr::Config::default(), None).into_boxed_slice();
    let mut unpacked = vec![0; bytes.len()].into_boxed_slice();
    // SAFETY: it becomes what it was made of.
    unsafe { unpack::decode(&compressed, &mut unpacked) };
    assert!(*unpacked == *bytes, "{} bytes do not survive", bytes.len());
}

#[test]
fn what_was_compressed_is_decoded() {
    for bytes in ["", "a", "ab", "aaaaaaaaaaaaaaaaaaaa", "abcabcabdabcabdabcabc"] {
        survives(bytes.as_bytes());
    }
    survives(&[0; 100_000]);
    survives(include_bytes!("../../Cargo.lock"));
}

/// Repetitions of all lengths and distances, with noise between them.
#[test]
fn whatever_was_compressed_is_decoded() {
    let mut state = 1u64;
    let mut random = move |below: usize| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) as usize % below
    };
    for _ in 0..ROUNDS {
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
