//! Issues in words, for Rust; pkg/js/issues.js does the same for JavaScript.

use super::quoted::quoted;
use super::{Issue, Kind, Message, Params, Path, Segment, Simple, Word};
use crate::http::decimal;
use crate::json::{Raw, Value};

/// As the server keys them: `{"patches.0.operation":"No enum match for: \"x\""}`; the first issue of a path wins.
pub fn error_details(issues: &[Issue<'_>]) -> String {
    let mut details: Vec<(String, String)> = Vec::new();
    for issue in issues {
        let path = dotted(&issue.path);
        if details.iter().all(|(known, _)| *known != path) {
            details.push((path, issue.kind.message()));
        }
    }
    let members: Vec<String> = details.iter().map(|(path, message)| [quote(path), quote(message)].join(":")).collect();
    ["{", &members.join(","), "}"].concat()
}

/// `text` as a JSON string.
fn quote(text: &str) -> String {
    quoted(text.chars().map(u32::from))
}

/// `patches.0.note`
fn dotted(path: &Path<'_>) -> String {
    let names: Vec<String> = path.iter().map(Segment::name).collect();
    names.join(".")
}

impl Segment<'_> {
    /// As it is written between the dots of a path.
    pub fn name(&self) -> String {
        match self {
            Self::Word(word) => word.as_str().to_owned(),
            Self::Key(key) => key.to_string_lossy(),
            Self::Index(index) => decimal(*index as u64),
        }
    }
}

/// A param of an issue.
#[derive(Clone, Debug)]
enum Param {
    Simple(Simple),
    Json(Vec<u8>),
}

#[derive(Default)]
struct Collected(Vec<Param>);

impl Params for Collected {
    fn put(&mut self, value: Simple) {
        self.0.push(Param::Simple(value));
    }

    fn json(&mut self) -> &mut Vec<u8> {
        self.0.push(Param::Json(Vec::new()));
        match self.0.last_mut() {
            Some(Param::Json(json)) => json,
            _ => unreachable!("it was pushed just now"),
        }
    }
}

impl Kind<'_> {
    /// The name that programs tell the kind by.
    pub fn code(&self) -> &'static str {
        self.describe(&mut Collected::default()).code()
    }

    /// The message: plain English, one line.
    pub fn message(&self) -> String {
        let mut params = Collected::default();
        let message = self.describe(&mut params);
        message.with(&params.0)
    }

    /// What programs are told beside the code: a JSON object.
    pub fn params_json(&self) -> String {
        let mut params = Collected::default();
        let names = self.describe(&mut params).params();
        let members = names.iter().zip(&params.0).map(|(name, param)| [quote(name), param.json()].join(":"));
        ["{", &members.collect::<Vec<_>>().join(","), "}"].concat()
    }
}

impl Message {
    fn with(self, params: &[Param]) -> String {
        let mut out = String::new();
        let mut pieces = self.template().split(['{', '}']);
        while let Some(plain) = pieces.next() {
            out.push_str(plain);
            let Some(place) = pieces.next() else { break };
            let (name, as_json) = place.strip_suffix(":?").map_or((place, false), |name| (name, true));
            if let Some((_, param)) = self.params().iter().zip(params).find(|(own, _)| **own == name) {
                param.write(&mut out, as_json);
            }
        }
        out
    }
}

impl Param {
    fn json(&self) -> String {
        match self {
            Self::Simple(simple) => match (usize::try_from(simple.0), simple.as_words()) {
                (Ok(number), _) => decimal(number as u64),
                (_, (word, 0)) => quote(Word::by_number(word).unwrap_or_default()),
                (_, (first, count)) => {
                    let words: Vec<String> = (first..first + count).filter_map(Word::by_number).map(quote).collect();
                    ["[", &words.join(","), "]"].concat()
                }
            },
            Self::Json(json) => String::from_utf8_lossy(json).into_owned(),
        }
    }

    fn write(&self, out: &mut String, as_json: bool) {
        match self {
            Self::Simple(simple) => match (usize::try_from(simple.0), Word::by_number(!simple.0 - 1)) {
                (Ok(number), _) => out.push_str(&decimal(number as u64)),
                (_, Some(word)) => out.push_str(word),
                // No message shows a list.
                _ => {}
            },
            Self::Json(json) => match Raw::checked(json).value() {
                // In the way of JSON.stringify, however it was written.
                Value::String(text) if as_json => out.push_str(&quoted(text.code_points())),
                Value::String(text) => out.push_str(&text.to_string_lossy()),
                // A number: other values are in no message.
                _ => out.extend(json.iter().map(|byte| char::from(*byte))),
            },
        }
    }
}
