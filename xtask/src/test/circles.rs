//! Modules that import each other, directly or around a corner: read from `use` lines. A module and its parents may name
//! each other.

use crate::tools;
use anyhow::Result;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// By the modules' paths, without `crate::`: what each imports.
type Imports = BTreeMap<String, BTreeSet<String>>;

/// A circle of modules, the first one at its end once more; None where modules have no circle.
pub fn find(source: &Path) -> Result<Option<Vec<String>>> {
    let mut texts = BTreeMap::new();
    read(source, source, &mut texts)?;
    let imports: Imports = texts.iter().map(|(module, text)| (module.clone(), imports(module, text, &texts))).collect();
    Ok(circle(&imports))
}

/// The texts of all modules below `folder`.
fn read(folder: &Path, source: &Path, texts: &mut BTreeMap<String, String>) -> Result<()> {
    for path in tools::list(folder)? {
        if path.is_dir() {
            read(&path, source, texts)?;
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            let module = path.strip_prefix(source)?.with_extension("");
            let module: Vec<_> = module.iter().map(|part| part.to_string_lossy()).collect();
            texts.insert(module.join("::"), tools::read_text(&path)?);
        }
    }
    Ok(())
}

/// The modules that the `use` lines of `module` name, but for itself and its parents.
fn imports(module: &str, text: &str, modules: &BTreeMap<String, String>) -> BTreeSet<String> {
    let text: String =
        text.lines().map(|line| line.split("//").next().unwrap_or_default()).collect::<Vec<_>>().join("\n");
    let statements = text.split(';').filter_map(|statement| {
        let start = statement.rfind("use ")?;
        let is_word = statement[..start].ends_with(|before: char| before.is_whitespace()) || start == 0;
        is_word.then(|| statement[start + 4..].trim())
    });
    let paths = statements.flat_map(|statement| paths(statement, ""));
    let targets = paths.filter_map(|path| target(module, &path, modules));
    targets.filter(|target| target != module && !module.starts_with(&format!("{target}::"))).collect()
}

/// `a::{b, c::{d, e}}` one by one.
fn paths(tree: &str, before: &str) -> Vec<String> {
    let Some((head, rest)) = tree.split_once('{') else {
        let path = tree.split_whitespace().next().unwrap_or_default();
        return vec![format!("{before}{path}")];
    };
    let before = format!("{before}{}", head.trim());
    let inside = rest.rsplit_once('}').map_or(rest, |(inside, _)| inside);
    let (mut depth, mut start, mut found) = (0, 0, Vec::new());
    for (at, byte) in inside.bytes().chain([b',']).enumerate() {
        match byte {
            b'{' => depth += 1,
            b'}' => depth -= 1,
            b',' if depth == 0 => {
                found.extend(paths(inside[start..at].trim(), &before));
                start = at + 1;
            }
            _ => {}
        }
    }
    found
}

/// The module that a path leads into; None for other crates.
fn target(module: &str, path: &str, modules: &BTreeMap<String, String>) -> Option<String> {
    let mut parts = path.split("::").peekable();
    let mut at: Vec<&str> = module.split("::").collect();
    match *parts.peek()? {
        "crate" => at.clear(),
        "super" | "self" => {}
        _ => return None,
    }
    for part in parts {
        match part {
            "super" => drop(at.pop()),
            "crate" | "self" | "" => {}
            name => at.push(name),
        }
    }
    while !at.is_empty() && !modules.contains_key(&at.join("::")) {
        at.pop();
    }
    (!at.is_empty()).then(|| at.join("::"))
}

fn circle(imports: &Imports) -> Option<Vec<String>> {
    let mut done = BTreeSet::new();
    imports.keys().find_map(|module| walk(module, imports, &mut Vec::new(), &mut done))
}

/// The circle that some way from `module` on ends in. `way` leads there, and modules that are `done` lead to none.
fn walk<'i>(
    module: &'i str,
    imports: &'i Imports,
    way: &mut Vec<&'i str>,
    done: &mut BTreeSet<&'i str>,
) -> Option<Vec<String>> {
    if done.contains(module) {
        return None;
    }
    let start = way.iter().position(|before| *before == module);
    way.push(module);
    if let Some(start) = start {
        return Some(way[start..].iter().map(|module| (*module).to_owned()).collect());
    }
    let found = imports.get(module).into_iter().flatten().find_map(|next| walk(next, imports, way, done));
    if found.is_none() {
        way.pop();
        done.insert(module);
    }
    found
}

#[cfg(test)]
mod tests {
    use super::{Imports, circle, imports, paths};
    use std::collections::BTreeMap;

    fn graph(texts: &[(&str, &str)]) -> Imports {
        let texts: BTreeMap<String, String> =
            texts.iter().map(|(module, text)| ((*module).to_owned(), (*text).to_owned())).collect();
        texts.iter().map(|(module, text)| (module.clone(), imports(module, text, &texts))).collect()
    }

    #[test]
    fn a_circle_is_found_around_a_corner() {
        let texts = [
            ("a", "use crate::b::{Thing, c};\n"),
            ("b", "mod c;\n"),
            ("b::c", "// use crate::d;\npub use super::super::d::{self, E as F};"),
            ("d", "use crate::a::X;"),
        ];
        assert_eq!(circle(&graph(&texts)), Some(["a", "b::c", "d", "a"].map(str::to_owned).into()));
        assert_eq!(circle(&graph(&texts[..3])), None);
    }

    #[test]
    fn parents_do_not_count() {
        assert_eq!(circle(&graph(&[("a", "use self::b::C; mod b;"), ("a::b", "use super::D;\nuse crate::a;")])), None);
        assert_eq!(
            circle(&graph(&[("a::b", "use super::c::D;"), ("a::c", "pub use super::b;")])),
            Some(["a::b", "a::c", "a::b"].map(str::to_owned).into()),
        );
    }

    #[test]
    fn trees_are_taken_apart() {
        assert_eq!(paths("a::{b, c::{d, e as f}}", ""), ["a::b", "a::c::d", "a::c::e"]);
    }
}
