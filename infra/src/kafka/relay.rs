//! Publishes a shard's log to Kafka: in order, at least once, by one process at a time.

use std::time::Duration;

use commands::ports::EngineError;
use domain::RecordedEvent;
use futures::future::join_all;

use super::cloudevent;
use super::engine_error;
use super::producer::{Producer, delivered};
use crate::postgres::{Follower, Shard};

/// How many events are under way at once. It bounds memory, also while Kafka is away.
const PAGE: u32 = 1_000;
/// How long the relay trusts that no news is no news.
const LOOK_AGAIN: Duration = Duration::from_millis(500);
/// How long a relay waits before it tries again what failed, or to become the active one.
const PAUSE: Duration = Duration::from_millis(500);
/// The advisory lock of a shard's database that makes a relay the active one.
const LOCK: i64 = 0x7468_6f75_7265_6c61;
/// The name of the relay's checkpoint.
const CONSUMER: &str = "relay";

/// Publishes the events of `shard` to `topic`, until the task is dropped.
pub async fn relay(shard: Shard, producer: Producer, topic: String) {
    loop {
        if let Err(error) = serve(&shard, &producer, &topic).await {
            tracing::warn!(shard = shard.number(), %error, "the relay begins again");
        }
        tokio::time::sleep(PAUSE).await;
    }
}

async fn serve(shard: &Shard, producer: &Producer, topic: &str) -> Result<(), EngineError> {
    let session = shard.follow().await?;
    // The checkpoint may be lost in a crash of the database: then some events are published twice.
    session.client().batch_execute("SET synchronous_commit = off").await.map_err(engine_error)?;
    while !become_active(&session).await? {
        tokio::time::sleep(PAUSE).await;
    }
    let mut position = checkpoint(&session).await?;
    tracing::info!(shard = shard.number(), position, "the relay is active");
    let mut page = shard.read_log(position, PAGE).await?;
    loop {
        let Some(last) = page.last().map(|event| event.position) else {
            session.wait(LOOK_AGAIN).await;
            page = shard.read_log(position, PAGE).await?;
            if page.is_empty() {
                still_active(&session).await?;
            }
            continue;
        };
        // The next page is read while this one is on its way.
        let (published, next) = tokio::join!(publish(producer, topic, &page), shard.read_log(last, PAGE));
        published?;
        metrics::counter!("thousandfold_relayed_events_total").increment(page.len() as u64);
        save_checkpoint(&session, last).await?;
        (position, page) = (last, next?);
    }
}

async fn publish(producer: &Producer, topic: &str, page: &[RecordedEvent]) -> Result<(), EngineError> {
    let mut deliveries = Vec::with_capacity(page.len());
    for event in page {
        let (key, payload) = (&event.metadata.correlation, event.payload.as_bytes());
        deliveries.push(producer.enqueue(topic, key, payload, cloudevent::headers(event)).await);
    }
    join_all(deliveries.into_iter().map(delivered)).await.into_iter().collect()
}

async fn become_active(session: &Follower) -> Result<bool, EngineError> {
    let row = session.client().query_one("SELECT pg_try_advisory_lock($1)", &[&LOCK]).await;
    Ok(row.map_err(engine_error)?.get(0))
}

/// The lock is the session's: it is held as long as the session lives.
async fn still_active(session: &Follower) -> Result<(), EngineError> {
    session.client().simple_query("").await.map(|_| ()).map_err(engine_error)
}

async fn checkpoint(session: &Follower) -> Result<u64, EngineError> {
    let query = "SELECT position FROM checkpoints WHERE consumer = $1";
    let row = session.client().query_opt(query, &[&CONSUMER]).await.map_err(engine_error)?;
    Ok(row.map_or(0, |row| u64::try_from(row.get::<_, i64>(0)).unwrap_or(0)))
}

async fn save_checkpoint(session: &Follower, position: u64) -> Result<(), EngineError> {
    let query = "INSERT INTO checkpoints (consumer, position) VALUES ($1, $2) \
         ON CONFLICT (consumer) DO UPDATE SET position = excluded.position, updated_at = now()";
    let position = i64::try_from(position).unwrap_or(i64::MAX);
    session.client().execute(query, &[&CONSUMER, &position]).await.map_err(engine_error)?;
    Ok(())
}
