//! How many tests ran, read from what the test runners print: a stage passes only if some test did.

use anyhow::{Result, ensure};
use std::fmt;

#[derive(Default)]
pub struct Counts {
    pub passed: usize,
    pub failed: usize,
    pub skipped: usize,
}

impl Counts {
    pub fn add(&mut self, other: &Counts) {
        self.passed += other.passed;
        self.failed += other.failed;
        self.skipped += other.skipped;
    }

    /// An error unless tests ran and none failed.
    pub fn verdict(&self) -> Result<()> {
        ensure!(self.failed == 0, "{} failed; see above.", self.failed);
        ensure!(self.passed > 0, "no test ran.");
        Ok(())
    }

    /// Reads one line of cargo's or wasm-bindgen's test runner, or of Node's.
    pub fn read_line(&mut self, line: &str) {
        if let Some((_, result)) = line.split_once("test result: ") {
            self.read_rust(result);
        } else if let Some(result) = line.strip_prefix("ℹ ") {
            self.read_node(result);
        }
    }

    /// `ok. 3 passed; 0 failed; 1 ignored; …`
    fn read_rust(&mut self, result: &str) {
        let counts = result.split_once(". ").map_or("", |(_, counts)| counts);
        for part in counts.split("; ") {
            match number_first(part) {
                Some((number, "passed")) => self.passed += number,
                Some((number, "failed")) => self.failed += number,
                Some((number, "ignored")) => self.skipped += number,
                _ => {}
            }
        }
    }

    /// `pass 3`
    fn read_node(&mut self, result: &str) {
        let Some((name, number)) = result.split_once(' ') else { return };
        let Ok(number) = number.trim().parse::<usize>() else { return };
        match name {
            "pass" => self.passed += number,
            "fail" | "cancelled" => self.failed += number,
            "skipped" | "todo" => self.skipped += number,
            _ => {}
        }
    }
}

fn number_first(part: &str) -> Option<(usize, &str)> {
    let (number, name) = part.trim().split_once(' ')?;
    Some((number.parse().ok()?, name))
}

impl fmt::Display for Counts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} passed, {} failed, {} skipped", self.passed, self.failed, self.skipped)
    }
}

#[cfg(test)]
mod tests {
    use super::Counts;

    #[test]
    fn the_runners_lines_are_added_up() {
        let mut counts = Counts::default();
        for line in [
            "running 4 tests",
            "test result: ok. 3 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out; finished in 0.01s",
            "test result: FAILED. 2 passed; 1 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.00s",
            "test result: ok. 5 passed; 0 failed; 0 ignored; 0 filtered out; finished in 0.00s",
            "ℹ tests 8",
            "ℹ pass 6",
            "ℹ fail 1",
            "ℹ cancelled 0",
            "ℹ skipped 1",
            "ℹ duration_ms 12.5",
        ] {
            counts.read_line(line);
        }
        assert_eq!(counts.to_string(), "16 passed, 2 failed, 2 skipped");
        assert_eq!(counts.verdict().unwrap_err().to_string(), "2 failed; see above.");
    }

    #[test]
    fn a_stage_without_tests_fails() {
        let mut counts = Counts::default();
        counts.read_line("no tests to run!");
        counts.read_line("test result: ok. 0 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out");
        assert_eq!(counts.verdict().unwrap_err().to_string(), "no test ran.");
    }
}
