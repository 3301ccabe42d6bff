//! The file that replaceAsset puts in the asset's place.

use super::grammar::{Field, Form, Least, Rule, Shape, scanned};
use crate::word::Word;

pub static SHAPE: Shape = Shape::new(&scanned([
    Field::required(Word::Key, Rule::String(Form::Filled)),
    Field::optional(Word::Url, Rule::String(Form::Any)),
    Field::optional(Word::Filename, Rule::String(Form::Any)),
    Field::optional(Word::MimeType, Rule::String(Form::Any)),
    Field::optional(Word::Size, Rule::Whole(Least::Zero)),
    Field::optional(Word::Width, Rule::Whole(Least::Zero)),
    Field::optional(Word::Height, Rule::Whole(Least::Zero)),
    Field::optional(Word::Duration, Rule::Number(Least::Zero)),
]));
