//! Redis: the read model of jobs, and the timers of leases. It can be lost and is built again from events.

mod dispatch;
mod keys;
mod sink;
mod views;

use ::redis::aio::{ConnectionManager, ConnectionManagerConfig};
use ::redis::{ErrorKind, FromRedisValue, Pipeline, RedisError, Script, ServerErrorKind};
use commands::ports::EngineError;
use serde::Deserialize;
use std::time::Duration;

pub use dispatch::{DispatchConfig, RedisDispatch, TenantLimits};
pub use sink::JobsSink;
pub use views::RedisViews;

/// Where Redis is.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RedisConfig {
    /// Its URL.
    pub url: String,
}

/// A connection to one deployment's keys. It connects again by itself.
#[derive(Clone)]
pub struct Redis {
    client: ::redis::Client,
    connection: ConnectionManager,
    namespace: String,
}

impl Redis {
    /// Connects when it is first used.
    ///
    /// # Errors
    /// The URL is not one.
    pub fn new(config: &RedisConfig, namespace: &str) -> Result<Self, EngineError> {
        let client = ::redis::Client::open(config.url.as_str()).map_err(engine_error)?;
        let settings = ConnectionManagerConfig::new()
            .set_connection_timeout(Some(Duration::from_secs(2)))
            .set_response_timeout(Some(Duration::from_secs(5)))
            .set_number_of_retries(1)
            .set_max_delay(Duration::from_millis(200));
        let connection =
            ConnectionManager::new_lazy_with_config(client.clone(), settings).map_err(engine_error)?;
        Ok(Self { client, connection, namespace: namespace.to_owned() })
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

    /// Whether Redis answers.
    ///
    /// # Errors
    /// It does not.
    pub async fn ping(&self) -> Result<(), EngineError> {
        let mut connection = self.connection.clone();
        ::redis::cmd("PING").query_async::<()>(&mut connection).await.map_err(engine_error)
    }
}

fn engine_error(error: ::redis::RedisError) -> EngineError {
    EngineError { engine: "redis", message: error.to_string() }
}
