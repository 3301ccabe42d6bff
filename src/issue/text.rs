//! Issues in words, for Rust; pkg/js/issues.js does the same for JavaScript.

use super::quoted::quoted;
use super::{ECHOED, Issue, Kind, Param, Path, Segment};
use crate::json::Text;
use crate::text::decimal;
use crate::word::WORDS;

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

impl Kind<'_> {
    /// The name that programs tell the kind by.
    pub fn code(&self) -> &'static str {
        self.message.code()
    }

    /// The message: plain English, one line.
    pub fn message(&self) -> String {
        let mut out = String::new();
        let mut pieces = self.message.template().split(['{', '}']);
        while let Some(plain) = pieces.next() {
            out.push_str(plain);
            let Some(param_name) = pieces.next() else { break };
            let (name, as_json) = param_name.strip_suffix(":?").map_or((param_name, false), |name| (name, true));
            if let Some((_, param)) = self.message.params().iter().zip(&self.params).find(|(own, _)| **own == name) {
                param.write(&mut out, as_json);
            }
        }
        out
    }

    /// What programs are told beside the code: a JSON object.
    pub fn params_json(&self) -> String {
        let params = self.message.params().iter().zip(&self.params);
        let mut members: Vec<String> = params.map(|(name, param)| [quote(name), param.json()].join(":")).collect();
        let fixed = self.message.fixed().strip_prefix('{').and_then(|members| members.strip_suffix('}'));
        members.extend(fixed.filter(|members| !members.is_empty()).map(str::to_owned));
        ["{", &members.join(","), "}"].concat()
    }
}

impl Param<'_> {
    fn json(&self) -> String {
        let text = |json: &[u8]| String::from_utf8_lossy(json).into_owned();
        let list = |values: Vec<String>| ["[", &values.join(","), "]"].concat();
        match self {
            Self::Number(number) => decimal(*number as u64),
            Self::Word(word) => text(&[b"\"", word.json(), b"\""].concat()),
            // No word that stands in a list has a comma.
            Self::Words(first, count) => {
                list(WORDS[first.start() - 1..].split(',').take(*count).map(str::to_owned).collect())
            }
            Self::Text(start) => text(&[b"\"", start.start(ECHOED), b"\""].concat()),
            Self::Json(json) => text(json.bytes()),
            Self::Month(axis, month) => quote(&axis.name_of(*month)),
            Self::Values(values) => list(values.iter().map(|value| text(value.bytes())).collect()),
        }
    }

    fn write(&self, out: &mut String, as_json: bool) {
        match self {
            Self::Number(number) => out.push_str(&decimal(*number as u64)),
            Self::Word(word) => out.push_str(&Text::from(*word).to_string_lossy()),
            Self::Text(text) => {
                let text = Text::checked(text.start(ECHOED));
                // In the way of JSON.stringify, however it was written.
                out.push_str(&if as_json { quoted(text.code_points()) } else { text.to_string_lossy() });
            }
            // A number: other values are in no message.
            Self::Json(json) => out.extend(json.bytes().iter().map(|byte| char::from(*byte))),
            Self::Month(axis, month) => out.push_str(&axis.name_of(*month)),
            // No message shows a list.
            Self::Words(..) | Self::Values(_) => {}
        }
    }
}
