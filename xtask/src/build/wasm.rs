//! cargo → trim → wasm-bindgen → wasm-opt → compress, for each artefact, into pkg/wasm/.

use super::{compress, glue, names, trim};
use crate::repository::{CRATE, Repository, WASM_TARGET};
use crate::tools;
use anyhow::{Context, Result};
use std::env;
use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};

/// One compilation.
pub struct Artefact {
    pub name: &'static str,
    /// Which of this workspace's
    package: &'static str,
    features: &'static str,
    /// rustc's, in place of the one in Cargo.toml's profile.
    opt_level: &'static str,
    /// What wasm-opt is told.
    wasm_opt: &'static [&'static str],
    /// Whether `core::fmt` is to stay.
    formats: bool,
}

/// The validator is built for size, but not at any price: what is hot says itself that it is to be copied to where it is
/// called, and wasm-opt is told to look for speed. With level 2 it would be a kilobyte larger and no faster; with level z half
/// a kilobyte smaller, and judging would take a third longer. The other artefacts are built for size alone.
pub const ARTEFACTS: [Artefact; 3] = [
    VALIDATOR,
    Artefact { name: "client", package: CRATE, features: "client", opt_level: "z", wasm_opt: &SMALL, formats: false },
    Artefact {
        name: "emulator",
        package: CRATE,
        features: "emulator",
        opt_level: "z",
        wasm_opt: &SMALL,
        formats: true,
    },
];

pub const VALIDATOR: Artefact =
    Artefact { name: "validator", package: CRATE, features: "", opt_level: "s", wasm_opt: &FAST, formats: false };

/// wasm-opt's passes for size. Taken apart and put together again, code packs a hundredth smaller; so does data that is left
/// in one piece. And nothing of ours lies in the first kilobyte of memory, where only a stack that overflows would get to.
const SMALL: [&str; 6] = ["--flatten", "--rereloop", "-Oz", "-Oz", "--low-memory-unused", "--skip-pass=memory-packing"];

/// The same for speed. Nothing is copied to where it is called: rustc has done so with what is hot.
const FAST: [&str; 9] = [
    "--always-inline-max-function-size=1",
    "--one-caller-inline-max-function-size=1",
    "--flexible-inline-max-function-size=1",
    "--flatten",
    "--rereloop",
    "-O3",
    "-O3",
    "--low-memory-unused",
    "--skip-pass=memory-packing",
];

/// What unpacks the others.
const UNPACKER: Artefact =
    Artefact { name: "unpack", package: "unpack", features: "", opt_level: "z", wasm_opt: &SMALL, formats: false };

/// Strings are scanned 16 bytes at a time. Every runtime that the package supports has it.
const SIMD: &str = "-Ctarget-feature=+simd128";

/// Half of what rustc asks for, and plenty without recursion: addresses of data, which follows, are a byte shorter below a
/// megabyte.
const STACK: &str = "-Clink-arg=-zstack-size=524288";

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

/// The JavaScript that wasm-bindgen made for an artefact, or that stands in for it where no feature needs it.
pub fn glue(repository: &Repository, artefact: &str) -> PathBuf {
    if ARTEFACTS.iter().any(|plain| plain.name == artefact && plain.features.is_empty()) {
        return repository.path("pkg/js/plain.js");
    }
    folder(repository).join(format!("{artefact}.js"))
}

fn folder(repository: &Repository) -> PathBuf {
    repository.path("pkg/wasm")
}

/// An artefact as browsers get it, see [`compress`].
pub fn compressed(repository: &Repository, artefact: &str) -> PathBuf {
    folder(repository).join(format!("{artefact}.compressed"))
}

/// What unpacks it: the crate in unpack/.
pub fn unpacker(repository: &Repository) -> PathBuf {
    folder(repository).join("unpack.wasm")
}

pub fn build(repository: &Repository, artefact: &Artefact) -> Result<()> {
    let compiled = compile(repository, artefact)?;
    let Artefact { name, features, wasm_opt, .. } = artefact;
    let wasm = file(repository, name);
    if features.is_empty() {
        tools::copy(&compiled, &wasm)?;
    } else {
        bind(repository, name, &compiled)?;
        let file = glue(repository, name);
        let (text, short) = names::shorten(&glue::trim(&tools::read_text(&file)?)?, &tools::read(&wasm)?)?;
        tools::write(&file, text)?;
        tools::write(&wasm, short)?;
    }
    optimise(repository, &wasm, wasm_opt)?;
    // Who unpacks it, and who takes the file, get the same.
    let compressed = compress::compress(&tools::read(&wasm)?)?;
    tools::write(&wasm, compressed.wasm)?;
    tools::write(&self::compressed(repository, name), compressed.bytes)
}

pub fn build_unpacker(repository: &Repository) -> Result<()> {
    let compiled = compile(repository, &UNPACKER)?;
    let wasm = unpacker(repository);
    fs::create_dir_all(folder(repository))?;
    tools::copy(&compiled, &wasm)?;
    optimise(repository, &wasm, UNPACKER.wasm_opt)
}

/// The wasm, without what only panics need.
fn compile(repository: &Repository, artefact: &Artefact) -> Result<PathBuf> {
    let Artefact { package, features, opt_level, formats, .. } = artefact;
    // `cargo rustc --crate-type cdylib`, since cargo does no link-time optimisation where an rlib is made as well.
    let mut cargo = tools::cargo(repository);
    cargo.args(["rustc", "--quiet", "--lib", "--package", package]);
    cargo.args(["--target", WASM_TARGET, "--profile", "wasm", "--crate-type", "cdylib"]);
    cargo.args(["--no-default-features", "--features", features]);
    // A number or a JSON string is TOML, too.
    let opt_level = opt_level.parse::<u8>().map_or_else(|_| serde_json::json!(opt_level), |level| level.into());
    cargo.arg("--config").arg(format!("profile.wasm.opt-level={opt_level}"));
    cargo.arg("--config").arg(rustflags(repository));
    tools::run(&mut cargo)?;
    let name = package.replace('-', "_");
    let folder = repository.target.join(WASM_TARGET).join("wasm");
    let trimmed = folder.join(format!("{name}.trimmed.wasm"));
    let wasm = tools::read(&folder.join(format!("{name}.wasm")))?;
    let wasm = trim::trim(&wasm, *formats).with_context(|| format!("`{package}` cannot be trimmed"))?;
    tools::write(&trimmed, wasm)?;
    Ok(trimmed)
}

/// SIMD and the stack; and the builder's folders kept out of the messages of panics, so that every machine builds
/// the same bytes.
fn rustflags(repository: &Repository) -> String {
    let home = env::var_os("CARGO_HOME").map(PathBuf::from);
    let home = home.or_else(|| Some(PathBuf::from(env::var_os("HOME")?).join(".cargo")));
    let flags: Vec<String> = [home, Some(repository.root.clone())]
        .into_iter()
        .flatten()
        .map(|folder| format!("--remap-path-prefix={}=.", folder.display()))
        .chain([SIMD.to_owned(), STACK.to_owned()])
        .collect();
    // A JSON list of strings is a TOML one too.
    format!("target.{WASM_TARGET}.rustflags={}", serde_json::json!(flags))
}

fn bind(repository: &Repository, artefact: &str, compiled: &Path) -> Result<()> {
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
        artefact,
        "--out-dir",
    ]
    .map(OsString::from)
    .into();
    arguments.extend([out.into_os_string(), compiled.as_os_str().to_owned()]);
    wasm_bindgen_cli::wasm_bindgen::run_cli_with_args(arguments)
        .with_context(|| format!("wasm-bindgen failed on the artefact `{artefact}`"))
}

fn optimise(repository: &Repository, wasm: &Path, passes: &[&str]) -> Result<()> {
    let mut wasm_opt = tools::node_tool(repository, "binaryen/bin/wasm-opt");
    wasm_opt.args(passes).args(["--strip-debug", "--strip-producers", "--strip-target-features"]).args(WASM_FEATURES);
    wasm_opt.arg(wasm).arg("-o").arg(wasm);
    tools::run_quietly(&mut wasm_opt).map(drop)
}
