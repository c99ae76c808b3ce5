//! Brings a shard's schema up to date: forward only, each file once, one process at a time.

use std::fmt::Write as _;

use commands::ports::EngineError;
use domain::TenantId;
use sha2::{Digest, Sha256};
use tokio_postgres::error::SqlState;
use tokio_postgres::{Client, Error, NoTls};

use super::directory::{self, Placement};
use super::{PostgresConfig, ShardConfig, engine_error, without_password};

/// Every migration, in order. A file that was applied is never edited.
const MIGRATIONS: &[(&str, &str)] = &[
    ("0001_events", include_str!("../../../migrations/postgres/0001_events.sql")),
    ("0002_partitions", include_str!("../../../migrations/postgres/0002_partitions.sql")),
    ("0003_snapshots", include_str!("../../../migrations/postgres/0003_snapshots.sql")),
    ("0004_relay_generations", include_str!("../../../migrations/postgres/0004_relay_generations.sql")),
    ("0005_directory", include_str!("../../../migrations/postgres/0005_directory.sql")),
    ("0006_roles", include_str!("../../../migrations/postgres/0006_roles.sql")),
    ("0007_accounts", include_str!("../../../migrations/postgres/0007_accounts.sql")),
    ("0008_sign_ins", include_str!("../../../migrations/postgres/0008_sign_ins.sql")),
    ("0009_checkpoint_notes", include_str!("../../../migrations/postgres/0009_checkpoint_notes.sql")),
    ("0010_parked", include_str!("../../../migrations/postgres/0010_parked.sql")),
];

/// Migrations of all processes take turns under this advisory lock.
const LOCK: i64 = 0x7468_6f75_6d69_6772;
/// How often a migration is tried that does not get its locks: it must not hold up for long those who work.
const TRIES: u32 = 10;

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
    let failed = |error: Error| failure(address, "connect", &error);
    let mut client = connect(address).await.map_err(failed)?;
    let prepare = "SET client_min_messages = warning; \
         CREATE TABLE IF NOT EXISTS schema_migrations \
         (name text PRIMARY KEY, sha256 text NOT NULL, applied_at timestamptz NOT NULL DEFAULT now())";
    client.execute("SELECT pg_advisory_lock($1)", &[&LOCK]).await.map_err(failed)?;
    client.batch_execute(prepare).await.map_err(failed)?;
    let mut applied = Vec::new();
    for (name, sql) in MIGRATIONS {
        if !is_applied(&client, address, name, sql).await? {
            apply(&mut client, address, name, sql).await?;
            applied.push(*name);
        }
    }
    Ok(applied)
}

/// The names of the migrations that the shard at `address` lacks. Changes nothing.
///
/// # Errors
/// See [`MigrateError`].
pub async fn missing_migrations(address: &str) -> Result<Vec<&'static str>, MigrateError> {
    let failed = |error: Error| failure(address, "connect", &error);
    let client = connect(address).await.map_err(failed)?;
    let row =
        client.query_one("SELECT to_regclass('schema_migrations') IS NOT NULL", &[]).await.map_err(failed)?;
    let is_new = !row.get::<_, bool>(0);
    let mut missing = Vec::new();
    for (name, sql) in MIGRATIONS {
        if is_new || !is_applied(&client, address, name, sql).await? {
            missing.push(*name);
        }
    }
    Ok(missing)
}

async fn connect(address: &str) -> Result<Client, Error> {
    let (client, connection) = tokio_postgres::connect(address, NoTls).await?;
    tokio::spawn(connection);
    Ok(client)
}

async fn is_applied(client: &Client, address: &str, name: &str, sql: &str) -> Result<bool, MigrateError> {
    let known = client.query_opt("SELECT sha256 FROM schema_migrations WHERE name = $1", &[&name]).await;
    match known.map_err(|error| failure(address, name, &error))? {
        Some(row) if row.get::<_, String>(0) == hash(sql) => Ok(true),
        Some(_) => Err(MigrateError::Edited(name.to_owned())),
        None => Ok(false),
    }
}

async fn apply(client: &mut Client, address: &str, name: &str, sql: &str) -> Result<(), MigrateError> {
    for _ in 1..TRIES {
        match try_to_apply(client, name, sql).await {
            Err(error) if error.code() == Some(&SqlState::LOCK_NOT_AVAILABLE) => {
                tracing::warn!(name, "a migration waits for its locks");
            }
            tried => return tried.map_err(|error| failure(address, name, &error)),
        }
    }
    try_to_apply(client, name, sql).await.map_err(|error| failure(address, name, &error))
}

async fn try_to_apply(client: &mut Client, name: &str, sql: &str) -> Result<(), Error> {
    let transaction = client.transaction().await?;
    // Who waits for a lock holds up all who come after. And once there are roles, what is made belongs to the migrator.
    let prepare = "SET LOCAL lock_timeout = '3s'; SELECT set_config('role', tableowner, true) FROM pg_tables \
         WHERE tablename = 'schema_migrations' AND tableowner = 'thousandfold_migrator'";
    transaction.batch_execute(prepare).await?;
    transaction.batch_execute(sql).await?;
    let record = "INSERT INTO schema_migrations (name, sha256) VALUES ($1, $2)";
    transaction.execute(record, &[&name, &hash(sql)]).await?;
    transaction.commit().await
}

fn hash(sql: &str) -> String {
    hex::encode(Sha256::digest(sql))
}

fn failure(address: &str, name: &str, error: &Error) -> MigrateError {
    let mut message = error.to_string();
    if let Some(refusal) = error.as_db_error() {
        let _ = write!(message, ": {}", refusal.message());
    }
    MigrateError::Failed { name: name.to_owned(), shard: without_password(address), message }
}

/// Writes the regions and shards of the config to the directory. Tenants that have events from the time before there
/// was one stay where the version before put them: on all shards, by the hash of the stream.
///
/// # Errors
/// The directory or a shard cannot be reached.
pub async fn register(config: &PostgresConfig) -> Result<(), EngineError> {
    let address =
        config.directory().ok_or_else(|| engine_error("postgres.shards is empty: name at least one"))?;
    let client = connect(address).await.map_err(engine_error)?;
    let regions = config.shards.iter().map(|shard| &shard.region).chain([&config.region]);
    for region in regions {
        let insert = "INSERT INTO directory_regions (name) VALUES ($1) ON CONFLICT DO NOTHING";
        client.execute(insert, &[region]).await.map_err(engine_error)?;
    }
    for (number, ShardConfig { region, weight, .. }) in (0i32..).zip(&config.shards) {
        let insert = "INSERT INTO directory_shards (number, region, weight) VALUES ($1, $2, $3) \
             ON CONFLICT (number) DO UPDATE SET region = excluded.region, weight = excluded.weight";
        let weight = i32::try_from(*weight).unwrap_or(i32::MAX);
        client.execute(insert, &[&number, region, &weight]).await.map_err(engine_error)?;
    }
    let row =
        client.query_one("SELECT EXISTS (SELECT FROM directory_tenants)", &[]).await.map_err(engine_error)?;
    if row.get(0) { Ok(()) } else { adopt_tenants(config, &client).await }
}

async fn adopt_tenants(config: &PostgresConfig, directory: &Client) -> Result<(), EngineError> {
    for shard in &config.shards {
        let client = connect(&shard.address).await.map_err(engine_error)?;
        let tenants =
            client.query("SELECT DISTINCT tenant_id FROM events", &[]).await.map_err(engine_error)?;
        for row in tenants {
            let tenant: TenantId = row.get::<_, String>(0).parse().map_err(engine_error)?;
            let numbers = 0..u16::try_from(config.shards.len()).unwrap_or(u16::MAX);
            let placement =
                Placement { region: shard.region.clone(), shards: numbers.collect(), pinned: true };
            directory::write(directory, &tenant, &placement).await?;
        }
    }
    Ok(())
}
