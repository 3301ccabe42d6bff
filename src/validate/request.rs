//! The request: `version`, `preserveUpdatedAt`, and the patches one by one.

use super::members::Members;
use super::report::Report;
use super::rules::{self, Presence};
use super::{MAX_ISSUES, Options, UnknownProperties, Verdict, patch};
use crate::issue::{Current, Expected, Kind, Segment};
use crate::json::{Halt, Name, Reader, Value};
use crate::release::Feature;

const NAMES: [Name; 3] = [Name::new("version"), Name::new("preserveUpdatedAt"), Name::new("patches")];
const VERSION: usize = 0;
const PRESERVE_UPDATED_AT: usize = 1;
const PATCHES: usize = 2;

pub fn judge<'a>(reader: &mut Reader<'a>, options: &'a Options) -> Result<Verdict<'a>, Halt> {
    let bytes = reader.bytes();
    let mut report = Report::new();
    if reader.peek() != Some(b'{') {
        let value = reader.value()?.value(bytes);
        reader.end()?;
        report.here(Kind::InvalidType { expected: Expected::Object, actual: value.type_name() });
        report.duplicates(std::mem::take(&mut reader.duplicates));
        return Ok(Verdict { issues: report.issues, repeatable: false });
    }

    let mut patches = Report::new();
    let mut idempotent = true;
    let mut members = Members::new(bytes);
    members.read(reader, &NAMES, |reader, index| {
        if index != PATCHES || reader.peek() != Some(b'[') {
            return reader.value();
        }
        // Where `patches` stands twice, the last one counts.
        patches.issues.clear();
        idempotent = true;
        let start = reader.position();
        patches.within(Segment::Name("patches"), |patches| read_patches(reader, options, patches, &mut idempotent))?;
        Ok(reader.token_from(start, crate::json::Kind::Array))
    })?;
    reader.end()?;

    judge_version(&mut report, members.value(VERSION));
    judge_preserve_updated_at(&mut report, members.value(PRESERVE_UPDATED_AT), options);
    match rules::present(&mut report, "patches", members.value(PATCHES), Presence::Required) {
        Some(Value::Array(_)) | None => {}
        Some(other) => {
            patches.issues.clear();
            rules::invalid_type(&mut report, "patches", Expected::Array, other);
        }
    }
    members.report_duplicates(&mut report);
    if options.unknown_properties == UnknownProperties::Reject {
        members.report_unknown(&mut report);
    }

    let mut issues = report.issues;
    issues.append(&mut patches.issues);
    issues.truncate(MAX_ISSUES);
    Ok(Verdict { issues, repeatable: members.token(VERSION).is_present() || idempotent })
}

fn read_patches<'a>(
    reader: &mut Reader<'a>,
    options: &'a Options,
    report: &mut Report<'a>,
    idempotent: &mut bool,
) -> Result<(), Halt> {
    let mut more = reader.enter(b']')?;
    let mut index = 0;
    while more {
        let operation = report.within(Segment::Index(index), |report| patch::read(reader, options, report))?;
        *idempotent &= operation.is_some_and(|operation| operation.is_idempotent());
        more = reader.goes_on(b']')?;
        index += 1;
    }
    Ok(())
}

fn judge_version<'a>(report: &mut Report<'a>, version: Option<Value<'a>>) {
    match version {
        Some(Value::String(text)) => {
            let digits = |code| (u32::from('0')..=u32::from('9')).contains(&code);
            if text.is_empty() || !text.code_points().all(digits) {
                report.at(Segment::Name("version"), Kind::InvalidFormat { pattern: "^[0-9]+$", actual: text });
            }
        }
        Some(Value::Number(number)) if number.is_whole() => {
            rules::from_zero(report, "version", version, Expected::Integer);
        }
        Some(other) => rules::invalid_type(report, "version", Expected::StringOrInteger, other),
        None => {}
    }
}

fn judge_preserve_updated_at<'a>(report: &mut Report<'a>, value: Option<Value<'a>>, options: &Options) {
    const NAME: &str = "preserveUpdatedAt";
    match value {
        Some(_) if !options.api_version.has(Feature::PreserveUpdatedAt) => {
            let current = Current::ApiVersion(options.api_version);
            let feature = Feature::PreserveUpdatedAt;
            report.at(Segment::Name(NAME), Kind::UnsupportedParameter { name: NAME, feature, current });
        }
        Some(Value::Boolean(_)) | None => {}
        Some(other) => rules::invalid_type(report, NAME, Expected::Boolean, other),
    }
}
