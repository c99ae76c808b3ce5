//! What is asked of the read model of jobs by those who watch it change.

use async_trait::async_trait;
use domain::{JobId, TenantId};
use futures::stream::BoxStream;

use crate::job_view::{JobState, JobSummary};
use crate::queries::QueryError;

/// A job as it is, and how many events made it so. Of two states of a job, the one with the higher revision is the newer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Revised {
    /// The job.
    pub summary: JobSummary,
    /// How many events that change a summary were applied to it. It is the same when the read model is built again.
    pub revision: u64,
}

/// What may have changed. A hint may come twice, late, or not at all.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Hint {
    /// These jobs of a tenant.
    Jobs(TenantId, Vec<JobId>),
    /// More of a tenant's jobs than are worth naming.
    Tenant(TenantId),
    /// Anything: hints may have been lost before this one.
    All,
}

/// Jobs as they are now, and hints of when to look again.
#[async_trait]
pub trait LiveJobs: Send + Sync {
    /// These jobs of a tenant, in their order; none for one that is not known.
    async fn current(&self, tenant: &TenantId, ids: &[JobId]) -> Result<Vec<Option<Revised>>, QueryError>;

    /// The newest jobs of a tenant, in `state` if one is given, up to `limit`.
    async fn newest(
        &self,
        tenant: &TenantId,
        state: Option<JobState>,
        limit: usize,
    ) -> Result<Vec<Revised>, QueryError>;

    /// Hints from now on. The stream never ends.
    async fn hints(&self) -> BoxStream<'static, Hint>;
}
