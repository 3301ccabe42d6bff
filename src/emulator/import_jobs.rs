//! `POST import/images` (`videos`, `files`) and its status: jobs that take a while.

use super::options::EmulatorOptions;
use super::refusal::Refusal;
use super::store::Store;
use super::{coding, id, import, import_rules};
use crate::http::HttpRequest;
use serde_json::{Map, Value, json};

/// What is fetched.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ImportKind {
    /// `images`
    Images,
    /// `videos`
    Videos,
    /// `files`
    Files,
}

impl ImportKind {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Images, Self::Videos, Self::Files];

    /// In paths and bodies.
    pub fn name(self) -> &'static str {
        match self {
            Self::Images => "images",
            Self::Videos => "videos",
            Self::Files => "files",
        }
    }

    /// The name under which a result has its file.
    fn singular(self) -> &'static str {
        match self {
            Self::Images => "image",
            Self::Videos => "video",
            Self::Files => "file",
        }
    }

    /// What nobody looks into a file for: the size of the API reference's images, and a minute.
    fn extent(self) -> Value {
        match self {
            Self::Images => json!({"width": 1600, "height": 900}),
            Self::Videos => json!({"duration": 60}),
            Self::Files => json!({}),
        }
    }
}

/// A job that was asked for.
struct Job {
    id: String,
    kind: ImportKind,
    system_name: String,
    context: Option<Value>,
    items: Vec<Value>,
    /// So many answers say that it goes on.
    polls_left: u32,
    /// Once it is done.
    results: Vec<Value>,
}

/// The jobs, and what was asked for today.
#[derive(Default)]
pub struct Jobs {
    jobs: Vec<Job>,
    day: i64,
    files: u64,
}

const DAY_MS: f64 = 86_400_000.0;

impl Jobs {
    /// Starts a job: `{id}`.
    pub fn start(
        &mut self,
        kind: ImportKind,
        request: &HttpRequest,
        options: &EmulatorOptions,
        now_ms: f64,
    ) -> Result<Value, Refusal> {
        coding::check(request)?;
        let (body, items) = import::read(&request.body, kind.name())?;
        let flaws = import_rules::judge_request(&body, &items, kind.name(), options);
        if !flaws.is_empty() {
            return Err(Refusal::invalid(import_rules::details(flaws), Vec::new()));
        }
        self.count(items.len() as u64, options, now_ms)?;
        let id = id::new((kind.name(), self.jobs.len()), |id| self.jobs.iter().any(|job| job.id == id));
        self.jobs.push(Job {
            id: id.clone(),
            kind,
            system_name: body.get("systemName").and_then(Value::as_str).unwrap_or_default().to_owned(),
            context: body.get("context").cloned(),
            items,
            polls_left: options.import_polls,
            results: Vec::new(),
        });
        Ok(json!({"id": id}))
    }

    /// How a job is. What it fetches is there once it says so.
    pub fn status(
        &mut self,
        kind: ImportKind,
        id: Option<&str>,
        store: &mut Store,
        options: &EmulatorOptions,
        now_ms: f64,
    ) -> Result<Value, Refusal> {
        let id = id.ok_or_else(|| Refusal::at("id", "Missing required property: id"))?;
        let job = self.jobs.iter_mut().find(|job| job.kind == kind && job.id == id);
        let job = job.ok_or_else(|| Refusal::no_import_job(id))?;
        let finished = job.polls_left == 0;
        if finished {
            let items = std::mem::take(&mut job.items);
            job.results.extend(items.iter().map(|item| fetch(item, kind, &job.system_name, store, options, now_ms)));
        } else {
            job.polls_left -= 1;
        }
        let state = if finished { "success" } else { "started" };
        let mut status = json!({"finished": finished, "state": state, "id": id, kind.name(): job.results});
        if let Some(context) = &job.context {
            status["context"] = context.clone();
        }
        Ok(status)
    }

    /// 429 for more files than a day has.
    fn count(&mut self, files: u64, options: &EmulatorOptions, now_ms: f64) -> Result<(), Refusal> {
        let day = (now_ms / DAY_MS).floor() as i64;
        if day != self.day {
            (self.day, self.files) = (day, 0);
        }
        if options.import_quota.is_some_and(|quota| self.files + files > quota) {
            return Err(Refusal::over_quota());
        }
        self.files += files;
        Ok(())
    }
}

/// What became of a file.
fn fetch(
    item: &Value,
    kind: ImportKind,
    system_name: &str,
    store: &mut Store,
    options: &EmulatorOptions,
    now_ms: f64,
) -> Value {
    let text = |name: &str| item.get(name).and_then(Value::as_str).unwrap_or_default();
    let (external_id, file_name, url) = (text("id"), text("fileName"), text("url"));
    let mut asset = Map::from_iter([
        ("key".to_owned(), format!("import/{system_name}/{external_id}/{file_name}").into()),
        ("url".to_owned(), url.into()),
        ("size".to_owned(), 21_000.into()),
        ("mimeType".to_owned(), mime_type(file_name).into()),
        ("filename".to_owned(), file_name.into()),
    ]);
    asset.extend(kind.extent().as_object().cloned().unwrap_or_default());
    let mut result = json!({"state": "success", "externalId": external_id, "systemName": system_name});
    let entry = json!({
        "systemName": system_name,
        "externalId": external_id,
        "mediaType": text("mediaType"),
        "asset": asset,
        "metadata": item.get("metadata").cloned().unwrap_or_else(|| json!({})),
    });
    match import::create(store, &entry, options, now_ms) {
        Ok(record) => {
            let mut file = json!({"mediaId": record.entry.get("id"), "url": url, "originalUrl": url});
            for name in ["width", "height", "duration", "mimeType"] {
                if let Some(value) = asset.get(name) {
                    file[name] = value.clone();
                }
            }
            result[kind.singular()] = file;
        }
        Err(unfit) => {
            let is_there = unfit.status == 409;
            result["state"] = if is_there { "skipped" } else { "failed" }.into();
            let mut details = unfit.details.as_object().into_iter().flatten();
            let first = || details.next().map(|(path, text)| format!("{path}: {}", text.as_str().unwrap_or_default()));
            let message = unfit.details["message"].as_str().map(str::to_owned).or_else(first);
            result["reason"] = if is_there { "already exists".into() } else { message.into() };
        }
    }
    result
}

/// By the end of a file's name.
fn mime_type(file_name: &str) -> &'static str {
    let extension = file_name.rsplit_once('.').map_or("", |(_, extension)| extension).to_ascii_lowercase();
    match &*extension {
        "jpg" | "jpeg" => "image/jpeg",
        "png" => "image/png",
        "webp" => "image/webp",
        "gif" => "image/gif",
        "svg" => "image/svg+xml",
        "mp4" => "video/mp4",
        "pdf" => "application/pdf",
        _ => "application/octet-stream",
    }
}
