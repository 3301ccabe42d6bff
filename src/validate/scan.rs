//! The short way: reads a text once, and says whether it is plainly right. Most are. It gives up at any surprise, be it a
//! fault, a key that may stand twice, or an operation that is written with escapes; what that is, [`super::judge`] knows.
//!
//! Where it is in the text is a number that functions hand on, not a field of the reader: that keeps it in a register,
//! and half of the time is waiting for it.

use super::grammar::{Field, Form, Least, Rule, Shape};
use super::operations::{self, PATCH, REQUEST};
use super::options::Validator;
use super::params;
use super::report::Report;
use super::rules::STATES;
use crate::issue::Issues;
use crate::json::{Name, Reader, Text, find, next, window};
use crate::operation::Operation;
use crate::word::Word;

static OPERATION_NAMES: [Name; Operation::ALL.len()] = Name::all(Operation::WORDS);
static STATE_NAMES: [Name; STATES.len()] = Name::all(STATES);

/// A text that is being read.
pub struct Scan<'a, 's> {
    reader: Reader<'a>,
    validator: &'a Validator,
    /// The fields of the object that ended last, a bit for each.
    present: u32,
    /// Whether all patches so far may be applied twice.
    is_idempotent: bool,
    /// Where the purpose of the current usage log entry starts, behind its quote, and where it ends.
    purpose: (usize, usize),
    /// The mark of the entry's params.
    params: Option<usize>,
    /// Counts what is wrong with params.
    report: Report<'a, 's>,
}

impl<'a, 's> Scan<'a, 's> {
    /// `unread`: where issues would go that nobody reads.
    pub fn new(json: &'a [u8], validator: &'a Validator, unread: &'s mut dyn Issues<'a>) -> Self {
        Self {
            reader: Reader::recording(json),
            validator,
            present: 0,
            is_idempotent: true,
            purpose: (0, 0),
            params: None,
            report: Report::new(unread, validator),
        }
    }

    /// Whether the request may be sent twice; None where it is not plainly right.
    pub fn request(&mut self) -> Option<bool> {
        const VERSION: usize = REQUEST.place(Word::Version);
        self.whole(&REQUEST)?;
        Some(self.is_idempotent || self.present >> VERSION & 1 == 1)
    }

    /// Some where a patch that stands alone is plainly right.
    pub fn patch(&mut self) -> Option<()> {
        self.whole(&PATCH)
    }

    fn whole(&mut self, shape: &'static Shape) -> Option<()> {
        let bytes = self.reader.bytes();
        let end = self.object(after(bytes, 0, b'{')?, 1, shape)?;
        next(bytes, end).is_none().then_some(())
    }

    /// The place after the object of which the first member starts at `first`. `levels` counts the containers that are open
    /// there.
    fn object(&mut self, first: usize, levels: usize, mut shape: &'static Shape) -> Option<usize> {
        let bytes = self.reader.bytes();
        let mut required = shape.required;
        let mut present = 0;
        // Most properties come in the order of the fields.
        let mut guess = 0;
        let mut at = first;
        loop {
            let Some((index, end)) = field(shape.fields, guess, bytes, after(bytes, at, b'"')?) else {
                // A patch whose operation is still to come.
                if present != 0 || !std::ptr::eq(shape, &PATCH) {
                    return None;
                }
                shape = self.shape_ahead(first, levels)?;
                required = shape.required;
                continue;
            };
            let Field { rule, feature, .. } = shape.fields[index];
            let bit = 1 << index;
            if present & bit != 0 || !self.validator.has(feature) {
                return None;
            }
            present |= bit;
            guess = index + 1;
            let (byte, inside) = next(bytes, after(bytes, end, b':')?)?;
            at = if byte != b'"' {
                match digits(rule, byte, bytes, inside) {
                    Some(end) => end,
                    None => self.inner(rule, inside - 1, levels)?,
                }
            } else if let Rule::String(Form::Operation) = rule {
                let (name, length) = find(OPERATION_NAMES.iter(), &window(bytes, inside))?;
                let operation = Operation::ALL[name];
                // From here on the object is one of that operation's patches.
                shape = self.patch_of(operation)?;
                required = shape.required;
                self.is_idempotent &= operation.is_idempotent();
                inside + length
            } else if let Rule::String(Form::State) = rule {
                let (name, length) = find(STATE_NAMES.iter(), &window(bytes, inside))?;
                if STATES[name] == Word::Confirmed {
                    required |= shape.required_when_confirmed;
                }
                inside + length
            } else {
                let end = self.reader.content_at(inside, |content| rule.accepts_content(content))?;
                if let Rule::String(Form::Purpose) = rule {
                    self.purpose = (inside, end - 1);
                }
                end
            };
            match next(bytes, at)? {
                (b',', next) => at = next,
                (b'}', next) => {
                    let is_complete = required & !present == 0;
                    self.present = present;
                    let is_confirmed = required != shape.required;
                    let is_right = is_complete && (!shape.is_entry() || self.is_of_project(is_confirmed));
                    return is_right.then_some(next);
                }
                _ => return None,
            }
        }
    }

    /// What the operation's patches hold, where the versions have it.
    #[inline(always)]
    fn patch_of(&self, operation: Operation) -> Option<&'static Shape> {
        self.validator.has(operation.feature()).then(|| operations::shape(operation))
    }

    /// What a patch holds that does not start with its operation; its first member is at `at`.
    #[inline(never)]
    fn shape_ahead(&mut self, mut at: usize, levels: usize) -> Option<&'static Shape> {
        loop {
            self.reader.go_to(at, levels);
            let key = self.reader.key().ok()?;
            let value = self.reader.value().ok()?;
            if key.is(Word::Operation.as_str()) {
                let name = value.text()?;
                let operation = Operation::ALL.into_iter().find(|operation| name.is(operation.name()))?;
                return self.patch_of(operation);
            }
            at = after(self.reader.bytes(), self.reader.at(), b',')?;
        }
    }

    /// Whether the entry's purpose and its params are among the project's, where those are known.
    #[inline(always)]
    fn is_of_project(&mut self, is_confirmed: bool) -> bool {
        self.validator.purposes().is_none() || self.has_known_purpose(is_confirmed)
    }

    #[inline(never)]
    fn has_known_purpose(&mut self, is_confirmed: bool) -> bool {
        let Some(purposes) = self.validator.purposes() else { return true };
        let purpose = self.reader.bytes().get(self.purpose.0..self.purpose.1).unwrap_or_default();
        let params = self.params.map(|mark| self.reader.tape.node(mark));
        params::judge(&mut self.report, purposes, Text::checked(purpose), params, is_confirmed);
        self.report.is_empty()
    }

    /// A value other than a string, from its first byte on: the place after it, where it is right.
    fn inner(&mut self, rule: Rule, at: usize, levels: usize) -> Option<usize> {
        let bytes = self.reader.bytes();
        match rule {
            Rule::Patches => self.patches(after(bytes, at, b'[')?, levels + 1),
            Rule::Shaped(shape) => {
                self.params = None;
                self.object(after(bytes, at, b'{')?, levels + 1, shape)
            }
            Rule::Params => {
                self.reader.go_to(at, levels);
                let mark = self.reader.record().ok()?;
                self.params = Some(mark);
                self.reader.tape.node(mark).raw().is_object().then_some(())?;
                self.end()
            }
            Rule::Anything
            | Rule::Boolean
            | Rule::String(_)
            | Rule::Number(_)
            | Rule::Whole(_)
            | Rule::Version
            | Rule::Object
            | Rule::Array
            | Rule::List(_)
            | Rule::PerhapsList(_) => {
                self.reader.go_to(at, levels);
                let value = self.reader.value().ok()?;
                if rule.accepts(value) { self.end() } else { None }
            }
        }
    }

    /// The place after what the reader has read, where no key stands twice in it.
    fn end(&self) -> Option<usize> {
        self.reader.duplicates.is_empty().then_some(self.reader.at())
    }

    /// The place after the patches of which the first is at `at`.
    fn patches(&mut self, mut at: usize, levels: usize) -> Option<usize> {
        let bytes = self.reader.bytes();
        if let Some((b']', end)) = next(bytes, at) {
            return Some(end);
        }
        loop {
            self.reader.tape.clear();
            at = self.object(after(bytes, at, b'{')?, levels + 1, &PATCH)?;
            match next(bytes, at)? {
                (b',', next) => at = next,
                (b']', end) => return Some(end),
                _ => return None,
            }
        }
    }
}

/// Which of the fields' names stands at `start`, and the place after it.
#[inline(always)]
fn field(fields: &[Field], guess: usize, bytes: &[u8], start: usize) -> Option<(usize, usize)> {
    let window = window(bytes, start);
    let guessed = fields.get(guess).and_then(|field| field.name.length_in(&window));
    let (index, length) = match guessed {
        Some(length) => (guess, length),
        None => find(fields.iter().map(|field| &field.name), &window)?,
    };
    Some((index, start + length))
}

/// The place after a number of which the first digit stands before `at`, where it is of a few digits and nothing else.
#[inline(always)]
fn digits(rule: Rule, first: u8, bytes: &[u8], mut at: usize) -> Option<usize> {
    if !matches!(rule, Rule::Whole(Least::Zero)) || !matches!(first, b'1'..=b'9') {
        return None;
    }
    let most = at + 15;
    while let Some(byte) = bytes.get(at)
        && at < most
    {
        match byte {
            b'0'..=b'9' => at += 1,
            b'.' | b'e' | b'E' => return None,
            _ => return Some(at),
        }
    }
    None
}

/// The place after `byte`, where that is what comes next.
#[inline(always)]
fn after(bytes: &[u8], at: usize, byte: u8) -> Option<usize> {
    match next(bytes, at)? {
        (found, at) if found == byte => Some(at),
        _ => None,
    }
}
