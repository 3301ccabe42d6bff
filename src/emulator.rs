//! An in-memory media library: [`HttpRequest`] -> [`HttpResponse`], as the API reference documents it.
//!
//! It stands for a server of one release, the newest by default. The stages, in their order: `location` takes the URL apart, `routes`
//! finds route and API version, `access` checks token and scope, `coding` how a body is written, then `list`, `page`, `serve_image`, `patch` or `import` answers
//! from the `store`. `faults` is what a test asks to go wrong.

mod access;
mod answer;
mod apply;
mod asset;
mod clock;
mod coding;
mod compare;
mod cursor;
mod entry;
mod events;
mod faults;
mod id;
mod import;
mod import_jobs;
pub mod import_rules;
mod judge;
mod list;
mod location;
mod options;
mod page;
mod patch;
mod refusal;
mod reply;
mod routes;
mod seed;
mod serve_image;
mod store;
mod surrogates;
mod usage_log;
mod value;

pub use events::{Change, Event};
pub use faults::{Fault, Meets};
pub use options::{EmulatorOptions, JSON_OPTIONS, Scope, WrongOption};
pub use patch::MAX_BODY;
pub use refusal::Refusal;
pub use store::Record;
pub use surrogates::to_json;

use crate::http::{HttpRequest, HttpResponse};
use faults::Faults;
use import_jobs::Jobs;
use location::Location;
use serde_json::{Map, Value};
use store::Store;

/// The server: what it stores, what it was asked, and what is to go wrong next.
pub struct Emulator {
    options: EmulatorOptions,
    store: Store,
    faults: Faults,
    jobs: Jobs,
    log: Vec<Seen>,
    events: Vec<Event>,
}

/// What becomes of a request.
#[derive(Clone, Debug, PartialEq)]
pub enum Answer {
    /// The answer, whole.
    Response(HttpResponse),
    /// The head, and as much of the body as arrives before it breaks off.
    TruncatedBody(HttpResponse),
    /// The request was applied; then the connection broke.
    LostResponse,
    /// `fetch` rejects with a TypeError; nothing was applied.
    NetworkError,
    /// `fetch` rejects with a string; nothing was applied.
    RejectNonError,
    /// `fetch` throws instead of returning a promise; nothing was applied.
    Throw,
    /// No answer ever; nothing was applied.
    Hang,
}

/// A request that was seen. Its token is not kept.
#[derive(Clone, Debug, PartialEq)]
pub struct Seen {
    /// In capitals.
    pub method: String,
    /// From the first slash on, with its query, as it was sent.
    pub path: String,
    /// None where no answer came.
    pub status: Option<u16>,
    /// As text, what is not UTF-8 replaced. None where there was no body, or it was not read yet.
    pub body: Option<String>,
    fault: Option<Fault>,
}

impl Emulator {
    /// A server with these entries, and nothing asked of it yet.
    pub fn new(options: EmulatorOptions) -> Self {
        let store = Store::new(&options);
        Self { options, store, faults: Faults::default(), jobs: Jobs::default(), log: Vec::new(), events: Vec::new() }
    }

    /// Stores a file under an asset key. From the first file on, replaceAsset takes only keys that have one.
    pub fn add_file(&mut self, key: String, bytes: Vec<u8>) {
        self.options.files.get_or_insert_default().insert(surrogates::hold_plain(key), bytes);
    }

    /// Answers a request, applying it. `now_ms`: milliseconds since the epoch.
    pub fn handle(&mut self, request: &HttpRequest, now_ms: f64) -> Answer {
        let ticket = self.receive(&request.method, &request.url);
        self.answer(ticket, request, now_ms)
    }

    /// Notes a request whose body is still to be read, and takes the next fault for it. Returns its ticket.
    pub fn receive(&mut self, method: &str, url: &str) -> usize {
        self.log.push(Seen {
            method: method.to_owned(),
            path: Location::read(url).target,
            status: None,
            body: None,
            fault: self.faults.take(method),
        });
        self.log.len() - 1
    }

    /// The fault that a received request is going to meet.
    pub fn fault(&self, ticket: usize) -> Option<&Fault> {
        self.log.get(ticket)?.fault.as_ref()
    }

    /// Keeps the body of a received request, as soon as it is read.
    pub fn keep_body(&mut self, ticket: usize, body: &[u8]) {
        if let Some(seen) = self.log.get_mut(ticket).filter(|_| !body.is_empty()) {
            seen.body = Some(String::from_utf8_lossy(body).into_owned());
        }
    }

    /// Answers a received request, applying it. `now_ms`: milliseconds since the epoch.
    pub fn answer(&mut self, ticket: usize, request: &HttpRequest, now_ms: f64) -> Answer {
        self.keep_body(ticket, &request.body);
        self.events.clear();
        let known = self.store.iter().count();
        let fault = self.log.get_mut(ticket).and_then(|seen| seen.fault.take());
        let answer = match fault {
            None => Answer::Response(self.respond(request, now_ms)),
            Some(fault) => fault.meet(|| self.respond(request, now_ms)),
        };
        self.events.extend(self.store.iter().skip(known).map(events::of_new));
        if let (Answer::Response(response) | Answer::TruncatedBody(response), Some(seen)) =
            (&answer, self.log.get_mut(ticket))
        {
            seen.status = Some(response.status);
        }
        answer
    }

    /// What the last answered request changed: what a webhook is told then.
    pub fn events(&self) -> &[Event] {
        &self.events
    }

    /// The entry as it is now, with `state` and `revokeNote`, which the API's answers leave out.
    pub fn entry(&self, id: &str) -> Option<&Map<String, Value>> {
        self.store.get(id).map(|record| &record.entry)
    }

    /// The next `times` requests meet this fault, after those of earlier calls.
    pub fn fail_next(&mut self, fault: Fault, times: u32) {
        self.fail_next_of(Meets::default(), fault, times);
    }

    /// The same for the next `times` requests of those that `meets` names.
    pub fn fail_next_of(&mut self, meets: Meets, fault: Fault, times: u32) {
        self.faults.add(fault, times, meets);
    }

    /// The requests seen so far, oldest first.
    pub fn requests(&self) -> &[Seen] {
        &self.log
    }
}
