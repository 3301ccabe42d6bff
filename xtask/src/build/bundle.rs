//! esbuild: pkg/js/ and pkg/wasm/ become one self-contained file for each entry and loader.

use super::{contract, pure, stamp, wasm};
use crate::repository::Repository;
use crate::tools;
use anyhow::{Context, Result, ensure};
use serde_json::Value;
use std::ffi::OsString;
use std::path::{Path, PathBuf};

/// What a user imports.
pub struct Entry {
    /// `index` is the package's main entry, the others are its subpaths.
    pub name: &'static str,
    /// In pkg/js/.
    source: &'static str,
    /// The wasm it uses, if any; see [`wasm::ARTEFACTS`].
    artefact: Option<&'static str>,
    loaders: &'static [Loader],
}

pub const ENTRIES: [Entry; 8] = [
    Entry { name: "index", source: "index.js", artefact: Some("client"), loaders: &LOADERS },
    Entry { name: "validator", source: "validator-entry.js", artefact: Some("validator"), loaders: &LOADERS },
    Entry { name: "emulator", source: "emulator.js", artefact: Some("emulator"), loaders: &LOADERS },
    Entry { name: "slim", source: "slim.js", artefact: Some("client"), loaders: &SLIM_LOADERS },
    // Without wasm there is nothing to load: a `.cjs` and a `.js` are right everywhere.
    Entry { name: "messages", source: "messages.js", artefact: None, loaders: LOADERS.split_at(2).0 },
    Entry { name: "locate", source: "locate.js", artefact: None, loaders: LOADERS.split_at(2).0 },
    Entry { name: "webhooks", source: "webhooks.js", artefact: None, loaders: LOADERS.split_at(2).0 },
    Entry { name: "import", source: "import.js", artefact: None, loaders: LOADERS.split_at(2).0 },
];

/// How an entry gets its wasm; a file is made for each.
struct Loader {
    /// In pkg/js/load/.
    source: &'static str,
    format: Format,
    /// Follows the entry's name.
    suffix: &'static str,
    wasm: WasmPlace,
    /// JavaScript: whether `fetch` takes `cache` there.
    takes_cache: &'static str,
}

enum Format {
    CommonJs,
    Module,
}

enum WasmPlace {
    /// In the file, as base64; compressed for browsers.
    Inline,
    /// Beside the file.
    Beside,
    /// Brought by the caller.
    Given,
}

const ALWAYS: &str = "true";
/// Vercel's does, and says its name; workerd throws on it before the compatibility date 2024-11-11.
const IN_VERCELS: &str = "globalThis.EdgeRuntime";

const LOADERS: [Loader; 4] = [
    Loader {
        source: "node.js",
        format: Format::CommonJs,
        suffix: ".cjs",
        wasm: WasmPlace::Inline,
        takes_cache: ALWAYS,
    },
    Loader {
        source: "default.js",
        format: Format::Module,
        suffix: ".js",
        wasm: WasmPlace::Inline,
        takes_cache: ALWAYS,
    },
    Loader {
        source: "default.js",
        format: Format::CommonJs,
        suffix: ".default.cjs",
        wasm: WasmPlace::Inline,
        takes_cache: ALWAYS,
    },
    Loader {
        source: "edge.js",
        format: Format::Module,
        suffix: ".edge.js",
        wasm: WasmPlace::Beside,
        takes_cache: IN_VERCELS,
    },
];

const SLIM_LOADERS: [Loader; 3] = [
    Loader { source: "slim.js", format: Format::CommonJs, suffix: ".cjs", wasm: WasmPlace::Given, takes_cache: ALWAYS },
    Loader { source: "slim.js", format: Format::Module, suffix: ".js", wasm: WasmPlace::Given, takes_cache: ALWAYS },
    Loader {
        source: "slim-edge.js",
        format: Format::Module,
        suffix: ".edge.js",
        wasm: WasmPlace::Given,
        takes_cache: IN_VERCELS,
    },
];

/// The ESM face of the CommonJS file for Node, so that `import` and `require` give the same objects.
const NODE_COMMONJS: &str = ".cjs";
const NODE_MODULE: &str = ".node.mjs";

/// How pkg/js/load/edge.js names the wasm beside it.
const WASM_FILE: &str = "wasm-file";
/// Follows the file's name in the import. Without it Next.js, Vercel and Nitro take the file for something else than a module
/// that is compiled; Cloudflare's tools know it, too.
const COMPILED: &str = "?module";

/// The bundles of an entry, in pkg/dist/.
pub fn files(entry: &Entry) -> impl Iterator<Item = String> {
    entry.loaders.iter().map(|loader| format!("{}{}", entry.name, loader.suffix))
}

pub fn build(repository: &Repository, entry: &Entry) -> Result<()> {
    let dist = repository.path("pkg/dist");
    let mut names = Vec::new();
    for loader in entry.loaders {
        let file = dist.join(format!("{}{}", entry.name, loader.suffix));
        let exports = bundle(repository, entry, loader, &file)?;
        if let Format::Module = loader.format {
            names = exports;
            tools::write(&file, pure::mark(&tools::read_text(&file)?))?;
        }
        if let (WasmPlace::Beside, Some(artefact)) = (&loader.wasm, entry.artefact) {
            name_wasm_file(&file, artefact)?;
        }
    }
    if let Some(artefact) = entry.artefact {
        let wasm = tools::read(&wasm::file(repository, artefact))?;
        tools::write(&dist.join(format!("{artefact}.wasm")), stamp::marked(&wasm, &contract::read(repository)?))?;
    }
    write_node_module(&dist, entry, &names)
}

/// Returns the names that the file exports; empty for CommonJS.
fn bundle(repository: &Repository, entry: &Entry, loader: &Loader, file: &Path) -> Result<Vec<String>> {
    let metafile = repository.target.join("xtask-esbuild.json");
    let source = repository.path("pkg/js");
    let mut esbuild = tools::esbuild(repository);
    esbuild.arg(source.join(entry.source));
    esbuild.args(["--bundle", "--target=es2022", "--charset=utf8", "--log-level=warning"]);
    esbuild.args(match loader.format {
        // The platform makes esbuild list the exports in a way that Node can find them.
        Format::CommonJs => ["--format=cjs", "--platform=node"],
        Format::Module => ["--format=esm", "--platform=neutral"],
    });
    esbuild.arg(define(&source, "TAKES_CACHE", loader.takes_cache)?);
    if let Some(artefact) = entry.artefact {
        esbuild.args(["--loader:.wasm=base64", "--loader:.compressed=base64", &format!("--external:{WASM_FILE}")]);
        for (name, path) in [
            ("wasm-glue", wasm::glue(repository, artefact)),
            ("wasm-load", source.join("load").join(loader.source)),
            ("wasm-bytes", wasm::file(repository, artefact)),
            ("wasm-compressed", wasm::compressed(repository, artefact)),
            ("wasm-unpacker", wasm::unpacker(repository)),
        ] {
            esbuild.arg(option(&format!("--alias:{name}="), path));
        }
        if let WasmPlace::Given = loader.wasm {
            let mark = stamp::mark(&tools::read(&wasm::file(repository, artefact))?, &contract::read(repository)?);
            esbuild.arg(define(&source, "WASM_BUILD", &format!("\"{mark}\""))?);
        }
    }
    esbuild.arg(option("--outfile=", file.to_owned()));
    esbuild.arg(option("--metafile=", metafile.clone()));
    tools::run(&mut esbuild).with_context(|| format!("esbuild could not make {}", file.display()))?;
    exports(&metafile)
}

/// Has esbuild write a value for a name, for which some file in `folder` asks.
fn define(folder: &Path, name: &str, value: &str) -> Result<String> {
    let asks = |path: &PathBuf| {
        path.extension().is_some_and(|extension| extension == "js")
            && tools::read_text(path).is_ok_and(|text| text.contains(name))
    };
    ensure!(tools::list(folder)?.iter().any(asks), "no JavaScript in {} asks for {name}.", folder.display());
    Ok(format!("--define:{name}={value}"))
}

fn option(name: &str, path: PathBuf) -> OsString {
    let mut option = OsString::from(name);
    option.push(path);
    option
}

fn exports(metafile: &Path) -> Result<Vec<String>> {
    let metadata: Value = serde_json::from_slice(&tools::read(metafile)?)?;
    let outputs = metadata["outputs"].as_object();
    let exports = outputs
        .and_then(|outputs| outputs.values().next())
        .and_then(|output| output["exports"].as_array())
        .context("esbuild's metafile is not as expected")?;
    Ok(exports.iter().filter_map(|name| name.as_str().map(str::to_owned)).collect())
}

fn name_wasm_file(file: &Path, artefact: &str) -> Result<()> {
    let text = tools::read_text(file)?;
    let placeholder = format!("\"{WASM_FILE}\"");
    ensure!(text.matches(&placeholder).count() == 1, "{} does not import its wasm exactly once.", file.display());
    let text = text.replace(&placeholder, &format!("\"./{artefact}.wasm{COMPILED}\""));
    tools::write(file, text)
}

fn write_node_module(dist: &Path, entry: &Entry, names: &[String]) -> Result<()> {
    ensure!(!names.is_empty(), "pkg/js/{} exports nothing.", entry.source);
    let text = format!(
        "// `import` and `require` share one instance.\nimport commonjs from './{}{NODE_COMMONJS}';\n\nexport const {{\n  {},\n}} = commonjs;\n",
        entry.name,
        names.join(",\n  ")
    );
    tools::write(&dist.join(format!("{}{NODE_MODULE}", entry.name)), text)
}
