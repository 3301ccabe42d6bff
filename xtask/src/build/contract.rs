//! pkg/wasm/contract.js: what JavaScript has to know of the tables in src/.

use crate::repository::Repository;
use crate::tools;
use anyhow::Result;
use livingdocs_media_library::contract::constants;
use std::path::PathBuf;

pub fn write(repository: &Repository) -> Result<()> {
    let mut text = "// Made by `cargo xtask build` from src/contract.rs.\n".to_owned();
    for constant in constants() {
        let mut value = constant.value.to_string();
        if constant.value.is_array() || constant.value.is_object() {
            // So that TypeScript knows each of its texts.
            value = format!("/** @type {{const}} */ ({value})");
        }
        text += &format!("\n/** {} */\nexport const {} = {value};\n", constant.about, constant.name);
    }
    tools::write(&file(repository), text)
}

/// What was written.
pub fn read(repository: &Repository) -> Result<Vec<u8>> {
    tools::read(&file(repository))
}

fn file(repository: &Repository) -> PathBuf {
    repository.path("pkg/wasm/contract.js")
}
