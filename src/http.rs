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
    /// Empty where a request or an answer has no body.
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
