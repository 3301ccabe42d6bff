//! The JavaScript half: Stryker changes pkg/js/, and the tests of the package run against the bundles of that.

use crate::repository::{CRATE, Repository};
use crate::{browser, build, pack, project, tools};
use anyhow::{Context, Result, bail, ensure};
use serde::Deserialize;
use serde_json::json;
use std::collections::BTreeMap;
use std::env;
use std::fs;
use std::path::Path;
use std::process::Command;

const PROJECT: &str = "tests/mutants";
/// What Stryker calls, in its copy of the sources, once it has changed them.
const BUNDLE: &str = "bundle";

/// Sources that the same tests are about, of groups.json.
#[derive(Deserialize)]
struct Group {
    name: String,
}

/// Those of one file that one reason holds for, of equivalent.json.
#[derive(Deserialize)]
struct Equivalent {
    file: String,
    why: String,
    mutants: Vec<Change>,
}

/// A line, what stands in it (or from there on), and what is put in its place. Lines without their numbers, which would change
/// with every edit.
type Change = (String, String, String);

/// Stryker's report, as far as it matters here.
#[derive(Deserialize)]
struct Report {
    files: BTreeMap<String, File>,
}

#[derive(Deserialize)]
struct File {
    source: String,
    mutants: Vec<Mutant>,
}

#[derive(Deserialize)]
struct Mutant {
    replacement: Option<String>,
    status: String,
    location: Location,
}

#[derive(Deserialize)]
struct Location {
    start: Position,
    end: Position,
}

/// From 1 on, in UTF-16.
#[derive(Deserialize)]
struct Position {
    line: usize,
    column: usize,
}

/// Takes the names of groups; all of them without one.
pub fn run(repository: &Repository, groups: &[String]) -> Result<()> {
    if groups == [BUNDLE] {
        return bundle(repository);
    }
    let known: Vec<Group> = read_json(&repository.path(PROJECT).join("groups.json"))?;
    let names: Vec<&str> = known.iter().map(|group| &*group.name).collect();
    for group in groups {
        ensure!(names.contains(&&**group), "there is no group `{group}`. The groups are: {}.", names.join(", "));
    }
    let chosen = names.into_iter().filter(|name| groups.is_empty() || groups.iter().any(|group| group == name));

    let browser = browser::ensure()?;
    build::build(repository)?;
    let folder = project::install(repository, PROJECT, &pack::pack(repository)?)?;
    for sources in ["pkg/js", "pkg/wasm"] {
        project::copy_all(&repository.path(sources), &folder.join(sources))?;
    }
    let mut tally = Tally::new(read_json(&repository.path(PROJECT).join("equivalent.json"))?)?;
    for group in chosen {
        println!("\n=== {group} ===");
        let mut stryker = Command::new("node");
        stryker.current_dir(&folder).args(["node_modules/@stryker-mutator/core/bin/stryker.js", "run"]);
        stryker.env("GROUP", group).env("CHECKOUT", &repository.root).env("XTASK", &repository.xtask);
        stryker.env("PACKAGE_FOLDER", &folder).env("CHROMIUM", &browser.program);
        stryker.env("NO_COLOR", "1").env_remove("FORCE_COLOR");
        tools::run(&mut stryker)?;
        tally.add(read_json(&folder.join("reports").join(format!("{group}.json")))?)?;
    }
    tally.verdict()
}

/// Makes the bundles of the sources in the current folder, and puts them in the place of the installed package's.
fn bundle(repository: &Repository) -> Result<()> {
    let root = env::current_dir().context("no folder to bundle in")?;
    let dist = root.join("pkg/dist");
    tools::empty_folder(&dist)?;
    // The same esbuild.
    std::os::unix::fs::symlink(repository.path("node_modules"), root.join("node_modules"))?;
    let changed = Repository { root, target: repository.target.clone(), xtask: repository.xtask.clone() };
    build::bundle(&changed)?;
    let installed = project::folder(repository, PROJECT).join("node_modules").join(CRATE).join("dist");
    project::copy_all(&dist, &installed)
}

/// What became of all mutants, and which of those that stay unnoticed may.
struct Tally {
    listed: Vec<(Equivalent, Vec<bool>)>,
    statuses: BTreeMap<String, usize>,
    files: Vec<String>,
    equivalent: usize,
    open: Vec<String>,
}

impl Tally {
    fn new(listed: Vec<Equivalent>) -> Result<Self> {
        for Equivalent { file, why, .. } in &listed {
            ensure!(!why.is_empty(), "equivalent.json does not say why those of {file} are.");
        }
        let listed = listed.into_iter().map(|rows| {
            let met = vec![false; rows.mutants.len()];
            (rows, met)
        });
        Ok(Self {
            listed: listed.collect(),
            statuses: BTreeMap::new(),
            files: Vec::new(),
            equivalent: 0,
            open: Vec::new(),
        })
    }

    fn add(&mut self, report: Report) -> Result<()> {
        for (path, File { source, mutants }) in report.files {
            let file = path.strip_prefix("pkg/js/").unwrap_or(&path).to_owned();
            let lines: Vec<&str> = source.lines().collect();
            for Mutant { replacement, status, location } in mutants {
                let line = location.start.line;
                let text = lines.get(line - 1).context("Stryker names a line that is not there")?;
                let change = (text.trim().to_owned(), original(text, &location), replacement.unwrap_or_default());
                let unnoticed = matches!(&*status, "Survived" | "NoCoverage");
                if unnoticed && self.is_listed(&file, &change) {
                    self.equivalent += 1;
                    continue;
                }
                if unnoticed {
                    self.open.push(format!("{file}:{line} {}", json!(change)));
                }
                *self.statuses.entry(status).or_default() += 1;
            }
            self.files.push(file);
        }
        Ok(())
    }

    fn is_listed(&mut self, file: &str, change: &Change) -> bool {
        let mut is_listed = false;
        for (rows, met) in self.listed.iter_mut().filter(|(rows, _)| rows.file == file) {
            for (_, met) in rows.mutants.iter().zip(met).filter(|(row, _)| *row == change) {
                *met = true;
                is_listed = true;
            }
        }
        is_listed
    }

    /// What is listed of the files that were changed, and was noticed all the same, or is not there.
    fn gone(&self) -> Vec<String> {
        let listed = self.listed.iter().filter(|(rows, _)| self.files.contains(&rows.file));
        let unmet = listed.flat_map(|(rows, met)| {
            let unmet = rows.mutants.iter().zip(met).filter(|(_, met)| !**met);
            unmet.map(|(change, _)| format!("{} {}", rows.file, json!(change)))
        });
        unmet.collect()
    }

    fn verdict(self) -> Result<()> {
        println!();
        for (status, count) in &self.statuses {
            println!("{status:>16}  {count}");
        }
        println!("{:>16}  {}", "equivalent", self.equivalent);
        let gone = self.gone();
        for mutant in &self.open {
            println!("no test notices: {mutant}");
        }
        for row in &gone {
            println!("listed, but noticed or gone: {row}");
        }
        if self.open.is_empty() && gone.is_empty() {
            return Ok(());
        }
        bail!(
            "{} changes of pkg/js/ that no test notices, and {} of {PROJECT}/equivalent.json that are noticed or gone; see above.",
            self.open.len(),
            gone.len()
        )
    }
}

/// What stands there; of more than one line, what the first has.
fn original(line: &str, Location { start, end }: &Location) -> String {
    let units: Vec<u16> = line.encode_utf16().skip(start.column - 1).collect();
    let length = if end.line == start.line { end.column - start.column } else { units.len() };
    String::from_utf16_lossy(&units[..length.min(units.len())])
}

fn read_json<T: for<'de> Deserialize<'de>>(path: &Path) -> Result<T> {
    let text = fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))?;
    serde_json::from_str(&text).with_context(|| format!("{} is not as expected", path.display()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::Value;

    const LINE: &str = "if (b > 0 && c > 0) d();";

    fn listed(file: &str, changes: &[(&str, &str)]) -> Equivalent {
        let change = |(original, replacement): &(&str, &str)| {
            (LINE.to_owned(), (*original).to_owned(), (*replacement).to_owned())
        };
        Equivalent { file: file.to_owned(), why: "so".to_owned(), mutants: changes.iter().map(change).collect() }
    }

    fn mutant(columns: [usize; 2], replacement: &str, status: &str) -> Value {
        let [start, end] = columns.map(|column| json!({ "line": 2, "column": column }));
        json!({ "replacement": replacement, "status": status, "location": { "start": start, "end": end } })
    }

    #[test]
    fn what_is_unnoticed_and_not_listed_is_open_and_what_is_listed_and_noticed_is_gone() {
        let of_a = listed("a.js", &[("b > 0", "true"), ("b > 0", "false")]);
        let mut tally = Tally::new(vec![of_a, listed("not-run.js", &[("x", "y")])]).unwrap();
        let report = json!({ "files": { "pkg/js/a.js": { "source": format!("// a\n  {LINE}\n"), "mutants": [
            mutant([7, 12], "true", "Survived"),
            mutant([7, 12], "false", "Killed"),
            mutant([16, 21], "true", "NoCoverage"),
            mutant([16, 21], "false", "Timeout"),
        ] } } });
        tally.add(serde_json::from_value(report).unwrap()).unwrap();
        assert_eq!(tally.equivalent, 1);
        assert_eq!(tally.open, [r#"a.js:2 ["if (b > 0 && c > 0) d();","c > 0","true"]"#]);
        assert_eq!(tally.gone(), [r#"a.js ["if (b > 0 && c > 0) d();","b > 0","false"]"#]);
        assert!(tally.verdict().is_err());
    }

    /// Those that only name what others export, and those that only Workers load.
    const LEFT_OUT: [&str; 7] =
        ["glue.js", "import.js", "index.js", "load/edge.js", "load/slim-edge.js", "messages.js", "validator-entry.js"];

    #[test]
    fn every_file_is_in_one_group_or_left_out() {
        let repository = Repository::find().unwrap();
        let groups: Vec<Value> = read_json(&repository.path(PROJECT).join("groups.json")).unwrap();
        let sources = groups.iter().flat_map(|group| group["sources"].as_array().unwrap());
        let mut named: Vec<&str> = sources.map(|source| source.as_str().unwrap()).chain(LEFT_OUT).collect();
        named.sort_unstable();
        let folder = repository.path("pkg/js");
        let mut there = Vec::new();
        let mut folders = vec![folder.clone()];
        while let Some(next) = folders.pop() {
            for path in tools::list(&next).unwrap() {
                if path.is_dir() {
                    folders.push(path);
                } else if path.extension().is_some_and(|extension| extension == "js") {
                    there.push(path.strip_prefix(&folder).unwrap().to_string_lossy().into_owned());
                }
            }
        }
        there.sort_unstable();
        assert_eq!(named, there);
    }

    #[test]
    fn a_list_says_why() {
        assert!(Tally::new(vec![Equivalent { why: String::new(), ..listed("a.js", &[]) }]).is_err());
    }
}
