//! How attempts ended, and the report that is made of them.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use domain::batch::{BatchSpec, Lease, TasksReport};
use domain::results::{Part, TaskFailure, TaskRetry, error_line};
use domain::tasks::TaskSet;
use sha2::{Digest, Sha256};

use super::ExternalError;

/// How one attempt ended.
#[derive(Debug, Clone)]
pub struct TaskOutcome {
    /// The task's number in its job.
    pub task: u64,
    /// How long it ran, in microseconds.
    pub micros: u32,
    /// Its outputs as JSON text, or how it failed.
    pub result: Result<Vec<String>, (String, String)>,
    /// How long to wait at least before it is tried again.
    pub retry_after: Option<Duration>,
}

impl TaskOutcome {
    /// A task that failed before anybody ran it.
    pub(super) fn failed(task: u64, class: &str, message: String) -> Self {
        Self { task, micros: 0, result: Err((class.to_owned(), message)), retry_after: None }
    }
}

/// A task whose own time is up before this attempt could begin.
pub(super) fn too_late(task: u64) -> TaskOutcome {
    let message = "its time was up before this attempt could begin".to_owned();
    TaskOutcome::failed(task, "task_timed_out", message)
}

/// A report of outcomes, and its result lines: the job's policy decides which failures are tried again.
pub(super) fn gather(
    spec: &BatchSpec,
    held: &Lease,
    outcomes: Vec<TaskOutcome>,
    at: DateTime<Utc>,
) -> Result<(TasksReport, String), ExternalError> {
    let chance = chance(held);
    let (mut report, mut lines, mut ended) = (TasksReport::default(), String::new(), vec![]);
    for (task, outcome) in in_order(held, outcomes)? {
        let micros = outcome.micros;
        match outcome.result {
            // Writing to memory cannot fail.
            Ok(outputs) => {
                let _ = writeln!(lines, r#"{{"task":{task},"outputs":[{}]}}"#, outputs.join(","));
            }
            Err((class, message)) => {
                let failure = TaskFailure::new(task, &class, &message);
                let after = outcome.retry_after.and_then(|after| TimeDelta::from_std(after).ok());
                if let Some(not_before) = held.retry_at(spec, &class, at, chance, after) {
                    report.retries.push(TaskRetry::new(failure, micros, not_before));
                    continue;
                }
                lines.push_str(&error_line(task, &class, &message));
                report.failures.push(failure);
            }
        }
        report.micros.push(micros);
        ended.push(task);
    }
    if !ended.is_empty() {
        report.part = Some(Part {
            tasks: ended.into_iter().collect::<TaskSet>(),
            bytes: lines.len() as u64,
            sha256: hex::encode(Sha256::digest(&lines)),
            key: None,
        });
    }
    Ok((report, lines))
}

/// The outcomes by task, each of which must be the lease's, and be there once.
fn in_order(held: &Lease, outcomes: Vec<TaskOutcome>) -> Result<BTreeMap<u64, TaskOutcome>, ExternalError> {
    let mut sorted = BTreeMap::new();
    for outcome in outcomes {
        if !held.tasks.contains(outcome.task) {
            let wrong = format!("task {} is not held by this lease", outcome.task);
            return Err(ExternalError::Report(wrong));
        }
        if let Some(twice) = sorted.insert(outcome.task, outcome) {
            return Err(ExternalError::Report(format!("task {} is reported twice", twice.task)));
        }
    }
    Ok(sorted)
}

/// A number from 0 to 1 that differs from lease to lease.
fn chance(held: &Lease) -> f64 {
    let nanos = held.until.timestamp_subsec_nanos() / 1_000;
    f64::from(nanos % 1_000) / 1_000.0
}
