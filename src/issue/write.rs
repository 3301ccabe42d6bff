//! Text, piece by piece. `core::fmt` would be a quarter of the wasm file.

use crate::json::Text;

/// Text that grows.
#[derive(Default)]
pub struct Writer(Vec<u8>);

impl Writer {
    /// What was written; that was nothing but UTF-8.
    pub fn into_string(self) -> String {
        String::from_utf8(self.0).unwrap_or_default()
    }

    /// The content of a text; U+FFFD for lone surrogates.
    pub fn text(&mut self, text: Text<'_>) {
        self.raw(&text.content());
    }

    pub fn add(&mut self, text: &str) {
        self.raw(text.as_bytes());
    }

    /// What is UTF-8 already.
    pub fn raw(&mut self, bytes: &[u8]) {
        self.0.extend_from_slice(bytes);
    }

    pub fn number(&mut self, number: usize) {
        write_number(&mut self.0, number);
    }

    /// A JSON string, as `JSON.stringify` writes it.
    pub fn string(&mut self, code_points: impl Iterator<Item = u32>) {
        self.0.push(b'"');
        for code in code_points {
            self.code_point(code);
        }
        self.0.push(b'"');
    }

    fn code_point(&mut self, code: u32) {
        match (code, char::from_u32(code)) {
            (0x08, _) => self.add("\\b"),
            (0x09, _) => self.add("\\t"),
            (0x0a, _) => self.add("\\n"),
            (0x0c, _) => self.add("\\f"),
            (0x0d, _) => self.add("\\r"),
            (0x22, _) => self.add("\\\""),
            (0x5c, _) => self.add("\\\\"),
            (0x20.., Some(char)) => self.raw(char.encode_utf8(&mut [0; 4]).as_bytes()),
            _ => self.unicode_escape(code),
        }
    }

    /// Control characters and lone surrogates.
    fn unicode_escape(&mut self, code: u32) {
        self.add("\\u");
        for shift in [12, 8, 4, 0] {
            self.0.push(b"0123456789abcdef"[(code >> shift & 15) as usize]);
        }
    }
}

/// In decimal digits.
pub fn write_number(out: &mut Vec<u8>, number: usize) {
    if number > 9 {
        write_number(out, number / 10);
    }
    out.push(b'0' + (number % 10) as u8);
}
