//! What a project's configuration has to be, as far as it is used. It is judged as requests are; names that no shape has are not looked at.

use super::grammar::{Field, Form, Least, Of, Rule, Shape};
use crate::word::Word;

const HANDLE: Field = Field::required(Word::Handle, Rule::String(Form::Filled));

/// A validator's options that are configuration, but for `usagePurposes`, which may be one of several things.
pub static OPTIONS: Shape = Shape::new(&[Field::optional(Word::ProjectConfig, Rule::Shaped(&PROJECT)), MEDIA_TYPES]);
static PROJECT: Shape = Shape::new(&[MEDIA_TYPES, Field::optional(Word::MediaCenter, Rule::Shaped(&MEDIA_CENTER))]);
static MEDIA_CENTER: Shape = Shape::new(&[
    Field::optional(Word::UsagePurposes, PURPOSES),
    Field::optional(Word::UsageLog, Rule::Shaped(&USAGE_LOG)),
]);
static USAGE_LOG: Shape = Shape::new(&[Field::optional(Word::Purposes, PURPOSES)]);

pub const PURPOSES: Rule = Rule::Distinct(&Rule::Shaped(&PURPOSE));
static PURPOSE: Shape =
    Shape::new(&[HANDLE, Field::optional(Word::ParamsSchema, Rule::Distinct(&Rule::Property(Of::Purpose)))]);
const MEDIA_TYPES: Field = Field::optional(Word::MediaTypes, EACH_MEDIA_TYPE);
const EACH_MEDIA_TYPE: Rule = Rule::Distinct(&Rule::Shaped(&MEDIA_TYPE));
static MEDIA_TYPE: Shape = Shape::new(&[
    HANDLE,
    Field::optional(Word::Metadata, Rule::Distinct(&Rule::Property(Of::MediaType))),
    Field::optional(Word::Asset, Rule::Shaped(&ASSET)),
]);
static ASSET: Shape = Shape::new(&[Field::optional(Word::Replaceable, Rule::Boolean)]);

/// A param or a metadata property.
pub static PROPERTY: Shape = Shape::new(&[
    Field::required(Word::Type, Rule::String(Form::Any)),
    HANDLE,
    Field::optional(Word::Config, Rule::Shaped(&CONFIG)),
]);
/// Its configuration.
pub static CONFIG: Shape = Shape::new(&[
    Field::optional(Word::Required, Rule::Boolean),
    Field::optional(Word::AllowNewlines, Rule::Boolean),
    Field::optional(Word::MinValue, Rule::Number(Least::Any)),
    Field::optional(Word::MaxValue, Rule::Number(Least::Any)),
    Field::optional(Word::MinLength, Rule::Whole(Least::Zero)),
    Field::optional(Word::MaxLength, Rule::Whole(Least::Zero)),
    Field::optional(Word::MaxItems, Rule::Whole(Least::Zero)),
    Field::optional(Word::Min, Rule::Whole(Least::Zero)),
    Field::optional(Word::Max, Rule::Whole(Least::Zero)),
    Field::optional(Word::DataProvider, Rule::Shaped(&PROVIDER)),
]);
static PROVIDER: Shape = Shape::new(&[Field::optional(Word::Items, Rule::PerhapsList(&Rule::Shaped(&ITEM)))]);
static ITEM: Shape = Shape::new(&[Field::required(Word::Value, Rule::Anything)]);
