//! What can be asked of the read models. `infra` answers.

use async_trait::async_trait;
use domain::{JobId, TenantId};

use crate::analytics::{AttemptRow, Outcome};
use crate::job_view::{JobState, JobSummary};

/// A read model whose engine is away, or answered with an error.
#[derive(Debug, Clone, thiserror::Error)]
#[error("{engine}: {message}")]
pub struct QueryError {
    /// Which engine.
    pub engine: &'static str,
    /// What it said.
    pub message: String,
}

/// Job summaries and lists, at most moments behind the log.
#[async_trait]
pub trait JobViews: Send + Sync {
    /// One job, if it is known, and the version of its stream that is known.
    async fn job(&self, tenant: &TenantId, id: JobId) -> Result<Option<(JobSummary, u64)>, QueryError>;

    /// Jobs, the newest first: those older than `before`, in `state` if one is given, up to `limit`.
    async fn jobs(
        &self,
        tenant: &TenantId,
        before: Option<JobId>,
        state: Option<JobState>,
        limit: usize,
    ) -> Result<Vec<JobSummary>, QueryError>;
}

/// Attempts at tasks, at most a second behind the log.
#[async_trait]
pub trait Attempts: Send + Sync {
    /// Attempts at a job's tasks in order of task and attempt: those above the (task, attempt) `after` and, where
    /// one is given, with this outcome; up to `limit`.
    async fn attempts(
        &self,
        tenant: &TenantId,
        job: JobId,
        outcome: Option<Outcome>,
        after: Option<(u64, u32)>,
        limit: usize,
    ) -> Result<Vec<AttemptRow>, QueryError>;
}
