//! BENCHMARKS.md: benches/report.md, whose words are written by hand, with the tables filled in.

use super::goals;
use super::numbers::{grouped, kilobytes, megabytes, micros, times};
use super::results::{self, Form, OURS, Results, Runtime, Size, Timing};
use anyhow::{Result, bail};

const TEMPLATE: &str = include_str!("../../../benches/report.md");

pub fn report(results: &Results) -> Result<String> {
    let mut text = String::new();
    let mut rest = TEMPLATE;
    while let Some((before, after)) = rest.split_once("{{") {
        let Some((name, after)) = after.split_once("}}") else { bail!("benches/report.md has a {{{{ without }}}}.") };
        text.push_str(before);
        text.push_str(&part(name, results)?);
        rest = after;
    }
    text.push_str(rest);
    Ok(text)
}

fn part(name: &str, results: &Results) -> Result<String> {
    Ok(match name {
        "goals" => goals_table(results)?,
        "machine" => machine(results),
        "versions" => versions(results),
        "cases" => results.cases.to_string(),
        "validation" => each_runtime(results, validation)?,
        "issues" => each_runtime(results, issues)?,
        "growth" => growth(results),
        "clients" => each_runtime(results, clients)?,
        "first calls" => first_calls(results),
        "memory" => memory(results),
        "memory calls" => grouped(results.memory.count),
        "sizes" => sizes(results),
        "agreement" => agreement(results),
        "ahead" => ahead(results)?,
        other => bail!("benches/report.md asks for {other:?}, which is not measured."),
    })
}

/// A heading for each runtime, and what `write` says of it.
fn each_runtime(results: &Results, write: impl Fn(&Runtime) -> Result<String>) -> Result<String> {
    let parts = results.runtimes.iter().map(|runtime| Ok(format!("### {}\n\n{}", runtime.name, write(runtime)?)));
    Ok(parts.collect::<Result<Vec<_>>>()?.join("\n\n"))
}

fn table(head: &[&str], rows: Vec<Vec<String>>) -> String {
    let line = |cells: Vec<String>| format!("| {} |", cells.join(" | "));
    let mut lines = vec![line(head.iter().map(|&cell| cell.to_owned()).collect())];
    lines.push(line(head.iter().enumerate().map(|(at, _)| if at == 0 { "---" } else { "---:" }.to_owned()).collect()));
    lines.extend(rows.into_iter().map(line));
    lines.join("\n")
}

/// Ours is bold.
fn name_of(name: &str) -> String {
    if name == OURS { format!("**{name}**") } else { name.to_owned() }
}

fn goals_table(results: &Results) -> Result<String> {
    let mut head = vec!["what", "goal"];
    head.extend(results.runtimes.iter().map(|runtime| &*runtime.name));
    let columns = results.runtimes.len();
    let row = |goal: goals::Goal| {
        let mut row = vec![goal.what, goal.goal];
        row.extend(goal.measured.iter().map(|it| format!("{} {}", if it.met { "✓" } else { "✗" }, it.text)));
        // Rows that are measured once stand below the first runtime.
        row.resize(2 + columns, String::new());
        row
    };
    Ok(table(&head, goals::of(results)?.into_iter().map(row).collect()))
}

fn machine(results: &Results) -> String {
    let machine = &results.machine;
    let runtimes: Vec<_> = results.runtimes.iter().map(|runtime| &*runtime.name).collect();
    format!(
        "{}, {} cores, {} GB, {}; {}; measured on {}",
        machine.cpu,
        machine.cores,
        machine.memory_gb,
        machine.system,
        runtimes.join(", "),
        results.date
    )
}

fn versions(results: &Results) -> String {
    let versions: Vec<_> = results.versions.iter().map(|it| format!("{} {}", it.name, it.version)).collect();
    versions.join(" · ")
}

fn validation(runtime: &Runtime) -> Result<String> {
    let mut parts = Vec::new();
    for rows in runtime.validation.chunk_by(|a, b| a.input == b.input) {
        let Some(first) = rows.first() else { continue };
        let cells = |name: &str| -> Result<Vec<String>> {
            let mut cells = vec![name_of(name)];
            for form in [Form::Bytes, Form::Text, Form::Object, Form::Send] {
                cells.push(cell(runtime.comparison(&first.input, form)?, name)?);
            }
            Ok(cells)
        };
        let lines = first.results.iter().map(|timing| cells(&timing.name)).collect::<Result<_>>()?;
        let size = grouped(first.size);
        parts.push(format!(
            "**{}**, {size} bytes\n\n{}",
            first.input,
            table(&["", "bytes → verdict", "text → verdict", "object → verdict", "object → valid text"], lines)
        ));
    }
    Ok(parts.join("\n\n"))
}

fn cell(timings: &[Timing], name: &str) -> Result<String> {
    let ours = results::micros(timings, OURS)?;
    let timing = timings.iter().find(|timing| timing.name == name);
    Ok(timing.map_or("–".to_owned(), |timing| {
        let time = format!("{} ±{:.0} %", micros(timing.micros), timing.spread / 2.0);
        if name == OURS { time } else { format!("{} · {time}", times(timing.micros / ours)) }
    }))
}

fn issues(runtime: &Runtime) -> Result<String> {
    let row = |name: &str, issues: usize| -> Result<Vec<String>> {
        let mut cells = vec![name_of(name), grouped(issues)];
        for row in &runtime.issues.rows {
            cells.push(cell(&row.results, name)?);
        }
        Ok(cells)
    };
    let rows = runtime.issues.counts.iter().map(|count| row(&count.name, count.issues)).collect::<Result<_>>()?;
    Ok(table(&["", "issues", "from text", "from an object"], rows))
}

fn growth(results: &Results) -> String {
    let mut head = vec!["bytes of the request".to_owned()];
    head.extend(results.runtimes.iter().map(|runtime| runtime.name.clone()));
    let sizes = results.runtimes.first().map_or(&[][..], |runtime| &runtime.growth);
    let rows = sizes.iter().enumerate().map(|(at, first)| {
        let mut row = vec![grouped(first.size)];
        let costs = results.runtimes.iter().filter_map(|runtime| runtime.growth.get(at));
        row.extend(costs.map(|it| format!("{:.2} ns ±{:.0} %", it.nanos_per_byte, it.spread / 2.0)));
        row
    });
    table(&head.iter().map(|cell| &**cell).collect::<Vec<_>>(), rows.collect())
}

fn clients(runtime: &Runtime) -> Result<String> {
    let mut head = vec![""];
    head.extend(runtime.clients.iter().map(|call| &*call.call));
    let names = runtime.clients.first().map_or(&[][..], |call| &call.results);
    let row = |name: &str| -> Result<Vec<String>> {
        let mut row = vec![name_of(name)];
        for call in &runtime.clients {
            row.push(cell(&call.results, name)?);
        }
        Ok(row)
    };
    Ok(table(&head, names.iter().map(|timing| row(&timing.name)).collect::<Result<_>>()?))
}

fn first_calls(results: &Results) -> String {
    let rows = results.first_calls.iter().map(|call| {
        let (import, first) = (call.import_ms, call.call_ms);
        vec![
            name_of(&call.name),
            format!("{first:.1} ms"),
            format!("{import:.1} ms"),
            format!("{:.1} ms", import + first),
        ]
    });
    table(&["", "first call", "import", "both"], rows.collect())
}

fn memory(results: &Results) -> String {
    let rows = results.memory.results.iter().map(|held| {
        let change = |before: f64, after: f64| format!("{} → {}", megabytes(before), megabytes(after));
        vec![
            name_of(&held.name),
            change(held.before.heap, held.after.heap),
            change(held.before.wasm, held.after.wasm),
            change(held.before.rss, held.after.rss),
        ]
    });
    table(&["", "JavaScript heap", "WebAssembly memory", "process (RSS)"], rows.collect())
}

fn sizes(results: &Results) -> String {
    let list = |sizes: &[Size]| {
        let rows = sizes.iter().map(|it| vec![name_of(&it.name), kilobytes(it.gzip), kilobytes(it.raw)]);
        table(&["", "gzip", "minified"], rows.collect())
    };
    let sizes = &results.sizes;
    format!(
        "**The same check**\n\n{}\n\n**The same two client calls**\n\n{}\n\n**Parts of the package**\n\n{}",
        list(&sizes.validators),
        list(&sizes.clients),
        list(&sizes.parts)
    )
}

fn agreement(results: &Results) -> String {
    let rows = results.agreement.iter().map(|row| {
        let cases = row.disagreements.iter().map(|case| {
            let verdict = if case.valid { "refuses" } else { "accepts" };
            format!("{verdict} {}", case.name)
        });
        vec![name_of(&row.name), row.agreed.to_string(), cases.collect::<Vec<_>>().join("; ")]
    });
    // The last column holds text.
    table(&["", "agreed", "where it differs"], rows.collect()).replacen("---: | ---: |", "---: | --- |", 1)
}

/// Every comparison in which another contender is faster or smaller.
fn ahead(results: &Results) -> Result<String> {
    let mut rows = Vec::new();
    let mut add = |runtime: &str, what: String, peers: Vec<String>| {
        if !peers.is_empty() {
            rows.push(vec![what, runtime.to_owned(), peers.join(" · ")]);
        }
    };
    for runtime in &results.runtimes {
        for row in &runtime.validation {
            let what =
                format!("{} → {}", form(row.form), if row.form == Form::Send { "valid text" } else { "verdict" });
            add(&runtime.name, format!("{what}, {}", row.input), faster(&row.results)?);
        }
        for row in &runtime.issues.rows {
            add(&runtime.name, format!("{} → all issues, 100 faults", form(row.form)), faster(&row.results)?);
        }
        for call in &runtime.clients {
            add(&runtime.name, call.call.clone(), faster(&call.results)?);
        }
    }
    for (what, sizes) in
        [("bundle for the check", &results.sizes.validators), ("bundle for the client", &results.sizes.clients)]
    {
        let ours = sizes.iter().find(|size| size.name == OURS).map_or(0, |size| size.gzip);
        let smaller = sizes.iter().filter(|size| size.gzip < ours);
        add("", what.to_owned(), smaller.map(|size| format!("{} {}", size.name, kilobytes(size.gzip))).collect());
    }
    let calls = &results.first_calls;
    let ours = calls.iter().find(|call| call.name == OURS).map_or(0.0, |call| call.call_ms);
    let sooner = calls.iter().filter(|call| call.call_ms < ours);
    add("Node", "first call".to_owned(), sooner.map(|call| format!("{} {:.1} ms", call.name, call.call_ms)).collect());
    Ok(table(&["what", "where", "ahead of this package"], rows).replacen("---: | ---: |", "--- | --- |", 1))
}

fn form(form: Form) -> &'static str {
    match form {
        Form::Bytes => "bytes",
        Form::Text => "text",
        Form::Object | Form::Send => "object",
    }
}

/// `JSON.parse` alone is not among the peers: it validates nothing.
fn faster(timings: &[Timing]) -> Result<Vec<String>> {
    let ours = results::micros(timings, OURS)?;
    let ahead = timings.iter().filter(|it| it.micros < ours && it.name != "JSON.parse alone");
    Ok(ahead.map(|it| format!("{} {}", it.name, times(it.micros / ours))).collect())
}
