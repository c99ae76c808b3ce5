//! The analyst's tables: every event, every attempt at a task, every job, and the audit trail, as rows.

use chrono::{DateTime, TimeDelta, Utc};
use domain::access::{AccessEvent, AccessRecord};
use domain::event::DecodeError;
use domain::job::{Counts, JobEvent, JobSpec};
use domain::{JobId, RecordedEvent};

use uuid::Uuid;

use crate::job_view::{self, JobFacts, JobState, beginning};

mod attempts;

pub(crate) use attempts::used_by;

/// How an attempt at a task ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// The task has a result.
    Succeeded,
    /// The task has an error.
    Failed,
    /// Its worker did not report in time; the task is tried again.
    Abandoned,
    /// It failed, and the task is tried again.
    Retried,
}

impl Outcome {
    /// Its name.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Succeeded => "succeeded",
            Self::Failed => "failed",
            Self::Abandoned => "abandoned",
            Self::Retried => "retried",
        }
    }

    /// The outcome of this name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        let all = [Self::Succeeded, Self::Failed, Self::Abandoned, Self::Retried];
        all.into_iter().find(|outcome| outcome.as_str() == name)
    }
}

/// One attempt at one task.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AttemptRow {
    /// Whose it is.
    pub tenant: String,
    /// The job.
    pub job: String,
    /// The task's number in the job.
    pub task: u64,
    /// Which try it was, from 1.
    pub attempt: u32,
    /// The batch's number in the job.
    pub batch: u64,
    /// How it ended.
    pub outcome: Outcome,
    /// How long the task had waited for a worker, in milliseconds.
    pub queue_wait_ms: u64,
    /// Why it had waited, for the most part, or nothing.
    pub wait_reason: &'static str,
    /// How long it ran, in microseconds.
    pub duration_us: u32,
    /// Who ran it.
    pub worker: String,
    /// What was done to the item, or nothing where an old event does not say.
    pub processor: &'static str,
    /// The queue that the tenant's own worker took it from, or nothing.
    pub queue: String,
    /// The version of the program that recorded it.
    pub build: String,
    /// The item's length in bytes, or 0.
    pub bytes_in: u64,
    /// The result line's length in bytes, or 0.
    pub bytes_out: u64,
    /// The kind of failure, or nothing.
    pub error_class: String,
    /// What went wrong, or nothing.
    pub error_message: String,
    /// When it ended.
    pub ended_at: DateTime<Utc>,
    /// The shard whose log has the event that says so.
    pub shard: u16,
    /// The event's place in that log.
    pub position: u64,
}

/// What one event says of a job. The table keeps the maximum of each column, so rows may come in any
/// order, and twice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct JobRow {
    /// Whose it is.
    pub tenant: String,
    /// The job.
    pub job: String,
    /// A name for people, or nothing.
    pub name: String,
    /// The processor's kind, or nothing.
    pub processor: &'static str,
    /// Where it is in its life.
    pub state: JobState,
    /// How many tasks it has, or 0.
    pub tasks: u64,
    /// How many succeeded, or 0.
    pub succeeded: u64,
    /// How many failed, or 0.
    pub failed: u64,
    /// How many were cancelled, or 0.
    pub cancelled: u64,
    /// When it was accepted, or 1970.
    pub submitted_at: DateTime<Utc>,
    /// When it ended, or 1970.
    pub ended_at: DateTime<Utc>,
    /// Which event of the job's it is, from 1.
    pub version: u64,
    /// The queue that its items are taken from, or nothing.
    pub queue: String,
    /// Words to find it by.
    pub tags: Vec<String>,
    /// Which jobs go first, or nothing.
    pub priority: &'static str,
    /// Into how many batches it was cut, or 0.
    pub batches: u64,
    /// The job whose tasks it runs again, or nothing.
    pub redrive_of: String,
    /// Why it is to be stopped, or nothing.
    pub stop_reason: String,
    /// Why it was given up, or nothing.
    pub failure: String,
}

/// One request that was answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuditRow {
    /// Whose trail it is in.
    pub tenant: String,
    /// The shard whose log has the event that says so.
    pub shard: u16,
    /// The event's place in that log.
    pub position: u64,
    /// The request.
    pub record: AccessRecord,
}

/// The rows of one event, beside its own.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Rows {
    /// Attempts.
    pub attempts: Vec<AttemptRow>,
    /// Jobs.
    pub jobs: Vec<JobRow>,
    /// Requests.
    pub audit: Vec<AuditRow>,
}

/// The rows that an event adds to the tables.
///
/// # Errors
/// The event cannot be read.
pub fn rows(event: &RecordedEvent) -> Result<Rows, DecodeError> {
    let mut rows = Rows::default();
    match event.aggregate_type.as_str() {
        "job" => rows.jobs.push(of_job(event, event.decode()?)),
        "access" => {
            let AccessEvent::AccessRecorded { records } = event.decode()?;
            let (shard, position) = (event.shard, event.position);
            let row = |record| AuditRow { tenant: event.tenant.to_string(), shard, position, record };
            rows.audit = records.into_iter().map(row).collect();
        }
        "batch" => {
            if let Ok(batch) = event.aggregate_id.parse() {
                rows.attempts = attempts::of_batch(event, batch, event.decode()?);
            }
        }
        _ => {}
    }
    Ok(rows)
}

fn of_job(event: &RecordedEvent, payload: JobEvent) -> JobRow {
    let row = JobRow {
        tenant: event.tenant.to_string(),
        job: event.aggregate_id.clone(),
        name: String::new(),
        processor: "",
        state: JobState::Planning,
        tasks: 0,
        succeeded: 0,
        failed: 0,
        cancelled: 0,
        submitted_at: DateTime::UNIX_EPOCH,
        ended_at: DateTime::UNIX_EPOCH,
        version: event.sequence,
        queue: String::new(),
        tags: vec![],
        priority: "",
        batches: 0,
        redrive_of: String::new(),
        stop_reason: String::new(),
        failure: String::new(),
    };
    match payload {
        JobEvent::JobSubmitted { spec, submitted_at } => of_submission(row, &spec, submitted_at),
        JobEvent::JobPlanned { plan, .. } => {
            JobRow { state: JobState::Running, tasks: plan.tasks, batches: plan.batches, ..row }
        }
        JobEvent::JobCompleted { succeeded, failed, completed_at, .. } => {
            JobRow { state: JobState::Completed, succeeded, failed, ended_at: completed_at, ..row }
        }
        JobEvent::JobCancelled { counts, cancelled_at, .. } => {
            counted(JobRow { state: JobState::Cancelled, ended_at: cancelled_at, ..row }, counts)
        }
        JobEvent::JobFailed { reason, counts, failed_at, .. } => {
            let row = JobRow { state: JobState::Failed, failure: reason, ended_at: failed_at, ..row };
            counted(row, counts)
        }
        JobEvent::JobStopRequested { cause, .. } => {
            JobRow { stop_reason: job_view::reason(&cause).unwrap_or_default(), ..row }
        }
        // It says no more than how far the row is.
        JobEvent::JobBatchFinished { .. }
        | JobEvent::JobPaused { .. }
        | JobEvent::JobResumed { .. }
        | JobEvent::JobThrottleChanged { .. } => row,
    }
}

fn of_submission(row: JobRow, spec: &JobSpec, at: DateTime<Utc>) -> JobRow {
    let id = row.job.parse().unwrap_or(JobId(Uuid::nil()));
    let (facts, (state, batches)) = (JobFacts::of(id, spec, at), beginning(&spec.source));
    JobRow {
        name: facts.name.unwrap_or_default(),
        processor: spec.processor.kind(),
        state,
        tasks: facts.tasks,
        submitted_at: at,
        queue: facts.queue.unwrap_or_default(),
        tags: facts.tags.into_iter().collect(),
        priority: facts.priority.into(),
        batches: batches.unwrap_or(0),
        redrive_of: facts.redrive_of.map(|of| of.to_string()).unwrap_or_default(),
        ..row
    }
}

fn counted(row: JobRow, Counts { succeeded, failed, cancelled }: Counts) -> JobRow {
    JobRow { succeeded, failed, cancelled, ..row }
}

/// The time as whole microseconds since 1970, as the tables keep it.
#[must_use]
pub fn micros(at: DateTime<Utc>) -> i64 {
    (at - DateTime::UNIX_EPOCH).num_microseconds().unwrap_or(i64::MAX)
}

/// The time that [`micros`] stands for.
#[must_use]
pub fn from_micros(micros: i64) -> DateTime<Utc> {
    DateTime::UNIX_EPOCH + TimeDelta::microseconds(micros)
}
