//! Firefox's driver: Debian has none, but it is published as a crate.

use crate::repository::Repository;
use crate::tools;
use anyhow::Result;
use std::path::{Path, PathBuf};

const NAME: &str = "geckodriver";
const VERSION: &str = "0.37.1";

/// The one on the PATH, or one that is built once and kept in the target folder.
pub fn ensure(repository: &Repository) -> Result<PathBuf> {
    if let Some(program) = tools::find_program(NAME) {
        return Ok(program);
    }
    let folder = repository.target.join("tools").join(format!("{NAME}-{VERSION}"));
    let program = folder.join("bin").join(NAME);
    if !program.is_file() {
        println!("Building {NAME} {VERSION} with cargo, for about a minute, this once.");
        build(repository, &folder)?;
    }
    Ok(program)
}

/// Unoptimised, since the build takes longer than all that the driver does.
fn build(repository: &Repository, folder: &Path) -> Result<()> {
    let build = folder.join("build");
    let mut cargo = tools::cargo(repository);
    cargo.args(["install", NAME, "--version", &format!("={VERSION}"), "--locked", "--debug", "--root"]);
    cargo.arg(folder).arg("--target-dir").arg(&build).env("CARGO_PROFILE_DEV_DEBUG", "0");
    tools::run_quietly(&mut cargo)?;
    tools::remove_folder(&build)
}
