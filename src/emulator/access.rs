//! Token and scope: who may ask.

use super::options::Scope;
use super::refusal::Refusal;
use super::routes::Route;
use crate::http::HttpRequest;
use std::collections::HashMap;

/// An unknown or missing token is 401, a known one without the route's scope 403.
pub fn check(tokens: &HashMap<String, Vec<Scope>>, request: &HttpRequest, route: &Route) -> Result<(), Refusal> {
    let scopes = request
        .header("authorization")
        .and_then(bearer)
        .and_then(|token| tokens.get(token))
        .ok_or_else(Refusal::unauthenticated)?;
    let needed = match route {
        Route::Patch(_) | Route::Import | Route::ImportJob(_) => Scope::Write,
        _ => Scope::Read,
    };
    if scopes.contains(&needed) { Ok(()) } else { Err(Refusal::forbidden()) }
}

fn bearer(header: &str) -> Option<&str> {
    let (scheme, token) = header.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then(|| token.trim())
}
