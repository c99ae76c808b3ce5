//! Jobs and lists of jobs, wherever they are kept: in Redis, and in ClickHouse those that have ended long ago, and lists that are sorted
//! by more than ids. Who asks does not notice.

use std::collections::BTreeMap;
use std::ops::Range;

use async_trait::async_trait;
use domain::{JobId, TenantId};
use projections::job_list::{JobCursor, JobListQuery, JobPage, SortKey};
use projections::job_view::{Cells, JobSummary};
use projections::queries::{JobViews, QueryError};

use crate::clickhouse::ClickHouseJobs;
use crate::redis::RedisViews;

/// Both of them.
#[derive(Clone)]
pub struct JobLists {
    views: RedisViews,
    tables: ClickHouseJobs,
}

impl JobLists {
    /// Reads from `views`, and from `tables` what these do not have.
    #[must_use]
    pub fn new(views: RedisViews, tables: ClickHouseJobs) -> Self {
        Self { views, tables }
    }

    /// Jobs by their ids. Where Redis let go of jobs, those are in the table.
    async fn by_ids(&self, tenant: &TenantId, query: &JobListQuery) -> Result<JobPage, QueryError> {
        let (page, dropped) = self.views.page_and_dropped(tenant, query).await?;
        let descending = query.order.descending;
        // Whether the page, or what comes right after it, has ids that low.
        let reaches = |dropped: &JobId| match descending {
            true => page.next.is_none_or(|next| next.job <= *dropped),
            false => query.after.is_none_or(|after| after.job < *dropped),
        };
        let Some(dropped) = dropped.filter(reaches) else { return Ok(page) };
        let limit = query.limit + 1;
        let found = self.tables.jobs(tenant, query, Some(dropped), limit).await?;
        // What comes after the end of either part is not known to be next.
        let their_end = found.last().filter(|_| found.len() == limit).map(|(_, place)| place.job);
        let ends = [page.next.map(|next| next.job), their_end].into_iter().flatten();
        let end = if descending { ends.max() } else { ends.min() };
        let is_known = |id: JobId| end.is_none_or(|end| if descending { id >= end } else { id <= end });
        let mut all: BTreeMap<JobId, JobSummary> = found.into_iter().map(|(job, _)| (job.id, job)).collect();
        all.extend(page.jobs.into_iter().map(|job| (job.id, job)));
        let mut jobs: Vec<JobSummary> = all.into_values().filter(|job| is_known(job.id)).collect();
        if descending {
            jobs.reverse();
        }
        let next = match jobs.len() > query.limit {
            true => {
                jobs.truncate(query.limit);
                jobs.last().map(|last| last.id)
            }
            false => end,
        };
        Ok(JobPage { jobs, next: next.map(JobCursor::from) })
    }

    /// Jobs by a value, in the order of the table. What Redis has of them is newer.
    async fn by_value(&self, tenant: &TenantId, query: &JobListQuery) -> Result<JobPage, QueryError> {
        let mut found = self.tables.jobs(tenant, query, None, query.limit + 1).await?;
        let more = found.len() > query.limit;
        found.truncate(query.limit);
        let next = found.last().filter(|_| more).map(|(_, place)| *place);
        let ids: Vec<JobId> = found.iter().map(|(job, _)| job.id).collect();
        let newer = self.views.known(tenant, &ids).await?;
        let jobs = found.into_iter().zip(newer).map(|((job, _), newer)| newer.unwrap_or(job));
        // Some may be in another state by now.
        Ok(JobPage { jobs: jobs.filter(|job| query.filter.takes(job)).collect(), next })
    }
}

#[async_trait]
impl JobViews for JobLists {
    async fn job(&self, tenant: &TenantId, id: JobId) -> Result<Option<(JobSummary, u64)>, QueryError> {
        self.views.job(tenant, id).await
    }

    async fn jobs(&self, tenant: &TenantId, asked: &JobListQuery) -> Result<JobPage, QueryError> {
        match asked.order.key {
            SortKey::Submitted => self.by_ids(tenant, asked).await,
            SortKey::Ended | SortKey::Duration | SortKey::Tasks | SortKey::Failed => {
                self.by_value(tenant, asked).await
            }
        }
    }

    async fn cells(
        &self,
        tenant: &TenantId,
        id: JobId,
        numbers: Range<u64>,
    ) -> Result<Option<Cells>, QueryError> {
        self.views.cells(tenant, id, numbers).await
    }
}
