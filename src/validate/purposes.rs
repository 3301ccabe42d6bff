//! The project's `mediaCenter.usagePurposes`: what a usage log entry's purpose and params are measured against.

use crate::json::{self, Owned, Step, Text, Value};

/// The purposes of a project.
#[derive(Clone, Debug, PartialEq)]
pub struct Purposes {
    pub(super) handles: Vec<Owned>,
    /// Of each purpose
    params: Vec<Vec<Param>>,
}

/// Where a configuration is not what it has to be, and what it has to be there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WrongPurposes {
    /// `usagePurposes.0.paramsSchema.1.handle`
    pub place: String,
    /// `a string with something in it`
    pub expected: &'static str,
}

#[derive(Clone, Debug, PartialEq)]
pub(super) struct Param {
    /// A string
    pub handle: Owned,
    pub kind: ParamKind,
    pub required: bool,
    /// A number
    pub minimum: Option<Owned>,
    /// A number
    pub maximum: Option<Owned>,
    pub min_length: Option<usize>,
    pub max_length: Option<usize>,
    pub max_items: Option<usize>,
    pub allow_newlines: bool,
    /// The values that may be chosen, where they are known
    pub items: Option<Vec<Owned>>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ParamKind {
    Boolean,
    Date,
    DateTime,
    Enum,
    Integer,
    NumericList,
    StringList,
    Text,
    /// A type that is not checked
    Other,
}

const KINDS: [(&str, ParamKind); 8] = [
    ("li-boolean", ParamKind::Boolean),
    ("li-date", ParamKind::Date),
    ("li-datetime", ParamKind::DateTime),
    ("li-enum", ParamKind::Enum),
    ("li-integer", ParamKind::Integer),
    ("li-numeric-list", ParamKind::NumericList),
    ("li-string-list", ParamKind::StringList),
    ("li-text", ParamKind::Text),
];

type Read<T> = Result<T, WrongPurposes>;

impl Purposes {
    /// Reads the list itself, or a project configuration that holds it under `mediaCenter.usagePurposes`.
    pub fn from_json(bytes: &[u8]) -> Read<Self> {
        const EXPECTED: &str = "a list of purposes, or a project config with mediaCenter.usagePurposes";
        let place = Place { above: None, step: Step::Key(Text::of("usagePurposes")) };
        let Some(Value::Array(list)) = json::parse(bytes).ok().and_then(purposes_of) else {
            return Err(place.wrong(EXPECTED));
        };
        let mut purposes = Self { handles: Vec::new(), params: Vec::new() };
        for (index, value) in json::elements(list).into_iter().enumerate() {
            let place = place.index(index);
            let purpose = place.object(value)?;
            purposes.handles.push(handle(place, purpose, purposes.handles.iter())?);
            purposes.params.push(read_params(place.key("paramsSchema"), json::property(purpose, "paramsSchema"))?);
        }
        Ok(purposes)
    }

    /// The params of the purpose `handle`; None where the project has no such purpose.
    pub(super) fn params_of(&self, handle: Text<'_>) -> Option<&[Param]> {
        let index = self.handles.iter().position(|known| known.is(Value::String(handle)))?;
        self.params.get(index).map(Vec::as_slice)
    }
}

/// The list of purposes, by itself or in a project's configuration.
fn purposes_of(config: Value<'_>) -> Option<Value<'_>> {
    let Value::Object(config) = config else { return Some(config) };
    let Value::Object(center) = json::property(config, "mediaCenter")? else { return None };
    json::property(center, "usagePurposes")
}

fn read_params(place: Place<'_>, schema: Option<Value<'_>>) -> Read<Vec<Param>> {
    let list = match schema {
        None => return Ok(Vec::new()),
        Some(Value::Array(list)) => list,
        Some(_) => return Err(place.wrong("a list of params")),
    };
    let mut params: Vec<Param> = Vec::new();
    for (index, value) in json::elements(list).into_iter().enumerate() {
        let param = read_param(place.index(index), value, &params)?;
        params.push(param);
    }
    Ok(params)
}

fn read_param(place: Place<'_>, value: Value<'_>, before: &[Param]) -> Read<Param> {
    let object = place.object(value)?;
    let Some(Value::String(kind)) = json::property(object, "type") else {
        return Err(place.key("type").wrong("a string, like \"li-text\""));
    };
    let mut param = Param {
        handle: handle(place, object, before.iter().map(|param| &param.handle))?,
        kind: KINDS.iter().find(|(name, _)| kind.is(name)).map_or(ParamKind::Other, |(_, kind)| *kind),
        required: false,
        minimum: None,
        maximum: None,
        min_length: None,
        max_length: None,
        max_items: None,
        allow_newlines: true,
        items: None,
    };
    if let Some(config) = json::property(object, "config") {
        let place = place.key("config");
        for (name, value) in json::members(place.object(config)?) {
            read_option(&mut param, place.below(Step::Key(name)), name, value)?;
        }
    }
    Ok(param)
}

fn read_option(param: &mut Param, place: Place<'_>, name: Text<'_>, value: Value<'_>) -> Read<()> {
    if name.is("required") {
        param.required = place.boolean(value)?;
    } else if name.is("allowNewlines") {
        param.allow_newlines = place.boolean(value)?;
    } else if name.is("minValue") {
        param.minimum = Some(place.number(value)?);
    } else if name.is("maxValue") {
        param.maximum = Some(place.number(value)?);
    } else if name.is("minLength") {
        param.min_length = Some(place.count(value)?);
    } else if name.is("maxLength") {
        param.max_length = Some(place.count(value)?);
    } else if name.is("maxItems") {
        param.max_items = Some(place.count(value)?);
    } else if name.is("dataProvider") {
        // Items that come from elsewhere are not known here.
        if let Some(Value::Array(list)) = json::property(place.object(value)?, "items") {
            param.items = Some(read_items(place.key("items"), list)?);
        }
    }
    Ok(())
}

fn read_items(place: Place<'_>, list: &[u8]) -> Read<Vec<Owned>> {
    let mut items = Vec::new();
    for (index, item) in json::elements(list).into_iter().enumerate() {
        let place = place.index(index);
        match json::property(place.object(item)?, "value") {
            Some(value) => items.push(Owned::of(value)),
            None => return Err(place.key("value").wrong("a value")),
        }
    }
    Ok(items)
}

/// The handle of a purpose or a param.
fn handle<'o>(place: Place<'_>, object: &[u8], mut others: impl Iterator<Item = &'o Owned>) -> Read<Owned> {
    let place = place.key("handle");
    match json::property(object, "handle") {
        Some(handle @ Value::String(text)) if !text.is_empty() => {
            if others.any(|other| other.is(handle)) {
                return Err(place.wrong("a handle that no other has"));
            }
            Ok(Owned::of(handle))
        }
        _ => Err(place.wrong("a string with something in it")),
    }
}

/// Where in the configuration.
#[derive(Clone, Copy)]
struct Place<'p> {
    above: Option<&'p Place<'p>>,
    step: Step<'p>,
}

impl Place<'_> {
    fn below<'p>(&'p self, step: Step<'p>) -> Place<'p> {
        Place { above: Some(self), step }
    }

    fn key(&self, name: &'static str) -> Place<'_> {
        self.below(Step::Key(Text::of(name)))
    }

    fn index(&self, index: usize) -> Place<'_> {
        self.below(Step::Index(index))
    }

    fn object<'a>(&self, value: Value<'a>) -> Read<&'a [u8]> {
        match value {
            Value::Object(object) => Ok(object),
            _ => Err(self.wrong("an object")),
        }
    }

    fn boolean(&self, value: Value<'_>) -> Read<bool> {
        match value {
            Value::Boolean(value) => Ok(value),
            _ => Err(self.wrong("a boolean")),
        }
    }

    fn number(&self, value: Value<'_>) -> Read<Owned> {
        match value {
            Value::Number(number) if number.is_finite() => Ok(Owned::of(value)),
            _ => Err(self.wrong("a number")),
        }
    }

    fn count(&self, value: Value<'_>) -> Read<usize> {
        match value {
            Value::Number(number) if number.is_whole() && !number.is_negative() => Ok(number.to_f64() as usize),
            _ => Err(self.wrong("a whole number from 0")),
        }
    }

    #[cold]
    fn wrong(&self, expected: &'static str) -> WrongPurposes {
        let mut place = String::new();
        self.write(&mut place);
        WrongPurposes { place, expected }
    }

    fn write(&self, out: &mut String) {
        if let Some(above) = self.above {
            above.write(out);
            out.push('.');
        }
        out.push_str(&crate::issue::Segment::from(self.step).name());
    }
}
