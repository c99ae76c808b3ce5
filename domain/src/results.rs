//! How the results of some tasks are kept, and how a task failed.

use chrono::{DateTime, Utc};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::tasks::TaskSet;

/// Where the result lines of one report are. Each line is one task's, in ascending order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Part {
    /// The tasks whose lines these are.
    pub tasks: TaskSet,
    /// The length of the lines, in bytes.
    pub bytes: u64,
    /// The SHA-256 of the lines, in hexadecimal.
    pub sha256: String,
    /// The object that holds them; without one they stand in the batch's `TasksReported` event.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub key: Option<String>,
}

/// The kinds of failure that may pass by themselves: what is tried again where a job does not say otherwise.
pub const TRANSIENT_CLASSES: &[&str] = &[
    "timed_out",
    "crashed",
    "connect_error",
    "response_broken",
    "too_many_requests",
    "server_error",
    "worker_error",
];

/// Why a task failed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct TaskFailure {
    /// The task's number in its job.
    pub task: u64,
    /// The kind of failure, such as `filter_error` or `timed_out`.
    pub class: String,
    /// What went wrong, for a person; cut at 512 bytes.
    pub message: String,
}

impl TaskFailure {
    /// The longest message that is kept in an event, in bytes. The result line has all of it.
    pub const MESSAGE_LIMIT: usize = 512;

    /// A failure whose message is cut to what an event may hold.
    #[must_use]
    pub fn new(task: u64, class: &str, message: &str) -> Self {
        let cut = message.floor_char_boundary(Self::MESSAGE_LIMIT);
        Self { task, class: class.to_owned(), message: message[..cut].to_owned() }
    }
}

/// A task that failed and will be tried again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct TaskRetry {
    /// The task's number in its job.
    pub task: u64,
    /// The kind of failure.
    pub class: String,
    /// What went wrong, for a person; cut at 512 bytes.
    pub message: String,
    /// How long the attempt ran, in microseconds.
    pub micros: u32,
    /// When the task may be tried again.
    pub not_before: DateTime<Utc>,
}

impl TaskRetry {
    /// What becomes of a failed attempt.
    #[must_use]
    pub fn new(failure: TaskFailure, micros: u32, not_before: DateTime<Utc>) -> Self {
        let TaskFailure { task, class, message } = failure;
        Self { task, class, message, micros, not_before }
    }
}

/// The result line of a task that failed.
#[must_use]
pub fn error_line(task: u64, class: &str, message: &str) -> String {
    let error = serde_json::json!({ "class": class, "message": message });
    format!("{{\"task\":{task},\"error\":{error}}}\n")
}
