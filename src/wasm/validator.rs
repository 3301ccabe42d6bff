//! Options and bytes from JavaScript, issues back to it. A validator is known by its address.

use std::sync::Arc;

use super::input::{keep_output, with_input};
use crate::issue::Packed;
use crate::validate::{OptionWord, Options, Purposes, Validator};

/// Reads the input: a line for each [`OptionWord`], empty for the default, then `usagePurposes` as JSON, if any. Where one of
/// them is wrong, gives its number from 1 on; of wrong purposes it leaves the issues.
#[unsafe(export_name = "newValidator")]
pub extern "C" fn new_validator(length: usize) -> *const Validator {
    match with_input(length, options) {
        Ok(options) => Box::into_raw(Box::new(Validator::new(options))),
        Err(wrong) => std::ptr::without_provenance(wrong),
    }
}

/// Whether the input, a request or a single patch, is valid; else its issues are the output.
///
/// # Safety
///
/// This and the others: `validator` is what `newValidator` gave, and was not dropped.
#[unsafe(export_name = "isValid")]
pub unsafe extern "C" fn is_valid(validator: *const Validator, length: usize, is_patch: bool) -> bool {
    let validator = unsafe { &*validator };
    with_input(length, |json| {
        let mut issues = Packed::default();
        if is_patch {
            validator.judge_patch_into(json, &mut issues);
        } else {
            validator.judge_into(json, &mut issues);
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
    let purposes = Purposes::read(value, &mut issues);
    keep_issues(issues);
    options.usage_purposes = Some(Arc::new(purposes?));
    Some(())
}
