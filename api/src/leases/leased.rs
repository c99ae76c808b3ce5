//! What a worker gets.

use chrono::{DateTime, Utc};
use commands::external::LeasedTasks;
use domain::JobId;
use poem_openapi::Object;
use poem_openapi::types::Any;
use serde::{Deserialize, Serialize};

use super::LeaseToken;
use crate::body::AnyJson;
use crate::text::Text;

/// Tasks that are a worker's.
#[derive(Debug, Object, Serialize, Deserialize)]
pub(crate) struct Leased {
    /// The leases; none where no task could be had.
    leases: Vec<Lease>,
}

/// Some tasks of one batch.
#[derive(Debug, Object, Serialize, Deserialize)]
pub(crate) struct Lease {
    /// What names the lease in heartbeats and reports.
    token: Text<LeaseToken>,
    /// The job that the tasks are of.
    job: Text<JobId>,
    /// The batch's number in the job, from 0.
    batch: u64,
    /// Until when the tasks are the worker's.
    until: DateTime<Utc>,
    /// Which try this is, from 1.
    attempt: u32,
    /// How long one attempt at one task may take, in milliseconds. It is the worker that keeps to it.
    attempt_timeout_ms: u32,
    /// The tasks.
    tasks: Vec<LeasedTask>,
}

/// A task to do.
#[derive(Debug, Object, Serialize, Deserialize)]
pub(crate) struct LeasedTask {
    /// Its number in the job, from 0.
    task: u64,
    /// Its item, byte for byte.
    item: AnyJson,
}

impl From<Vec<LeasedTasks>> for Leased {
    fn from(leased: Vec<LeasedTasks>) -> Self {
        Self { leases: leased.into_iter().map(Lease::from).collect() }
    }
}

impl From<LeasedTasks> for Lease {
    fn from(leased: LeasedTasks) -> Self {
        let LeasedTasks { batch, lease, until, attempt, attempt_timeout_ms, tasks } = leased;
        Self {
            token: Text(LeaseToken { batch, lease }),
            job: Text(batch.job),
            batch: batch.number,
            until,
            attempt,
            attempt_timeout_ms,
            tasks: tasks.into_iter().map(|(task, item)| LeasedTask { task, item: Any(item) }).collect(),
        }
    }
}
