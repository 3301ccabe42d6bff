//! `cargo xtask test`: installs what the tests need, and runs them stage by stage until one fails.

use crate::arguments::Arguments;
use crate::repository::Repository;
use crate::{build, pack, tools};
use anyhow::{Result, bail, ensure};
use counts::Counts;
use std::path::PathBuf;
use std::time::Instant;

mod circles;
mod counts;
mod crates;
mod stages;

struct Stage {
    name: &'static str,
    about: &'static str,
    run: fn(&mut Run, &mut Counts) -> Result<()>,
}

const STAGES: [Stage; 14] = [
    Stage { name: "check", about: "formatting, lints, licences, and no circles among modules", run: stages::check },
    Stage { name: "native", about: "Rust tests on this machine", run: stages::native },
    Stage {
        name: "fuzz",
        about: "a minute of random inputs for the parsers, see `cargo xtask fuzz`",
        run: stages::fuzz,
    },
    Stage { name: "build", about: "the npm package, packed and installed", run: stages::package_build },
    Stage { name: "reproduce", about: "that the package comes out the same in another folder", run: stages::reproduce },
    Stage { name: "wasm-node", about: "wasm-bindgen tests in Node", run: stages::wasm_node },
    Stage {
        name: "wasm-browser",
        about: "wasm-bindgen tests in headless Chromium and Firefox",
        run: stages::wasm_browser,
    },
    Stage { name: "size", about: "what the package costs those who bundle it", run: stages::size },
    Stage { name: "types", about: "the package's types and exports", run: stages::types },
    Stage {
        name: "package",
        about: "JavaScript tests of the installed package, in Node and Chromium",
        run: stages::package,
    },
    Stage {
        name: "consumers",
        about: "the package's schemas in form libraries and servers, and in their types",
        run: stages::consumers,
    },
    Stage {
        name: "examples",
        about: "the examples that are no pages, each in the runtime that it is for",
        run: stages::examples,
    },
    Stage {
        name: "runtimes",
        about: "the packed package in other runtimes, browsers and bundlers",
        run: stages::runtimes,
    },
    Stage { name: "bench", about: "that all contenders of the bench run and judge alike", run: stages::bench },
];

/// What the stages of one run share.
struct Run<'a> {
    repository: &'a Repository,
    installed: Option<Installed>,
}

/// The packed package, and the folder of a project that has it installed.
#[derive(Clone)]
struct Installed {
    tarball: PathBuf,
    folder: PathBuf,
}

impl Run<'_> {
    /// Builds, packs and installs the package, once a run.
    fn installed(&mut self) -> Result<Installed> {
        if let Some(installed) = &self.installed {
            return Ok(installed.clone());
        }
        build::build(self.repository)?;
        let tarball = pack::pack(self.repository)?;
        let folder = self.repository.target.join("package-test");
        pack::install(&tarball, &folder)?;
        let installed = Installed { tarball, folder };
        self.installed = Some(installed.clone());
        Ok(installed)
    }
}

pub fn run(repository: &Repository, mut arguments: Arguments) -> Result<()> {
    let chosen = choose(&arguments.take_rest())?;
    tools::ensure_wasm_target()?;
    tools::ensure_npm_packages(repository)?;
    let mut run = Run { repository, installed: None };
    let mut done: Vec<(&str, Counts)> = Vec::new();
    let mut failure = None;
    for stage in chosen {
        println!("\n=== {}: {} ===", stage.name, stage.about);
        let started = Instant::now();
        let mut counts = Counts::default();
        let result = (stage.run)(&mut run, &mut counts).and_then(|()| counts.verdict());
        if result.is_err() && counts.failed == 0 {
            counts.failed = 1;
        }
        println!("--- {}: {counts} in {} s", stage.name, started.elapsed().as_secs());
        done.push((stage.name, counts));
        if let Err(error) = result {
            failure = Some((stage.name, error));
            break;
        }
    }
    summarise(&done);
    match failure {
        None => Ok(()),
        Some((stage, error)) => bail!("the stage `{stage}` failed: {error:#}"),
    }
}

fn choose(names: &[String]) -> Result<Vec<&'static Stage>> {
    for name in names {
        ensure!(
            STAGES.iter().any(|stage| stage.name == name),
            "there is no stage `{name}`. The stages are: {}.",
            STAGES.map(|stage| stage.name).join(", ")
        );
    }
    Ok(STAGES.iter().filter(|stage| names.is_empty() || names.iter().any(|name| name == stage.name)).collect())
}

fn summarise(done: &[(&str, Counts)]) {
    println!("\n=== Summary ===");
    let mut total = Counts::default();
    for (stage, counts) in done {
        println!("{stage:>12}  {counts}");
        total.add(counts);
    }
    println!("{total}");
}
