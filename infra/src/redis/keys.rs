//! The keys. What one script touches has one tenant's hash tag, so that it is on one node of a cluster.

use domain::{JobId, TenantId};
use projections::job_view::JobState;

use super::Redis;

impl Redis {
    fn key(&self, tenant: &TenantId, rest: &str) -> String {
        format!("{}:{{{tenant}}}:{rest}", self.namespace)
    }

    /// A hash: a job's summary, and the sequence of the last event of each of its streams.
    pub(super) fn job_key(&self, tenant: &TenantId, job: JobId) -> String {
        self.key(tenant, &format!("job:{job}"))
    }

    /// A sorted set of job ids, all with score 0: ids sort by time.
    pub(super) fn jobs_key(&self, tenant: &TenantId) -> String {
        self.key(tenant, "jobs")
    }

    /// The same, of the jobs in one state.
    pub(super) fn jobs_in_key(&self, tenant: &TenantId, state: JobState) -> String {
        self.key(tenant, &format!("jobs:{}", state.as_str()))
    }

    /// A set of the tenants that have keys.
    pub(super) fn tenants_key(&self) -> String {
        format!("{}:tenants", self.namespace)
    }

    /// A channel: which jobs have changed.
    pub(super) fn live_channel(&self) -> String {
        format!("{}:live", self.namespace)
    }

    /// How far a shard has been written.
    pub(super) fn position_key(&self, shard: u16) -> String {
        format!("{}:position:{shard}", self.namespace)
    }
}
