//! Where issues are collected.

use super::options::Validator;
use crate::issue::{Issues, Message, Param, Path, Segment};
use crate::json::{Flaw, FlawKind, MAX_DEPTH, Raw, ReadError, Reason, Text};
use crate::operation::Operation;
use crate::release::Feature;
use crate::word::Word;

/// At most this many issues are reported, the first ones.
pub const MAX_ISSUES: usize = 1_000;

/// Issues so far, the path of the value that is being judged, and what it is measured against.
pub struct Report<'a, 's> {
    pub validator: &'a Validator,
    /// The number of the entry's media type, where it is known.
    pub media_type: Option<usize>,
    path: Path<'a>,
    issues: &'s mut dyn Issues<'a>,
    /// At most [`MAX_ISSUES`].
    count: usize,
    /// Whether issues are counted and not told.
    is_silent: bool,
    /// Whether flaws of the text are issues.
    pub tells_flaws: bool,
    /// The params of all purposes so far, by their handles, and their types.
    pub types: Vec<(Text<'a>, Text<'a>)>,
}

impl<'a, 's> Report<'a, 's> {
    pub fn new(issues: &'s mut dyn Issues<'a>, validator: &'a Validator, media_type: Option<usize>) -> Self {
        Self {
            validator,
            media_type,
            path: Vec::new(),
            issues,
            count: 0,
            is_silent: false,
            tells_flaws: false,
            types: Vec::new(),
        }
    }

    /// Goes to a value in the one that is being judged.
    #[inline(never)]
    pub fn enter(&mut self, segment: Segment<'a>) {
        self.path.push(segment);
    }

    /// Goes back from there.
    pub fn leave(&mut self) {
        self.path.pop();
    }

    /// An issue of the value that is being judged.
    #[cold]
    #[inline(never)]
    pub fn here(&mut self, message: Message, params: &[Param<'a>]) {
        debug_assert_eq!(message.params().len(), params.len(), "{message:?}");
        if self.count < MAX_ISSUES {
            self.count += 1;
            if !self.is_silent {
                self.issues.add(&self.path, message, params);
            }
        }
    }

    /// An issue of a value in that.
    #[cold]
    #[inline(never)]
    pub fn at(&mut self, segment: Segment<'a>, message: Message, params: &[Param<'a>]) {
        self.enter(segment);
        self.here(message, params);
        self.leave();
    }

    /// A number of characters or items that is out of a limit.
    #[inline(never)]
    pub fn out_of_limit(&mut self, message: Message, limit: usize, actual: usize) {
        self.here(message, &[Param::Number(limit), Param::Number(actual)]);
    }

    /// A flaw, at its path from the root.
    #[cold]
    pub fn flaw(&mut self, flaw: &Flaw<'a>) {
        let path = std::mem::take(&mut self.path);
        for step in &flaw.path {
            self.enter((*step).into());
        }
        let params = [Param::Text(flaw.text)];
        match flaw.kind {
            FlawKind::Duplicate => self.at(Segment::Key(flaw.text), Message::DuplicateProperty, &params),
            FlawKind::InvalidCharacter => self.here(Message::InvalidCharacter, &params),
        }
        self.path = path;
    }

    /// Whether a string or a key has its issue as a flaw, and is to have no other.
    pub fn has_told(&self, text: Option<Text<'a>>) -> bool {
        self.tells_flaws && text.is_some_and(Text::is_invalid)
    }

    /// Whether the operation is one that the project does not allow for the media type; an issue where it is.
    pub fn forbids(&mut self, operation: Operation) -> bool {
        let is_forbidden = self.validator.forbids(operation, self.media_type);
        if is_forbidden {
            let params = [Param::Word(operation.word()), self.media_type_param()];
            self.at(Segment::Word(Word::Operation), Message::NotReplaceable, &params);
        }
        is_forbidden
    }

    /// The handle of the media type; null where it is not known.
    #[cold]
    #[inline(never)]
    pub fn media_type_param(&self) -> Param<'a> {
        let known = self.validator.media_types().zip(self.media_type);
        Param::Json(known.map_or(Raw::NULL, |(types, number)| types.handle(number)))
    }

    /// Whether the versions lack the feature of the operation or property `name`; an issue where they do, under `property`.
    pub fn lacks(&mut self, property: Word, name: Word, feature: Option<Feature>) -> bool {
        let Some(feature) = feature.filter(|feature| !self.validator.has(Some(*feature))) else { return false };
        let month = |month| Param::Month(feature.axis(), month);
        let params = [Param::Word(name), month(feature.since()), month(self.validator.options.current(feature))];
        let is_operation = feature.is_operation();
        let message = if is_operation { Message::UnsupportedOperation } else { Message::UnsupportedParameter };
        self.at(Segment::Word(property), message, &params);
        true
    }

    /// The one issue of a text that cannot be read.
    pub fn unreadable(&mut self, error: ReadError) {
        match error {
            ReadError::TooDeep => self.here(Message::TooDeep, &[Param::Number(MAX_DEPTH)]),
            ReadError::Syntax { offset, reason } => {
                self.here(Message::InvalidJson, &[Param::Word(word(reason)), Param::Number(offset)]);
            }
        }
    }

    /// Whether `judge` finds nothing wrong; it tells nobody what.
    #[inline]
    pub fn is_right(&mut self, judge: impl FnOnce(&mut Self)) -> bool {
        let (count, is_silent) = (self.count, std::mem::replace(&mut self.is_silent, true));
        judge(self);
        self.is_silent = is_silent;
        std::mem::replace(&mut self.count, count) == count
    }

    pub fn is_empty(&self) -> bool {
        self.count == 0
    }
}

fn word(reason: Reason) -> Word {
    match reason {
        Reason::UnexpectedEnd => Word::UnexpectedEnd,
        Reason::UnexpectedCharacter => Word::UnexpectedCharacter,
        Reason::ControlCharacter => Word::ControlCharacter,
        Reason::InvalidEscape => Word::InvalidEscape,
        Reason::InvalidUtf8 => Word::InvalidUtf8,
        Reason::ByteOrderMark => Word::ByteOrderMark,
        Reason::TrailingCharacters => Word::TrailingCharacters,
    }
}
