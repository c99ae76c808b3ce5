//! Gathers how attempts ended into one report: result lines, durations, failures, and what is tried again.

use std::io::Write as _;

use chrono::{DateTime, Utc};
use domain::batch::{Sizes, TasksReport};
use domain::results::{Part, TaskFailure, TaskRetry, error_line};
use domain::tasks::TaskSet;
use sha2::{Digest, Sha256};

use crate::items::Failure;

/// How attempts ended, in ascending order of tasks.
#[derive(Debug, Default)]
pub struct Report {
    tasks: Vec<u64>,
    lines: Vec<u8>,
    micros: Vec<u32>,
    failures: Vec<TaskFailure>,
    retries: Vec<TaskRetry>,
    chance: f64,
    now: Option<DateTime<Utc>>,
}

impl Report {
    /// An empty report. `chance` is a number from 0 to 1: what failed in one report is tried again together.
    #[must_use]
    pub fn new(chance: f64) -> Self {
        Self { chance, ..Self::default() }
    }

    /// The number from 0 to 1 that it was made with.
    #[must_use]
    pub fn chance(&self) -> f64 {
        self.chance
    }

    /// The time that counts for all of it: the first that it was told.
    pub fn now(&mut self, now: DateTime<Utc>) -> DateTime<Utc> {
        *self.now.get_or_insert(now)
    }

    /// Adds a task that has results: `outputs` are JSON values with commas between.
    pub fn succeeded(&mut self, task: u64, micros: u32, outputs: &str) {
        // Writing to memory cannot fail.
        let _ = writeln!(self.lines, r#"{{"task":{task},"outputs":[{outputs}]}}"#);
        self.add(task, micros);
    }

    /// Adds a task that failed for good.
    pub fn failed(&mut self, task: u64, micros: u32, failure: &Failure) {
        let Failure { class, message } = failure;
        self.lines.extend_from_slice(error_line(task, class, message).as_bytes());
        self.failures.push(TaskFailure::new(task, class, message));
        self.add(task, micros);
    }

    /// Adds a task that failed, and will be tried again.
    pub fn retried(&mut self, retry: TaskRetry) {
        self.retries.push(retry);
    }

    fn add(&mut self, task: u64, micros: u32) {
        self.tasks.push(task);
        self.micros.push(micros);
    }

    /// Whether there is nothing to report.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// How many attempts.
    #[must_use]
    pub fn len(&self) -> usize {
        self.tasks.len() + self.retries.len()
    }

    /// The first task that ended.
    #[must_use]
    pub fn first_task(&self) -> u64 {
        self.tasks.first().copied().unwrap_or(0)
    }

    /// How many bytes of result lines there are.
    #[must_use]
    pub fn bytes(&self) -> usize {
        self.lines.len()
    }

    /// The report as it is recorded, and its result lines where `key` says that an object holds them. `bytes_of` tells the
    /// length of a task's item.
    #[must_use]
    pub fn finish(self, key: Option<String>, bytes_of: impl Fn(u64) -> u64) -> (TasksReport, Vec<u8>) {
        let Self { tasks, lines, micros, failures, retries, .. } = self;
        let all = tasks.iter().copied().chain(retries.iter().map(|retry| retry.task));
        let bytes_in = Some(Sizes::of(all.map(bytes_of).collect()));
        let mut report = TasksReport { micros, failures, retries, bytes_in, ..TasksReport::default() };
        if tasks.is_empty() {
            return (report, lines);
        }
        let inline = key.is_none();
        report.part = Some(Part {
            tasks: tasks.into_iter().collect::<TaskSet>(),
            bytes: lines.len() as u64,
            sha256: hex::encode(Sha256::digest(&lines)),
            key,
        });
        if inline {
            report.lines = Some(String::from_utf8_lossy(&lines).into_owned());
        }
        (report, lines)
    }
}
