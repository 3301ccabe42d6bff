//! JSON text -> `serde_json::Value`, as a JavaScript server would read it.
//!
//! serde_json itself refuses some texts that `JSON.parse` takes and the request rules let pass: lone surrogates,
//! numbers beyond f64, and nesting over 128 levels.

use crate::json::{self, Halt, Reader};
use serde_json::{Map, Number, Value};

/// The request rules stop at 1,000 levels; an entry that holds such a value is a little deeper, and what is deeper
/// still would overflow the stack when it is dropped.
const MAX_DEPTH: usize = 1_024;

/// Reads one JSON text. A lone surrogate becomes U+FFFD, as it does on the wire; a number beyond f64 becomes null, as
/// `JSON.stringify` writes it; of a key that stands twice the last value counts. None for what is not JSON, or nested
/// deeper than 1,024 levels.
pub fn parse(text: &[u8]) -> Option<Value> {
    let mut reader = Reader::with_max_depth(text, MAX_DEPTH);
    read(&mut reader).ok()
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
    Ok(reader.key()?.to_string_lossy())
}

fn scalar(reader: &mut Reader<'_>) -> Result<Value, Halt> {
    Ok(match reader.value()?.value() {
        json::Value::Boolean(value) => Value::Bool(value),
        json::Value::String(text) => Value::String(text.to_string_lossy()),
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
            assert_eq!(parse(text.as_bytes()), serde_json::from_str(text).ok(), "{text}");
        }
    }

    #[test]
    fn reads_what_only_javascript_reads() {
        for (text, value) in [
            (r#""\ud800""#, json!("\u{fffd}")),
            (r#""\udc00\ud800x""#, json!("\u{fffd}\u{fffd}x")),
            (r#""\ud800\ud83d\ude00""#, json!("\u{fffd}😀")),
            (r#""\ud800\n""#, json!("\u{fffd}\n")),
            ("1e400", Value::Null),
            ("-1e400", Value::Null),
            ("1e-400", json!(0)),
            ("-0", json!(0)),
            ("-0.0", json!(0)),
            ("18446744073709551616", json!(18446744073709551616.0)),
            (r#"{"a":1,"a":2}"#, json!({"a": 2})),
        ] {
            assert_eq!(parse(text.as_bytes()), Some(value), "{text}");
        }
    }

    #[test]
    fn refuses_the_rest() {
        let deep = "[".repeat(1_025) + &"]".repeat(1_025);
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
            &deep,
        ] {
            assert_eq!(parse(text.as_bytes()), None, "{text}");
        }
        assert_eq!(parse(b"\"\xff\""), None);
    }

    #[test]
    fn deep_values_are_read_copied_compared_written_and_dropped() {
        let text = "[".repeat(1_024) + &"]".repeat(1_024);
        let value = parse(text.as_bytes()).expect("1,024 levels");
        assert_eq!(value, value.clone());
        assert_eq!(value.to_string(), text);
    }
}
