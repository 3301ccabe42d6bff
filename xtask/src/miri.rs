//! `cargo xtask miri`: the native tests that reach unsafe code, under Miri; where that cannot be had, under AddressSanitizer
//! and valgrind, which see less. The rest of the unsafe code runs in WebAssembly alone: tests/package/memory-safety.test.mjs.

use crate::arguments::Arguments;
use crate::repository::{CRATE, Repository};
use crate::tools;
use anyhow::{Result, ensure};
use std::process::{Command, Stdio};

/// What `cargo test` is told.
const TESTS: [&[&str]; 2] = [&["--package", "unpack", "--tests"], &["--package", CRATE, "--lib"]];
/// Which of the second ones; `unpack` has no other.
const FILTER: &str = "buffers";

pub fn run(repository: &Repository, arguments: Arguments) -> Result<()> {
    arguments.finish()?;
    if has_miri() {
        return TESTS.iter().try_for_each(|tests| miri(repository, tests));
    }
    println!("Miri is NOT to be had here: no nightly toolchain has the component `miri`, and rustup cannot add it.");
    println!(
        "The tests run under AddressSanitizer and valgrind instead: those see what is read and written out of bounds"
    );
    println!("or after it was freed, but not what only the rules of Rust forbid.");
    TESTS.iter().try_for_each(|tests| sanitize(repository, tests))?;
    TESTS.iter().try_for_each(|tests| valgrind(repository, tests))
}

fn has_miri() -> bool {
    let succeeds = |program: &str, arguments: &[&str]| {
        let mut command = Command::new(program);
        command.args(arguments).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        command.status().is_ok_and(|status| status.success())
    };
    let has = || succeeds("rustup", &["run", "nightly", "cargo", "miri", "--version"]);
    has() || (succeeds("rustup", &["component", "add", "--toolchain", "nightly", "miri", "rust-src"]) && has())
}

fn miri(repository: &Repository, tests: &[&str]) -> Result<()> {
    let mut cargo = Command::new("rustup");
    cargo.args(["run", "nightly", "cargo", "miri", "test"]).args(tests).args(filter(tests));
    cargo.current_dir(&repository.root).env("CARGO_TARGET_DIR", repository.target.join("miri"));
    // The buffers are known by their addresses, which are numbers in JavaScript.
    cargo.env("MIRIFLAGS", "-Zmiri-permissive-provenance").env_remove("CARGO").env_remove("RUSTUP_TOOLCHAIN");
    println!("$ {}", tools::describe(&cargo));
    tools::run(&mut cargo)
}

fn filter<'a>(tests: &[&str]) -> Option<&'a str> {
    tests.contains(&"--lib").then_some(FILTER)
}

/// With the pinned toolchain, whose unstable flags are used for this alone.
fn sanitize(repository: &Repository, tests: &[&str]) -> Result<()> {
    let mut cargo = tools::cargo(repository);
    // With a target named, build scripts are compiled as usual.
    cargo.arg("test").args(tests).args(["--target", &tools::host()?]).args(filter(tests));
    cargo.env("CARGO_TARGET_DIR", repository.target.join("sanitizer"));
    cargo.env("RUSTC_BOOTSTRAP", "1").env("RUSTFLAGS", "-Zsanitizer=address");
    println!("$ -Zsanitizer=address {}", tools::describe(&cargo));
    tools::run(&mut cargo)
}

fn valgrind(repository: &Repository, tests: &[&str]) -> Result<()> {
    let Some(valgrind) = tools::find_program("valgrind") else {
        println!("WARNING: there is no valgrind on the PATH, so the tests are NOT CHECKED with it.");
        return Ok(());
    };
    let programs = tools::built(tools::cargo(repository).args(["test", "--no-run"]).args(tests))?;
    ensure!(!programs.is_empty(), "cargo built no tests");
    for program in programs {
        let mut command = Command::new(&valgrind);
        command
            .args(["--quiet", "--error-exitcode=1", "--errors-for-leak-kinds=none"])
            .arg(program)
            .args(filter(tests));
        println!("$ {}", tools::describe(&command));
        tools::run(&mut command)?;
    }
    Ok(())
}
