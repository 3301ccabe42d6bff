//! JSON strings.

/// A JSON string, as `JSON.stringify` writes it; of lone surrogates, too.
pub fn quoted(code_points: impl Iterator<Item = u32>) -> String {
    let mut out = String::from("\"");
    for code in code_points {
        match (code, char::from_u32(code)) {
            (0x08, _) => out.push_str("\\b"),
            (0x09, _) => out.push_str("\\t"),
            (0x0a, _) => out.push_str("\\n"),
            (0x0c, _) => out.push_str("\\f"),
            (0x0d, _) => out.push_str("\\r"),
            (0x22, _) => out.push_str("\\\""),
            (0x5c, _) => out.push_str("\\\\"),
            (0x20.., Some(char)) => out.push(char),
            // Control characters and lone surrogates.
            _ => {
                out.push_str("\\u");
                for shift in [12, 8, 4, 0] {
                    out.push(char::from_digit(code >> shift & 15, 16).unwrap_or('0'));
                }
            }
        }
    }
    out.push('"');
    out
}
