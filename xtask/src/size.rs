//! `cargo xtask size`: what the package costs those who bundle it.

use crate::arguments::Arguments;
use crate::repository::{CRATE, Repository};
use crate::sizes::{self, Row};
use crate::{build, pack, tools};
use anyhow::{Context, Result};
use std::path::{Path, PathBuf};

/// What bundles are meant to have at most, in bytes, gzipped.
pub const VALIDATOR_GOAL: usize = 24_064;
pub const WHOLE_GOAL: usize = 45_056;

/// What a user's module may say, with the package's name left out.
struct Import {
    exports: &'static str,
    from: &'static str,
    /// What it is meant to be at most, gzipped.
    goal: Option<usize>,
    /// What it is now, gzipped, and a little more: it must not grow beyond that unnoticed.
    limit: Option<usize>,
}

const IMPORTS: [Import; 16] = [
    // Judging metadata by media types takes 2 KB more than it is meant to, and what `./import` needs of a client one more: both
    // goals are still to be reached.
    Import { exports: "{ Validator }", from: "/validator", goal: Some(VALIDATOR_GOAL), limit: Some(26_112) },
    Import { exports: "*", from: "", goal: Some(WHOLE_GOAL), limit: Some(48_256) },
    // What one name costs, without the WebAssembly. Of what the guard needs, a third is the validator's as well: beside that, it
    // costs 1.2 KB.
    Import { exports: "{ isMediaLibraryError }", from: "", goal: Some(200), limit: Some(200) },
    Import { exports: "{ toErrorDetails }", from: "", goal: Some(200), limit: Some(200) },
    Import { exports: "{ ConflictError }", from: "", goal: Some(1_024), limit: Some(1_024) },
    Import { exports: "{ guardPatch }", from: "", goal: Some(1_229), limit: Some(1_740) },
    Import { exports: "{ en }", from: "/messages", goal: Some(2_458), limit: Some(2_458) },
    Import { exports: "*", from: "/slim", goal: None, limit: None },
    Import { exports: "*", from: "/emulator", goal: None, limit: None },
    Import { exports: "{ de, describe }", from: "/messages", goal: None, limit: None },
    Import { exports: "{ Validator, limits }", from: "/validator", goal: None, limit: None },
    Import { exports: "{ Validator, operations }", from: "/validator", goal: None, limit: None },
    Import { exports: "{ Validator, toPatch }", from: "/validator", goal: None, limit: None },
    Import { exports: "{ locate }", from: "/locate", goal: None, limit: Some(1_920) },
    Import { exports: "*", from: "/webhooks", goal: Some(1_536), limit: Some(1_536) },
    // 150 bytes of it look at own properties alone, so that a polluted prototype changes nothing.
    Import { exports: "*", from: "/import", goal: Some(6_144), limit: Some(6_336) },
];

pub fn run(repository: &Repository, arguments: Arguments) -> Result<()> {
    arguments.finish()?;
    build::build(repository)?;
    let tarball = pack::pack(repository)?;
    let folder = repository.target.join("package-size");
    pack::install(&tarball, &folder)?;
    sizes::print(&of_package(repository, &folder)?);
    Ok(())
}

/// The wasm files, and what becomes of imports in `folder`, a project that has the package installed.
pub fn of_package(repository: &Repository, folder: &Path) -> Result<Vec<Row>> {
    let mut rows = sizes::of_files(build::wasm_files(repository))?;
    let bundles = IMPORTS.iter().enumerate().map(|(index, import)| bundle(repository, folder, index, import));
    let bundles = bundles.collect::<Result<Vec<_>>>()?;
    for (import, mut row) in IMPORTS.iter().zip(sizes::of_files(bundles)?) {
        row.name = format!("{} from .{}", import.exports, import.from);
        (row.goal, row.limit) = (import.goal, import.limit);
        rows.push(row);
    }
    Ok(rows)
}

/// By esbuild, for browsers, minified, with everything inline.
fn bundle(repository: &Repository, folder: &Path, index: usize, import: &Import) -> Result<PathBuf> {
    let Import { exports, from, .. } = import;
    let name = format!("size-{index}");
    let [source, bundle] = ["mjs", "min.mjs"].map(|extension| folder.join(format!("{name}.{extension}")));
    tools::write(&source, format!("export {exports} from '{CRATE}{from}';\n"))?;
    let mut esbuild = tools::esbuild(repository);
    esbuild.arg(&source).args(["--bundle", "--minify", "--format=esm", "--log-level=warning"]);
    esbuild.arg(format!("--outfile={}", bundle.display()));
    tools::run(&mut esbuild).with_context(|| format!("esbuild could not bundle .{from}"))?;
    Ok(bundle)
}
