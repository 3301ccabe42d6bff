//! What JavaScript makes of a number's text.

#[cfg(any(feature = "client", feature = "emulator"))]
#[wasm_bindgen::prelude::wasm_bindgen]
extern "C" {
    /// Of a number as JSON writes it, what `JSON.parse` makes of it.
    #[wasm_bindgen(js_name = Number)]
    pub fn parse(text: &str) -> f64;
}

/// The same, without wasm-bindgen: see pkg/js/plain.js.
#[cfg(not(any(feature = "client", feature = "emulator")))]
pub fn parse(text: &str) -> f64 {
    #[link(wasm_import_module = "host")]
    unsafe extern "C" {
        fn number(address: *const u8, length: usize) -> f64;
    }
    unsafe { number(text.as_ptr(), text.len()) }
}
