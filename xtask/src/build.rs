//! `cargo xtask build`: the crate, three times, as wasm; then the npm package around it.
//!
//! ```text
//! src/ --cargo--> target/…/*.wasm --wasm-bindgen, wasm-opt--> pkg/wasm/ --esbuild, with pkg/js/--> pkg/dist/
//! ```

use crate::arguments::Arguments;
use crate::repository::Repository;
use crate::tools;
use anyhow::Result;
use flate2::{Compression, write::GzEncoder};
use std::io::Write;
use std::path::Path;

mod bundle;
mod documents;
mod stamp;
mod types;
mod wasm;

pub fn run(repository: &Repository, arguments: Arguments) -> Result<()> {
    arguments.finish()?;
    build(repository)?;
    summarise(repository)
}

/// Installs what is missing, and builds all.
pub fn build(repository: &Repository) -> Result<()> {
    tools::ensure_wasm_target()?;
    tools::ensure_npm_packages(repository)?;
    for artefact in &wasm::ARTEFACTS {
        wasm::build(repository, artefact)?;
    }
    tools::empty_folder(&repository.path("pkg/dist"))?;
    for entry in &bundle::ENTRIES {
        bundle::build(repository, entry)?;
        types::write(repository, entry.name)?;
    }
    documents::copy(repository)
}

/// Prints the sizes.
pub fn summarise(repository: &Repository) -> Result<()> {
    println!("Built the npm package in pkg/. Sizes in bytes:");
    println!("{:>10} {:>10}", "raw", "gzip");
    for artefact in &wasm::ARTEFACTS {
        print_size(&wasm::file(repository, artefact.name), &format!("wasm/{}", artefact.name))?;
    }
    for entry in &bundle::ENTRIES {
        for file in bundle::files(entry) {
            print_size(&repository.path("pkg/dist").join(&file), &format!("dist/{file}"))?;
        }
    }
    Ok(())
}

fn print_size(path: &Path, name: &str) -> Result<()> {
    let bytes = tools::read(path)?;
    let mut gzip = GzEncoder::new(Vec::new(), Compression::best());
    gzip.write_all(&bytes)?;
    println!("{:>10} {:>10}  {name}", bytes.len(), gzip.finish()?.len());
    Ok(())
}
