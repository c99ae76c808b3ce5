//! Reads of one shard. Each ends with everything that was asked for, or with an error.

use std::str::FromStr;
use std::sync::Arc;
use std::time::Duration;

use commands::ports::{EngineError, StreamId};
use deadpool_postgres::{Manager, Pool, Runtime, Timeouts};
use domain::{RecordedEvent, TenantId};
use futures::future::poll_fn;
use tokio::sync::Notify;
use tokio_postgres::{AsyncMessage, Client, NoTls, Row};

use super::rows::{COLUMNS, to_event};

/// How long a read waits for a connection.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(5);

/// One shard, for reading.
#[derive(Clone)]
pub struct Shard {
    number: u16,
    address: String,
    pool: Pool,
}

impl Shard {
    pub(super) fn new(number: u16, address: &str, readers: usize) -> Result<Self, EngineError> {
        let config = tokio_postgres::Config::from_str(address).map_err(engine_error)?;
        let timeouts = Timeouts { create: Some(CONNECT_TIMEOUT), wait: Some(CONNECT_TIMEOUT), recycle: None };
        let pool = Pool::builder(Manager::new(config, NoTls))
            .max_size(readers)
            .timeouts(timeouts)
            .runtime(Runtime::Tokio1)
            .build()
            .map_err(engine_error)?;
        Ok(Self { number, address: address.to_owned(), pool })
    }

    /// Its number among the shards.
    #[must_use]
    pub fn number(&self) -> u16 {
        self.number
    }

    /// The events of a stream whose sequence is above `after`.
    ///
    /// # Errors
    /// The shard cannot be reached, or the connection died while reading.
    pub async fn read_stream(
        &self,
        tenant: &TenantId,
        stream: &StreamId,
        after: u64,
    ) -> Result<Vec<RecordedEvent>, EngineError> {
        let query = format!(
            "SELECT {COLUMNS} FROM events WHERE aggregate_type = $1 AND aggregate_id = $2 AND sequence > $3 \
             AND tenant_id = $4 ORDER BY sequence"
        );
        let client = self.pool.get().await.map_err(engine_error)?;
        let statement = client.prepare_cached(&query).await.map_err(engine_error)?;
        let after = i64::try_from(after).unwrap_or(i64::MAX);
        let rows = client
            .query(&statement, &[&stream.aggregate_type, &stream.aggregate_id, &after, &tenant.as_str()])
            .await
            .map_err(engine_error)?;
        self.events(&rows)
    }

    /// Up to `limit` events after a position, in order.
    ///
    /// # Errors
    /// As [`Shard::read_stream`].
    pub async fn read_log(&self, after: u64, limit: u32) -> Result<Vec<RecordedEvent>, EngineError> {
        let query = format!("SELECT {COLUMNS} FROM events WHERE position > $1 ORDER BY position LIMIT $2");
        let client = self.pool.get().await.map_err(engine_error)?;
        let statement = client.prepare_cached(&query).await.map_err(engine_error)?;
        let after = i64::try_from(after).unwrap_or(i64::MAX);
        let rows = client.query(&statement, &[&after, &i64::from(limit)]).await.map_err(engine_error)?;
        self.events(&rows)
    }

    /// Whether the shard answers.
    ///
    /// # Errors
    /// It does not.
    pub async fn ping(&self) -> Result<(), EngineError> {
        let client = self.pool.get().await.map_err(engine_error)?;
        client.simple_query("SELECT 1").await.map_err(engine_error)?;
        Ok(())
    }

    /// A session of its own that hears of new events.
    ///
    /// # Errors
    /// The shard cannot be reached.
    pub async fn follow(&self) -> Result<Follower, EngineError> {
        let (client, mut connection) =
            tokio_postgres::connect(&self.address, NoTls).await.map_err(engine_error)?;
        let news = Arc::new(Notify::new());
        let heard = Arc::clone(&news);
        tokio::spawn(async move {
            while let Some(Ok(message)) = poll_fn(|context| connection.poll_message(context)).await {
                if matches!(message, AsyncMessage::Notification(_)) {
                    heard.notify_one();
                }
            }
            heard.notify_one();
        });
        client.batch_execute("LISTEN thousandfold_log").await.map_err(engine_error)?;
        Ok(Follower { client, news })
    }

    fn events(&self, rows: &[Row]) -> Result<Vec<RecordedEvent>, EngineError> {
        rows.iter().map(|row| to_event(self.number, row).map_err(engine_error)).collect()
    }
}

/// A session that hears of new events.
pub struct Follower {
    client: Client,
    news: Arc<Notify>,
}

impl Follower {
    /// The session.
    #[must_use]
    pub fn client(&self) -> &Client {
        &self.client
    }

    /// Waits for news, for at most `limit`: a hint may be lost, so one must look anyway.
    pub async fn wait(&self, limit: Duration) {
        // Running out of time is as good as a hint.
        let _ = tokio::time::timeout(limit, self.news.notified()).await;
    }
}

pub(super) fn engine_error(error: impl std::fmt::Display) -> EngineError {
    EngineError { engine: "postgres", message: format!("{error:#}") }
}
