//! Validates patch requests for the Livingdocs Media Library, and talks to its Public API.
//!
//! The modules stand in the order in which data flows through them: bytes → scanner → rules → issues; then a request →
//! `fetch` → an answer → a result or a failure. Only `wasm` knows JavaScript, and lends its number parser to `json`.

pub mod word;
mod text;
pub mod release;
pub mod operation;
pub mod json;
pub mod issue;
pub mod validate;
pub mod http;
pub mod request;
pub mod retry_after;
pub mod response;
pub mod failure;
pub mod endpoint;
pub mod retry;
#[cfg(feature = "contract")]
pub mod contract;
#[cfg(feature = "emulator")]
pub mod emulator;
// Of the tests, too, for its buffers: sanitizers and Miri see natively what they do.
#[cfg(any(target_arch = "wasm32", test))]
pub mod wasm;
