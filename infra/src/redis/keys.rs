//! The keys of the read model of jobs. What one script touches has one tenant's hash tag, so that it is on one node of a cluster.

use domain::{JobId, TenantId};
use projections::job_view::JobState;

use super::Redis;

/// How jobs are kept. It changes whenever keys, fields or what they mean change.
const FORM: &str = "jobs2";

/// The keys of one generation of the read model: of that which is read, or of one that is built beside it.
#[derive(Debug, Clone)]
pub(super) struct ModelKeys {
    prefix: String,
}

/// A list of a tenant's jobs.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum List {
    /// All of them.
    All,
    /// Those in a state.
    State(JobState),
    /// Those with a tag.
    Tag(String),
    /// Those whose items are taken from a queue.
    Queue(String),
}

impl Redis {
    /// The keys of a generation. They name the form of what they keep: where a program comes that keeps it in another, it finds
    /// nothing, and builds it.
    pub(super) fn model(&self, generation: u64) -> ModelKeys {
        ModelKeys { prefix: format!("{}:{FORM}:g{generation}", self.namespace) }
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

    /// A text: the token of the process that draws the chart with this key.
    pub(super) fn drawer_key(chart: &str) -> String {
        format!("{chart}:drawer")
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

    /// A hash: what is known of a job, and the sequence of the last event of its own stream.
    pub(super) fn job(&self, tenant: &TenantId, job: JobId) -> String {
        self.key(tenant, &format!("job:{job}"))
    }

    /// What the keys of a tenant's jobs begin with.
    pub(super) fn job_prefix(&self, tenant: &TenantId) -> String {
        self.key(tenant, "job:")
    }

    /// What the keys of their batches begin with.
    pub(super) fn batches_prefix(&self, tenant: &TenantId) -> String {
        self.key(tenant, "batches:")
    }

    /// A hash: the batches of a job that has not ended, by their numbers, and `all` of them together.
    pub(super) fn batches(&self, tenant: &TenantId, job: JobId) -> String {
        self.key(tenant, &format!("batches:{job}"))
    }

    /// A sorted set of job ids, all with score 0: ids sort by time.
    pub(super) fn list(&self, tenant: &TenantId, list: &List) -> String {
        match list {
            List::All => self.key(tenant, "jobs"),
            List::State(state) => self.key(tenant, &format!("jobs:{}", state.as_str())),
            List::Tag(tag) => self.key(tenant, &format!("jobs:tag:{tag}")),
            List::Queue(queue) => self.key(tenant, &format!("jobs:queue:{queue}")),
        }
    }

    /// A job's id: finished jobs up to this one may be gone from here.
    pub(super) fn dropped(&self, tenant: &TenantId) -> String {
        self.key(tenant, "dropped")
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
}
