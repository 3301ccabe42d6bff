//! An npm project of the checkout that uses the package: copied to the target folder and installed there, the package from
//! its tarball, so that the checkout stays as it is.

use crate::repository::{CRATE, Repository};
use crate::{pack, tools};
use anyhow::{Context, Result};
use std::fs;
use std::path::{Path, PathBuf};

const PACKAGES: &str = "node_modules";

/// Where [`install`] puts the project `sources`, a folder of the checkout.
pub fn folder(repository: &Repository, sources: &str) -> PathBuf {
    repository.target.join("projects").join(sources.replace('/', "-"))
}

/// Copies and installs the project; gives its folder.
pub fn install(repository: &Repository, sources: &str, tarball: &Path) -> Result<PathBuf> {
    let folder = folder(repository, sources);
    let sources = repository.path(sources);
    remove_sources(&folder)?;
    copy_all(&sources, &folder)?;
    ensure_packages(&sources, &folder)?;
    pack::add(tarball, &folder)?;
    Ok(folder)
}

/// From the lock file, unless the installed ones are newer. The package itself is not among them.
fn ensure_packages(sources: &Path, folder: &Path) -> Result<()> {
    let installed = folder.join(PACKAGES);
    if tools::is_up_to_date(&installed.join(".package-lock.json"), &sources.join("package-lock.json")) {
        let package = installed.join(CRATE);
        return if package.exists() { remove(&package) } else { Ok(()) };
    }
    println!("Installing the npm packages of {}.", sources.display());
    tools::run_quietly(tools::npm(folder).args(["ci", "--ignore-scripts", "--no-audit", "--no-fund"]))
        .with_context(|| format!("npm could not install the packages of {}", sources.display()))
        .map(drop)
}

/// All but the installed packages.
fn remove_sources(folder: &Path) -> Result<()> {
    fs::create_dir_all(folder).with_context(|| format!("cannot make {}", folder.display()))?;
    for path in tools::list(folder)? {
        if !path.ends_with(PACKAGES) {
            remove(&path)?;
        }
    }
    Ok(())
}

/// The files of a folder, and those of its folders; but what was installed or made there.
pub fn copy_all(from: &Path, to: &Path) -> Result<()> {
    fs::create_dir_all(to).with_context(|| format!("cannot make {}", to.display()))?;
    for path in tools::list(from)? {
        let Some(name) = path.file_name() else { continue };
        if path.is_file() {
            tools::copy(&path, &to.join(name))?;
        } else if name != PACKAGES && name != "dist" {
            copy_all(&path, &to.join(name))?;
        }
    }
    Ok(())
}

fn remove(path: &Path) -> Result<()> {
    let removed = if path.is_dir() { fs::remove_dir_all(path) } else { fs::remove_file(path) };
    removed.with_context(|| format!("cannot remove {}", path.display()))
}
