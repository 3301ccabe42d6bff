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
pub struct Mutant {
    pub file: String,
    pub name: String,
    replacement: String,
    span: Span,
}

#[derive(Deserialize)]
struct Span {
    start: Place,
    end: Place,
}

/// From 1 on, in characters.
#[derive(Deserialize)]
struct Place {
    line: usize,
    column: usize,
}

impl Mutant {
    /// The file's text with the change.
    pub fn made_in(&self, text: &str) -> String {
        let Span { start, end } = &self.span;
        [&text[..start.in_text(text)], &self.replacement, &text[end.in_text(text)..]].concat()
    }
}

impl Place {
    /// In bytes, from the start of the text.
    fn in_text(&self, text: &str) -> usize {
        let lines = text.split_inclusive('\n');
        let before: usize = lines.clone().take(self.line - 1).map(str::len).sum();
        let line = lines.skip(self.line - 1).flat_map(str::chars);
        before + line.take(self.column - 1).map(char::len_utf8).sum::<usize>()
    }
}

/// Passes on what cargo-mutants is told, such as `--file src/retry.rs`, `--in-diff FILE` or `--shard 0/8`.
pub fn run(repository: &Repository, options: &[String]) -> Result<()> {
    let all = list(repository, &[])?;
    let listed = listed(repository, &all, &toml::from_str(LIST)?)?;
    println!("{} mutants in all, of which {} are listed as equivalent", all.len(), listed.len());
    let mut mutants = cargo_mutants(repository)?;
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

/// What cargo-mutants would change.
pub fn list(repository: &Repository, options: &[&str]) -> Result<Vec<Mutant>> {
    let printed = tools::run_quietly(cargo_mutants(repository)?.args(["--list", "--json"]).args(options))?;
    Ok(serde_json::from_str(&printed)?)
}

fn cargo_mutants(repository: &Repository) -> Result<Command> {
    let mut mutants = Command::new(programs::ensure(repository, &CARGO_MUTANTS)?);
    mutants.current_dir(&repository.root).args(["mutants", "--package", CRATE]);
    Ok(mutants)
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
        // Not `<` and `>`, which are the ends of words with a backslash.
        if r"\.+*?()|[]{}^$".contains(character) {
            pattern.push('\\');
        }
        pattern.push(character);
    }
    pattern.push('$');
    pattern
}

#[cfg(test)]
mod tests {
    use super::*;

    const FILE: &str = "src/text.rs";

    fn mutants() -> Vec<Mutant> {
        let text = include_str!("../../../src/text.rs");
        let line = 1 + text.lines().position(|line| line.contains("b'0' + (number % 10)")).unwrap();
        let name = format!("{FILE}:{line}:33: replace + with - in decimal");
        let [start, end] = [33, 34].map(|column| Place { line, column });
        vec![Mutant { file: FILE.to_owned(), name, replacement: "-".to_owned(), span: Span { start, end } }]
    }

    fn list(mutant: &str, line: &str) -> Equivalent {
        toml::from_str(&format!("[['{FILE}']]\nmutants = ['{mutant}']\nline = \"{line}\"\nwhy = 'x'")).unwrap()
    }

    #[test]
    fn a_row_names_mutants_wherever_they_stand_and_is_refused_where_it_names_none() {
        let repository = Repository::find().unwrap();
        let all = mutants();
        let line = "let digit = char::from(b'0' + (number % 10) as u8);";
        assert_eq!(listed(&repository, &all, &list("replace + with - in decimal", line)).unwrap().len(), 1);
        for (mutant, line) in [("replace + with * in decimal", line), ("replace + with - in decimal", "let x = 1;")] {
            let error = listed(&repository, &all, &list(mutant, line)).err().unwrap().to_string();
            assert_eq!(error, format!("equivalent.toml lists what is not there: {FILE}: {mutant} in `{line}`"));
        }
    }

    #[test]
    fn a_change_is_made_where_it_is_said_to_be() {
        let span = Span { start: Place { line: 2, column: 3 }, end: Place { line: 3, column: 1 } };
        let mutant = Mutant { file: FILE.to_owned(), name: String::new(), replacement: "-".to_owned(), span };
        assert_eq!(mutant.made_in("ab\nè→c\ndef\n"), "ab\nè→-def\n");
    }

    #[test]
    fn names_are_matched_to_the_letter() {
        assert_eq!(
            exactly("a.rs:1:2: replace < with |= in <T as I<'_>>::f"),
            r"^a\.rs:1:2: replace < with \|= in <T as I<'_>>::f$"
        );
    }

    #[test]
    fn the_list_can_be_read() {
        assert!(!toml::from_str::<Equivalent>(LIST).unwrap().is_empty());
    }
}
