//! pkg/js/exports.d.ts says what JavaScript and the WebAssembly have of each other. TypeScript holds pkg/js to it; this holds
//! it to the wasm files, and to what src/wasm/transport.rs asks of JavaScript.

use super::wasm;
use crate::repository::Repository;
use crate::tools;
use anyhow::{Context, Result, anyhow, ensure};
use std::collections::BTreeMap;
use std::fmt;
use walrus::{ExportItem, Module};

const DECLARATIONS: &str = "pkg/js/exports.d.ts";
const TRANSPORT: &str = "src/wasm/transport.rs";

/// wasm-bindgen's name of the emulator's class, before the names of its methods.
const EMULATOR: &str = "emulator_";

/// How something is called.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Signature {
    /// None for exports that are read, not called.
    parameters: Option<usize>,
    /// None where wasm-bindgen has its own way of giving them.
    results: Option<usize>,
}

type Members = BTreeMap<String, Signature>;

pub fn check(repository: &Repository) -> Result<()> {
    let text = tools::read_text(&repository.path(DECLARATIONS))?;
    let validator = interface(&text, "ValidatorExports")?;
    let mut client = interface(&text, "ClientExports")?;
    client.extend(validator.clone());
    let mut emulator = emulator(&text)?;
    emulator.extend(validator.clone());
    for (name, declared) in [("validator", validator), ("client", client), ("emulator", emulator)] {
        let file = wasm::file(repository, name);
        compare(&declared, &exports(&tools::read(&file)?)?, &format!("{name}_bg.wasm"))?;
    }
    let unpacker = exports(&tools::read(&wasm::unpacker(repository))?)?;
    compare(&interface(&text, "UnpackerExports")?, &unpacker, "unpack.wasm")?;
    let asked = asked_of_javascript(&tools::read_text(&repository.path(TRANSPORT))?)?;
    compare(&interface(&text, "Transport")?, &asked, TRANSPORT)
}

/// Names what stands on one side only, or differs.
fn compare(declared: &Members, real: &Members, file: &str) -> Result<()> {
    for (name, signature) in declared {
        let other = real.get(name).with_context(|| format!("{DECLARATIONS} has `{name}`, but {file} has not"))?;
        let agree = signature.results.zip(other.results).is_none_or(|(left, right)| left == right);
        ensure!(
            signature.parameters == other.parameters && agree,
            "`{name}` is {signature} in {DECLARATIONS}, but {other} in {file}"
        );
    }
    match real.keys().find(|name| !declared.contains_key(*name)) {
        Some(name) => Err(anyhow!("{file} has `{name}`, but {DECLARATIONS} has not")),
        None => Ok(()),
    }
}

/// The functions that a wasm exports, but for those of wasm-bindgen itself.
fn exports(wasm: &[u8]) -> Result<Members> {
    let module = Module::from_buffer(wasm).map_err(|error| anyhow!("{error}"))?;
    let functions = module.exports.iter().filter_map(|export| match export.item {
        ExportItem::Function(id) if !export.name.starts_with('_') => {
            let types = module.types.get(module.funcs.get(id).ty());
            let signature = Signature { parameters: Some(types.params().len()), results: Some(types.results().len()) };
            Some((export.name.clone(), signature))
        }
        _ => None,
    });
    Ok(functions.collect())
}

/// The declared members of an interface, but for the memory.
fn interface(text: &str, name: &str) -> Result<Members> {
    let statements = statements(text, &format!("interface {name} "))?;
    let mut members: Members = statements.iter().filter_map(|statement| member(statement, |_| 1)).collect();
    members.remove("memory");
    Ok(members)
}

/// The methods of the emulator's class, as wasm-bindgen exports them: after the instance, of texts and bytes the address and
/// the length.
fn emulator(text: &str) -> Result<Members> {
    let width = |parameter: &str| {
        let given = parameter.trim_end_matches(" | undefined");
        if given.ends_with("string") || given.ends_with("Uint8Array") { 2 } else { 1 }
    };
    let methods = statements(text, "class Emulator ")?;
    let methods = methods.iter().filter_map(|statement| member(statement, width)).filter(|(name, _)| name != "free");
    let exported = methods.map(|(name, Signature { parameters, .. })| {
        let is_constructor = name == "constructor";
        let parameters = parameters.map(|count| count + usize::from(!is_constructor));
        let name = if is_constructor { "new" } else { &name };
        (format!("{EMULATOR}{name}"), Signature { parameters, results: None })
    });
    Ok(exported.collect())
}

/// The statements of a block that begins like this, without their comments.
fn statements(text: &str, heading: &str) -> Result<Vec<String>> {
    let block = text.split_once(heading).and_then(|(_, rest)| rest.split_once("{\n")?.1.split_once("\n  }\n"));
    let (block, _) = block.with_context(|| format!("{DECLARATIONS} has no `{heading}`"))?;
    let is_code = |line: &&str| !line.starts_with('/') && !line.starts_with('*');
    let code: String = block.lines().map(str::trim).filter(is_code).collect();
    Ok(code.split_terminator(';').map(str::to_owned).collect())
}

/// `name(a: A, b: B): C`, `readonly name: (a: A) => C` or `readonly name: C`.
fn member(statement: &str, width: impl Fn(&str) -> usize) -> Option<(String, Signature)> {
    let statement = statement.strip_prefix("readonly ").unwrap_or(statement);
    let name = &statement[..statement.find(|letter: char| !letter.is_ascii_alphanumeric())?];
    let rest = statement[name.len()..].trim_start_matches([':', ' ']);
    let signature = match rest.strip_prefix('(').and_then(|rest| rest.split_once(')')) {
        Some((parameters, result)) => Signature {
            parameters: Some(parameters.split_terminator(',').map(|parameter| width(parameter.trim())).sum()),
            results: Some(usize::from(!result.ends_with("void"))),
        },
        None => Signature { parameters: None, results: Some(1) },
    };
    Some((name.to_owned(), signature))
}

/// What Rust calls of a transport: the functions of the block `extern "C"`.
fn asked_of_javascript(source: &str) -> Result<Members> {
    let block = source.split_once("extern \"C\" {\n").and_then(|(_, rest)| rest.split_once("\n}\n"));
    let (block, _) = block.with_context(|| format!("{TRANSPORT} has no block `extern \"C\"`"))?;
    let code: String = block.lines().map(str::trim).filter(|line| !line.starts_with("//")).collect();
    let functions = code.split_terminator(';').filter_map(|item| {
        let (attributes, function) = item.split_once("fn ")?;
        let (rust_name, rest) = function.split_once('(')?;
        let (parameters, result) = rest.split_once(')')?;
        let name = attributes
            .split_once("js_name = ")
            .map_or(rust_name, |(_, name)| name.split([',', ')']).next().unwrap_or(name));
        let count = parameters.split_terminator(',').count() - 1;
        let is_getter = attributes.contains("getter");
        let signature =
            Signature { parameters: (!is_getter).then_some(count), results: Some(usize::from(!result.is_empty())) };
        Some((name.to_owned(), signature))
    });
    Ok(functions.collect())
}

impl fmt::Display for Signature {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.parameters {
            None => write!(f, "a property"),
            Some(parameters) => {
                write!(f, "a function of {parameters}")?;
                self.results.map_or(Ok(()), |results| write!(f, " that gives {results}"))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "
  export interface Transport {
    /** A comment; with a semicolon. */
    resolve(value: unknown): void;
    readonly ending: number;
    tell(
      method: 'GET' | 'PATCH',
      ms: number,
    ): void;
  }
  export interface ValidatorExports {
    readonly memory: WebAssembly.Memory;
    readonly isValid: (validator: number, length: number) => number;
  }
  export class Emulator {
    constructor(options: string);
    addFile(key: string, bytes: Uint8Array): void;
    failNext(times: number, method: string | undefined): void;
    free(): void;
  }
";

    const RUST: &str = "extern \"C\" {
    /// One call's.
    pub type Transport;
    #[wasm_bindgen(method, structural)]
    pub fn resolve(this: &Transport, value: &JsValue);
    #[wasm_bindgen(method, getter, structural, js_name = ending)]
    fn how_it_ended(this: &Transport) -> u16;
    #[wasm_bindgen(method, structural)]
    pub fn tell(
        this: &Transport,
        method: &str,
        ms: f64,
    );
}
";

    fn signature(parameters: usize, results: Option<usize>) -> Signature {
        Signature { parameters: Some(parameters), results }
    }

    #[test]
    fn rust_and_typescript_agree() {
        compare(&interface(TEXT, "Transport").unwrap(), &asked_of_javascript(RUST).unwrap(), "here").unwrap();
    }

    #[test]
    fn each_difference_is_named() {
        let declared = interface(TEXT, "ValidatorExports").unwrap();
        let error = |real: &[(&str, Signature)]| {
            let real = real.iter().map(|(name, signature)| ((*name).to_owned(), *signature)).collect();
            compare(&declared, &real, "a.wasm").unwrap_err().to_string()
        };
        let right = ("isValid", signature(2, Some(1)));
        assert_eq!(error(&[]), "pkg/js/exports.d.ts has `isValid`, but a.wasm has not");
        assert_eq!(error(&[right, ("more", right.1)]), "a.wasm has `more`, but pkg/js/exports.d.ts has not");
        assert_eq!(
            error(&[("isValid", signature(3, Some(0)))]),
            "`isValid` is a function of 2 that gives 1 in pkg/js/exports.d.ts, but a function of 3 that gives 0 in a.wasm"
        );
    }

    #[test]
    fn texts_and_bytes_are_two_numbers_for_the_emulator() {
        let expected = [
            ("emulator_addFile", signature(5, None)),
            ("emulator_failNext", signature(4, None)),
            ("emulator_new", signature(2, None)),
        ];
        let expected: Members = expected.map(|(name, signature)| (name.to_owned(), signature)).into();
        assert_eq!(emulator(TEXT).unwrap(), expected);
    }
}
