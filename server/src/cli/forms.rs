//! Jobs and datasets as `--json` prints them: as ever, with `null` for what has no value, whatever the API leaves out.

use chrono::{DateTime, Utc};
use serde::{Serialize, Serializer};
use thousandfold_client::types::{Dataset, DatasetFormat, Job, JobState, Priority};

/// A job.
#[derive(Serialize)]
pub(super) struct JobForm<'a> {
    id: &'a str,
    name: Option<&'a str>,
    state: JobState,
    paused: bool,
    stopping: bool,
    tasks: u64,
    succeeded: u64,
    failed: u64,
    cancelled: u64,
    batches: Option<u64>,
    submitted_at: DateTime<Utc>,
    ended_at: Option<DateTime<Utc>>,
    reason: Option<&'a str>,
    processor: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    queue: Option<&'a str>,
    priority: Priority,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    tags: &'a [String],
    #[serde(skip_serializing_if = "Option::is_none")]
    redrive_of: Option<&'a str>,
}

impl<'a> JobForm<'a> {
    pub(super) fn of(job: &'a Job) -> Self {
        Self {
            id: &job.id,
            name: job.name.as_deref(),
            state: job.state,
            paused: job.paused,
            stopping: job.stopping,
            tasks: job.tasks,
            succeeded: job.succeeded,
            failed: job.failed,
            cancelled: job.cancelled,
            batches: job.batches,
            submitted_at: job.submitted_at,
            ended_at: job.ended_at,
            reason: job.reason.as_deref(),
            processor: job.processor.map(|kind| kind.to_string()).unwrap_or_default(),
            queue: job.queue.as_deref(),
            priority: job.priority,
            tags: &job.tags,
            redrive_of: job.redrive_of.as_deref(),
        }
    }
}

/// A dataset.
#[derive(Serialize)]
struct DatasetForm<'a> {
    id: &'a str,
    name: Option<&'a str>,
    format: DatasetFormat,
    bytes: u64,
    sha256: &'a str,
    items: u64,
}

/// Writes a job, if there is one.
pub(super) fn job<S: Serializer>(job: &Option<Job>, serializer: S) -> Result<S::Ok, S::Error> {
    job.as_ref().map(JobForm::of).serialize(serializer)
}

/// Writes a dataset, if there is one.
pub(super) fn dataset<S: Serializer>(dataset: &Option<Dataset>, serializer: S) -> Result<S::Ok, S::Error> {
    let form = dataset.as_ref().map(|dataset| DatasetForm {
        id: &dataset.id,
        name: dataset.name.as_deref(),
        format: dataset.format,
        bytes: dataset.bytes,
        sha256: &dataset.sha256,
        items: dataset.items,
    });
    form.serialize(serializer)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_has_no_value_is_null() {
        let job = r#"{"id":"job_1","state":"running","paused":false,"stopping":false,"tasks":3,"succeeded":0,"failed":0,
            "cancelled":0,"submitted_at":"2026-07-11T12:30:01Z","priority":"normal","tags":[]}"#;
        let job: Job = serde_json::from_str(job).unwrap();
        let printed = serde_json::to_string(&JobForm::of(&job)).unwrap();
        let expected = r#"{"id":"job_1","name":null,"state":"running","paused":false,"stopping":false,"tasks":3,"succeeded":0,"failed":0,"cancelled":0,"batches":null,"submitted_at":"2026-07-11T12:30:01Z","ended_at":null,"reason":null,"processor":"","priority":"normal"}"#;
        assert_eq!(printed, expected);
    }
}
