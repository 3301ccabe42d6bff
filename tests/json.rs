//! The scanner against serde_json, and against a table of what `JSON.parse` refuses and where.

use livingdocs_media_library::json::{self, FlawKind, ReadError, Reader, Reason, Value};
use proptest::prelude::*;

fn read(text: &[u8]) -> Result<Value<'_>, ReadError> {
    json::parse(text).map(json::Raw::value)
}

/// Every byte at which the rules of UTF-8 change, in all orders, and with ASCII around them.
#[test]
fn utf8_is_what_std_takes_for_it() {
    const BYTES: [u8; 22] = [
        0, 0x7f, 0x80, 0x8f, 0x90, 0x9f, 0xa0, 0xbf, 0xc0, 0xc1, 0xc2, 0xdf, 0xe0, 0xe1, 0xed, 0xef, 0xf0, 0xf1, 0xf3,
        0xf4, 0xf5, 0xff,
    ];
    let mut seen = [0; 2];
    for count in 0..=4u32 {
        for number in 0..BYTES.len().pow(count) {
            let bytes: Vec<u8> = (0..count).map(|place| BYTES[number / BYTES.len().pow(place) % BYTES.len()]).collect();
            for text in [&bytes[..], &[b"a", &bytes[..]].concat(), &[&bytes[..], b"a"].concat()] {
                let expected = std::str::from_utf8(text).is_ok();
                assert_eq!(json::is_utf8(text), expected, "{text:x?}");
                seen[usize::from(expected)] += 1;
            }
        }
    }
    assert!(seen.iter().all(|count| *count > 1_000), "{seen:?}");
}

#[test]
fn faults_name_the_first_byte_at_which_no_text_can_go_on() {
    use Reason::*;
    #[rustfmt::skip]
    let table: &[(&[u8], usize, Reason)] = &[
        (b"", 0, UnexpectedEnd),
        (b" \n\t\r", 4, UnexpectedEnd),
        (b"\xef\xbb\xbf{}", 0, ByteOrderMark),
        (b"\xff\xfe{", 0, UnexpectedCharacter),
        (b"\x0b1", 0, UnexpectedCharacter),
        (b"nul", 3, UnexpectedEnd),
        (b"nulL", 3, UnexpectedCharacter),
        (b"truefalse", 4, TrailingCharacters),
        (b"01", 1, TrailingCharacters),
        (b"-", 1, UnexpectedEnd),
        (b"-x", 1, UnexpectedCharacter),
        (b"+1", 0, UnexpectedCharacter),
        (b"1.", 2, UnexpectedEnd),
        (b"1.e5", 2, UnexpectedCharacter),
        (b".5", 0, UnexpectedCharacter),
        (b"1e", 2, UnexpectedEnd),
        (b"1e+]", 3, UnexpectedCharacter),
        (b"0x10", 1, TrailingCharacters),
        (b"NaN", 0, UnexpectedCharacter),
        (b"\"abc", 4, UnexpectedEnd),
        (b"\"a\tb\"", 2, ControlCharacter),
        (b"\"1234567\x1f\"", 8, ControlCharacter),
        (b"\"12345678\x1f\"", 9, ControlCharacter),
        (b"\"\\x\"", 2, InvalidEscape),
        (b"\"\\u12g4\"", 5, InvalidEscape),
        (b"\"\\uz123\"", 3, InvalidEscape),
        (b"\"\\u123z\"", 6, InvalidEscape),
        (b"\"\\u12", 5, UnexpectedEnd),
        (b"\"\\", 2, UnexpectedEnd),
        (b"\"\x80\"", 1, InvalidUtf8),
        (b"\"\xc0\x80\"", 1, InvalidUtf8),
        (b"\"\xc2\xc0\"", 2, InvalidUtf8),
        (b"\"\xc2\x7f\"", 2, InvalidUtf8),
        (b"\"\xe0\x80\x80\"", 2, InvalidUtf8),
        (b"\"\xe0\xc0\x80\"", 2, InvalidUtf8),
        (b"\"\xe1\xc0\x80\"", 2, InvalidUtf8),
        (b"\"\xe1\x80\xc0\"", 3, InvalidUtf8),
        (b"\"\xf0\x8f\xbf\xbf\"", 2, InvalidUtf8),
        (b"\"\xf0\xc0\x80\x80\"", 2, InvalidUtf8),
        (b"\"\xf1\xc0\x80\x80\"", 2, InvalidUtf8),
        (b"\"\xf1\x80\x80\xc0\"", 4, InvalidUtf8),
        (b"\"\xed\xa0\x80\"", 2, InvalidUtf8),
        (b"\"\xf4\x90\x80\x80\"", 2, InvalidUtf8),
        (b"\"\xf5\x80\x80\x80\"", 1, InvalidUtf8),
        (b"\"\xe2\x82\"", 3, InvalidUtf8),
        (b"\"\xe2\x82", 3, UnexpectedEnd),
        (b"[", 1, UnexpectedEnd),
        (b"[1 2]", 3, UnexpectedCharacter),
        (b"[1,]", 3, UnexpectedCharacter),
        (b"[,1]", 1, UnexpectedCharacter),
        (b"[[1],]", 5, UnexpectedCharacter),
        (b"[[1]1]", 4, UnexpectedCharacter),
        (b"[1}", 2, UnexpectedCharacter),
        (b"{]", 1, UnexpectedCharacter),
        (b"{\"a\"}", 4, UnexpectedCharacter),
        (b"{\"a\" 1}", 5, UnexpectedCharacter),
        (b"{\"a\":1,}", 7, UnexpectedCharacter),
        (b"{\"a\":{},}", 8, UnexpectedCharacter),
        (b"{\"a\":1", 6, UnexpectedEnd),
        (b"{\"a\":", 5, UnexpectedEnd),
        (b"{a:1}", 1, UnexpectedCharacter),
        (b"{'a':1}", 1, UnexpectedCharacter),
        (b"{} {}", 3, TrailingCharacters),
        (b"[1] // note", 4, TrailingCharacters),
    ];
    for (text, offset, reason) in table {
        let expected = ReadError::Syntax { offset: *offset, reason: *reason };
        assert_eq!(read(text).err(), Some(expected), "{}", String::from_utf8_lossy(text));
    }
}

#[test]
fn depth_is_counted_from_the_outermost() {
    let nested = |levels: usize| format!("{}{}", "[".repeat(levels), "]".repeat(levels));
    assert!(read(nested(1_000).as_bytes()).is_ok());
    assert_eq!(read(nested(1_001).as_bytes()).err(), Some(ReadError::TooDeep));
    assert_eq!(read("{\"a\":".repeat(500_000).as_bytes()).err(), Some(ReadError::TooDeep));
}

fn duplicates(text: &str) -> Vec<String> {
    let mut reader = Reader::noting_flaws(text.as_bytes());
    reader.record().expect("valid JSON");
    reader
        .flaws
        .iter()
        .map(|found| {
            assert_eq!(found.kind, FlawKind::Duplicate, "{text}");
            found.text.to_string_lossy()
        })
        .collect()
}

#[test]
fn duplicates_are_found_once_an_object_and_key() {
    let table: &[(&str, &[&str])] = &[
        (r#"{"a":1,"b":2,"c":3}"#, &[]),
        (r#"{"a":1,"a":2,"a":3}"#, &["a"]),
        (r#"{"a":1,"\u0061":2}"#, &["a"]),
        (r#"{"😀":1,"\ud83d\ude00":2}"#, &["😀"]),
        (r#"{"ࠀ":1,"\u0800":2,"\u07ff":3}"#, &["ࠀ"]),
        (r#"{"\u0080":1,"\u007f":2,"\u0080":3}"#, &["\u{80}"]),
        (r#"{"a":{"a":1},"b":{"a":1}}"#, &[]),
        (r#"[{"x":1,"x":1},{"x":1,"x":1}]"#, &["x", "x"]),
        (r#"{"a":[{"b":1,"c":2,"b":3}],"a":0}"#, &["b", "a"]),
        (r#"{"":1,"":2}"#, &[""]),
    ];
    for (text, expected) in table {
        assert_eq!(duplicates(text), *expected, "{text}");
    }
}

/// Whether a reader notes that a string of these pieces holds an invalid character.
fn is_invalid(json: &str) -> bool {
    let mut reader = Reader::noting_flaws(json.as_bytes());
    reader.record().expect("valid JSON");
    !reader.flaws.is_empty()
}

#[test]
fn halves_of_pairs_are_told_from_what_looks_like_them() {
    for (text, is_half) in [
        (r"\ud83d\ude00", false),
        (r"\ud83d\u2000", true),
        (r"\u2400\udc00", true),
        (r"\u2400\u2000", false),
        (r"\udc00\ud800", true),
    ] {
        assert_eq!(is_invalid(&format!("\"{text}\"")), is_half, "{text}");
    }
}

#[test]
fn escapes_are_undone_at_the_bounds_of_utf8() {
    for character in ['\0', '\x7f', '\u{80}', '\u{7ff}', '\u{800}', '\u{ffff}', '\u{10000}', '\u{10ffff}'] {
        let escapes: String = character.encode_utf16(&mut [0; 2]).iter().map(|unit| format!("\\u{unit:04X}")).collect();
        let json = format!("\"{escapes}\"");
        let Ok(Value::String(text)) = read(json.as_bytes()) else { panic!("{json}") };
        assert_eq!(&*text.content(), character.to_string().as_bytes(), "{json}");
    }
    let Ok(Value::String(text)) = read(br#""\\""#) else { panic!("a backslash") };
    assert_eq!(&*text.content(), b"\\");
}

#[test]
fn duplicates_among_very_many_keys_are_found_in_order() {
    let keys: Vec<String> = (0..50_000).map(|n| format!("\"k{}\":0", n % 49_998)).collect();
    assert_eq!(duplicates(&format!("{{{}}}", keys.join(","))), ["k0", "k1"]);
}

#[test]
fn numbers_are_read_as_doubles() {
    #[rustfmt::skip]
    let table = [
        "0", "-0", "1", "-1", "1.0", "1.5", "0.1", "1e2", "1E+2", "100e-2", "123456789012345678901234567890",
        "1e308", "1.7976931348623157e308", "1.7976931348623159e308", "1e400", "-1e400", "1e-400", "-1e-400",
        "5e-324", "2.4703282292062327e-324", "2.4703282292062328e-324", "2.2250738585072011e-308",
        "0.99999999999999999999", "0.9999999999999999", "9007199254740993", "9007199254740992.5",
        "1e999999999999999999999", "0e999999999999999999999", "0.000e-5", "1e-999999999999999999999", "8.5e15",
        "4503599627370497.5", "4503599627370496.5", "1e23", "8.442911973260991817129021e-309",
    ];
    for text in table {
        let Ok(Value::Number(number)) = read(text.as_bytes()) else { panic!("{text} is a number") };
        let expected: f64 = text.parse().expect("a float");
        assert_eq!(number.to_f64().to_bits(), expected.to_bits(), "{text}");
        assert_eq!(number.is_whole(), expected.is_finite() && expected.fract() == 0.0, "{text}");
        assert_eq!(number.is_negative(), expected < 0.0, "{text}");
    }
}

#[test]
fn long_numbers_are_rounded_like_short_ones() {
    let half = format!("4503599627370496.5{}", "0".repeat(2_000));
    for text in [half.clone(), format!("{half}1"), format!("0.{}", "9".repeat(3_000)), "7".repeat(5_000)] {
        let Ok(Value::Number(number)) = read(text.as_bytes()) else { panic!("{text} is a number") };
        assert_eq!(number.to_f64(), text.parse::<f64>().expect("a float"));
    }
}

fn any_json() -> impl Strategy<Value = serde_json::Value> {
    let leaf = prop_oneof![
        Just(serde_json::Value::Null),
        any::<bool>().prop_map(Into::into),
        any::<f64>().prop_map(Into::into),
        any::<i64>().prop_map(Into::into),
        any::<String>().prop_map(Into::into),
    ];
    leaf.prop_recursive(6, 60, 8, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..8).prop_map(Into::into),
            prop::collection::vec((any::<String>(), inner), 0..8)
                .prop_map(|members| serde_json::Value::Object(members.into_iter().collect())),
        ]
    })
}

/// Text that is nearly JSON.
fn nearly_json() -> impl Strategy<Value = Vec<u8>> {
    let token = prop_oneof![
        prop::sample::select(vec![
            "{", "}", "[", "]", ",", ":", "\"", "\\", "u00", "d8", "1", "0", "-", ".", "e", "true", "null", " ", "\n",
            "\"a\"", "é", "😀"
        ])
        .prop_map(|token| token.as_bytes().to_vec()),
        any::<u8>().prop_map(|byte| vec![byte]),
    ];
    prop::collection::vec(token, 0..12).prop_map(|tokens| tokens.concat())
}

proptest! {
    #[test]
    fn takes_what_serde_json_writes(value in any_json(), pretty in any::<bool>()) {
        let text = if pretty { serde_json::to_string_pretty(&value) } else { serde_json::to_string(&value) };
        prop_assert!(read(text.expect("serialisable").as_bytes()).is_ok());
    }

    #[test]
    fn agrees_with_serde_json(text in nearly_json()) {
        // RawValue keeps what a double or a String cannot hold, as JSON.parse takes it.
        let oracle = serde_json::from_slice::<&serde_json::value::RawValue>(&text);
        prop_assert_eq!(read(&text).is_ok(), oracle.is_ok(), "{}", String::from_utf8_lossy(&text));
    }

    #[test]
    fn agrees_with_serde_json_on_cut_and_changed_texts(value in any_json(), place in any::<prop::sample::Index>(), byte in any::<u8>()) {
        let mut text = serde_json::to_vec(&value).expect("serialisable");
        let place = place.index(text.len());
        prop_assert!(place == 0 || text[0].is_ascii_digit() || text[0] == b'-' || read(&text[..place]).is_err());
        text[place] = byte;
        let oracle = serde_json::from_slice::<&serde_json::value::RawValue>(&text);
        prop_assert_eq!(read(&text).is_ok(), oracle.is_ok(), "{}", String::from_utf8_lossy(&text));
    }

    #[test]
    fn a_fault_stands_where_no_text_can_go_on(text in nearly_json()) {
        if let Err(ReadError::Syntax { offset, reason }) = read(&text) {
            // What stands before the fault is the start of some text: cut there, the only fault left is the end.
            match read(&text[..offset]) {
                Ok(_) => prop_assert!(matches!(reason, Reason::TrailingCharacters | Reason::UnexpectedCharacter)),
                Err(fault) => prop_assert_eq!(fault, ReadError::Syntax { offset, reason: Reason::UnexpectedEnd }),
            }
        }
    }

    #[test]
    fn doubles_are_those_of_rust(value in any::<f64>().prop_filter("finite", |value| value.is_finite()), digits in "[0-9]{1,40}\\.[0-9]{1,40}(e[+-]?[0-9]{1,3})?", few in "-?(0|[1-9][0-9]{0,15})(\\.[0-9]{1,15})?") {
        let digits = digits.trim_start_matches('0');
        let digits = if digits.starts_with('.') { format!("0{digits}") } else { digits.to_owned() };
        for text in [value.to_string(), format!("{value:e}"), digits, few] {
            let Ok(Value::Number(number)) = read(text.as_bytes()) else { panic!("{text} is a number") };
            let expected: f64 = text.parse().expect("a float");
            prop_assert_eq!(number.to_f64().to_bits(), expected.to_bits(), "{}", text);
            prop_assert_eq!(number.is_whole(), expected.is_finite() && expected.fract() == 0.0, "{}", text);
        }
    }

    /// serde_json refuses halves of surrogate pairs.
    #[test]
    fn invalid_characters_are_those_of_serde_json(pieces in prop::collection::vec(prop::sample::select(vec![
        r"\ud83d", r"\uD83D", r"\ude00", r"\uDE00", r"\udbff", r"\udc00", r"\u0000", r"\u0041", r"\ud7ff", r"\ue000", r"\\", r"\n", "u0000", "d", "é",
    ]), 0..6)) {
        let json = format!("\"{}\"", pieces.concat());
        let oracle = serde_json::from_str::<String>(&json);
        prop_assert_eq!(is_invalid(&json), !oracle.is_ok_and(|text| !text.contains('\0')), "{}", json);
    }

    #[test]
    fn strings_are_those_of_serde_json(text in any::<String>()) {
        let json = serde_json::to_vec(&text).expect("serialisable");
        let Ok(Value::String(read)) = read(&json) else { panic!("a string") };
        prop_assert_eq!(read.to_string_lossy(), text.as_str());
        prop_assert_eq!(json::length(&read.content()), text.chars().count());
        prop_assert!(read.to_string_lossy() == text);
    }
}
