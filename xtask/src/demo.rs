//! `cargo xtask demo`: the main job, done with the built npm package against the emulator; then pages to do it by hand.

use crate::arguments::Arguments;
use crate::emulator_server::{DEFAULT_PORT, EmulatorServer};
use crate::http_server::{self, Listener};
use crate::repository::Repository;
use crate::{build, pack, pages, seed, tools};
use anyhow::{Context, Result};
use livingdocs_media_library::http::{HttpRequest, HttpResponse};
use std::fs;
use std::path::{Component, Path, PathBuf};
use std::process::Command;
use std::thread::JoinHandle;

/// What the printed part runs, and what it reads.
const SCRIPT: &str = "examples-web/demo.mjs";
const EXAMPLE: &str = "tests/example-request.json";

/// Where the playground is served; the picture desk has the root.
const PLAYGROUND: &str = "/playground/";

pub fn run(repository: &Repository, mut arguments: Arguments) -> Result<()> {
    let port = arguments.port()?;
    let once = arguments.flag("--once");
    arguments.finish()?;

    // First, so that a port in use is told at once.
    let listener = listen(port)?;
    println!("Building the npm package. The first time takes some minutes.");
    build::build(repository)?;
    let tarball = pack::pack(repository)?;
    let folder = repository.target.join("demo");
    pack::install(&tarball, &folder)?;

    let url = listener.url();
    let server = serve(repository, listener)?;
    println!();
    run_script(repository, &folder, &url)?;
    if once {
        return Ok(());
    }
    println!("\nBuilding two pages that do the same by hand.");
    pages::build(repository, &tarball)?;
    println!("Open {url}/ in a browser for the picture desk,");
    println!("or {url}{PLAYGROUND} for the playground. Ctrl-C ends the demo.");
    // It never ends; Ctrl-C ends the program.
    drop(server.join());
    Ok(())
}

/// Serves the emulator with the seed, and the pages as soon as they are built.
pub fn serve(repository: &Repository, listener: Listener) -> Result<JoinHandle<()>> {
    let site = Site::new(repository)?;
    Ok(listener.serve(move |request| site.answer(request)))
}

fn listen(port: Option<u16>) -> Result<Listener> {
    match port {
        Some(port) => Listener::bind(port),
        None => Listener::bind(DEFAULT_PORT).or_else(|_| Listener::bind(0)),
    }
}

/// Runs the script from the folder in which the package is installed, so that it finds it as a user's script would.
pub fn run_script(repository: &Repository, folder: &Path, url: &str) -> Result<()> {
    for (file, name) in [(SCRIPT, "demo.mjs"), (EXAMPLE, "example-request.json")] {
        tools::copy(&repository.path(file), &folder.join(name))?;
    }
    tools::run(Command::new("node").current_dir(folder).args(["demo.mjs", url]))
        .context("the demo did not go as it should")
}

/// `/api/…` is the emulator, `/playground/…` the playground, everything else the picture desk.
struct Site {
    emulator: EmulatorServer,
    picture_desk: PathBuf,
    playground: PathBuf,
    desk: Vec<u8>,
}

impl Site {
    fn new(repository: &Repository) -> Result<Self> {
        let seed = seed::read(repository)?;
        Ok(Self {
            emulator: EmulatorServer::new(seed.emulator),
            picture_desk: pages::DESK.folder(repository),
            playground: pages::PLAYGROUND.folder(repository),
            desk: seed.desk,
        })
    }

    fn answer(&self, request: &HttpRequest) -> HttpResponse {
        let path = request.url.split(['?', '#']).next().unwrap_or_default();
        if path.starts_with("/api/") {
            return self.emulator.answer(request);
        }
        if request.method != "GET" && request.method != "HEAD" {
            return http_server::text(405, "Pages are only there to be read.");
        }
        if path == PLAYGROUND.trim_end_matches('/') {
            let mut response = http_server::text(308, "The playground is a folder.");
            response.headers.push(("location".to_owned(), PLAYGROUND.to_owned()));
            return response;
        }
        match self.file(path) {
            Some((content_type, body)) => {
                let mut response = http_server::with_type(200, content_type, body);
                response.headers.push(("cache-control".to_owned(), "no-store".to_owned()));
                response
            }
            None => http_server::text(404, "There is no such page."),
        }
    }

    fn file(&self, path: &str) -> Option<(&'static str, Vec<u8>)> {
        if path == "/desk.json" {
            return Some(("application/json", self.desk.clone()));
        }
        let (page, name) = match path.strip_prefix(PLAYGROUND) {
            Some(name) => (&self.playground, name),
            None => (&self.picture_desk, path.strip_prefix('/')?),
        };
        let file = inside(page, if name.is_empty() { "index.html" } else { name })?;
        Some((content_type(&file), fs::read(&file).ok()?))
    }
}

/// The file at `path` in `folder`; none when the path would leave it.
fn inside(folder: &Path, path: &str) -> Option<PathBuf> {
    let path = Path::new(path);
    path.components().all(|part| matches!(part, Component::Normal(_))).then(|| folder.join(path))
}

fn content_type(file: &Path) -> &'static str {
    match file.extension().and_then(|extension| extension.to_str()) {
        Some("html") => "text/html; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        Some("js" | "mjs") => "text/javascript; charset=utf-8",
        Some("json") => "application/json",
        Some("svg") => "image/svg+xml",
        Some("wasm") => "application/wasm",
        _ => "text/plain; charset=utf-8",
    }
}

#[cfg(test)]
mod tests {
    use super::inside;
    use std::path::Path;

    #[test]
    fn paths_stay_inside() {
        let folder = Path::new("/site");
        assert_eq!(inside(folder, "dist/index.js"), Some("/site/dist/index.js".into()));
        for path in ["../secret", "a/../../secret", "/etc/passwd"] {
            assert_eq!(inside(folder, path), None, "{path}");
        }
    }
}
