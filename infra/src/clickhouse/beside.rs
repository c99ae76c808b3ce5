//! Databases beside the one that is read: those that are built to take its place, with what they replaced, and those that it is
//! compared with.

use ::clickhouse::{Client, Row};
use chrono::{DateTime, Utc};
use commands::ports::EngineError;
use serde::{Deserialize, Serialize};

use super::{ClickHouseConfig, TABLES, bare_client, client, engine_error};

/// What a database is for that stands beside the one that is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Beside {
    /// It is built to take its place, and has what it replaced afterwards.
    Rebuild,
    /// It is what the other is compared with.
    Verify,
}

impl Beside {
    fn infix(self) -> &'static str {
        match self {
            Self::Rebuild => "rebuild",
            Self::Verify => "verify",
        }
    }
}

impl ClickHouseConfig {
    /// A database beside this one. The time tells it from others for the same.
    #[must_use]
    pub fn beside(&self, what: Beside, at: DateTime<Utc>) -> Self {
        let time = at.format("%Y%m%d_%H%M%S");
        Self { database: format!("{}_{}_{time}", self.database, what.infix()), ..self.clone() }
    }

    /// All databases beside this one.
    ///
    /// # Errors
    /// ClickHouse cannot be reached.
    pub async fn all_beside(&self) -> Result<Vec<Self>, EngineError> {
        let query = "SELECT name FROM system.databases WHERE startsWith(name, ?) OR startsWith(name, ?) ORDER BY name";
        let prefix = |what: Beside| format!("{}_{}_", self.database, what.infix());
        let bound = bare_client(self).query(query).bind(prefix(Beside::Rebuild)).bind(prefix(Beside::Verify));
        let names = bound.fetch_all::<String>().await.map_err(engine_error)?;
        Ok(names.into_iter().map(|database| Self { database, ..self.clone() }).collect())
    }

    /// Exchanges its tables with those of another database, one after the other. Each is there at any moment, and views stay with
    /// the database that they are in. Nobody may write meanwhile.
    ///
    /// # Errors
    /// ClickHouse cannot be reached, or a table is missing.
    pub async fn exchange(&self, other: &Self) -> Result<(), EngineError> {
        for table in TABLES {
            let (one, other) = (&self.database, &other.database);
            let exchange = format!("EXCHANGE TABLES `{one}`.{table} AND `{other}`.{table}");
            bare_client(self).query(&exchange).execute().await.map_err(engine_error)?;
        }
        Ok(())
    }
}

/// What a table has of a tenant.
#[derive(Debug, Clone, PartialEq, Eq, Row, Deserialize)]
pub struct TableDigest {
    /// Whose it is.
    pub tenant: String,
    /// How many rows.
    pub rows: u64,
    /// A sum over hashes of whole rows, in hexadecimal.
    pub digest: String,
}

/// Digests of what a table has of each tenant, where `condition` holds for its rows. Rows count as they are for who reads them:
/// merged, where the table is one that merges.
///
/// # Errors
/// ClickHouse cannot be reached.
pub async fn table_digests(
    config: &ClickHouseConfig,
    table: &str,
    condition: &str,
) -> Result<Vec<TableDigest>, EngineError> {
    let query = format!(
        "SELECT tenant, count() AS rows, hex(sum(reinterpretAsUInt256(sipHash128(tuple(*))))) AS digest \
         FROM {} WHERE {condition} GROUP BY tenant ORDER BY tenant",
        source(table)
    );
    client(config).query(&query).fetch_all().await.map_err(engine_error)
}

/// How many rows all tables have.
///
/// # Errors
/// ClickHouse cannot be reached.
pub async fn rows_of(config: &ClickHouseConfig) -> Result<u64, EngineError> {
    let query = "SELECT sum(total_rows) FROM system.tables WHERE database = ? AND has(?, name)";
    let bound = bare_client(config).query(query).bind(&config.database).bind(TABLES);
    let rows: Option<u64> = bound.fetch_one().await.map_err(engine_error)?;
    Ok(rows.unwrap_or(0))
}

/// The first row that one database has and the other does not, as JSON; or nothing.
///
/// # Errors
/// ClickHouse cannot be reached.
pub async fn row_only_in(
    config: &ClickHouseConfig,
    other: &ClickHouseConfig,
    table: &str,
    condition: &str,
) -> Result<Option<String>, EngineError> {
    let one_side = |database: &str| format!("SELECT * FROM `{database}`.{} WHERE {condition}", source(table));
    let query = format!(
        "SELECT formatRowNoNewline('JSONEachRow', *) FROM ({} EXCEPT ALL {}) LIMIT 1",
        one_side(&config.database),
        one_side(&other.database)
    );
    let client: Client = client(config);
    client.query(&query).fetch_optional().await.map_err(engine_error)
}

/// Sums of a minute.
#[derive(Debug, Clone, PartialEq, Eq, Row, Serialize, Deserialize)]
pub struct Minute {
    /// Whose attempts they are.
    pub tenant: String,
    /// The minute, in seconds since 1970.
    pub minute: u32,
    /// All else that they are summed by, with tabs between.
    pub of: String,
    /// Attempts, waited_ms, ran_us, bytes_in, bytes_out.
    pub sums: Vec<u64>,
}

/// The sums by minute, in order.
///
/// # Errors
/// ClickHouse cannot be reached.
pub async fn minutes(config: &ClickHouseConfig, condition: &str) -> Result<Vec<Minute>, EngineError> {
    let query = format!(
        "SELECT tenant, toUInt32(minute) AS minute, \
             concatWithSeparator('\\t', processor, queue, toString(outcome), error_class, wait_reason) AS of, \
             [sum(attempts), sum(waited_ms), sum(ran_us), sum(attempts_by_minute.bytes_in), sum(attempts_by_minute.bytes_out)] AS sums \
         FROM attempts_by_minute WHERE {condition} GROUP BY tenant, minute, of ORDER BY tenant, minute, of"
    );
    client(config).query(&query).fetch_all().await.map_err(engine_error)
}

/// The first minute of an attempt for which a condition does not hold, in seconds since 1970.
///
/// # Errors
/// ClickHouse cannot be reached.
pub async fn first_minute_after(
    config: &ClickHouseConfig,
    condition: &str,
) -> Result<Option<u32>, EngineError> {
    let query = format!(
        "SELECT minOrNull(toUInt32(toStartOfMinute(ended_at, 'UTC'))) FROM task_attempts WHERE NOT {condition}"
    );
    client(config).query(&query).fetch_one().await.map_err(engine_error)
}

/// The jobs, or those of `among`, of which one database has more events than the other.
///
/// # Errors
/// ClickHouse cannot be reached.
pub async fn moved_on(
    config: &ClickHouseConfig,
    other: &ClickHouseConfig,
    among: Option<&[String]>,
) -> Result<Vec<String>, EngineError> {
    let query = format!(
        "SELECT job FROM `{}`.jobs AS one FINAL LEFT JOIN `{}`.jobs AS other FINAL USING (tenant, job) \
         WHERE one.version > other.version AND (? OR has(?, job)) ORDER BY job",
        config.database, other.database
    );
    let bound = bare_client(config).query(&query).bind(among.is_none()).bind(among.unwrap_or_default());
    bound.fetch_all().await.map_err(engine_error)
}

/// A table as one reads it.
fn source(table: &str) -> String {
    if table == "jobs" { format!("{table} FINAL") } else { table.to_owned() }
}
