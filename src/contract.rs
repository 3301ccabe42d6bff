//! What JavaScript has to know of the tables, as constants. `cargo xtask build` writes them to pkg/wasm/contract.js, so that
//! no number and no list stands in both languages.

mod schema;

use crate::emulator::{Answer, Fault, JSON_OPTIONS, MAX_BODY, import_rules};
use crate::endpoint::Endpoint;
use crate::failure::Code;
use crate::http::HttpResponse;
use crate::issue::{COUNT_SHIFT, ECHOED, Kind, Message, Param, part};
use crate::json::MAX_DEPTH;
use crate::release::ApiVersion;
use crate::request::LARGEST_PAGE;
use crate::response::LONGEST_BODY;
use crate::retry::{LONGEST_RETRY_AFTER_MS, Outcome, Repeat};
use crate::validate::grammar::Of;
use crate::validate::operations::NOTE_MAXIMUM;
use crate::validate::{DEFAULT_MEDIA_TYPES, MAX_ISSUES, OptionWord};
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
    let repeats = Repeat::ALL.iter().map(|repeat| Constant {
        name: format!("REPEAT_{}", capitals(&format!("{repeat:?}"))),
        about: "When a request may be sent again.",
        value: json!(*repeat as u32),
    });
    let mut all: Vec<Constant> = endpoints.chain(repeats).collect();
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
        constant("NUMBERS", "What a call has left: numbers.", json!(part::NUMBERS)),
        constant("VALUES", "What a call has left: text.", json!(part::VALUES)),
        constant("WORDS", "The list of words.", json!(part::WORDS)),
        constant("MESSAGES", "The list of messages.", json!(part::MESSAGES)),
        constant("COUNT_SHIFT", "Where a count of words starts, in bits.", json!(COUNT_SHIFT)),
        constant("LARGEST_PAGE", "A page of a list has no more results.", json!(LARGEST_PAGE)),
        constant("ECHOED", "So many code points of what is wrong are repeated.", json!(ECHOED)),
        constant("NOTE_MAXIMUM", "A note has no more code points.", json!(NOTE_MAXIMUM)),
        constant("MAX_DEPTH", "Nothing is nested more deeply.", json!(MAX_DEPTH)),
        constant("MAX_ISSUES", "No more are reported.", json!(MAX_ISSUES)),
        constant("MAX_BODY", "A server takes no body of more bytes, unless it is configured so.", json!(MAX_BODY)),
        constant("TOO_DEEP", "The issue of what is nested too deeply, but its path.", too_deep()),
        constant(
            "OPTION_WORDS",
            "The options that are words, in their order, and what they have to be.",
            option_words(),
        ),
        constant("FIRST_API_VERSION", "The first API version.", json!(ApiVersion::FIRST.name())),
        constant("NAMES_OF_FIRST", "Its other names in a URL.", json!(ApiVersion::NAMES_OF_FIRST)),
        constant("REQUEST", "The properties of a request.", schema::request()),
        constant("OPERATIONS", "The operations, and the properties of their patches.", schema::operations()),
        constant("IMPORT_ENTRY", "The properties of an entry that is imported.", import_fields(&import_rules::ENTRY)),
        constant(
            "IMPORT_TRANSLATION",
            "The properties of its translations.",
            import_fields(&import_rules::TRANSLATION),
        ),
        constant(
            "IMPORT_REQUEST",
            "The properties of a request that has files fetched, but their list.",
            import_fields(&import_rules::REQUEST),
        ),
        constant("IMPORT_ITEM", "The properties of such a file.", import_fields(&import_rules::ITEM)),
        constant("MAX_CONTEXT", "Its context has no more bytes of JSON.", json!(import_rules::MAX_CONTEXT)),
        constant("IMPORT_ASSET", "The properties that its assets need.", json!(import_rules::ASSET)),
        constant(
            "IMPORT_ASSET_OF",
            "What more they need by a media type's handle, and by its type.",
            json!(import_rules::ASSET_OF),
        ),
        constant("PARAM_TYPES", "The types of params that are checked.", schema::plugins(Of::Purpose)),
        constant("METADATA_TYPES", "The types of metadata that are checked.", schema::plugins(Of::MediaType)),
        constant(
            "DEFAULT_MEDIA_TYPES",
            "Those of a project that has none of its own.",
            serde_json::from_str(DEFAULT_MEDIA_TYPES).unwrap_or_default(),
        ),
        constant(
            "EMULATOR_OPTIONS",
            "The emulator's options that are JSON.",
            json!(JSON_OPTIONS.map(|(name, _)| name)),
        ),
        constant("UNANSWERED", "The faults of requests that get no answer, and are not applied.", unanswered()),
    ]);
    all
}

fn import_fields(fields: &[import_rules::Field]) -> Value {
    let shown = |field: &import_rules::Field| {
        let mut shown = json!({"type": field.is});
        if field.required {
            shown["required"] = true.into();
        }
        if let Some((pattern, _)) = field.pattern {
            shown["pattern"] = pattern.into();
            shown["code"] = field.message.code().into();
        }
        (field.name.to_owned(), shown)
    };
    Value::Object(fields.iter().map(shown).collect())
}

fn too_deep() -> Value {
    let kind = Kind { message: Message::TooDeep, params: vec![Param::Number(MAX_DEPTH)] };
    let params: Value = serde_json::from_str(&kind.params_json()).unwrap_or_default();
    json!({"code": kind.code(), "message": kind.message(), "params": params})
}

fn option_words() -> Value {
    Value::Object(OptionWord::ALL.iter().map(|option| (option.name().to_owned(), json!(option.expected()))).collect())
}

fn unanswered() -> Value {
    let answer = || HttpResponse { status: 200, headers: Vec::new(), body: Vec::new() };
    let is_answered = |fault: &Fault| match fault.clone().meet(answer) {
        Answer::Response(_) | Answer::TruncatedBody(_) | Answer::LostResponse => true,
        Answer::NetworkError | Answer::RejectNonError | Answer::Throw | Answer::Hang => false,
    };
    json!(Fault::NAMED.iter().filter(|fault| !is_answered(fault)).map(Fault::name).collect::<Vec<_>>())
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
    use crate::release::{Axis, FEATURES, ServerRelease};

    #[test]
    fn numbers_are_places() {
        for (number, endpoint) in Endpoint::ALL.iter().enumerate() {
            assert_eq!(*endpoint as usize, number);
        }
        for (number, repeat) in Repeat::ALL.iter().enumerate() {
            assert_eq!(*repeat as usize, number);
            assert_eq!(Repeat::of(Some(number as f64)), *repeat);
        }
        for (number, (code, _)) in Code::ALL.iter().enumerate() {
            assert_eq!(*code as usize, number);
        }
    }

    #[test]
    fn versions_that_are_not_given_have_every_feature() {
        for (feature, axis, _) in FEATURES {
            let is_there = match axis {
                Axis::ApiVersion => ApiVersion::DEFAULT.has(feature),
                Axis::ServerRelease => ServerRelease::NEWEST.has(feature),
            };
            assert!(is_there, "{feature:?}: pkg/js/json-schema.js takes it to be there");
        }
    }

    #[test]
    fn values_are_those_of_the_tables() {
        let constants = constants();
        for (name, pointer, value) in [
            ("LONGEST_BODY", "", json!(67_108_864)),
            (
                "TOO_DEEP",
                "",
                json!({"code": "too_deep", "message": "Nested too deeply: maximum 1000 levels", "params": {"maximum": 1000}}),
            ),
            ("OPTION_WORDS", "/unknownProperties", json!("\"reject\" or \"ignore\"")),
            (
                "IMPORT_ENTRY",
                "/id",
                json!({"type": "string", "pattern": "^[a-zA-Z0-9-]{1,32}$", "code": "invalid_format"}),
            ),
            ("IMPORT_ENTRY", "/mediaType", json!({"type": "string", "required": true})),
            ("IMPORT_TRANSLATION", "/locale/pattern", json!("^[a-z]{2,3}(-[a-zA-Z0-9]{2,8})*$")),
            ("IMPORT_ITEM", "/url/code", json!("invalid_url")),
            ("UNANSWERED", "", json!(["network-error", "reject-non-error", "throw", "hang"])),
        ] {
            let found = constants.iter().find(|constant| constant.name == name).unwrap();
            assert_eq!(found.value.pointer(pointer), Some(&value), "{name}{pointer}");
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
