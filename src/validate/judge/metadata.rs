//! Metadata, by the media types of the project.

use super::super::groups::Groups;
use super::super::report::Report;
use super::property;
use crate::issue::{Message, Param, Segment};
use crate::json::{Node, Text};
use crate::word::Word;

/// Judges a metadata property that is set, and not removed. Where the media type is not known, the property has to be one of any type, and the
/// value to fit one of those; else it is told why it does not fit the first.
pub fn judge<'a>(report: &mut Report<'a, '_>, types: &'a Groups, name: Text<'a>, value: Node<'_, 'a>) {
    let media_type = report.media_type;
    let mut first = None;
    let mut own = types.own(media_type);
    while let Some(property) = own.next_of(name) {
        if report.is_right(|report| property::judge(report, property, value)) {
            return;
        }
        first = first.or(Some(property));
    }
    match first {
        Some(property) => {
            report.enter(Segment::Word(Word::Value));
            property::judge(report, property, value);
            report.leave();
        }
        None => {
            let allowed = Param::Values(types.property_handles(media_type));
            let params = [Param::Text(name), report.media_type_param(), allowed];
            report.at(Segment::Word(Word::PropertyName), Message::UnknownMetadataProperty, &params);
        }
    }
}
