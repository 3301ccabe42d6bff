//! `cargo xtask release`: the tarball with the addresses that npm shows, which only a release knows, and its bill of materials.

use crate::arguments::Arguments;
use crate::repository::{CRATE, Repository};
use crate::{build, pack, tools};
use anyhow::{Context, Result, ensure};
use serde_json::{Map, Value};

mod checks;
mod sbom;

/// Where a release has its addresses from.
const ADDRESSES: &str = "release.json";
/// What has to be there, each as npm has it in package.json.
const FIELDS: [&str; 4] = ["repository", "homepage", "bugs", "author"];

pub fn run(repository: &Repository, arguments: Arguments) -> Result<()> {
    arguments.finish()?;
    let version = checks::check(repository)?;
    let addresses = parse(&tools::read_text(&repository.path(ADDRESSES))?)?;
    build::build(repository)?;
    // The package as it is packed, to be packed again with its addresses.
    let folder = repository.target.join("release");
    pack::install(&pack::pack(repository)?, &folder)?;
    let package = folder.join("node_modules").join(CRATE);
    let manifest = package.join("package.json");
    let mut fields: Map<String, Value> = serde_json::from_str(&tools::read_text(&manifest)?)?;
    fields.extend(addresses);
    tools::write(&manifest, format!("{:#}\n", Value::Object(fields)))?;
    let tarball = pack::pack_folder(repository, &package)?;
    let sbom = sbom::write(repository, &package, &tarball)?;
    println!("Packed {version}: {}", tarball.display());
    println!("Its bill of materials: {}", sbom.display());
    println!("A tag v{version} has .github/workflows/release.yml publish it, with provenance.");
    Ok(())
}

/// The fields of [`ADDRESSES`]; fails where one is missing, or is not an address.
fn parse(text: &str) -> Result<Map<String, Value>> {
    let addresses: Map<String, Value> =
        serde_json::from_str(text).with_context(|| format!("{ADDRESSES} is not JSON"))?;
    for name in FIELDS {
        let value = addresses.get(name).and_then(Value::as_str).unwrap_or_default();
        ensure!(!value.is_empty(), "{ADDRESSES} has no `{name}`. Fill it in: a release says where it comes from.");
        ensure!(name == "author" || value.contains("://"), "`{name}` in {ADDRESSES} is `{value}`, which is not a URL.");
    }
    Ok(addresses)
}

#[cfg(test)]
mod tests {
    use super::parse;

    fn error(text: &str) -> String {
        parse(text).unwrap_err().to_string()
    }

    #[test]
    fn nothing_is_released_without_its_addresses() {
        assert_eq!(error("x"), "release.json is not JSON");
        assert_eq!(error("{}"), "release.json has no `repository`. Fill it in: a release says where it comes from.");
        let whole = r#"{"repository":"https://a","homepage":"https://b","bugs":"https://c","author":"d"}"#;
        assert_eq!(parse(whole).map(|addresses| addresses.len()).ok(), Some(4));
        assert!(error(&whole.replace("\"d\"", "\"\"")).contains("no `author`"));
        assert_eq!(error(&whole.replace("https://c", "c")), "`bugs` in release.json is `c`, which is not a URL.");
    }

    #[test]
    fn the_file_in_the_repository_has_all_fields() {
        let file: serde_json::Map<_, _> = serde_json::from_str(include_str!("../../release.json")).unwrap();
        assert!(super::FIELDS.iter().all(|name| file.contains_key(*name)));
    }
}
