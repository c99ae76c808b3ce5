//! What can be asked of the read models. `infra` answers.

use std::ops::Range;

use async_trait::async_trait;
use bytes::Bytes;
use chrono::{DateTime, TimeDelta, Utc};
use domain::{JobId, RecordedEvent, TenantId};
use futures::stream::BoxStream;

use crate::analytics::{AttemptRow, Outcome};
use crate::job_list::{JobListQuery, JobPage};
use crate::job_view::{Cells, JobSummary};

/// A read model whose engine is away, or answered with an error.
#[derive(Debug, Clone, thiserror::Error)]
#[error("{engine}: {message}")]
pub struct QueryError {
    /// Which engine.
    pub engine: &'static str,
    /// What it said.
    pub message: String,
}

/// Job summaries and lists, at most moments behind the log.
#[async_trait]
pub trait JobViews: Send + Sync {
    /// One job, if it is known, and the version of its stream that is known.
    async fn job(&self, tenant: &TenantId, id: JobId) -> Result<Option<(JobSummary, u64)>, QueryError>;

    /// A page of a list of jobs.
    async fn jobs(&self, tenant: &TenantId, asked: &JobListQuery) -> Result<JobPage, QueryError>;

    /// Those of these batches of a job that something has happened to; none if the read model does not keep them: the job has ended, or
    /// nothing has happened to any.
    async fn cells(
        &self,
        tenant: &TenantId,
        id: JobId,
        numbers: Range<u64>,
    ) -> Result<Option<Cells>, QueryError>;
}

/// How far clocks may be apart: ids and an event's own time are of the process that made them, the log's time of its database.
pub const SKEW: TimeDelta = TimeDelta::minutes(1);

/// A moment of the log.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Moment {
    /// All that had been recorded at this instant.
    Instant(DateTime<Utc>),
    /// All up to this event of a shard's log, and what the other shards had recorded when it was.
    Position {
        /// The shard.
        shard: u16,
        /// The event's place in its log.
        position: u64,
    },
}

/// A moment that has come: how far each shard's log is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cut {
    /// When it was.
    pub instant: DateTime<Utc>,
    /// The shard of which the position is known, and that.
    pub exact: Option<(u16, u64)>,
}

impl Cut {
    /// All that has been recorded. However the clocks of machines differ, nothing is recorded tomorrow.
    #[must_use]
    pub fn everything() -> Self {
        Self { instant: Utc::now() + TimeDelta::days(1), exact: None }
    }

    /// The last position that a shard's log is read up to, if the instant does not say it.
    #[must_use]
    pub fn last_of(&self, shard: u16) -> u64 {
        self.exact.filter(|exact| exact.0 == shard).map_or(u64::MAX, |exact| exact.1)
    }

    /// Whether an event had been recorded.
    #[must_use]
    pub fn has(&self, event: &RecordedEvent) -> bool {
        event.recorded_at <= self.instant && event.position <= self.last_of(event.shard)
    }
}

/// Jobs as they were, from the log. What is said of a moment that has passed never changes.
#[async_trait]
pub trait JobHistory: Send + Sync {
    /// Finds a moment in the log; none if it has not come yet.
    async fn cut(&self, moment: Moment) -> Result<Option<Cut>, QueryError>;

    /// One job as it was, and the version of its stream then; none if there was no such job.
    async fn job_at(
        &self,
        tenant: &TenantId,
        id: JobId,
        cut: &Cut,
    ) -> Result<Option<(JobSummary, u64)>, QueryError>;

    /// The batches of a job as they were.
    async fn cells_at(&self, tenant: &TenantId, id: JobId, cut: &Cut) -> Result<Cells, QueryError>;
}

/// What a table is written as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TableFormat {
    /// Lines of values with commas between, the first of which has the names.
    Csv,
    /// A line of JSON for each row.
    Ndjson,
    /// Apache Parquet.
    Parquet,
}

/// A table as it comes.
pub type TableBytes = BoxStream<'static, Result<Bytes, QueryError>>;

/// Attempts at tasks, at most a second behind the log.
#[async_trait]
pub trait Attempts: Send + Sync {
    /// Attempts at a job's tasks in order of task and attempt: those above the (task, attempt) `after` and, where
    /// one is given, with this outcome; up to `limit`.
    async fn attempts(
        &self,
        tenant: &TenantId,
        job: JobId,
        outcome: Option<Outcome>,
        after: Option<(u64, u32)>,
        limit: usize,
    ) -> Result<Vec<AttemptRow>, QueryError>;

    /// All attempts at a job's tasks in order of task and attempt, as a table; `hidden` says that error messages, which may
    /// quote items, are left out. The error is that of the beginning: one of later is in the stream.
    async fn export(
        &self,
        tenant: &TenantId,
        job: JobId,
        format: TableFormat,
        hidden: bool,
    ) -> Result<TableBytes, QueryError>;
}
