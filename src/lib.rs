//! Judges patch requests for the Livingdocs Media Library, and speaks its Public API.

pub mod release;
pub mod operation;
pub mod json;
pub mod issue;
pub mod validate;
pub mod http;
pub mod request;
pub mod response;
pub mod failure;
pub mod retry;
#[cfg(feature = "emulator")]
pub mod emulator;
