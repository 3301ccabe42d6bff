//! Where things are: the checkout, cargo's target folder, and this program itself.

use anyhow::{Context, Result};
use std::env;
use std::path::{Path, PathBuf};

pub const CRATE: &str = "livingdocs-media-library";
pub const WASM_TARGET: &str = "wasm32-unknown-unknown";

pub struct Repository {
    /// The checkout's folder.
    pub root: PathBuf,
    /// Cargo's target folder, absolute.
    pub target: PathBuf,
    /// This program. Found at the start, since cargo may replace the file while it runs.
    pub xtask: PathBuf,
}

impl Repository {
    pub fn find() -> Result<Self> {
        let xtask = env::current_exe().context("cannot tell where this program is")?;
        let manifest = env::var_os("CARGO_MANIFEST_DIR")
            .map(PathBuf::from)
            .filter(|folder| folder.ends_with("xtask"))
            .unwrap_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")));
        let root = manifest.parent().context("xtask is not inside the repository")?;
        // Cargo put this program at <target>/<profile>/xtask.
        let target = xtask
            .parent()
            .and_then(Path::parent)
            .context("this program is not in a cargo target folder. Start it with `cargo xtask`.")?;
        Ok(Self { root: root.to_owned(), target: target.to_owned(), xtask })
    }

    /// A path inside the checkout.
    pub fn path(&self, relative: &str) -> PathBuf {
        self.root.join(relative)
    }
}
