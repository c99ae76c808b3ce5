//! Redis: the read model of jobs, what is to be handed out, and limits of requests. It can be lost: what of it must not be
//! is built again from events.

mod builder;
mod charts;
mod content;
mod dispatch;
mod dropping;
mod generations;
mod keys;
mod limits;
mod lists;
mod live;
mod pages;
mod sink;
mod stored;
mod usage;
mod views;
mod writes;

use ::redis::aio::{ConnectionManager, ConnectionManagerConfig};
use ::redis::io::tcp::TcpSettings;
use ::redis::{ErrorKind, FromRedisValue, Pipeline, RedisError, Script, ServerErrorKind};
use commands::ports::EngineError;
use projections::runner::RunnerError;
use serde::Deserialize;
use std::sync::Arc;
use std::sync::atomic::AtomicU64;
use std::time::Duration;

use crate::KeepJobs;

pub use builder::JobsBuilder;
pub use charts::{CachedCharts, FRESH};
pub use content::StoredJob;
pub use dispatch::{DispatchConfig, RedisDispatch, TenantLimits};
pub use limits::RedisLimits;
pub use sink::JobsSink;
pub use usage::{RedisUsage, usage_fields};
pub use views::RedisViews;

/// Where Redis is.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RedisConfig {
    /// Its URL.
    pub url: String,
    /// How many jobs it keeps.
    #[serde(default)]
    pub keep: KeepJobs,
}

impl RedisConfig {
    /// One at a URL, that keeps what is usual.
    #[must_use]
    pub fn at(url: String) -> Self {
        Self { url, keep: KeepJobs::default() }
    }
}

/// A connection to one deployment's keys. It connects again by itself.
#[derive(Clone)]
pub struct Redis {
    client: ::redis::Client,
    connection: ConnectionManager,
    namespace: String,
    /// The generation of the read model that is read, as it was known last.
    known: Arc<AtomicU64>,
}

impl Redis {
    /// Connects when it is first used.
    ///
    /// # Errors
    /// The URL is not one.
    pub fn new(config: &RedisConfig, namespace: &str) -> Result<Self, EngineError> {
        let client = ::redis::Client::open(config.url.as_str()).map_err(engine_error)?;
        let (to_connect, to_answer) = (Duration::from_secs(2), Duration::from_secs(5));
        let connection = connect(&client, to_connect, to_answer)?;
        Ok(Self { client, connection, namespace: namespace.to_owned(), known: Arc::default() })
    }

    /// The same keys over another connection, for callers who cannot wait for long.
    fn hurried(&self, patience: Duration) -> Result<Self, EngineError> {
        // Else a connection to a machine that is gone without a word would be kept, and asked in vain, for minutes.
        let tcp = TcpSettings::default().set_user_timeout(4 * patience);
        let info = self.client.get_connection_info().clone().set_tcp_settings(tcp);
        let client = ::redis::Client::open(info).map_err(engine_error)?;
        let connection = connect(&client, patience, patience)?;
        Ok(Self { client, connection, namespace: self.namespace.clone(), known: Arc::clone(&self.known) })
    }

    /// Deletes every key of the deployment.
    ///
    /// # Errors
    /// Redis cannot be reached.
    pub async fn clear(&self) -> Result<(), EngineError> {
        self.unlink(&format!("{}:*", self.namespace)).await
    }

    /// Sends calls of a script by its hash, and the script itself where Redis does not know it.
    async fn run<T: FromRedisValue>(&self, script: &Script, calls: &Pipeline) -> Result<T, RedisError> {
        let mut connection = self.connection.clone();
        match calls.query_async(&mut connection).await {
            Err(error) if error.kind() == ErrorKind::Server(ServerErrorKind::NoScript) => {
                script.load_async(&mut connection).await?;
                calls.query_async(&mut connection).await
            }
            answer => answer,
        }
    }

    /// Deletes the keys that match a pattern.
    async fn unlink(&self, pattern: &str) -> Result<(), EngineError> {
        let mut connection = self.connection.clone();
        let mut cursor = 0_u64;
        loop {
            let mut scan = ::redis::cmd("SCAN");
            scan.arg(cursor).arg("MATCH").arg(pattern).arg("COUNT").arg(1_000);
            let (next, keys): (u64, Vec<String>) =
                scan.query_async(&mut connection).await.map_err(engine_error)?;
            if !keys.is_empty() {
                let mut unlink = ::redis::cmd("UNLINK");
                unlink.arg(keys).query_async::<()>(&mut connection).await.map_err(engine_error)?;
            }
            if next == 0 {
                return Ok(());
            }
            cursor = next;
        }
    }

    /// Whether the deployment has no key.
    ///
    /// # Errors
    /// Redis cannot be reached.
    pub async fn is_empty(&self) -> Result<bool, EngineError> {
        let mut cursor = 0_u64;
        loop {
            let mut scan = ::redis::cmd("SCAN");
            scan.arg(cursor).arg("MATCH").arg(format!("{}:*", self.namespace)).arg("COUNT").arg(1_000);
            let found = scan.query_async(&mut self.connection.clone()).await;
            let (next, keys): (u64, Vec<String>) = found.map_err(engine_error)?;
            if !keys.is_empty() {
                return Ok(false);
            }
            if next == 0 {
                return Ok(true);
            }
            cursor = next;
        }
    }

    /// How much memory Redis uses, in bytes: for all deployments that it serves.
    ///
    /// # Errors
    /// Redis cannot be reached.
    pub async fn used_memory(&self) -> Result<u64, EngineError> {
        let mut info = ::redis::cmd("INFO");
        info.arg("memory");
        let text: String = info.query_async(&mut self.connection.clone()).await.map_err(engine_error)?;
        let used = text.lines().find_map(|line| line.strip_prefix("used_memory:")?.trim().parse().ok());
        used.ok_or_else(|| EngineError {
            engine: "redis",
            message: "it does not say what it uses".to_owned(),
        })
    }

    /// Whether Redis answers.
    ///
    /// # Errors
    /// It does not.
    pub async fn ping(&self) -> Result<(), EngineError> {
        let mut connection = self.connection.clone();
        ::redis::cmd("PING").query_async::<()>(&mut connection).await.map_err(engine_error)
    }
}

/// A connection that is made when it is first used.
fn connect(
    client: &::redis::Client,
    to_connect: Duration,
    to_answer: Duration,
) -> Result<ConnectionManager, EngineError> {
    let settings = ConnectionManagerConfig::new()
        .set_connection_timeout(Some(to_connect))
        .set_response_timeout(Some(to_answer))
        .set_number_of_retries(1)
        .set_max_delay(Duration::from_millis(200));
    ConnectionManager::new_lazy_with_config(client.clone(), settings).map_err(engine_error)
}

/// An error as whoever runs a projection takes it.
fn away(error: RedisError) -> RunnerError {
    RunnerError::Away(format!("redis: {error}"))
}

fn engine_error(error: ::redis::RedisError) -> EngineError {
    EngineError { engine: "redis", message: error.to_string() }
}
