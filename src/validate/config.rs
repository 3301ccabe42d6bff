//! What a configuration of purposes has to be. It is judged as requests are; names that no shape has are not looked at.

use super::rules::Rule;
use super::shape::{Field, Shape};
use crate::issue::Word;

const HANDLE: Field = Field::required(Word::Handle, Rule::FilledString);

pub static PURPOSE: Shape = Shape::new(&[HANDLE, Field::optional(Word::ParamsSchema, Rule::Params)]);
pub static PARAM: Shape =
    Shape::new(&[Field::required(Word::Type, Rule::String), HANDLE, Field::optional(Word::Config, Rule::Config)]);
/// Of a param; the places of its fields follow.
pub static CONFIG: Shape = Shape::new(&[
    Field::optional(Word::Required, Rule::Boolean),
    Field::optional(Word::AllowNewlines, Rule::Boolean),
    Field::optional(Word::MinValue, Rule::Number),
    Field::optional(Word::MaxValue, Rule::Number),
    Field::optional(Word::MinLength, Rule::WholeFromZero),
    Field::optional(Word::MaxLength, Rule::WholeFromZero),
    Field::optional(Word::MaxItems, Rule::WholeFromZero),
    Field::optional(Word::DataProvider, Rule::DataProvider),
]);
pub const REQUIRED: usize = 0;
pub const ALLOW_NEWLINES: usize = 1;
pub const MIN_VALUE: usize = 2;
pub const MAX_VALUE: usize = 3;
pub const MIN_LENGTH: usize = 4;
pub const MAX_LENGTH: usize = 5;
pub const MAX_ITEMS: usize = 6;
pub const DATA_PROVIDER: usize = 7;

pub static PROVIDER: Shape = Shape::new(&[Field::optional(Word::Items, Rule::Items)]);
pub static ITEM: Shape = Shape::new(&[Field::required(Word::Value, Rule::Anything)]);
