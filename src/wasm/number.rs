//! What JavaScript makes of a number's text.

/// Of a number as JSON writes it, which is ASCII, what `JSON.parse` makes of it.
#[cfg(any(feature = "client", feature = "emulator"))]
pub fn parse(ascii: &[u8]) -> f64 {
    #[wasm_bindgen::prelude::wasm_bindgen]
    extern "C" {
        #[wasm_bindgen(js_name = Number)]
        fn number(text: &str) -> f64;
    }
    let text: String = ascii.iter().map(|byte| char::from(*byte)).collect();
    number(&text)
}

/// The same, without wasm-bindgen: see pkg/js/plain.js.
#[cfg(not(any(feature = "client", feature = "emulator")))]
pub fn parse(ascii: &[u8]) -> f64 {
    #[link(wasm_import_module = "host")]
    unsafe extern "C" {
        fn number(address: *const u8, length: usize) -> f64;
    }
    // SAFETY: JavaScript reads so many bytes from there, and keeps nothing.
    unsafe { number(ascii.as_ptr(), ascii.len()) }
}
