//! What targets share: how an input is cut into parts, and what holds of every verdict.

use livingdocs_media_library::issue::{Issue, Message, Packed, Segment};
use livingdocs_media_library::release::{ApiVersion, ServerRelease};
use livingdocs_media_library::validate::{Configuration, MAX_ISSUES, Options, UnknownProperties, Validator};
use serde_json::Value;
use serde_json::value::RawValue;
use std::sync::Arc;

/// The first byte, which chooses, and the rest.
pub fn choice(input: &[u8]) -> (u8, &[u8]) {
    input.split_first().map_or((0, input), |(first, rest)| (*first, rest))
}

/// What stands before and behind the first line break.
pub fn line(input: &[u8]) -> (&[u8], &[u8]) {
    let end = input.iter().position(|byte| *byte == b'\n').unwrap_or(input.len());
    (&input[..end], input.get(end + 1..).unwrap_or_default())
}

/// A validator of each kind, by the bits of a byte.
pub fn validator(bits: u8) -> Validator {
    let mut options = Options::DEFAULT;
    if bits & 1 != 0 {
        options.api_version = ApiVersion::parse("2026-01").expect("a version");
        options.server_release = ServerRelease::parse("release-2022-01").expect("a release");
    }
    if bits & 2 != 0 {
        options.unknown_properties = UnknownProperties::Ignore;
    }
    if bits & 4 != 0 {
        let project = format!("{{\"projectConfig\":{}}}", include_str!("../project.json"));
        options.configuration = Some(Arc::new(Configuration::from_json(project.as_bytes()).expect("a configuration")));
    }
    Validator::new(options)
}

/// Which of the validator's media types is named, by other bits of that byte.
pub fn media_type(bits: u8) -> Option<usize> {
    [None, None, Some(0), Some(1)][usize::from(bits >> 4 & 3)].filter(|_| bits & 4 != 0)
}

/// What holds of all issues of a text: they are told in words and numbers, there are not too many, and their paths exist.
pub fn check_issues(json: &[u8], issues: &[Issue<'_>]) {
    assert!(issues.len() <= MAX_ISSUES);
    // Of keys that stand twice, a tree has only the last.
    let is_whole = issues.iter().all(|issue| issue.kind.message != Message::DuplicateProperty);
    let value = serde_json::from_slice::<Value>(json).ok().filter(|_| is_whole);
    for issue in issues {
        assert!(!issue.kind.message().is_empty());
        if let Some(value) = &value {
            check_path(value, &issue.path);
        }
    }
}

/// All but the last step lead to something; of a property that is missing, the last one leads to nothing.
fn check_path(root: &Value, path: &[Segment<'_>]) {
    let mut value = Some(root);
    for (index, segment) in path.iter().enumerate() {
        let name = segment.name();
        let inner = match value {
            Some(Value::Object(object)) => object.get(&*name),
            Some(Value::Array(array)) => name.parse::<usize>().ok().and_then(|index| array.get(index)),
            // Below `params`, which a confirmed entry may lack altogether.
            _ => None,
        };
        let is_near_the_end = index + 2 >= path.len();
        assert!(inner.is_some() || is_near_the_end || name.contains('\u{fffd}'), "{path:?} leads nowhere at {name}");
        value = inner;
    }
}

/// The numbers and the text in which issues cross into JavaScript.
pub fn check_packed<'a>(pack: impl FnOnce(&mut Packed<'a>)) {
    let mut packed = Packed::default();
    pack(&mut packed);
    let (_, values) = packed.into_parts();
    // A comma stands before each.
    let list = [b"[0", &*values, b"]"].concat();
    assert!(serde_json::from_slice::<&RawValue>(&list).is_ok(), "not JSON: {}", String::from_utf8_lossy(&list));
}
