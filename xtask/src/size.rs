//! `cargo xtask size`: what the package costs those who bundle it.

use crate::arguments::Arguments;
use crate::repository::{CRATE, Repository};
use crate::{build, pack, tools};
use anyhow::{Context, Result, bail, ensure};
use std::path::{Path, PathBuf};
use std::process::Command;

/// What bundles are meant to have at most, in bytes, gzipped.
pub const VALIDATOR_GOAL: usize = 22_016;
pub const WHOLE_GOAL: usize = 41_984;

/// What a user's module may say, with the package's name left out.
struct Import {
    exports: &'static str,
    from: &'static str,
    /// What it is meant to be at most, gzipped.
    goal: Option<usize>,
    /// What it is now, gzipped, and a little more: it must not grow beyond that unnoticed.
    limit: Option<usize>,
}

const IMPORTS: [Import; 6] = [
    Import { exports: "{ Validator }", from: "/validator", goal: Some(VALIDATOR_GOAL), limit: Some(22_656) },
    Import { exports: "*", from: "", goal: Some(WHOLE_GOAL), limit: Some(43_008) },
    Import { exports: "*", from: "/slim", goal: None, limit: None },
    Import { exports: "*", from: "/emulator", goal: None, limit: None },
    Import { exports: "{ de, describe }", from: "/messages", goal: None, limit: None },
    Import { exports: "{ locate }", from: "/locate", goal: None, limit: Some(1_920) },
];

/// Sizes in bytes.
pub struct Row {
    name: String,
    raw: usize,
    gzip: usize,
    brotli: usize,
    /// For gzip, both.
    goal: Option<usize>,
    limit: Option<usize>,
}

pub fn run(repository: &Repository, arguments: Arguments) -> Result<()> {
    arguments.finish()?;
    build::build(repository)?;
    let tarball = pack::pack(repository)?;
    let folder = repository.target.join("package-size");
    pack::install(&tarball, &folder)?;
    print(&of_package(repository, &folder)?);
    Ok(())
}

/// The wasm files, and what becomes of imports in `folder`, a project that has the package installed.
pub fn of_package(repository: &Repository, folder: &Path) -> Result<Vec<Row>> {
    let mut rows = of_files(build::wasm_files(repository))?;
    let bundles = IMPORTS.iter().map(|import| bundle(repository, folder, import)).collect::<Result<Vec<_>>>()?;
    for (import, row) in IMPORTS.iter().zip(of_files(bundles)?) {
        let name = format!("{} from .{}", import.exports, import.from);
        rows.push(Row { name, goal: import.goal, limit: import.limit, ..row });
    }
    Ok(rows)
}

/// By esbuild, for browsers, minified, with everything inline.
fn bundle(repository: &Repository, folder: &Path, import: &Import) -> Result<PathBuf> {
    let Import { exports, from, .. } = import;
    let name = format!("size{}", from.replace('/', "-"));
    let [source, bundle] = ["mjs", "min.mjs"].map(|extension| folder.join(format!("{name}.{extension}")));
    tools::write(&source, format!("export {exports} from '{CRATE}{from}';\n"))?;
    let mut esbuild = tools::esbuild(repository);
    esbuild.arg(&source).args(["--bundle", "--minify", "--format=esm", "--log-level=warning"]);
    esbuild.arg(format!("--outfile={}", bundle.display()));
    tools::run(&mut esbuild).with_context(|| format!("esbuild could not bundle .{from}"))?;
    Ok(bundle)
}

/// Compressed by Node's zlib, as hard as it can.
pub fn of_files(files: impl IntoIterator<Item = PathBuf>) -> Result<Vec<Row>> {
    const SCRIPT: &str = "
        const { readFileSync } = require('node:fs');
        const { brotliCompressSync, gzipSync } = require('node:zlib');
        for (const file of process.argv.slice(1)) {
          const raw = readFileSync(file);
          console.log(raw.length, gzipSync(raw, { level: 9 }).length, brotliCompressSync(raw).length);
        }";
    let files: Vec<PathBuf> = files.into_iter().collect();
    let printed = tools::run_quietly(Command::new("node").args(["--eval", SCRIPT, "--"]).args(&files))?;
    let row = |(file, line): (&PathBuf, &str)| {
        let sizes: Vec<usize> = line.split(' ').filter_map(|size| size.parse().ok()).collect();
        let [raw, gzip, brotli] = sizes[..] else { bail!("`{line}` is not three sizes") };
        let name = file.file_name().context("a file without a name")?.to_string_lossy().into_owned();
        Ok(Row { name, raw, gzip, brotli, goal: None, limit: None })
    };
    files.iter().zip(printed.lines()).map(row).collect()
}

impl Row {
    /// Whether it is within its limit; where there is none, nothing.
    pub fn verdict(&self) -> Option<Result<()>> {
        let Self { name, gzip, .. } = self;
        self.limit.map(|limit| {
            ensure!(*gzip <= limit, "`{name}` is {gzip} bytes in gzip, {} over its limit", gzip - limit);
            Ok(())
        })
    }
}

pub fn print(rows: &[Row]) {
    let line = |[name, raw, gzip, brotli, goal, limit]: [&str; 6]| {
        println!("{}", format!("{name:36} {raw:>9} {gzip:>9} {brotli:>9} {goal:>9} {limit:>9}").trim_end());
    };
    line(["bytes", "raw", "gzip", "brotli", "gzip goal", "limit"]);
    for Row { name, raw, gzip, brotli, goal, limit } in rows {
        let [goal, limit] = [goal, limit].map(|most| most.map(|most| most.to_string()).unwrap_or_default());
        line([name, &raw.to_string(), &gzip.to_string(), &brotli.to_string(), &goal, &limit]);
    }
}

#[cfg(test)]
mod tests {
    use super::Row;

    fn verdict(gzip: usize, limit: Option<usize>) -> Option<Result<(), String>> {
        let row = Row { name: "x".to_owned(), raw: 0, gzip, brotli: 0, goal: None, limit };
        row.verdict().map(|verdict| verdict.map_err(|error| error.to_string()))
    }

    #[test]
    fn a_limit_may_be_reached_but_not_exceeded() {
        assert_eq!(verdict(5, None), None);
        assert_eq!(verdict(5, Some(5)), Some(Ok(())));
        assert_eq!(verdict(7, Some(5)), Some(Err("`x` is 7 bytes in gzip, 2 over its limit".to_owned())));
    }
}
