//! Answers what can be asked of the attempts at tasks.

use ::clickhouse::Client;
use async_trait::async_trait;
use domain::{JobId, TenantId};
use projections::analytics::{AttemptRow, Outcome};
use projections::queries::{Attempts, QueryError};

use super::rows::Attempt;

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
        let rows = rows.map_err(|error| QueryError { engine: "clickhouse", message: error.to_string() })?;
        Ok(rows.into_iter().map(AttemptRow::from).collect())
    }
}
