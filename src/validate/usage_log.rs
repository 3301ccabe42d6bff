//! A usage log entry, as addUsageLogEntry and updateUsageLogEntry write it.

use super::grammar::{Field, Form, Presence, Rule, Shape, scanned};
use crate::word::Word;

/// Of an entry that is added: without a state it is `pending`.
pub static NEW: Shape = Shape::new(&scanned(fields(Presence::Optional)));
/// Of an entry that is there already.
pub static KNOWN: Shape = Shape::new(&scanned(fields(Presence::Required)));

const fn fields(state: Presence) -> [Field; 5] {
    [
        Field::new(Word::State, Rule::String(Form::State), state),
        Field::required(Word::Purpose, Rule::String(Form::Purpose)),
        Field::new(Word::PublicationDate, Rule::String(Form::DateTime), Presence::RequiredWhenConfirmed),
        Field::optional(Word::Url, Rule::String(Form::Url)),
        Field::optional(Word::Params, Rule::Params),
    ]
}
