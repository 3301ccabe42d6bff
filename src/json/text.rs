//! The content of a JSON string, compared and counted without being copied.

use crate::word::Word;
use std::borrow::Cow;
use std::cmp::Ordering;

/// What stands between the quotes of a string, escapes and all.
#[derive(Clone, Copy, Debug, Default)]
pub struct Text<'a>(&'a [u8]);

impl<'a> Text<'a> {
    /// `raw` was checked by the reader: UTF-8, with known escapes only.
    #[inline]
    pub(crate) fn checked(raw: &'a [u8]) -> Self {
        Self(raw)
    }

    /// A word as this crate writes it: neither quotes, backslashes nor control characters.
    pub fn of(word: &'static str) -> Self {
        Self(word.as_bytes())
    }

    /// As it stands in the text: a valid JSON string once it is put between quotes.
    pub fn raw(self) -> &'a [u8] {
        self.0
    }

    /// Whether an escape stands between the bytes and the content.
    #[inline(never)]
    pub fn is_escaped(self) -> bool {
        // To the end in any case, so that many bytes are looked at in one step.
        self.raw().iter().fold(false, |is_escaped, byte| is_escaped | (*byte == b'\\'))
    }

    /// As it stands in the text, up to so many code points.
    pub fn start(self, code_points: usize) -> &'a [u8] {
        if self.raw().len() <= code_points {
            return self.raw();
        }
        let mut after = self.code_points();
        for _ in 0..code_points {
            after.next();
        }
        self.raw().get(..self.raw().len() - after.rest.len()).unwrap_or_default()
    }

    /// The content in UTF-8; lone surrogates, which that does not have, in the same manner.
    #[inline]
    pub fn content(self) -> Cow<'a, [u8]> {
        if !self.is_escaped() {
            return Cow::Borrowed(self.raw());
        }
        let mut content = Vec::new();
        for code in self.code_points() {
            let more = usize::from(code > 0x7f) + usize::from(code > 0x7ff) + usize::from(code > 0xffff);
            // The marks of a lead byte: none, 110, 1110, 11110.
            content.push([0, 0xc0, 0xe0, 0xf0][more] | (code >> (6 * more)) as u8);
            for group in (0..more).rev() {
                content.push(0x80 | (code >> (6 * group)) as u8 & 0x3f);
            }
        }
        Cow::Owned(content)
    }

    /// Whether there is nothing between the quotes.
    pub fn is_empty(self) -> bool {
        self.raw().is_empty()
    }

    /// Whether both have the same content.
    pub fn is_same(self, other: Text<'_>) -> bool {
        // The first byte settles most cases, unless an escape begins there.
        let (own, others) = (self.raw().first(), other.raw().first());
        let escape = Some(&b'\\');
        (own == others || own == escape || others == escape)
            && (self.raw() == other.raw() || self.compare(other).is_eq())
    }

    /// The content; a lone surrogate stands for itself.
    pub fn code_points(self) -> CodePoints<'a> {
        CodePoints { rest: self.raw() }
    }

    /// The content as Rust can hold it: U+FFFD for lone surrogates.
    pub fn to_string_lossy(self) -> String {
        self.code_points().map(|code| char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER)).collect()
    }

    /// Whether it holds U+0000 or half a surrogate pair.
    #[inline(never)]
    pub fn is_invalid(self) -> bool {
        self.is_escaped() && self.code_points().any(is_invalid)
    }

    /// Orders by content: UTF-8 sorts like its code points.
    pub fn compare(self, other: Text<'_>) -> Ordering {
        if self.is_escaped() || other.is_escaped() {
            // Not the whole contents first: most differ early, and a text may hold any number of long keys.
            return self.code_points().cmp(other.code_points());
        }
        self.raw().cmp(other.raw())
    }
}

/// [`Word::OneLine`] aside, no word needs an escape.
impl From<Word> for Text<'static> {
    fn from(word: Word) -> Self {
        Self::checked(word.json())
    }
}

/// Whether a code point is U+0000 or half a surrogate pair.
pub(super) fn is_invalid(code: u32) -> bool {
    code == 0 || code & !0x7ff == 0xd800
}

/// How many code points a content has; a lone surrogate is one.
pub fn length(content: &[u8]) -> usize {
    content.iter().filter(|byte| **byte & 0xc0 != 0x80).count()
}

/// The code points of a [`Text`].
pub struct CodePoints<'a> {
    rest: &'a [u8],
}

impl CodePoints<'_> {
    /// The next byte; 0 at the end, where a checked text does not ask for it.
    fn byte(&mut self) -> u32 {
        let [byte, rest @ ..] = self.rest else { return 0 };
        self.rest = rest;
        u32::from(*byte)
    }

    fn hex(&mut self) -> u32 {
        let mut code = 0;
        for _ in 0..4 {
            let digit = self.byte();
            // Letters of both cases are 9 more than their last four bits.
            code = (code << 4) + (digit & 15) + if digit > 0x40 { 9 } else { 0 };
        }
        code
    }

    fn escape(&mut self) -> u32 {
        match self.byte() as u8 {
            b'b' => 0x08,
            b'f' => 0x0c,
            b'n' => 0x0a,
            b'r' => 0x0d,
            b't' => 0x09,
            b'u' => self.unicode_escape(),
            byte => u32::from(byte),
        }
    }

    fn unicode_escape(&mut self) -> u32 {
        let high = self.hex();
        if high & !0x3ff != 0xd800 || !self.rest.starts_with(b"\\u") {
            return high;
        }
        let mut ahead = CodePoints { rest: &self.rest[2..] };
        let low = ahead.hex();
        if low & !0x3ff != 0xdc00 {
            return high;
        }
        self.rest = ahead.rest;
        0x1_0000 + ((high & 0x3ff) << 10) + (low & 0x3ff)
    }
}

impl Iterator for CodePoints<'_> {
    type Item = u32;

    fn next(&mut self) -> Option<u32> {
        if self.rest.is_empty() {
            return None;
        }
        let lead = self.byte();
        if lead == u32::from(b'\\') {
            return Some(self.escape());
        }
        let more = u32::from(lead >= 0xc0) + u32::from(lead >= 0xe0) + u32::from(lead >= 0xf0);
        // A lead byte has a mark before its bits.
        let mut code = if more == 0 { lead } else { lead & 0x3f >> more };
        for _ in 0..more {
            code = code << 6 | self.byte() & 0x3f;
        }
        Some(code)
    }
}
