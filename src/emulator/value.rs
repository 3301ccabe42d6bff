//! JSON text -> `serde_json::Value`, as a JavaScript server would read it.
//!
//! serde_json itself refuses some texts that `JSON.parse` takes and the request rules let pass: lone surrogates,
//! numbers beyond f64, and nesting over 128 levels.

use serde_json::{Map, Number, Value};

/// The request rules stop at 1,000 levels; an entry that holds such a value is a little deeper, and what is deeper
/// still would overflow the stack when it is dropped.
const MAX_DEPTH: usize = 1_024;

/// Reads one JSON text. A lone surrogate becomes U+FFFD, as it does on the wire; a number beyond f64 becomes null, as
/// `JSON.stringify` writes it; of a key that stands twice the last value counts. None for what is not JSON, or nested
/// deeper than 1,024 levels.
pub fn parse(text: &[u8]) -> Option<Value> {
    let mut reader = Reader { bytes: text, at: 0 };
    let mut open: Vec<Open> = Vec::new();
    loop {
        let mut value = match reader.token()? {
            b'[' | b'{' if open.len() >= MAX_DEPTH => return None,
            b'[' if !reader.ends_with(b']') => {
                open.push(Open::Array(Vec::new()));
                None
            }
            b'[' => Some(Value::Array(Vec::new())),
            b'{' if !reader.ends_with(b'}') => {
                open.push(Open::Object(Map::new(), reader.key()?));
                None
            }
            b'{' => Some(Value::Object(Map::new())),
            first => Some(reader.scalar(first)?),
        };
        // Each turn puts one finished value where it belongs, and closes what it completes.
        while let Some(finished) = value.take() {
            match open.pop() {
                None => return reader.at_end().then_some(finished),
                Some(Open::Array(mut items)) => {
                    items.push(finished);
                    match reader.token()? {
                        b',' => open.push(Open::Array(items)),
                        b']' => value = Some(Value::Array(items)),
                        _ => return None,
                    }
                }
                Some(Open::Object(mut map, key)) => {
                    map.insert(key, finished);
                    match reader.token()? {
                        b',' => open.push(Open::Object(map, reader.key()?)),
                        b'}' => value = Some(Value::Object(map)),
                        _ => return None,
                    }
                }
            }
        }
    }
}

/// What has begun and not ended; an object with the key whose value comes next.
enum Open {
    Array(Vec<Value>),
    Object(Map<String, Value>, String),
}

struct Reader<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl Reader<'_> {
    fn skip_space(&mut self) {
        while matches!(self.bytes.get(self.at), Some(b' ' | b'\t' | b'\n' | b'\r')) {
            self.at += 1;
        }
    }

    fn next(&mut self) -> Option<u8> {
        let byte = *self.bytes.get(self.at)?;
        self.at += 1;
        Some(byte)
    }

    fn token(&mut self) -> Option<u8> {
        self.skip_space();
        self.next()
    }

    fn ends_with(&mut self, close: u8) -> bool {
        self.skip_space();
        let ends = self.bytes.get(self.at) == Some(&close);
        self.at += usize::from(ends);
        ends
    }

    fn at_end(&mut self) -> bool {
        self.skip_space();
        self.at == self.bytes.len()
    }

    fn key(&mut self) -> Option<String> {
        if self.token()? != b'"' {
            return None;
        }
        let key = self.string()?;
        (self.token()? == b':').then_some(key)
    }

    fn scalar(&mut self, first: u8) -> Option<Value> {
        match first {
            b'"' => self.string().map(Value::String),
            b't' => self.rest("rue", Value::Bool(true)),
            b'f' => self.rest("alse", Value::Bool(false)),
            b'n' => self.rest("ull", Value::Null),
            b'-' | b'0'..=b'9' => self.number(),
            _ => None,
        }
    }

    fn rest(&mut self, rest: &str, value: Value) -> Option<Value> {
        let found = self.bytes.get(self.at..)?.starts_with(rest.as_bytes());
        self.at += rest.len();
        found.then_some(value)
    }

    fn number(&mut self) -> Option<Value> {
        let start = self.at - 1;
        while matches!(self.bytes.get(self.at), Some(b'0'..=b'9' | b'-' | b'+' | b'.' | b'e' | b'E')) {
            self.at += 1;
        }
        let text = std::str::from_utf8(self.bytes.get(start..self.at)?).ok()?;
        if let Ok(whole) = text.parse::<u64>() {
            return Some(whole.into());
        }
        if let Ok(whole) = text.parse::<i64>() {
            return Some(whole.into());
        }
        match text.parse::<f64>().ok()? {
            0.0 => Some(0.into()),
            float => Some(Number::from_f64(float).map_or(Value::Null, Value::Number)),
        }
    }

    fn string(&mut self) -> Option<String> {
        let mut bytes = Vec::new();
        loop {
            match self.next()? {
                b'"' => return String::from_utf8(bytes).ok(),
                b'\\' => {
                    let mut buffer = [0; 4];
                    bytes.extend_from_slice(self.escape()?.encode_utf8(&mut buffer).as_bytes());
                }
                byte => bytes.push(byte),
            }
        }
    }

    fn escape(&mut self) -> Option<char> {
        Some(match self.next()? {
            b'b' => '\u{8}',
            b'f' => '\u{c}',
            b'n' => '\n',
            b'r' => '\r',
            b't' => '\t',
            b'u' => self.unicode()?,
            byte @ (b'"' | b'\\' | b'/') => char::from(byte),
            _ => return None,
        })
    }

    fn unicode(&mut self) -> Option<char> {
        let first = self.four_hex()?;
        let after = self.at;
        if (0xd800..0xdc00).contains(&first) && self.bytes.get(after..)?.starts_with(b"\\u") {
            self.at += 2;
            let second = self.four_hex()?;
            if (0xdc00..0xe000).contains(&second) {
                return char::from_u32(0x1_0000 + ((first - 0xd800) << 10) + (second - 0xdc00));
            }
            self.at = after;
        }
        Some(char::from_u32(first).unwrap_or(char::REPLACEMENT_CHARACTER))
    }

    fn four_hex(&mut self) -> Option<u32> {
        let mut code = 0;
        for _ in 0..4 {
            code = code * 16 + char::from(self.next()?).to_digit(16)?;
        }
        Some(code)
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
