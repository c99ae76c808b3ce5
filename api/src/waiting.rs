//! Why is it waiting? How jobs, batches and queues stand, with the numbers behind it.

use std::sync::Arc;

use chrono::{DateTime, Utc};
use commands::ports::dispatch::{self, Subject};
use domain::batch::{Batch, OpenBatch};
use domain::job::Job;
use domain::{BatchId, JobId, waiting};
use poem_openapi::param::Path;
use poem_openapi::{Enum, Object, OpenApi};
use serde::{Deserialize, Serialize};

use crate::asked::Asked;
use crate::body::JsonBody;
use crate::problem::{Kind, Problem, Refused, any_of};
use crate::text::Text;
use crate::{Shared, Tag};

/// Why tasks wait that nobody runs. The list is closed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum, Serialize, Deserialize)]
#[oai(rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
pub(crate) enum WaitReason {
    /// The job's items are being cut into batches.
    Planning,
    /// The job starts later.
    Scheduled,
    /// The job is paused.
    Paused,
    /// The queue is paused.
    QueuePaused,
    /// As many jobs of its key run as may.
    Key,
    /// As many of the job's tasks run as may.
    JobLimit,
    /// As many of the queue's tasks run as may.
    QueueLimit,
    /// As many of your tasks run as may.
    TenantLimit,
    /// As many attempts have begun as may in this time.
    Rate,
    /// What failed is tried again later.
    Retry,
    /// No worker has asked for such work lately.
    NoWorker,
    /// Other work goes first.
    Turn,
}

/// How a job, a batch or a queue stands.
#[derive(Debug, Default, Object, Serialize, Deserialize)]
pub(crate) struct Standing {
    /// How many tasks wait.
    waiting: u64,
    /// How many tasks workers hold.
    in_flight: u64,
    /// Since when the oldest of those that wait has waited.
    #[serde(skip_serializing_if = "Option::is_none")]
    oldest: Option<DateTime<Utc>>,
    /// How many workers have asked for such work lately.
    workers: u64,
    /// Why they wait. It is not there where none wait, and where that is not known at the moment.
    #[serde(skip_serializing_if = "Option::is_none")]
    why: Option<Waiting>,
}

/// Why tasks wait, and the numbers behind it.
#[derive(Debug, Object, Serialize, Deserialize)]
pub(crate) struct Waiting {
    /// Why.
    reason: WaitReason,
    /// How much of the limit is in use, where there is a limit.
    #[serde(skip_serializing_if = "Option::is_none")]
    in_use: Option<u64>,
    /// The limit.
    #[serde(skip_serializing_if = "Option::is_none")]
    limit: Option<u64>,
    /// When they go on, where that is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    at: Option<DateTime<Utc>>,
    /// A job that is in the way.
    #[serde(skip_serializing_if = "Option::is_none")]
    behind: Option<Text<JobId>>,
}

const JOB: u128 = any_of(&[Kind::MalformedParameter, Kind::NoSuchJob, Kind::EngineAway, Kind::DamagedData]);
const BATCH: u128 = any_of(&[
    Kind::MalformedParameter,
    Kind::NoSuchJob,
    Kind::NoSuchBatch,
    Kind::EngineAway,
    Kind::DamagedData,
]);

/// The routes.
pub(crate) struct WaitingApi(pub(crate) Arc<Shared>);

#[OpenApi(tag = "Tag::Jobs")]
impl WaitingApi {
    /// Why is a job waiting?
    #[oai(path = "/v1/jobs/:id/waiting", method = "get", operation_id = "get_job_waiting")]
    async fn of_job(
        &self,
        /// The job's id.
        id: Path<Text<JobId>>,
        asked: Asked,
    ) -> Result<JsonBody<Standing>, Refused<JOB>> {
        let Text(id) = id.0;
        let known = self.0.standing(Subject::Job(asked.tenant().clone(), id)).await?;
        Ok(JsonBody(match known {
            Some(standing) => standing,
            None => Standing::of_job(&self.0.job(asked.tenant(), id).await?.state),
        }))
    }

    /// Why is a batch waiting?
    #[oai(path = "/v1/jobs/:id/batches/:number/waiting", method = "get", operation_id = "get_batch_waiting")]
    async fn of_batch(
        &self,
        /// The job's id.
        id: Path<Text<JobId>>,
        /// The batch's number in the job, from 0.
        number: Path<u64>,
        asked: Asked,
    ) -> Result<JsonBody<Standing>, Refused<BATCH>> {
        let batch = BatchId { job: id.0.0, number: number.0 };
        let known = self.0.standing(Subject::Batch(asked.tenant().clone(), batch)).await?;
        Ok(JsonBody(match known {
            Some(standing) => standing,
            None => {
                self.0.job(asked.tenant(), batch.job).await?;
                Standing::of_batch(&self.0.batch(asked.tenant(), batch).await?.state)
            }
        }))
    }
}

impl Shared {
    /// How something stands; nothing where the dispatcher does not know it.
    pub(crate) async fn standing(&self, subject: Subject) -> Result<Option<Standing>, Problem> {
        let standing = self.services.dispatch.standing(subject, Utc::now()).await?;
        Ok(standing.map(Standing::from))
    }
}

impl Standing {
    /// Of a job that the dispatcher does not know: it is new, or over.
    fn of_job(job: &Job) -> Self {
        match job.running() {
            Some(progress) if progress.plan.is_none() => Self {
                waiting: progress.tasks(),
                oldest: Some(progress.submitted_at),
                why: Some(Waiting {
                    reason: WaitReason::Planning,
                    in_use: None,
                    limit: None,
                    at: None,
                    behind: None,
                }),
                ..Self::default()
            },
            _ => Self::default(),
        }
    }

    /// Of a batch that the dispatcher does not know: what its events say.
    fn of_batch(batch: &Batch) -> Self {
        let Batch::Open(open) = batch else {
            return Self::default();
        };
        let OpenBatch { waiting, leases, .. } = &**open;
        Self {
            waiting: waiting.iter().map(|waiting| waiting.tasks.len()).sum(),
            in_flight: leases.values().map(|lease| lease.tasks.len()).sum(),
            oldest: waiting.iter().map(|waiting| waiting.since).min(),
            ..Self::default()
        }
    }
}

impl From<dispatch::Standing> for Standing {
    fn from(standing: dispatch::Standing) -> Self {
        let dispatch::Standing { waiting, in_flight, oldest, why, workers } = standing;
        Self { waiting, in_flight, oldest, workers, why: why.map(Waiting::from) }
    }
}

impl From<dispatch::Waiting> for Waiting {
    fn from(waiting: dispatch::Waiting) -> Self {
        let dispatch::Waiting { reason, in_use, limit, at, behind } = waiting;
        Self { reason: reason.into(), in_use, limit, at, behind: behind.map(Text) }
    }
}

impl From<waiting::WaitReason> for WaitReason {
    fn from(reason: waiting::WaitReason) -> Self {
        match reason {
            waiting::WaitReason::Planning => Self::Planning,
            waiting::WaitReason::Scheduled => Self::Scheduled,
            waiting::WaitReason::Paused => Self::Paused,
            waiting::WaitReason::QueuePaused => Self::QueuePaused,
            waiting::WaitReason::Key => Self::Key,
            waiting::WaitReason::JobLimit => Self::JobLimit,
            waiting::WaitReason::QueueLimit => Self::QueueLimit,
            waiting::WaitReason::TenantLimit => Self::TenantLimit,
            waiting::WaitReason::Rate => Self::Rate,
            waiting::WaitReason::Retry => Self::Retry,
            waiting::WaitReason::NoWorker => Self::NoWorker,
            waiting::WaitReason::Turn => Self::Turn,
        }
    }
}

#[cfg(test)]
mod tests;
