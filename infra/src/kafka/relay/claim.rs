//! The right to be the active relay of a shard: an advisory lock, and a generation that outlives it.

use std::sync::Mutex;
use std::time::{Duration, Instant};

use commands::ports::EngineError;

use super::PAUSE;
use crate::postgres::{Follower, Shard};

/// The advisory lock of a shard's database that makes a relay the active one.
const LOCK: i64 = 0x7468_6f75_7265_6c61;
/// The name of the relay's checkpoint.
const CONSUMER: &str = "relay";
/// An active relay that has not saved for so long is taken for paused, and another takes its place.
const TAKE_OVER_AFTER: Duration = Duration::from_secs(10);
/// A relay that has not saved for so long makes sure that it is still the active one before it publishes anything.
const TRUST: Duration = Duration::from_secs(3);

/// The right, as long as the session that holds the lock lives and nobody else has a newer generation.
pub(super) struct Claim {
    session: Follower,
    generation: i64,
    position: u64,
    confirmed: Mutex<Instant>,
}

impl Claim {
    /// Waits until the shard has no other active relay, and becomes it.
    pub(super) async fn take(shard: &Shard) -> Result<Self, EngineError> {
        let session = shard.follow().await?;
        // The checkpoint may be lost in a crash of the database: then some events are published twice.
        session.execute("SET synchronous_commit = off", &[]).await?;
        while session.number("SELECT pg_try_advisory_lock($1)::int::bigint", &[&LOCK]).await? == 0 {
            if is_paused(&session).await? {
                tracing::warn!(
                    shard = shard.number(),
                    "the active relay has not been heard of: takes its place"
                );
                shard.end_lock_holder(LOCK).await?;
            }
            tokio::time::sleep(PAUSE).await;
        }
        let begin = "INSERT INTO checkpoints (consumer, position, generation) VALUES ($1, 0, 1) \
             ON CONFLICT (consumer) DO UPDATE SET generation = checkpoints.generation + 1, updated_at = now() \
             RETURNING generation";
        let generation = session.number(begin, &[&CONSUMER]).await?;
        let position =
            session.number("SELECT position FROM checkpoints WHERE consumer = $1", &[&CONSUMER]).await?;
        let position = u64::try_from(position).unwrap_or(0);
        Ok(Self { session, generation, position, confirmed: Mutex::new(Instant::now()) })
    }

    /// Counts the relays that were active before this one, and itself.
    pub(super) fn generation(&self) -> i64 {
        self.generation
    }

    /// How far the shard's events had come when this relay became the active one.
    pub(super) fn position(&self) -> u64 {
        self.position
    }

    /// Waits for new events, for at most `limit`.
    pub(super) async fn wait_for_news(&self, limit: Duration) {
        self.session.wait(limit).await;
    }

    /// Sees that this is still the active relay, unless that was seen a moment ago.
    pub(super) async fn check(&self) -> Result<(), EngineError> {
        if self.last_confirmed().elapsed() < TRUST {
            return Ok(());
        }
        let confirm = "UPDATE checkpoints SET updated_at = now() WHERE consumer = $1 AND generation = $2";
        let began = Instant::now();
        let confirmed = self.session.execute(confirm, &[&CONSUMER, &self.generation]).await?;
        self.confirm(began, confirmed)
    }

    /// Saves how far the events have come.
    pub(super) async fn save(&self, position: u64) -> Result<(), EngineError> {
        let save = "UPDATE checkpoints SET position = $3, updated_at = now() WHERE consumer = $1 AND generation = $2";
        let position = i64::try_from(position).unwrap_or(i64::MAX);
        let began = Instant::now();
        let saved = self.session.execute(save, &[&CONSUMER, &self.generation, &position]).await?;
        self.confirm(began, saved)
    }

    /// Has the oldest partition that is full sealed, if there is one.
    pub(super) async fn seal(&self) -> Result<(), EngineError> {
        while self.session.number("SELECT coalesce(seal_events(), 0)", &[]).await? > 0 {
            tracing::info!("a partition of the log is full and was sealed");
        }
        Ok(())
    }

    fn confirm(&self, began: Instant, rows: u64) -> Result<(), EngineError> {
        if rows == 0 {
            return Err(crate::kafka::engine_error("another relay has become the active one"));
        }
        *self.confirmed.lock().unwrap_or_else(std::sync::PoisonError::into_inner) = began;
        Ok(())
    }

    fn last_confirmed(&self) -> Instant {
        *self.confirmed.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
    }
}

/// Whether the active relay does not do what an active one does.
async fn is_paused(session: &Follower) -> Result<bool, EngineError> {
    let query = "SELECT count(*) FROM checkpoints WHERE consumer = $1 \
         AND updated_at < now() - make_interval(secs => $2)";
    Ok(session.number(query, &[&CONSUMER, &TAKE_OVER_AFTER.as_secs_f64()]).await? > 0)
}
