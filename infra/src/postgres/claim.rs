//! The right to be the one process that does something with a shard's log, such as to publish it: an advisory lock, and a
//! generation that outlives it.

use std::sync::Mutex;
use std::time::{Duration, Instant};

use commands::ports::EngineError;
use tokio_postgres::types::ToSql;

use super::engine_error;
use super::follow::Follower;
use super::shard::{Shard, signed};

/// How long to wait before it is tried again to get the right.
const PAUSE: Duration = Duration::from_millis(500);
/// Who has the right and has not been heard of for so long is taken for paused, and another takes its place.
const TAKE_OVER_AFTER: Duration = Duration::from_secs(10);
/// Who is asked for the right has so long to hand it over.
const HAND_OVER_WITHIN: Duration = Duration::from_secs(10);
/// Who has not saved for so long makes sure that they still have the right before they do anything with it.
const TRUST: Duration = Duration::from_secs(3);

/// What one process at a time does with a shard's log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Consumer {
    /// The name of its checkpoint.
    pub(crate) name: String,
    /// The advisory lock of the shard's database.
    pub(crate) lock: i64,
    /// Whether the last checkpoints may be lost in a crash of the database: some events come twice then.
    pub(crate) may_repeat: bool,
}

/// The right, as long as the session that holds the lock lives and nobody else has a newer generation.
pub(crate) struct Claim {
    session: Follower,
    consumer: Consumer,
    generation: i64,
    position: u64,
    confirmed: Mutex<Instant>,
}

impl Claim {
    /// Waits until nobody else has the right or asks for it, and takes it.
    pub(crate) async fn take(shard: &Shard, consumer: Consumer) -> Result<Self, EngineError> {
        let session = shard.follow().await?;
        if consumer.may_repeat {
            session.execute("SET synchronous_commit = off", &[]).await?;
        }
        // Who takes the right over may use it for a while without a word.
        while is_wanted(&session, consumer.lock).await? || !Self::try_take(shard, &session, &consumer).await?
        {
            tokio::time::sleep(PAUSE).await;
        }
        Self::begin(session, consumer).await
    }

    async fn try_take(shard: &Shard, session: &Follower, consumer: &Consumer) -> Result<bool, EngineError> {
        if try_lock(session, consumer.lock).await? {
            return Ok(true);
        }
        if is_paused(session, &consumer.name).await? {
            tracing::warn!(
                shard = shard.number(),
                consumer = consumer.name,
                "who is at work has not been heard of: takes its place"
            );
            shard.end_lock_holder(consumer.lock).await?;
        }
        Ok(false)
    }

    /// Asks whoever has the right to hand it over, and takes it. It is taken from who does not within [`HAND_OVER_WITHIN`].
    pub(crate) async fn take_over(shard: &Shard, consumer: Consumer) -> Result<Self, EngineError> {
        let (session, began) = (shard.follow().await?, Instant::now());
        if !try_lock(&session, wanted(consumer.lock)).await? {
            return Err(engine_error(format!("another process is taking over {}", consumer.name)));
        }
        while !try_lock(&session, consumer.lock).await? {
            if began.elapsed() > HAND_OVER_WITHIN {
                shard.end_lock_holder(consumer.lock).await?;
            }
            tokio::time::sleep(PAUSE / 10).await;
        }
        Self::begin(session, consumer).await
    }

    async fn begin(session: Follower, consumer: Consumer) -> Result<Self, EngineError> {
        let begin = "INSERT INTO checkpoints (consumer, position, generation) VALUES ($1, 0, 1) \
             ON CONFLICT (consumer) DO UPDATE SET generation = checkpoints.generation + 1, updated_at = now() \
             RETURNING generation";
        let generation = session.number(begin, &[&consumer.name]).await?;
        let confirmed = Mutex::new(Instant::now());
        let mut claim = Self { session, consumer, generation, position: 0, confirmed };
        claim.position = claim.saved().await?.0;
        Ok(claim)
    }

    /// Counts those who had the right before, and this one.
    pub(crate) fn generation(&self) -> i64 {
        self.generation
    }

    /// How far the shard's events had come when the right was taken.
    pub(crate) fn position(&self) -> u64 {
        self.position
    }

    /// Waits for new events, for at most `limit`.
    pub(crate) async fn wait_for_news(&self, limit: Duration) {
        self.session.wait(limit).await;
    }

    /// Whether another process asks for the right.
    pub(crate) async fn is_wanted(&self) -> Result<bool, EngineError> {
        is_wanted(&self.session, self.consumer.lock).await
    }

    /// Sees that the right is still there, unless that was seen a moment ago.
    pub(crate) async fn check(&self) -> Result<(), EngineError> {
        if self.last_confirmed().elapsed() < TRUST { Ok(()) } else { self.confirm_now().await }
    }

    /// Sees that the right is still there, and says that it is used.
    pub(crate) async fn confirm_now(&self) -> Result<(), EngineError> {
        self.update("", &[]).await
    }

    /// Saves how far the events have come.
    pub(crate) async fn save(&self, position: u64) -> Result<(), EngineError> {
        self.update(", position = $3", &[&signed(position)]).await
    }

    /// Has the oldest partition that is full sealed, if there is one.
    pub(crate) async fn seal(&self) -> Result<(), EngineError> {
        while self.session.number("SELECT coalesce(seal_events(), 0)", &[]).await? > 0 {
            tracing::info!("a partition of the log is full and was sealed");
        }
        Ok(())
    }

    /// What was saved last, with its note.
    pub(crate) async fn saved(&self) -> Result<(u64, String), EngineError> {
        let query = "SELECT position, note FROM checkpoints WHERE consumer = $1 AND generation = $2";
        let row = self.session.row(query, &[&self.consumer.name, &self.generation]).await?;
        let row = row.ok_or_else(|| self.lost())?;
        let position: i64 = row.try_get(0).map_err(engine_error)?;
        Ok((u64::try_from(position).unwrap_or(0), row.try_get(1).map_err(engine_error)?))
    }

    /// Saves how far the events have come, with a note.
    pub(crate) async fn save_with(&self, position: u64, note: &str) -> Result<(), EngineError> {
        self.update(", position = $3, note = $4", &[&signed(position), &note]).await
    }

    fn lost(&self) -> EngineError {
        engine_error(format!("another process has become the active {}", self.consumer.name))
    }

    /// Updates the checkpoint, as long as nobody has a newer generation: that confirms the right.
    async fn update(&self, more: &str, values: &[&(dyn ToSql + Sync)]) -> Result<(), EngineError> {
        let update = format!(
            "UPDATE checkpoints SET updated_at = now(){more} WHERE consumer = $1 AND generation = $2"
        );
        let whose: [&(dyn ToSql + Sync); 2] = [&self.consumer.name, &self.generation];
        let began = Instant::now();
        if self.session.execute(&update, &[&whose, values].concat()).await? == 0 {
            return Err(self.lost());
        }
        *self.confirmed.lock().unwrap_or_else(std::sync::PoisonError::into_inner) = began;
        Ok(())
    }

    fn last_confirmed(&self) -> Instant {
        *self.confirmed.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
    }
}

/// The lock of who asks for what this lock gives.
fn wanted(lock: i64) -> i64 {
    !lock
}

async fn is_wanted(session: &Follower, lock: i64) -> Result<bool, EngineError> {
    // It is given back as the statement ends.
    let query = "SELECT pg_try_advisory_xact_lock_shared($1)::int::bigint";
    Ok(session.number(query, &[&wanted(lock)]).await? == 0)
}

async fn try_lock(session: &Follower, lock: i64) -> Result<bool, EngineError> {
    Ok(session.number("SELECT pg_try_advisory_lock($1)::int::bigint", &[&lock]).await? > 0)
}

/// Whether who has the right does not do what they should.
async fn is_paused(session: &Follower, name: &str) -> Result<bool, EngineError> {
    let query = "SELECT count(*) FROM checkpoints WHERE consumer = $1 \
         AND updated_at < now() - make_interval(secs => $2)";
    Ok(session.number(query, &[&name, &TAKE_OVER_AFTER.as_secs_f64()]).await? > 0)
}
