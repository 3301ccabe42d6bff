//! What JavaScript makes of a number's text.

#[link(wasm_import_module = "host")]
unsafe extern "C" {
    /// See pkg/js/host.js.
    fn number(address: *const u8, length: usize) -> f64;
}

/// Of a number as JSON writes it, what `JSON.parse` makes of it.
pub fn parse(text: &str) -> f64 {
    unsafe { number(text.as_ptr(), text.len()) }
}
