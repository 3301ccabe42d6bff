//! The project in which the package meets other runtimes and bundlers: tests/runtimes, copied to the target folder and
//! installed there, so that the checkout stays as it is.

use crate::repository::{CRATE, Repository};
use crate::{pack, tools};
use anyhow::{Context, Result};
use std::fs;
use std::path::{Path, PathBuf};

const SOURCES: &str = "tests/runtimes";
/// The folders in it that have sources, too.
const FOLDERS: [&str; 1] = ["site"];

/// Installs the runtimes, and the package from its tarball.
pub fn install(repository: &Repository, tarball: &Path) -> Result<PathBuf> {
    let folder = repository.target.join("runtimes");
    fs::create_dir_all(&folder).with_context(|| format!("cannot make {}", folder.display()))?;
    let sources = repository.path(SOURCES);
    copy_files(&sources, &folder)?;
    for name in FOLDERS {
        tools::empty_folder(&folder.join(name))?;
        copy_files(&sources.join(name), &folder.join(name))?;
    }
    if !tools::is_up_to_date(&folder.join("node_modules/.package-lock.json"), &sources.join("package-lock.json")) {
        println!("Installing the runtimes and bundlers.");
        tools::run_quietly(tools::npm(&folder).args(["ci", "--ignore-scripts", "--no-audit", "--no-fund"]))
            .context("npm could not install the runtimes and bundlers")?;
    }
    let package = folder.join("node_modules").join(CRATE);
    if package.exists() {
        fs::remove_dir_all(&package).with_context(|| format!("cannot remove {}", package.display()))?;
    }
    pack::add(tarball, &folder)?;
    Ok(folder)
}

fn copy_files(from: &Path, to: &Path) -> Result<()> {
    for path in tools::list(from)? {
        if let (true, Some(name)) = (path.is_file(), path.file_name()) {
            tools::copy(&path, &to.join(name))?;
        }
    }
    Ok(())
}
