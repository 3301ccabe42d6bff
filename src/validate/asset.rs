//! The file that replaceAsset puts in the asset's place.

use super::members::Members;
use super::report::Report;
use super::rules::{Presence, filled_string, from_zero, string};
use crate::issue::Expected;
use crate::json::Name;

pub static NAMES: [Name; 8] = [
    Name::new("key"),
    Name::new("url"),
    Name::new("filename"),
    Name::new("mimeType"),
    Name::new("size"),
    Name::new("width"),
    Name::new("height"),
    Name::new("duration"),
];

pub fn judge<'a>(report: &mut Report<'a>, members: &Members<'a>) {
    for (index, name) in NAMES.iter().map(Name::text).enumerate() {
        let value = members.value(index);
        match index {
            0 => {
                filled_string(report, name, value, Presence::Required);
            }
            1..=3 => {
                string(report, name, value, Presence::Optional);
            }
            4..=6 => from_zero(report, name, value, Expected::Integer),
            _ => from_zero(report, name, value, Expected::Number),
        }
    }
}
