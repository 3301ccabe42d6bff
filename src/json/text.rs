//! The content of a JSON string, compared and counted without being copied.

use std::borrow::Cow;
use std::cmp::Ordering;

/// What stands between the quotes of a string, escapes and all.
#[derive(Clone, Copy, Debug)]
pub struct Text<'a>(&'a [u8]);

impl<'a> Text<'a> {
    /// `raw` was checked by the reader: UTF-8, with known escapes only.
    #[inline]
    pub(crate) fn checked(raw: &'a [u8]) -> Self {
        Self(raw)
    }

    /// A word as this crate writes it: neither quotes, backslashes nor control characters.
    pub const fn of(word: &'static str) -> Self {
        Self(word.as_bytes())
    }

    /// As it stands in the text: a valid JSON string once it is put between quotes.
    pub fn raw(self) -> &'a [u8] {
        self.0
    }

    /// Whether an escape stands between the bytes and the content.
    #[inline]
    pub fn is_escaped(self) -> bool {
        // A plain loop: `contains` is larger, and slower for short texts.
        let mut rest = self.0;
        while let [byte, more @ ..] = rest {
            if *byte == b'\\' {
                return true;
            }
            rest = more;
        }
        false
    }

    /// As it stands in the text, up to so many code points.
    pub fn start(self, code_points: usize) -> &'a [u8] {
        if self.0.len() <= code_points {
            return self.0;
        }
        let mut after = self.code_points();
        for _ in 0..code_points {
            after.next();
        }
        &self.0[..self.0.len() - after.rest.len()]
    }

    /// The content in UTF-8; U+FFFD for lone surrogates.
    #[inline]
    pub fn content(self) -> Cow<'a, [u8]> {
        if !self.is_escaped() {
            return Cow::Borrowed(self.0);
        }
        let mut content = Vec::new();
        for code in self.code_points() {
            let code = if code & !0x7ff == 0xd800 { 0xfffd } else { code };
            let more = usize::from(code > 0x7f) + usize::from(code > 0x7ff) + usize::from(code > 0xffff);
            // The marks of a lead byte: none, 110, 1110, 11110.
            content.push([0, 0xc0, 0xe0, 0xf0][more] | (code >> (6 * more)) as u8);
            for place in (0..more).rev() {
                content.push(0x80 | (code >> (6 * place)) as u8 & 0x3f);
            }
        }
        Cow::Owned(content)
    }

    /// Whether there is nothing between the quotes.
    pub fn is_empty(self) -> bool {
        self.0.is_empty()
    }

    /// Whether the content is `word`, which is one of this crate's: it has no backslash.
    pub fn is(self, word: &'static str) -> bool {
        self.is_same(Text::of(word))
    }

    /// Whether both have the same content.
    pub fn is_same(self, other: Text<'_>) -> bool {
        // The first byte settles most cases. Only an escape can make the same content of other bytes.
        let (own, others) = (self.0.first(), other.0.first());
        if own != others {
            let backslash = Some(&b'\\');
            return (own == backslash || others == backslash) && self.code_points().eq(other.code_points());
        }
        self.0 == other.0 || (self.is_escaped() || other.is_escaped()) && self.code_points().eq(other.code_points())
    }

    /// The content; a lone surrogate stands for itself.
    pub fn code_points(self) -> CodePoints<'a> {
        CodePoints { rest: self.0 }
    }

    /// The content as Rust can hold it: U+FFFD for lone surrogates.
    pub fn to_string_lossy(self) -> String {
        self.code_points().map(|code| char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER)).collect()
    }

    /// Orders by content.
    pub fn compare(self, other: Text<'_>) -> Ordering {
        if self.is_escaped() || other.is_escaped() {
            return self.code_points().cmp(other.code_points());
        }
        // UTF-8 sorts like its code points.
        self.0.cmp(other.0)
    }
}

/// How many code points a content has; a lone surrogate, which stands as U+FFFD in it, is one.
pub fn length(content: &[u8]) -> usize {
    content.iter().filter(|byte| **byte & 0xc0 != 0x80).count()
}

/// The code points of a [`Text`].
pub struct CodePoints<'a> {
    rest: &'a [u8],
}

impl<'a> CodePoints<'a> {
    /// What was not read yet, as it stands in the text.
    pub(crate) fn rest(&self) -> &'a [u8] {
        self.rest
    }
}

impl CodePoints<'_> {
    fn take(&mut self, count: usize) -> &[u8] {
        let (taken, rest) = self.rest.split_at(count.min(self.rest.len()));
        self.rest = rest;
        taken
    }

    fn hex(&mut self) -> u32 {
        self.take(4).iter().fold(0, |code, digit| code << 4 | (*digit as char).to_digit(16).unwrap_or_default())
    }

    fn escape(&mut self) -> u32 {
        match self.take(1).first() {
            Some(b'b') => 0x08,
            Some(b'f') => 0x0c,
            Some(b'n') => 0x0a,
            Some(b'r') => 0x0d,
            Some(b't') => 0x09,
            Some(b'u') => self.unicode_escape(),
            Some(byte) => u32::from(*byte),
            None => 0,
        }
    }

    fn unicode_escape(&mut self) -> u32 {
        let high = self.hex();
        if !(0xd800..0xdc00).contains(&high) || !self.rest.starts_with(b"\\u") {
            return high;
        }
        let mut ahead = CodePoints { rest: &self.rest[2..] };
        let low = ahead.hex();
        if !(0xdc00..0xe000).contains(&low) {
            return high;
        }
        self.rest = &self.rest[6..];
        0x1_0000 + ((high - 0xd800) << 10) + (low - 0xdc00)
    }
}

impl Iterator for CodePoints<'_> {
    type Item = u32;

    fn next(&mut self) -> Option<u32> {
        let lead = *self.take(1).first()?;
        if lead == b'\\' {
            return Some(self.escape());
        }
        let (bits, continuations) = match lead {
            0..0x80 => return Some(u32::from(lead)),
            0x80..0xe0 => (lead & 0x1f, 1),
            0xe0..0xf0 => (lead & 0x0f, 2),
            0xf0.. => (lead & 0x07, 3),
        };
        let code =
            self.take(continuations).iter().fold(u32::from(bits), |code, byte| code << 6 | u32::from(byte & 0x3f));
        Some(code)
    }
}
