//! `limit`, `offset` and `after`: one page of a list.

use super::cursor;
use super::location::Query;
use super::refusal::Refusal;
use crate::release::{ApiVersion, Feature};
use crate::request::LARGEST_PAGE;
use serde_json::{Value, json};

/// One page of `all`, in the envelope of the API version. `offset` counts from where `after` ends.
pub fn cut(endpoint: &str, id: &str, all: &[Value], query: &Query, version: ApiVersion) -> Result<Value, Refusal> {
    let enveloped = version.has(Feature::ResultsEnvelope);
    let limit = whole(query, "limit")?.unwrap_or(LARGEST_PAGE);
    if limit < 1 {
        return Err(Refusal::at("limit", "Value is too small, minimum 1"));
    }
    if limit > LARGEST_PAGE {
        return Err(Refusal::at("limit", format!("Value is too large, maximum {LARGEST_PAGE}")));
    }
    let offset = whole(query, "offset")?.unwrap_or(0);
    let after = match query.get("after") {
        Some(after) if enveloped => cursor::read(after, endpoint, id)
            .filter(|position| *position <= all.len())
            .ok_or_else(|| Refusal::at("after", "Invalid cursor"))?,
        _ => 0,
    };
    let start = after.saturating_add(offset).min(all.len());
    let end = (start + limit).min(all.len());
    let results = &all[start..end];
    Ok(match (enveloped, results.is_empty()) {
        (false, _) => json!(results),
        (true, true) => json!({"total": all.len(), "results": results}),
        (true, false) => {
            json!({"total": all.len(), "cursor": cursor::write(endpoint, id, end), "results": results})
        }
    })
}

/// A number too large to count is as good as the largest.
fn whole(query: &Query, name: &str) -> Result<Option<usize>, Refusal> {
    let Some(text) = query.get(name) else { return Ok(None) };
    let digits = text.strip_prefix('-').unwrap_or(text);
    if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(Refusal::at(name, "Invalid type: expected integer"));
    }
    let number = digits.parse().unwrap_or(usize::MAX);
    if number > 0 && digits != text {
        let minimum = usize::from(name == "limit");
        return Err(Refusal::at(name, format!("Value is too small, minimum {minimum}")));
    }
    Ok(Some(number))
}
