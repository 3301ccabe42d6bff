//! The scan that says "plainly right" against the judge that knows what is wrong. An escape in the name of `patches` or
//! `operation` makes the scan give up: the judge has to come to the same verdict.
#![no_main]

use libfuzzer_sys::fuzz_target;
use shared::{choice, media_type, validator};

fuzz_target!(|input: &[u8]| {
    let (bits, json) = choice(input);
    let Ok(text) = std::str::from_utf8(json) else { return };
    let validator = validator(bits);
    let is_patch = bits & 8 != 0;
    let (name, escaped) =
        if is_patch { ("\"operation\"", r#""\u006fperation""#) } else { ("\"patches\"", r#""\u0070atches""#) };
    let slow = text.replace(name, escaped);
    let verdict = |json: &str| {
        let mut issues = Vec::new();
        let mut is_repeatable = true;
        if is_patch {
            validator.judge_patch_into(json.as_bytes(), &mut issues, media_type(bits));
        } else {
            is_repeatable = validator.judge_into(json.as_bytes(), &mut issues, media_type(bits));
        }
        (issues.is_empty(), is_repeatable)
    };
    assert_eq!(verdict(text), verdict(&slow), "{text}");
});
