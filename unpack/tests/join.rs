//! Streams written by hand, joined. xtask/src/build/split.rs tests those of real WebAssembly.

use unpack::join::{FOLLOWS, FUNCTION_END, HEAD, LITERAL, LITERALS, OPCODES, PAIRS, RENAMED, STARTS, STREAMS, TAIL};

const LOCAL_GET: u8 = 0x20;
const LOAD: u8 = 0x28;
const END: u8 = 0x0b;
/// Stands for the two first.
const PAIR: u8 = 0xc5;
/// Stands for that and the second again.
const PAIR_OF_PAIR: u8 = 0xc6;

/// A text with these streams, as long as it has to be.
fn text(streams: &[(usize, &[u8])]) -> Box<[u8]> {
    let mut text = vec![0; STARTS];
    text[FOLLOWS + usize::from(LOCAL_GET)] = 7;
    // An alignment of 2, and the offset.
    text[FOLLOWS + usize::from(LOAD)] = 16 * 3 + 9;
    text[RENAMED + usize::from(FUNCTION_END)] = FUNCTION_END - END;
    for (name, first, second) in [(PAIR, LOCAL_GET, LOAD), (PAIR_OF_PAIR, PAIR, LOAD)] {
        text[PAIRS + usize::from(name)] = first;
        text[PAIRS + 256 + usize::from(name)] = second;
    }
    let mut content = Vec::new();
    for stream in 0..STREAMS {
        text.extend((STARTS as u32 + 4 * STREAMS as u32 + content.len() as u32).to_le_bytes());
        streams.iter().filter(|(of, _)| *of == stream).for_each(|(_, bytes)| content.extend_from_slice(bytes));
    }
    text.extend(content);
    text.into_boxed_slice()
}

#[track_caller]
fn becomes(streams: &[(usize, &[u8])], expected: &[u8]) {
    let mut wasm = vec![0; expected.len()].into_boxed_slice();
    // SAFETY: the text is whole, and the expected bytes are what comes of it.
    unsafe { unpack::join(&text(streams), &mut wasm) };
    assert_eq!(*wasm, *expected);
}

#[test]
fn what_stands_before_and_behind_the_functions_is_copied() {
    becomes(&[], &[]);
    becomes(&[(HEAD, b"head"), (TAIL, b"tail!")], b"headtail!");
}

#[test]
fn functions_are_put_together() {
    let opcodes = [LOCAL_GET, LOAD, LITERAL, FUNCTION_END, FUNCTION_END];
    let literals = [&[0][..], &[3, 0xfc, 1, 2], &[2, 9, 9]].concat();
    becomes(
        &[(HEAD, b"<"), (OPCODES, &opcodes), (LITERALS, &literals), (7, &[0x81, 0x01]), (9, &[4]), (TAIL, b">")],
        // Sizes take three bytes. The numbers have seven bits a byte.
        &[
            &b"<"[..],
            &[0x80 + 10, 0x80, 0, LOCAL_GET, 0x81, 0x01, LOAD, 2, 4, 0xfc, 1, 2, END],
            &[0x80 + 3, 0x80, 0, 9, 9, END],
            b">",
        ]
        .concat(),
    );
}

#[test]
fn pairs_are_taken_apart() {
    becomes(
        &[(OPCODES, &[PAIR_OF_PAIR, PAIR, FUNCTION_END]), (LITERALS, &[0]), (7, &[1, 2]), (9, &[3, 4, 5])],
        &[0x80 + 14, 0x80, 0, LOCAL_GET, 1, LOAD, 2, 3, LOAD, 2, 4, LOCAL_GET, 2, LOAD, 2, 5, END],
    );
}
