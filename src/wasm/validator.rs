//! Options and bytes from JS, issues back to it.

use std::sync::Arc;

use wasm_bindgen::prelude::*;

use super::input::{keep_issues, with_input};
use crate::issue::{Issue, quote, to_json};
use crate::operation::Operation;
use crate::release::{ApiVersion, Feature, ServerRelease};
use crate::validate::{Options, Purposes, UnknownProperties, Validator, WrongPurposes};

/// A prepared validator.
#[wasm_bindgen(js_name = Validator)]
pub struct JsValidator {
    pub(super) validator: Validator,
}

#[wasm_bindgen(js_class = Validator)]
impl JsValidator {
    /// Throws a TypeError for an option that is not what its type says; undefined stands for the default.
    /// `usage_purposes` is JSON.
    #[wasm_bindgen(constructor)]
    pub fn new(
        api_version: &JsValue,
        server_release: &JsValue,
        unknown_properties: &JsValue,
        usage_purposes: Option<String>,
    ) -> Result<JsValidator, JsValue> {
        let defaults = Options::default();
        let options = Options {
            api_version: option(api_version, defaults.api_version, ApiVersion::parse).ok_or_else(|| {
                type_error("apiVersion", "a month from 2025-03 on, written like \"2026-05\"", api_version)
            })?,
            server_release: option(server_release, defaults.server_release, ServerRelease::parse).ok_or_else(|| {
                type_error(
                    "serverRelease",
                    "a release from release-2020-12 on, written like \"release-2026-05\"",
                    server_release,
                )
            })?,
            unknown_properties: option(unknown_properties, defaults.unknown_properties, |word| match word {
                "reject" => Some(UnknownProperties::Reject),
                "ignore" => Some(UnknownProperties::Ignore),
                _ => None,
            })
            .ok_or_else(|| type_error("unknownProperties", "\"reject\" or \"ignore\"", unknown_properties))?,
            usage_purposes: match usage_purposes {
                Some(json) => Some(Arc::new(Purposes::from_json(json.as_bytes()).map_err(wrong_purposes)?)),
                None => None,
            },
        };
        Ok(Self { validator: Validator::new(options) })
    }

    /// What the versions support, as JSON: `{"operations":[…],"preserveUpdatedAt":true,"note":true}`.
    pub fn supported(&self) -> String {
        let options = self.validator.options();
        let operations = Operation::ALL.into_iter().filter(|operation| options.has(*operation));
        let operations: Vec<String> = operations.map(|operation| quote(operation.name())).collect();
        let word = |supported| if supported { "true" } else { "false" };
        [
            "{\"operations\":[",
            &operations.join(","),
            "],\"preserveUpdatedAt\":",
            word(options.api_version.has(Feature::PreserveUpdatedAt)),
            ",\"note\":",
            word(options.server_release.has(Feature::RevokeNote)),
            "}",
        ]
        .concat()
    }

    /// Judges the request in the input buffer; true when it is valid, else see `takeIssues`.
    #[wasm_bindgen(js_name = isRequest)]
    pub fn is_request(&self, length: usize) -> bool {
        with_input(length, |json| is_valid(&self.validator.validate(json)))
    }

    /// Judges the single patch in the input buffer; true when it is valid, else see `takeIssues`.
    #[wasm_bindgen(js_name = isPatch)]
    pub fn is_patch(&self, length: usize) -> bool {
        with_input(length, |json| is_valid(&self.validator.validate_patch(json)))
    }
}

fn is_valid(issues: &[Issue<'_>]) -> bool {
    if !issues.is_empty() {
        keep_issues(to_json(issues));
    }
    issues.is_empty()
}

fn option<T>(value: &JsValue, default: T, parse: impl FnOnce(&str) -> Option<T>) -> Option<T> {
    if value.is_undefined() {
        return Some(default);
    }
    parse(&value.as_string()?)
}

fn wrong_purposes(WrongPurposes { place, expected }: WrongPurposes) -> JsValue {
    js_sys::TypeError::new(&[&place, ": expected ", expected].concat()).into()
}

fn type_error(name: &str, expected: &str, actual: &JsValue) -> JsValue {
    let actual = match actual.as_string() {
        Some(text) => String::from(js_sys::JSON::stringify(&JsValue::from_str(&text)).unwrap_or_default()),
        None if actual.is_null() => String::from("null"),
        None => actual.js_typeof().as_string().unwrap_or_default(),
    };
    js_sys::TypeError::new(&[name, ": expected ", expected, ", not ", &actual].concat()).into()
}
