//! `GET mediaLibrary/serve-image/{key}`: a file, as long as an entry may show it.

use super::entry::{State, state};
use super::refusal::Refusal;
use super::store::Store;
use std::collections::HashMap;

/// The bytes of a file, and what they are.
pub struct Image<'a> {
    /// The asset's `mimeType`.
    pub media_type: &'a str,
    /// The file.
    pub bytes: &'a [u8],
}

/// A key that only revoked entries hold, or held, is 403; one that nothing holds or no file has, 404.
pub fn find<'a>(
    store: &'a Store,
    files: Option<&'a HashMap<String, Vec<u8>>>,
    key: &str,
) -> Result<Image<'a>, Refusal> {
    let mut held = false;
    for record in store.iter() {
        let Some(media_type) = record.media_type(key) else { continue };
        held = true;
        if state(&record.entry) != Some(State::Revoked) {
            let bytes = files.and_then(|files| files.get(key)).ok_or_else(Refusal::no_image)?;
            return Ok(Image { media_type: header_value(media_type), bytes });
        }
    }
    Err(if held { Refusal::revoked_image() } else { Refusal::no_image() })
}

/// What no header can carry would make the answer impossible.
fn header_value(media_type: &str) -> &str {
    let possible = !media_type.is_empty() && media_type.bytes().all(|byte| (0x20..0x7f).contains(&byte));
    if possible { media_type } else { "application/octet-stream" }
}
