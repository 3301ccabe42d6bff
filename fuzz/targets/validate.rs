//! Verdicts: no text makes one panic, issues have paths that exist, and what is valid stays so when it is written anew.
//! The first byte chooses the options, and whether it is a request or a patch.
#![no_main]

use libfuzzer_sys::fuzz_target;
use serde_json::Value;
use shared::{check_issues, check_packed, choice, media_type, validator};

fuzz_target!(|input: &[u8]| {
    let (bits, json) = choice(input);
    let validator = validator(bits);
    let is_patch = bits & 8 != 0;
    let media_type = media_type(bits);
    let judge = |json: &[u8]| {
        let mut issues = Vec::new();
        if is_patch {
            validator.judge_patch_into(json, &mut issues, media_type);
        } else {
            validator.judge_into(json, &mut issues, media_type);
        }
        check_issues(json, &issues);
        issues.is_empty()
    };
    let is_valid = judge(json);
    // What crosses into JavaScript is made from the same issues.
    check_packed(|packed| {
        if is_patch {
            validator.judge_patch_into(json, packed, media_type);
        } else {
            validator.judge_into(json, packed, media_type);
        }
        assert_eq!(packed.is_empty(), is_valid);
    });
    if is_valid && let Ok(value) = serde_json::from_slice::<Value>(json) {
        let anew = serde_json::to_vec_pretty(&value).expect("serialisable");
        assert!(judge(&anew), "valid, but not when written anew: {}", String::from_utf8_lossy(&anew));
    }
});
