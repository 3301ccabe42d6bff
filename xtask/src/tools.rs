//! Running other programs, and installing the ones that are missing.

use crate::repository::{Repository, WASM_TARGET};
use anyhow::{Context, Result, bail};
use serde_json::Value;
use std::env;
use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

const MINIMUM_NODE: u32 = 20;

/// Runs `command` with its output shown.
pub fn run(command: &mut Command) -> Result<()> {
    let name = describe(command);
    let status = command.stdin(Stdio::null()).status().with_context(|| format!("`{name}` cannot be started"))?;
    if !status.success() {
        bail!("`{name}` failed ({status}); what it printed is above.");
    }
    Ok(())
}

/// The programs that cargo builds, benches or tests with `--no-run`.
pub fn built(cargo: &mut Command) -> Result<Vec<PathBuf>> {
    let messages = run_quietly(cargo.args(["--message-format", "json"]))?;
    let messages = messages.lines().filter_map(|line| serde_json::from_str::<Value>(line).ok());
    Ok(messages.filter_map(|message| Some(PathBuf::from(message.get("executable")?.as_str()?))).collect())
}

/// Runs `command` and returns what it printed; shows it only when it fails.
pub fn run_quietly(command: &mut Command) -> Result<String> {
    let name = describe(command);
    let output = command.stdin(Stdio::null()).output().with_context(|| format!("`{name}` cannot be started"))?;
    let printed = String::from_utf8_lossy(&output.stdout).into_owned();
    if !output.status.success() {
        let errors = String::from_utf8_lossy(&output.stderr);
        bail!("`{name}` failed ({}):\n{printed}{errors}", output.status);
    }
    Ok(printed)
}

/// The program's name and its first few arguments, for messages.
pub fn describe(command: &Command) -> String {
    const SHOWN: usize = 4;
    let mut words: Vec<_> = std::iter::once(command.get_program()).chain(command.get_args()).map(short).collect();
    if words.len() > SHOWN + 1 {
        words.truncate(SHOWN + 1);
        words.push("…".to_owned());
    }
    words.join(" ")
}

/// Absolute paths without what leads to them.
fn short(word: &OsStr) -> String {
    let word = word.to_string_lossy();
    if let Some((_, inside)) = word.split_once("node_modules/") {
        return inside.to_owned();
    }
    match Path::new(&*word) {
        path if path.is_absolute() => path.file_name().unwrap_or_default().to_string_lossy().into_owned(),
        _ => word.into_owned(),
    }
}

/// The cargo that runs this program.
pub fn cargo(repository: &Repository) -> Command {
    let mut command = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.current_dir(&repository.root).env("CARGO_TARGET_DIR", &repository.target);
    command
}

/// The triple of this machine, as rustc names it.
pub fn host() -> Result<String> {
    let printed = run_quietly(Command::new("rustc").arg("-vV"))?;
    let host = printed.lines().find_map(|line| line.strip_prefix("host: "));
    Ok(host.context("rustc does not say which machine this is")?.to_owned())
}

/// esbuild of the repository: a program or a script, as its install script has been run or not.
pub fn esbuild(repository: &Repository) -> Command {
    let mut command = Command::new(repository.path("node_modules/esbuild/bin/esbuild"));
    command.current_dir(&repository.root);
    command
}

/// Node with a script of an npm package of the repository, such as `binaryen/bin/wasm-opt`.
pub fn node_tool(repository: &Repository, script: &str) -> Command {
    let mut command = Command::new("node");
    command.current_dir(&repository.root).arg(repository.path("node_modules").join(script));
    command
}

/// npm, run in `folder`.
pub fn npm(folder: &Path) -> Command {
    let mut command = Command::new("npm");
    command.current_dir(folder).env("npm_config_update_notifier", "false");
    command
}

/// Adds the wasm target to the Rust toolchain when it is missing.
pub fn ensure_wasm_target() -> Result<()> {
    let installed = Command::new("rustc")
        .args(["--print", "target-libdir", "--target", WASM_TARGET])
        .stderr(Stdio::null())
        .output()
        .ok()
        .is_some_and(|output| Path::new(String::from_utf8_lossy(&output.stdout).trim()).is_dir());
    if installed {
        return Ok(());
    }
    println!("Adding the Rust target {WASM_TARGET}.");
    run(Command::new("rustup").args(["target", "add", WASM_TARGET])).with_context(|| {
        format!(
            "The Rust target {WASM_TARGET} is missing and rustup could not add it. \
             Install Rust with rustup (https://rustup.rs), or add the target by hand"
        )
    })
}

/// Installs the npm packages of `package-lock.json` when they are missing or older than it.
pub fn ensure_npm_packages(repository: &Repository) -> Result<()> {
    ensure_node()?;
    let lock = repository.path("package-lock.json");
    let installed = repository.path("node_modules/.package-lock.json");
    if is_up_to_date(&installed, &lock) {
        return Ok(());
    }
    println!("Installing the npm packages that the build and the tests use.");
    // No install scripts: esbuild, the only one that has one, works without it.
    run_quietly(npm(&repository.root).args(["ci", "--ignore-scripts", "--no-audit", "--no-fund"]))
        .context("npm could not install the packages of package-lock.json")?;
    Ok(())
}

fn ensure_node() -> Result<()> {
    const WAY_OUT: &str = "Install Node.js 20 or newer, with npm (https://nodejs.org).";
    let Ok(printed) = run_quietly(Command::new("node").arg("--version")) else {
        bail!("Node.js is missing. {WAY_OUT}");
    };
    let version = printed.trim();
    let major =
        version.strip_prefix('v').and_then(|rest| rest.split('.').next()).and_then(|major| major.parse::<u32>().ok());
    match major {
        Some(major) if major >= MINIMUM_NODE => {}
        _ => bail!("Node.js {version} is too old. {WAY_OUT}"),
    }
    if find_program("npm").is_none() {
        bail!("npm is missing. {WAY_OUT}");
    }
    Ok(())
}

/// Whether `product` is there and not older than `source`.
pub fn is_up_to_date(product: &Path, source: &Path) -> bool {
    let modified = |path: &Path| fs::metadata(path).and_then(|metadata| metadata.modified());
    match (modified(product), modified(source)) {
        (Ok(product), Ok(source)) => product >= source,
        _ => false,
    }
}

/// The first program of this name on the PATH.
pub fn find_program(name: &str) -> Option<PathBuf> {
    let path = env::var_os("PATH")?;
    env::split_paths(&path).map(|folder| folder.join(name)).find(|file| file.is_file())
}

/// Makes `folder` anew, empty.
pub fn empty_folder(folder: &Path) -> Result<()> {
    if folder.exists() {
        remove_folder(folder)?;
    }
    fs::create_dir_all(folder).with_context(|| format!("cannot make {}", folder.display()))
}

/// Removes a folder with all that is in it.
pub fn remove_folder(folder: &Path) -> Result<()> {
    fs::remove_dir_all(folder).with_context(|| format!("cannot remove {}", folder.display()))
}

/// The files and folders in a folder, by name.
pub fn list(folder: &Path) -> Result<Vec<PathBuf>> {
    let entries = fs::read_dir(folder).with_context(|| format!("cannot read {}", folder.display()))?;
    let mut paths = entries.map(|entry| Ok(entry?.path())).collect::<Result<Vec<_>>>()?;
    paths.sort();
    Ok(paths)
}

/// Reads a file, and names it when that fails.
pub fn read(path: &Path) -> Result<Vec<u8>> {
    fs::read(path).with_context(|| format!("cannot read {}", path.display()))
}

/// Reads a text file, and names it when that fails.
pub fn read_text(path: &Path) -> Result<String> {
    fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))
}

/// Writes a file, and names it when that fails.
pub fn write(path: &Path, contents: impl AsRef<[u8]>) -> Result<()> {
    fs::write(path, contents).with_context(|| format!("cannot write {}", path.display()))
}

/// Copies a file, and names it when that fails.
pub fn copy(from: &Path, to: &Path) -> Result<()> {
    fs::copy(from, to).map(drop).with_context(|| format!("cannot copy {} to {}", from.display(), to.display()))
}
