//! A project's configuration, in the first line, and a usage log entry that is judged by it, behind it.
#![no_main]

use libfuzzer_sys::fuzz_target;
use livingdocs_media_library::validate::{Options, Purposes, Validator};
use shared::{check_issues, check_packed, line};
use std::sync::Arc;

fuzz_target!(|input: &[u8]| {
    let (configuration, patch) = line(input);
    match Purposes::from_json(configuration) {
        Ok(purposes) => {
            let validator = Validator::new(Options { usage_purposes: Some(Arc::new(purposes)), ..Options::DEFAULT });
            check_issues(patch, &validator.validate_patch(patch));
            check_packed(|packed| validator.judge_patch_into(patch, packed));
        }
        Err(wrong) => assert!(wrong.place.starts_with("usagePurposes") && !wrong.message.is_empty(), "{wrong:?}"),
    }
});
