//! What the package wants to reach, and whether it does.

use super::numbers::{grouped, kilobytes, megabytes, times};
use super::results::{Form, Growth, OURS, Results, Runtime, lead};
use crate::size::{VALIDATOR_GOAL, WHOLE_GOAL};
use anyhow::{Context, Result};

/// The inputs that goals speak of.
pub const EXAMPLE: &str = "the reference's example";
pub const MANY: &str = "200 patches";

/// ajv in both forms of the schema: what holds against ajv has to hold against the faster.
const AJV: [&str; 2] = ["ajv", "ajv, schema as exported"];
const PARSE: [&str; 1] = ["JSON.parse alone"];
const OBJECT_PEERS: [&str; 3] = ["zod", "valibot", "z-schema"];

const FIRST_CALL_LIMIT_MS: f64 = 5.0;
const GROWTH_LIMIT: f64 = 0.2;
/// What a heap may move by and still be called flat: code that was compiled, strings that were kept.
const HEAP_MARGIN: f64 = 1_048_576.0;

pub struct Goal {
    pub what: String,
    pub goal: String,
    /// For every runtime, or only one where it is no matter of the runtime.
    pub measured: Vec<Measured>,
}

pub struct Measured {
    pub text: String,
    pub met: bool,
}

pub fn of(results: &Results) -> Result<Vec<Goal>> {
    let runtimes = &results.runtimes;
    let mut goals = Vec::new();
    for input in [EXAMPLE, MANY] {
        let mut faster = |what: &str, form: Form, peers: &[&str], goal: &str, least: f64| -> Result<()> {
            let measure = |runtime: &Runtime| Ok(at_least(lead(runtime.comparison(input, form)?, peers)?, least));
            goals.push(Goal {
                what: format!("{what}, {input}"),
                goal: goal.to_owned(),
                measured: each(runtimes, measure)?,
            });
            Ok(())
        };
        faster("bytes → verdict, against `TextDecoder` + `JSON.parse` + ajv", Form::Bytes, &AJV, "≥ 6× faster", 6.0)?;
        faster("bytes → verdict, against `TextDecoder` + `JSON.parse` alone", Form::Bytes, &PARSE, "≥ 4× faster", 4.0)?;
        faster("text → verdict, against `JSON.parse` + ajv", Form::Text, &AJV, "≥ 4× faster", 4.0)?;
        faster("object → valid text, against ajv + `JSON.stringify`", Form::Send, &AJV, "no slower", 1.0)?;
        faster("object → verdict, against zod, valibot and z-schema", Form::Object, &OBJECT_PEERS, "faster", 1.0)?;
    }
    for (form, from) in [(Form::Text, "text"), (Form::Object, "an object")] {
        goals.push(Goal {
            what: format!("100 faults, from {from} → all issues, against ajv `allErrors`"),
            goal: "faster".to_owned(),
            measured: each(runtimes, |runtime| issues(runtime, form))?,
        });
    }
    for (index, call) in ["GET", "PATCH"].into_iter().enumerate() {
        goals.push(Goal {
            what: format!("client {call} with an instant fetch, against ky"),
            goal: "no slower".to_owned(),
            measured: each(runtimes, |runtime| {
                let call = runtime.clients.get(index).context("a client call was not measured")?;
                Ok(at_least(lead(&call.results, &["ky"])?, 1.0))
            })?,
        });
    }
    goals.push(Goal {
        what: "cost per byte, 1 KB to 500 KB".to_owned(),
        goal: "within 20 %".to_owned(),
        measured: each(runtimes, |runtime| Ok(growth(&runtime.growth)))?,
    });
    goals.push(size(results, "Validator alone", VALIDATOR_GOAL)?);
    goals.push(size(results, "the whole client", WHOLE_GOAL)?);
    goals.push(first_call(results)?);
    goals.push(memory(results)?);
    Ok(goals)
}

fn each(runtimes: &[Runtime], measure: impl Fn(&Runtime) -> Result<Measured>) -> Result<Vec<Measured>> {
    runtimes.iter().map(measure).collect()
}

fn at_least(ratio: f64, least: f64) -> Measured {
    // What is shown decides.
    Measured { text: times(ratio), met: (ratio * 100.0).round() / 100.0 >= least }
}

fn issues(runtime: &Runtime, form: Form) -> Result<Measured> {
    let row = runtime.issues.rows.iter().find(|row| row.form == form);
    Ok(at_least(lead(&row.context("the issues of a form were not measured")?.results, &AJV)?, 1.0))
}

/// How far the dearest byte lies over the cheapest.
fn growth(growth: &[Growth]) -> Measured {
    let costs = growth.iter().map(|row| row.nanos_per_byte);
    let least = costs.clone().fold(f64::INFINITY, f64::min);
    let most = costs.fold(0.0, f64::max);
    let over = most / least - 1.0;
    Measured { text: format!("within {:.0} %", over * 100.0), met: over <= GROWTH_LIMIT }
}

fn size(results: &Results, part: &str, limit: usize) -> Result<Goal> {
    let size = results.sizes.parts.iter().find(|size| size.name == part);
    let gzip = size.with_context(|| format!("the size of {part} was not measured"))?.gzip;
    Ok(Goal {
        what: format!("bundle of {part}, minified, gzip"),
        goal: format!("≤ {} KB", limit / 1_024),
        measured: vec![Measured { text: kilobytes(gzip), met: gzip <= limit }],
    })
}

fn first_call(results: &Results) -> Result<Goal> {
    let ours = results.first_calls.iter().find(|call| call.name == OURS);
    let ms = ours.context("our first call was not measured")?.call_ms;
    Ok(Goal {
        what: "first call, compile included".to_owned(),
        goal: format!("≤ {FIRST_CALL_LIMIT_MS} ms"),
        measured: vec![Measured { text: format!("{ms:.1} ms"), met: ms <= FIRST_CALL_LIMIT_MS }],
    })
}

fn memory(results: &Results) -> Result<Goal> {
    let ours = results.memory.results.iter().find(|held| held.name == OURS);
    let held = ours.context("our memory was not measured")?;
    let wasm = held.after.wasm - held.before.wasm;
    let heap = held.after.heap - held.before.heap;
    Ok(Goal {
        what: format!("memory after {} validations", grouped(results.memory.count)),
        goal: "flat".to_owned(),
        measured: vec![Measured {
            text: format!("wasm {}, heap {}", signed(wasm), signed(heap)),
            met: wasm <= 0.0 && heap <= HEAP_MARGIN,
        }],
    })
}

fn signed(bytes: f64) -> String {
    format!("{}{}", if bytes < 0.0 { "−" } else { "+" }, megabytes(bytes.abs()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn growth_is_measured_from_the_cheapest_byte() {
        let rows = |costs: &[f64]| -> Vec<Growth> {
            costs.iter().map(|&nanos_per_byte| Growth { size: 0, nanos_per_byte, spread: 0.0 }).collect()
        };
        let flat = growth(&rows(&[2.2, 2.0, 2.1]));
        assert_eq!((&*flat.text, flat.met), ("within 10 %", true));
        let steep = growth(&rows(&[3.0, 2.0]));
        assert_eq!((&*steep.text, steep.met), ("within 50 %", false));
    }

    #[test]
    fn a_ratio_just_below_is_not_met() {
        let (even, below) = (at_least(0.996, 1.0), at_least(0.994, 1.0));
        assert_eq!((&*even.text, even.met), ("1.00×", true));
        assert_eq!((&*below.text, below.met), ("0.99×", false));
    }
}
