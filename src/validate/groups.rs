//! What a project's configuration says of its purposes and their params, or of its media types and their metadata: groups of
//! properties, which entries are measured against. Read once, into places of their text.

use super::config::CONFIG;
use super::grammar::Of;
use super::plugin::Plugin;
use crate::issue::Values;
use crate::json::{Node, Number, Raw, Text, repeats};
use crate::word::Word;
use std::ops::Range;

/// The fields of [`CONFIG`] that say how few and how many characters or items a value may have.
pub(super) type Limits = [Option<usize>; 2];
pub(super) const LENGTHS: Limits = [Some(CONFIG.index_of(Word::MinLength)), Some(CONFIG.index_of(Word::MaxLength))];
pub(super) const ITEMS: Limits = [None, Some(CONFIG.index_of(Word::MaxItems))];
pub(super) const REFERENCES: Limits = [Some(CONFIG.index_of(Word::Min)), Some(CONFIG.index_of(Word::Max))];

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
    groups: Vec<Group>,
    properties: Vec<Known>,
    /// Where in the list the handles of the groups stand,
    handles: Vec<Range<usize>>,
    /// those of the properties,
    handles_of_properties: Vec<Range<usize>>,
    /// the same, each once,
    different_handles: Vec<Range<usize>>,
    /// and, of each property, what stands under the fields of [`CONFIG`], and the values that may be chosen.
    values: Vec<Range<usize>>,
}

#[derive(Clone, Debug, PartialEq)]
struct Group {
    /// Which of all properties are its own.
    properties: Range<usize>,
    /// Whether its assets may not be replaced.
    keeps_assets: bool,
}

#[derive(Clone, Debug, PartialEq)]
struct Known {
    plugin: Plugin,
    /// Which of all values are its own.
    values: Range<usize>,
    /// Whether the values that may be chosen are known.
    has_choices: bool,
    /// A string of fewer bytes, its quotes among them, is right, whatever it says.
    room: usize,
}

impl Groups {
    /// Of a list that is what it has to be.
    pub(super) fn of(of: Of, list: Node<'_, '_>) -> Self {
        let mut all = Self { text: list.raw().bytes().to_vec(), ..Self::default() };
        let name = if of == Of::Purpose { Word::ParamsSchema } else { Word::Metadata };
        let mut names = Vec::new();
        for group in list.elements() {
            let first = all.properties.len();
            for property in group.list(name) {
                all.add(of, property, list);
                names.push(property.text_of(Word::Handle).unwrap_or_default());
            }
            let replaceable = option(group.property(Word::Asset), Word::Replaceable);
            all.groups.push(Group {
                properties: first..all.properties.len(),
                keeps_assets: replaceable.is_some_and(|replaceable| replaceable.raw().bytes() == b"false"),
            });
            add(&mut all.handles, group.property(Word::Handle), list);
        }
        for (range, repeat) in all.handles_of_properties.iter().zip(repeats(&names)) {
            if repeat == 0 {
                all.different_handles.push(range.clone());
            }
        }
        all
    }

    fn add(&mut self, of: Of, property: Node<'_, '_>, list: Node<'_, '_>) {
        let handle = property.property(Word::Handle);
        add(&mut self.handles_of_properties, handle, list);
        let first = self.values.len();
        let config = property.property(Word::Config);
        for field in CONFIG.fields {
            add(&mut self.values, option(config, field.word), list);
        }
        let items = option(option(config, Word::DataProvider), Word::Items);
        let items = items.filter(|items| items.raw().is_array());
        if let Some(items) = items {
            for item in items.elements() {
                add(&mut self.values, item.property(Word::Value), list);
            }
        }
        self.properties.push(Known {
            plugin: Plugin::named(property.text_of(Word::Type).unwrap_or_default(), of),
            values: first..self.values.len(),
            has_choices: items.is_some(),
            room: 0,
        });
        let room = self.property(self.properties.len() - 1).map_or(0, Property::room);
        if let Some(known) = self.properties.last_mut() {
            known.room = room;
        }
    }

    /// The number of the group of that handle; None where the project has none.
    pub(super) fn find(&self, handle: Text<'_>) -> Option<usize> {
        self.handles().iter().position(|own| own.text().is_some_and(|own| own.is_same(handle)))
    }

    /// The handles of all groups.
    pub(super) fn handles(&self) -> Values<'_> {
        Values { text: &self.text, ranges: &self.handles }
    }

    /// The handle of a group.
    pub(super) fn handle(&self, group: usize) -> Raw<'_> {
        self.value(self.handles.get(group))
    }

    /// The properties of a group; of all, where none is named.
    #[inline(never)]
    pub(super) fn own(&self, group: Option<usize>) -> Own<'_> {
        Own { left: self.places(group), groups: self }
    }

    /// Where they stand among all. A call would be felt in `take_text`.
    #[inline(always)]
    fn places(&self, group: Option<usize>) -> Range<usize> {
        group
            .and_then(|group| self.groups.get(group))
            .map_or(0..self.properties.len(), |group| group.properties.clone())
    }

    /// The handles of a group's properties; of all, each once, where none is named.
    pub(super) fn property_handles(&self, group: Option<usize>) -> Values<'_> {
        let ranges = match group {
            Some(_) => self.handles_of_properties.get(self.own(group).left).unwrap_or_default(),
            None => &self.different_handles,
        };
        Values { text: &self.text, ranges }
    }

    /// Whether a string of so many bytes, with its quotes, is plainly right for the property of that name.
    pub(super) fn take_text(&self, group: Option<usize>, name: Text<'_>, length: usize) -> bool {
        let is_it = |(known, handle): (&Known, &Range<usize>)| {
            length < known.room && self.text.get(handle.start + 1..handle.end - 1) == Some(name.raw())
        };
        let own = self.places(group);
        let properties = self.properties.get(own.clone()).unwrap_or_default();
        properties.iter().zip(self.handles_of_properties.get(own).unwrap_or_default()).any(is_it)
    }

    /// Whether the assets of the media type may not be replaced; of any, where none is named.
    pub(super) fn keep_assets(&self, media_type: Option<usize>) -> bool {
        match media_type.and_then(|media_type| self.groups.get(media_type)) {
            Some(group) => group.keeps_assets,
            None => self.groups.iter().all(|group| group.keeps_assets),
        }
    }

    #[inline]
    fn value(&self, range: Option<&Range<usize>>) -> Raw<'_> {
        Raw::checked(range.and_then(|range| self.text.get(range.clone())).unwrap_or_default())
    }

    fn property(&self, index: usize) -> Option<Property<'_>> {
        Some(Property { known: self.properties.get(index)?, index, groups: self })
    }
}

/// The option of a configuration, where there is one.
#[inline(never)]
fn option<'t, 'a>(config: Option<Node<'t, 'a>>, word: Word) -> Option<Node<'t, 'a>> {
    config?.property(word)
}

/// Adds where a value stands in the list; nowhere, where there is none.
#[inline(never)]
fn add(ranges: &mut Vec<Range<usize>>, value: Option<Node<'_, '_>>, list: Node<'_, '_>) {
    ranges.push(value.map_or(0..0, |value| value.range_in(list)));
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
        self.find(|property| property.handle().is_same(handle))
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
        self.groups.value(self.groups.handles_of_properties.get(self.index)).text().unwrap_or_default()
    }

    pub fn plugin(self) -> Plugin {
        self.known.plugin
    }

    /// Whether the value is a text that is plainly right.
    #[inline]
    pub fn takes(self, value: Raw<'_>) -> bool {
        value.text().is_some() && value.bytes().len() < self.known.room
    }

    fn room(self) -> usize {
        let [least, most] = self.sizes(LENGTHS);
        let is_text = matches!(self.plugin(), Plugin::Text | Plugin::Choice);
        let is_plain = is_text && !self.known.has_choices && least == 0 && !self.forbids_newlines();
        if is_plain { most.saturating_add(3) } else { 0 }
    }

    /// The fewest and the most characters or items that a value may have, by the options of its configuration.
    #[inline(never)]
    pub fn sizes(self, [least, most]: Limits) -> [usize; 2] {
        let size = |field| Some(self.number(field?)?.to_f64() as usize);
        [size(least).unwrap_or(0), size(most).unwrap_or(usize::MAX)]
    }

    /// What the configuration says under a field of [`CONFIG`].
    fn option(self, field: usize) -> Raw<'a> {
        self.groups.value(self.groups.values.get(self.known.values.start + field))
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
    #[inline(never)]
    pub fn number(self, field: usize) -> Option<Number<'a>> {
        self.option(field).number()
    }

    /// The values that may be chosen, where they are known.
    pub fn choices(self) -> Option<Values<'a>> {
        let Range { start, end } = self.known.values;
        let ranges = self.groups.values.get(start + CONFIG.fields.len()..end).unwrap_or_default();
        self.known.has_choices.then_some(Values { text: &self.groups.text, ranges })
    }
}
