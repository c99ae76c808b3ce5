//! Lists of jobs in the analyst's tables: sorted by what Redis keeps no lists of, and jobs that have ended and are not in Redis any
//! more.

use std::collections::BTreeSet;

use ::clickhouse::query::Query;
use ::clickhouse::{Client, Row};
use commands::ports::EngineError;
use domain::{JobId, TenantId};
use projections::analytics::{from_micros, micros};
use projections::job_list::{JobCursor, JobFilter, JobListQuery, SortKey};
use projections::job_view::{JobState, JobSummary};
use projections::queries::QueryError;
use serde::Deserialize;

use super::{away, engine_error, filled};

/// The table of jobs, as lists of summaries.
#[derive(Clone)]
pub struct ClickHouseJobs(Client);

/// A row of a list.
#[derive(Debug, Row, Deserialize)]
struct Listed {
    job: String,
    value: i64,
    name: String,
    job_state: String,
    tasks: u64,
    succeeded: u64,
    failed: u64,
    cancelled: u64,
    batches: u64,
    submitted: i64,
    ended: i64,
    processor: String,
    queue: String,
    priority: String,
    job_tags: Vec<String>,
    redrive_of: String,
    stop_reason: String,
    failure: String,
}

/// One row a job, without those of which not all is known yet.
const COLUMNS: &str = "job, name, toString(state) AS job_state, tasks, succeeded, failed, cancelled, batches, \
     toUnixTimestamp64Micro(submitted_at) AS submitted, toUnixTimestamp64Micro(ended_at) AS ended, processor, queue, \
     priority, arraySort(tags) AS job_tags, redrive_of, stop_reason, failure";

impl ClickHouseJobs {
    /// Reads through `client`.
    #[must_use]
    pub fn new(client: Client) -> Self {
        Self(client)
    }

    /// Jobs of a list, with their places, in its order: up to `limit`. With `up_to`, only those that have ended and whose ids are not
    /// higher.
    ///
    /// # Errors
    /// ClickHouse cannot be reached.
    pub async fn jobs(
        &self,
        tenant: &TenantId,
        query: &JobListQuery,
        up_to: Option<JobId>,
        limit: usize,
    ) -> Result<Vec<(JobSummary, JobCursor)>, QueryError> {
        let mut question = Question::default();
        question.and("tenant = ?", tenant.as_str());
        question.and_filter(&query.filter);
        if let Some(last) = up_to {
            question.and("job <= ?", last.to_string());
        }
        if up_to.is_some() || needs_end(query.order.key) {
            question.conditions.push("toUnixTimestamp64Micro(ended_at) > 0");
        }
        let (than, direction) = if query.order.descending { ("<", "DESC") } else { (">", "ASC") };
        let value = value_of(query.order.key);
        let mut after = String::new();
        if let Some(JobCursor { value: at, job }) = query.after {
            after = match at {
                Some(at) => format!(" AND ({value}, job) {than} ({at}, '{job}')"),
                None => format!(" AND job {than} '{job}'"),
            };
        }
        // By their ids alone, the order is that of the table.
        let by = if query.order.key == SortKey::Submitted {
            String::new()
        } else {
            format!("value {direction}, ")
        };
        let text = format!(
            "SELECT {COLUMNS}, toInt64({value}) AS value FROM jobs FINAL WHERE {}{after} \
             ORDER BY {by}job {direction} LIMIT {limit}",
            question.conditions.join(" AND ")
        );
        let rows = question.bind(self.0.query(&text)).fetch_all::<Listed>().await.map_err(away)?;
        Ok(rows.into_iter().filter_map(|row| row.into_place(query.order.key)).collect())
    }

    /// Those of these jobs of which the table says that they have ended.
    ///
    /// # Errors
    /// ClickHouse cannot be reached.
    pub async fn ended(&self, tenant: &TenantId, jobs: &[JobId]) -> Result<Vec<JobId>, EngineError> {
        let query = "SELECT job FROM jobs FINAL WHERE tenant = ? AND job IN ? AND toUnixTimestamp64Micro(ended_at) > 0 \
             AND toUnixTimestamp64Micro(submitted_at) > 0";
        let ids: Vec<String> = jobs.iter().map(ToString::to_string).collect();
        let found = self.0.query(query).bind(tenant.as_str()).bind(ids).fetch_all::<String>().await;
        Ok(found.map_err(engine_error)?.iter().filter_map(|id| id.parse().ok()).collect())
    }
}

/// Conditions, and the texts and numbers that stand in for their question marks, in order.
#[derive(Default)]
struct Question {
    conditions: Vec<&'static str>,
    values: Vec<Value>,
}

enum Value {
    Text(String),
    Texts(Vec<String>),
    Number(i64),
}

impl Question {
    fn and(&mut self, condition: &'static str, text: impl Into<String>) {
        self.conditions.push(condition);
        self.values.push(Value::Text(text.into()));
    }

    fn and_filter(&mut self, filter: &JobFilter) {
        // A job whose submission has not come yet has no name, and no tags.
        self.conditions.push("toUnixTimestamp64Micro(submitted_at) > 0");
        let JobFilter { state, tags, processor, queue, text, from, until } = filter;
        if let Some(state) = state {
            self.and("toString(state) = ?", state.as_str());
        }
        if let Some(processor) = processor {
            self.and("processor = ?", <&str>::from(*processor));
        }
        if let Some(queue) = queue {
            self.and("queue = ?", queue.as_str());
        }
        if let Some(text) = text {
            self.and("positionCaseInsensitive(name, ?) > 0", text.as_str());
        }
        if !tags.is_empty() {
            self.conditions.push("hasAll(tags, ?)");
            self.values.push(Value::Texts(tags.iter().cloned().collect()));
        }
        for (time, condition) in [
            (from, "toUnixTimestamp64Micro(submitted_at) >= ?"),
            (until, "toUnixTimestamp64Micro(submitted_at) < ?"),
        ] {
            if let Some(time) = time {
                self.conditions.push(condition);
                self.values.push(Value::Number(micros(*time)));
            }
        }
    }

    fn bind(self, query: Query) -> Query {
        self.values.into_iter().fold(query, |query, value| match value {
            Value::Text(text) => query.bind(text),
            Value::Texts(texts) => query.bind(texts),
            Value::Number(number) => query.bind(number),
        })
    }
}

/// What a list is sorted by.
fn value_of(key: SortKey) -> &'static str {
    match key {
        SortKey::Submitted => "0",
        SortKey::Ended => "toUnixTimestamp64Micro(ended_at)",
        SortKey::Duration => "toUnixTimestamp64Micro(ended_at) - toUnixTimestamp64Micro(submitted_at)",
        SortKey::Tasks => "tasks",
        SortKey::Failed => "failed",
    }
}

/// Whether what a list is sorted by is known of jobs that have ended alone.
fn needs_end(key: SortKey) -> bool {
    match key {
        SortKey::Submitted | SortKey::Tasks => false,
        SortKey::Ended | SortKey::Duration | SortKey::Failed => true,
    }
}

impl Listed {
    fn into_place(self, key: SortKey) -> Option<(JobSummary, JobCursor)> {
        let (id, state) = (self.job.parse().ok()?, JobState::from_name(&self.job_state)?);
        let value = (key != SortKey::Submitted).then_some(self.value);
        let reason = if state == JobState::Failed { self.failure } else { self.stop_reason };
        let summary = JobSummary {
            id,
            name: filled(self.name),
            state,
            paused: false,
            stopping: false,
            tasks: self.tasks,
            succeeded: self.succeeded,
            failed: self.failed,
            cancelled: self.cancelled,
            batches: Some(self.batches).filter(|batches| *batches > 0),
            submitted_at: from_micros(self.submitted),
            ended_at: (self.ended > 0).then(|| from_micros(self.ended)),
            reason: filled(reason),
            processor: self.processor,
            queue: filled(self.queue),
            priority: self.priority.parse().unwrap_or_default(),
            tags: self.job_tags.into_iter().collect::<BTreeSet<_>>(),
            redrive_of: self.redrive_of.parse().ok(),
        };
        Some((summary, JobCursor { value, job: id }))
    }
}
