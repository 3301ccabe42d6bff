//! What a configuration of purposes has to be. It is judged as requests are; names that no shape has are not looked at.

use super::grammar::{Field, Form, Least, Rule, Shape};
use crate::word::Word;

const HANDLE: Field = Field::required(Word::Handle, Rule::String(Form::Filled));

pub static PURPOSES: Rule = Rule::List(&Rule::Shaped(&PURPOSE));
static PURPOSE: Shape = Shape::new(&[HANDLE, Field::optional(Word::ParamsSchema, Rule::List(&Rule::Param))]);
/// Its configuration is judged only where its type is one that is checked: customers' own plugins use the same names for
/// other things.
pub static PARAM: Shape = Shape::new(&[
    Field::required(Word::Type, Rule::String(Form::Any)),
    HANDLE,
    Field::optional(Word::Config, Rule::Shaped(&CONFIG)),
]);
/// Of a param.
pub static CONFIG: Shape = Shape::new(&[
    Field::optional(Word::Required, Rule::Boolean),
    Field::optional(Word::AllowNewlines, Rule::Boolean),
    Field::optional(Word::MinValue, Rule::Number(Least::Any)),
    Field::optional(Word::MaxValue, Rule::Number(Least::Any)),
    Field::optional(Word::MinLength, Rule::Whole(Least::Zero)),
    Field::optional(Word::MaxLength, Rule::Whole(Least::Zero)),
    Field::optional(Word::MaxItems, Rule::Whole(Least::Zero)),
    Field::optional(Word::DataProvider, Rule::Shaped(&PROVIDER)),
]);
static PROVIDER: Shape = Shape::new(&[Field::optional(Word::Items, Rule::PerhapsList(&Rule::Shaped(&ITEM)))]);
static ITEM: Shape = Shape::new(&[Field::required(Word::Value, Rule::Anything)]);
