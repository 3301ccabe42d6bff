//! The file that replaceAsset puts in the asset's place.

use super::rules::Rule;
use super::shape::{Field, Shape};

pub static SHAPE: Shape = Shape::new(&[
    Field::required("key", Rule::FilledString),
    Field::optional("url", Rule::String),
    Field::optional("filename", Rule::String),
    Field::optional("mimeType", Rule::String),
    Field::optional("size", Rule::WholeFromZero),
    Field::optional("width", Rule::WholeFromZero),
    Field::optional("height", Rule::WholeFromZero),
    Field::optional("duration", Rule::NumberFromZero),
]);
