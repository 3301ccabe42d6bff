//! Objects of which the properties are known: what each must be, and whether it may be left out.

use super::members::{Members, report_unknown};
use super::report::Report;
use super::rules::{self, Presence, Rule};
use super::{Options, usage_log};
use crate::issue::Segment;
use crate::json::{Name, Raw};

/// A known property.
#[derive(Clone, Copy, Debug)]
pub struct Field {
    pub name: Name,
    pub rule: Rule,
    pub presence: Presence,
}

impl Field {
    pub const fn required(name: &'static str, rule: Rule) -> Self {
        Self::new(name, rule, Presence::Required)
    }

    pub const fn optional(name: &'static str, rule: Rule) -> Self {
        Self::new(name, rule, Presence::Optional)
    }

    pub const fn new(name: &'static str, rule: Rule, presence: Presence) -> Self {
        Self { name: Name::new(name), rule, presence }
    }
}

/// The known properties of an object.
#[derive(Clone, Copy, Debug)]
pub struct Shape {
    pub fields: &'static [Field],
    /// A bit for each field that must be there.
    pub required: u32,
    /// A bit for each field that must be there when the entry's state is `confirmed`.
    pub required_when_confirmed: u32,
}

impl Shape {
    pub const fn new(fields: &'static [Field]) -> Self {
        Self {
            fields,
            required: bits(fields, Presence::Required),
            required_when_confirmed: bits(fields, Presence::RequiredWhenConfirmed),
        }
    }
}

const fn bits(fields: &[Field], presence: Presence) -> u32 {
    let mut bits = 0;
    let mut index = 0;
    while index < fields.len() {
        if fields[index].presence as u8 == presence as u8 {
            bits |= 1 << index;
        }
        index += 1;
    }
    bits
}

/// Judges an object's checked text.
pub fn judge<'a>(report: &mut Report<'a>, object: Raw<'a>, rule: Rule, options: &'a Options) {
    let Some(shape) = rule.shape() else { return };
    let members = Members::of(object);
    match rule {
        Rule::Asset => judge_fields(report, shape, &members, false, options),
        _ => usage_log::judge(report, &members, shape, options),
    }
    report_unknown(report, &members.keys_beside(shape.fields), options);
}

/// Judges the properties one by one, in the order of the fields.
pub fn judge_fields<'a>(
    report: &mut Report<'a>,
    shape: &Shape,
    members: &Members<'a>,
    confirmed: bool,
    options: &'a Options,
) {
    for field in shape.fields {
        let name = field.name.text();
        let presence = match field.presence {
            Presence::RequiredWhenConfirmed if !confirmed => Presence::Optional,
            presence => presence,
        };
        let value = members.value(name);
        if let Some(object) = rules::judge(report, name, field.rule, value, presence) {
            report.within(Segment::Key(name), |report| judge(report, object, field.rule, options));
        }
    }
}
