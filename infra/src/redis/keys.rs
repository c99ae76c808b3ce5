//! The keys of the read model of jobs. What one script touches has one tenant's hash tag, so that it is on one node of a cluster.

use domain::{JobId, TenantId};
use projections::job_view::JobState;

use super::Redis;

/// The keys of one generation of the read model: of that which is read, or of one that is built beside it.
#[derive(Debug, Clone)]
pub(super) struct ModelKeys {
    prefix: String,
}

impl Redis {
    /// The keys of a generation. Those of the first, which is 0, are those of a deployment that never had another.
    pub(super) fn model(&self, generation: u64) -> ModelKeys {
        let prefix = match generation {
            0 => self.namespace.clone(),
            generation => format!("{}:g{generation}", self.namespace),
        };
        ModelKeys { prefix }
    }

    /// Which generation is read. It stands beside the data: where that is lost, the first one is built again.
    pub(super) fn live_key(&self) -> String {
        format!("{}:generation", self.namespace)
    }

    /// A set of the generations that there are beside the first.
    pub(super) fn generations_key(&self) -> String {
        format!("{}:generations", self.namespace)
    }

    /// A text: a chart that was drawn, by a hash of what was asked.
    pub(super) fn chart_key(&self, tenant: &TenantId, query: &str) -> String {
        format!("{}:{{{tenant}}}:chart:{query}", self.namespace)
    }

    /// A channel: which jobs have changed.
    pub(super) fn live_channel(&self) -> String {
        format!("{}:live", self.namespace)
    }

    /// The last number that a generation was given.
    pub(super) fn last_generation_key(&self) -> String {
        format!("{}:generations:last", self.namespace)
    }
}

impl ModelKeys {
    fn key(&self, tenant: &TenantId, rest: &str) -> String {
        format!("{}:{{{tenant}}}:{rest}", self.prefix)
    }

    /// A hash: a job's summary, and the sequence of the last event of each of its streams.
    pub(super) fn job(&self, tenant: &TenantId, job: JobId) -> String {
        self.key(tenant, &format!("job:{job}"))
    }

    /// A sorted set of job ids, all with score 0: ids sort by time.
    pub(super) fn jobs(&self, tenant: &TenantId) -> String {
        self.key(tenant, "jobs")
    }

    /// The same, of the jobs in one state.
    pub(super) fn jobs_in(&self, tenant: &TenantId, state: JobState) -> String {
        self.key(tenant, &format!("jobs:{}", state.as_str()))
    }

    /// A set of the tenants that have keys.
    pub(super) fn tenants(&self) -> String {
        format!("{}:tenants", self.prefix)
    }

    /// How far a shard has been written.
    pub(super) fn position(&self, shard: u16) -> String {
        format!("{}:position:{shard}", self.prefix)
    }

    /// A hash: what a tenant used, by the events of a shard.
    pub(super) fn usage(&self, tenant: &TenantId, shard: u16) -> String {
        self.key(tenant, &format!("usage:{shard}"))
    }

    /// It is there if usage is counted from a shard's first event on.
    pub(super) fn usage_begun(&self, shard: u16) -> String {
        format!("{}:usage:{shard}", self.prefix)
    }
}
