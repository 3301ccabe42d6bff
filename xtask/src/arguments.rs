//! What follows a command's name: options are taken out one by one, and anything left over is an error.

use anyhow::{Context, Result, bail};
use std::ffi::OsString;

pub struct Arguments {
    command: String,
    rest: Vec<String>,
}

impl Arguments {
    pub fn new(command: &str, arguments: impl Iterator<Item = OsString>) -> Result<Self> {
        let rest = arguments
            .map(|argument| {
                argument
                    .into_string()
                    .ok()
                    .with_context(|| format!("an argument of `cargo xtask {command}` is not UTF-8 text."))
            })
            .collect::<Result<_>>()?;
        Ok(Self { command: command.to_owned(), rest })
    }

    /// Whether `name` is there.
    pub fn flag(&mut self, name: &str) -> bool {
        let before = self.rest.len();
        self.rest.retain(|argument| argument != name);
        self.rest.len() < before
    }

    /// The number after `--port`, or after `--port=`.
    pub fn port(&mut self) -> Result<Option<u16>> {
        let Some(value) = self.value("--port", "4777")? else { return Ok(None) };
        match value.parse() {
            Ok(port) => Ok(Some(port)),
            Err(_) => bail!("--port needs a number from 0 to 65535 (0: any free port), not `{value}`."),
        }
    }

    /// The whole number after `name`, or after `name=`; not 0.
    pub fn number(&mut self, name: &str) -> Result<Option<u64>> {
        let Some(value) = self.value(name, "60")? else { return Ok(None) };
        match value.parse() {
            Ok(number) if number > 0 => Ok(Some(number)),
            _ => bail!("{name} needs a whole number from 1 on, not `{value}`."),
        }
    }

    fn value(&mut self, name: &str, example: &str) -> Result<Option<String>> {
        let is_it = |argument: &String| {
            argument.strip_prefix(name).is_some_and(|rest| rest.is_empty() || rest.starts_with('='))
        };
        let Some(at) = self.rest.iter().position(is_it) else { return Ok(None) };
        let argument = self.rest.remove(at);
        match argument.split_once('=') {
            Some((_, value)) => Ok(Some(value.to_owned())),
            None if at < self.rest.len() => Ok(Some(self.rest.remove(at))),
            None => bail!("{name} needs a number, as in `{name} {example}`."),
        }
    }

    /// All that is left.
    pub fn take_rest(&mut self) -> Vec<String> {
        std::mem::take(&mut self.rest)
    }

    /// An error when something is left that nobody asked for.
    pub fn finish(self) -> Result<()> {
        match self.rest.first() {
            None => Ok(()),
            Some(argument) => bail!(
                "`cargo xtask {}` does not know `{argument}`. `cargo xtask help` lists the commands.",
                self.command
            ),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn arguments(rest: &[&str]) -> Arguments {
        Arguments::new("demo", rest.iter().map(OsString::from)).unwrap()
    }

    #[test]
    fn port_is_read_in_both_spellings() {
        for rest in [["--once", "--port=0"].as_slice(), &["--port", "0", "--once"]] {
            let mut arguments = arguments(rest);
            assert_eq!(arguments.port().unwrap(), Some(0));
            assert!(arguments.flag("--once"));
            arguments.finish().unwrap();
        }
    }

    #[test]
    fn errors_say_what_to_write() {
        let text = |result: Result<Option<u16>>| result.unwrap_err().to_string();
        assert_eq!(text(arguments(&["--port"]).port()), "--port needs a number, as in `--port 4777`.");
        assert_eq!(
            text(arguments(&["--port", "70000"]).port()),
            "--port needs a number from 0 to 65535 (0: any free port), not `70000`."
        );
        assert_eq!(
            arguments(&["--onec"]).finish().unwrap_err().to_string(),
            "`cargo xtask demo` does not know `--onec`. `cargo xtask help` lists the commands."
        );
    }
}
