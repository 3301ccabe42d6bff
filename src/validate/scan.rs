//! Reads requests in one pass: finds their values, and sees at once which of them are right.
//!
//! What it does not expect it leaves to others, which read the object again: keys that stand twice; keys, operations and
//! states that are written with escapes; and all but the operation in a patch that does not start with it.
//!
//! Where it is in the text is a number that functions hand on, not a field of the reader: that keeps it in a register,
//! and half of the time is waiting for it.

use super::found::{Found, WRONG_OTHERS};
use super::report::Report;
use super::rules::{CONFIRMED, Rule};
use super::shape::{Field, Shape};
use super::{UnknownProperties, Validator, patch, request, usage_log};
use crate::issue::Word;
use crate::json::{Raw, Reader, find, key_bits, next, window};
use crate::operation::Operation;

/// A text that is being read.
pub struct Scan<'a> {
    pub reader: Reader<'a>,
    pub validator: &'a Validator,
    /// Whether all patches so far may be applied twice.
    pub is_idempotent: bool,
}

impl<'a> Scan<'a> {
    pub fn new(bytes: &'a [u8], validator: &'a Validator) -> Self {
        Self { reader: Reader::new(bytes), validator, is_idempotent: true }
    }

    /// The place after the object of which the first member starts at `at`. `levels` counts the containers that are open
    /// there. Patches in it are judged.
    pub fn object(
        &mut self,
        report: &mut Report<'a, '_>,
        mut at: usize,
        levels: usize,
        found: &mut Found<'a>,
    ) -> Option<usize> {
        let bytes = self.reader.bytes();
        let mut shape = found.shape;
        let mut required = shape.required;
        let (mut present, mut doubtful) = (0, 0);
        // Most properties come in the order of the fields.
        let mut guess = 0;
        loop {
            let start = at;
            at = after(bytes, at, b'"')?;
            if let Some((index, end)) = field(shape.fields, guess, bytes, at) {
                let bit = 1 << index;
                if present & bit != 0 {
                    return None;
                }
                guess = index + 1;
                let Field { rule, feature, .. } = shape.fields[index];
                let (byte, inside) = next(bytes, after(bytes, end, b':')?)?;
                let names = rule.names();
                let mut name = None;
                if byte == b'"' && !names.is_empty() {
                    name = find(names.iter(), &window(bytes, inside));
                    if name.is_none() && self.is_name(rule, inside - 1) {
                        return None;
                    }
                }
                if rule == Rule::Operation
                    && let Some((operation, length)) = name
                {
                    // From here on the object is one of that operation's patches.
                    shape = self.patch(Operation::ALL[operation])?;
                    required = shape.required;
                    guess = 0;
                    at = inside + length;
                } else {
                    let start = inside - 1;
                    let is_right;
                    (at, is_right) = if let Some((state, length)) = name {
                        if state == CONFIRMED {
                            required |= shape.required_when_confirmed;
                        }
                        (inside + length, true)
                    } else if byte == b'"' {
                        self.reader.content_at(inside, |content| rule.accepts_content(content))?
                    } else if let Some(end) = digits(rule, byte, bytes, inside) {
                        (end, true)
                    } else {
                        self.inner(report, rule, start, levels)?
                    };
                    if !is_right || !self.validator.has(feature) {
                        doubtful |= bit;
                    }
                    present |= bit;
                    found.set(index, Raw::checked(bytes.get(start..at)?));
                }
            } else {
                let is_right;
                (at, is_right) = self.other(start, levels, shape, found)?;
                if !is_right {
                    doubtful |= WRONG_OTHERS;
                }
            }
            match next(bytes, at)? {
                (b',', next) => at = next,
                (b'}', next) => {
                    found.shape = shape;
                    found.finish(present, doubtful, required);
                    return Some(next);
                }
                _ => return None,
            }
        }
    }

    /// What the operation's patches hold, where the versions have it.
    #[inline(always)]
    fn patch(&self, operation: Operation) -> Option<&'static Shape> {
        self.validator.has(operation.feature()).then(|| patch::shape(operation))
    }

    /// What a patch holds that does not start with its operation; its first member is at `at`.
    #[inline(never)]
    pub fn shape_ahead(&mut self, mut at: usize, levels: usize) -> Option<&'static Shape> {
        // Looked for by faulty ones, too.
        if self.reader.bytes().get(at..)?.starts_with(b"\"operation\"") {
            return None;
        }
        loop {
            let (key, value, end) = self.reader.member_at(at, levels)?;
            if key.is_same(Word::Operation.text()) {
                return self.patch(patch::operation(value.text()?)?).filter(|_| self.reader.duplicates.is_empty());
            }
            at = after(self.reader.bytes(), end, b',')?;
        }
    }

    /// Whether one of the rule's names starts there, written with escapes: what follows from it is found elsewhere.
    #[cold]
    #[inline(never)]
    fn is_name(&mut self, rule: Rule, at: usize) -> bool {
        self.reader.value_at(at, 0).is_some_and(|(value, _)| rule.accepts(value))
    }

    /// The place after the member at `at`, which is no field, and whether it may be there.
    #[inline(never)]
    fn other(&mut self, at: usize, levels: usize, shape: &Shape, found: &mut Found<'a>) -> Option<(usize, bool)> {
        if shape.awaits_operation() {
            return None;
        }
        let (key, _, end) = self.reader.member_at(at, levels)?;
        let bits = key_bits(key);
        if key.is_escaped() || found.others & bits != 0 || !self.reader.duplicates.is_empty() {
            return None;
        }
        found.others |= bits;
        let is_patch = shape.operation.is_some();
        if is_patch && key.is_same(Word::Operation.text()) {
            return found.operation_is_ahead.then_some((end, true));
        }
        let ignores_unknown = self.validator.options.unknown_properties == UnknownProperties::Ignore;
        Some((end, ignores_unknown && !(is_patch && patch::property(key).is_some())))
    }

    /// A value other than a string, from its first byte on: the place after it, and whether it is right.
    fn inner(&mut self, report: &mut Report<'a, '_>, rule: Rule, at: usize, levels: usize) -> Option<(usize, bool)> {
        let bytes = self.reader.bytes();
        let first = bytes.get(at)?;
        if rule == Rule::Patches && *first == b'[' {
            return Some((request::patches(self, report, at + 1)?, true));
        }
        match rule.shape() {
            Some(shape) if *first == b'{' => {
                let mut inner = Found::new(shape);
                // An empty object has no member to start with.
                if let Some((b'}', end)) = next(bytes, at + 1) {
                    return Some((end, shape.required == 0));
                }
                let end = self.object(report, at + 1, levels + 1, &mut inner)?;
                let is_right =
                    inner.is_right() && (!shape.is_entry() || usage_log::has_right_purpose(&inner, self.validator));
                Some((end, is_right))
            }
            _ => {
                let (value, end) = self.reader.value_at(at, levels)?;
                Some((end, !rule.looks_inside() && rule.accepts(value)))
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
    if rule != Rule::WholeFromZero || !matches!(first, b'1'..=b'9') {
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
