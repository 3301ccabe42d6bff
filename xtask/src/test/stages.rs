//! The stages, in the order in which they run.

use super::counts::Counts;
use super::{Installed, Run, circles, crates};
use crate::browser::WebKit;
use crate::http_server::Listener;
use crate::programs::GECKODRIVER;
use crate::repository::{CRATE, Repository, WASM_TARGET};
use crate::sizes::{self, Row};
use crate::{bench, browser, build, demo, fuzz, pages, programs, project, reproduce, size, tools, wasm_test_runner};
use anyhow::{Context, Result, bail};
use serde_json::json;
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;

pub fn check(run: &mut Run, counts: &mut Counts) -> Result<()> {
    let cargo = |arguments: &str| {
        let mut cargo = tools::cargo(run.repository);
        cargo.args(arguments.split_whitespace());
        cargo
    };
    counted(counts, &mut cargo("fmt --all --check"))?;
    counted(counts, &mut cargo("clippy --quiet --workspace --all-targets --all-features -- -D warnings"))?;
    for source in ["src", "xtask/src"] {
        println!("$ modules of {source}/ that import each other in a circle");
        if let Some(circle) = circles::find(&run.repository.path(source))? {
            counts.failed += 1;
            bail!("modules of {source}/ import each other: {}", circle.join(" -> "));
        }
        counts.passed += 1;
    }
    println!("$ licences and sources of the crates");
    println!("{} crates are allowed", crates::check(run.repository)?);
    counts.passed += 1;
    let wasm = format!("clippy --quiet --package {CRATE} --target {WASM_TARGET}");
    counted(counts, &mut cargo(&format!("{wasm} --lib -- -D warnings")))?;
    counted(counts, &mut cargo(&format!("{wasm} --lib --test wasm* --features client,emulator -- -D warnings")))
}

pub fn native(run: &mut Run, counts: &mut Counts) -> Result<()> {
    run_tests(tools::cargo(run.repository).args(["test", "--workspace", "--all-features"]), counts)
}

pub fn fuzz(run: &mut Run, counts: &mut Counts) -> Result<()> {
    const SECONDS: u64 = 60;
    for outcome in fuzz::fuzz(run.repository, &[], SECONDS, false)? {
        println!("{outcome}");
        match outcome.finding {
            None => counts.passed += 1,
            Some(_) => counts.failed += 1,
        }
    }
    Ok(())
}

pub fn package_build(run: &mut Run, counts: &mut Counts) -> Result<()> {
    let installed = run.installed()?;
    build::summarise(run.repository)?;
    println!("Packed {}", installed.tarball.display());
    counts.passed += 1;
    Ok(())
}

pub fn reproduce(run: &mut Run, counts: &mut Counts) -> Result<()> {
    let Installed { tarball, .. } = run.installed()?;
    reproduce::check(run.repository, &tarball)?;
    counts.passed += 1;
    Ok(())
}

pub fn wasm_node(run: &mut Run, counts: &mut Counts) -> Result<()> {
    let mut cargo = wasm_tests(run.repository);
    cargo.env("WASM_BINDGEN_TEST_ONLY_NODE", "1");
    run_tests(&mut cargo, counts)
}

pub fn wasm_browser(run: &mut Run, counts: &mut Counts) -> Result<()> {
    let browser = browser::ensure()?;
    let tests_in = |driver: &str, program: PathBuf, capabilities: PathBuf| {
        let mut cargo = wasm_tests(run.repository);
        cargo.env("WASM_BINDGEN_TEST_ONLY_WEB", "1").env("WASM_BINDGEN_USE_BROWSER", "1");
        cargo.env("WASM_BINDGEN_TEST_WEBDRIVER_JSON", capabilities).env(driver, program);
        cargo
    };
    run_tests(&mut tests_in("CHROMEDRIVER", browser.driver, run.repository.path("webdriver.json")), counts)?;

    let firefox = browser::firefox().context("there is no Firefox on this machine");
    match firefox.and_then(|firefox| Ok((firefox, programs::ensure(run.repository, &GECKODRIVER)?))) {
        Ok((firefox, driver)) => {
            // The program's place differs from machine to machine.
            let capabilities = run.repository.target.join("webdriver-firefox.json");
            tools::write(&capabilities, json!({ "moz:firefoxOptions": { "binary": firefox } }).to_string())?;
            run_tests(&mut tests_in("GECKODRIVER", driver, capabilities), counts)
        }
        Err(error) => {
            println!("WARNING: the wasm-bindgen tests are SKIPPED, so NOT TESTED, in Firefox: {error:#}");
            counts.skipped += 1;
            Ok(())
        }
    }
}

pub fn size(run: &mut Run, counts: &mut Counts) -> Result<()> {
    let Installed { folder, .. } = run.installed()?;
    let rows = size::of_package(run.repository, &folder)?;
    sizes::print(&rows);
    for verdict in rows.iter().filter_map(Row::verdict) {
        match verdict {
            Ok(()) => counts.passed += 1,
            Err(error) => {
                counts.failed += 1;
                println!("{error}");
            }
        }
    }
    Ok(())
}

pub fn types(run: &mut Run, counts: &mut Counts) -> Result<()> {
    let repository = run.repository;
    let Installed { tarball, folder } = run.installed()?;
    let modules = write_type_tests(repository, &folder)?;
    // The skin, with what the build has made for it.
    let modules = modules.into_iter().chain([repository.path("pkg/js")]);
    for project in modules {
        counted(counts, tools::node_tool(repository, "typescript/bin/tsc").arg("--project").arg(project))?;
    }
    counted(counts, tools::node_tool(repository, "publint/src/cli.js").args(["run", "--strict"]).arg(&tarball))?;
    let mut attw = tools::node_tool(repository, "@arethetypeswrong/cli/dist/index.js");
    // node10, which does not read `exports`, finds the types by the subpaths' names.
    attw.arg(&tarball).args(["--no-emoji", "--no-color", "--format", "ascii"]);
    counted(counts, &mut attw)
}

pub fn package(run: &mut Run, counts: &mut Counts) -> Result<()> {
    let browser = browser::ensure()?;
    let repository = run.repository;
    let Installed { tarball, folder } = run.installed()?;
    // The same site as in `cargo xtask demo`, for the tests of its pages. It ends with this program.
    let listener = Listener::bind(0)?;
    let url = listener.url();
    pages::build(repository, &tarball)?;
    demo::serve(repository, listener)?;
    println!("$ node demo.mjs {url}");
    demo::run_script(repository, &folder, &url)?;
    counts.passed += 1;

    let files = files_with_suffix(&repository.path("tests/package"), ".test.mjs")?;
    // Those of the pages share one server.
    let (of_pages, others): (Vec<_>, Vec<_>) = files.into_iter().partition(|file| {
        file.file_name().is_some_and(|name| {
            ["page.", "page-", "playground"].iter().any(|page| name.to_string_lossy().starts_with(page))
        })
    });
    for (files, at_once) in [(others, 2), (of_pages, 1)] {
        let mut node = node_tests(&repository.root, Some(at_once), files);
        node.env("PACKAGE_FOLDER", &folder).env("PACKAGE_TARBALL", &tarball);
        node.env("DEMO_URL", &url).env("CHROMIUM", &browser.program);
        run_tests(&mut node, counts)?;
    }
    Ok(())
}

pub fn consumers(run: &mut Run, counts: &mut Counts) -> Result<()> {
    let Installed { tarball, .. } = run.installed()?;
    let folder = project::install(run.repository, "tests/consumers", &tarball)?;
    run_tests(&mut node_tests(&folder, None, files_with_suffix(&folder, ".test.mjs")?), counts)
}

/// The projects of examples-web/ that are no pages: each is installed from its own lock file.
const EXAMPLES: [&str; 3] = ["examples-web/bulk", "examples-web/gateway", "examples-web/migrate"];

pub fn examples(run: &mut Run, counts: &mut Counts) -> Result<()> {
    let browser = browser::ensure()?;
    let Installed { tarball, .. } = run.installed()?;
    for sources in EXAMPLES {
        project::install(run.repository, sources, &tarball)?;
    }
    // The picture desk is pointed at one of them.
    pages::build(run.repository, &tarball)?;
    let folder = project::install(run.repository, "tests/examples", &tarball)?;
    // Mostly they wait, for servers of their own.
    let mut node = node_tests(&folder, Some(2), files_with_suffix(&folder, ".test.mjs")?);
    node.env("CHECKOUT", &run.repository.root).env("CHROMIUM", browser.program);
    run_tests(&mut node, counts)
}

pub fn runtimes(run: &mut Run, counts: &mut Counts) -> Result<()> {
    let browser = browser::ensure()?;
    let firefox = browser::firefox();
    let Installed { tarball, .. } = run.installed()?;
    let folder = project::install(run.repository, "tests/runtimes", &tarball)?;
    // One file at a time: the browsers and bundlers take all cores themselves.
    let mut node = node_tests(&folder, Some(1), files_with_suffix(&folder, ".test.mjs")?);
    node.env("CHROMIUM", browser.program).env("FIREFOX", firefox.unwrap_or_default());
    if let Some(WebKit { driver, screen }) = browser::webkit() {
        node.env("WEBKIT_DRIVER", driver).env("XVFB", screen);
    }
    run_tests(&mut node, counts)?;
    if counts.skipped > 0 {
        println!("WARNING: {} skipped, so NOT TESTED; see above for what is missing.", counts.skipped);
    }
    Ok(())
}

pub fn bench(run: &mut Run, counts: &mut Counts) -> Result<()> {
    let browser = browser::ensure()?;
    let Installed { tarball, .. } = run.installed()?;
    let folder = bench::install(run.repository, &tarball)?;
    let results = folder.join("results.json");
    let mut node = node_tests(&folder, None, files_with_suffix(&folder, ".test.mjs")?);
    node.env("BENCH_RESULTS", &results).env("CHROMIUM", browser.program);
    run_tests(&mut node, counts)?;
    // The report, too; what it says means nothing here.
    bench::write(&bench::read(&results)?, &folder)?;
    counts.passed += 1;
    Ok(())
}

/// A file that has not ended by then fails, and is killed: its tests may have passed, but left a process or a server open. Files take
/// up to two minutes.
const FILE_TIMEOUT: Duration = Duration::from_secs(600);

/// Node's test runner in `folder`: so many files at once, or as many as there are cores but one.
fn node_tests(folder: &Path, at_once: Option<usize>, files: Vec<PathBuf>) -> Command {
    let mut node = Command::new("node");
    node.current_dir(folder).args(["--test", "--test-reporter=spec"]);
    node.arg(format!("--test-timeout={}", FILE_TIMEOUT.as_millis()));
    node.args(at_once.map(|files| format!("--test-concurrency={files}"))).args(files);
    node.env("NO_COLOR", "1").env_remove("FORCE_COLOR");
    node
}

/// `cargo test` of tests/wasm*.rs with this program as the runner.
fn wasm_tests(repository: &Repository) -> Command {
    // As a list, since a path in one string may not hold spaces. JSON strings are TOML strings.
    let runner = json!([repository.xtask.to_string_lossy(), wasm_test_runner::COMMAND]);
    let mut cargo = tools::cargo(repository);
    cargo.args(["test", "--package", CRATE, "--features", "client,emulator", "--test", "wasm*"]);
    cargo.args(["--target", WASM_TARGET, "--config"]);
    cargo.arg(format!("target.{WASM_TARGET}.runner={runner}"));
    cargo.env("WASM_BINDGEN_TEST_TIMEOUT", "180").env("WASM_BINDGEN_TEST_DRIVER_TIMEOUT", "60");
    cargo
}

/// Copies tests/package/types/ next to the installed package, for each way in which TypeScript finds types.
fn write_type_tests(repository: &Repository, folder: &Path) -> Result<Vec<PathBuf>> {
    let tests = files_with_suffix(&repository.path("tests/package/types"), ".ts")?;
    let mut projects = Vec::new();
    for (module, resolution, kinds) in [
        ("esnext", "bundler", ["module"].as_slice()),
        ("node16", "node16", &["module", "commonjs"]),
        ("nodenext", "nodenext", &["module", "commonjs"]),
    ] {
        for kind in kinds {
            let project = folder.join("types").join(format!("{resolution}-{kind}"));
            tools::empty_folder(&project)?;
            for test in &tests {
                tools::copy(test, &project.join(test.file_name().context("a test without a name")?))?;
            }
            tools::write(&project.join("package.json"), format!("{{ \"type\": \"{kind}\" }}\n"))?;
            let options = json!({ "compilerOptions": {
                "strict": true, "noEmit": true, "target": "es2022", "lib": ["es2022", "dom", "dom.iterable"],
                "types": [], "module": module, "moduleResolution": resolution,
                "exactOptionalPropertyTypes": true,
            }});
            tools::write(&project.join("tsconfig.json"), options.to_string())?;
            projects.push(project);
        }
    }
    Ok(projects)
}

fn files_with_suffix(folder: &Path, suffix: &str) -> Result<Vec<PathBuf>> {
    let mut files = tools::list(folder)?;
    files.retain(|file| file.to_string_lossy().ends_with(suffix));
    if files.is_empty() {
        bail!("there is no *{suffix} in {}.", folder.display());
    }
    Ok(files)
}

/// A command that is one check: it passes when it succeeds.
fn counted(counts: &mut Counts, command: &mut Command) -> Result<()> {
    println!("$ {}", tools::describe(command));
    match tools::run(command) {
        Ok(()) => counts.passed += 1,
        Err(error) => {
            counts.failed += 1;
            return Err(error);
        }
    }
    Ok(())
}

/// A test runner: what it prints is shown, and its tests are counted.
fn run_tests(command: &mut Command, counts: &mut Counts) -> Result<()> {
    let name = tools::describe(command);
    let mut child = command
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .spawn()
        .with_context(|| format!("`{name}` cannot be started"))?;
    let stdout = child.stdout.take().context("no output to read")?;
    let mut terminal = std::io::stdout();
    for line in BufReader::new(stdout).split(b'\n') {
        let line = line?;
        terminal.write_all(&line)?;
        terminal.write_all(b"\n")?;
        counts.read_line(&String::from_utf8_lossy(&line));
    }
    let status = child.wait()?;
    if !status.success() {
        bail!("`{name}` failed ({status}); what it printed is above.");
    }
    Ok(())
}
