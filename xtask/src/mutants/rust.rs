//! The crate's, with cargo-mutants. `equivalent.toml` lists what cannot be caught.

use crate::programs::{self, CARGO_MUTANTS};
use crate::repository::{CRATE, Repository};
use crate::tools;
use anyhow::{Context, Result, bail, ensure};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::process::Command;

const LIST: &str = include_str!("equivalent.toml");

/// By file, what nobody could notice there.
type Equivalent = BTreeMap<String, Vec<Row>>;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Row {
    /// The mutants' names, without their place.
    mutants: Vec<String>,
    /// The line of code where they are, so that the row holds wherever that moves, and no longer than it stands so.
    line: String,
    #[expect(dead_code, reason = "people read it")]
    why: String,
}

/// As cargo-mutants lists it.
#[derive(Deserialize)]
struct Mutant {
    file: String,
    name: String,
    span: Span,
}

#[derive(Deserialize)]
struct Span {
    start: Place,
}

#[derive(Deserialize)]
struct Place {
    line: usize,
}

/// Passes on what cargo-mutants is told, such as `--file src/retry.rs`, `--in-diff FILE` or `--shard 0/8`.
pub fn run(repository: &Repository, options: &[String]) -> Result<()> {
    let program = programs::ensure(repository, &CARGO_MUTANTS)?;
    let mutants = || {
        let mut mutants = Command::new(&program);
        mutants.current_dir(&repository.root).args(["mutants", "--package", CRATE]);
        mutants
    };
    let printed = tools::run_quietly(mutants().args(["--list", "--json"]))?;
    let all: Vec<Mutant> = serde_json::from_str(&printed)?;
    let listed = listed(repository, &all, &toml::from_str(LIST)?)?;
    println!("{} mutants in all, of which {} are listed as equivalent", all.len(), listed.len());
    let mut mutants = mutants();
    for mutant in listed {
        mutants.arg("--exclude-re").arg(exactly(&mutant.name));
    }
    // Nobody debugs what is built, and it is built two thousand times.
    mutants.env("CARGO_PROFILE_DEV_DEBUG", "0");
    let status =
        mutants.args(["--output", "target"]).args(options).status().context("cargo-mutants cannot be started")?;
    ensure!(status.success(), "a mutant survived, or could not be judged: see above, and target/mutants.out");
    Ok(())
}

/// The mutants that the list names. A row that names none is an error, so that none outlives its code.
fn listed<'a>(repository: &Repository, all: &'a [Mutant], list: &Equivalent) -> Result<Vec<&'a Mutant>> {
    let mut found = Vec::new();
    for (file, rows) in list {
        let text = tools::read_text(&repository.path(file))?;
        let lines: Vec<_> = text.lines().collect();
        for row in rows {
            for name in &row.mutants {
                let before = found.len();
                found.extend(all.iter().filter(|mutant| {
                    let line = lines.get(mutant.span.start.line - 1);
                    mutant.file == *file
                        && without_place(&mutant.name) == name
                        && line.is_some_and(|line| line.trim() == row.line)
                }));
                if found.len() == before {
                    bail!("equivalent.toml lists what is not there: {file}: {name} in `{}`", row.line);
                }
            }
        }
    }
    Ok(found)
}

/// `src/text.rs:5:33: replace + with -` → `replace + with -`
fn without_place(name: &str) -> &str {
    name.split_once(": ").map_or(name, |(_, mutation)| mutation)
}

/// A regular expression for that name alone.
fn exactly(name: &str) -> String {
    let mut pattern = String::from("^");
    for character in name.chars() {
        if character.is_ascii_punctuation() {
            pattern.push('\\');
        }
        pattern.push(character);
    }
    pattern.push('$');
    pattern
}
