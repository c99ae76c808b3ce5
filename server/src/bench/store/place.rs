//! The databases that are measured: a shard of ours, one as postgres-es wants it, and one for bare inserts.

use std::sync::Arc;

use anyhow::Context as _;
use infra::postgres::{PostgresConfig, PostgresLog, create_database, drop_database};
use sqlx::postgres::{PgConnectOptions, PgPoolOptions};
use tokio_postgres::{Client, NoTls};
use uuid::Uuid;

use crate::config::Config;
use crate::scratch::server_address;

/// What postgres-es's documentation has one create.
const PEER_TABLES: &str = "CREATE TABLE events (aggregate_type text NOT NULL, aggregate_id text NOT NULL, \
     sequence bigint CHECK (sequence >= 0) NOT NULL, event_type text NOT NULL, event_version text NOT NULL, \
     payload json NOT NULL, metadata json NOT NULL, PRIMARY KEY (aggregate_type, aggregate_id, sequence)); \
     CREATE TABLE snapshots (aggregate_type text NOT NULL, aggregate_id text NOT NULL, \
     last_sequence bigint CHECK (last_sequence >= 0) NOT NULL, \
     current_snapshot bigint CHECK (current_snapshot >= 0) NOT NULL, payload json NOT NULL, \
     PRIMARY KEY (aggregate_type, aggregate_id, last_sequence))";
/// The columns and keys of a partition of ours.
const BARE_TABLE: &str = "CREATE TABLE bare (LIKE events INCLUDING DEFAULTS INCLUDING CONSTRAINTS, \
     PRIMARY KEY (aggregate_type, aggregate_id, sequence), UNIQUE (position))";

pub(super) struct Place {
    server: String,
    name: String,
    pub(super) log: Arc<PostgresLog>,
    pub(super) config: Config,
}

impl Place {
    pub(super) async fn create(config: &Config) -> anyhow::Result<Self> {
        let first = config.postgres.shards.first().context("the config names no shard")?;
        let server = server_address(&first.address);
        let name = format!("bench_{}", Uuid::now_v7().simple());
        for database in [&name, &format!("{name}_peer")] {
            create_database(&server, database).await?;
        }
        let shard = format!("{server} dbname={name}");
        infra::postgres::migrate(&shard).await?;
        let postgres = PostgresConfig::new(vec![shard]);
        infra::postgres::register(&postgres).await?;
        let log = Arc::new(PostgresLog::new(&postgres)?);
        let config = Config { postgres, namespace: name.clone(), ..config.clone() };
        let place = Self { server, name, log, config };
        place.connect().await?.batch_execute(BARE_TABLE).await?;
        sqlx::raw_sql(PEER_TABLES).execute(&place.peer(1).await?).await?;
        Ok(place)
    }

    /// A session of the benchmark's own with our database.
    pub(super) async fn connect(&self) -> anyhow::Result<Client> {
        let address = format!("{} dbname={}", self.server, self.name);
        let (client, connection) = tokio_postgres::connect(&address, NoTls).await?;
        tokio::spawn(connection);
        Ok(client)
    }

    /// A pool of so many sessions with the peer's database, all of them open.
    pub(super) async fn peer(&self, size: u32) -> anyhow::Result<sqlx::PgPool> {
        let address: tokio_postgres::Config = self.server.parse()?;
        let mut options = PgConnectOptions::new().database(&format!("{}_peer", self.name));
        if let Some(tokio_postgres::config::Host::Tcp(host)) = address.get_hosts().first() {
            options = options.host(host);
        }
        if let Some(port) = address.get_ports().first() {
            options = options.port(*port);
        }
        if let Some(user) = address.get_user() {
            options = options.username(user);
        }
        if let Some(password) = address.get_password() {
            options = options.password(std::str::from_utf8(password)?);
        }
        let pool = PgPoolOptions::new().min_connections(size).max_connections(size);
        Ok(pool.connect_with(options).await?)
    }

    pub(super) async fn destroy(self) -> anyhow::Result<()> {
        for database in [&self.name, &format!("{}_peer", self.name)] {
            drop_database(&self.server, database).await?;
        }
        Ok(())
    }
}
