//! A body in chunks (RFC 9112, 7.1), put together.

use std::io::{self, BufRead, Read};

/// Bytes of one line: a size with its extensions, or a trailer.
const LINE_LIMIT: u64 = 4_096;
/// Bytes of all extensions and trailers together.
const EXTRA_LIMIT: usize = 16_384;

/// Why a body cannot be put together, in the server's words.
pub type Broken = &'static str;

const BROKE_OFF: Broken = "The body broke off.";
const NO_SIZE: Broken = "A chunk's size is not a number in hexadecimal digits.";
const NO_BREAK: Broken = "A chunk is longer than its size says.";
const NO_TRAILER: Broken = "A trailer has no colon.";
const TOO_LONG: Broken = "The chunks' extensions and trailers are too long.";

/// The body, of which no more than `limit` bytes are kept: then what follows is left unread. Extensions and trailers say
/// nothing that is of use here.
pub fn read(reader: &mut impl BufRead, limit: u64) -> io::Result<Result<Vec<u8>, Broken>> {
    let mut body = Vec::new();
    let mut extra = 0;
    loop {
        let line = match line(reader)? {
            Ok(line) => line,
            Err(broken) => return Ok(Err(broken)),
        };
        let digits = line.iter().take_while(|byte| byte.is_ascii_hexdigit()).count();
        let Some(size) = size(&line, digits) else { return Ok(Err(NO_SIZE)) };
        extra += line.len() - digits;
        if extra > EXTRA_LIMIT {
            return Ok(Err(TOO_LONG));
        }
        if size == 0 {
            break;
        }
        let kept = size.min(limit - body.len() as u64);
        if (reader.by_ref().take(kept).read_to_end(&mut body)? as u64) < kept {
            return Ok(Err(BROKE_OFF));
        }
        if kept < size {
            return Ok(Ok(body));
        }
        let mut end = [0; 2];
        match reader.read_exact(&mut end) {
            Ok(()) if end == *b"\r\n" => {}
            Ok(()) => return Ok(Err(NO_BREAK)),
            Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => return Ok(Err(BROKE_OFF)),
            Err(error) => return Err(error),
        }
    }
    loop {
        match line(reader)? {
            Ok(line) if line.is_empty() => return Ok(Ok(body)),
            Ok(line) if !line.contains(&b':') => return Ok(Err(NO_TRAILER)),
            Ok(line) => extra += line.len(),
            Err(broken) => return Ok(Err(broken)),
        }
        if extra > EXTRA_LIMIT {
            return Ok(Err(TOO_LONG));
        }
    }
}

/// None for no digits, too many, or anything but an extension after them.
fn size(line: &[u8], digits: usize) -> Option<u64> {
    let (number, rest) = line.split_at_checked(digits)?;
    let is_extension = rest.is_empty() || rest.trim_ascii_start().starts_with(b";");
    let number = std::str::from_utf8(number).ok()?;
    u64::from_str_radix(number, 16).ok().filter(|_| is_extension)
}

/// Up to the next line break, which is two characters: a single one is where servers begin to differ.
fn line(reader: &mut impl BufRead) -> io::Result<Result<Vec<u8>, Broken>> {
    let mut line = Vec::new();
    reader.by_ref().take(LINE_LIMIT).read_until(b'\n', &mut line)?;
    Ok(match line.strip_suffix(b"\r\n") {
        Some(text) if !text.contains(&b'\r') => Ok(text.to_vec()),
        _ if line.ends_with(b"\n") => Err("A line of the chunked body does not end in CR LF."),
        _ if line.len() as u64 == LINE_LIMIT => Err(TOO_LONG),
        _ => Err(BROKE_OFF),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bodies_in_chunks() {
        let one_by_one = "1;a\r\nx\r\n".repeat(8_000) + "0\r\n\r\n";
        let long = format!("5;{}\r\nabcde\r\n0\r\n\r\n", "x".repeat(5_000));
        let many = format!("1;{}\r\nx\r\n", "x".repeat(3_000)).repeat(6) + "0\r\n\r\n";
        let trailers = format!("0\r\n{}\r\n", format!("a: {}\r\n", "x".repeat(3_000)).repeat(6));
        for (sent, read_as) in [
            ("0\r\n\r\n", Ok("")),
            ("5\r\nabcde\r\n0\r\n\r\n", Ok("abcde")),
            ("2\r\nab\r\n3\r\ncde\r\n0\r\n\r\n", Ok("abcde")),
            ("0000a\r\n0123456789\r\n00\r\n\r\n", Ok("0123456789")),
            ("A\r\n0123456789\r\n0\r\n\r\n", Ok("0123456789")),
            ("5;name=value;other\r\nabcde\r\n0;last\r\n\r\n", Ok("abcde")),
            ("5 \t;name=\"a\"\r\nabcde\r\n0\r\n\r\n", Ok("abcde")),
            ("2\r\n\r\n\r\n0\r\n\r\n", Ok("\r\n")),
            ("1\r\nx\r\n0\r\nA: b\r\nC:\r\n\r\nGET /", Ok("x")),
            // Behind the limit nothing more is read.
            ("14\r\n0123456789abcdefghij\r\nnonsense", Ok("0123456789abcdef")),
            ("ffffffffffffffff\r\n0123456789abcdefghij", Ok("0123456789abcdef")),
            ("8\r\n01234567\r\n8\r\n89abcdef\r\n1\r\ng", Ok("0123456789abcdef")),
            ("", Err(BROKE_OFF)),
            ("5", Err(BROKE_OFF)),
            ("5\r\n", Err(BROKE_OFF)),
            ("5\r\nabc", Err(BROKE_OFF)),
            ("5\r\nabcde", Err(BROKE_OFF)),
            ("5\r\nabcde\r", Err(BROKE_OFF)),
            ("5\r\nabcde\r\n", Err(BROKE_OFF)),
            ("5\r\nabcde\r\n0\r\n", Err(BROKE_OFF)),
            ("5\r\nabcde\r\n0\r\nA: b", Err(BROKE_OFF)),
            ("4\r\nabcde\r\n0\r\n\r\n", Err(NO_BREAK)),
            ("4\r\nabcd\n0\r\n\r\n", Err(NO_BREAK)),
            ("\r\n", Err(NO_SIZE)),
            ("x\r\n", Err(NO_SIZE)),
            ("-5\r\nabcde\r\n", Err(NO_SIZE)),
            ("+5\r\nabcde\r\n", Err(NO_SIZE)),
            ("0x5\r\nabcde\r\n", Err(NO_SIZE)),
            (" 5\r\nabcde\r\n", Err(NO_SIZE)),
            ("5 \r\nabcde\r\n", Err(NO_SIZE)),
            ("5 5\r\nabcde\r\n", Err(NO_SIZE)),
            ("5,5\r\nabcde\r\n", Err(NO_SIZE)),
            (";x\r\nabcde\r\n", Err(NO_SIZE)),
            ("10000000000000000\r\nabcde\r\n", Err(NO_SIZE)),
            ("5\nabcde\r\n0\r\n\r\n", Err("A line of the chunked body does not end in CR LF.")),
            ("5;\r\r\nabcde\r\n0\r\n\r\n", Err("A line of the chunked body does not end in CR LF.")),
            ("0\r\n\n", Err("A line of the chunked body does not end in CR LF.")),
            ("0\r\nA\r\n\r\n", Err(NO_TRAILER)),
            (&long, Err(TOO_LONG)),
            (&many, Err(TOO_LONG)),
            (&trailers, Err(TOO_LONG)),
            (&one_by_one, Ok("xxxxxxxxxxxxxxxx")),
        ] {
            let got = read(&mut sent.as_bytes(), 16).expect("no error in memory");
            let start: String = sent.chars().take(40).collect();
            assert_eq!(got, read_as.map(|text| text.as_bytes().to_vec()), "{start}");
        }
    }
}
