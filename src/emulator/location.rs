//! A URL -> its path's segments and its query, decoded.

use super::surrogates::hold_plain;

/// Where a request goes.
pub struct Location {
    /// From the first slash on, with its query, as it was sent.
    pub target: String,
    /// Between the slashes. None where the percent-encoding is malformed.
    pub segments: Option<Vec<String>>,
    /// After the question mark.
    pub query: Query,
}

/// A query's names and values.
#[derive(Default)]
pub struct Query(Vec<(String, String)>);

impl Location {
    /// Takes absolute URLs, and those that start with their path.
    pub fn read(url: &str) -> Self {
        let url = url.split('#').next().unwrap_or_default();
        let target = match url.split_once("://") {
            Some((scheme, rest)) if !scheme.contains(['/', '?']) => {
                rest.find(['/', '?']).map_or("", |start| &rest[start..])
            }
            _ => url,
        };
        let (path, query) = target.split_once('?').unwrap_or((target, ""));
        let slash = if target.starts_with('/') { "" } else { "/" };
        Self {
            target: format!("{slash}{target}"),
            segments: path.strip_prefix('/').unwrap_or(path).split('/').map(decode).collect(),
            query: Query::read(query),
        }
    }
}

impl Query {
    fn read(text: &str) -> Self {
        let pairs = text.split('&').filter(|pair| !pair.is_empty()).map(|pair| {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            // As forms and URLSearchParams write a space.
            let decoded = |part: &str| {
                let spaced = part.replace('+', " ");
                decode(&spaced).unwrap_or(spaced)
            };
            (decoded(name), decoded(value))
        });
        Self(pairs.collect())
    }

    /// The first value of that name.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(own, _)| own == name).map(|(_, value)| value.as_str())
    }
}

fn decode(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        bytes.push(match byte {
            b'%' => hex(rest.next()?)? * 16 + hex(rest.next()?)?,
            _ => byte,
        });
    }
    String::from_utf8(bytes).ok().map(hold_plain)
}

fn hex(digit: u8) -> Option<u8> {
    char::from(digit).to_digit(16).and_then(|digit| digit.try_into().ok())
}

#[cfg(test)]
mod tests {
    use super::{Location, decode};

    #[test]
    fn absolute_and_relative_urls_are_the_same() {
        for url in ["https://x.test:80/a/b%2Fc?d=e+f%2B&g#h", "/a/b%2Fc?d=e+f%2B&g"] {
            let location = Location::read(url);
            assert_eq!(location.target, "/a/b%2Fc?d=e+f%2B&g");
            assert_eq!(location.segments, Some(vec!["a".to_owned(), "b/c".to_owned()]));
            assert_eq!(location.query.get("d"), Some("e f+"));
            assert_eq!(location.query.get("g"), Some(""));
            assert_eq!(location.query.get("h"), None);
        }
    }

    #[test]
    fn odd_urls() {
        for (url, target) in [
            ("", "/"),
            ("https://x.test", "/"),
            ("https://x.test?a=b", "/?a=b"),
            ("/a?b=http://c", "/a?b=http://c"),
            ("a://b://c", "//c"),
        ] {
            assert_eq!(Location::read(url).target, target, "{url}");
        }
        for malformed in ["%", "%1", "%zz", "%ff", "a%e4b"] {
            assert_eq!(decode(malformed), None, "{malformed}");
        }
    }
}
