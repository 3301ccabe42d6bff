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
    /// Where in the list a value stands, or nothing: the handles of the purposes; then of each param its handle, what stands under the fields of [`CONFIG`], and the
    /// values that it offers.
    ranges: Vec<Range<usize>>,
    /// Of each purpose, which of all params are its own.
    purposes: Vec<Range<usize>>,
    params: Vec<Param>,
}

#[derive(Clone, Copy, Debug, PartialEq)]
struct Param {
    kind: ParamKind,
    /// Where in the ranges its handle is.
    first: usize,
    /// How many values it offers; None where that is not known.
    choices: Option<usize>,
}

impl Purposes {
    /// Of a list that is what it has to be.
    pub(super) fn of(list: Node<'_, '_>) -> Self {
        let mut all = Self { text: list.raw().bytes().to_vec(), ..Self::default() };
        for purpose in list.elements() {
            all.add(purpose.property(Word::Handle), list);
        }
        for purpose in list.elements() {
            let first = all.params.len();
            if let Some(schema) = purpose.property(Word::ParamsSchema) {
                for param in schema.elements() {
                    let param = all.param(param, list);
                    all.params.push(param);
                }
            }
            all.purposes.push(first..all.params.len());
        }
        all
    }

    fn param(&mut self, param: Node<'_, '_>, list: Node<'_, '_>) -> Param {
        let first = self.ranges.len();
        self.add(param.property(Word::Handle), list);
        let config = param.property(Word::Config);
        let option = |word| config.and_then(|config| config.property(word));
        for field in CONFIG.fields {
            self.add(option(field.word), list);
        }
        let start = self.ranges.len();
        let items = option(Word::DataProvider).and_then(|provider| provider.property(Word::Items));
        let items = items.filter(|items| items.raw().is_array());
        if let Some(items) = items {
            for item in items.elements() {
                self.add(item.property(Word::Value), list);
            }
        }
        let kind = param.text_of(Word::Type).map_or(ParamKind::Other, ParamKind::named);
        Param { kind, first, choices: items.map(|_| self.ranges.len() - start) }
    }

    #[inline(never)]
    fn add(&mut self, value: Option<Node<'_, '_>>, list: Node<'_, '_>) {
        self.ranges.push(value.map_or(0..0, |value| value.range_in(list)));
    }

    /// The purpose of that handle; None where the project has none.
    pub(super) fn purpose(&self, handle: Text<'_>) -> Option<KnownPurpose<'_>> {
        let is_wanted = |own: Raw<'_>| own.text().is_some_and(|own| own.is_same(handle));
        let index = self.handles().iter().position(is_wanted)?;
        let params = self.params.get(self.purposes.get(index)?.clone())?;
        Some(KnownPurpose { params, purposes: self })
    }

    /// The handles of all purposes.
    pub(super) fn handles(&self) -> Values<'_> {
        self.values(0..self.purposes.len())
    }

    fn values(&self, which: Range<usize>) -> Values<'_> {
        Values { text: &self.text, ranges: self.ranges.get(which).unwrap_or_default() }
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
    /// One of its values: the handle, or what the configuration says under a field of [`CONFIG`], from 1 on.
    fn at(self, index: usize) -> Raw<'a> {
        let index = self.param.first + index;
        self.purposes.values(index..index + 1).iter().next().unwrap_or_default()
    }

    pub fn handle(self) -> Text<'a> {
        self.at(0).text().unwrap_or(Text::of(""))
    }

    pub fn kind(self) -> ParamKind {
        self.param.kind
    }

    /// What the configuration says under a field of [`CONFIG`].
    fn option(self, field: usize) -> Raw<'a> {
        self.at(1 + field)
    }

    pub fn is_required(self) -> bool {
        const REQUIRED: usize = CONFIG.index_of(Word::Required);
        self.option(REQUIRED).bytes() == b"true"
    }

    pub fn forbids_newlines(self) -> bool {
        const ALLOW_NEWLINES: usize = CONFIG.index_of(Word::AllowNewlines);
        self.option(ALLOW_NEWLINES).bytes() == b"false"
    }

    /// A limit, under a field of [`CONFIG`].
    pub fn number(self, field: usize) -> Option<Number<'a>> {
        self.option(field).number()
    }

    /// The values that may be chosen, where they are known.
    pub fn choices(self) -> Option<Values<'a>> {
        let first = self.param.first + 1 + CONFIG.fields.len();
        self.param.choices.map(|count| self.purposes.values(first..first + count))
    }
}
