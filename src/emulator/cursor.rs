//! A place in a list as an opaque text, good for that list only: base64, as the API reference shows cursors.

use super::value;

const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/// The cursor after the first `position` results.
pub fn write(endpoint: &str, id: &str, position: usize) -> String {
    encode(serde_json::json!({"a": [endpoint, id, position]}).to_string().as_bytes())
}

/// How many results come before; None for a cursor that [`write()`] does not make for this list.
pub fn read(cursor: &str, endpoint: &str, id: &str) -> Option<usize> {
    let content = value::parse(&decode(cursor)?).ok()?;
    let position = content.get("a")?.get(2)?.as_u64()?.try_into().ok()?;
    (position > 0 && write(endpoint, id, position) == cursor).then_some(position)
}

fn encode(bytes: &[u8]) -> String {
    let mut text = String::new();
    for chunk in bytes.chunks(3) {
        let bits = [0, 1, 2].map(|at| chunk.get(at).copied().unwrap_or(0)).into_iter().fold(0, push_byte);
        for digit in 0..4 {
            let index = (bits >> (18 - 6 * digit)) & 63;
            text.push(if digit <= chunk.len() { char::from(ALPHABET[index]) } else { '=' });
        }
    }
    text
}

fn push_byte(bits: usize, byte: u8) -> usize {
    bits << 8 | usize::from(byte)
}

/// Characters beyond the alphabet are left to the comparison in [`read`].
fn decode(text: &str) -> Option<Vec<u8>> {
    let mut bytes = Vec::new();
    let (mut bits, mut count) = (0_usize, 0);
    for char in text.bytes().filter(|char| *char != b'=') {
        bits = (bits << 6 | ALPHABET.iter().position(|own| *own == char)?) & 0xffff;
        count += 6;
        if count >= 8 {
            count -= 8;
            bytes.push((bits >> count & 0xff) as u8);
        }
    }
    Some(bytes)
}

#[cfg(test)]
mod tests {
    use super::{decode, encode, read, write};

    #[test]
    fn base64() {
        for (bytes, text) in [
            (&b""[..], ""),
            (b"f", "Zg=="),
            (b"fo", "Zm8="),
            (b"foo", "Zm9v"),
            (b"foob", "Zm9vYg=="),
            (&[251, 255, 191], "+/+/"),
        ] {
            assert_eq!(encode(bytes), text);
            assert_eq!(decode(text).as_deref(), Some(bytes));
        }
    }

    #[test]
    fn a_cursor_is_good_for_its_own_list() {
        let cursor = write("refs", "ä/1", 64);
        assert_eq!(read(&cursor, "refs", "ä/1"), Some(64));
        assert_eq!(read(&cursor, "refs", "b"), None);
        assert_eq!(read(&cursor, "others", "ä/1"), None);
        for wrong in
            ["", "x", "=", "%", "eyJhIjpbIjE3NjUyNjIxODYuMjgyIiw2NCw2NF19", &cursor[1..], &format!("{cursor}=")]
        {
            assert_eq!(read(wrong, "refs", "ä/1"), None, "{wrong}");
        }
        assert_eq!(read(&write("refs", "a", 0), "refs", "a"), None);
    }
}
