//! What a project's configuration says of its purposes and their params, or of its media types and their metadata: groups of
//! properties, which entries are measured against. Read once, into places of their text.

use super::config::CONFIG;
use super::grammar::Of;
use super::plugin::Plugin;
use crate::issue::Values;
use crate::json::{Node, Number, Raw, Text, key_bits, repeats};
use crate::word::Word;
use std::ops::Range;

/// What is known of a project.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Configuration {
    /// What usage log entries are measured against.
    pub(super) purposes: Option<Groups>,
    /// What metadata are measured against.
    pub(super) media_types: Option<Groups>,
}

/// The purposes of a project, or its media types.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Groups {
    /// The list, as JSON that was checked.
    text: Vec<u8>,
    /// Where in the list a value stands, or nothing: the handles of the groups; those of all properties; then, of each property,
    /// what stands under the fields of [`CONFIG`] and the values that it offers; and once more the handles, each once.
    ranges: Vec<Range<usize>>,
    /// Of each group, which of all properties are its own.
    groups: Vec<Range<usize>>,
    /// Of each group, whether it is a media type of which the assets may not be replaced.
    keeps_asset: Vec<bool>,
    properties: Vec<Known>,
    /// Where the handles stand once.
    handles: Range<usize>,
}

#[derive(Clone, Copy, Debug, PartialEq)]
struct Known {
    plugin: Plugin,
    /// Handles that share no bit differ.
    bits: u64,
    /// Where in the ranges its configuration is.
    first: usize,
    /// How many values it offers; None where that is not known.
    choices: Option<usize>,
}

impl Groups {
    /// Of a list that is what it has to be.
    pub(super) fn of(of: Of, list: Node<'_, '_>) -> Self {
        let mut all = Self { text: list.raw().bytes().to_vec(), ..Self::default() };
        let mut properties = Vec::new();
        for group in list.elements() {
            all.add(group.property(Word::Handle), list);
            let first = properties.len();
            let name = if of == Of::Purpose { Word::ParamsSchema } else { Word::Metadata };
            properties.extend(group.property(name).into_iter().flat_map(Node::elements));
            all.groups.push(first..properties.len());
            let replaceable = group.property(Word::Asset).and_then(|asset| asset.property(Word::Replaceable));
            all.keeps_asset.push(replaceable.is_some_and(|replaceable| replaceable.raw().bytes() == b"false"));
        }
        let handles: Vec<_> =
            properties.iter().map(|property| property.text_of(Word::Handle).unwrap_or_default()).collect();
        for property in &properties {
            all.add(property.property(Word::Handle), list);
        }
        for (property, handle) in properties.iter().zip(&handles) {
            all.read(of, *property, *handle, list);
        }
        let first = all.ranges.len();
        for (property, repeat) in properties.iter().zip(repeats(&handles)) {
            if repeat == 0 {
                all.add(property.property(Word::Handle), list);
            }
        }
        all.handles = first..all.ranges.len();
        all
    }

    fn read(&mut self, of: Of, property: Node<'_, '_>, handle: Text<'_>, list: Node<'_, '_>) {
        let first = self.ranges.len();
        let config = property.property(Word::Config);
        let option = |word| config.and_then(|config| config.property(word));
        for field in CONFIG.fields {
            self.add(option(field.word), list);
        }
        let start = self.ranges.len();
        let items = option(Word::DataProvider).and_then(|provider| provider.property(Word::Items));
        let items = items.filter(|items| items.raw().is_array());
        for item in items.into_iter().flat_map(Node::elements) {
            self.add(item.property(Word::Value), list);
        }
        let plugin = property.text_of(Word::Type).map_or(Plugin::Other, |name| Plugin::named(name, of));
        let choices = items.map(|_| self.ranges.len() - start);
        self.properties.push(Known { plugin, bits: key_bits(handle), first, choices });
    }

    #[inline(never)]
    fn add(&mut self, value: Option<Node<'_, '_>>, list: Node<'_, '_>) {
        self.ranges.push(value.map_or(0..0, |value| value.range_in(list)));
    }

    /// The number of the group of that handle; None where the project has none.
    pub(super) fn find(&self, handle: Text<'_>) -> Option<usize> {
        self.handles().iter().position(|own| own.text().is_some_and(|own| own.is_same(handle)))
    }

    /// The handles of all groups.
    pub fn handles(&self) -> Values<'_> {
        self.values(0..self.groups.len())
    }

    /// The properties of a group; of all, where none is named.
    pub(super) fn properties(&self, group: Option<usize>) -> impl Iterator<Item = Property<'_>> {
        self.own(group).map(|index| Property { index, groups: self })
    }

    /// Those of that handle.
    pub(super) fn named(&self, group: Option<usize>, handle: Text<'_>) -> impl Iterator<Item = Property<'_>> {
        let bits = key_bits(handle);
        let may_be =
            move |property: &Property<'_>| property.known().bits & bits != 0 && property.handle().is_same(handle);
        self.properties(group).filter(may_be)
    }

    /// The handles of a group's properties; of all, each once, where none is named.
    pub(super) fn property_handles(&self, group: Option<usize>) -> Values<'_> {
        let count = self.groups.len();
        let own = self.own(group);
        self.values(if group.is_some() { count + own.start..count + own.end } else { self.handles.clone() })
    }

    fn own(&self, group: Option<usize>) -> Range<usize> {
        group.map_or(0..self.properties.len(), |group| self.groups.get(group).cloned().unwrap_or_default())
    }

    /// Whether the assets of the media type may not be replaced; of any, where none is named.
    pub(super) fn keep_assets(&self, media_type: Option<usize>) -> bool {
        match media_type {
            Some(number) => self.keeps_asset.get(number) == Some(&true),
            None => !self.keeps_asset.contains(&false),
        }
    }

    fn values(&self, which: Range<usize>) -> Values<'_> {
        Values { text: &self.text, ranges: self.ranges.get(which).unwrap_or_default() }
    }
}

/// A param of a purpose, or a property of a media type's metadata, as the project's configuration has it.
#[derive(Clone, Copy)]
pub(super) struct Property<'a> {
    index: usize,
    groups: &'a Groups,
}

impl<'a> Property<'a> {
    fn known(self) -> Known {
        const NONE: Known = Known { plugin: Plugin::Other, bits: 0, first: 0, choices: None };
        self.groups.properties.get(self.index).copied().unwrap_or(NONE)
    }

    /// A value of the configuration.
    fn at(self, index: usize) -> Raw<'a> {
        self.groups.values(index..index + 1).iter().next().unwrap_or_default()
    }

    pub fn handle(self) -> Text<'a> {
        self.at(self.groups.groups.len() + self.index).text().unwrap_or_default()
    }

    pub fn plugin(self) -> Plugin {
        self.known().plugin
    }

    /// What the configuration says under a field of [`CONFIG`].
    fn option(self, field: usize) -> Raw<'a> {
        self.at(self.known().first + field)
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
        let first = self.known().first + CONFIG.fields.len();
        self.known().choices.map(|count| self.groups.values(first..first + count))
    }
}
