//! Judges patch requests for the Livingdocs Media Library.

pub mod release;
pub mod operation;
pub mod json;
pub mod issue;
pub mod validate;
