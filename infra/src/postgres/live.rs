//! Which jobs are not over, by the log alone.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use async_trait::async_trait;
use commands::ports::{EngineError, LiveJobs};
use domain::{JobId, RecordedEvent, TenantId};
use tokio::sync::Mutex;

use super::{Filter, Order, PostgresLog};

/// How a job's life begins, and how it may end.
const BEGIN: &str = "JobSubmitted";
const ENDS: [&str; 3] = ["JobCompleted", "JobCancelled", "JobFailed"];

/// Reads the log for jobs that have begun and not ended. What was read once is remembered: only what is new is read
/// the next time.
pub struct LiveJobsOfLog {
    log: Arc<PostgresLog>,
    known: Mutex<Known>,
}

#[derive(Default)]
struct Known {
    live: BTreeSet<(TenantId, JobId)>,
    /// How far each shard has been read.
    read: BTreeMap<u16, u64>,
}

impl LiveJobsOfLog {
    /// Reads `log`.
    #[must_use]
    pub fn new(log: Arc<PostgresLog>) -> Self {
        Self { log, known: Mutex::default() }
    }
}

#[async_trait]
impl LiveJobs for LiveJobsOfLog {
    async fn live_jobs(&self) -> Result<Vec<(TenantId, JobId)>, EngineError> {
        let mut known = self.known.lock().await;
        for shard in self.log.served() {
            let after = known.read.get(&shard.number()).copied().unwrap_or(0);
            let types = std::iter::once(BEGIN).chain(ENDS).map(str::to_owned).collect();
            let filter = Filter { types, ..Filter::default() };
            let mut scan = shard.scan(after, shard.head().await?, filter, Order::Forwards);
            while let Some(page) = scan.next().await? {
                page.events.iter().for_each(|event| known.see(event));
                known.read.insert(shard.number(), page.reached);
            }
        }
        Ok(known.live.iter().cloned().collect())
    }
}

impl Known {
    fn see(&mut self, event: &RecordedEvent) {
        let Ok(job) = event.aggregate_id.parse() else {
            return;
        };
        let entry = (event.tenant.clone(), job);
        if event.event_type == BEGIN {
            self.live.insert(entry);
        } else {
            self.live.remove(&entry);
        }
    }
}
