//! The project's `mediaCenter.usagePurposes`: what a usage log entry's purpose and params are measured against. Read once,
//! into places of their text.

use super::config::CONFIG;
use super::param_kind::ParamKind;
use crate::issue::Values;
use crate::json::{Node, Number, Raw, Text};
use crate::word::Word;
use std::ops::Range;

/// The purposes of a project.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Purposes {
    /// The list, as JSON that was checked.
    text: Vec<u8>,
    /// The handles of the purposes, then the choices that params offer.
    values: Vec<Place>,
    /// Of each purpose, which of all params are its own.
    purposes: Vec<Range<usize>>,
    params: Vec<Param>,
}

/// Where in the list a value stands; empty where there is none.
type Place = Range<usize>;

#[derive(Clone, Debug, PartialEq)]
struct Param {
    handle: Place,
    kind: ParamKind,
    /// What stands under the fields of [`CONFIG`], in their order.
    options: [Place; CONFIG.fields.len()],
    /// Which of all values it offers; None where that is not known.
    choices: Option<Range<usize>>,
}

impl Purposes {
    /// Of a list that is what it has to be.
    pub(super) fn of(list: Node<'_, '_>) -> Self {
        let place = |value: Option<Node<'_, '_>>| value.map_or(0..0, |value| value.place_in(list));
        let mut all = Self { text: list.raw().bytes().to_vec(), ..Self::default() };
        all.values = list.elements().map(|purpose| place(purpose.property(Word::Handle))).collect();
        for purpose in list.elements() {
            let first = all.params.len();
            for param in purpose.property(Word::ParamsSchema).into_iter().flat_map(Node::elements) {
                let config = param.property(Word::Config);
                let option = |word| config.and_then(|config| config.property(word));
                let items = option(Word::DataProvider).and_then(|provider| provider.property(Word::Items));
                let choices = items.filter(|items| items.raw().is_array()).map(|items| {
                    let first = all.values.len();
                    all.values.extend(items.elements().map(|item| place(item.property(Word::Value))));
                    first..all.values.len()
                });
                let kind = param.property(Word::Type).and_then(Node::text);
                let mut options = [const { 0..0 }; CONFIG.fields.len()];
                for (own, field) in options.iter_mut().zip(CONFIG.fields) {
                    *own = place(option(field.word));
                }
                all.params.push(Param {
                    handle: place(param.property(Word::Handle)),
                    kind: kind.map_or(ParamKind::Other, ParamKind::named),
                    options,
                    choices,
                });
            }
            all.purposes.push(first..all.params.len());
        }
        all
    }

    /// The purpose of that handle; None where the project has none.
    pub(super) fn purpose(&self, handle: Text<'_>) -> Option<KnownPurpose<'_>> {
        let is_wanted = |own: &Place| self.at(own).text().is_some_and(|own| own.is_same(handle));
        let place = self.values.get(..self.purposes.len())?.iter().position(is_wanted)?;
        let params = self.params.get(self.purposes.get(place)?.clone())?;
        Some(KnownPurpose { params, purposes: self })
    }

    /// The handles of all purposes.
    pub(super) fn handles(&self) -> Values<'_> {
        self.values(0..self.purposes.len())
    }

    fn values(&self, which: Range<usize>) -> Values<'_> {
        Values { text: &self.text, places: self.values.get(which).unwrap_or_default() }
    }

    /// The value that stands there.
    fn at(&self, place: &Place) -> Raw<'_> {
        Raw::checked(self.text.get(place.clone()).unwrap_or_default())
    }
}

/// A purpose, as the project's configuration has it.
#[derive(Clone, Copy)]
pub(super) struct KnownPurpose<'a> {
    params: &'a [Param],
    purposes: &'a Purposes,
}

impl<'a> KnownPurpose<'a> {
    pub fn params(self) -> impl Iterator<Item = KnownParam<'a>> {
        self.params.iter().map(move |param| KnownParam { param, purposes: self.purposes })
    }
}

/// A param of a purpose, as the project's configuration has it.
#[derive(Clone, Copy)]
pub(super) struct KnownParam<'a> {
    param: &'a Param,
    purposes: &'a Purposes,
}

impl<'a> KnownParam<'a> {
    pub fn handle(self) -> Text<'a> {
        self.purposes.at(&self.param.handle).text().unwrap_or(Text::of(""))
    }

    pub fn kind(self) -> ParamKind {
        self.param.kind
    }

    /// What the configuration says under a field of [`CONFIG`].
    fn option(self, field: usize) -> Raw<'a> {
        self.param.options.get(field).map_or(Raw::default(), |place| self.purposes.at(place))
    }

    pub fn is_required(self) -> bool {
        const REQUIRED: usize = CONFIG.place(Word::Required);
        self.option(REQUIRED).bytes() == b"true"
    }

    pub fn forbids_newlines(self) -> bool {
        const ALLOW_NEWLINES: usize = CONFIG.place(Word::AllowNewlines);
        self.option(ALLOW_NEWLINES).bytes() == b"false"
    }

    /// A limit, under a field of [`CONFIG`].
    pub fn number(self, field: usize) -> Option<Number<'a>> {
        self.option(field).number()
    }

    /// The values that may be chosen, where they are known.
    pub fn choices(self) -> Option<Values<'a>> {
        self.param.choices.clone().map(|which| self.purposes.values(which))
    }
}
