//! `cargo xtask fuzz`: the targets of fuzz/, one after the other, from seeds that stand in the tables of tests/cases/.
//!
//! It builds them with the pinned toolchain, by the flags that cargo-fuzz gives: that program would want a nightly one.

mod seeds;

use crate::arguments::Arguments;
use crate::repository::Repository;
use crate::tools;
use anyhow::{Context, Result, bail, ensure};
use std::fmt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// Where edges are counted, and comparisons noted; and no optimisation across what is counted.
const FLAGS: &str = "--cfg fuzzing -Cpasses=sancov-module -Cllvm-args=-sanitizer-coverage-level=4 \
    -Cllvm-args=-sanitizer-coverage-inline-8bit-counters -Cllvm-args=-sanitizer-coverage-pc-table \
    -Cllvm-args=-sanitizer-coverage-trace-compares -Ccodegen-units=1";
/// Inputs are no longer than that, in bytes, unless a seed is.
const LONGEST: usize = 4_096;
const DEFAULT_SECONDS: u64 = 60;

pub fn run(repository: &Repository, mut arguments: Arguments) -> Result<()> {
    let seconds = arguments.number("--seconds")?.unwrap_or(DEFAULT_SECONDS);
    let merge = arguments.flag("--merge");
    let chosen = arguments.take_rest();
    let outcomes = fuzz(repository, &chosen, seconds, merge)?;
    println!();
    outcomes.iter().for_each(|outcome| println!("{outcome}"));
    ensure!(outcomes.iter().all(|outcome| outcome.finding.is_none()), "something was found, see above");
    Ok(())
}

pub struct Outcome {
    pub target: &'static str,
    pub executions: u64,
    /// The file that shows it.
    pub finding: Option<String>,
}

impl fmt::Display for Outcome {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { target, executions, finding } = self;
        write!(f, "{target:>14}  {executions:>11} executions  {}", finding.as_deref().unwrap_or("nothing found"))
    }
}

/// Runs the targets of these names, all without any, for so long altogether. `merge` takes the inputs that reach what
/// those in fuzz/corpus do not reach into it.
pub fn fuzz(repository: &Repository, names: &[String], seconds: u64, merge: bool) -> Result<Vec<Outcome>> {
    for name in names {
        let known = seeds::TARGETS.map(|target| target.name);
        ensure!(known.contains(&&**name), "there is no target `{name}`. The targets are: {}.", known.join(", "));
    }
    let chosen: Vec<_> = seeds::TARGETS
        .iter()
        .filter(|target| names.is_empty() || names.iter().any(|name| name == target.name))
        .collect();
    let programs = build(repository)?;
    let share = (seconds / chosen.len() as u64).max(1);
    let mut outcomes = Vec::new();
    for target in chosen {
        let folder = repository.target.join("fuzz").join(target.name);
        let seeds = folder.join("seeds");
        tools::empty_folder(&seeds)?;
        for (index, seed) in (target.seeds)(repository)?.iter().enumerate() {
            // Before the names that libFuzzer gives, which are hexadecimal.
            tools::write(&seeds.join(format!("#{index:04}")), seed)?;
        }
        let count = tools::list(&seeds)?.len();
        let found = folder.join("found");
        std::fs::create_dir_all(&found).with_context(|| format!("cannot make {}", found.display()))?;
        let kept = repository.path("fuzz/corpus").join(target.name);
        std::fs::create_dir_all(&kept).with_context(|| format!("cannot make {}", kept.display()))?;
        let mut program = Command::new(programs.join(target.name));
        program.current_dir(&folder);
        if merge {
            println!("$ {} -set_cover_merge=1", target.name);
            // No more than reach each place once: how often they do would keep ten times as many. What is new lands beside the seeds.
            program.args(["-set_cover_merge=1", "-use_counters=0"]).args([&seeds, &kept, &found]);
            tools::run_quietly(&mut program)?;
            tools::empty_folder(&kept)?;
            for input in tools::list(&seeds)?.into_iter().skip(count) {
                tools::copy(&input, &kept.join(input.file_name().context("an input without a name")?))?;
            }
            continue;
        }
        println!("$ {} for {share} s", target.name);
        let words = folder.join("words");
        tools::write(&words, seeds::dictionary())?;
        program.arg(format!("-max_total_time={share}")).arg(format!("-dict={}", words.display()));
        program.args(["-print_final_stats=1", "-timeout=20", "-rss_limit_mb=4096", "-artifact_prefix=finding-"]);
        program.arg(format!("-max_len={LONGEST}")).args([&found, &seeds, &kept]);
        outcomes.push(outcome(target.name, &folder, &mut program)?);
    }
    Ok(outcomes)
}

fn build(repository: &Repository) -> Result<PathBuf> {
    let host = tools::host()?;
    let folder = repository.target.join("fuzz");
    let mut cargo = tools::cargo(repository);
    cargo.current_dir(repository.path("fuzz")).env("RUSTFLAGS", FLAGS).env("CARGO_TARGET_DIR", &folder);
    // With a target, only what is fuzzed is built by the flags, and no build script.
    cargo.args(["build", "--release", "--bins", "--quiet", "--target", &host]);
    tools::run(&mut cargo)?;
    Ok(folder.join(host).join("release"))
}

/// Runs it, and reads what it says in the end.
fn outcome(target: &'static str, folder: &Path, program: &mut Command) -> Result<Outcome> {
    let output = program.stdin(Stdio::null()).output().with_context(|| format!("`{target}` cannot be started"))?;
    let printed = String::from_utf8_lossy(&output.stderr);
    let executions = printed.lines().find_map(|line| line.strip_prefix("stat::number_of_executed_units:"));
    let executions = executions.and_then(|number| number.trim().parse().ok()).unwrap_or_default();
    let finding = printed.lines().find_map(|line| line.split_once("Test unit written to "));
    let finding = finding.map(|(_, file)| folder.join(file).display().to_string());
    if finding.is_some() {
        println!("{printed}");
    } else if !output.status.success() || executions == 0 {
        bail!("`{target}` failed ({}):\n{printed}", output.status);
    }
    Ok(Outcome { target, executions, finding })
}
