//! Instructions that verdicts take, as callgrind counts them: the same on every run, where a machine is too noisy for times.

use crate::repository::Repository;
use crate::tools;
use anyhow::{Context, Result};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;

/// By the names of the inputs.
type Counts = BTreeMap<String, u64>;

pub fn run(repository: &Repository) -> Result<()> {
    let valgrind = tools::find_program("valgrind").context(
        "valgrind is needed, as `valgrind` on the PATH. On Debian: `sudo apt-get install valgrind`. It runs on Linux only.",
    )?;
    let program = build(repository)?;
    let kept = repository.target.join("instructions.json");
    let last: Counts = if kept.exists() { serde_json::from_slice(&tools::read(&kept)?)? } else { Counts::new() };
    let mut counts = Counts::new();
    println!("{:<28}{:>14}{:>10}{:>12}", "", "instructions", "a byte", "last time");
    for name in tools::run_quietly(&mut Command::new(&program))?.lines() {
        let (count, bytes) = count(&valgrind, &program, name)?;
        let change = match last.get(name) {
            Some(last) => format!("{:+.1} %", (count as f64 / *last as f64 - 1.0) * 100.0),
            None => "–".to_owned(),
        };
        println!("{name:<28}{count:>14}{:>10.2}{change:>12}", count as f64 / bytes as f64);
        counts.insert(name.to_owned(), count);
    }
    tools::write(&kept, serde_json::to_vec_pretty(&counts)?)
}

/// Builds benches/instructions.rs; gives the program.
fn build(repository: &Repository) -> Result<PathBuf> {
    let mut cargo = tools::cargo(repository);
    cargo.args(["bench", "--quiet", "--bench", "instructions", "--no-run"]);
    tools::built(&mut cargo)?.pop().context("cargo named no program")
}

/// How many instructions the input takes, and how many bytes it has.
fn count(valgrind: &Path, program: &Path, input: &str) -> Result<(u64, u64)> {
    let mut command = Command::new(valgrind);
    command.args(["--tool=callgrind", "--toggle-collect=counted", "--callgrind-out-file=/dev/null", "--log-fd=1"]);
    let printed = tools::run_quietly(command.arg(program).arg(input))?;
    let bytes = printed.lines().find_map(|line| line.parse().ok());
    let (count, bytes) = collected(&printed).zip(bytes).with_context(|| format!("valgrind said:\n{printed}"))?;
    Ok((count, bytes))
}

/// `==123== Collected : 4567`
fn collected(printed: &str) -> Option<u64> {
    printed.lines().find_map(|line| line.split_once("Collected : ")?.1.trim().parse().ok())
}

#[cfg(test)]
mod tests {
    use super::collected;

    #[test]
    fn the_count_is_found_in_what_valgrind_says() {
        assert_eq!(collected("==7== Events    : Ir\n==7== Collected : 4567\n==7== \n"), Some(4567));
        assert_eq!(collected("==7== Collected :\n"), None);
    }
}
