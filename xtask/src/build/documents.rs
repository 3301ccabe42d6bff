//! npm shows and requires some of these beside package.json, and the README has links to the others.

use crate::repository::Repository;
use crate::tools;
use anyhow::Result;
use std::fs;

pub fn copy(repository: &Repository) -> Result<()> {
    for file in fs::read_dir(&repository.root)? {
        let file = file?;
        let name = file.file_name();
        let text = name.to_string_lossy();
        if matches!(&*text, "README.md" | "CHANGELOG.md" | "SECURITY.md" | "BENCHMARKS.md" | "benchmarks.svg")
            || text.starts_with("LICENSE")
        {
            tools::copy(&file.path(), &repository.path("pkg").join(&name))?;
        }
    }
    Ok(())
}
