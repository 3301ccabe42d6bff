//! One verdict, for callgrind to count its instructions: `cargo xtask bench --instructions`.
//!
//! Without an argument it prints the names of its inputs, with one it judges that input.

use livingdocs_media_library::issue::Packed;
use livingdocs_media_library::validate::{Configuration, Options, Validator};
use std::env;
use std::hint::black_box;
use std::sync::Arc;

mod inputs;

type Input = (&'static str, fn() -> String);

const INPUTS: [Input; 11] = [
    ("one small patch", || inputs::patches(1)),
    ("example", inputs::example),
    ("200 patches", || inputs::patches(200)),
    ("200 captions, not ASCII", inputs::captions),
    ("500 KB", || inputs::patches(5_000)),
    ("200 patches, operation last", || inputs::operation_last(200)),
    ("200 nested values", inputs::nested),
    ("200 texts", inputs::texts),
    ("200 texts with media types", inputs::texts),
    ("200 entries with purposes", inputs::entries),
    ("100 faults", inputs::faulty),
];

fn main() {
    let Some(wanted) = env::args().nth(1) else {
        return INPUTS.iter().for_each(|(name, _)| println!("{name}"));
    };
    let (name, input) = INPUTS.iter().find(|(name, _)| *name == wanted).expect("an input");
    let given = match name.rsplit_once(" with ") {
        Some((_, "purposes")) => Some(format!("{{\"usagePurposes\":{}}}", inputs::PURPOSES)),
        Some((_, "media types")) => Some(format!("{{\"mediaTypes\":{}}}", inputs::MEDIA_TYPES)),
        _ => None,
    };
    let read = |given: String| Arc::new(Configuration::from_json(given.as_bytes()).expect("a configuration"));
    let configuration = given.map(read);
    let validator = Validator::new(Options { configuration, ..Options::default() });
    let text = input();
    let is_valid = counted(&validator, black_box(text.as_bytes()));
    assert_eq!(is_valid, !name.ends_with("faults"));
    println!("{}", text.len());
}

/// What callgrind counts; it knows it by its name.
#[unsafe(no_mangle)]
#[inline(never)]
fn counted(validator: &Validator, text: &[u8]) -> bool {
    let mut issues = Packed::default();
    validator.judge_into(text, &mut issues, None);
    black_box(issues).is_empty()
}
