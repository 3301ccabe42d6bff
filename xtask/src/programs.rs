//! Programs that are published as crates, and that no package manager has everywhere.

use crate::repository::Repository;
use crate::tools;
use anyhow::Result;
use std::path::{Path, PathBuf};

pub struct Program {
    name: &'static str,
    version: &'static str,
    /// How long it takes to build on two cores.
    minutes: u32,
}

/// Firefox's driver.
pub const GECKODRIVER: Program = Program { name: "geckodriver", version: "0.37.1", minutes: 1 };
pub const CARGO_DENY: Program = Program { name: "cargo-deny", version: "0.20.2", minutes: 5 };
pub const CARGO_MUTANTS: Program = Program { name: "cargo-mutants", version: "27.1.0", minutes: 2 };

/// The one on the PATH, or one that is built once and kept in the target folder.
pub fn ensure(repository: &Repository, program: &Program) -> Result<PathBuf> {
    let Program { name, version, minutes } = program;
    if let Some(found) = tools::find_program(name) {
        return Ok(found);
    }
    let folder = repository.target.join("tools").join(format!("{name}-{version}"));
    let file = folder.join("bin").join(name);
    if !file.is_file() {
        println!("Building {name} {version} with cargo, for about {minutes} min, this once.");
        build(repository, program, &folder)?;
    }
    Ok(file)
}

/// Unoptimised, since the build takes longer than all that the programs do.
fn build(repository: &Repository, Program { name, version, .. }: &Program, folder: &Path) -> Result<()> {
    let build = folder.join("build");
    let mut cargo = tools::cargo(repository);
    cargo.args(["install", name, "--version", &format!("={version}"), "--locked", "--debug", "--root"]);
    cargo.arg(folder).arg("--target-dir").arg(&build).env("CARGO_PROFILE_DEV_DEBUG", "0");
    tools::run_quietly(&mut cargo)?;
    tools::remove_folder(&build)
}
