//! cargo → wasm-bindgen → wasm-opt, for each artefact, into pkg/wasm/.

use crate::repository::{CRATE, Repository, WASM_TARGET};
use crate::tools;
use anyhow::{Context, Result};
use std::env;
use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};

/// One compilation of the crate.
pub struct Artefact {
    pub name: &'static str,
    features: &'static str,
    /// rustc's, in place of the one in Cargo.toml's profile.
    opt_level: &'static str,
    /// wasm-opt's. The levels differ by under 1 % in gzip size; these are the smallest.
    wasm_opt_level: &'static str,
}

/// Validation alone is built for speed, the rest for size. 3 is no faster than 2 for the validator, and larger.
pub const ARTEFACTS: [Artefact; 3] = [
    Artefact { name: "validator", features: "", opt_level: "2", wasm_opt_level: "-O3" },
    Artefact { name: "client", features: "client", opt_level: "s", wasm_opt_level: "-O3" },
    Artefact { name: "emulator", features: "emulator", opt_level: "z", wasm_opt_level: "-Os" },
];

/// Strings are scanned 16 bytes at a time. Every runtime that the package supports has it.
const SIMD: &str = "-Ctarget-feature=+simd128";

/// `SIMD`, and what rustc uses for wasm32 without being asked; wasm-opt has to be told.
const WASM_FEATURES: [&str; 8] = [
    "--enable-bulk-memory",
    "--enable-bulk-memory-opt",
    "--enable-sign-ext",
    "--enable-mutable-globals",
    "--enable-nontrapping-float-to-int",
    "--enable-reference-types",
    "--enable-multivalue",
    "--enable-simd",
];

/// The finished wasm of an artefact.
pub fn file(repository: &Repository, artefact: &str) -> PathBuf {
    folder(repository).join(format!("{artefact}_bg.wasm"))
}

/// The JavaScript that wasm-bindgen made for an artefact.
pub fn glue(repository: &Repository, artefact: &str) -> PathBuf {
    folder(repository).join(format!("{artefact}.js"))
}

fn folder(repository: &Repository) -> PathBuf {
    repository.path("pkg/wasm")
}

pub fn build(repository: &Repository, artefact: &Artefact) -> Result<()> {
    let compiled = compile(repository, artefact)?;
    bind(repository, artefact, &compiled)?;
    optimise(repository, artefact)
}

fn compile(repository: &Repository, artefact: &Artefact) -> Result<PathBuf> {
    // `cargo rustc --crate-type cdylib`, since cargo does no link-time optimisation where an rlib is made as well.
    let mut cargo = tools::cargo(repository);
    cargo.args(["rustc", "--quiet", "--lib", "--package", CRATE]);
    cargo.args(["--target", WASM_TARGET, "--profile", "wasm", "--crate-type", "cdylib"]);
    cargo.args(["--no-default-features", "--features", artefact.features]);
    cargo.arg("--config").arg(opt_level(artefact));
    cargo.arg("--config").arg(rustflags(repository));
    tools::run(&mut cargo)?;
    let name = format!("{}.wasm", CRATE.replace('-', "_"));
    Ok(repository.target.join(WASM_TARGET).join("wasm").join(name))
}

fn opt_level(artefact: &Artefact) -> String {
    match artefact.opt_level.parse::<u8>() {
        Ok(level) => format!("profile.wasm.opt-level={level}"),
        Err(_) => format!("profile.wasm.opt-level='{}'", artefact.opt_level),
    }
}

/// SIMD; and the builder's folders kept out of the messages of panics, so that every machine builds the same bytes.
fn rustflags(repository: &Repository) -> String {
    let home = env::var_os("CARGO_HOME").map(PathBuf::from);
    let home = home.or_else(|| Some(PathBuf::from(env::var_os("HOME")?).join(".cargo")));
    let flags: Vec<String> = [home, Some(repository.root.clone())]
        .into_iter()
        .flatten()
        .map(|folder| format!("--remap-path-prefix={}=.", folder.display()))
        .chain([SIMD.to_owned()])
        .collect();
    // A JSON list of strings is a TOML one too.
    format!("target.{WASM_TARGET}.rustflags={}", serde_json::json!(flags))
}

fn bind(repository: &Repository, artefact: &Artefact, compiled: &Path) -> Result<()> {
    let out = folder(repository);
    fs::create_dir_all(&out)?;
    let mut arguments: Vec<OsString> = [
        "wasm-bindgen",
        "--target",
        "web",
        "--omit-default-module-path",
        "--no-typescript",
        "--remove-name-section",
        "--remove-producers-section",
        "--experimental-reset-state-function",
        "--out-name",
        artefact.name,
        "--out-dir",
    ]
    .map(OsString::from)
    .into();
    arguments.extend([out.into_os_string(), compiled.as_os_str().to_owned()]);
    wasm_bindgen_cli::wasm_bindgen::run_cli_with_args(arguments)
        .with_context(|| format!("wasm-bindgen failed on the artefact `{}`", artefact.name))
}

fn optimise(repository: &Repository, artefact: &Artefact) -> Result<()> {
    let wasm = file(repository, artefact.name);
    let mut wasm_opt = tools::node_tool(repository, "binaryen/bin/wasm-opt");
    wasm_opt.arg(artefact.wasm_opt_level).args(WASM_FEATURES);
    wasm_opt.arg(&wasm).arg("-o").arg(&wasm);
    tools::run_quietly(&mut wasm_opt).map(drop)
}
