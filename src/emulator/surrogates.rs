//! Lone surrogates, which JavaScript's strings may hold and Rust's have no room for. A stand-in behind a mark keeps each
//! until JSON is written again:
//!
//! ```text
//! JSON      "a\ud800b"                 a lone surrogate
//! held      a U+10FFFF U+100000 b      the mark, its stand-in
//! held      U+10FFFF U+10FFFF          the mark itself, where a text has it
//! ```

use crate::json::Text;
use serde::Serialize;
use serde_json::Serializer;
use serde_json::ser::Formatter;
use std::io::{self, Write};

/// A noncharacter, for which texts have no use.
const MARK: char = '\u{10ffff}';
/// U+D800 to U+DFFF are a private plane's characters from here on.
const STAND_INS: u32 = 0x10_0000;
const SURROGATES: u32 = 0xd800;

/// The content of a JSON string, lone surrogates held.
pub fn hold(text: Text<'_>) -> String {
    let mut held = String::new();
    for code in text.code_points() {
        match char::from_u32(code) {
            Some(MARK) => held.extend([MARK, MARK]),
            Some(char) => held.push(char),
            None => held.extend([Some(MARK), char::from_u32(STAND_INS + code - SURROGATES)].into_iter().flatten()),
        }
    }
    held
}

/// A text that came in another way than as JSON, to be compared with held ones.
pub fn hold_plain(text: String) -> String {
    if text.contains(MARK) { text.replace(MARK, "\u{10ffff}\u{10ffff}") } else { text }
}

/// Whether a held text has neither lone surrogates nor U+0000.
pub fn is_plain(held: &str) -> bool {
    !held.contains('\0') && hold_plain(lossy(held)) == held
}

/// A held text, for other places than JSON: U+FFFD for lone surrogates.
pub fn lossy(held: &str) -> String {
    let mut text = String::new();
    let mut chars = held.chars();
    while let Some(char) = chars.next() {
        text.push(match char {
            MARK => chars.next().filter(|char| *char == MARK).unwrap_or(char::REPLACEMENT_CHARACTER),
            char => char,
        });
    }
    text
}

/// JSON of a value with held texts, lone surrogates as `JSON.stringify` writes them.
pub fn to_json(value: &impl Serialize) -> Vec<u8> {
    let mut json = Vec::new();
    // Neither a list nor a map of ours fails to be written.
    let _ = value.serialize(&mut Serializer::with_formatter(&mut json, Exact));
    json
}

struct Exact;

impl Formatter for Exact {
    fn write_string_fragment<W: ?Sized + Write>(&mut self, json: &mut W, fragment: &str) -> io::Result<()> {
        let mut rest = fragment;
        while let Some((before, after)) = rest.split_once(MARK) {
            json.write_all(before.as_bytes())?;
            let mut chars = after.chars();
            match chars.next() {
                Some(stand_in) if stand_in != MARK => {
                    write!(json, "\\u{:04x}", u32::from(stand_in).wrapping_sub(STAND_INS) + SURROGATES)?;
                }
                _ => write!(json, "{MARK}")?,
            }
            rest = chars.as_str();
        }
        json.write_all(rest.as_bytes())
    }
}
