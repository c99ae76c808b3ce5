//! Brings a shard's schema up to date: forward only, each file once, one process at a time.

use std::fmt::Write as _;

use sha2::{Digest, Sha256};
use tokio_postgres::{Client, NoTls};

/// Every migration, in order. A file that was applied is never edited.
const MIGRATIONS: &[(&str, &str)] =
    &[("0001_events", include_str!("../../../migrations/postgres/0001_events.sql"))];

/// Migrations of all processes take turns under this advisory lock.
const LOCK: i64 = 0x7468_6f75_6d69_6772;

/// Why a shard was not brought up to date.
#[derive(Debug, thiserror::Error)]
pub enum MigrateError {
    /// PostgreSQL said no.
    #[error("migration {name} of {shard}: {message}")]
    Failed {
        /// The migration.
        name: String,
        /// The shard.
        shard: String,
        /// What PostgreSQL said.
        message: String,
    },
    /// An applied file was edited.
    #[error("migration {0} was edited after it was applied: restore it, and put the change in a new file")]
    Edited(String),
}

/// Applies what is missing to the shard at `address`; answers with the names that it applied.
///
/// # Errors
/// See [`MigrateError`]. What was applied before the error stays.
pub async fn migrate(address: &str) -> Result<Vec<&'static str>, MigrateError> {
    let failed = |error: tokio_postgres::Error| failure(address, "connect", &error);
    let (mut client, connection) = tokio_postgres::connect(address, NoTls).await.map_err(failed)?;
    tokio::spawn(connection);
    let prepare = "SET client_min_messages = warning; \
         CREATE TABLE IF NOT EXISTS schema_migrations \
         (name text PRIMARY KEY, sha256 text NOT NULL, applied_at timestamptz NOT NULL DEFAULT now())";
    client.execute("SELECT pg_advisory_lock($1)", &[&LOCK]).await.map_err(failed)?;
    client.batch_execute(prepare).await.map_err(failed)?;
    let mut applied = Vec::new();
    for (name, sql) in MIGRATIONS {
        if apply(&mut client, address, name, sql).await? {
            applied.push(*name);
        }
    }
    Ok(applied)
}

async fn apply(client: &mut Client, address: &str, name: &str, sql: &str) -> Result<bool, MigrateError> {
    let failed = |error: tokio_postgres::Error| failure(address, name, &error);
    let sha256 = hex::encode(Sha256::digest(sql));
    let known = client.query_opt("SELECT sha256 FROM schema_migrations WHERE name = $1", &[&name]).await;
    match known.map_err(failed)? {
        Some(row) if row.get::<_, String>(0) == sha256 => return Ok(false),
        Some(_) => return Err(MigrateError::Edited(name.to_owned())),
        None => {}
    }
    let transaction = client.transaction().await.map_err(failed)?;
    transaction.batch_execute(sql).await.map_err(failed)?;
    let record = "INSERT INTO schema_migrations (name, sha256) VALUES ($1, $2)";
    transaction.execute(record, &[&name, &sha256]).await.map_err(failed)?;
    transaction.commit().await.map_err(failed)?;
    Ok(true)
}

fn failure(address: &str, name: &str, error: &tokio_postgres::Error) -> MigrateError {
    let mut message = error.to_string();
    if let Some(refusal) = error.as_db_error() {
        let _ = write!(message, ": {}", refusal.message());
    }
    MigrateError::Failed { name: name.to_owned(), shard: super::without_password(address), message }
}
