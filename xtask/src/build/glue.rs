//! wasm-bindgen's JavaScript, without what nothing here needs, and with closures of our own.

use anyhow::{Context, Result, ensure};

/// Functions by how they begin, and what takes their place.
const FUNCTIONS: [(&str, &str); 3] = [
    // It is asked once for each instance, which may have been made without blocking.
    (
        "function initSync(module) {",
        "export { __wbg_get_imports as imports };
function initSync({ module, instance }) {
    wasmModule ??= module;
    return __wbg_finalize_init(instance ?? new WebAssembly.Instance(wasmModule, __wbg_get_imports()), wasmModule);
}",
    ),
    // The next instance is pkg/js/wasm.js's affair.
    (
        "export function __wbg_reset_state () {",
        "export function __wbg_reset_state() {
    __wbg_instance_id++;
}",
    ),
    // It knows of a Safari that gives up after two gigabytes, but pkg/js/text.js, which decodes far more, does not.
    (
        "function decodeText(bytes) {",
        "function decodeText(bytes) {
    return decode(bytes);
}",
    ),
];

/// What it makes on import; pkg/js/text.js makes it at its first use.
const DECODER: (&str, &str) = ("let cachedTextDecoder = new TextDecoder(", "let numBytesDecoded = 0;");
const ENCODER: (&str, &str) = ("const cachedTextEncoder = new TextEncoder();", "}");
/// For exports that cannot reallocate, of which there are none.
const ENCODE: &str = "    if (realloc === undefined) {";

/// Restarts an instance when that was scheduled, which nothing does.
const CALL_GUARD: &str = "    __wbg_call_guard();\n";

/// How closures are made, where there are any.
const CLOSURES: &str = "function makeMutClosure(arg0, arg1, f) {";
/// It drops those that nobody has called; ours are always called.
const REGISTRY: &str = "const CLOSURE_DTORS = (";
const OWN_CLOSURES: &str = "function makeMutClosure(arg0, arg1, f) {
    return makeClosure((value) => f(arg0, arg1, value), () => wasm.__wbindgen_destroy_closure(arg0, arg1));
}";
const IMPORT: &str = "import { makeClosure } from '../js/wasm.js';\n";
const TEXT_IMPORT: &str = "import { decode, encodeInto, toNumber } from '../js/text.js';\n";

/// `Number` may be the page's own, and what it throws would cross the wasm.
const NUMBER: (&str, &str) =
    ("Number(getStringFromWasm0(arg0, arg1));", "toNumber(() => getStringFromWasm0(arg0, arg1));");

pub fn trim(glue: &str) -> Result<String> {
    let mut glue = glue.to_owned();
    for (start, replacement) in FUNCTIONS {
        glue = replace(&glue, start, "}", replacement)?;
    }
    glue = replace(&glue, DECODER.0, DECODER.1, "")?;
    if glue.contains("cachedTextEncoder") {
        glue = replace(&glue, ENCODER.0, ENCODER.1, "")?.replace("cachedTextEncoder.encodeInto(", "encodeInto(");
        glue = replace(&glue, ENCODE, "    }", "")?;
    }
    ensure!(!glue.contains("cachedText"), "wasm-bindgen makes encoders or decoders in other ways");
    glue = [TEXT_IMPORT, &glue].concat();
    ensure!(glue.contains(NUMBER.0), "wasm-bindgen calls `Number` in another way");
    glue = glue.replace(NUMBER.0, NUMBER.1);
    ensure!(!glue.contains("__wbg_reinit_scheduled = true"), "wasm-bindgen schedules restarts");
    ensure!(glue.contains(CALL_GUARD), "wasm-bindgen guards calls in another way");
    glue = glue.replace(CALL_GUARD, "");
    ensure!(!glue.contains("function makeClosure("), "wasm-bindgen makes closures in other ways");
    if glue.contains("makeMutClosure") {
        glue = replace(&glue, REGISTRY, "});", "")?;
        glue = [IMPORT, &replace(&glue, CLOSURES, "}", OWN_CLOSURES)?].concat();
    }
    Ok(glue)
}

/// Replaces what begins like this, up to the line that ends it.
fn replace(glue: &str, start: &str, end: &str, replacement: &str) -> Result<String> {
    let end = ["\n", end, "\n"].concat();
    let found = glue.split_once(start).and_then(|(before, rest)| Some((before, rest.split_once(&end)?.1)));
    let (before, after) = found.with_context(|| format!("wasm-bindgen's JavaScript has no `{start}`"))?;
    Ok([before, replacement, "\n", after].concat())
}

#[cfg(test)]
mod tests {
    use super::replace;

    #[test]
    fn a_function_is_replaced_to_its_end() {
        let glue = "let a;\nfunction b() {\n    if (a) {\n    }\n}\nlet c;\n";
        assert_eq!(replace(glue, "function b() {", "}", "d();").ok().as_deref(), Some("let a;\nd();\nlet c;\n"));
        assert!(replace(glue, "function e() {", "}", "").is_err());
    }
}
