//! What JavaScript has to know of the tables, as constants. `cargo xtask build` writes them to pkg/wasm/contract.js, so that
//! no number and no list stands in both languages.

use crate::endpoint::Endpoint;
use crate::failure::Code;
use crate::response::LONGEST_BODY;
use crate::retry::{LONGEST_RETRY_AFTER_MS, Outcome};
use serde_json::{Value, json};

/// A constant of pkg/wasm/contract.js.
pub struct Constant {
    /// In capitals, with underscores.
    pub name: String,
    /// What it is for.
    pub about: &'static str,
    /// Its value.
    pub value: Value,
}

/// All of them, in the order in which they are written.
pub fn constants() -> Vec<Constant> {
    let constant = |name: &str, about, value| Constant { name: name.to_owned(), about, value };
    let endpoints = Endpoint::ALL.iter().map(|endpoint| Constant {
        name: capitals(&format!("{endpoint:?}")),
        about: "The number of an endpoint.",
        value: json!(*endpoint as u32),
    });
    let mut all: Vec<Constant> = endpoints.collect();
    all.extend([
        constant("CODES", "The codes of failures, by their numbers.", json!(Code::ALL.map(|(_, name)| name))),
        constant("NO_ANSWER", "How an attempt ended that got no answer.", json!(Outcome::NO_ANSWER)),
        constant("TIMED_OUT", "How an attempt ended whose time ran out.", json!(Outcome::TIMED_OUT)),
        constant(
            "HIDDEN_REDIRECT",
            "The status of a redirect that the runtime hides, or has followed.",
            json!(Outcome::HIDDEN_REDIRECT),
        ),
        constant("LONGEST_REST_MS", "No server is waited for longer.", json!(LONGEST_RETRY_AFTER_MS as u64)),
        constant("LONGEST_BODY", "JSON of more bytes is not read.", json!(LONGEST_BODY)),
    ]);
    all
}

/// `GetEntry` as `GET_ENTRY`.
fn capitals(name: &str) -> String {
    let mut capitals = String::new();
    for (at, letter) in name.char_indices() {
        if at > 0 && letter.is_ascii_uppercase() {
            capitals.push('_');
        }
        capitals.push(letter.to_ascii_uppercase());
    }
    capitals
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_places() {
        for (place, endpoint) in Endpoint::ALL.iter().enumerate() {
            assert_eq!(*endpoint as usize, place);
        }
        for (place, (code, _)) in Code::ALL.iter().enumerate() {
            assert_eq!(*code as usize, place);
        }
    }

    #[test]
    fn names_are_constants() {
        assert_eq!(capitals("GetEntriesByIds"), "GET_ENTRIES_BY_IDS");
        let mut names: Vec<String> = constants().into_iter().map(|constant| constant.name).collect();
        let count = names.len();
        names.sort();
        names.dedup();
        assert_eq!(names.len(), count);
    }
}
