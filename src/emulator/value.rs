//! JSON text -> `serde_json::Value`, as a JavaScript server would read it.
//!
//! serde_json itself refuses some texts that `JSON.parse` takes: lone surrogates, numbers beyond f64, and nesting over 128
//! levels.

use super::surrogates::hold;
use crate::json::{self, Halt, ReadError, Reader};
use serde_json::{Map, Number, Value};

/// The request rules stop at 1,000 levels; an entry that holds such a value is a little deeper, and what is deeper
/// still would overflow the stack when it is dropped.
pub const MAX_DEPTH: usize = 1_024;

/// Reads one JSON text, of which lone surrogates are held. A number beyond f64 becomes null, as `JSON.stringify` writes it; of
/// a key that stands twice the last value counts. Fails where it is nested deeper than [`MAX_DEPTH`].
pub fn parse(text: &[u8]) -> Result<Value, ReadError> {
    let mut reader = Reader::with_max_depth(text, MAX_DEPTH);
    read(&mut reader).map_err(|Halt| reader.error())
}

/// What has begun and not ended; an object with the key whose value comes next.
enum Open {
    Array(Vec<Value>),
    Object(Map<String, Value>, String),
}

fn read(reader: &mut Reader<'_>) -> Result<Value, Halt> {
    let mut open: Vec<Open> = Vec::new();
    loop {
        let mut finished = match reader.peek() {
            Some(b'[') if reader.enter(b']')? => {
                open.push(Open::Array(Vec::new()));
                continue;
            }
            Some(b'{') if reader.enter(b'}')? => {
                open.push(Open::Object(Map::new(), key(reader)?));
                continue;
            }
            // `enter` has left the empty ones.
            Some(b'[') => Value::Array(Vec::new()),
            Some(b'{') => Value::Object(Map::new()),
            _ => scalar(reader)?,
        };
        // Each turn puts a finished value where it belongs, and closes what it completes.
        loop {
            finished = match open.pop() {
                None => return reader.end().map(|()| finished),
                Some(Open::Array(mut items)) => {
                    items.push(finished);
                    if reader.goes_on(b']')? {
                        open.push(Open::Array(items));
                        break;
                    }
                    Value::Array(items)
                }
                Some(Open::Object(mut map, name)) => {
                    map.insert(name, finished);
                    if reader.goes_on(b'}')? {
                        open.push(Open::Object(map, key(reader)?));
                        break;
                    }
                    Value::Object(map)
                }
            };
        }
    }
}

fn key(reader: &mut Reader<'_>) -> Result<String, Halt> {
    Ok(hold(reader.key()?))
}

fn scalar(reader: &mut Reader<'_>) -> Result<Value, Halt> {
    Ok(match reader.value()?.value() {
        json::Value::Boolean(value) => Value::Bool(value),
        json::Value::String(text) => Value::String(hold(text)),
        json::Value::Number(number) => self::number(number),
        json::Value::Null | json::Value::Array(_) | json::Value::Object(_) => Value::Null,
    })
}

fn number(number: json::Number<'_>) -> Value {
    let text = std::str::from_utf8(number.raw()).unwrap_or_default();
    if let Ok(whole) = text.parse::<u64>() {
        return whole.into();
    }
    if let Ok(whole) = text.parse::<i64>() {
        return whole.into();
    }
    match number.to_f64() {
        0.0 => 0.into(),
        float => Number::from_f64(float).map_or(Value::Null, Value::Number),
    }
}

#[cfg(test)]
mod tests {
    use super::parse;
    use crate::emulator::surrogates::{hold_plain, lossy, to_json};
    use crate::json::ReadError;
    use serde_json::{Value, json};

    #[test]
    fn reads_what_serde_json_reads() {
        for text in [
            "null",
            " [ ] ",
            "{}",
            "[1, -2, 0.5, 1e3, 18446744073709551615]",
            r#"{"a": {"b": [true, false, "x"]}, "c": ""}"#,
            r#""\"\\\/\b\f\n\r\t\u00e4\ud83d\ude00 ä 😀""#,
            "-0.25",
            "[[],[[]],{}]",
        ] {
            assert_eq!(parse(text.as_bytes()).ok(), serde_json::from_str(text).ok(), "{text}");
        }
    }

    #[test]
    fn reads_what_only_javascript_reads() {
        for (text, value) in [
            ("1e400", Value::Null),
            ("-1e400", Value::Null),
            ("1e-400", json!(0)),
            ("-0", json!(0)),
            ("-0.0", json!(0)),
            ("18446744073709551616", json!(18446744073709551616.0)),
            (r#"{"a":1,"a":2}"#, json!({"a": 2})),
        ] {
            assert_eq!(parse(text.as_bytes()), Ok(value), "{text}");
        }
    }

    #[test]
    fn refuses_the_rest() {
        for text in [
            "",
            " ",
            "[",
            "{",
            "[1",
            "[1,",
            "[1,]",
            "{\"a\"",
            "{\"a\":",
            "{\"a\":1",
            "{\"a\":1,}",
            "{1:2}",
            "tru",
            "nul",
            "x",
            "\"",
            "\"\\",
            "\"\\x\"",
            "\"\\u12\"",
            "\"\\ud800\\u1\"",
            "1 2",
            "-",
            "1e",
            "[1}",
            "{\"a\":1]",
        ] {
            assert!(parse(text.as_bytes()).is_err(), "{text}");
        }
        assert!(parse(b"\"\xff\"").is_err());
        let deep = "[".repeat(1_025) + &"]".repeat(1_025);
        assert_eq!(parse(deep.as_bytes()), Err(ReadError::TooDeep));
    }

    #[test]
    fn deep_values_are_read_copied_compared_written_and_dropped() {
        let text = "[".repeat(1_024) + &"]".repeat(1_024);
        let value = parse(text.as_bytes()).expect("1,024 levels");
        assert_eq!(value, value.clone());
        assert_eq!(value.to_string(), text);
    }

    #[test]
    fn strings_come_back_as_they_went_in() {
        for json in [
            r#""\ud800""#,
            r#""\udfff\ud800x""#,
            r#""\ud800😀\n""#,
            r#"{"\ud800":1,"\udc00":2,"�":3}"#,
            "\"\u{10ffff}\"",
            "\"\u{10ffff}\u{100000}\"",
            "\"\u{100000}\u{1007ff}\"",
        ] {
            let value = parse(json.as_bytes()).expect(json);
            assert_eq!(String::from_utf8_lossy(&to_json(&value)), json);
        }
    }

    #[test]
    fn what_is_no_json() {
        for (json, plain) in [(r#""a\ud800b""#, "a\u{fffd}b"), ("\"\u{10ffff}x\"", "\u{10ffff}x"), (r#""x""#, "x")] {
            let value = parse(json.as_bytes()).expect(json);
            let held = value.as_str().expect(json);
            assert_eq!(lossy(held), plain);
            assert_eq!(held == hold_plain(plain.to_owned()), !plain.contains('\u{fffd}'), "{json}");
        }
    }
}
