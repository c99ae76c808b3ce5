//! Hears of new events: notifications are the hint, looking is the guarantee.

use std::sync::Arc;
use std::time::Duration;

use commands::ports::EngineError;
use domain::RecordedEvent;
use futures::future::poll_fn;
use tokio::sync::Notify;
use tokio_postgres::types::ToSql;
use tokio_postgres::{AsyncMessage, Client, NoTls, Row};

use super::engine_error;
use super::session::{Role, config};
use super::shard::Shard;

/// How long a follower trusts that no news is no news.
const LOOK_AGAIN: Duration = Duration::from_millis(500);
/// How many events a follower takes at once.
const PAGE: u32 = 1_000;

/// A session that hears of new events.
pub struct Follower {
    client: Client,
    news: Arc<Notify>,
}

impl Follower {
    pub(super) async fn open(address: &str) -> Result<Self, EngineError> {
        let config = config(address, Role::Relay).map_err(engine_error)?;
        let (client, mut connection) = config.connect(NoTls).await.map_err(engine_error)?;
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
        Ok(Self { client, news })
    }

    /// Runs a statement in the session; answers with how many rows it changed.
    ///
    /// # Errors
    /// The session has ended, or the statement fails.
    pub async fn execute(
        &self,
        statement: &str,
        arguments: &[&(dyn ToSql + Sync)],
    ) -> Result<u64, EngineError> {
        self.client.execute(statement, arguments).await.map_err(engine_error)
    }

    /// The number that a query in the session answers with.
    ///
    /// # Errors
    /// As [`Follower::execute`].
    pub async fn number(&self, query: &str, arguments: &[&(dyn ToSql + Sync)]) -> Result<i64, EngineError> {
        let row = self.client.query_one(query, arguments).await.map_err(engine_error)?;
        row.try_get(0).map_err(engine_error)
    }

    /// The row that a query in the session answers with, if it does.
    ///
    /// # Errors
    /// As [`Follower::execute`].
    pub async fn row(
        &self,
        query: &str,
        arguments: &[&(dyn ToSql + Sync)],
    ) -> Result<Option<Row>, EngineError> {
        self.client.query_opt(query, arguments).await.map_err(engine_error)
    }

    /// Waits for news, for at most `limit`: a hint may be lost, so one must look anyway.
    pub async fn wait(&self, limit: Duration) {
        // Running out of time is as good as a hint.
        let _ = tokio::time::timeout(limit, self.news.notified()).await;
    }
}

/// The log from a position on: what is there, and then what comes, as it comes.
pub struct Subscription {
    shard: Shard,
    follower: Follower,
    position: u64,
}

impl Shard {
    /// Ends the session that holds an advisory lock of the shard's database.
    ///
    /// # Errors
    /// The shard cannot be reached, or the login may not end that session.
    pub async fn end_lock_holder(&self, lock: i64) -> Result<(), EngineError> {
        let (client, connection) =
            tokio_postgres::connect(self.address(), NoTls).await.map_err(engine_error)?;
        tokio::spawn(connection);
        let query = "SELECT pg_terminate_backend(pid, 1000) FROM pg_locks WHERE locktype = 'advisory' AND granted \
             AND database = (SELECT oid FROM pg_database WHERE datname = current_database()) \
             AND (classid::bigint << 32) | objid::bigint = $1";
        client.query(query, &[&lock]).await.map(|_| ()).map_err(engine_error)
    }

    /// The log after a position, without an end.
    ///
    /// # Errors
    /// The shard cannot be reached.
    pub async fn subscribe(&self, after: u64) -> Result<Subscription, EngineError> {
        let (shard, follower) = (self.clone(), self.follow().await?);
        Ok(Subscription { shard, follower, position: after })
    }
}

impl Subscription {
    /// Waits until there are events, and gives the next ones. If it is dropped before, none is lost.
    ///
    /// # Errors
    /// The shard cannot be reached, or the connection died while reading. The next call goes on at the same place.
    pub async fn next(&mut self) -> Result<Vec<RecordedEvent>, EngineError> {
        loop {
            let events = self.shard.read_log(self.position, PAGE).await?;
            if let Some(last) = events.last() {
                self.position = last.position;
                return Ok(events);
            }
            self.follower.wait(LOOK_AGAIN).await;
            if self.follower.client.is_closed() {
                self.follower = self.shard.follow().await?;
            }
        }
    }
}
