//! npm shows and requires these beside package.json.

use crate::repository::Repository;
use crate::tools;
use anyhow::Result;
use std::fs;

pub fn copy(repository: &Repository) -> Result<()> {
    for file in fs::read_dir(&repository.root)? {
        let file = file?;
        let name = file.file_name();
        let text = name.to_string_lossy();
        if text == "README.md" || text == "CHANGELOG.md" || text.starts_with("LICENSE") {
            tools::copy(&file.path(), &repository.path("pkg").join(&name))?;
        }
    }
    Ok(())
}
