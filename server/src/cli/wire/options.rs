//! How a job asks to be run, and what can be changed of that.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use domain::options::{ConcurrencyKey, Priority, Rate, Tolerance};
use serde::Serialize;

/// When a job runs, how fast, beside what, and what becomes of tasks that fail. What is left out is as usual.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct JobOptions {
    /// How long one task may take in all.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub task_timeout_ms: Option<u64>,
    /// How much memory a filter may take.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub memory_mib: Option<u32>,
    /// Which of the tenant's jobs go first.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub priority: Option<Priority>,
    /// No task starts before this time.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub start_at: Option<DateTime<Utc>>,
    /// No task starts before so long.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub delay_ms: Option<u64>,
    /// What has not ended at this time is cancelled.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub deadline: Option<DateTime<Utc>>,
    /// What has not ended in so long is cancelled.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub deadline_ms: Option<u64>,
    /// Which failed tasks are tried again, and when.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub retry: Option<Retry>,
    /// How many tasks may fail before the job does.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tolerated_failures: Option<Tolerance>,
    /// Words to find the job by.
    #[serde(skip_serializing_if = "BTreeSet::is_empty")]
    pub tags: BTreeSet<String>,
    /// Jobs with the same key wait for each other.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub key: Option<ConcurrencyKey>,
    /// The most tasks at a time.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_concurrency: Option<u32>,
    /// The most attempts a second.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rate: Option<Rate>,
}

/// Which failed tasks are tried again, and when.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Retry {
    /// How often a task is tried in all.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_attempts: Option<u32>,
    /// The pause before the second attempt.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub first_pause_ms: Option<u32>,
    /// The longest pause.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub longest_pause_ms: Option<u32>,
    /// By how many of a hundred a pause may be shorter.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub jitter_percent: Option<u8>,
    /// The kinds of failure after which a task is tried again.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub classes: Option<BTreeSet<String>>,
}

/// A change of how fast a job or a queue may go: what is `None` stays, and what is `Some(None)` is removed.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct ThrottleChange {
    /// The most tasks at a time.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_concurrency: Option<Option<u32>>,
    /// The most attempts a second.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rate: Option<Option<Rate>>,
}

/// Which tasks of a job are to run again.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Redrive {
    /// Whether those that failed are.
    pub failed: bool,
    /// Whether those that were cancelled are.
    pub cancelled: bool,
    /// The new job's name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
}
