//! What the demo's emulator holds, and what its page is told about it: examples-web/seed.json and the files it names.

use crate::repository::Repository;
use crate::tools;
use anyhow::{Context, Result, anyhow};
use livingdocs_media_library::emulator::{Emulator, EmulatorOptions};
use serde_json::Value;

const FOLDER: &str = "examples-web";

pub struct Seed {
    pub emulator: Emulator,
    /// `desk.json`: the entries and files that the page offers.
    pub desk: Vec<u8>,
}

pub fn read(repository: &Repository) -> Result<Seed> {
    let file = repository.path(FOLDER).join("seed.json");
    let json = tools::read(&file)?;
    let wrong = || format!("{} is not as it has to be", file.display());
    let seed: Value = serde_json::from_slice(&json).with_context(wrong)?;
    let options = EmulatorOptions::from_json(&json).map_err(|error| anyhow!("{error}")).with_context(wrong)?;
    let mut emulator = Emulator::new(options);
    for (key, path) in seed.get("files").and_then(Value::as_object).into_iter().flatten() {
        let path = path.as_str().with_context(wrong)?;
        emulator.add_file(key.clone(), tools::read(&repository.path(FOLDER).join(path))?);
    }
    let desk = seed.get("desk").with_context(wrong)?.to_string().into_bytes();
    Ok(Seed { emulator, desk })
}
