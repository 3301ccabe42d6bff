//! benchmarks.svg: two bar charts on a card of its own, which is readable on pages of any colour.

use super::goals::MANY;
use super::numbers::{kilobytes, micros, times};
use super::results::{self, Form, OURS, Results};
use anyhow::{Context, Result};
use std::fmt::Write;

/// Narrow, so that its text is still readable when a phone shrinks it.
const WIDTH: f64 = 480.0;
const MARGIN: f64 = 20.0;
const BAR: f64 = 18.0;
const ROW: f64 = 37.0;
/// From a label's baseline to its bar.
const BELOW_LABEL: f64 = 5.0;
const TITLE: f64 = 62.0;
/// Bars longer than this many of ours are cut, and no longer than the others need.
const LONGEST: f64 = 40.0;

const STYLE: &str = "\
    svg { font: 15px system-ui, -apple-system, 'Segoe UI', Helvetica, Arial, sans-serif; }
    .card { fill: #ffffff; stroke: #d0d7de; }
    .title { fill: #1f2328; font-weight: 600; font-size: 16px; }
    .note { fill: #59636e; font-size: 13px; }
    .label { fill: #1f2328; }
    .value { fill: #59636e; }
    .bar { fill: #a8b1bb; }
    .ours .bar { fill: #0969da; }
    .ours .label, .ours .value { fill: #0550ae; font-weight: 600; }
    .cut { stroke: #ffffff; }
    @media (prefers-color-scheme: dark) {
      .card { fill: #0d1117; stroke: #3d444d; }
      .title, .label { fill: #f0f6fc; }
      .note, .value { fill: #9198a1; }
      .bar { fill: #59626c; }
      .ours .bar { fill: #4493f8; }
      .ours .label, .ours .value { fill: #79c0ff; }
      .cut { stroke: #0d1117; }
    }
";

struct Bar {
    label: String,
    value: String,
    /// As a multiple of ours.
    length: f64,
    ours: bool,
}

pub fn draw(results: &Results) -> Result<String> {
    let (title, speed) = speed(results)?;
    let runtime = &results.runtimes.first().context("nothing was measured")?.name;
    let size = size(results)?;
    let mut body = String::new();
    let mut y = MARGIN;
    let note = format!("From bytes to verdict, in {runtime}. Shorter is better.");
    y = panel(&mut body, y, &title, &note, &speed)?;
    y = panel(&mut body, y, "Bundle of the same check", "Minified, gzip. Smaller is better.", &size)?;
    let height = y - MARGIN / 2.0;
    let spoken =
        speed.iter().chain(&size).map(|bar| format!("{} {}", bar.label, bar.value)).collect::<Vec<_>>().join("; ");
    Ok(format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"560\" height=\"{:.0}\" viewBox=\"0 0 {WIDTH} {height}\" role=\"img\">\n\
         <title>{title}, and bundle sizes</title>\n<desc>{spoken}</desc>\n<style>\n{STYLE}</style>\n\
         <rect class=\"card\" x=\"0.5\" y=\"0.5\" width=\"{}\" height=\"{}\" rx=\"8\"/>\n{body}</svg>\n",
        height * 560.0 / WIDTH,
        WIDTH - 1.0,
        height - 1.0,
    ))
}

/// The bytes of 200 patches in the first runtime, the fastest first.
fn speed(results: &Results) -> Result<(String, Vec<Bar>)> {
    let runtime = results.runtimes.first().context("nothing was measured")?;
    let timings = runtime.comparison(MANY, Form::Bytes)?;
    let size = runtime.validation.iter().find(|row| row.input == MANY).map_or(0, |row| row.size);
    let ours = results::micros(timings, OURS)?;
    let bar = |timing: &results::Timing| {
        let length = timing.micros / ours;
        let is_ours = timing.name == OURS;
        let value =
            if is_ours { micros(timing.micros) } else { format!("{} · {}", times(length), micros(timing.micros)) };
        Bar { label: label(&timing.name), value, length, ours: is_ours }
    };
    let title = format!("Judging {MANY}, {} of JSON", kilobytes(size));
    Ok((title, sorted(timings.iter().filter(|timing| is_shown(&timing.name)).map(bar).collect())))
}

fn size(results: &Results) -> Result<Vec<Bar>> {
    let sizes = &results.sizes.validators;
    let ours = sizes.iter().find(|size| size.name == OURS).context("our size was not measured")?.gzip;
    let bar = |size: &results::Size| Bar {
        label: label(&size.name),
        value: kilobytes(size.gzip),
        length: size.gzip as f64 / ours as f64,
        ours: size.name == OURS,
    };
    Ok(sorted(sizes.iter().filter(|size| is_shown(&size.name)).map(bar).collect()))
}

/// ajv once, in its faster form.
fn is_shown(name: &str) -> bool {
    name != "ajv, schema as exported"
}

fn label(name: &str) -> String {
    if name == "JSON.parse alone" { "JSON.parse alone, no validation".to_owned() } else { name.to_owned() }
}

fn sorted(mut bars: Vec<Bar>) -> Vec<Bar> {
    bars.sort_by(|a, b| a.length.total_cmp(&b.length));
    bars
}

/// Draws from `top` on; gives where the next panel begins.
fn panel(body: &mut String, top: f64, title: &str, note: &str, bars: &[Bar]) -> Result<f64> {
    writeln!(body, "<text class=\"title\" x=\"{MARGIN}\" y=\"{}\">{title}</text>", top + 16.0)?;
    writeln!(body, "<text class=\"note\" x=\"{MARGIN}\" y=\"{}\">{note}</text>", top + 36.0)?;
    let room = WIDTH - 2.0 * MARGIN;
    let is_cut = |bar: &Bar| bar.length > LONGEST;
    let whole = bars.iter().filter(|bar| !is_cut(bar)).map(|bar| bar.length).fold(1.0, f64::max);
    // A cut bar is longer than any that is whole.
    let longest = if bars.iter().any(is_cut) { whole * 1.2 } else { whole };
    for (index, bar) in bars.iter().enumerate() {
        let y = top + TITLE + index as f64 * ROW;
        let width = (bar.length.min(longest) / longest * room).max(2.0);
        let class = if bar.ours { " class=\"ours\"" } else { "" };
        writeln!(body, "<g{class}>")?;
        writeln!(body, "<text class=\"label\" x=\"{MARGIN}\" y=\"{y}\">{}</text>", bar.label)?;
        writeln!(
            body,
            "<text class=\"value\" x=\"{}\" y=\"{y}\" text-anchor=\"end\">{}</text>",
            WIDTH - MARGIN,
            bar.value
        )?;
        let bar_top = y + BELOW_LABEL;
        let height = BAR - 6.0;
        writeln!(
            body,
            "<rect class=\"bar\" x=\"{MARGIN}\" y=\"{bar_top}\" width=\"{width:.1}\" height=\"{height}\" rx=\"2\"/>"
        )?;
        if is_cut(bar) {
            let at = MARGIN + width - 24.0;
            let (from, to) = (bar_top + height + 3.0, bar_top - 3.0);
            writeln!(
                body,
                "<path class=\"cut\" stroke-width=\"3\" d=\"M{at} {from}l6 {0}m4 {1}l6 {0}\"/>",
                to - from,
                from - to
            )?;
        }
        writeln!(body, "</g>")?;
    }
    Ok(top + TITLE + bars.len() as f64 * ROW + MARGIN)
}
