//! Issues as JSON text: one text crosses into JS in one piece, where objects would cross a property at a time.

use super::write::Writer;
use super::{Allowed, ECHOED, Issue, Kind, Path, STATES, Segment};
use crate::json::{self, Fault, MAX_DEPTH, Text};
use crate::operation::Operation;

/// All issues: `[[kept, [segments], code, message, params], …]`.
///
/// A path starts with the first `kept` segments of the path before it: paths below one long key would otherwise
/// multiply that key.
#[cold]
pub fn to_json(issues: &[Issue<'_>]) -> Vec<u8> {
    let mut out = Json::default();
    let mut message = Writer::default();
    let mut before: &[Segment<'_>] = &[];
    out.open(b'[');
    for issue in issues {
        let kept = before.iter().zip(&issue.path).take_while(|(old, new)| old.is_same(new)).count();
        message.0.clear();
        issue.kind.write_message(&mut message);
        out.element().open(b'[');
        out.element().writer.number(kept);
        out.element().open(b'[');
        for segment in &issue.path[kept..] {
            out.element().segment(segment);
        }
        out.close(b']');
        out.element().writer.string(issue.kind.code().as_bytes());
        out.element().writer.string(&message.0);
        out.element().params(&issue.kind);
        out.close(b']');
        before = &issue.path;
    }
    out.close(b']');
    out.writer.0
}

/// As the server keys them: `{"patches.0.operation":"No enum match for: \"x\""}`; the first issue of a path wins.
pub fn error_details(issues: &[Issue<'_>]) -> String {
    let mut out = Json::default();
    let mut keys: Vec<String> = Vec::new();
    out.open(b'{');
    for issue in issues {
        let key = dotted(&issue.path);
        if !keys.contains(&key) {
            out.field(&key).string(issue.kind.message().as_bytes());
            keys.push(key);
        }
    }
    out.close(b'}');
    // The writer was given nothing but UTF-8.
    String::from_utf8(out.writer.0).unwrap_or_default()
}

/// `text` as a JSON string.
pub fn quote(text: &str) -> String {
    let mut writer = Writer::default();
    writer.string(text.as_bytes());
    // The writer was given nothing but UTF-8.
    String::from_utf8(writer.0).unwrap_or_default()
}

/// `patches.0.note`
fn dotted(path: &Path<'_>) -> String {
    let mut out = String::new();
    for (index, segment) in path.iter().enumerate() {
        if index > 0 {
            out.push('.');
        }
        out.push_str(&segment.name());
    }
    out
}

impl Segment<'_> {
    fn is_same(&self, other: &Self) -> bool {
        match (self, other) {
            // The same place of the input: cheaper than the same content, and enough for paths below one key.
            (Self::Key(own), Self::Key(others)) => std::ptr::eq(own.raw(), others.raw()),
            (Self::Index(own), Self::Index(others)) => own == others,
            _ => false,
        }
    }
}

/// JSON that grows; knows where commas go.
#[derive(Default)]
struct Json {
    writer: Writer,
    /// Nothing stands yet in the container that was opened last.
    is_empty: bool,
}

impl Json {
    fn open(&mut self, bracket: u8) {
        self.writer.0.push(bracket);
        self.is_empty = true;
    }

    fn close(&mut self, bracket: u8) {
        self.writer.0.push(bracket);
        self.is_empty = false;
    }

    fn element(&mut self) -> &mut Self {
        if !self.is_empty {
            self.writer.add(",");
        }
        self.is_empty = false;
        self
    }

    #[inline(never)]
    fn field(&mut self, name: &str) -> &mut Writer {
        self.element().writer.string(name.as_bytes()).add(":")
    }

    fn segment(&mut self, segment: &Segment<'_>) {
        match segment {
            Segment::Key(key) => self.writer.text(*key),
            Segment::Index(index) => self.writer.number(*index),
        };
    }

    fn word(&mut self, name: &str, value: &str) -> &mut Self {
        self.field(name).string(value.as_bytes());
        self
    }

    fn number(&mut self, name: &str, value: usize) -> &mut Self {
        self.field(name).number(value);
        self
    }

    fn echo(&mut self, name: &str, value: Text<'_>) {
        self.field(name).quoted(value, ECHOED);
    }

    fn allowed(&mut self, allowed: Allowed<'_>) {
        self.field("allowed");
        self.open(b'[');
        match allowed {
            Allowed::Operations => self.words(&Operation::ALL.map(Operation::name)),
            Allowed::States => self.words(&STATES),
            Allowed::Items { list, property } => {
                for item in json::elements(list).into_iter().filter_map(|item| json::property(item, property)) {
                    self.element().writer.raw(item.bytes());
                }
            }
        }
        self.close(b']');
    }

    fn words(&mut self, words: &[&str]) {
        for word in words {
            self.element().writer.string(word.as_bytes());
        }
    }

    #[cold]
    fn params(&mut self, kind: &Kind<'_>) {
        self.open(b'{');
        match *kind {
            Kind::Unreadable(Fault::Syntax { offset, reason }) => {
                self.word("reason", reason.describe()).number("offset", offset);
            }
            Kind::Unreadable(Fault::TooDeep) => {
                self.number("maximum", MAX_DEPTH);
            }
            Kind::DuplicateProperty { property } | Kind::UnknownProperty { property } => {
                self.echo("property", property);
            }
            Kind::InvalidType { expected, actual } => {
                self.word("expected", expected.name()).word("actual", actual);
            }
            Kind::MissingProperty { property, when_confirmed } => {
                self.field("property").text(property);
                if when_confirmed {
                    self.field("when").add(r#"{"state":"confirmed"}"#);
                }
            }
            Kind::UnsupportedProperty { property, operation } => {
                self.word("property", property).word("operation", operation.name());
            }
            Kind::InvalidEnum { allowed, actual } => {
                self.allowed(allowed);
                match actual.text() {
                    Some(actual) => self.echo("actual", actual),
                    // A number.
                    None => {
                        self.field("actual").raw(actual.bytes());
                    }
                }
            }
            Kind::UnknownPurpose { allowed, actual } => {
                self.allowed(allowed);
                self.echo("actual", actual);
            }
            Kind::TooShort { minimum, actual } => {
                self.number("minimum", minimum).number("actual", actual);
            }
            Kind::TooLong { maximum, actual, .. } => {
                self.number("maximum", maximum).number("actual", actual);
            }
            Kind::InvalidDateTime { actual } | Kind::InvalidUrl { actual } => self.echo("actual", actual),
            Kind::InvalidFormat { pattern, actual } => self.word("pattern", pattern).echo("actual", actual),
            Kind::OutOfRange { minimum, maximum, actual } => {
                for (name, limit) in [("minimum", minimum), ("maximum", maximum)] {
                    if let Some(limit) = limit {
                        self.field(name).raw(limit.raw());
                    }
                }
                self.field("actual").raw(actual.raw());
            }
            Kind::UnsupportedOperation { operation, feature, current } => {
                self.word("name", operation.name());
                self.word("since", &feature.since_name()).word("current", &current.name());
            }
            Kind::UnsupportedParameter { name, feature, current } => {
                self.word("name", name);
                self.word("since", &feature.since_name()).word("current", &current.name());
            }
        }
        self.close(b'}');
    }
}
