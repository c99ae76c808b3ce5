//! How one attempt ended.

use std::time::Duration;

use crate::items::Failure;

/// How one attempt ended.
pub(super) struct Outcome {
    pub(super) task: u64,
    /// How long it ran, in microseconds.
    pub(super) micros: u32,
    /// JSON values with commas between, or how it failed.
    pub(super) result: Result<Box<str>, Failure>,
    /// How long whoever refused it asked to be left alone.
    pub(super) retry_after: Option<Duration>,
}

impl Outcome {
    pub(super) fn failed(task: u64, failure: Failure) -> Self {
        Self { task, micros: 0, result: Err(failure), retry_after: None }
    }

    /// A task whose own time is up before this attempt could begin.
    pub(super) fn too_late(task: u64) -> Self {
        let message = "its time was up before this attempt could begin".to_owned();
        Self::failed(task, Failure { class: "task_timed_out", message })
    }
}
