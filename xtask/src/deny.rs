//! `cargo xtask deny`: whether the crates have licences that we take, come from where they should, and have no known flaws.

use crate::arguments::Arguments;
use crate::programs::{self, CARGO_DENY};
use crate::repository::Repository;
use crate::tools;
use anyhow::{Context, Result, bail};
use std::path::{Path, PathBuf};
use std::process::Command;

const CONFIGURATION: &str = "deny.toml";

/// Takes the folder of a clone of the RustSec advisory database, for machines that cannot fetch it.
pub fn run(repository: &Repository, mut arguments: Arguments) -> Result<()> {
    let copy = match arguments.take_rest().as_slice() {
        [] => None,
        [folder] => Some(std::path::absolute(folder)?),
        _ => bail!("`cargo xtask deny` takes one folder at most: that of a copy of the advisories."),
    };
    let program = programs::ensure(repository, &CARGO_DENY)?;
    let check = |configuration: &Path, what: &[&str]| {
        let mut deny = Command::new(&program);
        deny.current_dir(&repository.root).args(["--locked", "check", "--config"]).arg(configuration).args(what);
        println!("$ cargo deny check {}", what.join(" "));
        tools::run(&mut deny)
    };
    check(&repository.path(CONFIGURATION), &["licenses", "bans", "sources"])?;
    let configuration = match copy {
        Some(folder) => with_copy(repository, &folder)?,
        None => repository.path(CONFIGURATION),
    };
    check(&configuration, &["advisories"]).context(
        "the advisories tell of a flaw, or were NOT CHECKED since they could not be fetched. \
         With `cargo xtask deny FOLDER` they are read from a clone of the RustSec advisory database",
    )
}

/// The configuration with the copy in place of the public database; gives its file.
fn with_copy(repository: &Repository, folder: &Path) -> Result<PathBuf> {
    let file = repository.target.join(CONFIGURATION);
    let text = tools::read_text(&repository.path(CONFIGURATION))?;
    let databases = repository.target.join("advisories");
    tools::write(&file, reading_copy(&text, folder, &databases)?)?;
    Ok(file)
}

fn reading_copy(text: &str, folder: &Path, databases: &Path) -> Result<String> {
    const HEADING: &str = "[advisories]\n";
    let (before, after) = text.split_once(HEADING).with_context(|| format!("{CONFIGURATION} has no {HEADING:?}"))?;
    // JSON strings are TOML strings.
    let [url, databases] = [format!("file://{}", folder.display()), databases.display().to_string()]
        .map(|text| serde_json::Value::from(text).to_string());
    Ok(format!("{before}{HEADING}db-urls = [{url}]\ndb-path = {databases}\ngit-fetch-with-cli = true\n{after}"))
}

#[cfg(test)]
mod tests {
    use super::reading_copy;
    use std::path::Path;

    #[test]
    fn a_copy_stands_in_for_the_public_database() {
        let text = include_str!("../../deny.toml");
        let changed = reading_copy(text, Path::new("/copies/a b"), Path::new("/kept")).unwrap();
        let table: toml::Table = changed.parse().unwrap();
        let advisories = &table["advisories"];
        assert_eq!(advisories["db-urls"][0].as_str(), Some("file:///copies/a b"));
        assert_eq!(advisories["yanked"].as_str(), Some("deny"));
        assert!(reading_copy("", Path::new("a"), Path::new("b")).is_err());
    }
}
