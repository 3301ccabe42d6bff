//! Options and bytes from JavaScript, issues back to it. A validator is known by its address.

use std::sync::Arc;

use super::input::{keep_output, with_input};
use crate::issue::Packed;
use crate::validate::{Configuration, OptionWord, Options, Validator};

/// Reads the input: a line for each [`OptionWord`], empty for the default, then the options that are configuration as a JSON
/// object, if any. Where one of them is wrong, gives its number from 1 on; of a wrong configuration it leaves the issues. Else it
/// leaves the handles of the media types, as JSON strings with a comma behind each.
#[unsafe(export_name = "newValidator")]
pub extern "C" fn new_validator(length: usize) -> *const Validator {
    match with_input(length, options) {
        Ok(options) => {
            let validator = Validator::new(options);
            keep_output(Vec::new(), validator.media_type_handles());
            Box::into_raw(Box::new(validator))
        }
        Err(wrong) => std::ptr::without_provenance(wrong),
    }
}

/// Whether the input, a request or a single patch, is valid; else its issues are the output. `media_type` is the number of the
/// entry's from 1 on, or 0.
///
/// # Safety
///
/// This and the others: `validator` is what `newValidator` gave, and was not dropped.
#[unsafe(export_name = "isValid")]
pub unsafe extern "C" fn is_valid(
    validator: *const Validator,
    length: usize,
    is_patch: bool,
    media_type: usize,
) -> bool {
    let validator = unsafe { &*validator };
    with_input(length, |json| {
        let mut issues = Packed::default();
        if is_patch {
            validator.judge_patch_into(json, &mut issues, media_type.checked_sub(1));
        } else {
            validator.judge_into(json, &mut issues, media_type.checked_sub(1));
        }
        keep_issues(issues)
    })
}

/// Gives a validator's memory back.
///
/// # Safety
///
/// See `is_valid`.
#[unsafe(export_name = "dropValidator")]
pub unsafe extern "C" fn drop_validator(validator: *mut Validator) {
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
