//! How far a run has come: counts what the tapes say, and shows it.

use std::collections::HashMap;
use std::fs::File;
use std::io::{Read as _, Seek as _, SeekFrom};
use std::path::PathBuf;

use indicatif::{HumanCount, ProgressBar, ProgressStyle};

use crate::error::RunError;
use crate::files::Files;
use crate::tape::COMPLETE;

/// Reads the tapes as they grow.
pub(crate) struct Progress {
    files: Files,
    bar: ProgressBar,
    /// How far each tape was read, to the end of a line.
    read: HashMap<PathBuf, u64>,
    counts: [u64; 5],
}

/// What is counted: how the answers begin.
const ANSWERS: [(&str, &str); 5] = [
    ("appended", "{\"appended\""),
    ("conflicts", "{\"conflict\""),
    ("unknown", "{\"unknown\""),
    ("failed", "{\"failed\""),
    ("reads", "{\"read\""),
];

impl Progress {
    /// With the seconds that the run takes, if it is they that end it.
    pub(crate) fn new(files: &Files, seconds: Option<u64>) -> Self {
        let bar = seconds.map_or_else(ProgressBar::no_length, ProgressBar::new);
        let length = if seconds.is_some() { "{bar:20} {pos}/{len} s" } else { "{spinner} {elapsed}" };
        if let Ok(style) = ProgressStyle::with_template(&format!("{length}  {{msg}}")) {
            bar.set_style(style);
        }
        Self { files: files.clone(), bar, read: HashMap::new(), counts: [0; 5] }
    }

    /// How many operations have ended.
    pub(crate) fn ended(&self) -> u64 {
        self.counts.iter().sum()
    }

    /// How many appends were acknowledged.
    pub(crate) fn appended(&self) -> u64 {
        self.counts[0]
    }

    /// Counts what is new.
    pub(crate) fn look(&mut self, seconds: u64, strikes: u64) -> Result<(), RunError> {
        for tape in self.files.tapes()? {
            self.read_on(tape)?;
        }
        let counts = ANSWERS.iter().zip(self.counts);
        let counts = counts.map(|((name, _), count)| format!("{} {name}", HumanCount(count)));
        let counts = counts.collect::<Vec<_>>().join(", ");
        self.bar.set_position(seconds);
        self.bar.set_message(format!("{counts}, {strikes} strikes"));
        Ok(())
    }

    fn read_on(&mut self, tape: PathBuf) -> Result<(), RunError> {
        let mut file = File::open(&tape)?;
        let read = self.read.entry(tape).or_default();
        file.seek(SeekFrom::Start(*read))?;
        let mut news = vec![];
        file.read_to_end(&mut news)?;
        let lines = news.split_inclusive(|byte| *byte == b'\n').filter(|line| line.ends_with(b"\n"));
        for line in lines {
            *read += line.len() as u64;
            let Ok(line) = std::str::from_utf8(line) else { continue };
            if !line.starts_with(COMPLETE) {
                continue;
            }
            let answer = ANSWERS.iter().position(|(_, begin)| line.contains(begin));
            answer.into_iter().for_each(|answer| self.counts[answer] += 1);
        }
        Ok(())
    }

    /// Takes the bar away.
    pub(crate) fn end(&self) {
        self.bar.finish_and_clear();
    }

    /// Says what happens after the run itself.
    pub(crate) fn say(&self, what: &'static str) {
        self.bar.set_message(what);
    }
}
