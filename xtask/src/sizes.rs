//! Sizes of files, as they are and compressed, in a table.

use crate::tools;
use anyhow::{Context, Result, bail, ensure};
use std::path::PathBuf;
use std::process::Command;

/// Sizes in bytes.
pub struct Row {
    pub name: String,
    raw: usize,
    gzip: usize,
    brotli: usize,
    /// What gzip is meant to make of it, and what it may at most, if there are such.
    pub goal: Option<usize>,
    pub limit: Option<usize>,
}

/// Compressed by Node's zlib, as hard as it can.
pub fn of_files(files: impl IntoIterator<Item = PathBuf>) -> Result<Vec<Row>> {
    const SCRIPT: &str = "
        const { readFileSync } = require('node:fs');
        const { brotliCompressSync, gzipSync } = require('node:zlib');
        for (const file of process.argv.slice(1)) {
          const raw = readFileSync(file);
          console.log(raw.length, gzipSync(raw, { level: 9 }).length, brotliCompressSync(raw).length);
        }";
    let files: Vec<PathBuf> = files.into_iter().collect();
    let printed = tools::run_quietly(Command::new("node").args(["--eval", SCRIPT, "--"]).args(&files))?;
    let row = |(file, line): (&PathBuf, &str)| {
        let sizes: Vec<usize> = line.split(' ').filter_map(|size| size.parse().ok()).collect();
        let [raw, gzip, brotli] = sizes[..] else { bail!("`{line}` is not three sizes") };
        let name = file.file_name().context("a file without a name")?.to_string_lossy().into_owned();
        Ok(Row { name, raw, gzip, brotli, goal: None, limit: None })
    };
    files.iter().zip(printed.lines()).map(row).collect()
}

impl Row {
    /// Whether it is within its limit; None without a limit.
    pub fn verdict(&self) -> Option<Result<()>> {
        let Self { name, gzip, .. } = self;
        self.limit.map(|limit| {
            ensure!(*gzip <= limit, "`{name}` is {gzip} bytes in gzip, {} over its limit", gzip - limit);
            Ok(())
        })
    }
}

pub fn print(rows: &[Row]) {
    let line = |[name, raw, gzip, brotli, goal, limit]: [&str; 6]| {
        println!("{}", format!("{name:36} {raw:>9} {gzip:>9} {brotli:>9} {goal:>9} {limit:>9}").trim_end());
    };
    line(["bytes", "raw", "gzip", "brotli", "gzip goal", "limit"]);
    for Row { name, raw, gzip, brotli, goal, limit } in rows {
        let [goal, limit] = [goal, limit].map(|most| most.map(|most| most.to_string()).unwrap_or_default());
        line([name, &raw.to_string(), &gzip.to_string(), &brotli.to_string(), &goal, &limit]);
    }
}

#[cfg(test)]
mod tests {
    use super::Row;

    fn verdict(gzip: usize, limit: Option<usize>) -> Option<Result<(), String>> {
        let row = Row { name: "x".to_owned(), raw: 0, gzip, brotli: 0, goal: None, limit };
        row.verdict().map(|verdict| verdict.map_err(|error| error.to_string()))
    }

    #[test]
    fn a_limit_may_be_reached_but_not_exceeded() {
        assert_eq!(verdict(5, None), None);
        assert_eq!(verdict(5, Some(5)), Some(Ok(())));
        assert_eq!(verdict(7, Some(5)), Some(Err("`x` is 7 bytes in gzip, 2 over its limit".to_owned())));
    }
}
