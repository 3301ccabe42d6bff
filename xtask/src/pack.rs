//! `cargo xtask pack`: the tarball that npm would publish, and installing it as a user would.

use crate::arguments::Arguments;
use crate::build;
use crate::repository::Repository;
use crate::tools;
use anyhow::{Context, Result};
use std::path::{Path, PathBuf};

const INSTALL: [&str; 5] = ["install", "--ignore-scripts", "--no-audit", "--no-fund", "--no-package-lock"];

pub fn run(repository: &Repository, arguments: Arguments) -> Result<()> {
    arguments.finish()?;
    build::build(repository)?;
    let tarball = pack(repository)?;
    println!("Packed {}", tarball.display());
    Ok(())
}

/// Packs what [`build::build`] made.
pub fn pack(repository: &Repository) -> Result<PathBuf> {
    pack_folder(repository, &repository.path("pkg"))
}

/// Packs the package in `folder`, into the target folder.
pub fn pack_folder(repository: &Repository, folder: &Path) -> Result<PathBuf> {
    let printed = tools::run_quietly(
        tools::npm(folder).args(["pack", "--silent", "--ignore-scripts", "--pack-destination"]).arg(&repository.target),
    )?;
    let name = printed
        .lines()
        .map(str::trim)
        .rfind(|line| line.ends_with(".tgz"))
        .with_context(|| format!("`npm pack` did not say what it made. It printed:\n{printed}"))?;
    Ok(repository.target.join(name))
}

/// Makes `folder` anew as an npm project of its own, with the tarball as its one dependency.
pub fn install(tarball: &Path, folder: &Path) -> Result<()> {
    tools::empty_folder(folder)?;
    tools::write(&folder.join("package.json"), "{ \"private\": true, \"type\": \"module\" }\n")?;
    let mut npm = tools::npm(folder);
    npm.args(INSTALL).arg(tarball);
    tools::run_quietly(&mut npm).map(drop)
}

/// Installs the tarball beside the packages that the npm project in `folder` has, without noting it down there.
pub fn add(tarball: &Path, folder: &Path) -> Result<()> {
    let mut npm = tools::npm(folder);
    npm.args(INSTALL).arg("--no-save").arg(tarball);
    tools::run_quietly(&mut npm).map(drop)
}
