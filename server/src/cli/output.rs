//! Where a command writes: data on stdout; progress and remarks for people on stderr.

use std::fmt;
use std::io::{self, IsTerminal, Write};

use indicatif::{HumanCount, ProgressBar, ProgressState, ProgressStyle};
use serde::Serialize;

use super::report::Failure;

/// The reader of stdout has gone: there is nobody to write for.
#[derive(Debug)]
struct StdoutClosed;

impl fmt::Display for StdoutClosed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("stdout was closed")
    }
}

impl std::error::Error for StdoutClosed {}

/// Whether a command ended because nobody reads its output any more.
pub(crate) fn is_closed_pipe(error: &anyhow::Error) -> bool {
    Failure::cause(error).is::<StdoutClosed>()
}

/// Writes to stdout, all of it.
pub(crate) fn write_stdout(bytes: &[u8]) -> anyhow::Result<()> {
    let mut stdout = io::stdout().lock();
    let written = stdout.write_all(bytes).and_then(|()| stdout.flush());
    written.map_err(|error| match error.kind() {
        io::ErrorKind::BrokenPipe => StdoutClosed.into(),
        _ => anyhow::Error::new(error).context("stdout cannot be written"),
    })
}

/// Writes a line to stderr; if nobody can read it, so be it.
pub(crate) fn write_stderr(line: &str) {
    let _ = writeln!(io::stderr(), "{line}");
}

/// How a command shows what it does.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Output {
    json: bool,
    bars: bool,
}

impl Output {
    /// For programs with `json`, else for people; with bars if they look.
    pub(crate) fn new(json: bool) -> Self {
        let bars = !json && io::stderr().is_terminal();
        Self { json, bars }
    }

    /// Whether programs read what is printed.
    pub(crate) fn is_json(self) -> bool {
        self.json
    }

    /// Without bars where these would get between the lines on stdout.
    pub(crate) fn sharing_stdout(self) -> Self {
        let bars = self.bars && !io::stdout().is_terminal();
        Self { bars, ..self }
    }

    /// Prints text, as it is.
    pub(crate) fn print(self, text: &str) -> anyhow::Result<()> {
        write_stdout(text.as_bytes())
    }

    /// Prints a value as one line of JSON.
    pub(crate) fn print_json(self, value: &impl Serialize) -> anyhow::Result<()> {
        self.print_json_lines(std::slice::from_ref(value))
    }

    /// Prints each value as a line of JSON.
    pub(crate) fn print_json_lines(self, values: &[impl Serialize]) -> anyhow::Result<()> {
        let mut lines = Vec::new();
        for value in values {
            serde_json::to_writer(&mut lines, value)?;
            lines.push(b'\n');
        }
        write_stdout(&lines)
    }

    /// Says what begins, where no bar shows it.
    pub(crate) fn start(self, line: &str) {
        if !self.bars {
            self.note(line);
        }
    }

    /// Says something to people.
    pub(crate) fn note(self, line: &str) {
        if !self.json {
            write_stderr(line);
        }
    }

    /// A bar up to `length`, or a count without one. The template may also use `{rate}`: whole steps a second.
    pub(crate) fn bar(self, length: Option<u64>, template: &str) -> ProgressBar {
        if !self.bars {
            return ProgressBar::hidden();
        }
        let bar = length.map_or_else(ProgressBar::no_length, ProgressBar::new);
        match ProgressStyle::with_template(template) {
            Ok(style) => bar.with_style(style.with_key("rate", rate).progress_chars("━╸─")),
            Err(_) => bar,
        }
    }
}

fn rate(state: &ProgressState, text: &mut dyn fmt::Write) {
    let _ = write!(text, "{}", HumanCount(state.per_sec() as u64));
}
