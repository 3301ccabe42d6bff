//! Whether a configuration of purposes is what it has to be.

use super::purposes::WrongPurposes;
use super::rules::{Presence, Rule};
use super::shape::{Field, Shape};
use crate::issue::Segment;
use crate::json::{self, Raw, Text, repeats};

const HANDLE: Field = Field::required("handle", Rule::FilledString);

pub static PURPOSE: Shape = Shape::new(&[HANDLE, Field::optional("paramsSchema", Rule::Params)]);
pub static PARAM: Shape =
    Shape::new(&[Field::required("type", Rule::ParamType), HANDLE, Field::optional("config", Rule::Config)]);
pub static CONFIG: Shape = Shape::new(&[
    Field::optional("required", Rule::Boolean),
    Field::optional("allowNewlines", Rule::Boolean),
    Field::optional("minValue", Rule::Number),
    Field::optional("maxValue", Rule::Number),
    Field::optional("minLength", Rule::WholeFromZero),
    Field::optional("maxLength", Rule::WholeFromZero),
    Field::optional("maxItems", Rule::WholeFromZero),
    Field::optional("dataProvider", Rule::DataProvider),
]);
pub static DATA_PROVIDER: Shape = Shape::new(&[Field::optional("items", Rule::Items)]);
pub static ITEM: Shape = Shape::new(&[Field::required("value", Rule::Anything)]);

/// The list itself, or the one that a project's configuration holds.
pub fn list(bytes: &[u8]) -> Option<Raw<'_>> {
    let config = json::parse(bytes).ok()?;
    if !config.is_object() {
        return Some(config);
    }
    let center = json::property(config, "mediaCenter").filter(|center| center.is_object())?;
    json::property(center, "usagePurposes")
}

/// Checks a value and all that is in it. Names that no shape has are not looked at.
pub fn check(place: Place<'_>, value: Raw<'_>, rule: Rule) -> Result<(), WrongPurposes> {
    if !rule.accepts(value) {
        return Err(place.wrong(rule));
    }
    if let Some(shape) = rule.shape() {
        let members = json::members(value);
        for field in shape.fields {
            let name = field.name.text();
            let place = place.below(Segment::Key(name));
            match json::find_member(&members, name) {
                Some(value) => check(place, value, field.rule)?,
                None if field.presence == Presence::Required => return Err(place.wrong(field.rule)),
                None => {}
            }
        }
    }
    // Items that come from elsewhere are no array, and not known here.
    if let Some(rule) = rule.of_elements().filter(|_| value.is_array()) {
        let elements = json::elements(value);
        for (index, element) in elements.iter().enumerate() {
            check(place.below(Segment::Index(index)), *element, rule)?;
        }
        check_handles(place, &elements)?;
    }
    Ok(())
}

/// No handle may stand twice in a list.
fn check_handles(place: Place<'_>, elements: &[Raw<'_>]) -> Result<(), WrongPurposes> {
    const NAME: &str = "handle";
    let handles: Vec<Text<'_>> =
        elements.iter().filter_map(|element| json::property(*element, NAME).and_then(Raw::text)).collect();
    match repeats(&handles).iter().position(|repeat| *repeat > 0) {
        None => Ok(()),
        Some(index) => {
            let place = place.below(Segment::Index(index));
            let place = place.below(Segment::Key(Text::of(NAME)));
            Err(place.expects("a handle that no other has"))
        }
    }
}

/// Where in the configuration.
#[derive(Clone, Copy)]
pub struct Place<'p> {
    above: Option<&'p Place<'p>>,
    segment: Segment<'p>,
}

impl<'p> Place<'p> {
    pub fn root(name: &'static str) -> Self {
        Self { above: None, segment: Segment::Key(Text::of(name)) }
    }

    fn below(&'p self, segment: Segment<'p>) -> Self {
        Self { above: Some(self), segment }
    }

    /// What the rule expects, in words.
    #[cold]
    pub fn wrong(&self, rule: Rule) -> WrongPurposes {
        self.expects(match rule {
            Rule::Purposes => "a list of purposes, or a project config with mediaCenter.usagePurposes",
            Rule::Params => "a list of params",
            Rule::ParamType => "a string, like \"li-text\"",
            Rule::FilledString => "a string with something in it",
            Rule::Boolean => "a boolean",
            Rule::Number => "a number",
            Rule::WholeFromZero => "a whole number from 0",
            Rule::Anything => "a value",
            _ => "an object",
        })
    }

    fn expects(&self, expected: &'static str) -> WrongPurposes {
        let mut place = self.segment.name();
        let mut above = self.above;
        while let Some(next) = above {
            place = [&next.segment.name(), ".", &place].concat();
            above = next.above;
        }
        WrongPurposes { place, expected }
    }
}
