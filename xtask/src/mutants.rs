//! `cargo xtask mutants`: whether a test fails when the code is changed. What nobody could notice is listed, with the reasons.

mod js;
mod rust;
mod wasm;

use crate::arguments::Arguments;
use crate::repository::Repository;
use anyhow::{Result, ensure};

struct Part {
    name: &'static str,
    /// Takes what it is told besides.
    run: fn(&Repository, &[String]) -> Result<()>,
}

const PARTS: [Part; 3] =
    [Part { name: "rust", run: rust::run }, Part { name: "wasm", run: wasm::run }, Part { name: "js", run: js::run }];

/// Takes the name of a part, and what it is told; runs all of them without one.
pub fn run(repository: &Repository, mut arguments: Arguments) -> Result<()> {
    let rest = arguments.take_rest();
    let Some((name, options)) = rest.split_first() else {
        return PARTS.iter().try_for_each(|part| (part.run)(repository, &[]));
    };
    let part = PARTS.iter().find(|part| part.name == name);
    let names = PARTS.map(|part| part.name).join(", ");
    ensure!(part.is_some(), "`cargo xtask mutants` wants to know of which code first, one of {names}; not `{name}`.");
    part.map_or(Ok(()), |part| (part.run)(repository, options))
}
