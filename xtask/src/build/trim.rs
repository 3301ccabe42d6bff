//! Takes out of a wasm file what nobody can see: the wording of panics.
//!
//! A panic of ours aborts, and there is no console to print to, so what formats its message is dead weight. Traps stay
//! traps. The names of functions must still be there, so this comes before wasm-bindgen.

use anyhow::{Result, anyhow, ensure};
use std::collections::{BTreeMap, BTreeSet};
use walrus::ir::{Call, Value, Visitor, dfs_in_order};
use walrus::{ConstExpr, DataKind, FunctionBuilder, FunctionId, FunctionKind, Module};

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

/// What only those say. The last ones are pieces that formatting puts together, or takes digits from.
const WORDS: [&str; 20] = [
    "RefCell already borrowed",
    "RefCell already mutably borrowed",
    "cannot access a Thread Local Storage value during or after destruction: ",
    "AccessError",
    "`async fn` resumed after completion",
    "finish: callbacks should be Some",
    "finish: result should be None",
    "assertion failed: month >= 1 && month <= 12",
    "mid > len",
    "window size must be non-zero",
    "attempt to join into collection with len > usize::MAX",
    "capacity overflow",
    "slice index starts at ",
    " but ends at ",
    "index out of bounds: the len is ",
    " but the index is ",
    "range start index ",
    "range end index ",
    " out of range for slice of length ",
    "0001020304050607080910111213141516171819202122232425262728293031323334353637383940414243444546474849\
     5051525354555657585960616263646566676869707172737475767778798081828384858687888990919293949596979899",
];

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
    let data: Vec<_> = module.data.iter().map(|data| data.id()).collect();
    for id in data {
        let data = module.data.get_mut(id);
        if let DataKind::Active { offset: ConstExpr::Value(Value::I32(start)), .. } = data.kind {
            blank_places(usize::try_from(start)?, &mut data.value);
            if !formats {
                WORDS.iter().for_each(|words| blank(words.as_bytes(), &mut data.value));
            }
            if data.value.iter().all(|byte| *byte == 0) {
                module.data.delete(id);
            }
        }
    }
    for linker_made in ["__data_end", "__heap_base"] {
        module.exports.remove(linker_made).map_err(|error| anyhow!("{error}"))?;
    }
    Ok(module.emit_wasm())
}

/// Fills with zeros, which take no room, the places in the source that panics would name: an address and a length of a
/// path, a line and a column, four bytes each.
fn blank_places(start: usize, bytes: &mut [u8]) {
    let word = |bytes: &[u8], at: usize| {
        bytes.get(at..at + 4).map(|word| u32::from_le_bytes([word[0], word[1], word[2], word[3]]) as usize)
    };
    let is_path = |bytes: &[u8]| bytes.ends_with(b".rs") && bytes.iter().all(u8::is_ascii_graphic);
    let mut paths = BTreeSet::new();
    for at in (0..bytes.len()).step_by(4) {
        let (Some(address), Some(length)) = (word(bytes, at), word(bytes, at + 4)) else { break };
        let Some(path) = address.checked_sub(start) else { continue };
        if length < 300 && bytes.get(path..path + length).is_some_and(is_path) && at + 16 <= bytes.len() {
            bytes[at..at + 16].fill(0);
            paths.insert((path, path + length));
        }
    }
    for (from, to) in paths {
        bytes[from..to].fill(0);
    }
}

/// Fills `words` with zeros wherever they are.
fn blank(words: &[u8], bytes: &mut [u8]) {
    for at in 0..bytes.len() {
        if bytes[at..].starts_with(words) {
            bytes[at..at + words.len()].fill(0);
        }
    }
}

/// The functions that a function calls.
#[derive(Default)]
struct Calls(Vec<FunctionId>);

impl<'instr> Visitor<'instr> for Calls {
    fn visit_call(&mut self, call: &Call) {
        self.0.push(call.func);
    }
}

#[cfg(test)]
mod tests {
    use super::blank;

    #[test]
    fn words_are_blanked_wherever_they_are() {
        let mut bytes = *b"ab.abc.ab";
        blank(b"ab", &mut bytes);
        assert_eq!(&bytes, b"\0\0.\0\0c.\0\0");
    }
}
