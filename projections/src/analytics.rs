//! The analyst's tables: every event, every attempt at a task, every job, and the audit trail, as rows.

use chrono::{DateTime, TimeDelta, Utc};
use domain::access::{AccessEvent, AccessRecord};
use domain::batch::BatchEvent;
use domain::event::DecodeError;
use domain::job::{Counts, JobEvent, Source};
use domain::results::{TaskFailure, TaskRetry};
use domain::tasks::TaskSet;
use domain::waiting::WaitReason;
use domain::{BatchId, RecordedEvent};

use crate::job_view::JobState;

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
    /// The kind of failure, or nothing.
    pub error_class: String,
    /// What went wrong, or nothing.
    pub error_message: String,
    /// When it ended.
    pub ended_at: DateTime<Utc>,
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
}

/// One request that was answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuditRow {
    /// Whose trail it is in.
    pub tenant: String,
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
        "job" => rows.jobs.extend(of_job(event, event.decode()?)),
        "access" => {
            let AccessEvent::AccessRecorded { records } = event.decode()?;
            let row = |record| AuditRow { tenant: event.tenant.to_string(), record };
            rows.audit = records.into_iter().map(row).collect();
        }
        "batch" => {
            if let Ok(batch) = event.aggregate_id.parse() {
                rows.attempts = of_batch(event, batch, event.decode()?);
            }
        }
        _ => {}
    }
    Ok(rows)
}

fn of_job(event: &RecordedEvent, payload: JobEvent) -> Option<JobRow> {
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
    };
    match payload {
        JobEvent::JobSubmitted { spec, submitted_at } => {
            // Items that came with the job are its only batch.
            let planned = matches!(spec.source, Source::Inline { .. });
            let state = if planned { JobState::Running } else { JobState::Planning };
            let tasks = spec.source.items().unwrap_or(0);
            let (name, processor) = (spec.name.unwrap_or_default(), spec.processor.kind());
            Some(JobRow { name, processor, state, tasks, submitted_at, ..row })
        }
        JobEvent::JobPlanned { plan, .. } => {
            Some(JobRow { state: JobState::Running, tasks: plan.tasks, ..row })
        }
        JobEvent::JobCompleted { succeeded, failed, completed_at, .. } => {
            Some(JobRow { state: JobState::Completed, succeeded, failed, ended_at: completed_at, ..row })
        }
        JobEvent::JobCancelled { counts, cancelled_at, .. } => {
            Some(counted(JobRow { state: JobState::Cancelled, ended_at: cancelled_at, ..row }, counts))
        }
        JobEvent::JobFailed { counts, failed_at, .. } => {
            Some(counted(JobRow { state: JobState::Failed, ended_at: failed_at, ..row }, counts))
        }
        JobEvent::JobBatchFinished { .. }
        | JobEvent::JobPaused { .. }
        | JobEvent::JobResumed { .. }
        | JobEvent::JobThrottleChanged { .. }
        | JobEvent::JobStopRequested { .. } => None,
    }
}

fn counted(row: JobRow, Counts { succeeded, failed, cancelled }: Counts) -> JobRow {
    JobRow { succeeded, failed, cancelled, ..row }
}

fn of_batch(event: &RecordedEvent, batch: BatchId, payload: BatchEvent) -> Vec<AttemptRow> {
    let template =
        |worker: String, attempt, queue_wait_ms, reason: Option<WaitReason>, ended_at| AttemptRow {
            tenant: event.tenant.to_string(),
            job: batch.job.to_string(),
            task: 0,
            attempt,
            batch: batch.number,
            outcome: Outcome::Succeeded,
            queue_wait_ms,
            wait_reason: reason.map_or("", <&str>::from),
            duration_us: 0,
            worker,
            error_class: String::new(),
            error_message: String::new(),
            ended_at,
        };
    match payload {
        BatchEvent::TasksReported {
            worker,
            attempt,
            part,
            micros,
            failures,
            retries,
            queue_wait_ms,
            reason,
            reported_at,
            ..
        } => {
            let row = template(worker, attempt, queue_wait_ms, reason, reported_at);
            let mut rows = part.map_or_else(Vec::new, |part| reported(&row, &part.tasks, &micros, failures));
            rows.extend(retries.into_iter().map(|retry| retried(&row, retry)));
            rows
        }
        BatchEvent::LeaseExpired { worker, attempt, tasks, queue_wait_ms, expired_at, .. } => {
            let row = template(worker, attempt, queue_wait_ms, None, expired_at);
            let abandoned = |task| AttemptRow { task, outcome: Outcome::Abandoned, ..row.clone() };
            tasks.iter().map(abandoned).collect()
        }
        // An attempt that was given back does not count.
        BatchEvent::BatchOpened { .. }
        | BatchEvent::TasksLeased { .. }
        | BatchEvent::LeaseExtended { .. }
        | BatchEvent::LeaseReturned { .. }
        | BatchEvent::TasksCancelled { .. }
        | BatchEvent::LateReportRefused { .. }
        | BatchEvent::BatchCompleted { .. } => vec![],
    }
}

fn retried(template: &AttemptRow, retry: TaskRetry) -> AttemptRow {
    AttemptRow {
        task: retry.task,
        outcome: Outcome::Retried,
        duration_us: retry.micros,
        error_class: retry.class,
        error_message: retry.message,
        ..template.clone()
    }
}

/// One row a task. A task's end is not recorded by itself: it is the report's time.
fn reported(
    template: &AttemptRow,
    tasks: &TaskSet,
    micros: &[u32],
    failures: Vec<TaskFailure>,
) -> Vec<AttemptRow> {
    let mut failures = failures.into_iter().peekable();
    tasks
        .iter()
        .zip(micros)
        .map(|(task, &duration_us)| {
            let mut row = AttemptRow { task, duration_us, ..template.clone() };
            if let Some(failure) = failures.next_if(|failure| failure.task == task) {
                row.outcome = Outcome::Failed;
                (row.error_class, row.error_message) = (failure.class, failure.message);
            }
            row
        })
        .collect()
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
