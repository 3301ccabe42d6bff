//! The bill of materials in CycloneDX, of the package as npm writes it, with the crates that its WebAssembly is made of, which
//! npm does not know.

use crate::repository::{CRATE, Repository, WASM_TARGET};
use crate::tools;
use anyhow::{Context, Result};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// Of the package in `package`, a folder; written beside its tarball.
pub fn write(repository: &Repository, package: &Path, tarball: &Path) -> Result<PathBuf> {
    let mut npm = tools::npm(package);
    npm.args(["sbom", "--sbom-format=cyclonedx", "--sbom-type=library", "--omit=dev"]);
    let sbom: Value = serde_json::from_str(&tools::run_quietly(&mut npm)?).context("`npm sbom` printed no JSON")?;
    let mut cargo = tools::cargo(repository);
    cargo.args(["tree", "--package", CRATE, "--features", "client,emulator", "--target", WASM_TARGET]);
    cargo.args(["--edges", "normal,no-proc-macro", "--prefix", "none", "--format", "{p}|{l}", "--locked"]);
    let sbom = with_crates(sbom, &tools::run_quietly(&mut cargo)?);
    let file = tarball.with_extension("cdx.json");
    tools::write(&file, format!("{sbom:#}\n"))?;
    Ok(file)
}

/// `tree` has lines like `serde v1.0.228|MIT OR Apache-2.0`, with ` (*)` where a crate stands again.
fn with_crates(mut sbom: Value, tree: &str) -> Value {
    let mut crates = BTreeMap::new();
    for (name, license) in tree.lines().filter_map(|line| line.split_once('|')) {
        let mut words = name.split_whitespace();
        if let (Some(name), Some(version)) = (words.next(), words.next().and_then(|word| word.strip_prefix('v')))
            && name != CRATE
        {
            let license = license.trim_end_matches(" (*)");
            let reference = format!("pkg:cargo/{name}@{version}");
            let component = json!({
                "bom-ref": reference, "type": "library", "name": name, "version": version, "purl": reference,
                "licenses": [{"expression": license.replace('/', " OR ")}],
            });
            crates.insert(reference, component);
        }
    }
    let package = sbom["metadata"]["component"]["bom-ref"].clone();
    sbom["dependencies"] = json!([{"ref": package, "dependsOn": crates.keys().collect::<Vec<_>>()}]);
    sbom["components"] = crates.into_values().collect();
    sbom
}

#[cfg(test)]
mod tests {
    use super::with_crates;
    use serde_json::json;

    #[test]
    fn the_crates_are_components_once_each() {
        let tree = "livingdocs-media-library v0.1.0 (/work)|MIT\nserde v1.0.228|MIT OR Apache-2.0\nlog v0.4.1|MIT/Apache-2.0\n\
                    serde v1.0.228|MIT OR Apache-2.0 (*)\n";
        let sbom = json!({"bomFormat": "CycloneDX", "metadata": {"component": {"bom-ref": "x@1"}}, "components": []});
        let sbom = with_crates(sbom, tree);
        assert_eq!(sbom["bomFormat"], "CycloneDX");
        let names: Vec<_> = sbom["components"].as_array().unwrap().iter().map(|one| one["purl"].clone()).collect();
        assert_eq!(names, ["pkg:cargo/log@0.4.1", "pkg:cargo/serde@1.0.228"]);
        for component in sbom["components"].as_array().unwrap() {
            assert_eq!(component["licenses"], json!([{"expression": "MIT OR Apache-2.0"}]));
        }
        let [log, serde] = ["pkg:cargo/log@0.4.1", "pkg:cargo/serde@1.0.228"];
        assert_eq!(sbom["dependencies"], json!([{"ref": "x@1", "dependsOn": [log, serde]}]));
    }
}
