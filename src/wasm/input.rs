//! The buffer that JS writes texts into, and the text in which it finds issues.

use std::cell::RefCell;

use wasm_bindgen::prelude::*;

/// A buffer larger than this is given back after use.
const KEPT: usize = 64 * 1024;

thread_local! {
    static INPUT: RefCell<Vec<u8>> = const { RefCell::new(Vec::new()) };
    static ISSUES: RefCell<Vec<u8>> = const { RefCell::new(Vec::new()) };
}

/// The memory that `input` points into.
#[wasm_bindgen(js_name = wasmMemory)]
pub fn wasm_memory() -> JsValue {
    wasm_bindgen::memory()
}

/// Makes room for `length` bytes, keeping what was written. The address, or 0 where there is no memory left.
#[wasm_bindgen]
pub fn input(length: usize) -> usize {
    INPUT.with_borrow_mut(|input| {
        let missing = length.saturating_sub(input.len());
        if input.try_reserve_exact(missing).is_err() {
            return 0;
        }
        input.resize(input.len() + missing, 0);
        input.as_ptr() as usize
    })
}

/// The issues of the last text that had some, as JSON in UTF-8.
#[wasm_bindgen(js_name = takeIssues)]
pub fn take_issues() -> Vec<u8> {
    ISSUES.take()
}

/// Hands the first `length` bytes of the buffer to `read`.
pub fn with_input<T>(length: usize, read: impl FnOnce(&[u8]) -> T) -> T {
    INPUT.with_borrow_mut(|input| {
        let result = read(input.get(..length).unwrap_or_default());
        if input.len() > KEPT {
            *input = Vec::new();
        }
        result
    })
}

/// Keeps issues for `take_issues`.
pub fn keep_issues(json: Vec<u8>) {
    ISSUES.set(json);
}
