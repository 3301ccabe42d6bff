//! Buffers in memory, which JavaScript reads and writes itself: plain numbers cross, and no object is made.

use std::cell::Cell;
use std::mem::MaybeUninit;

use crate::issue::{MESSAGES_JSON, part};
use crate::json::is_utf8;
use crate::word::WORDS;

/// As long as it has room.
static INPUT: Shared<Line> = Shared::new();
/// What calls leave: of issues, the parts of [`Packed`](crate::issue::Packed).
static NUMBERS: Shared<i32> = Shared::new();
static VALUES: Shared<u8> = Shared::new();

/// What the input is made of; JavaScript writes it. The allocator's own places are 8 bytes past the start of a page, and those of JavaScript's large
/// arrays are at the start of one: from there to here, processors copy ten times as slowly as between other places.
#[repr(align(64))]
#[allow(dead_code, reason = "it is read as bytes")]
struct Line([MaybeUninit<u8>; 64]);

/// A list that calls leave for each other.
struct Shared<T>(Cell<Vec<T>>);

// SAFETY: there is one thread: `wasm.rs` does not compile with more.
unsafe impl<T> Sync for Shared<T> {}

impl<T> Shared<T> {
    const fn new() -> Self {
        Self(Cell::new(Vec::new()))
    }

    /// What was left.
    fn get(&self) -> &Vec<T> {
        // SAFETY: it changes in `keep_output` alone, and nobody here keeps the reference while that is called.
        unsafe { &*self.0.as_ptr() }
    }
}

/// Makes room for `length` bytes, keeping what was written. The address, or 0 where there is no memory left. A length of 0
/// gives the buffer back.
#[unsafe(no_mangle)]
pub extern "C" fn input(length: usize) -> usize {
    let mut input = if length == 0 { Vec::new() } else { INPUT.0.take() };
    let lines = length.div_ceil(size_of::<Line>());
    let address = match input.try_reserve_exact(lines.saturating_sub(input.len())) {
        Ok(()) if length > 0 => input.as_ptr() as usize,
        _ => 0,
    };
    // SAFETY: it has room for so many, and lines need not be written.
    unsafe { input.set_len(input.capacity()) };
    INPUT.0.set(input);
    address
}

/// The address of a [`part`].
#[unsafe(no_mangle)]
pub extern "C" fn output(part: u32) -> usize {
    match part {
        part::NUMBERS => NUMBERS.get().as_ptr() as usize,
        part::VALUES => VALUES.get().as_ptr() as usize,
        part::WORDS => WORDS.as_ptr() as usize,
        _ => MESSAGES_JSON.as_ptr() as usize,
    }
}

/// How many there are: numbers, or bytes.
#[unsafe(export_name = "outputLength")]
pub extern "C" fn output_length(part: u32) -> usize {
    match part {
        part::NUMBERS => NUMBERS.get().len(),
        part::VALUES => VALUES.get().len(),
        part::WORDS => WORDS.len(),
        _ => MESSAGES_JSON.len(),
    }
}

/// Gives back the room of what the last call has left.
#[unsafe(export_name = "dropOutput")]
pub extern "C" fn drop_output() {
    keep_output(Vec::new(), Vec::new());
}

/// Hands the first `length` bytes of the input to `read`; none, where it has no room for so many.
///
/// # Safety
///
/// JavaScript has written them.
// Taken out meanwhile, should `read` let JavaScript write. Only a trap would leave the place empty, and nothing goes on
// after one.
pub unsafe fn with_input<T>(length: usize, read: impl FnOnce(&[u8]) -> T) -> T {
    let input = INPUT.0.take();
    let length = if length > size_of_val(&*input) { 0 } else { length };
    // SAFETY: there is room for so many, they are the caller's, and nobody else has the buffer.
    let result = read(unsafe { std::slice::from_raw_parts(input.as_ptr().cast(), length) });
    INPUT.0.set(input);
    result
}

/// What JavaScript wrote as a text; None where it is not UTF-8, as a page's own encoder may have it.
pub fn text(bytes: Vec<u8>) -> Option<String> {
    // SAFETY: it has just been checked.
    is_utf8(&bytes).then(|| unsafe { String::from_utf8_unchecked(bytes) })
}

/// Leaves numbers and a text for JavaScript.
pub fn keep_output(numbers: Vec<i32>, values: Vec<u8>) {
    NUMBERS.0.set(numbers);
    VALUES.0.set(values);
}
