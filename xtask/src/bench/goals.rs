//! What the package wants to reach, and whether it does.

use super::numbers::{grouped, kilobytes, megabytes, times};
use super::results::{Form, Growth, OURS, Results, Runtime, lead, micros};
use crate::size::{VALIDATOR_GOAL, WHOLE_GOAL};
use anyhow::{Context, Result};

/// The inputs that goals speak of.
pub const EXAMPLE: &str = "the reference's example";
pub const MANY: &str = "200 patches";

/// ajv in both forms of the schema: what holds against ajv has to hold against the faster.
const AJV: [&str; 2] = ["ajv", "ajv, schema as exported"];
const PARSE: [&str; 1] = ["JSON.parse alone"];

/// How many times as long as ours the fastest peer has to take, in Node and in browsers.
struct Lead {
    what: &'static str,
    form: Form,
    peers: &'static [&'static str],
    least: [f64; 2],
}

const LEADS: [Lead; 5] = [
    Lead {
        what: "bytes → verdict, against `TextDecoder` + `JSON.parse` + ajv",
        form: Form::Bytes,
        peers: &AJV,
        least: [8.0, 6.0],
    },
    Lead {
        what: "bytes → verdict, against `TextDecoder` + `JSON.parse` alone",
        form: Form::Bytes,
        peers: &PARSE,
        least: [5.0, 4.0],
    },
    Lead { what: "text → verdict, against `JSON.parse` + ajv", form: Form::Text, peers: &AJV, least: [6.0, 2.5] },
    Lead {
        what: "object → valid text, against ajv + `JSON.stringify`",
        form: Form::Send,
        peers: &AJV,
        least: [1.0, 0.9],
    },
    Lead {
        what: "object → verdict, against valibot and z-schema",
        form: Form::Object,
        peers: &["valibot", "z-schema"],
        least: [1.0, 1.0],
    },
];

/// An object is judged as the text that is sent: how many times as long as making that may a verdict take?
const MOST_OF_STRINGIFY: [f64; 2] = [1.5, 2.5];
/// From text, against ajv's `allErrors`.
const MOST_OF_FAULTS: [f64; 2] = [2.0, 2.0];
/// The clients that do as much, and those that validate and limit nothing.
const CLIENTS: [(&str, &[&str], f64); 2] =
    [("ky", &["ky"], 1.5), ("ofetch and openapi-fetch", &["ofetch", "openapi-fetch"], 0.6)];

const FIRST_CALL_LIMIT_MS: f64 = 5.0;
const GROWTH_LIMIT: f64 = 0.2;
/// What a heap may move by and still be called flat: code that was compiled, strings that were kept.
const HEAP_MARGIN: f64 = 1_048_576.0;

pub struct Goal {
    pub what: String,
    pub goal: String,
    /// For every runtime, or only one where the runtime does not matter.
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
        for Lead { what, form, peers, least } in &LEADS {
            goals.push(Goal {
                what: format!("{what}, {input}"),
                goal: per_runtime(runtimes, "≥ ", "×", least),
                measured: each(runtimes, |index, runtime| {
                    Ok(at_least(lead(runtime.comparison(input, *form)?, peers)?, least[index]))
                })?,
            });
        }
        goals.push(Goal {
            what: format!("object → verdict, against `JSON.stringify` alone, {input}"),
            goal: per_runtime(runtimes, "≤ ", "×", &MOST_OF_STRINGIFY),
            measured: each(runtimes, |index, runtime| {
                let verdict = micros(runtime.comparison(input, Form::Object)?, OURS)?;
                let text = micros(runtime.comparison(input, Form::Send)?, PARSE[0])?;
                Ok(at_most(verdict / text, MOST_OF_STRINGIFY[index]))
            })?,
        });
    }
    goals.push(Goal {
        what: "100 faults, from text → all issues, against ajv `allErrors`".to_owned(),
        goal: per_runtime(runtimes, "≤ ", "× its time", &MOST_OF_FAULTS),
        measured: each(runtimes, |index, runtime| {
            let row = runtime.issues.rows.iter().find(|row| row.form == Form::Text);
            let row = row.context("the issues of a form were not measured")?;
            Ok(at_most(1.0 / lead(&row.results, &AJV)?, MOST_OF_FAULTS[index]))
        })?,
    });
    for (index, call) in ["GET", "PATCH"].into_iter().enumerate() {
        for (who, peers, least) in CLIENTS {
            goals.push(Goal {
                what: format!("client {call} with an instant fetch, against {who}"),
                goal: format!("≥ {least}×"),
                measured: each(runtimes, |_, runtime| {
                    let call = runtime.clients.get(index).context("a client call was not measured")?;
                    Ok(at_least(lead(&call.results, peers)?, least))
                })?,
            });
        }
    }
    goals.push(Goal {
        what: "cost per byte, 1 KB to 500 KB".to_owned(),
        goal: "within 20 %".to_owned(),
        measured: each(runtimes, |_, runtime| Ok(growth(&runtime.growth)))?,
    });
    goals.push(size(results, "Validator alone", VALIDATOR_GOAL)?);
    goals.push(size(results, "the whole client", WHOLE_GOAL)?);
    goals.push(first_call(results)?);
    goals.push(memory(results)?);
    Ok(goals)
}

/// The first runtime is Node, the other a browser.
fn per_runtime(runtimes: &[Runtime], before: &str, after: &str, numbers: &[f64; 2]) -> String {
    let [node, browser] = numbers;
    if node == browser || runtimes.len() == 1 {
        return format!("{before}{node}{after}");
    }
    format!("{before}{node}{after}, {before}{browser}{after}")
}

fn each(runtimes: &[Runtime], measure: impl Fn(usize, &Runtime) -> Result<Measured>) -> Result<Vec<Measured>> {
    runtimes.iter().enumerate().map(|(index, runtime)| measure(index.min(1), runtime)).collect()
}

fn at_most(ratio: f64, most: f64) -> Measured {
    Measured { text: times(ratio), met: (ratio * 100.0).round() / 100.0 <= most }
}

fn at_least(ratio: f64, least: f64) -> Measured {
    // The number as it is shown decides.
    Measured { text: times(ratio), met: (ratio * 100.0).round() / 100.0 >= least }
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
        goal: format!("≤ {}", kilobytes(limit)),
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
