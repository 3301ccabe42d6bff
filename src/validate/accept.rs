//! Reads patches that are certainly valid, in one pass and without keeping anything.
//!
//! Says only yes or "not sure": what is not accepted here is read again and judged, rule by rule, by `patch`. Both go by
//! the same shapes and rules. Not sure it is of faults, of names with escapes, of unknown properties, and of patches that
//! do not start with their operation.
//!
//! Where it is in the text is a number that functions hand on, not a field of the reader: that keeps it in a register,
//! and half of the time is waiting for it.

use super::rules::Rule;
use super::shape::Shape;
use super::{Options, patch};
use crate::issue::{CONFIRMED, STATES};
use crate::json::{Name, Reader, find, next};
use crate::operation::Operation;

static OPERATION: Name = Name::new(patch::OPERATION);

static OPERATIONS: [Name; Operation::ALL.len()] = {
    let mut names = [OPERATION; Operation::ALL.len()];
    let mut index = 0;
    while index < names.len() {
        names[index] = Name::new(Operation::ALL[index].name());
        index += 1;
    }
    names
};

/// The states of a usage log entry.
static STATE_NAMES: [Name; STATES.len()] = [Name::new(STATES[0]), Name::new(STATES[1])];

/// A valid patch's operation. None leaves the reader somewhere in the patch.
#[inline]
pub fn patch(reader: &mut Reader<'_>, options: &Options) -> Option<Operation> {
    let bytes = reader.bytes();
    let at = after(bytes, reader.position(), b'{')?;
    let at = after(bytes, at, b'"')?;
    let (_, at) = find([&OPERATION].into_iter(), bytes, at)?;
    let at = after(bytes, at, b':')?;
    let at = after(bytes, at, b'"')?;
    let (index, at) = find(OPERATIONS.iter(), bytes, at)?;
    let operation = Operation::ALL[index];
    if !options.has(operation) {
        return None;
    }
    let at = match next(bytes, at)? {
        (b',', at) => object(reader, at, patch::shape(operation), options, 1)?,
        (b'}', at) if patch::shape(operation).required == 0 => at,
        _ => return None,
    };
    reader.go_to(at);
    reader.duplicates.is_empty().then_some(operation)
}

/// The place after an object of which the next member starts at `at`.
fn object<'a>(
    reader: &mut Reader<'a>,
    mut at: usize,
    shape: &Shape,
    options: &Options,
    levels: usize,
) -> Option<usize> {
    let bytes = reader.bytes();
    let mut required = shape.required;
    let mut present = 0;
    loop {
        at = after(bytes, at, b'"')?;
        let (index, end) = find(shape.fields.iter().map(|field| &field.name), bytes, at)?;
        at = after(bytes, end, b':')?;
        let bit = 1 << index;
        if present & bit != 0 {
            return None;
        }
        present |= bit;
        let rule = shape.fields[index].rule;
        let (byte, inside) = next(bytes, at)?;
        at = match (byte, rule.shape()) {
            (b'"', _) if rule == Rule::State => {
                let (state, end) = find(STATE_NAMES.iter(), bytes, inside)?;
                if STATES[state] == CONFIRMED {
                    required |= shape.required_when_confirmed;
                }
                end
            }
            (b'"', _) if rule != Rule::Note || options.takes_note() => {
                reader.content_at(inside, |content| rule.accepts_content(content))?
            }
            // Params have rules of their own where the purposes are known.
            (b'{', Some(shape)) if rule == Rule::Asset || options.usage_purposes.is_none() => {
                object(reader, inside, shape, options, levels + 1)?
            }
            (b'1'..=b'9', None) if rule == Rule::WholeFromZero => digits(bytes, inside)?,
            (b'"', _) | (_, Some(_)) => return None,
            _ => {
                let (value, end) = reader.value_at(inside - 1, levels)?;
                if !rule.accepts(value) {
                    return None;
                }
                end
            }
        };
        match next(bytes, at)? {
            (b',', next) => at = next,
            (b'}', next) => return (present & required == required).then_some(next),
            _ => return None,
        }
    }
}

/// The place after a number of which the first digit stands before `at`, where it is of a few digits and nothing else.
#[inline(always)]
fn digits(bytes: &[u8], mut at: usize) -> Option<usize> {
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
