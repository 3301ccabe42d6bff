//! A request through all its stages, to the answer of a server that works.

use super::location::Location;
use super::refusal::Refusal;
use super::routes::{self, Route};
use super::{Emulator, access, coding, entry, events, import, list, page, patch, reply, serve_image};
use crate::http::{HttpRequest, HttpResponse};
use crate::release::{ApiVersion, Feature};
use serde_json::{Value, json};

/// What lists of entries are called.
fn list_name(version: ApiVersion) -> &'static str {
    if version.has(Feature::ResultsEnvelope) { "results" } else { "mediaLibraryEntries" }
}

impl Emulator {
    pub(super) fn respond(&mut self, request: &HttpRequest, now_ms: f64) -> HttpResponse {
        self.try_respond(request, now_ms).unwrap_or_else(|refusal| refusal.response())
    }

    fn try_respond(&mut self, request: &HttpRequest, now_ms: f64) -> Result<HttpResponse, Refusal> {
        let location = Location::read(&request.url);
        let (version, route) = routes::find(&request.method, &location, self.options.server_release)?;
        access::check(&self.options.tokens, request, &route)?;
        let query = &location.query;
        let body = match route {
            Route::List => {
                let entries = list::find(&self.store, query, &self.options)?;
                json!({list_name(version): entries})
            }
            Route::Entry(id) => {
                let record = self.store.get(&id).ok_or_else(|| Refusal::no_entry(&id))?;
                Value::Object(entry::shown(&record.entry, &self.options))
            }
            Route::Patch(id) => {
                coding::check(request)?;
                self.patch(&id, &request.body, version, now_ms)?;
                json!({"status": 200})
            }
            Route::Import => {
                coding::check(request)?;
                let results = import::import(&mut self.store, &request.body, &self.options, now_ms)?;
                json!({list_name(version): results})
            }
            Route::ImportJob(kind) => self.jobs.start(kind, request, &self.options, now_ms)?,
            Route::ImportStatus(kind) => {
                self.jobs.status(kind, query.get("id"), &mut self.store, &self.options, now_ms)?
            }
            Route::DocumentReferences(id) => {
                let all = self.options.document_references.get(&id);
                self.references("incomingDocumentReferences", &id, all, &location, version)?
            }
            Route::MediaReferences(id) => {
                let all = self.options.media_references.get(&id);
                self.references("incomingMediaReferences", &id, all, &location, version)?
            }
            Route::UsageLog(id) => json!({"results": self.usage_log(&id)?}),
            Route::Keys(id) => {
                let record = self.store.get(&id).ok_or_else(|| Refusal::no_entry(&id))?;
                json!({"results": record.keys()})
            }
            Route::ProjectConfig => self.options.project_config.clone(),
            Route::ServeImage(key) => {
                let image = serve_image::find(&self.store, self.options.files.as_ref(), &key)?;
                return Ok(reply::with_type(200, image.media_type, image.bytes.to_vec()));
            }
        };
        Ok(reply::json(200, &body))
    }

    fn patch(&mut self, id: &str, body: &[u8], version: ApiVersion, now_ms: f64) -> Result<(), Refusal> {
        // A body that is no request is refused first, also for an entry that is not there.
        let media_type = self.store.get(id).and_then(|record| entry::media_type(&record.entry));
        let request = patch::read(body, version, &self.options, media_type)?;
        let record = self.store.get_mut(id).ok_or_else(|| Refusal::no_entry(id))?;
        *record = patch::apply(record, &request, &self.options, now_ms)?;
        self.events.extend(events::of_request(id, &request));
        Ok(())
    }

    /// Ids that only the option names are answered too, so that a test needs no entry for them.
    fn references(
        &self,
        endpoint: &str,
        id: &str,
        all: Option<&Vec<Value>>,
        location: &Location,
        version: ApiVersion,
    ) -> Result<Value, Refusal> {
        let known = all.is_some() || self.store.get(id).is_some();
        let all = all.map_or(&[][..], Vec::as_slice);
        let page = page::cut(endpoint, id, all, &location.query, version)?;
        if known { Ok(page) } else { Err(Refusal::no_entry(id)) }
    }

    fn usage_log(&self, id: &str) -> Result<&[Value], Refusal> {
        let own = self.store.get(id).map(|record| record.usage_log.as_deref().unwrap_or_default());
        let given = || self.options.usage_log.as_ref()?.get(id).map(Vec::as_slice);
        own.or_else(given).ok_or_else(|| Refusal::no_entry(id))
    }
}
