//! Options and bytes from JavaScript, issues back to it. A validator is known by its address.

use std::sync::Arc;

use super::input::{keep_output, with_input};
use crate::issue::{Issue, to_json};
use crate::operation::Operation;
use crate::release::{ApiVersion, Feature, ServerRelease};
use crate::validate::{Options, Purposes, UnknownProperties, Validator};

/// Reads the input: a line each for `apiVersion`, `serverRelease` and `unknownProperties`, empty for the default, then
/// `usagePurposes` as JSON, if any. Gives 0 where one of them is wrong, with the output `name: expected …`.
#[unsafe(export_name = "newValidator")]
pub extern "C" fn new_validator(length: usize) -> *const Validator {
    match with_input(length, options) {
        Ok(options) => Box::into_raw(Box::new(Validator::new(options))),
        Err(wrong) => {
            keep_output(wrong.into_bytes());
            std::ptr::null()
        }
    }
}

/// Whether the request in the input is valid; else its issues are the output.
///
/// # Safety
///
/// This and the others: `validator` is what `newValidator` gave, and was not dropped.
#[unsafe(export_name = "isRequest")]
pub unsafe extern "C" fn is_request(validator: *const Validator, length: usize) -> bool {
    let validator = unsafe { &*validator };
    with_input(length, |json| is_valid(&validator.validate(json)))
}

/// The same for a single patch.
///
/// # Safety
///
/// See `is_request`.
#[unsafe(export_name = "isPatch")]
pub unsafe extern "C" fn is_patch(validator: *const Validator, length: usize) -> bool {
    let validator = unsafe { &*validator };
    with_input(length, |json| is_valid(&validator.validate_patch(json)))
}

/// What the versions support: a bit for each operation, in their order, from the lowest on; then `preserveUpdatedAt` and
/// `note`.
///
/// # Safety
///
/// See `is_request`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn supported(validator: *const Validator) -> u32 {
    let options = unsafe { &*validator }.options();
    let operations = Operation::ALL.map(|operation| options.has(operation));
    let others = [options.api_version.has(Feature::PreserveUpdatedAt), options.server_release.has(Feature::RevokeNote)];
    operations.iter().chain(&others).rev().fold(0, |bits, has| bits << 1 | u32::from(*has))
}

/// Gives a validator's memory back.
///
/// # Safety
///
/// See `is_request`.
#[unsafe(export_name = "dropValidator")]
pub unsafe extern "C" fn drop_validator(validator: *mut Validator) {
    drop(unsafe { Box::from_raw(validator) });
}

fn is_valid(issues: &[Issue<'_>]) -> bool {
    if !issues.is_empty() {
        keep_output(to_json(issues));
    }
    issues.is_empty()
}

fn options(input: &[u8]) -> Result<Options, String> {
    let defaults = Options::default();
    let mut lines = input.splitn(4, |byte| *byte == b'\n');
    let mut line = || lines.next().unwrap_or_default();
    Ok(Options {
        api_version: option(
            line(),
            defaults.api_version,
            ApiVersion::parse,
            "apiVersion: expected a month from 2025-03 on, written like \"2026-05\"",
        )?,
        server_release: option(
            line(),
            defaults.server_release,
            ServerRelease::parse,
            "serverRelease: expected a release from release-2020-12 on, written like \"release-2026-05\"",
        )?,
        unknown_properties: option(
            line(),
            defaults.unknown_properties,
            |word| match word {
                "reject" => Some(UnknownProperties::Reject),
                "ignore" => Some(UnknownProperties::Ignore),
                _ => None,
            },
            "unknownProperties: expected \"reject\" or \"ignore\"",
        )?,
        usage_purposes: match line() {
            [] => None,
            json => {
                let purposes = Purposes::from_json(json);
                Some(Arc::new(purposes.map_err(|wrong| [&wrong.place, ": expected ", wrong.expected].concat())?))
            }
        },
    })
}

fn option<T>(line: &[u8], default: T, parse: impl FnOnce(&str) -> Option<T>, expected: &str) -> Result<T, String> {
    if line.is_empty() {
        return Ok(default);
    }
    std::str::from_utf8(line).ok().and_then(parse).ok_or_else(|| expected.to_owned())
}
