//! The short way: reads a text once, and says whether it is plainly right. Most are. It gives up at any surprise, be it a
//! fault, a key that may stand twice, or an operation that is written with escapes; what that is, [`super::judge`] knows.
//!
//! Where it is in the text is a number that functions hand on, not a field of the reader: that keeps it in a register,
//! and half of the time is waiting for it.

use super::grammar::{Field, Form, Rule, Shape};
use super::judge::{metadata, params};
use super::operations::{self, PATCH, REQUEST};
use super::options::Validator;
use super::report::Report;
use super::rules::STATES;
use crate::json::{Name, Reader, Text, next, window};
use crate::operation::Operation;
use crate::word::Word;
use std::num::NonZero;

static OPERATION_NAMES: [Name; Operation::ALL.len()] = Name::all(Operation::WORDS);
static STATE_NAMES: [Name; STATES.len()] = Name::all(STATES);

/// The place after something that is right. Never 0, so that it goes into a register together with None.
type End = Option<NonZero<usize>>;

/// Whether a request, or a patch that stands alone, may be sent twice; None where it is not plainly right.
#[inline(never)]
pub fn look(json: &[u8], validator: &Validator, shape: &'static Shape, media_type: Option<usize>) -> Option<bool> {
    const VERSION: usize = REQUEST.index_of(Word::Version);
    let mut unread = ();
    let mut scan = Scan {
        reader: Reader::noting_flaws(json),
        validator,
        present: 0,
        is_idempotent: true,
        name: (0, 0),
        held: Held::Nothing,
        report: Report::new(&mut unread, validator, media_type),
    };
    let end = scan.object(after(json, 0, b'{')?, 1, shape)?;
    let is_whole = next(json, end.get()).is_none();
    is_whole.then_some(scan.is_idempotent || scan.present >> VERSION & 1 == 1)
}

/// A text that is being read.
struct Scan<'a, 's> {
    reader: Reader<'a>,
    validator: &'a Validator,
    /// The fields of the object that ended last, a bit for each.
    present: u32,
    /// Whether all patches so far may be applied twice.
    is_idempotent: bool,
    /// Where the purpose of the current usage log entry, or the name of the metadata property, starts, behind its quote, and where
    /// it ends.
    name: (usize, usize),
    /// The entry's params, or the property's value.
    held: Held,
    /// Counts what is wrong with params and metadata: its issues go nowhere.
    report: Report<'a, 's>,
}

/// What was read and is to be judged with its object.
#[derive(Clone, Copy)]
enum Held {
    Nothing,
    /// A string: from its quote to behind the other
    Text(usize, usize),
    /// Any other value, by its mark
    Value(usize),
}

impl<'a> Scan<'a, '_> {
    /// The place after the object of which the first member starts at `first`. `levels` counts the containers that are open
    /// there.
    fn object(&mut self, first: usize, levels: usize, mut shape: &'static Shape) -> End {
        let bytes = self.reader.bytes();
        let mut required = shape.required;
        let mut present = 0;
        // Most properties come in the order of the fields.
        let mut guess = 0;
        let mut at = first;
        loop {
            let key = after(bytes, at, b'"')?;
            let here = window(bytes, key);
            let mut index = guess;
            if !shape.fields.get(guess).is_some_and(|field| field.name.starts(&here)) {
                index = 0;
                while index < shape.fields.len() && !shape.fields[index].name.starts(&here) {
                    index += 1;
                }
            }
            let Some(field) = shape.fields.get(index) else {
                // A patch whose operation is still to come.
                if present != 0 || !std::ptr::eq(shape, &PATCH) {
                    return None;
                }
                shape = self.shape_ahead(first, levels)?;
                required = shape.required;
                continue;
            };
            let Field { name, rule, feature, .. } = *field;
            let bit = 1 << index;
            if present & bit != 0 || !self.validator.has(feature) {
                return None;
            }
            present |= bit;
            guess = index + 1;
            let (byte, inside) = next(bytes, after(bytes, key + name.length(), b':')?)?;
            at = if byte != b'"' {
                self.inner(rule, inside - 1, levels)?.get()
            } else if let Rule::String(Form::Operation) = rule {
                let row = Name::find_at(&OPERATION_NAMES, bytes, inside);
                let operation = *Operation::ALL.get(row)?;
                // From here on the object is one of that operation's patches.
                shape = self.patch_of(operation)?;
                required = shape.required;
                self.is_idempotent &= operation.is_idempotent();
                inside + OPERATION_NAMES[row].length()
            } else if let Rule::String(Form::State) = rule {
                let row = Name::find_at(&STATE_NAMES, bytes, inside);
                if *STATES.get(row)? == Word::Confirmed {
                    required |= shape.required_when_confirmed;
                }
                inside + STATE_NAMES[row].length()
            } else {
                let end = self.reader.content_at(inside, |content| rule.accepts_content(content))?.get();
                if let Rule::String(Form::Purpose | Form::PropertyName) = rule {
                    self.name = (inside, end - 1);
                } else if let Rule::Metadata = rule {
                    self.held = Held::Text(inside - 1, end);
                }
                end
            };
            match next(bytes, at)? {
                (b',', next) => at = next,
                (b'}', next) => {
                    let is_complete = required & !present == 0;
                    self.present = present;
                    let is_confirmed = required != shape.required;
                    let is_right = is_complete
                        && (!shape.is_entry() || self.is_of_project(is_confirmed))
                        && (!shape.is_metadata() || self.is_of_media_type());
                    return if is_right { NonZero::new(next) } else { None };
                }
                _ => return None,
            }
        }
    }

    /// What the operation's patches hold, where the versions have it, and the project allows it.
    #[inline(always)]
    fn patch_of(&self, operation: Operation) -> Option<&'static Shape> {
        let is_allowed =
            self.validator.has(operation.feature()) && !self.validator.forbids(operation, self.report.media_type);
        is_allowed.then(|| operations::shape(operation))
    }

    /// What a patch holds that does not start with its operation; its first member is at `at`.
    #[inline(never)]
    fn shape_ahead(&mut self, mut at: usize, levels: usize) -> Option<&'static Shape> {
        loop {
            self.reader.go_to(at, levels);
            let key = self.reader.key().ok()?;
            let value = self.reader.value().ok()?;
            if key.is_same(Word::Operation.into()) {
                let name = value.text()?;
                let operation = Operation::ALL.into_iter().find(|operation| name.is_same(operation.word().into()))?;
                return self.patch_of(operation);
            }
            at = after(self.reader.bytes(), self.reader.at(), b',')?;
        }
    }

    /// Whether the entry's purpose and its params are among the project's, where those are known.
    #[inline(never)]
    fn is_of_project(&mut self, is_confirmed: bool) -> bool {
        let Some(purposes) = self.validator.purposes() else { return true };
        params::judge(
            &mut self.report,
            purposes,
            name_at(&self.reader, self.name),
            if let Held::Value(mark) = self.held { Some(self.reader.tape.node(mark)) } else { None },
            is_confirmed,
        );
        self.report.is_empty()
    }

    /// Whether the metadata property that a patch sets is as the project's media types have it, where those are known.
    #[inline(never)]
    fn is_of_media_type(&mut self) -> bool {
        let Some(types) = self.validator.media_types() else { return true };
        let name = name_at(&self.reader, self.name);
        let mark = match self.held {
            Held::Nothing => return true,
            // Most are plain texts.
            Held::Text(start, end) if types.take_text(self.report.media_type, name, end - start) => return true,
            Held::Text(start, end) => self.reader.tape.add(start, end),
            Held::Value(mark) => mark,
        };
        metadata::judge(&mut self.report, types, name, self.reader.tape.node(mark));
        self.report.is_empty()
    }

    /// A value other than a string, from its first byte on: the place after it, where it is right.
    fn inner(&mut self, rule: Rule, at: usize, levels: usize) -> End {
        let bytes = self.reader.bytes();
        if let (Rule::Whole(_), Some(end)) = (rule, digits(bytes, at)) {
            return NonZero::new(end);
        }
        match rule {
            Rule::Patches => self.patches(after(bytes, at, b'[')?, levels + 1),
            Rule::Shaped(shape) => {
                self.held = Held::Nothing;
                self.object(after(bytes, at, b'{')?, levels + 1, shape)
            }
            Rule::Params | Rule::Metadata => {
                self.reader.go_to(at, levels);
                let mark = self.reader.record().ok()?;
                // Null removes a metadata property, and is no object.
                self.held = if bytes.get(at) == Some(&b'n') { Held::Nothing } else { Held::Value(mark) };
                if rule.accepts(self.reader.tape.node(mark).raw()) { self.end() } else { None }
            }
            Rule::Anything
            | Rule::Boolean
            | Rule::String(_)
            | Rule::Number(_)
            | Rule::Whole(_)
            | Rule::Version
            | Rule::Object
            | Rule::Property(_)
            | Rule::List(_)
            | Rule::Distinct(_)
            | Rule::PerhapsList(_) => {
                self.reader.go_to(at, levels);
                let value = self.reader.value().ok()?;
                if rule.accepts(value) { self.end() } else { None }
            }
        }
    }

    /// The place after what the reader has read, where it has no flaw.
    fn end(&self) -> End {
        if self.reader.flaws.is_empty() { NonZero::new(self.reader.at()) } else { None }
    }

    /// The place after the patches of which the first is at `at`.
    fn patches(&mut self, mut at: usize, levels: usize) -> End {
        let bytes = self.reader.bytes();
        if let Some((b']', end)) = next(bytes, at) {
            return NonZero::new(end);
        }
        loop {
            self.reader.tape.clear();
            self.held = Held::Nothing;
            at = self.object(after(bytes, at, b'{')?, levels + 1, &PATCH)?.get();
            match next(bytes, at)? {
                (b',', next) => at = next,
                (b']', end) => return NonZero::new(end),
                _ => return None,
            }
        }
    }
}

/// The name that stands there.
fn name_at<'a>(reader: &Reader<'a>, (start, end): (usize, usize)) -> Text<'a> {
    Text::checked(reader.bytes().get(start..end).unwrap_or_default())
}

/// The place after a number of a few digits, which has neither a sign nor a fraction nor an exponent.
fn digits(bytes: &[u8], start: usize) -> Option<usize> {
    let mut at = start;
    while bytes.get(at)?.is_ascii_digit() {
        at += 1;
    }
    let is_short = (1..=15).contains(&(at - start)) && (at - start == 1 || bytes[start] != b'0');
    (is_short && !matches!(bytes.get(at)?, b'.' | b'e' | b'E')).then_some(at)
}

/// The place after `byte`, where that is what comes next.
#[inline(always)]
fn after(bytes: &[u8], at: usize, byte: u8) -> Option<usize> {
    match next(bytes, at)? {
        (found, at) if found == byte => Some(at),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::super::judge::judge;
    use super::super::{Configuration, OptionWord, Options};
    use super::*;
    use serde::Deserialize;
    use serde_json::value::RawValue;
    use std::collections::BTreeMap;
    use std::fs;
    use std::sync::Arc;

    const CASES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/cases");

    /// Of tests/cases/issues.
    #[derive(Deserialize)]
    #[serde(rename_all = "camelCase")]
    struct Row {
        #[serde(default)]
        options: BTreeMap<String, String>,
        media_type: Option<String>,
        request: Option<Box<RawValue>>,
        patch: Option<Box<RawValue>>,
        request_text: Option<String>,
        patch_text: Option<String>,
        issues: Box<RawValue>,
    }

    impl Row {
        /// What ignores unknown properties is not asked: the scan gives up at them.
        fn validator(&self) -> Option<Validator> {
            let mut options = Options::default();
            for (name, value) in &self.options {
                let file = match &**name {
                    "usagePurposes" => "purposes.json",
                    "mediaTypes" => "media-types.json",
                    "unknownProperties" => return None,
                    _ => {
                        let option = OptionWord::ALL.into_iter().find(|option| option.name() == name)?;
                        options.set(option, value.as_bytes())?;
                        continue;
                    }
                };
                let fixtures = fs::read_to_string(format!("{CASES}/{file}")).expect("fixtures");
                let fixtures: BTreeMap<&str, &RawValue> = serde_json::from_str(&fixtures).expect("fixtures");
                let json = format!("{{{name:?}:{}}}", fixtures[&**value]);
                options.configuration = Configuration::from_json(json.as_bytes()).ok().map(Arc::new);
            }
            Some(Validator::new(options))
        }

        fn request(&self) -> Option<String> {
            let patch = || Some(format!(r#"{{"patches":[{}]}}"#, self.patch()?));
            self.request.as_ref().map(|json| json.get().to_owned()).or(self.request_text.clone()).or_else(patch)
        }

        fn patch(&self) -> Option<&str> {
            self.patch.as_ref().map(|json| json.get()).or(self.patch_text.as_deref())
        }
    }

    /// What the tables have no row for.
    const MORE: &str = r#"[
        {"options":{"usagePurposes":"list"},"issues":[],"requestText":"{\"patches\":[{\"operation\":\"addUsageLogEntry\",\"value\":{\"purpose\":\"web\",\"params\":{\"title\":\"abc\"}}},{\"operation\":\"archive\"}]}"},
        {"options":{"mediaTypes":"several"},"issues":[],"requestText":"{\"patches\":[{\"operation\":\"setMetadataProperty\",\"propertyName\":\"title\",\"value\":\"abc\"},{\"operation\":\"replaceAsset\",\"value\":{\"key\":\"k\",\"size\":10}}]}"},
        {"options":{"usagePurposes":"list"},"issues":[],"patchText":"{\"operation\":\"setMetadataProperty\",\"propertyName\":\"nope\",\"value\":1}"},
        {"options":{"mediaTypes":"several"},"issues":[],"patchText":"{\"operation\":\"addUsageLogEntry\",\"value\":{\"purpose\":\"nope\",\"params\":{}}}"},
        {"issues":[],"requestText":"{\"version\":1,\"patches\":[{\"operation\":\"revokeAsset\"}]}"}
    ]"#;

    fn rows() -> Vec<Row> {
        let files = fs::read_dir(format!("{CASES}/issues")).expect("the folder of the cases");
        let texts = files.map(|file| fs::read_to_string(file.expect("a file").path()).expect("a text"));
        texts.chain([MORE.to_owned()]).flat_map(|text| serde_json::from_str::<Vec<Row>>(&text).expect("rows")).collect()
    }

    #[test]
    fn what_is_right_is_seen_in_one_pass() {
        let mut seen = 0;
        for row in rows().iter().filter(|row| row.issues.get() == "[]") {
            let (Some(validator), Some(request)) = (row.validator(), row.request()) else { continue };
            if request.contains('\\') {
                continue;
            }
            let media_type = row.media_type.as_ref().map(|handle| validator.media_type(handle).expect("a media type"));
            let mut unread = ();
            let repeatable = judge(request.as_bytes(), &mut Report::new(&mut unread, &validator, media_type), &REQUEST);
            assert_eq!(look(request.as_bytes(), &validator, &REQUEST, media_type), Some(repeatable), "{request}");
            if let Some(patch) = row.patch() {
                assert!(look(patch.as_bytes(), &validator, &PATCH, media_type).is_some(), "{patch}");
            }
            seen += 1;
        }
        assert!(seen > 100, "{seen}");
    }
}
