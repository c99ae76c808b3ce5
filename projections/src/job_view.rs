//! The read model of jobs: a summary each, with progress that counts tasks as they are reported.

use chrono::{DateTime, Utc};
use domain::batch::BatchEvent;
use domain::event::DecodeError;
use domain::job::{Job, JobEvent, Progress};
use domain::{BatchId, JobId, LeaseId, RecordedEvent};
use serde::{Deserialize, Serialize};

/// Where a job is in its life.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum JobState {
    /// Accepted; its items are being cut into batches.
    Planning,
    /// Its tasks run.
    Running,
    /// Every task has ended.
    Completed,
    /// It was given up.
    Failed,
}

impl JobState {
    /// Its name.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Planning => "planning",
            Self::Running => "running",
            Self::Completed => "completed",
            Self::Failed => "failed",
        }
    }

    /// The state of this name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        let all = [Self::Planning, Self::Running, Self::Completed, Self::Failed];
        all.into_iter().find(|state| state.as_str() == name)
    }
}

/// A job as its tenant sees it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct JobSummary {
    /// The job.
    pub id: JobId,
    /// A name for people.
    pub name: Option<String>,
    /// Where it is in its life.
    pub state: JobState,
    /// How many tasks it has.
    pub tasks: u64,
    /// How many of them succeeded.
    pub succeeded: u64,
    /// How many of them failed.
    pub failed: u64,
    /// Into how many batches it was cut, once it was.
    pub batches: Option<u64>,
    /// When it was accepted.
    pub submitted_at: DateTime<Utc>,
    /// When it ended.
    pub ended_at: Option<DateTime<Utc>>,
    /// Why it was given up.
    pub reason: Option<String>,
}

impl JobSummary {
    /// The summary that follows from the job's own stream. It counts whole batches, so it may be behind
    /// the read model while the job runs; it serves when the read model does not know the job.
    #[must_use]
    pub fn of(id: JobId, job: &Job) -> Option<Self> {
        let progress = job.progress()?;
        let summary = |state, ended_at, reason| Self::from_progress(id, progress, state, ended_at, reason);
        Some(match job {
            Job::Unknown => return None,
            Job::Running(_) if progress.plan.is_none() => summary(JobState::Planning, None, None),
            Job::Running(_) => summary(JobState::Running, None, None),
            Job::Completed { completed_at, .. } => summary(JobState::Completed, Some(*completed_at), None),
            Job::Failed { failed_at, reason, .. } => {
                summary(JobState::Failed, Some(*failed_at), Some(reason.clone()))
            }
        })
    }

    fn from_progress(
        id: JobId,
        progress: &Progress,
        state: JobState,
        ended_at: Option<DateTime<Utc>>,
        reason: Option<String>,
    ) -> Self {
        Self {
            id,
            name: progress.spec.name.clone(),
            state,
            tasks: progress.spec.source.items(),
            succeeded: progress.succeeded(),
            failed: progress.failed(),
            batches: progress.plan.map(|plan| plan.batches),
            submitted_at: progress.submitted_at,
            ended_at,
            reason,
        }
    }
}

/// What an event changes in the read model.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct JobChange {
    /// The job.
    pub job: JobId,
    /// The change.
    pub kind: JobChangeKind,
}

/// The kinds of change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum JobChangeKind {
    /// A new job, at the head of the list.
    Submitted(Box<JobSummary>),
    /// It was cut into batches.
    Planned {
        /// How many.
        batches: u64,
    },
    /// Tasks ended.
    Reported {
        /// How many succeeded.
        succeeded: u64,
        /// How many failed.
        failed: u64,
    },
    /// The job ended.
    Ended {
        /// How.
        state: JobState,
        /// When.
        at: DateTime<Utc>,
        /// Why it was given up.
        reason: Option<String>,
    },
    /// A lease ends at this time, unless it is extended or done.
    LeaseUntil {
        /// The batch.
        batch: BatchId,
        /// The lease.
        lease: LeaseId,
        /// The time.
        until: DateTime<Utc>,
    },
    /// A lease is over.
    LeaseOver {
        /// The batch.
        batch: BatchId,
        /// The lease.
        lease: LeaseId,
    },
}

/// The changes that an event makes.
///
/// # Errors
/// The event cannot be read.
pub fn changes(event: &RecordedEvent) -> Result<Vec<JobChange>, DecodeError> {
    match event.aggregate_type.as_str() {
        "job" => {
            let Ok(job) = event.aggregate_id.parse() else {
                return Ok(vec![]);
            };
            Ok(of_job(job, event.decode()?).into_iter().map(|kind| JobChange { job, kind }).collect())
        }
        "batch" => {
            let Ok(batch) = event.aggregate_id.parse::<BatchId>() else {
                return Ok(vec![]);
            };
            let kinds = of_batch(batch, event.decode()?);
            Ok(kinds.into_iter().map(|kind| JobChange { job: batch.job, kind }).collect())
        }
        _ => Ok(vec![]),
    }
}

fn of_job(id: JobId, event: JobEvent) -> Option<JobChangeKind> {
    match event {
        JobEvent::JobSubmitted { spec, submitted_at } => {
            Some(JobChangeKind::Submitted(Box::new(JobSummary {
                id,
                name: spec.name,
                state: JobState::Planning,
                tasks: spec.source.items(),
                succeeded: 0,
                failed: 0,
                batches: None,
                submitted_at,
                ended_at: None,
                reason: None,
            })))
        }
        JobEvent::JobPlanned { plan, .. } => Some(JobChangeKind::Planned { batches: plan.batches }),
        JobEvent::JobFailed { reason, failed_at } => {
            Some(JobChangeKind::Ended { state: JobState::Failed, at: failed_at, reason: Some(reason) })
        }
        JobEvent::JobCompleted { completed_at, .. } => {
            Some(JobChangeKind::Ended { state: JobState::Completed, at: completed_at, reason: None })
        }
        JobEvent::JobBatchFinished { .. } => None,
    }
}

fn of_batch(batch: BatchId, event: BatchEvent) -> Vec<JobChangeKind> {
    match event {
        BatchEvent::TasksLeased { lease, until, .. } | BatchEvent::LeaseExtended { lease, until } => {
            vec![JobChangeKind::LeaseUntil { batch, lease, until }]
        }
        BatchEvent::TasksReported { lease, part, failures, lease_over, .. } => {
            let failed = failures.len() as u64;
            let reported = JobChangeKind::Reported { succeeded: part.tasks.len() - failed, failed };
            let over = lease_over.then_some(JobChangeKind::LeaseOver { batch, lease });
            std::iter::once(reported).chain(over).collect()
        }
        BatchEvent::LeaseExpired { lease, .. } => vec![JobChangeKind::LeaseOver { batch, lease }],
        BatchEvent::BatchOpened { .. } | BatchEvent::BatchCompleted { .. } => vec![],
    }
}
