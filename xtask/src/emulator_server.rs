//! `cargo xtask emulator`: the emulated Media Library API over HTTP.

use crate::arguments::Arguments;
use crate::http_server::{self, Listener};
use anyhow::Result;
use livingdocs_media_library::emulator::{Answer, Emulator, EmulatorOptions};
use livingdocs_media_library::http::{HttpRequest, HttpResponse};
use std::io::{self, Write};
use std::sync::{Mutex, PoisonError};
use std::time::{SystemTime, UNIX_EPOCH};

pub const DEFAULT_PORT: u16 = 4777;
/// The emulator's own default, with both scopes.
pub const TOKEN: &str = "demo-token";

pub fn run(mut arguments: Arguments) -> Result<()> {
    let port = arguments.port()?.unwrap_or(DEFAULT_PORT);
    arguments.finish()?;
    let listener = Listener::bind(port)?;
    println!("The emulated Media Library API is at {}", listener.url());
    println!("Token: {TOKEN}");
    println!("Try it: curl -H 'Authorization: Bearer {TOKEN}' {}/api/2026-05/mediaLibrary/asze63i9", listener.url());
    println!("Ctrl-C ends it. What it is sent is kept in memory only. Requests:");
    let emulator = EmulatorServer::new(Emulator::new(EmulatorOptions::default()));
    let server = listener.serve(move |request| {
        let response = emulator.answer(request);
        // Nobody may be reading it any more.
        drop(writeln!(io::stdout(), "{} {} → {}", request.method, request.url, response.status));
        response
    });
    // It never ends; Ctrl-C ends the program.
    drop(server.join());
    Ok(())
}

/// One emulator, for any number of threads and for pages of any origin.
pub struct EmulatorServer {
    emulator: Mutex<Emulator>,
}

impl EmulatorServer {
    pub fn new(emulator: Emulator) -> Self {
        Self { emulator: Mutex::new(emulator) }
    }

    pub fn answer(&self, request: &HttpRequest) -> HttpResponse {
        let mut response = if request.method == "OPTIONS" { preflight() } else { self.emulated(request) };
        let mut allow = |name: &str, value: &str| response.headers.push((name.to_owned(), value.to_owned()));
        allow("access-control-allow-origin", "*");
        allow("access-control-expose-headers", "*");
        allow("cache-control", "no-store");
        response
    }

    fn emulated(&self, request: &HttpRequest) -> HttpResponse {
        let mut emulator = self.emulator.lock().unwrap_or_else(PoisonError::into_inner);
        match emulator.handle(request, now_ms()) {
            Answer::Response(response) => response,
            // These come only where somebody asked for a fault, and nobody can over HTTP.
            Answer::TruncatedBody(_)
            | Answer::LostResponse
            | Answer::NetworkError
            | Answer::RejectNonError
            | Answer::Throw
            | Answer::Hang => http_server::text(503, "The emulator was told to fail."),
        }
    }
}

fn preflight() -> HttpResponse {
    let headers = [
        ("access-control-allow-methods", "GET, PATCH, POST"),
        ("access-control-allow-headers", "authorization, accept, content-type"),
        ("access-control-max-age", "600"),
    ];
    HttpResponse {
        status: 204,
        headers: headers.map(|(name, value)| (name.to_owned(), value.to_owned())).into(),
        body: Vec::new(),
    }
}

fn now_ms() -> f64 {
    SystemTime::now().duration_since(UNIX_EPOCH).map_or(0.0, |since| since.as_millis() as f64)
}
