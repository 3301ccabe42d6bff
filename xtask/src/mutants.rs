//! `cargo xtask mutants`: whether a test fails when the code is changed. Each half has its tool, and one list of the changes
//! that nobody could notice, with the reasons.

mod js;
mod rust;

use crate::arguments::Arguments;
use crate::repository::Repository;
use anyhow::{Result, ensure};

struct Half {
    name: &'static str,
    /// Takes what its tool is told besides.
    run: fn(&Repository, &[String]) -> Result<()>,
}

const HALVES: [Half; 2] = [Half { name: "rust", run: rust::run }, Half { name: "js", run: js::run }];

/// Takes the name of a half, and what its tool is told; runs all of them without one.
pub fn run(repository: &Repository, mut arguments: Arguments) -> Result<()> {
    let rest = arguments.take_rest();
    let Some((name, options)) = rest.split_first() else {
        return HALVES.iter().try_for_each(|half| (half.run)(repository, &[]));
    };
    let half = HALVES.iter().find(|half| half.name == name);
    let names = HALVES.map(|half| half.name).join(" or ");
    ensure!(half.is_some(), "`cargo xtask mutants` wants to know of which code first: {names}, not `{name}`.");
    half.map_or(Ok(()), |half| (half.run)(repository, options))
}
