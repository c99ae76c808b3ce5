//! For how long rows are kept: the tables' TTL, as the config says it.

use ::clickhouse::Client;
use commands::ports::EngineError;
use serde::Deserialize;

use super::engine_error;

/// For how many days rows are kept; without a number, for ever. Only what can be made again from the log is let go, and
/// nothing that the log's reader asks for: events, jobs and the audit trail stay.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Keep {
    /// Rows of `task_attempts`.
    pub attempts_days: Option<u32>,
    /// Rows of `attempts_by_minute`.
    pub minutes_days: Option<u32>,
}

impl Keep {
    /// Gives the tables their TTLs. One that is as it should be stays: a change has ClickHouse look at all parts.
    ///
    /// # Errors
    /// ClickHouse cannot be reached, or refuses.
    pub(super) async fn apply(self, client: &Client) -> Result<(), EngineError> {
        let tables = [
            ("task_attempts", "toDateTime(ended_at)", self.attempts_days),
            ("attempts_by_minute", "minute", self.minutes_days),
        ];
        for (table, time, days) in tables {
            let wanted = days.map(|days| format!("{time} + toIntervalDay({days})"));
            if wanted != current(client, table).await? {
                let change = wanted.map_or("REMOVE TTL".to_owned(), |ttl| format!("MODIFY TTL {ttl}"));
                // Parts that exist are cleaned as they are merged, not all at once.
                let alter = format!("ALTER TABLE {table} {change} SETTINGS materialize_ttl_after_modify = 0");
                client.query(&alter).execute().await.map_err(engine_error)?;
            }
        }
        Ok(())
    }
}

/// A table's TTL, as ClickHouse writes it.
async fn current(client: &Client, table: &str) -> Result<Option<String>, EngineError> {
    let query = "SELECT extract(engine_full, ' TTL (.*) SETTINGS ') FROM system.tables \
         WHERE database = currentDatabase() AND name = ?";
    let found = client.query(query).bind(table).fetch_one::<String>().await.map_err(engine_error)?;
    Ok(Some(found).filter(|ttl| !ttl.is_empty()))
}
