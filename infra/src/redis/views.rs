//! Answers what can be asked of the read model of jobs.

use std::ops::Range;
use std::sync::Arc;

use ::redis::{RedisError, Value, from_redis_value};
use async_trait::async_trait;
use domain::{JobId, TenantId};
use projections::job_list::{JobListQuery, JobPage};
use projections::job_view::{Cells, JobSummary};
use projections::queries::{JobViews, QueryError};

use super::Redis;
use super::pages::Pages;
use super::stored::{self, Fields};

/// The read model of jobs.
#[derive(Clone)]
pub struct RedisViews {
    pub(super) redis: Redis,
    pub(super) pages: Option<Arc<Pages>>,
}

impl RedisViews {
    /// Reads from `redis`.
    #[must_use]
    pub fn new(redis: Redis) -> Self {
        Self { redis, pages: None }
    }

    /// Keeps pages of lists as long as nothing of these shards, which are all that the read model has, was written since.
    #[must_use]
    pub fn keeping_pages(self, shards: Vec<u16>) -> Self {
        Self { pages: Some(Arc::new(Pages::new(shards))), ..self }
    }

    /// What the hashes of jobs say, in one round trip.
    pub(super) async fn summaries(
        &self,
        tenant: &TenantId,
        ids: &[JobId],
    ) -> Result<Vec<Option<(JobSummary, u64)>>, RedisError> {
        let rows = self.rows(tenant, ids).await?;
        let summary = |(id, (job, all)): (&JobId, Row)| stored::record(*id, &job, all.as_deref()).summary();
        Ok(ids.iter().zip(rows).map(summary).collect())
    }

    /// Those of these jobs that are known.
    pub(crate) async fn known(
        &self,
        tenant: &TenantId,
        ids: &[JobId],
    ) -> Result<Vec<Option<JobSummary>>, QueryError> {
        let summaries = self.summaries(tenant, ids).await.map_err(query_error)?;
        Ok(summaries.into_iter().map(|found| found.map(|(summary, _)| summary)).collect())
    }

    /// The hashes of jobs, and what is known of their batches together.
    pub(super) async fn rows(&self, tenant: &TenantId, ids: &[JobId]) -> Result<Vec<Row>, RedisError> {
        if ids.is_empty() {
            return Ok(vec![]);
        }
        let asked = self.redis.ask(|keys, pipeline| {
            for id in ids {
                pipeline.hgetall(keys.job(tenant, *id)).hget(keys.batches(tenant, *id), stored::ALL);
            }
        });
        let answers: Vec<Value> = asked.await?;
        let mut answers = answers.into_iter();
        let mut rows = Vec::with_capacity(ids.len());
        while let (Some(job), Some(all)) = (answers.next(), answers.next()) {
            rows.push((from_redis_value(job)?, from_redis_value(all)?));
        }
        Ok(rows)
    }
}

/// A job's hash, and what is known of its batches together.
pub(super) type Row = (Fields, Option<String>);

pub(super) fn query_error(error: RedisError) -> QueryError {
    QueryError { engine: "redis", message: error.to_string() }
}

impl Redis {
    /// The last position of a shard's log that the read model has; 0 without one.
    pub(crate) async fn written_to(&self, shard: u16) -> Result<u64, QueryError> {
        let asked = self.ask(|keys, pipeline| {
            pipeline.get(keys.position(shard));
        });
        let (position,): (Option<u64>,) = asked.await.map_err(query_error)?;
        Ok(position.unwrap_or(0))
    }
}

#[async_trait]
impl JobViews for RedisViews {
    async fn job(&self, tenant: &TenantId, id: JobId) -> Result<Option<(JobSummary, u64)>, QueryError> {
        let found = self.summaries(tenant, &[id]).await.map_err(query_error)?;
        Ok(found.into_iter().flatten().next())
    }

    /// By their ids, whatever the list is sorted by.
    async fn jobs(&self, tenant: &TenantId, asked: &JobListQuery) -> Result<JobPage, QueryError> {
        Ok(self.page_and_dropped(tenant, asked).await?.0)
    }

    async fn cells(
        &self,
        tenant: &TenantId,
        id: JobId,
        numbers: Range<u64>,
    ) -> Result<Option<Cells>, QueryError> {
        let asked = self.redis.ask(|keys, pipeline| {
            let batches = keys.batches(tenant, id);
            pipeline.exists(&batches).cmd("HMGET").arg(&batches).arg(numbers.clone().collect::<Vec<_>>());
        });
        let (are_kept, cells): (bool, Vec<Option<String>>) = asked.await.map_err(query_error)?;
        let cells = numbers.zip(cells).filter_map(|(number, cell)| Some((number, stored::cell_of(&cell?)?)));
        Ok(are_kept.then(|| cells.collect()))
    }
}
