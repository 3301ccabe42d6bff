//! The page of the demo: examples-web/editor, built with Vite.

use crate::repository::Repository;
use crate::{project, tools};
use anyhow::{Context, Result};
use std::path::{Path, PathBuf};
use std::process::Command;

const SOURCES: &str = "examples-web/editor";

/// Where the built page is, once [`build`] has made it.
pub fn page(repository: &Repository) -> PathBuf {
    project::folder(repository, SOURCES).join("dist")
}

/// Installs what the page needs, the package from its tarball, and builds it.
pub fn build(repository: &Repository, tarball: &Path) -> Result<()> {
    let folder = project::install(repository, SOURCES, tarball)?;
    let mut vite = Command::new("node");
    vite.current_dir(&folder).arg(folder.join("node_modules/vite/bin/vite.js")).args(["build", "--logLevel", "warn"]);
    tools::run_quietly(&mut vite).context("the page could not be built").map(drop)
}
