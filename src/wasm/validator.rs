//! Options and bytes from JavaScript, issues back to it. A validator is known by its address.

use std::sync::Arc;

use super::input::{keep_output, with_input};
use crate::issue::Packed;
use crate::validate::{Configuration, OptionWord, Options, Validator};

/// Reads the input: a line for each [`OptionWord`], empty for the default, then the options that are configuration as a JSON
/// object, if any. Where one of them is wrong, gives its number from 1 on; of a wrong configuration it leaves the issues.
///
/// # Safety
///
/// Of this and the others: `length` bytes of the input are written.
#[unsafe(export_name = "newValidator")]
pub unsafe extern "C" fn new_validator(length: usize) -> *const Validator {
    // SAFETY: the caller's.
    match unsafe { with_input(length, options) } {
        Ok(options) => Box::into_raw(Box::new(Validator::new(options))),
        Err(wrong) => std::ptr::without_provenance(wrong),
    }
}

/// Whether the input, a request or a single patch, is valid; else its issues are the output. `media_type` is the number of the
/// entry's from 1 on, or 0.
///
/// # Safety
///
/// Of this and the others: `validator` is what `newValidator` gave, and was not dropped.
#[unsafe(export_name = "isValid")]
pub unsafe extern "C" fn is_valid(
    validator: *const Validator,
    length: usize,
    is_patch: bool,
    media_type: usize,
) -> bool {
    // SAFETY: the caller's. JavaScript drops a validator once nothing there has it any more.
    let validator = unsafe { &*validator };
    let judge = |json: &[u8]| {
        let mut issues = Packed::default();
        if is_patch {
            validator.judge_patch_into(json, &mut issues, media_type.checked_sub(1));
        } else {
            validator.judge_into(json, &mut issues, media_type.checked_sub(1));
        }
        keep_issues(issues)
    };
    // SAFETY: the caller's.
    unsafe { with_input(length, judge) }
}

/// Gives a validator's memory back.
///
/// # Safety
///
/// See `is_valid`.
#[unsafe(export_name = "dropValidator")]
pub unsafe extern "C" fn drop_validator(validator: *mut Validator) {
    // SAFETY: the caller's. It was a Box in `newValidator`.
    drop(unsafe { Box::from_raw(validator) });
}

/// Leaves the issues, if there are any; whether there are none.
pub(super) fn keep_issues(issues: Packed<'_>) -> bool {
    let is_valid = issues.is_empty();
    if !is_valid {
        let (numbers, values) = issues.into_parts();
        keep_output(numbers, values);
    }
    is_valid
}

fn options(input: &[u8]) -> Result<Options, usize> {
    let mut options = Options::DEFAULT;
    for (index, line) in input.splitn(OptionWord::ALL.len() + 1, |byte| *byte == b'\n').enumerate() {
        if !line.is_empty() && set(&mut options, index, line).is_none() {
            return Err(index + 1);
        }
    }
    Ok(options)
}

/// None where the option does not take the value.
fn set(options: &mut Options, index: usize, value: &[u8]) -> Option<()> {
    if let Some(option) = OptionWord::ALL.get(index) {
        return options.set(*option, value);
    }
    let mut issues = Packed::default();
    let configuration = Configuration::read(value, &mut issues);
    keep_issues(issues);
    options.configuration = Some(Arc::new(configuration?));
    Some(())
}

#[cfg(test)]
mod tests {
    use super::super::input::{drop_output, input, output, output_length, text};
    use super::{Validator, drop_validator, is_valid, new_validator};
    use crate::issue::{MESSAGES_JSON, part};
    use crate::word::WORDS;

    const ARCHIVE: &str = r#"{"operation":"archive"}"#;

    /// Where `length` bytes can be written.
    fn room(length: usize) -> *mut u8 {
        std::ptr::with_exposed_provenance_mut(input(length))
    }

    /// As `pkg/js/text.js` does it.
    fn write(text: &str) -> usize {
        // SAFETY: there is room for so much.
        unsafe { room(text.len().max(1)).copy_from(text.as_ptr(), text.len()) };
        text.len()
    }

    fn validator(options: &str) -> *const Validator {
        // SAFETY: it is written.
        unsafe { new_validator(write(options)) }
    }

    /// Of a part of the output, its last bytes: numbers are four each.
    fn last(part: u32, bytes: usize) -> Vec<u8> {
        let end: *const u8 = std::ptr::with_exposed_provenance(output(part));
        // SAFETY: so many are there until the next call.
        unsafe { std::slice::from_raw_parts(end.add(bytes - 4), 4) }.to_vec()
    }

    #[test]
    fn a_text_is_utf8() {
        assert_eq!(text("ü".into()).as_deref(), Some("ü"));
        assert_eq!(text(b"\xff".to_vec()), None);
    }

    /// One test, since the buffers are for one thread.
    #[test]
    fn buffers_are_read_where_they_are_written_and_no_further() {
        let validator = validator("");
        // SAFETY: it is dropped last, and `length` bytes are written or there is no room for them.
        let judge = |length, is_patch| unsafe { is_valid(validator, length, is_patch, 0) };
        assert!(judge(write(ARCHIVE), true));
        assert!(!judge(write(r#"{"operation":"archive","x":1}"#), true));
        let (numbers, values) = (output_length(part::NUMBERS), output_length(part::VALUES));
        assert!(numbers > 0 && values > 4);
        assert_eq!((last(part::NUMBERS, 4 * numbers).len(), last(part::VALUES, values).len()), (4, 4));
        let others = [output(part::WORDS), output(part::MESSAGES)];
        assert!(!others.contains(&output(part::NUMBERS)) && !others.contains(&output(part::VALUES)));
        assert_eq!(others, [WORDS.as_ptr() as usize, MESSAGES_JSON.as_ptr() as usize]);
        assert_eq!([part::WORDS, part::MESSAGES].map(|part| output_length(part)), [WORDS.len(), MESSAGES_JSON.len()]);
        drop_output();
        assert_eq!((output_length(part::NUMBERS), output_length(part::VALUES)), (0, 0));

        // Every length around a line, whose last byte counts, and more room that keeps what was written.
        let request = |spaces| format!("{{\"patches\":[{ARCHIVE}{}]}}", " ".repeat(spaces));
        for spaces in 0..130 {
            let text = request(spaces);
            assert_eq!(input(0), 0);
            assert!(judge(write(&text), false), "{spaces}");
            let (start, end) = text.split_at(spaces);
            assert_eq!(input(0), 0);
            write(start);
            // SAFETY: there is room for all of it.
            unsafe { room(text.len()).add(spaces).copy_from(end.as_ptr(), end.len()) };
            assert!(judge(text.len(), false), "{spaces}");
            assert!(!judge(text.len() - 1, false), "{spaces}");
        }

        // More than there is room for is nothing.
        for length in [4_096, usize::MAX] {
            assert!(!judge(length, false));
        }
        assert_eq!(input(usize::MAX), 0);
        assert_eq!(input(0), 0);
        assert!(!judge(1, false));
        for (options, wrong) in [("x", 1), ("\nx", 2), ("\n\nx", 3), ("\n\n\n[", 4)] {
            assert_eq!(self::validator(options).addr(), wrong);
        }
        let lenient = self::validator("2026-01\n\nignore\n{}");
        // SAFETY: it is no number of an option, and dropped behind that.
        assert!(unsafe { is_valid(lenient, write(r#"{"operation":"archive","x":1}"#), true, 0) });
        // SAFETY: this is the last use.
        unsafe { drop_validator(lenient.cast_mut()) };
        // SAFETY: this is the last use.
        unsafe { drop_validator(validator.cast_mut()) };
    }
}
