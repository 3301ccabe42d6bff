//! `cargo xtask <command>`: everything that is done with this repository. Needs rustup and Node 20 with npm.

use anyhow::{Result, bail};
use std::process::ExitCode;

mod arguments;
mod bench;
mod browser;
mod build;
mod demo;
mod deny;
mod emulator_server;
mod fuzz;
mod http_server;
mod miri;
mod mutants;
mod pack;
mod pages;
mod programs;
mod project;
mod release;
mod repository;
mod reproduce;
mod seed;
mod size;
mod sizes;
mod soak;
mod test;
mod tools;
mod wasm_test_runner;

use arguments::Arguments;
use repository::Repository;

const HELP: &str = "\
cargo xtask <command>

  demo [--port N] [--once]   Build the package, do the main job with it, then serve two pages to try it in a browser
  test [stage …]             Install what the tests need, and run them all (or only the stages named)
  bench [--browser] [--quick | --report]
                             Measure the package against its peers, in Node and Chromium; writes BENCHMARKS.md and its
                             chart (--quick: a first look that writes nothing; --report: the last run, written anew)
  bench --instructions       Count the instructions that verdicts take, with valgrind, and compare them with the last count
  build                      Build the npm package into pkg/dist
  pack                       Build, then make the tarball that npm would publish, in target/
  release                    The same with the addresses in release.json, to be published, and a bill of materials; refuses
                             what is not ready: a dirty tree, versions that disagree, a missing entry of the changelog
  reproduce                  Build twice, in two folders, and compare the tarballs byte by byte
  deny [FOLDER]              Check the crates' licences, sources and advisories with cargo-deny (FOLDER: a clone of the
                             RustSec advisory database, where it cannot be fetched)
  miri                       Run the native tests that reach unsafe code under Miri, or else under sanitizers
  size                       Build, then print what the package costs those who bundle it, beside the goals
  fuzz [--seconds N] [target …]
                             Throw random inputs at the parsers, starting from the tests' tables; for N seconds
                             altogether (60), all targets or those named (--merge: keep in fuzz/corpus what was reached)
  mutants [rust … | wasm … | js …]
                             Change the code in every small way, and see that a test fails each time; takes hours. What
                             follows `rust` goes to cargo-mutants: --file src/retry.rs, --in-diff FILE, --shard 0/8; what
                             follows `wasm` are files, such as src/wasm/call.rs, and what follows `js` are names of groups
                             in tests/mutants/groups.json, such as guard
  soak [--minutes N]         Make calls with random faults in Node, Deno, Bun and workerd for so long (60), and say what they
                             left behind: memory, promises, timers, listeners
  emulator [--port N]        Serve the emulated Media Library API over HTTP on this machine (port 4777)
  help                       Show this list
";

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("\nError: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<()> {
    let repository = Repository::find()?;
    let mut arguments = std::env::args_os().skip(1);
    let command = arguments.next().unwrap_or_default();
    let command = command.to_string_lossy();
    if command == wasm_test_runner::COMMAND {
        return wasm_test_runner::run(arguments);
    }
    let mut arguments = Arguments::new(&command, arguments)?;
    if matches!(&*command, "" | "help" | "-h" | "--help") || arguments.flag("-h") || arguments.flag("--help") {
        print!("{HELP}");
        return Ok(());
    }
    match &*command {
        "bench" => bench::run(&repository, arguments),
        "build" => build::run(&repository, arguments),
        "pack" => pack::run(&repository, arguments),
        "release" => release::run(&repository, arguments),
        "size" => size::run(&repository, arguments),
        "reproduce" => reproduce::run(&repository, arguments),
        "deny" => deny::run(&repository, arguments),
        "miri" => miri::run(&repository, arguments),
        "fuzz" => fuzz::run(&repository, arguments),
        "mutants" => mutants::run(&repository, arguments),
        "soak" => soak::run(&repository, arguments),
        "emulator" => emulator_server::run(arguments),
        "demo" => demo::run(&repository, arguments),
        "test" => test::run(&repository, arguments),
        other => bail!("there is no command `{other}`. `cargo xtask help` lists the commands."),
    }
}
