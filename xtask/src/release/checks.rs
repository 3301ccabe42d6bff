//! What has to be right before anything is released: the tree, the versions, the changelog.

use crate::repository::{CRATE, Repository};
use crate::tools;
use anyhow::{Context, Error, Result, bail, ensure};
use serde_json::Value;
use std::process::Command;

const UNRELEASED: &str = "Unreleased";
/// What package.json and its lock file say both.
const DEPENDENCIES: [&str; 4] = ["dependencies", "devDependencies", "optionalDependencies", "peerDependencies"];

/// The version to be released. Fails with all that is wrong.
pub fn check(repository: &Repository) -> Result<String> {
    let read = |path: &str| tools::read_text(&repository.path(path));
    let version = crate_version(&read("Cargo.toml")?)?;
    let mut wrong = Vec::new();
    wrong.extend(tree(&git(repository, &["status", "--porcelain"])?).err());
    wrong.extend(lock(&version, &read("Cargo.lock")?).err());
    wrong.extend(package(&version, &json(repository, "pkg/package.json")?).err());
    wrong.extend(changelog(&version, &read("CHANGELOG.md")?).err());
    wrong.extend(npm_locks(repository)?);
    if wrong.is_empty() {
        return Ok(version);
    }
    let wrong: Vec<String> = wrong.iter().map(|error| format!("- {error:#}")).collect();
    bail!("nothing is released:\n{}", wrong.join("\n"))
}

fn git(repository: &Repository, arguments: &[&str]) -> Result<String> {
    let mut git = Command::new("git");
    tools::run_quietly(git.current_dir(&repository.root).args(arguments)).context("a release is made in a git checkout")
}

fn json(repository: &Repository, path: &str) -> Result<Value> {
    serde_json::from_str(&tools::read_text(&repository.path(path))?).with_context(|| format!("{path} is not JSON"))
}

/// `status` is what `git status --porcelain` prints.
fn tree(status: &str) -> Result<()> {
    let files: Vec<&str> = status.lines().filter_map(|line| line.get(3..)).collect();
    ensure!(files.is_empty(), "the tree is dirty: commit or remove {}.", files.join(", "));
    Ok(())
}

fn crate_version(manifest: &str) -> Result<String> {
    let manifest: toml::Table = manifest.parse().context("Cargo.toml is not TOML")?;
    let version = manifest.get("package").and_then(|package| package.get("version"));
    Ok(version.and_then(toml::Value::as_str).context("Cargo.toml has no version")?.to_owned())
}

fn lock(version: &str, lock: &str) -> Result<()> {
    let lock: toml::Table = lock.parse().context("Cargo.lock is not TOML")?;
    let packages = lock.get("package").and_then(toml::Value::as_array).into_iter().flatten();
    let text = |package: &toml::Value, key: &str| package.get(key).and_then(toml::Value::as_str).map(str::to_owned);
    let mut locked = packages.filter(|package| text(package, "name").as_deref() == Some(CRATE));
    let found = locked.next().and_then(|package| text(package, "version")).unwrap_or_default();
    ensure!(found == version, "Cargo.lock has the version `{found}`, Cargo.toml has `{version}`. Run `cargo check`.");
    Ok(())
}

fn package(version: &str, manifest: &Value) -> Result<()> {
    let found = manifest["version"].as_str().unwrap_or_default();
    ensure!(found == version, "pkg/package.json has the version `{found}`, Cargo.toml has `{version}`.");
    Ok(())
}

/// An entry for the version, with something in it, and nothing above it that is yet to be released.
fn changelog(version: &str, text: &str) -> Result<()> {
    let mut sections = text.split("\n## ").skip(1).map(|section| section.split_once('\n').unwrap_or((section, "")));
    let has_lines = |content: &str| content.lines().any(|line| line.starts_with("- "));
    let (title, content) = sections.next().unwrap_or_default();
    ensure!(
        title != UNRELEASED || !has_lines(content),
        "CHANGELOG.md has entries under `## {UNRELEASED}`. Put them under `## {version}`."
    );
    let newest = if title == UNRELEASED { sections.next().unwrap_or_default() } else { (title, content) };
    // A date may follow.
    let is_entry = newest.0.split_whitespace().next() == Some(version) && has_lines(newest.1);
    ensure!(is_entry, "CHANGELOG.md does not begin with an entry `## {version}` that says what changed.");
    Ok(())
}

/// What is wrong with the lock files of npm in the repository.
fn npm_locks(repository: &Repository) -> Result<Vec<Error>> {
    let json = |path: &str| json(repository, path);
    let mut wrong = Vec::new();
    for path in git(repository, &["ls-files", "*package-lock.json"])?.lines() {
        let manifest = path.replace("package-lock.json", "package.json");
        wrong.extend(npm_lock(path, &json(&manifest)?, &json(path)?).err());
    }
    Ok(wrong)
}

fn npm_lock(path: &str, manifest: &Value, lock: &Value) -> Result<()> {
    let locked = &lock["packages"][""];
    for kind in DEPENDENCIES {
        ensure!(
            manifest[kind] == locked[kind],
            "{path} does not have the `{kind}` of package.json beside it. Run `npm install --package-lock-only` there."
        );
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn error(result: Result<()>) -> String {
        result.unwrap_err().to_string()
    }

    #[test]
    fn a_dirty_tree_is_refused() {
        tree("").unwrap();
        assert_eq!(error(tree(" M src/lib.rs\n?? notes\n")), "the tree is dirty: commit or remove src/lib.rs, notes.");
    }

    #[test]
    fn versions_that_disagree_are_refused() {
        assert_eq!(crate_version("[package]\nversion = '1.2.3'").unwrap(), "1.2.3");
        assert!(crate_version("[workspace]").is_err());
        let locked =
            format!("[[package]]\nname = 'a'\nversion = '1.2.3'\n[[package]]\nname = '{CRATE}'\nversion = '1.2.2'\n");
        lock("1.2.2", &locked).unwrap();
        assert_eq!(
            error(lock("1.2.3", &locked)),
            "Cargo.lock has the version `1.2.2`, Cargo.toml has `1.2.3`. Run `cargo check`."
        );
        assert!(error(lock("1.2.3", "")).contains("the version ``"));
        package("1.2.3", &json!({"version": "1.2.3"})).unwrap();
        for manifest in [json!({"version": "1.2.4"}), json!({})] {
            assert!(error(package("1.2.3", &manifest)).starts_with("pkg/package.json has the version `"));
        }
    }

    #[test]
    fn lock_files_of_npm_that_disagree_are_refused() {
        let manifest = json!({"devDependencies": {"a": "1.0.0"}});
        npm_lock("a/package-lock.json", &manifest, &json!({"packages": {"": manifest}})).unwrap();
        for locked in [json!({"devDependencies": {"a": "1.0.1"}}), json!({}), json!({"dependencies": {"a": "1.0.0"}})] {
            let error = error(npm_lock("a/package-lock.json", &manifest, &json!({"packages": {"": locked}})));
            assert!(error.starts_with("a/package-lock.json does not have the `"), "{error}");
        }
    }

    #[test]
    fn the_lock_files_of_the_repository_agree() {
        let wrong = npm_locks(&Repository::find().unwrap()).unwrap();
        assert!(wrong.is_empty(), "{wrong:?}");
    }

    #[test]
    fn a_changelog_without_an_entry_is_refused() {
        for text in [
            "# Changelog\n\n## 1.2.3\n\n- One.\n\n## 1.2.2\n\n- Two.\n",
            "# Changelog\n\n## 1.2.3 (2026-11-30)\n\n- One.\n",
            "# Changelog\n\n## Unreleased\n\n## 1.2.3\n\n- One.\n",
        ] {
            changelog("1.2.3", text).unwrap();
        }
        for (text, expected) in [
            ("# Changelog\n", "does not begin with an entry `## 1.2.3`"),
            ("# Changelog\n\n## 1.2.3\n\n## 1.2.2\n\n- Two.\n", "does not begin with an entry `## 1.2.3`"),
            ("# Changelog\n\n## 1.2.2\n\n- Two.\n\n## 1.2.3\n\n- One.\n", "does not begin with an entry `## 1.2.3`"),
            ("# Changelog\n\n## 1.2.30\n\n- One.\n", "does not begin with an entry `## 1.2.3`"),
            ("# Changelog\n\n## Unreleased\n\n- One.\n\n## 1.2.3\n\n- One.\n", "entries under `## Unreleased`"),
        ] {
            let error = error(changelog("1.2.3", text));
            assert!(error.contains(expected), "{text}: {error}");
        }
    }

    #[test]
    fn all_that_is_wrong_is_told_at_once() {
        let folder = std::env::temp_dir().join(format!("release-{}", std::process::id()));
        std::fs::create_dir_all(folder.join("pkg")).unwrap();
        for (file, text) in [
            ("Cargo.toml", "[package]\nversion = '1.2.3'"),
            ("Cargo.lock", ""),
            ("pkg/package.json", "{}"),
            ("CHANGELOG.md", "# Changelog\n"),
        ] {
            std::fs::write(folder.join(file), text).unwrap();
        }
        assert!(Command::new("git").current_dir(&folder).args(["init", "--quiet"]).status().unwrap().success());
        let repository = Repository { root: folder.clone(), target: folder.clone(), xtask: folder.clone() };
        let error = check(&repository).unwrap_err().to_string();
        for part in ["nothing is released", "tree is dirty", "Cargo.lock", "pkg/package.json", "CHANGELOG.md"] {
            assert!(error.contains(part), "{part}: {error}");
        }
        std::fs::remove_dir_all(folder).unwrap();
    }
}
