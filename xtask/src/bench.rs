//! `cargo xtask bench`: measures the packed package against its peers, and reports it.
//!
//! ```text
//! benches/js/run.mjs --JSON--> Results --> Goals --> terminal, BENCHMARKS.md, benchmarks.svg
//! ```

use crate::arguments::Arguments;
use crate::repository::Repository;
use crate::{browser, build, pack, project, tools};
use anyhow::{Context, Result, ensure};
use results::Results;
use std::path::{Path, PathBuf};
use std::process::Command;

mod chart;
mod goals;
mod instructions;
mod markdown;
mod numbers;
mod results;
mod terminal;

const PROJECT: &str = "benches/js";
/// What the project takes from the tests: a request, and the cases that all contenders have to judge alike.
const EXAMPLE: &str = "tests/example-request.json";
const CASES: &str = "tests/cases/issues";
/// Where it has them.
const FROM_TESTS: &str = "from-tests";
const REPORT: &str = "BENCHMARKS.md";
const CHART: &str = "benchmarks.svg";

pub fn run(repository: &Repository, mut arguments: Arguments) -> Result<()> {
    let in_browser = arguments.flag("--browser");
    let quick = arguments.flag("--quick");
    let only_report = arguments.flag("--report");
    let counts_instructions = arguments.flag("--instructions");
    arguments.finish()?;
    if counts_instructions {
        return instructions::run(repository);
    }
    // Kept for `--report`, which a quick run is not good for.
    let kept = repository.target.join("bench-results.json");
    if only_report {
        ensure!(kept.exists(), "nothing has been measured here yet; run `cargo xtask bench` first.");
        return publish(repository, &read(&kept)?);
    }
    let browser = if in_browser { Some(browser::ensure()?.program) } else { None };
    build::build(repository)?;
    let folder = install(repository, &pack::pack(repository)?)?;

    let file = if quick { folder.join("results.json") } else { kept };
    let mut node = Command::new("node");
    node.current_dir(&folder).arg("run.mjs").arg(&file);
    if quick {
        node.arg("--quick");
    }
    node.env("CHROMIUM", browser.unwrap_or_default());
    println!("Measuring. Whatever else runs on this machine shows in the numbers.");
    tools::run(&mut node)?;

    let results = read(&file)?;
    print!("{}", terminal::report(&results)?);
    if quick {
        println!("\nA quick look: {REPORT} and {CHART} stay as they are.");
        return Ok(());
    }
    publish(repository, &results)
}

fn publish(repository: &Repository, results: &Results) -> Result<()> {
    write(results, &repository.root)?;
    println!("\nWrote {REPORT} and {CHART}.");
    Ok(())
}

/// The project with the contenders, the packed package among them; gives its folder.
pub fn install(repository: &Repository, tarball: &Path) -> Result<PathBuf> {
    let folder = project::install(repository, PROJECT, tarball)?;
    let from_tests = folder.join(FROM_TESTS);
    project::copy_all(&repository.path(CASES), &from_tests.join("issues"))?;
    tools::copy(&repository.path(EXAMPLE), &from_tests.join("example-request.json"))?;
    Ok(folder)
}

/// What run.mjs or bench.test.mjs wrote.
pub fn read(file: &Path) -> Result<Results> {
    serde_json::from_slice(&tools::read(file)?).with_context(|| format!("{} is not as expected", file.display()))
}

/// Writes the report and its chart into `folder`.
pub fn write(results: &Results, folder: &Path) -> Result<()> {
    tools::write(&folder.join(REPORT), markdown::report(results)?)?;
    tools::write(&folder.join(CHART), chart::draw(results)?)
}
