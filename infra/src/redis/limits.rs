//! Request limits in Redis: token buckets that all processes share, and who was revoked. One script decides.

use std::time::Duration;

use ::redis::{Pipeline, RedisError, Script};
use async_trait::async_trait;
use commands::ports::EngineError;
use commands::ports::limits::{Bucket, Level, Limits, Verdict};

use super::{Redis, engine_error};

/// How long a request waits for Redis. After that it is better served without.
const PATIENCE: Duration = Duration::from_millis(250);

/// Counts requests in Redis.
pub struct RedisLimits {
    redis: Redis,
    script: Script,
    /// What each key begins with. All have one hash tag, so that a script touches one node of a cluster: a request takes
    /// from a tenant's bucket and from an address's at once.
    prefix: String,
}

impl RedisLimits {
    /// Keeps its counts in `redis`, over a connection of its own: long answers to others must not hold a request up.
    ///
    /// # Errors
    /// No connection can be made with these settings.
    pub fn new(redis: &Redis) -> Result<Self, EngineError> {
        let prefix = format!("{}:{{limits}}:", redis.namespace);
        Ok(Self {
            redis: redis.hurried(PATIENCE)?,
            script: Script::new(include_str!("limits/take.lua")),
            prefix,
        })
    }

    /// Runs the script over buckets, for each of which `sign` is 1 where it is taken from and -1 where it is given back.
    async fn ask(&self, buckets: &[Bucket], sign: i64, subjects: &[String]) -> Result<Verdict, EngineError> {
        let mut calls = Pipeline::new();
        let call = calls.cmd("EVALSHA").arg(self.script.get_hash()).arg(1).arg(&self.prefix);
        call.arg(buckets.len());
        for bucket in buckets {
            call.arg(&bucket.key).arg(bucket.quota).arg(micros(bucket.window).max(1));
            call.arg(sign * i64::from(bucket.cost));
        }
        call.arg(subjects);
        let (answer,): (Vec<u64>,) = in_time(self.redis.run(&self.script, &calls)).await?;
        verdict(&answer, buckets).ok_or_else(|| error(format!("an answer is not one: {answer:?}")))
    }
}

#[async_trait]
impl Limits for RedisLimits {
    async fn take(&self, buckets: &[Bucket], subjects: &[String]) -> Result<Verdict, EngineError> {
        self.ask(buckets, 1, subjects).await
    }

    async fn give_back(&self, buckets: &[Bucket]) -> Result<(), EngineError> {
        self.ask(buckets, -1, &[]).await.map(drop)
    }

    async fn revoke(&self, subject: &str, lasting: Duration) -> Result<(), EngineError> {
        let key = format!("{}revoked:{subject}", self.prefix);
        let ms = u64::try_from(lasting.as_millis()).unwrap_or(u64::MAX).clamp(1, FOREVER_MS);
        let mut calls = Pipeline::new();
        calls.atomic().cmd("SET").arg(&key).arg(1).arg("PX").arg(ms).arg("NX").ignore();
        // Being revoked again never ends it sooner.
        calls.cmd("PEXPIRE").arg(&key).arg(ms).arg("GT").ignore();
        let mut connection = self.redis.connection.clone();
        in_time(async { calls.query_async(&mut connection).await }).await
    }

    async fn revoked(&self, subjects: &[String]) -> Result<Vec<bool>, EngineError> {
        let mut calls = Pipeline::new();
        for subject in subjects {
            calls.exists(format!("{}revoked:{subject}", self.prefix));
        }
        let mut connection = self.redis.connection.clone();
        in_time(async { calls.query_async(&mut connection).await }).await
    }
}

/// A thousand years: more than anything lives, and as much as Redis can count with.
const FOREVER_MS: u64 = 1_000 * 365 * 24 * 3_600_000;

/// The answer of Redis, if it comes in time.
async fn in_time<T>(answer: impl Future<Output = Result<T, RedisError>>) -> Result<T, EngineError> {
    match tokio::time::timeout(PATIENCE, answer).await {
        Ok(answer) => answer.map_err(engine_error),
        Err(_) => Err(error(format!("no answer in {} ms", PATIENCE.as_millis()))),
    }
}

fn verdict(answer: &[u64], buckets: &[Bucket]) -> Option<Verdict> {
    let (&[allowed, revoked, retry_after], levels) = answer.split_first_chunk()?;
    let (levels, rest) = levels.as_chunks();
    if levels.len() != buckets.len() || !rest.is_empty() {
        return None;
    }
    Some(Verdict {
        allowed: allowed == 1,
        retry_after: (retry_after > 0).then(|| Duration::from_micros(retry_after)),
        levels: buckets.iter().zip(levels).map(|(bucket, level)| level_of(bucket, *level)).collect(),
        revoked: revoked == 1,
        degraded: false,
    })
}

fn level_of(bucket: &Bucket, [remaining, reset]: [u64; 2]) -> Level {
    Level {
        name: bucket.name,
        quota: bucket.quota,
        window: bucket.window,
        remaining: u32::try_from(remaining).unwrap_or(u32::MAX),
        reset: Duration::from_micros(reset),
    }
}

fn micros(duration: Duration) -> u64 {
    u64::try_from(duration.as_micros()).unwrap_or(u64::MAX)
}

fn error(message: String) -> EngineError {
    EngineError { engine: "redis", message }
}
