//! Answers what can be asked of the attempts at tasks.

use ::clickhouse::Client;
use async_trait::async_trait;
use domain::{JobId, TenantId};
use futures::{StreamExt as _, stream};
use projections::analytics::{AttemptRow, Outcome};
use projections::queries::{Attempts, QueryError, TableBytes, TableFormat};

use super::away;
use super::rows::Attempt;

/// The columns of an export. What is kept by a dictionary is plain text there.
const EXPORT: &str = "SELECT task, attempt, batch, toString(outcome) AS outcome, queue_wait_ms, \
     toString(wait_reason) AS wait_reason, duration_us, toString(worker) AS worker, toString(processor) AS processor, \
     toString(queue) AS queue, toString(build) AS build, bytes_in, bytes_out, toString(error_class) AS error_class, \
     if(? AND error_message != '', '[masked]', error_message) AS error_message, ended_at \
     FROM task_attempts WHERE tenant = ? AND job = ? ORDER BY task, attempt";

/// The table of attempts.
#[derive(Clone)]
pub struct ClickHouseAttempts(Client);

impl ClickHouseAttempts {
    /// Reads through `client`.
    #[must_use]
    pub fn new(client: Client) -> Self {
        Self(client)
    }
}

#[async_trait]
impl Attempts for ClickHouseAttempts {
    async fn attempts(
        &self,
        tenant: &TenantId,
        job: JobId,
        outcome: Option<Outcome>,
        after: Option<(u64, u32)>,
        limit: usize,
    ) -> Result<Vec<AttemptRow>, QueryError> {
        let mut query = "SELECT ?fields FROM task_attempts WHERE tenant = ? AND job = ?".to_owned();
        if after.is_some() {
            query.push_str(" AND (task, attempt) > (?, ?)");
        }
        if outcome.is_some() {
            query.push_str(" AND outcome = ?");
        }
        query.push_str(" ORDER BY task, attempt LIMIT ?");
        let mut bound = self.0.query(&query).bind(tenant.as_str()).bind(job.to_string());
        if let Some((task, attempt)) = after {
            bound = bound.bind(task).bind(attempt);
        }
        if let Some(outcome) = outcome {
            bound = bound.bind(outcome.as_str());
        }
        let rows = bound.bind(limit).fetch_all::<Attempt>().await;
        let rows = rows.map_err(away)?;
        Ok(rows.into_iter().map(AttemptRow::from).collect())
    }

    async fn export(
        &self,
        tenant: &TenantId,
        job: JobId,
        format: TableFormat,
        hidden: bool,
    ) -> Result<TableBytes, QueryError> {
        let query = self.0.query(EXPORT).bind(hidden).bind(tenant.as_str()).bind(job.to_string());
        let query = query
            .with_setting("date_time_output_format", "iso")
            .with_setting("output_format_json_quote_64bit_integers", "0");
        let name = match format {
            TableFormat::Csv => "CSVWithNames",
            TableFormat::Ndjson => "JSONEachRow",
            TableFormat::Parquet => "Parquet",
        };
        let mut cursor = query.fetch_bytes(name).map_err(away)?;
        let first = cursor.next().await.map_err(away)?;
        let rest = stream::try_unfold(cursor, async |mut cursor| {
            Ok(cursor.next().await.map_err(away)?.map(|piece| (piece, cursor)))
        });
        Ok(stream::iter(first.map(Ok)).chain(rest).boxed())
    }
}
