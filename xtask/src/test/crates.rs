//! The licences and sources of all crates, by deny.toml. cargo-deny does this and more, but takes minutes to build.

use crate::repository::Repository;
use crate::tools;
use anyhow::{Context, Result, ensure};
use serde::Deserialize;
use spdx::{Expression, ParseMode};

/// As Cargo.lock names it.
const REGISTRY: &str = "registry+https://github.com/rust-lang/crates.io-index";

#[derive(Deserialize)]
struct Metadata {
    packages: Vec<Package>,
}

#[derive(Deserialize)]
struct Package {
    name: String,
    version: String,
    license: Option<String>,
    /// None for those of the workspace.
    source: Option<String>,
}

/// How many there are.
pub fn check(repository: &Repository) -> Result<usize> {
    let mut cargo = tools::cargo(repository);
    let printed = tools::run_quietly(cargo.args(["metadata", "--format-version", "1", "--all-features", "--locked"]))?;
    let Metadata { packages } = serde_json::from_str(&printed)?;
    let allowed = allowed(&tools::read_text(&repository.path("deny.toml"))?)?;
    for package in &packages {
        judge(package, &allowed)?;
    }
    Ok(packages.len())
}

fn allowed(text: &str) -> Result<Vec<String>> {
    let table: toml::Table = text.parse().context("deny.toml is not TOML")?;
    let list = table.get("licenses").and_then(|licenses| licenses.get("allow")).and_then(toml::Value::as_array);
    let names = list.context("deny.toml has no list of allowed licences")?.iter().filter_map(toml::Value::as_str);
    Ok(names.map(str::to_owned).collect())
}

fn judge(Package { name, version, license, source }: &Package, allowed: &[String]) -> Result<()> {
    let Some(source) = source else { return Ok(()) };
    ensure!(source == REGISTRY, "the crate {name} {version} is from {source}, not from the registry");
    let license = license.as_deref().with_context(|| format!("the crate {name} {version} names no licence"))?;
    // Older crates write `MIT/Apache-2.0`.
    let expression = Expression::parse_mode(license, ParseMode::LAX)
        .with_context(|| format!("the crate {name} {version} has the licence `{license}`, which cannot be read"))?;
    let is_allowed = expression.evaluate(|required| {
        let name = required.license.id().map(|id| id.name);
        required.addition.is_none() && name.is_some_and(|name| allowed.iter().any(|other| other == name))
    });
    ensure!(is_allowed, "the crate {name} {version} has the licence `{license}`, which deny.toml does not allow");
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::{Package, REGISTRY, allowed, judge};

    #[test]
    fn crates_need_a_licence_that_is_allowed_and_the_registry() {
        let allowed = allowed("[licenses]\nallow = ['MIT', 'Zlib']").unwrap();
        let judged = |license: Option<&str>, source: Option<&str>| {
            let [license, source] = [license, source].map(|text| text.map(str::to_owned));
            judge(&Package { name: "a".into(), version: "1.0.0".into(), license, source }, &allowed)
        };
        for license in ["MIT", "MIT/Apache-2.0", "GPL-3.0-only OR Zlib", "MIT AND (Zlib OR Apache-2.0)"] {
            judged(Some(license), Some(REGISTRY)).unwrap();
        }
        for license in ["GPL-3.0-only", "MIT AND Apache-2.0", "MIT WITH LLVM-exception", "LicenseRef-own"] {
            let error = judged(Some(license), Some(REGISTRY)).unwrap_err().to_string();
            assert!(error.contains("does not allow"), "{license}: {error}");
        }
        assert!(judged(Some("my own"), Some(REGISTRY)).unwrap_err().to_string().contains("cannot be read"));
        assert_eq!(judged(None, Some(REGISTRY)).unwrap_err().to_string(), "the crate a 1.0.0 names no licence");
        let error = judged(Some("MIT"), Some("git+https://git.example/a")).unwrap_err().to_string();
        assert_eq!(error, "the crate a 1.0.0 is from git+https://git.example/a, not from the registry");
        judged(None, None).unwrap();
    }

    #[test]
    fn the_list_has_to_be_there() {
        assert!(allowed("[licenses]").is_err());
        assert!(!allowed(include_str!("../../../deny.toml")).unwrap().is_empty());
    }
}
