//! `cargo xtask deny`: whether the crates have licences that we take, come from where they should, and have no known flaws.

use crate::arguments::Arguments;
use crate::programs::{self, CARGO_DENY};
use crate::repository::Repository;
use crate::tools;
use anyhow::{Context, Result, bail};
use std::process::Command;

/// As deny.toml names it.
const DATABASE: &str = "https://github.com/RustSec/advisory-db";

/// Takes the folder of a clone of the RustSec advisory database, for machines that cannot fetch it.
pub fn run(repository: &Repository, mut arguments: Arguments) -> Result<()> {
    let copy = match arguments.take_rest().as_slice() {
        [] => None,
        [folder] => Some(std::path::absolute(folder)?),
        _ => bail!("`cargo xtask deny` takes one folder at most: that of a copy of the advisories."),
    };
    let program = programs::ensure(repository, &CARGO_DENY)?;
    let check = |what: &[&str]| {
        println!("$ cargo deny check {}", what.join(" "));
        let mut deny = Command::new(&program);
        deny.current_dir(&repository.root).args(["--locked", "check"]).args(what);
        deny
    };
    tools::run(&mut check(&["licenses", "bans", "sources"]))?;
    let mut advisories = check(&["advisories"]);
    if let Some(folder) = copy {
        // git takes the copy for the database.
        advisories.env("GIT_CONFIG_COUNT", "1").env("GIT_CONFIG_VALUE_0", DATABASE);
        advisories.env("GIT_CONFIG_KEY_0", format!("url.file://{}.insteadOf", folder.display()));
    }
    tools::run(&mut advisories).context(
        "the advisories tell of a flaw, or were NOT CHECKED since they could not be fetched. \
         With `cargo xtask deny FOLDER` they are read from a clone of the RustSec advisory database",
    )
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_copy_stands_in_for_the_database_that_is_configured() {
        let table: toml::Table = include_str!("../../deny.toml").parse().unwrap();
        let advisories = &table["advisories"];
        assert_eq!(advisories["db-urls"].as_array().unwrap(), &[super::DATABASE.into()]);
        assert_eq!(advisories["git-fetch-with-cli"].as_bool(), Some(true));
    }
}
