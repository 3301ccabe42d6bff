//! The scanner against serde_json: it takes the same texts, and reads the same values.
#![no_main]

use libfuzzer_sys::fuzz_target;
use livingdocs_media_library::json::{self, MAX_DEPTH, Raw, ReadError, Reader, Reason, Value};
use serde_json::Value as Tree;
use serde_json::value::RawValue;

fuzz_target!(|text: &[u8]| {
    let read = json::parse(text);
    // RawValue keeps what a double or a String cannot hold, as JSON.parse takes it.
    let oracle = serde_json::from_slice::<&RawValue>(text);
    match read {
        Ok(raw) => {
            assert!(oracle.is_ok(), "taken, but by serde_json refused");
            if let Ok(tree) = serde_json::from_slice::<Tree>(text) {
                compare(raw, &tree);
            }
        }
        Err(ReadError::TooDeep) => {
            let brackets = text.iter().filter(|byte| matches!(byte, b'[' | b'{')).count();
            assert!(brackets > MAX_DEPTH);
        }
        Err(ReadError::Syntax { offset, reason }) => {
            assert!(oracle.is_err() || reason == Reason::ByteOrderMark, "refused, but by serde_json taken");
            assert!(offset <= text.len());
            if let Err(ReadError::Syntax { reason, .. }) = json::parse(&text[..offset]) {
                assert_eq!(reason, Reason::UnexpectedEnd, "the text is at fault before {offset}");
            }
        }
    }
    // The tape, too, and what is noted beside it.
    let mut reader = Reader::noting_flaws(text);
    let recorded = reader.record().and_then(|root| reader.end().map(|()| root));
    assert_eq!(recorded.is_ok(), read.is_ok());
    if let (Ok(root), Ok(raw)) = (recorded, read) {
        assert_eq!(reader.tape.node(root).raw().bytes(), raw.bytes());
        let is_clean = reader.flaws.is_empty();
        assert!(
            !is_clean
                || serde_json::from_slice::<Tree>(text).is_ok_and(|tree| count(&tree) == count_raw(raw))
                || is_beyond_f64(text)
        );
    }
});

/// serde_json's tree has no numbers that are infinite.
fn is_beyond_f64(text: &[u8]) -> bool {
    serde_json::from_slice::<Tree>(text).is_err_and(|error| error.to_string().contains("number out of range"))
}

fn compare(raw: Raw<'_>, tree: &Tree) {
    match (raw.value(), tree) {
        (Value::Null, Tree::Null) => {}
        (Value::Boolean(own), Tree::Bool(other)) => assert_eq!(own, *other),
        (Value::Number(own), Tree::Number(other)) => {
            let other = other.as_f64().expect("a double");
            assert_eq!(own.to_f64(), other, "{own:?}");
            assert_eq!(own.is_whole(), other.fract() == 0.0, "{own:?}");
            assert_eq!(own.is_negative(), other < 0.0, "{own:?}");
        }
        (Value::String(own), Tree::String(other)) => {
            assert_eq!(own.to_string_lossy(), *other);
            assert_eq!(json::length(&own.content()), other.chars().count());
        }
        (Value::Array(own), Tree::Array(other)) => {
            assert_eq!(json::elements(own).count(), other.len());
            json::elements(own).zip(other).for_each(|(own, other)| compare(own, other));
        }
        (Value::Object(own), Tree::Object(other)) => {
            for (key, value) in json::members(own) {
                // Of keys that stand twice, serde_json keeps the last.
                let other = other.get(&key.to_string_lossy()).expect("the same key");
                if json::members(own).iter().filter(|(name, _)| name.is_same(key)).count() == 1 {
                    compare(value, other);
                }
            }
        }
        (own, other) => panic!("{own:?} is no {other}"),
    }
}

/// How many values there are: fewer in the tree where a key stands twice.
fn count(tree: &Tree) -> usize {
    1 + match tree {
        Tree::Array(elements) => elements.iter().map(count).sum(),
        Tree::Object(members) => members.values().map(count).sum(),
        _ => 0,
    }
}

fn count_raw(raw: Raw<'_>) -> usize {
    1 + match raw.value() {
        Value::Array(array) => json::elements(array).map(count_raw).sum(),
        Value::Object(object) => json::members(object).iter().map(|(_, value)| count_raw(*value)).sum(),
        _ => 0,
    }
}
