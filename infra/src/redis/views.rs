//! Answers what can be asked of the read model of jobs.

use std::collections::HashMap;

use ::redis::RedisError;
use async_trait::async_trait;
use domain::job::Counts;
use domain::{JobId, TenantId};
use projections::job_view::{JobRecord, JobState, JobSummary};
use projections::queries::{JobViews, QueryError};

use super::Redis;

/// The read model of jobs.
#[derive(Clone)]
pub struct RedisViews(pub(super) Redis);

impl RedisViews {
    /// Reads from `redis`.
    #[must_use]
    pub fn new(redis: Redis) -> Self {
        Self(redis)
    }

    /// The ids of a page of a list.
    pub(super) async fn ids(
        &self,
        tenant: &TenantId,
        before: Option<JobId>,
        state: Option<JobState>,
        limit: usize,
    ) -> Result<Vec<JobId>, RedisError> {
        let max = before.map_or_else(|| "+".to_owned(), |id| format!("({id}"));
        let asked = self.0.ask(|keys, pipeline| {
            let range = pipeline.cmd("ZREVRANGEBYLEX").arg(keys.list(tenant, state));
            range.arg(&max).arg("-").arg("LIMIT").arg(0).arg(limit);
        });
        let (ids,): (Vec<String>,) = asked.await?;
        Ok(ids.iter().filter_map(|id| id.parse().ok()).collect())
    }

    async fn summaries(
        &self,
        tenant: &TenantId,
        ids: &[JobId],
    ) -> Result<Vec<Option<(JobSummary, u64)>>, RedisError> {
        if ids.is_empty() {
            return Ok(vec![]);
        }
        let asked = self.0.ask(|keys, pipeline| {
            for id in ids {
                pipeline.cmd("HMGET").arg(keys.job(tenant, *id)).arg(FIELDS);
            }
        });
        let rows: Vec<Vec<Option<String>>> = asked.await?;
        Ok(rows.into_iter().map(|row| record_of(row.into_iter()).summary()).collect())
    }
}

/// The fields of a job's hash that make its summary.
pub(super) const FIELDS: &[&str] = &[
    "summary",
    "seen",
    "state",
    "batches",
    "planned",
    "paused",
    "stopping",
    "succeeded",
    "failed",
    "cancelled",
    "ended_succeeded",
    "ended_failed",
    "ended_cancelled",
    "ended_at",
    "reason",
];

/// What the [`FIELDS`] of a job's hash say.
pub(super) fn record_of(row: impl Iterator<Item = Option<String>>) -> JobRecord {
    let fields: HashMap<_, _> = FIELDS.iter().copied().zip(row).collect();
    record(|name| fields.get(name).cloned().flatten())
}

/// What a job's hash says.
pub(super) fn record(get: impl Fn(&str) -> Option<String>) -> JobRecord {
    let number = |name: &str| get(name).and_then(|text| text.parse().ok());
    let count = |name| number(name).unwrap_or(0);
    JobRecord {
        version: count("seen"),
        submitted: get("summary").and_then(|text| serde_json::from_str(&text).ok()),
        state: get("state").and_then(|name| JobState::from_name(&name)),
        batches: number("batches"),
        planned: number("planned"),
        paused: get("paused").is_some_and(|paused| !paused.is_empty()),
        stopping: get("stopping").is_some(),
        counts: Counts {
            succeeded: count("succeeded"),
            failed: count("failed"),
            cancelled: count("cancelled"),
        },
        ended_at: get("ended_at").and_then(|at| at.parse().ok()),
        // Earlier versions wrote only the last of these.
        ended: number("ended_cancelled").map(|cancelled| Counts {
            succeeded: number("ended_succeeded").unwrap_or_else(|| count("succeeded")),
            failed: number("ended_failed").unwrap_or_else(|| count("failed")),
            cancelled,
        }),
        reason: get("reason"),
    }
}

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

    async fn jobs(
        &self,
        tenant: &TenantId,
        before: Option<JobId>,
        state: Option<JobState>,
        limit: usize,
    ) -> Result<Vec<JobSummary>, QueryError> {
        let ids = self.ids(tenant, before, state, limit).await.map_err(query_error)?;
        let summaries = self.summaries(tenant, &ids).await.map_err(query_error)?;
        Ok(summaries.into_iter().flatten().map(|(summary, _)| summary).collect())
    }
}
