//! Issues as JSON text: one text crosses into JS in one piece, where objects would cross a property at a time.

use std::fmt::Write;

use super::message::write_code_point;
use super::{ECHOED, Issue, Kind, Path, Segment};
use crate::json::{Fault, MAX_DEPTH, Text};

/// All issues: `[[kept, [segments], code, message, params], …]`.
///
/// A path starts with the first `kept` segments of the path before it: paths below one long key would otherwise
/// multiply that key.
pub fn to_json(issues: &[Issue<'_>]) -> String {
    let mut out = Json(String::from("["));
    let mut before: &[Segment<'_>] = &[];
    for (index, issue) in issues.iter().enumerate() {
        out.comma(index);
        let kept = before.iter().zip(&issue.path).take_while(|(old, new)| old.is_same(new)).count();
        out.add(&format!("[{kept},["));
        for (index, segment) in issue.path[kept..].iter().enumerate() {
            out.comma(index);
            out.segment(segment);
        }
        out.add("],");
        out.string(issue.kind.code());
        out.add(",");
        out.string(&issue.kind.to_string());
        out.add(",");
        out.params(&issue.kind);
        out.add("]");
        before = &issue.path;
    }
    out.add("]");
    out.0
}

/// As the server keys them: `{"patches.0.operation":"No enum match for: \"x\""}`; the first issue of a path wins.
pub fn error_details(issues: &[Issue<'_>]) -> String {
    let mut out = Json(String::from("{"));
    let mut keys: Vec<String> = Vec::new();
    for issue in issues {
        let key = dotted(&issue.path);
        if keys.contains(&key) {
            continue;
        }
        out.comma(keys.len());
        out.string(&key);
        out.add(":");
        out.string(&issue.kind.to_string());
        keys.push(key);
    }
    out.add("}");
    out.0
}

/// `patches.0.note`
fn dotted(path: &Path<'_>) -> String {
    let mut out = String::new();
    for (index, segment) in path.iter().enumerate() {
        if index > 0 {
            out.push('.');
        }
        match segment {
            Segment::Name(name) => out.push_str(name),
            Segment::Key(key) => out.push_str(&key.to_string_lossy()),
            Segment::Index(index) => out.push_str(&index.to_string()),
        }
    }
    out
}

impl Segment<'_> {
    fn is_same(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Name(own), Self::Name(others)) => own == others,
            // The same place of the input: cheaper than the same content, and enough for paths below one key.
            (Self::Key(own), Self::Key(others)) => std::ptr::eq(own.raw(), others.raw()),
            (Self::Index(own), Self::Index(others)) => own == others,
            _ => false,
        }
    }
}

struct Json(String);

impl Json {
    fn add(&mut self, text: &str) {
        self.0.push_str(text);
    }

    fn comma(&mut self, index: usize) {
        if index > 0 {
            self.add(",");
        }
    }

    fn string(&mut self, text: &str) {
        self.add("\"");
        for char in text.chars() {
            // Writing to a String cannot fail.
            let _ = write_code_point(&mut self.0, u32::from(char));
        }
        self.add("\"");
    }

    /// `raw` is JSON, and so ASCII or UTF-8, already.
    fn raw(&mut self, raw: &[u8]) {
        self.0.push_str(&String::from_utf8_lossy(raw));
    }

    fn text(&mut self, text: Text<'_>) {
        self.add("\"");
        self.raw(text.raw());
        self.add("\"");
    }

    fn segment(&mut self, segment: &Segment<'_>) {
        match segment {
            Segment::Name(name) => self.string(name),
            Segment::Key(key) => self.text(*key),
            Segment::Index(index) => self.add(&index.to_string()),
        }
    }

    fn field(&mut self, name: &str) {
        let first = self.0.ends_with('{');
        self.comma(usize::from(!first));
        self.string(name);
        self.add(":");
    }

    fn word(&mut self, name: &str, value: &str) {
        self.field(name);
        self.string(value);
    }

    fn number(&mut self, name: &str, value: usize) {
        self.field(name);
        // Writing to a String cannot fail.
        let _ = write!(self.0, "{value}");
    }

    fn echo(&mut self, name: &str, value: Text<'_>) {
        self.field(name);
        self.text(value.head(ECHOED));
    }

    fn params(&mut self, kind: &Kind<'_>) {
        self.add("{");
        match kind {
            Kind::Unreadable(Fault::Syntax { offset, reason }) => {
                self.word("reason", reason.describe());
                self.number("offset", *offset);
            }
            Kind::Unreadable(Fault::TooDeep) => self.number("maximum", MAX_DEPTH),
            Kind::DuplicateProperty { property } | Kind::UnknownProperty { property } => {
                self.echo("property", *property);
            }
            Kind::InvalidType { expected, actual } => {
                self.word("expected", expected.name());
                self.word("actual", actual);
            }
            Kind::MissingProperty { property, when_confirmed } => {
                self.word("property", property);
                if *when_confirmed {
                    self.field("when");
                    self.add(r#"{"state":"confirmed"}"#);
                }
            }
            Kind::UnsupportedProperty { property, operation } => {
                self.word("property", property);
                self.word("operation", operation.name());
            }
            Kind::InvalidEnum { allowed, actual } => {
                self.field("allowed");
                self.add("[");
                for (index, word) in allowed.words().into_iter().enumerate() {
                    self.comma(index);
                    self.string(word);
                }
                self.add("]");
                self.echo("actual", *actual);
            }
            Kind::TooShort { minimum, actual } => {
                self.number("minimum", *minimum);
                self.number("actual", *actual);
            }
            Kind::TooLong { maximum, actual } => {
                self.number("maximum", *maximum);
                self.number("actual", *actual);
            }
            Kind::InvalidDateTime { actual } | Kind::InvalidUrl { actual } => self.echo("actual", *actual),
            Kind::InvalidFormat { pattern, actual } => {
                self.word("pattern", pattern);
                self.echo("actual", *actual);
            }
            Kind::OutOfRange { minimum, actual } => {
                self.number("minimum", *minimum as usize);
                self.field("actual");
                self.raw(actual.raw());
            }
            Kind::UnsupportedOperation { operation, feature, current } => {
                self.word("name", operation.name());
                self.word("since", &feature.since_name());
                self.word("current", &current.to_string());
            }
            Kind::UnsupportedParameter { name, feature, current } => {
                self.word("name", name);
                self.word("since", &feature.since_name());
                self.word("current", &current.to_string());
            }
        }
        self.add("}");
    }
}
