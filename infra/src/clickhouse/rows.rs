//! The rows of the tables, as they are sent and read.

use ::clickhouse::Row;
use domain::RecordedEvent;
use domain::processor::ProcessorKind;
use domain::waiting::WaitReason;
use projections::analytics::{self, JobRow, Outcome, from_micros, micros};
use projections::job_view::JobState;
use serde::{Deserialize, Serialize};

/// A row of `events`.
#[derive(Debug, Row, Serialize)]
pub(super) struct Event {
    tenant: String,
    shard: u16,
    position: u64,
    aggregate_type: String,
    aggregate_id: String,
    sequence: u64,
    event_type: String,
    event_version: String,
    correlation: String,
    payload: String,
    metadata: String,
    recorded_at: i64,
}

impl From<RecordedEvent> for Event {
    fn from(event: RecordedEvent) -> Self {
        Self {
            tenant: event.tenant.into(),
            shard: event.shard,
            position: event.position,
            aggregate_type: event.aggregate_type,
            aggregate_id: event.aggregate_id,
            sequence: event.sequence,
            event_type: event.event_type,
            event_version: event.event_version,
            payload: event.payload,
            metadata: serde_json::to_string(&event.metadata).unwrap_or_default(),
            correlation: event.metadata.correlation,
            recorded_at: micros(event.recorded_at),
        }
    }
}

/// A row of `task_attempts`.
#[derive(Debug, Row, Serialize, Deserialize)]
pub(super) struct Attempt {
    tenant: String,
    job: String,
    task: u64,
    attempt: u32,
    batch: u64,
    outcome: i8,
    queue_wait_ms: u64,
    duration_us: u32,
    worker: String,
    error_class: String,
    error_message: String,
    ended_at: i64,
    wait_reason: String,
    processor: String,
    queue: String,
    build: String,
    bytes_in: u64,
    bytes_out: u64,
    shard: u16,
    position: u64,
}

impl From<analytics::AttemptRow> for Attempt {
    fn from(row: analytics::AttemptRow) -> Self {
        Self {
            tenant: row.tenant,
            job: row.job,
            task: row.task,
            attempt: row.attempt,
            batch: row.batch,
            outcome: match row.outcome {
                Outcome::Succeeded => 1,
                Outcome::Failed => 2,
                Outcome::Abandoned => 3,
                Outcome::Retried => 4,
            },
            queue_wait_ms: row.queue_wait_ms,
            duration_us: row.duration_us,
            worker: row.worker,
            error_class: row.error_class,
            error_message: row.error_message,
            ended_at: micros(row.ended_at),
            wait_reason: row.wait_reason.to_owned(),
            processor: row.processor.to_owned(),
            queue: row.queue,
            build: row.build,
            bytes_in: row.bytes_in,
            bytes_out: row.bytes_out,
            shard: row.shard,
            position: row.position,
        }
    }
}

impl From<Attempt> for analytics::AttemptRow {
    fn from(row: Attempt) -> Self {
        Self {
            tenant: row.tenant,
            job: row.job,
            task: row.task,
            attempt: row.attempt,
            batch: row.batch,
            outcome: match row.outcome {
                1 => Outcome::Succeeded,
                2 => Outcome::Failed,
                4 => Outcome::Retried,
                _ => Outcome::Abandoned,
            },
            queue_wait_ms: row.queue_wait_ms,
            wait_reason: row.wait_reason.parse::<WaitReason>().map_or("", <&str>::from),
            duration_us: row.duration_us,
            worker: row.worker,
            processor: row.processor.parse::<ProcessorKind>().map_or("", <&str>::from),
            queue: row.queue,
            build: row.build,
            bytes_in: row.bytes_in,
            bytes_out: row.bytes_out,
            error_class: row.error_class,
            error_message: row.error_message,
            ended_at: from_micros(row.ended_at),
            shard: row.shard,
            position: row.position,
        }
    }
}

/// A row of `jobs`.
#[derive(Debug, Row, Serialize)]
pub(super) struct Job {
    tenant: String,
    job: String,
    name: String,
    processor: &'static str,
    state: i8,
    tasks: u64,
    succeeded: u64,
    failed: u64,
    submitted_at: i64,
    ended_at: i64,
    cancelled: u64,
    version: u64,
    queue: String,
    tags: Vec<String>,
    priority: &'static str,
    batches: u64,
    redrive_of: String,
    stop_reason: String,
    failure: String,
}

impl From<JobRow> for Job {
    fn from(row: JobRow) -> Self {
        Self {
            tenant: row.tenant,
            job: row.job,
            name: row.name,
            processor: row.processor,
            state: match row.state {
                JobState::Planning => 1,
                JobState::Running => 2,
                JobState::Completed => 3,
                JobState::Failed => 4,
                JobState::Cancelled => 5,
            },
            tasks: row.tasks,
            succeeded: row.succeeded,
            failed: row.failed,
            submitted_at: micros(row.submitted_at),
            ended_at: micros(row.ended_at),
            cancelled: row.cancelled,
            version: row.version,
            queue: row.queue,
            tags: row.tags,
            priority: row.priority,
            batches: row.batches,
            redrive_of: row.redrive_of,
            stop_reason: row.stop_reason,
            failure: row.failure,
        }
    }
}
