//! `cargo xtask build`: the crate, three times, as wasm; then the npm package around it.
//!
//! ```text
//! src/ --cargo--> target/…/*.wasm --wasm-bindgen, wasm-opt, compress--> pkg/wasm/ --esbuild, with pkg/js/--> pkg/dist/
//! ```

use crate::arguments::Arguments;
use crate::repository::Repository;
use crate::{sizes, tools};
use anyhow::Result;
use std::path::PathBuf;

pub use wasm::{ARTEFACTS, Artefact, VALIDATOR};

mod bundle;
mod compress;
mod contract;
mod documents;
mod exports;
mod glue;
mod names;
mod pure;
mod split;
mod stamp;
mod trim;
mod types;
mod wasm;

pub fn run(repository: &Repository, arguments: Arguments) -> Result<()> {
    arguments.finish()?;
    build(repository)?;
    summarise(repository)
}

/// Installs missing tools, and builds all.
pub fn build(repository: &Repository) -> Result<()> {
    tools::ensure_wasm_target()?;
    tools::ensure_npm_packages(repository)?;
    make(repository, &ARTEFACTS)
}

/// Compiles these, and makes the package, for which the others are there already.
pub fn make(repository: &Repository, artefacts: &[Artefact]) -> Result<()> {
    wasm::build_unpacker(repository)?;
    for artefact in artefacts {
        wasm::build(repository, artefact)?;
    }
    exports::check(repository)?;
    contract::write(repository)?;
    tools::empty_folder(&repository.path("pkg/dist"))?;
    bundle(repository)?;
    for entry in &bundle::ENTRIES {
        types::write(repository, entry.name)?;
    }
    documents::copy(repository)
}

/// pkg/js/ and pkg/wasm/ as pkg/dist/.
pub fn bundle(repository: &Repository) -> Result<()> {
    bundle::ENTRIES.iter().try_for_each(|entry| bundle::build(repository, entry))
}

/// The wasm of each artefact.
pub fn wasm_files(repository: &Repository) -> impl Iterator<Item = PathBuf> {
    ARTEFACTS.iter().map(|artefact| wasm::file(repository, artefact.name))
}

/// Prints the sizes of what was made.
pub fn summarise(repository: &Repository) -> Result<()> {
    println!("Built the npm package in pkg/.");
    let dist = repository.path("pkg/dist");
    let bundles = bundle::ENTRIES.iter().flat_map(bundle::files).map(|file| dist.join(file));
    sizes::print(&sizes::of_files(wasm_files(repository).chain(bundles))?);
    Ok(())
}
