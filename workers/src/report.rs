//! Gathers how tasks ended into one report: result lines, durations and failures.

use std::io::Write as _;

use domain::results::{Part, TaskFailure};
use domain::tasks::TaskSet;
use sha2::{Digest, Sha256};

use crate::items::Failure;

/// How tasks ended, in ascending order of tasks.
#[derive(Debug, Default)]
pub struct Report {
    tasks: Vec<u64>,
    lines: Vec<u8>,
    /// How long each task ran, in microseconds.
    pub micros: Vec<u32>,
    /// Those that failed.
    pub failures: Vec<TaskFailure>,
}

impl Report {
    /// Adds a task that has results: `outputs` are JSON values with commas between.
    pub fn succeeded(&mut self, task: u64, micros: u32, outputs: &str) {
        // Writing to memory cannot fail.
        let _ = writeln!(self.lines, r#"{{"task":{task},"outputs":[{outputs}]}}"#);
        self.add(task, micros);
    }

    /// Adds a task that failed.
    pub fn failed(&mut self, task: u64, micros: u32, failure: &Failure) {
        let Failure { class, message } = failure;
        let error = serde_json::json!({ "class": class, "message": message });
        let _ = writeln!(self.lines, r#"{{"task":{task},"error":{error}}}"#);
        self.failures.push(TaskFailure::new(task, class, message));
        self.add(task, micros);
    }

    fn add(&mut self, task: u64, micros: u32) {
        self.tasks.push(task);
        self.micros.push(micros);
    }

    /// Whether there is nothing to report.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.tasks.is_empty()
    }

    /// The first task.
    #[must_use]
    pub fn first_task(&self) -> u64 {
        self.tasks.first().copied().unwrap_or(0)
    }

    /// Which tasks, and what their lines hash to, when kept under `key`.
    #[must_use]
    pub fn part(&self, key: Option<String>) -> Part {
        Part {
            tasks: self.tasks.iter().copied().collect::<TaskSet>(),
            bytes: self.lines.len() as u64,
            sha256: hex::encode(Sha256::digest(&self.lines)),
            key,
        }
    }

    /// The result lines.
    #[must_use]
    pub fn take_lines(&mut self) -> Vec<u8> {
        std::mem::take(&mut self.lines)
    }

    /// How many bytes of result lines there are.
    #[must_use]
    pub fn bytes(&self) -> usize {
        self.lines.len()
    }
}
