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

impl Configuration {
    /// The names of the metadata that entries of that media type have; None where that is not known.
    pub fn metadata_of(&self, media_type: &str) -> Option<Vec<String>> {
        let text = |value: Raw<'_>| value.text().unwrap_or_default().to_string_lossy();
        let types = self.media_types.as_ref()?;
        let number = types.handles().iter().position(|handle| text(handle) == media_type)?;
        Some(types.property_handles(Some(number)).iter().map(text).collect())
    }
}

/// The purposes of a project, or its media types.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Groups {
    /// The list, as JSON that was checked.
    text: Vec<u8>,
    /// Where in the list a value stands, or nothing: the handles of the groups; what they say of replacing their assets; the handles
    /// of all properties; then, of each property, what stands under the fields of [`CONFIG`] and the values that it offers; and
    /// once more the handles, each once.
    ranges: Vec<Range<usize>>,
    /// Of each group, which of all properties are its own.
    groups: Vec<Range<usize>>,
    properties: Vec<Known>,
    /// How many different handles the properties have.
    handles: usize,
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
    /// The fewest and the most characters or items that it may have.
    sizes: [usize; 2],
    forbids_newlines: bool,
}

impl Groups {
    /// Of a list that is what it has to be.
    pub(super) fn of(of: Of, list: Node<'_, '_>) -> Self {
        let mut all = Self { text: list.raw().bytes().to_vec(), ..Self::default() };
        let name = if of == Of::Purpose { Word::ParamsSchema } else { Word::Metadata };
        for part in [Word::Handle, Word::Replaceable] {
            for group in list.elements() {
                let holder = if part == Word::Handle { Some(group) } else { group.property(Word::Asset) };
                all.add(holder.and_then(|holder| holder.property(part)), list);
            }
        }
        let mut handles = Vec::new();
        for group in list.elements() {
            let first = handles.len();
            for property in group.list(name) {
                let handle = property.property(Word::Handle);
                all.add(handle, list);
                handles.push(handle.and_then(Node::text).unwrap_or_default());
            }
            all.groups.push(first..handles.len());
        }
        for group in list.elements() {
            for property in group.list(name) {
                all.read(of, property, list);
            }
        }
        for (index, repeat) in repeats(&handles).into_iter().enumerate() {
            if repeat == 0 {
                all.handles += 1;
                let range = all.ranges.get(2 * all.groups.len() + index).cloned();
                all.ranges.push(range.unwrap_or_default());
            }
        }
        all
    }

    fn read(&mut self, of: Of, property: Node<'_, '_>, list: Node<'_, '_>) {
        let first = self.ranges.len();
        let config = property.property(Word::Config);
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
        let choices = items.map(|_| self.ranges.len() - start);
        let text = |word| property.text_of(word).unwrap_or_default();
        let plugin = Plugin::named(text(Word::Type), of);
        let [least, most] = plugin.limits();
        let limit = |word| Some(option(word?)?.raw().number()?.to_f64() as usize);
        self.properties.push(Known {
            plugin,
            bits: key_bits(text(Word::Handle)),
            first,
            choices,
            sizes: [limit(least).unwrap_or(0), limit(most).unwrap_or(usize::MAX)],
            forbids_newlines: option(Word::AllowNewlines).is_some_and(|allows| allows.raw().bytes() == b"false"),
        });
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
    pub(super) fn handles(&self) -> Values<'_> {
        self.values(0, self.groups.len())
    }

    /// The handle of a group.
    pub(super) fn handle(&self, group: usize) -> Raw<'_> {
        self.value(group)
    }

    /// The properties of a group; of all, where none is named.
    #[inline(never)]
    pub(super) fn own(&self, group: Option<usize>) -> Own<'_> {
        let own = group.and_then(|group| self.groups.get(group)).cloned();
        Own { left: own.unwrap_or(0..self.properties.len()), groups: self }
    }

    /// The handles of a group's properties; of all, each once, where none is named.
    pub(super) fn property_handles(&self, group: Option<usize>) -> Values<'_> {
        let own = self.own(group).left;
        match group {
            Some(_) => self.values(2 * self.groups.len() + own.start, own.len()),
            None => self.values(self.ranges.len() - self.handles, self.handles),
        }
    }

    /// Whether the assets of the media type may not be replaced; of any, where none is named.
    #[inline(never)]
    pub(super) fn keep_assets(&self, media_type: Option<usize>) -> bool {
        let count = self.groups.len();
        let (first, count) = media_type.map_or((count, count), |number| (count + number, 1));
        self.values(first, count).iter().all(|replaceable| replaceable.bytes() == b"false")
    }

    fn property(&self, index: usize) -> Option<Property<'_>> {
        Some(Property { known: self.properties.get(index)?, index, groups: self })
    }

    fn values(&self, first: usize, count: usize) -> Values<'_> {
        Values { text: &self.text, ranges: self.ranges.get(first..first + count).unwrap_or_default() }
    }

    fn value(&self, index: usize) -> Raw<'_> {
        self.values(index, 1).iter().next().unwrap_or_default()
    }
}

/// The properties of a group that are left.
#[derive(Clone)]
pub(super) struct Own<'a> {
    left: Range<usize>,
    groups: &'a Groups,
}

impl<'a> Own<'a> {
    /// The next one of that handle.
    #[inline(never)]
    pub fn next_of(&mut self, handle: Text<'_>) -> Option<Property<'a>> {
        let bits = key_bits(handle);
        loop {
            let known = self.groups.properties.get(self.left.clone())?;
            self.left.start += 1 + known.iter().position(|known| known.bits & bits != 0)?;
            let property = self.groups.property(self.left.start - 1)?;
            let own = property.handle();
            // Most have no escapes.
            if own.raw() == handle.raw() || own.is_same(handle) {
                return Some(property);
            }
        }
    }
}

impl<'a> Iterator for Own<'a> {
    type Item = Property<'a>;

    fn next(&mut self) -> Option<Property<'a>> {
        self.groups.property(self.left.next()?)
    }
}

/// A param of a purpose, or a property of a media type's metadata, as the project's configuration has it.
#[derive(Clone, Copy)]
pub(super) struct Property<'a> {
    known: &'a Known,
    index: usize,
    groups: &'a Groups,
}

impl<'a> Property<'a> {
    pub fn handle(self) -> Text<'a> {
        self.groups.value(2 * self.groups.groups.len() + self.index).text().unwrap_or_default()
    }

    pub fn plugin(self) -> Plugin {
        self.known.plugin
    }

    /// What the configuration says under a field of [`CONFIG`].
    fn option(self, field: usize) -> Raw<'a> {
        self.groups.value(self.known.first + field)
    }

    pub fn is_required(self) -> bool {
        const REQUIRED: usize = CONFIG.index_of(Word::Required);
        self.option(REQUIRED).bytes() == b"true"
    }

    pub fn forbids_newlines(self) -> bool {
        self.known.forbids_newlines
    }

    /// The fewest and the most characters or items that it may have.
    pub fn sizes(self) -> [usize; 2] {
        self.known.sizes
    }

    /// A limit, under a field of [`CONFIG`].
    #[inline(never)]
    pub fn number(self, field: usize) -> Option<Number<'a>> {
        self.option(field).number()
    }

    /// The values that may be chosen, where they are known.
    pub fn choices(self) -> Option<Values<'a>> {
        let first = self.known.first + CONFIG.fields.len();
        self.known.choices.map(|count| self.groups.values(first, count))
    }
}
