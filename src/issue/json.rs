//! Issues as JSON text: one text crosses into JS in one piece, where objects would cross a property at a time.

use super::message::Description;
use super::write::Writer;
use super::{Issue, Path, Segment};

/// All issues: `[[kept, [segments], code, message, params], …]`.
///
/// A path starts with the first `kept` segments of the path before it: paths below one long key would otherwise
/// multiply that key. `[kept, [segments]]` is the issue before at another place, as many patches have the same fault.
#[cold]
pub fn to_json(issues: &[Issue<'_>]) -> Vec<u8> {
    let mut out = Json::default();
    let (mut description, mut last) = (Description::default(), Description::default());
    let mut before: &[Segment<'_>] = &[];
    out.open(b'[');
    for issue in issues {
        let kept = before.iter().zip(&issue.path).take_while(|(old, new)| old.is_same(new)).count();
        std::mem::swap(&mut description, &mut last);
        description.clear();
        description.params.open(b'{');
        let code = issue.kind.describe(&mut description);
        description.params.close(b'}');
        out.element();
        out.open(b'[');
        out.element().number(kept);
        out.element();
        out.open(b'[');
        for segment in &issue.path[kept..] {
            out.element().segment(segment);
        }
        out.close(b']');
        if description != last {
            out.element().add("\"").add(code).add("\"");
            out.element().string(&description.message.0);
            out.element().raw(&description.params.writer.0);
        }
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
            out.element().string(key.as_bytes()).add(":").string(issue.kind.message().as_bytes());
            keys.push(key);
        }
    }
    out.close(b'}');
    out.writer.into_string()
}

/// `text` as a JSON string.
pub fn quote(text: &str) -> String {
    let mut writer = Writer::default();
    writer.string(text.as_bytes());
    writer.into_string()
}

/// `patches.0.note`
fn dotted(path: &Path<'_>) -> String {
    let names: Vec<String> = path.iter().map(Segment::name).collect();
    names.join(".")
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

impl Writer {
    fn segment(&mut self, segment: &Segment<'_>) {
        match segment {
            Segment::Key(key) => self.text(*key),
            Segment::Index(index) => self.number(*index),
        };
    }
}

/// JSON that grows; knows where commas go.
#[derive(Default, PartialEq)]
pub(super) struct Json {
    pub writer: Writer,
    /// Something stands already in the container that was opened last.
    is_filled: bool,
}

impl Json {
    pub fn open(&mut self, bracket: u8) {
        self.writer.0.push(bracket);
        self.is_filled = false;
    }

    pub fn close(&mut self, bracket: u8) {
        self.writer.0.push(bracket);
        self.is_filled = true;
    }

    pub fn element(&mut self) -> &mut Writer {
        if self.is_filled {
            self.writer.add(",");
        }
        self.is_filled = true;
        &mut self.writer
    }

    /// A name without quotes, backslashes and control characters.
    pub fn field(&mut self, name: &str) -> &mut Writer {
        self.element().add("\"").add(name).add("\":")
    }

    pub fn word(&mut self, name: &str, value: &str) -> &mut Self {
        self.field(name).string(value.as_bytes());
        self
    }

    pub fn number(&mut self, name: &str, value: usize) -> &mut Self {
        self.field(name).number(value);
        self
    }

    pub fn words(&mut self, words: &[&str]) {
        for word in words {
            self.element().string(word.as_bytes());
        }
    }
}
