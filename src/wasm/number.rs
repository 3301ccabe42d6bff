//! What JavaScript makes of a number's text.

use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    /// Of a number as JSON writes it, what `JSON.parse` makes of it.
    #[wasm_bindgen(js_name = Number)]
    pub fn parse(text: &str) -> f64;
}
