//! `cargo xtask soak`: calls with random faults for a long time, in every runtime that runs them without a browser; see
//! tests/runtimes/soak/.

use crate::arguments::Arguments;
use crate::repository::Repository;
use crate::{build, pack, project, tools};
use anyhow::{Context, Result};
use std::process::Command;

const DEFAULT_MINUTES: u64 = 60;

pub fn run(repository: &Repository, mut arguments: Arguments) -> Result<()> {
    let minutes = arguments.number("--minutes")?.unwrap_or(DEFAULT_MINUTES);
    arguments.finish()?;
    tools::ensure_wasm_target()?;
    tools::ensure_npm_packages(repository)?;
    build::build(repository)?;
    let tarball = pack::pack(repository)?;
    let folder = project::install(repository, "tests/runtimes", &tarball)?;
    let mut node = Command::new("node");
    node.current_dir(&folder).args(["soak/command.mjs", &minutes.to_string()]);
    node.env("NO_COLOR", "1").env_remove("FORCE_COLOR");
    tools::run(&mut node).context("something was left behind; what it was is above")
}
