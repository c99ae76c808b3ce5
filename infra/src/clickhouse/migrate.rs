//! Creates the database and its tables. Every statement may run again.

use commands::ports::EngineError;

use super::{ClickHouseConfig, bare_client, client, engine_error};

/// Every migration, in order; one statement each.
const MIGRATIONS: &[&str] = &[
    include_str!("../../../migrations/clickhouse/0001_events.sql"),
    include_str!("../../../migrations/clickhouse/0002_task_attempts.sql"),
    include_str!("../../../migrations/clickhouse/0003_jobs.sql"),
    include_str!("../../../migrations/clickhouse/0004_task_attempts_waiting.sql"),
    include_str!("../../../migrations/clickhouse/0005_jobs_cancelled.sql"),
    include_str!("../../../migrations/clickhouse/0006_audit.sql"),
    include_str!("../../../migrations/clickhouse/0007_task_attempts_bytes.sql"),
    include_str!("../../../migrations/clickhouse/0008_jobs_version.sql"),
    include_str!("../../../migrations/clickhouse/0009_audit_position.sql"),
    include_str!("../../../migrations/clickhouse/0010_events_comments.sql"),
    include_str!("../../../migrations/clickhouse/0011_attempts_by_minute.sql"),
    include_str!("../../../migrations/clickhouse/0012_attempts_by_minute_view.sql"),
    include_str!("../../../migrations/clickhouse/0013_jobs_lists.sql"),
];

/// Every table that holds rows. Views stand between them and hold none, so a database can be made anew and swapped with
/// another table by table.
pub const TABLES: &[&str] = &["events", "task_attempts", "jobs", "audit", "attempts_by_minute"];

/// Every view. They name no database: they belong to the one in which they are created.
pub const VIEWS: &[&str] = &["attempts_by_minute_view"];

/// Drops the database, and all that it holds.
///
/// # Errors
/// ClickHouse cannot be reached.
pub async fn drop_database(config: &ClickHouseConfig) -> Result<(), EngineError> {
    let drop = format!("DROP DATABASE IF EXISTS `{}`", config.database);
    bare_client(config).query(&drop).execute().await.map_err(engine_error)
}

/// Whether the database is there.
///
/// # Errors
/// ClickHouse cannot be reached.
pub async fn database_exists(config: &ClickHouseConfig) -> Result<bool, EngineError> {
    let query = "SELECT count() FROM system.databases WHERE name = ?";
    let found = bare_client(config).query(query).bind(&config.database).fetch_one::<u64>().await;
    Ok(found.map_err(engine_error)? > 0)
}

/// Brings the database up to date.
///
/// # Errors
/// ClickHouse cannot be reached, or refuses.
pub async fn migrate(config: &ClickHouseConfig) -> Result<(), EngineError> {
    let create = format!("CREATE DATABASE IF NOT EXISTS `{}`", config.database);
    bare_client(config).query(&create).execute().await.map_err(engine_error)?;
    for statement in MIGRATIONS {
        client(config).query(statement).execute().await.map_err(engine_error)?;
    }
    config.keep.apply(&client(config)).await
}
