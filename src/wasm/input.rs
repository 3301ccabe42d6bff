//! Two buffers in memory, which JavaScript reads and writes itself: plain numbers cross, and no object is made.

use std::cell::RefCell;

thread_local! {
    static INPUT: RefCell<Vec<u8>> = const { RefCell::new(Vec::new()) };
    static OUTPUT: RefCell<Vec<u8>> = const { RefCell::new(Vec::new()) };
}

/// Makes room for `length` bytes, keeping what was written. The address, or 0 where there is no memory left. A length of 0
/// gives the buffer back.
#[unsafe(no_mangle)]
pub extern "C" fn input(length: usize) -> usize {
    INPUT.with_borrow_mut(|input| {
        if length == 0 {
            *input = Vec::new();
        }
        let missing = length.saturating_sub(input.len());
        if length == 0 || input.try_reserve_exact(missing).is_err() {
            return 0;
        }
        input.resize(input.len() + missing, 0);
        input.as_ptr() as usize
    })
}

/// The address of the text that the last call has left; UTF-8.
#[unsafe(no_mangle)]
pub extern "C" fn output() -> usize {
    OUTPUT.with_borrow(|output| output.as_ptr() as usize)
}

/// How long that text is.
#[unsafe(export_name = "outputLength")]
pub extern "C" fn output_length() -> usize {
    OUTPUT.with_borrow(Vec::len)
}

/// Gives that text's room back.
#[unsafe(export_name = "dropOutput")]
pub extern "C" fn drop_output() {
    keep_output(Vec::new());
}

/// Hands the first `length` bytes of the input to `read`.
pub fn with_input<T>(length: usize, read: impl FnOnce(&[u8]) -> T) -> T {
    INPUT.with_borrow(|input| read(input.get(..length).unwrap_or_default()))
}

/// Leaves a text for JavaScript.
pub fn keep_output(text: Vec<u8>) {
    OUTPUT.set(text);
}
