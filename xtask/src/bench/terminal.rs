//! The results as a terminal shows them.

use super::goals::{self, Goal};
use super::numbers::{grouped, micros, times};
use super::results::{self, Form, OURS, Results, Runtime, Timing};
use anyhow::Result;
use std::fmt::Write;

const FORMS: [(Form, &str); 4] =
    [(Form::Bytes, "bytes"), (Form::Text, "text"), (Form::Object, "object"), (Form::Send, "object → text")];

pub fn report(results: &Results) -> Result<String> {
    let mut text = String::new();
    for runtime in &results.runtimes {
        validation(&mut text, runtime)?;
        for row in &runtime.issues.rows {
            let form = if row.form == Form::Text { "text" } else { "object" };
            ranking(&mut text, &format!("{}: 100 faults in {form} → all issues", runtime.name), &row.results)?;
        }
        for call in &runtime.clients {
            ranking(&mut text, &format!("{}: {}, instant fetch", runtime.name, call.call), &call.results)?;
        }
    }
    writeln!(text, "\nAgreement on {} cases", results.cases)?;
    for row in &results.agreement {
        writeln!(text, "  {:<26} {:>4}", row.name, row.agreed)?;
    }
    goals_table(&mut text, results)?;
    Ok(text)
}

/// Our time, and how many times as long the others take.
fn validation(text: &mut String, runtime: &Runtime) -> Result<()> {
    for rows in runtime.validation.chunk_by(|a, b| a.input == b.input) {
        let Some(first) = rows.first() else { continue };
        writeln!(text, "\n{}: {} ({} bytes) → verdict", runtime.name, first.input, grouped(first.size))?;
        write!(text, "  {:<26}", "")?;
        for (_, name) in FORMS {
            write!(text, " {name:>14}")?;
        }
        text.push('\n');
        // The form that has every contender.
        for Timing { name, .. } in &first.results {
            write!(text, "  {name:<26}")?;
            for (form, _) in FORMS {
                write!(text, " {:>14}", cell(runtime.comparison(&first.input, form)?, name)?)?;
            }
            text.push('\n');
        }
    }
    Ok(())
}

fn cell(timings: &[Timing], name: &str) -> Result<String> {
    let ours = results::micros(timings, OURS)?;
    Ok(match timings.iter().find(|timing| timing.name == name) {
        None => "–".to_owned(),
        Some(_) if name == OURS => micros(ours),
        Some(timing) => times(timing.micros / ours),
    })
}

fn ranking(text: &mut String, title: &str, timings: &[Timing]) -> Result<()> {
    let ours = results::micros(timings, OURS)?;
    writeln!(text, "\n{title}")?;
    for timing in timings {
        let Timing { name, micros: time, spread } = timing;
        writeln!(text, "  {name:<26} {:>10} ±{:>3.0} % {:>7}", micros(*time), spread / 2.0, times(time / ours))?;
    }
    Ok(())
}

fn goals_table(text: &mut String, results: &Results) -> Result<()> {
    writeln!(text, "\nGoals")?;
    for Goal { what, goal, measured } in goals::of(results)? {
        write!(text, "  {what:<86} {goal:<12}")?;
        for measured in measured {
            write!(text, "  {} {}", if measured.met { '✓' } else { '✗' }, measured.text)?;
        }
        text.push('\n');
    }
    Ok(())
}
