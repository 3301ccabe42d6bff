//! `cargo test` for wasm32 starts this program as its runner, so that no wasm-bindgen has to be installed.

use anyhow::Result;
use std::ffi::OsString;

pub const COMMAND: &str = "wasm-test-runner";

pub fn run(arguments: impl Iterator<Item = OsString>) -> Result<()> {
    let arguments = std::iter::once(OsString::from(COMMAND)).chain(arguments);
    wasm_bindgen_cli::wasm_bindgen_test_runner::run_cli_with_args(arguments)
}
