//! What fuzzing starts from: the example of the API reference and the rows of tests/cases/, in the form of each target.

use crate::repository::Repository;
use crate::tools;
use anyhow::{Context, Result};
use livingdocs_media_library::word::WORDS;
use serde_json::value::RawValue;
use serde_json::{Value, json};
use std::collections::HashMap;

pub struct Target {
    /// Of its file in fuzz/targets/.
    pub name: &'static str,
    pub seeds: fn(&Repository) -> Result<Vec<Vec<u8>>>,
}

pub const TARGETS: [Target; 7] = [
    Target {
        name: "scanner",
        seeds: |repository| Ok(inputs(repository)?.into_iter().map(|input| input.json).collect()),
    },
    Target { name: "validate", seeds: chosen },
    Target { name: "two_readers", seeds: chosen },
    Target { name: "configuration", seeds: configurations },
    Target { name: "answer", seeds: answers },
    Target { name: "emulator", seeds: requests },
    Target {
        name: "unpack",
        seeds: |repository| Ok(inputs(repository)?.into_iter().map(|input| input.json).collect()),
    },
];

/// The words of the API, as libFuzzer reads them.
pub fn dictionary() -> String {
    let words = WORDS.split(',').filter(|word| word.len() > 2 && word.is_ascii());
    words.map(|word| format!("\"{}\"\n", word.replace('\\', "\\\\").replace('"', "\\\""))).collect()
}

struct Input {
    json: Vec<u8>,
    is_patch: bool,
}

/// Requests and patches.
fn inputs(repository: &Repository) -> Result<Vec<Input>> {
    let mut inputs =
        vec![Input { json: tools::read(&repository.path("tests/example-request.json"))?, is_patch: false }];
    for file in tools::list(&repository.path("tests/cases/issues"))? {
        // As they are spelt, for some strings are none of Rust's.
        let rows: Vec<HashMap<String, Box<RawValue>>> = read(&file)?;
        for row in &rows {
            for (name, is_patch) in [("request", false), ("patch", true)] {
                let text = row.get(&format!("{name}Text")).map(|text| serde_json::from_str(text.get()));
                let json = row.get(name).map(|json| json.get().to_owned()).or(text.transpose()?);
                inputs.extend(json.map(|json| Input { json: json.into_bytes(), is_patch }));
            }
        }
    }
    Ok(inputs)
}

/// Behind a byte that says which of both they are; with purposes, and without.
fn chosen(repository: &Repository) -> Result<Vec<Vec<u8>>> {
    let inputs = inputs(repository)?;
    let bits = |input: &Input, purposes: u8| [&[purposes | if input.is_patch { 8 } else { 0 }], &*input.json].concat();
    Ok(inputs.iter().flat_map(|input| [bits(input, 0), bits(input, 4), bits(input, 4 + 32)]).collect())
}

/// A line each, with a patch behind it.
fn configurations(repository: &Repository) -> Result<Vec<Vec<u8>>> {
    let project: Value = read(&repository.path("fuzz/project.json"))?;
    let purposes: Value = read(&repository.path("tests/cases/purposes.json"))?;
    let rows: Vec<Value> = read(&repository.path("tests/cases/configurations.json"))?;
    let patches: Vec<_> = inputs(repository)?.into_iter().filter(|input| input.is_patch).collect();
    let with = |options: Value, patch: &[u8]| [options.to_string().as_bytes(), b"\n", patch].concat();
    let mut seeds: Vec<_> = rows.into_iter().map(|row| with(row, &patches[0].json)).collect();
    seeds.extend(patches.iter().map(|patch| with(json!({ "projectConfig": project }), &patch.json)));
    let of_rows = purposes.as_object().into_iter().flat_map(|object| object.values());
    for purposes in of_rows {
        seeds.extend(patches.iter().map(|patch| with(json!({ "usagePurposes": purposes }), &patch.json)));
    }
    Ok(seeds)
}

fn answers(repository: &Repository) -> Result<Vec<Vec<u8>>> {
    let _ = repository;
    let rows = [
        (0, "", r#"{"id":"asze63i9","version":4,"metadata":{"title":"Lake"}}"#),
        (0, "content-encoding: gzip\n", r#"{"results":[{"id":"a","version":1}],"total":1,"cursor":"x"}"#),
        (0, "", r#"[{"id":1,"references":[]}]"#),
        (5, "location: https://example.com/\n", ""),
        (
            7,
            "",
            r#"{"status":400,"error":"Bad Request","error_details":{"patches.0.operation":"No enum match for: \"x\""}}"#,
        ),
        (11, "", r#"{"error_details":{"name":"Conflict","message":"Version: Expected 36 to be equal to 1"}}"#),
        (11, "", r#"{"error_details":{"expectedVersion":1,"currentVersion":"36"}}"#),
        (14, "retry-after: 3\ndate: Wed, 21 Oct 2026 07:28:00 GMT\n", "<html>"),
        (15, "retry-after: Wed, 21 Oct 2026 07:28:00 GMT\nretry-after-ms: 20\n", ""),
    ];
    Ok(rows.map(|(bits, headers, body)| [&[bits], headers.as_bytes(), b"\n", body.as_bytes()].concat()).into())
}

/// Of the endpoints, and patches of the tables.
fn requests(repository: &Repository) -> Result<Vec<Vec<u8>>> {
    const ENTRY: &str = "/api/2026-05/mediaLibrary/asze63i9";
    let paths = ["", "/usageLog", "/keys", "/incomingDocumentReferences?limit=2", "/incomingMediaReferences?after=x"];
    let mut seeds: Vec<_> = paths.iter().map(|path| format!("GET {ENTRY}{path}\n\n").into_bytes()).collect();
    seeds.push(b"GET /api/2025-11/mediaLibrary?ids=asze63i9,x\n\nGET /api/v1/mediaLibrary?externalId=a\n\n".to_vec());
    seeds.push(b"GET /api/2026-05/mediaLibrary/serve-image/2026/5/a.jpg\n\n".to_vec());
    for Input { json, is_patch } in inputs(repository)? {
        let json = String::from_utf8_lossy(&json).replace('\n', " ");
        let body = if is_patch { format!(r#"{{"patches":[{json}]}}"#) } else { json };
        seeds.push(format!("PATCH {ENTRY}\n{body}\n").into_bytes());
    }
    Ok(seeds)
}

fn read<T: serde::de::DeserializeOwned>(file: &std::path::Path) -> Result<T> {
    serde_json::from_slice(&tools::read(file)?).with_context(|| format!("{} is not what it has to be", file.display()))
}
