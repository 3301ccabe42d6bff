//! What a configuration of purposes has to be. It is judged as requests are; names that no shape has are not looked at.

use super::rules::Rule;
use super::shape::{Field, Shape};
use crate::issue::Word;

const HANDLE: Field = Field::required(Word::Handle, Rule::FilledString);

pub static PURPOSE: Shape = Shape::new(&[HANDLE, Field::optional(Word::ParamsSchema, Rule::Params)]);
pub static PARAM: Shape =
    Shape::new(&[Field::required(Word::Type, Rule::String), HANDLE, Field::optional(Word::Config, Rule::Config)]);
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
pub static DATA_PROVIDER: Shape = Shape::new(&[Field::optional(Word::Items, Rule::Items)]);
pub static ITEM: Shape = Shape::new(&[Field::required(Word::Value, Rule::Anything)]);
