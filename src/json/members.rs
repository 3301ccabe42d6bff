//! The contents of objects and arrays whose text was checked, read once more.

use super::reader::Reader;
use super::text::Text;
use super::value::Raw;

/// The members of an object, in the order of the text.
pub type Members<'a> = Vec<(Text<'a>, Raw<'a>)>;

/// The members of an object's checked text.
pub fn members(object: Raw<'_>) -> Members<'_> {
    contents(object, true)
}

/// The elements of an array's checked text.
pub fn elements(array: Raw<'_>) -> impl Iterator<Item = Raw<'_>> {
    contents(array, false).into_iter().map(|(_, element)| element)
}

/// Elements have empty keys.
fn contents(container: Raw<'_>, have_keys: bool) -> Members<'_> {
    let mut reader = Reader::with_max_depth(container.bytes(), usize::MAX);
    let mut contents = Vec::new();
    // Past the bracket, then past commas. A checked text does not halt, but at its end.
    loop {
        reader.skip_byte();
        if matches!(reader.peek(), None | Some(b']' | b'}')) {
            return contents;
        }
        let key = if have_keys { reader.key() } else { Ok(Text::of("")) };
        let (Ok(key), Ok(value)) = (key, reader.value()) else { return contents };
        contents.push((key, value));
        reader.peek();
    }
}

/// The property `name` among `members`: the last one, as for `JSON.parse`.
pub fn find_member<'a>(members: &Members<'a>, name: Text<'_>) -> Option<Raw<'a>> {
    members.iter().rev().find(|(key, _)| key.is_same(name)).map(|(_, value)| *value)
}

/// The value of the property `name` of an object's checked text.
pub fn property<'a>(object: Raw<'a>, name: &'static str) -> Option<Raw<'a>> {
    find_member(&members(object), Text::of(name))
}
