//! Short names for what WebAssembly and wasm-bindgen's JavaScript have between them: a hundred long ones with hashes in
//! them, twice, would be a fiftieth of a bundle.

use anyhow::{Result, anyhow, ensure};
use walrus::Module;

/// The JavaScript and the wasm with their short names.
pub fn shorten(glue: &str, wasm: &[u8]) -> Result<(String, Vec<u8>)> {
    let mut module = Module::from_buffer(wasm).map_err(|error| anyhow!("{error}"))?;
    let mut glue = glue.to_owned();
    let mut shortened = 0;
    let mut shorten = |name: &mut String| {
        let short = format!("_{shortened}");
        glue = glue.replace(name.as_str(), &short);
        *name = short;
        shortened += 1;
    };
    for import in module.imports.iter_mut() {
        shorten(&mut import.name);
    }
    // What is left are the names of functions that pkg/js/ calls itself.
    for export in
        module.exports.iter_mut().filter(|export| export.name.starts_with("__") || export.name.contains("closures"))
    {
        shorten(&mut export.name);
    }
    ensure!(shortened > 0 && !glue.contains("__wbg_new"), "the names of wasm-bindgen's JavaScript are not as expected");
    Ok((glue, module.emit_wasm()))
}
