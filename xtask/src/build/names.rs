//! Short names for what WebAssembly and wasm-bindgen's JavaScript have between them: a hundred long ones with hashes in
//! them, twice, would be 1.2 KB of a bundle.

use anyhow::{Result, anyhow, ensure};
use std::mem;
use walrus::Module;

/// The JavaScript and the wasm with their short names.
pub fn shorten(glue: &str, wasm: &[u8]) -> Result<(String, Vec<u8>)> {
    let mut module = Module::from_buffer(wasm).map_err(|error| anyhow!("{error}"))?;
    let mut glue = glue.to_owned();
    let mut shortened = 0;
    // Whether the JavaScript has the name.
    let mut shorten = |name: &mut String| {
        let short = format!("_{shortened}");
        let long = mem::replace(name, short);
        shortened += 1;
        let is_there = glue.contains(&long);
        glue = glue.replace(&long, name);
        is_there
    };
    for import in module.imports.iter_mut() {
        let name = import.name.clone();
        ensure!(shorten(&mut import.name), "wasm-bindgen's JavaScript has no `{name}`");
    }
    // The names that are left are those of functions that pkg/js/ calls itself.
    for export in
        module.exports.iter_mut().filter(|export| export.name.starts_with("__") || export.name.contains("closures"))
    {
        shorten(&mut export.name);
    }
    ensure!(shortened > 0 && !glue.contains("__wbg_new"), "the names of wasm-bindgen's JavaScript are not as expected");
    Ok((glue, module.emit_wasm()))
}
