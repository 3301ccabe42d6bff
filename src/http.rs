//! Requests and answers as plain data, so that client and emulator can be tested against each other without a network.

/// A request as it goes over the wire.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HttpRequest {
    /// In capitals: `GET`, `PATCH`.
    pub method: String,
    /// Absolute, or from the path on; with its query.
    pub url: String,
    /// Names in lower case.
    pub headers: Vec<(String, String)>,
    /// Empty when there is none.
    pub body: Vec<u8>,
}

/// An answer as it came over the wire.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HttpResponse {
    /// 200 to 599.
    pub status: u16,
    /// Names in lower case.
    pub headers: Vec<(String, String)>,
    /// The whole body.
    pub body: Vec<u8>,
}

impl HttpRequest {
    /// Method and URL, and the headers, a line each, as HTTP writes them.
    pub fn head(&self) -> String {
        let mut head = [&self.method, " ", &*self.url].concat();
        for (name, value) in &self.headers {
            head = [&*head, "\n", name, ": ", value].concat();
        }
        head
    }

    /// The value of the header `name` (lower case), when it was sent.
    pub fn header(&self, name: &str) -> Option<&str> {
        find(&self.headers, name)
    }

    /// Every line of the header `name` (lower case).
    pub fn header_lines<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.headers.iter().filter(move |(key, _)| key == name).map(|(_, value)| value.as_str())
    }
}

impl HttpResponse {
    /// The value of the header `name` (lower case), when it was sent.
    pub fn header(&self, name: &str) -> Option<&str> {
        find(&self.headers, name)
    }
}

fn find<'a>(headers: &'a [(String, String)], name: &str) -> Option<&'a str> {
    headers.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
}

/// A whole number in digits. `core::fmt` would be a quarter of the wasm file.
pub(crate) fn decimal(number: u64) -> String {
    let digit = char::from(b'0' + (number % 10) as u8);
    let mut text = if number > 9 { decimal(number / 10) } else { String::new() };
    text.push(digit);
    text
}

/// What stands before and after the first `part`, which is not empty. The standard library's way is fast and large.
pub(crate) fn split_once<'a>(text: &'a str, part: &str) -> Option<(&'a str, &'a str)> {
    let at = text.as_bytes().windows(part.len()).position(|window| window == part.as_bytes())?;
    Some((text.get(..at)?, text.get(at + part.len()..)?))
}
