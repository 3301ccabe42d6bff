//! Takes out of a wasm file what nobody can see: the wording of panics.
//!
//! A panic of ours aborts, and there is no console to print to, so what formats its message is dead weight. Traps stay
//! traps. The names of functions must still be there, so this comes before wasm-bindgen.

use anyhow::{Result, anyhow, ensure};
use walrus::{FunctionBuilder, FunctionKind, Module};

/// Functions that only panics call, by parts of their mangled names.
const PANICS: [&str; 14] = [
    "4core9panicking",
    "3std9panicking",
    "10___rustc17rust_begin_unwind",
    "4core3fmt",
    "4core4cell19panic_already",
    "4core5slice5index",
    "4core3str16slice_error_fail",
    "4core6option13expect_failed",
    "4core6option13unwrap_failed",
    "4core6result13unwrap_failed",
    "5alloc5alloc18handle_alloc_error",
    "5alloc7raw_vec12handle_error",
    "5alloc7raw_vec17capacity_overflow",
    "3std5alloc24default_alloc_error_hook",
];

pub fn trim(wasm: &[u8]) -> Result<Vec<u8>> {
    let mut module = Module::from_buffer(wasm).map_err(|error| anyhow!("{error}"))?;
    let panics: Vec<_> = module
        .funcs
        .iter_local()
        .filter(|(id, _)| module.funcs.get(*id).name.as_deref().is_some_and(is_panic))
        .map(|(id, function)| (id, function.ty()))
        .collect();
    // Whoever gives rustc's functions other names has to look here.
    ensure!(!panics.is_empty(), "there is no panic to take out; are the names of functions gone?");
    for (id, ty) in panics {
        let (params, results) = module.types.params_results(ty);
        let (params, results) = (params.to_vec(), results.to_vec());
        let arguments = params.iter().map(|param| module.locals.add(*param)).collect();
        let mut builder = FunctionBuilder::new(&mut module.types, &params, &results);
        builder.func_body().unreachable();
        module.funcs.get_mut(id).kind = FunctionKind::Local(builder.local_func(arguments));
    }
    Ok(module.emit_wasm())
}

fn is_panic(name: &str) -> bool {
    PANICS.iter().any(|panic| name.contains(panic))
}
