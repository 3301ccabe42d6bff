//! The page of the demo: examples-web/editor, built with Vite from a copy in the target folder, so that the checkout stays
//! as it is.

use crate::repository::{CRATE, Repository};
use crate::{pack, tools};
use anyhow::{Context, Result};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

const SOURCES: &str = "examples-web/editor";
const PACKAGES: &str = "node_modules";

/// Where the built page is, once [`build`] has made it.
pub fn page(repository: &Repository) -> PathBuf {
    folder(repository).join("dist")
}

/// Installs what the page needs, the package from its tarball, and builds it.
pub fn build(repository: &Repository, tarball: &Path) -> Result<()> {
    let folder = folder(repository);
    remove_sources(&folder)?;
    copy_sources(&repository.path(SOURCES), &folder)?;
    ensure_packages(repository, &folder)?;
    pack::add(tarball, &folder)?;
    let mut vite = Command::new("node");
    vite.current_dir(&folder).arg(folder.join("node_modules/vite/bin/vite.js")).args(["build", "--logLevel", "warn"]);
    tools::run_quietly(&mut vite).context("the page could not be built").map(drop)
}

fn folder(repository: &Repository) -> PathBuf {
    repository.target.join("editor")
}

/// From the lock file, unless the installed ones are newer. The package itself is not among them.
fn ensure_packages(repository: &Repository, folder: &Path) -> Result<()> {
    let lock = repository.path(SOURCES).join("package-lock.json");
    if tools::is_up_to_date(&folder.join("node_modules/.package-lock.json"), &lock) {
        let package = folder.join(PACKAGES).join(CRATE);
        return if package.exists() { remove(&package) } else { Ok(()) };
    }
    println!("Installing the npm packages of the page.");
    tools::run_quietly(tools::npm(folder).args(["ci", "--ignore-scripts", "--no-audit", "--no-fund"]))
        .context("npm could not install the packages of the page")
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

fn copy_sources(from: &Path, to: &Path) -> Result<()> {
    fs::create_dir_all(to).with_context(|| format!("cannot make {}", to.display()))?;
    for path in tools::list(from)? {
        let Some(name) = path.file_name() else { continue };
        if path.is_file() {
            tools::copy(&path, &to.join(name))?;
        } else if name != PACKAGES && name != "dist" {
            copy_sources(&path, &to.join(name))?;
        }
    }
    Ok(())
}

fn remove(path: &Path) -> Result<()> {
    let removed = if path.is_dir() { fs::remove_dir_all(path) } else { fs::remove_file(path) };
    removed.with_context(|| format!("cannot remove {}", path.display()))
}
