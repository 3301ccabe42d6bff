//! Takes out of a wasm file what nobody can see: the functions that word panics.
//!
//! A panic of ours aborts, and there is no console to print to, so what formats its message is dead weight. Traps stay
//! traps. The names of functions must still be there, so this comes before wasm-bindgen.

use anyhow::{Result, anyhow, ensure};
use std::collections::{BTreeMap, BTreeSet};
use walrus::ir::{Call, Visitor, dfs_in_order};
use walrus::{FunctionBuilder, FunctionId, FunctionKind, Module};

/// Functions that only panics call, by parts of their mangled names.
const PANICS: [&str; 13] = [
    "4core9panicking",
    "3std9panicking",
    "10___rustc17rust_begin_unwind",
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

/// js-sys's tasks that wait on the stack: an export keeps them alive, but ours do not wait so.
const UNUSED: [&str; 2] = ["6js_sys7futures4jspi", "__wbg_jspi_task_poll"];

/// Formatting. Tables of methods keep it alive where nothing but panics would call it.
const FORMATTING: [&str; 2] = ["4core3fmt", "5alloc3fmt"];
/// Formatting, and the methods `fmt` of whatever can be formatted.
const FORMATTERS: &str = "3fmt";

/// Fails where anything that is left formats and `formats` does not say so: that would trap.
pub fn trim(wasm: &[u8], formats: bool) -> Result<Vec<u8>> {
    let mut module = Module::from_buffer(wasm).map_err(|error| anyhow!("{error}"))?;
    let names: BTreeMap<FunctionId, String> =
        module.funcs.iter_local().filter_map(|(id, _)| Some((id, module.funcs.get(id).name.clone()?))).collect();
    let is_formatting = |name: &str| FORMATTING.iter().any(|part| name.contains(part));
    let is_cut =
        |name: &str| PANICS.iter().chain(&UNUSED).any(|part| name.contains(part)) || !formats && is_formatting(name);
    let cut: BTreeSet<FunctionId> = names.iter().filter(|(_, name)| is_cut(name)).map(|(id, _)| *id).collect();
    // Whoever gives rustc's functions other names has to look here.
    ensure!(!cut.is_empty(), "there is no panic to take out; are the names of functions gone?");
    for (id, function) in module.funcs.iter_local() {
        let name = names.get(&id).map_or("", String::as_str);
        if cut.contains(&id) || name.contains(FORMATTERS) {
            continue;
        }
        let mut calls = Calls::default();
        dfs_in_order(&mut calls, function, function.entry_block());
        let formatter = calls.0.iter().filter(|id| cut.contains(id)).find(|id| is_formatting(&names[id]));
        ensure!(formatter.is_none(), "{name} formats, but what does so is not to be in this file");
    }
    for id in cut {
        let ty = module.funcs.get(id).ty();
        let (params, results) = module.types.params_results(ty);
        let (params, results) = (params.to_vec(), results.to_vec());
        let arguments = params.iter().map(|param| module.locals.add(*param)).collect();
        let mut builder = FunctionBuilder::new(&mut module.types, &params, &results);
        builder.func_body().unreachable();
        module.funcs.get_mut(id).kind = FunctionKind::Local(builder.local_func(arguments));
    }
    for linker_made in ["__data_end", "__heap_base"] {
        module.exports.remove(linker_made).map_err(|error| anyhow!("{error}"))?;
    }
    Ok(module.emit_wasm())
}

/// The functions that a function calls.
#[derive(Default)]
struct Calls(Vec<FunctionId>);

impl<'instr> Visitor<'instr> for Calls {
    fn visit_call(&mut self, call: &Call) {
        self.0.push(call.func);
    }
}
