//! The file that replaceAsset puts in the asset's place.

use super::rules::Rule;
use super::shape::{Field, Shape};
use crate::issue::Word;

pub static SHAPE: Shape = Shape::new(&[
    Field::required(Word::Key, Rule::FilledString),
    Field::optional(Word::Url, Rule::String),
    Field::optional(Word::Filename, Rule::String),
    Field::optional(Word::MimeType, Rule::String),
    Field::optional(Word::Size, Rule::WholeFromZero),
    Field::optional(Word::Width, Rule::WholeFromZero),
    Field::optional(Word::Height, Rule::WholeFromZero),
    Field::optional(Word::Duration, Rule::NumberFromZero),
]);
