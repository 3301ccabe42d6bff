//! What validators are given of a project, in the first line, and a patch that is judged by it, behind it.
#![no_main]

use libfuzzer_sys::fuzz_target;
use livingdocs_media_library::validate::{Configuration, Options, Validator};
use shared::{check_issues, check_packed, line};
use std::sync::Arc;

fuzz_target!(|input: &[u8]| {
    let (configuration, patch) = line(input);
    match Configuration::from_json(configuration) {
        Ok(configuration) => {
            let validator =
                Validator::new(Options { configuration: Some(Arc::new(configuration)), ..Options::DEFAULT });
            check_issues(patch, &validator.validate_patch(patch));
            check_packed(|packed| validator.judge_patch_into(patch, packed, None));
        }
        Err(wrong) => assert!(!wrong.message.is_empty(), "{wrong:?}"),
    }
});
