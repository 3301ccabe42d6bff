//! What rules ask for, in the keywords of JSON Schema, and in words where those say less.

use crate::operation::Operation;
use crate::validate::grammar::{Field, Form, Least, Of, Presence, Rule};
use crate::validate::operations;
use crate::validate::plugin::Plugin;
use crate::validate::rules::STATES;
use crate::word::Word;
use serde_json::{Map, Value, json};

/// Every date-time has its hours and minutes there; that no hour is over 23, the format does not say.
const HOUR_AND_MINUTE: &str = r"^[\s\S]{11}([01]\d|2[0-3]):[0-5]";
const ABSOLUTE_URL: &str = r"^[A-Za-z][A-Za-z0-9+.\-]*:[^\s\u0000-\u001f\u007f-\u009f]+$";

/// By its name, each with `since`, where a release brought it, and its `properties`.
pub fn operations() -> Value {
    let row = |operation: Operation| {
        let mut row = Map::new();
        if let Some(feature) = operation.feature() {
            row.insert("since".to_owned(), json!(feature.since_name()));
        }
        let fields = operations::shape(operation).fields;
        row.insert("properties".to_owned(), properties(fields.get(1..).unwrap_or_default()));
        (operation.name().to_owned(), Value::Object(row))
    };
    Value::Object(Operation::ALL.into_iter().map(row).collect())
}

/// What a request holds.
pub fn request() -> Value {
    properties(operations::REQUEST.fields)
}

/// By their names, each with a `description`, `required` (true, or the state that requires it) and `since`, where a release
/// brought it.
fn properties(fields: &[Field]) -> Value {
    let property = |field: &Field| {
        let mut property = keywords(field.rule);
        if let Some(unit) = unit(field.word) {
            property.insert("description".to_owned(), json!(unit));
        }
        match field.presence {
            Presence::Required => property.insert("required".to_owned(), json!(true)),
            Presence::RequiredWhenConfirmed => property.insert("required".to_owned(), json!(Word::Confirmed.as_str())),
            Presence::Optional => None,
        };
        if let Some(feature) = field.feature {
            property.insert("since".to_owned(), json!(feature.since_name()));
        }
        (field.word.as_str().to_owned(), Value::Object(property))
    };
    Value::Object(fields.iter().map(property).collect())
}

/// What numbers count.
fn unit(word: Word) -> Option<&'static str> {
    match word {
        Word::Size => Some("In bytes"),
        Word::Width | Word::Height => Some("In pixels"),
        Word::Duration => Some("In seconds"),
        _ => None,
    }
}

/// What a rule says by itself; what the project's purposes and the operations add is left to JavaScript.
fn keywords(rule: Rule) -> Map<String, Value> {
    map(match rule {
        Rule::Anything | Rule::Metadata => json!({"description": "Any JSON; null removes it"}),
        Rule::PerhapsList(_) => json!({}),
        Rule::Boolean => json!({"type": "boolean"}),
        Rule::String(form) => string(form),
        Rule::Number(least) => number("number", least),
        Rule::Whole(least) => number("integer", least),
        Rule::Version => json!({"description": "Digits, or a whole number", "anyOf": [
            {"title": "Digits", "type": "string", "pattern": pattern(Word::Digits)},
            {"title": "Number", "type": "integer", "minimum": 0},
        ]}),
        Rule::Object | Rule::Params | Rule::Property(_) => json!({"type": "object"}),
        Rule::Shaped(shape) => {
            let mut object = json!({"type": "object", "properties": properties(shape.fields)});
            if shape.is_open {
                object["isOpen"] = json!(true);
            }
            object
        }
        Rule::Patches => json!({"type": "array"}),
        Rule::List(rule) | Rule::Distinct(rule) => json!({"type": "array", "items": keywords(*rule)}),
    })
}

fn string(form: Form) -> Value {
    match form {
        Form::Any => json!({"type": "string"}),
        Form::Filled | Form::Purpose | Form::PropertyName => {
            json!({"type": "string", "minLength": 1, "description": "Not empty"})
        }
        Form::AtMost(maximum) => {
            json!({"type": "string", "maxLength": maximum, "description": format!("At most {maximum} characters")})
        }
        Form::Only(word) => json!({"type": "string", "const": word.as_str(), "enum": [word.as_str()]}),
        Form::Operation => json!({"type": "string", "enum": Operation::WORDS.map(Word::as_str)}),
        Form::State => json!({"type": "string", "enum": STATES.map(Word::as_str)}),
        Form::Date => json!({"type": "string", "format": "date", "description": "A date, such as 2026-05-01"}),
        Form::DateTime => json!({
            "type": "string",
            "format": "date-time",
            "pattern": HOUR_AND_MINUTE,
            "description": "A date with its time and zone, such as 2026-05-01T12:00:00Z",
        }),
        Form::Url => json!({"type": "string", "pattern": ABSOLUTE_URL, "description": "An absolute URL"}),
    }
}

fn number(name: &str, least: Least) -> Value {
    match least {
        Least::Any => json!({"type": name}),
        Least::Zero => json!({"type": name, "minimum": 0}),
    }
}

/// The plugins of params, or of metadata, that are checked, by their names. `limits`: the keywords that options of a
/// configuration stand for; `oneLine`: the pattern for those that allow no line breaks; `hasChoices`: whether a data provider's
/// items are all that is allowed.
pub fn plugins(of: Of) -> Value {
    let row = |(word, _): &(Word, Plugin)| {
        let plugin = &Plugin::named((*word).into(), of);
        let mut row = keywords(plugin.rule());
        let lengths = json!({(Word::MinLength.as_str()): "minLength", (Word::MaxLength.as_str()): "maxLength"});
        row.append(&mut map(match plugin {
            Plugin::Enum => json!({"hasChoices": true}),
            Plugin::Integer => json!({
                "limits": {(Word::MinValue.as_str()): "minimum", (Word::MaxValue.as_str()): "maximum"},
                "hasChoices": true,
            }),
            Plugin::NumericList => json!({"limits": {(Word::MaxItems.as_str()): "maxItems"}}),
            Plugin::StringList => json!({"limits": {(Word::MaxItems.as_str()): "maxItems"}, "hasChoices": true}),
            Plugin::Text => json!({"limits": lengths, "oneLine": pattern(Word::OneLine)}),
            Plugin::Choice => json!({"limits": lengths, "oneLine": pattern(Word::OneLine), "hasChoices": true}),
            _ => json!({}),
        }));
        if *plugin == Plugin::References {
            row["properties"][Word::References.as_str()]["limits"] =
                json!({(Word::Min.as_str()): "minItems", (Word::Max.as_str()): "maxItems"});
        }
        (word.as_str().to_owned(), Value::Object(row))
    };
    Value::Object(Plugin::names(of).iter().map(row).collect())
}

/// A word that is a pattern, without the escapes that it has in JSON.
fn pattern(word: Word) -> Value {
    serde_json::from_str(&format!("\"{}\"", word.as_str())).unwrap_or_default()
}

fn map(value: Value) -> Map<String, Value> {
    match value {
        Value::Object(map) => map,
        _ => Map::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rules_are_told_in_keywords() {
        let all = json!({
            "request": request(),
            "operations": operations(),
            "params": plugins(Of::Purpose),
            "metadata": plugins(Of::MediaType),
        });
        let lengths = json!({"minLength": "minLength", "maxLength": "maxLength"});
        for (pointer, expected) in [
            ("/request/preserveUpdatedAt", json!({"type": "boolean", "since": "2026-03"})),
            ("/request/version/anyOf/0/pattern", json!("^[0-9]+$")),
            ("/operations/archive", json!({"properties": {}})),
            ("/operations/unrevokeAsset/since", json!("release-2026-01")),
            (
                "/operations/revokeAsset/properties/note",
                json!({"type": "string", "maxLength": 200, "description": "At most 200 characters", "since": "release-2026-01"}),
            ),
            (
                "/operations/replaceAsset/properties/value",
                json!({"type": "object", "required": true, "properties": {
                    "key": {"type": "string", "minLength": 1, "description": "Not empty", "required": true},
                    "url": {"type": "string"},
                    "filename": {"type": "string"},
                    "mimeType": {"type": "string"},
                    "size": {"type": "integer", "minimum": 0, "description": "In bytes"},
                    "width": {"type": "integer", "minimum": 0, "description": "In pixels"},
                    "height": {"type": "integer", "minimum": 0, "description": "In pixels"},
                    "duration": {"type": "number", "minimum": 0, "description": "In seconds"},
                }}),
            ),
            ("/operations/addUsageLogEntry/properties/value/properties/publicationDate/required", json!("confirmed")),
            ("/params/li-enum", json!({"type": "string", "hasChoices": true})),
            ("/params/li-text", json!({"type": "string", "limits": lengths, "oneLine": r"^[^\n\r]*$"})),
            (
                "/params/li-integer",
                json!({"type": "integer", "limits": {"minValue": "minimum", "maxValue": "maximum"}, "hasChoices": true}),
            ),
            (
                "/params/li-numeric-list",
                json!({"type": "array", "items": {"type": "integer"}, "limits": {"maxItems": "maxItems"}}),
            ),
            (
                "/params/li-string-list",
                json!({"type": "array", "items": {"type": "string"}, "limits": {"maxItems": "maxItems"}, "hasChoices": true}),
            ),
            (
                "/metadata/li-color",
                json!({"type": "string", "limits": lengths, "oneLine": r"^[^\n\r]*$", "hasChoices": true}),
            ),
            ("/metadata/li-reference-list/properties/references/limits", json!({"min": "minItems", "max": "maxItems"})),
            ("/metadata/li-reference/properties/references", Value::Null),
        ] {
            assert_eq!(all.pointer(pointer).unwrap_or(&Value::Null), &expected, "{pointer}");
        }
    }
}
