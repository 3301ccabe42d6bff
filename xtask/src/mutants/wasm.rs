//! What of the crate compiles for WebAssembly alone: cargo-mutants lists the changes, each is built into the package, and the
//! tests of the package judge it.

use super::rust::{self, Mutant};
use crate::build::{self, ARTEFACTS};
use crate::repository::{CRATE, Repository};
use crate::{pack, project, reproduce, tools};
use anyhow::{Result, ensure};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::slice;

/// The files, which `.cargo/mutants.toml` leaves out, and the compilations that they are part of.
const FILES: [(&str, &[&str]); 7] = [
    ("src/wasm/call.rs", &["client"]),
    ("src/wasm/client.rs", &["client"]),
    ("src/wasm/emulator.rs", &["emulator"]),
    ("src/wasm/error.rs", &["client"]),
    ("src/wasm/number.rs", &["validator", "client"]),
    ("src/wasm/task.rs", &["client"]),
    ("src/wasm/transport.rs", &["client"]),
];

/// Of tests/package/, the ones that are about them, the fastest first.
const TESTS: [&str; 10] =
    ["requests", "errors", "client", "emulator", "validator", "tokens", "retries", "rests", "endpoints", "model"];
/// In milliseconds; some changes make a call that never ends.
const TEST_TIMEOUT: &str = "--test-timeout=120000";

/// Takes names of files; all of them without one.
pub fn run(repository: &Repository, files: &[String]) -> Result<()> {
    for file in files {
        let names = FILES.map(|(own, _)| own).join(", ");
        ensure!(FILES.iter().any(|(own, _)| own == file), "`{file}` is none of {names}.");
    }
    build::build(repository)?;
    let tarball = pack::pack(repository)?;
    let folder = repository.target.join("mutants-wasm");
    pack::install(&tarball, &folder)?;
    let tests = Tests { repository, tarball, folder };
    ensure!(tests.pass()?, "the tests fail before anything is changed");

    let changed = reproduce::copy(repository)?;
    let mut open = Vec::new();
    for (file, artefacts) in FILES.iter().filter(|(own, _)| files.is_empty() || files.iter().any(|file| file == own)) {
        for mutant in rust::list(repository, &["--no-config", "--file", file])? {
            let fate = if !build(repository, &changed, &mutant, artefacts)? {
                "not built"
            } else if !tests.pass_with(&changed.path("pkg/dist"))? {
                "caught"
            } else {
                open.push(mutant.name.clone());
                "NOT CAUGHT"
            };
            println!("{fate}: {}", mutant.name);
        }
    }
    ensure!(open.is_empty(), "no test of the package notices:\n{}", open.join("\n"));
    Ok(())
}

/// Makes the package with the change; gives whether it could be made.
fn build(repository: &Repository, changed: &Repository, mutant: &Mutant, artefacts: &[&str]) -> Result<bool> {
    // What the change before has left there.
    project::copy_all(&repository.path("pkg/wasm"), &changed.path("pkg/wasm"))?;
    let file = changed.path(&mutant.file);
    let text = tools::read_text(&file)?;
    tools::write(&file, mutant.made_in(&text))?;
    let mut artefacts = ARTEFACTS.iter().filter(|artefact| artefacts.contains(&artefact.name));
    let made = artefacts.try_for_each(|artefact| build::make(changed, slice::from_ref(artefact)));
    tools::write(&file, text)?;
    Ok(made.is_ok())
}

/// The package that the tests are about.
struct Tests<'a> {
    repository: &'a Repository,
    tarball: PathBuf,
    /// Where it is installed.
    folder: PathBuf,
}

impl Tests<'_> {
    /// With these bundles in the place of its own.
    fn pass_with(&self, dist: &Path) -> Result<bool> {
        project::copy_all(dist, &self.folder.join("node_modules").join(CRATE).join("dist"))?;
        self.pass()
    }

    fn pass(&self) -> Result<bool> {
        for test in TESTS {
            let mut node = Command::new("node");
            node.current_dir(&self.repository.root).args(["--test", TEST_TIMEOUT]);
            node.arg(format!("tests/package/{test}.test.mjs"));
            node.env("PACKAGE_FOLDER", &self.folder).env("PACKAGE_TARBALL", &self.tarball);
            if !node.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).status()?.success() {
                return Ok(false);
            }
        }
        Ok(true)
    }
}

#[cfg(test)]
mod tests {
    use super::FILES;
    use crate::repository::Repository;
    use crate::tools;

    #[test]
    fn they_are_the_files_that_cargo_mutants_leaves_out() {
        let repository = Repository::find().unwrap();
        let settings = tools::read_text(&repository.path(".cargo/mutants.toml")).unwrap();
        let settings: toml::Table = toml::from_str(&settings).unwrap();
        let left_out: Vec<&str> =
            settings["exclude_globs"].as_array().unwrap().iter().filter_map(|glob| glob.as_str()).collect();
        assert_eq!(left_out, FILES.map(|(file, _)| file));
    }
}
