//! Jobs that have ended long ago are let go of: there is room for so many of a tenant's, and the analyst's tables have all.

use ::redis::{Pipeline, RedisError, cmd};
use commands::ports::EngineError;
use domain::{JobId, TenantId};
use projections::job_view::JobState;

use super::content::lists_for_good;
use super::keys::{List, ModelKeys};
use super::stored::{self, Fields};
use super::{Redis, engine_error};

/// How many jobs are looked at together: others wait for Redis meanwhile.
const PAGE: usize = 500;

impl Redis {
    /// A tenant's oldest jobs, of those that are more than `keep`, that have ended: some of them, or none.
    ///
    /// # Errors
    /// Redis cannot be reached.
    pub async fn ended_beyond(&self, tenant: &TenantId, keep: u64) -> Result<Vec<JobId>, EngineError> {
        let keys = self.model(self.live_generation().await?);
        self.oldest_ended(&keys, tenant, keep).await.map_err(engine_error)
    }

    async fn oldest_ended(
        &self,
        keys: &ModelKeys,
        tenant: &TenantId,
        keep: u64,
    ) -> Result<Vec<JobId>, RedisError> {
        let (mut connection, all) = (self.connection.clone(), keys.list(tenant, &List::All));
        let length: u64 = cmd("ZCARD").arg(&all).query_async(&mut connection).await?;
        let too_many = usize::try_from(length.saturating_sub(keep)).unwrap_or(PAGE);
        if too_many == 0 {
            return Ok(vec![]);
        }
        let mut from = "-".to_owned();
        // Jobs that run for long may be older than those that are let go of.
        loop {
            let mut range = cmd("ZRANGEBYLEX");
            range.arg(&all).arg(&from).arg("+").arg("LIMIT").arg(0).arg(PAGE);
            let ids: Vec<String> = range.query_async(&mut connection).await?;
            let Some(last) = ids.last() else { return Ok(vec![]) };
            from = format!("({last}");
            let ids: Vec<JobId> = ids.iter().filter_map(|id| id.parse().ok()).collect();
            let mut ask = Pipeline::new();
            for id in &ids {
                ask.hexists(keys.job(tenant, *id), "ended");
            }
            let have_ended: Vec<bool> = ask.query_async(&mut connection).await?;
            let ended = ids.into_iter().zip(have_ended).filter(|(_, has_ended)| *has_ended);
            let found: Vec<JobId> = ended.map(|(id, _)| id).take(too_many).collect();
            if !found.is_empty() {
                return Ok(found);
            }
        }
    }

    /// Lets go of jobs that have ended.
    ///
    /// # Errors
    /// Redis cannot be reached.
    pub async fn let_go(&self, tenant: &TenantId, jobs: &[JobId]) -> Result<(), EngineError> {
        let keys = self.model(self.live_generation().await?);
        self.let_go_of(&keys, tenant, jobs).await.map_err(engine_error)
    }

    async fn let_go_of(&self, keys: &ModelKeys, tenant: &TenantId, jobs: &[JobId]) -> Result<(), RedisError> {
        let mut connection = self.connection.clone();
        let mut ask = Pipeline::new();
        ask.get(keys.dropped(tenant));
        let (known,): (Option<String>,) = ask.query_async(&mut connection).await?;
        let highest = known.and_then(|id| id.parse().ok()).into_iter().chain(jobs.iter().copied()).max();
        let Some(highest) = highest else { return Ok(()) };
        let mut ask = Pipeline::new();
        for job in jobs {
            ask.hgetall(keys.job(tenant, *job));
        }
        let hashes: Vec<Fields> = ask.query_async(&mut connection).await?;
        let mut drop = Pipeline::new();
        // At one moment: a list looks for them in the tables from then on.
        drop.atomic().set(keys.dropped(tenant), highest.to_string()).ignore();
        for (job, hash) in jobs.iter().zip(&hashes) {
            let lists = lists_for_good(&stored::record(*job, hash, None)).into_iter();
            for list in lists.chain(JobState::ALL.map(List::State)) {
                drop.zrem(keys.list(tenant, &list), job.to_string()).ignore();
            }
            drop.cmd("UNLINK").arg(keys.job(tenant, *job)).arg(keys.batches(tenant, *job)).ignore();
        }
        drop.query_async(&mut connection).await
    }

    /// The highest id of the jobs that were let go of.
    ///
    /// # Errors
    /// Redis cannot be reached.
    pub async fn let_go_up_to(&self, tenant: &TenantId) -> Result<Option<JobId>, EngineError> {
        let asked = self.ask(|keys, pipeline| {
            pipeline.get(keys.dropped(tenant));
        });
        let (id,): (Option<String>,) = asked.await.map_err(engine_error)?;
        Ok(id.and_then(|id| id.parse().ok()))
    }
}
