//! Text, piece by piece. `core::fmt` would be a quarter of the wasm file.

use crate::json::Text;

/// Text that grows.
#[derive(Default, PartialEq)]
pub struct Writer(pub Vec<u8>);

impl Writer {
    /// What was written; that was nothing but UTF-8.
    pub fn into_string(self) -> String {
        String::from_utf8(self.0).unwrap_or_default()
    }

    /// The content of a text; U+FFFD for lone surrogates.
    pub fn content(&mut self, text: Text<'_>) -> &mut Self {
        self.raw(&text.content())
    }

    pub fn add(&mut self, text: &str) -> &mut Self {
        self.0.extend_from_slice(text.as_bytes());
        self
    }

    /// What is UTF-8 already.
    pub fn raw(&mut self, bytes: &[u8]) -> &mut Self {
        self.0.extend_from_slice(bytes);
        self
    }

    pub fn number(&mut self, number: usize) -> &mut Self {
        if number > 9 {
            self.number(number / 10);
        }
        self.0.push(b'0' + (number % 10) as u8);
        self
    }

    /// A JSON string.
    pub fn string(&mut self, text: &[u8]) -> &mut Self {
        self.0.push(b'"');
        let mut rest = text;
        while let Some(at) = rest.iter().position(|byte| matches!(byte, 0..0x20 | b'"' | b'\\')) {
            let (plain, special) = rest.split_at(at);
            self.raw(plain).code_point(u32::from(special[0]));
            rest = &special[1..];
        }
        self.raw(rest);
        self.0.push(b'"');
        self
    }

    /// A string as it stands in its text, which is JSON already.
    pub fn text(&mut self, text: Text<'_>) -> &mut Self {
        self.add("\"").raw(text.raw()).add("\"")
    }

    /// The start of an input's text, as `JSON.stringify` would write it.
    pub fn quoted(&mut self, text: Text<'_>, code_points: usize) -> &mut Self {
        self.0.push(b'"');
        for code in text.code_points().take(code_points) {
            self.code_point(code);
        }
        self.0.push(b'"');
        self
    }

    /// A code point in a JSON string, as `JSON.stringify` writes it.
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
        };
    }

    /// Control characters and lone surrogates.
    fn unicode_escape(&mut self, code: u32) -> &mut Self {
        self.add("\\u");
        for shift in [12, 8, 4, 0] {
            self.0.push(b"0123456789abcdef"[(code >> shift & 15) as usize]);
        }
        self
    }
}
