//! The pages of the demo, each a project in examples-web that builds itself into its folder `dist`.

use crate::repository::Repository;
use crate::{project, tools};
use anyhow::{Context, Result};
use std::path::{Path, PathBuf};
use std::process::Command;

pub struct Page {
    sources: &'static str,
    /// What node runs to build it.
    build: &'static [&'static str],
}

pub const DESK: Page =
    Page { sources: "examples-web/editor", build: &["node_modules/vite/bin/vite.js", "build", "--logLevel", "warn"] };
pub const PLAYGROUND: Page = Page { sources: "examples-web/playground", build: &["build.mjs"] };

impl Page {
    /// Where the built page is, once [`build`] has made it.
    pub fn folder(&self, repository: &Repository) -> PathBuf {
        project::folder(repository, self.sources).join("dist")
    }
}

/// Installs what the pages need, the package from its tarball, and builds them.
pub fn build(repository: &Repository, tarball: &Path) -> Result<()> {
    for page in [DESK, PLAYGROUND] {
        let folder = project::install(repository, page.sources, tarball)?;
        let mut node = Command::new("node");
        // Where the playground finds the desk's styles, and the examples.
        node.current_dir(folder).args(page.build).env("CHECKOUT", &repository.root);
        tools::run_quietly(&mut node).with_context(|| format!("{} could not be built", page.sources))?;
    }
    Ok(())
}
