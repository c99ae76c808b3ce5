//! Limits of one process: what holds while the engine is away.

use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use async_trait::async_trait;
use quick_cache::unsync::Cache;

use super::revoked::Revoked;
use crate::ports::EngineError;
use crate::ports::limits::{Bucket, Level, Limits, Verdict};

/// How many buckets are remembered. One that is forgotten is full again; those that are used often are forgotten last.
const MOST: usize = 100_000;
/// What is no more than an error of the arithmetic.
const TINY: f64 = 1e-6;

/// How many tokens of a bucket are spent, and when that was so.
#[derive(Clone, Copy)]
struct Spent {
    tokens: f64,
    at: Instant,
}

/// Counts in memory, with the whole of each quota for this process.
pub struct LocalLimits {
    buckets: Mutex<Cache<String, Spent>>,
    pub(super) revoked: Revoked,
}

impl Default for LocalLimits {
    fn default() -> Self {
        Self { buckets: Mutex::new(Cache::new(MOST)), revoked: Revoked::default() }
    }
}

impl LocalLimits {
    /// As [`Limits::take`], at this time.
    pub(super) fn take_at(&self, buckets: &[Bucket], subjects: &[String], now: Instant) -> Verdict {
        let mut kept = self.buckets();
        let mut spent: Vec<f64> = buckets.iter().map(|bucket| spent_of(&kept, bucket, now)).collect();
        let wait = buckets.iter().zip(&spent).map(|(bucket, spent)| wait(bucket, *spent)).max();
        let retry_after = wait.filter(|wait| !wait.is_zero());
        let revoked = self.revoked.contains(subjects, now);
        let allowed = retry_after.is_none() && !revoked;
        if allowed {
            for (bucket, spent) in buckets.iter().zip(&mut spent) {
                *spent += f64::from(bucket.cost);
                kept.insert(bucket.key.clone(), Spent { tokens: *spent, at: now });
            }
        }
        let levels = buckets.iter().zip(spent).map(|(bucket, spent)| level(bucket, spent)).collect();
        Verdict { allowed, retry_after, levels, revoked, degraded: false }
    }

    /// As [`Limits::revoked`], at this time.
    pub(super) fn revoked_at(&self, subjects: &[String], now: Instant) -> Vec<bool> {
        subjects.iter().map(|subject| self.revoked.contains(std::slice::from_ref(subject), now)).collect()
    }

    fn buckets(&self) -> MutexGuard<'_, Cache<String, Spent>> {
        self.buckets.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[async_trait]
impl Limits for LocalLimits {
    async fn take(&self, buckets: &[Bucket], subjects: &[String]) -> Result<Verdict, EngineError> {
        Ok(self.take_at(buckets, subjects, Instant::now()))
    }

    async fn give_back(&self, buckets: &[Bucket]) -> Result<(), EngineError> {
        let (mut kept, now) = (self.buckets(), Instant::now());
        for bucket in buckets {
            let tokens = (spent_of(&kept, bucket, now) - f64::from(bucket.cost)).max(0.0);
            kept.insert(bucket.key.clone(), Spent { tokens, at: now });
        }
        Ok(())
    }

    async fn revoke(&self, subject: &str, lasting: Duration) -> Result<(), EngineError> {
        self.revoked.insert(subject, lasting, true, Instant::now());
        Ok(())
    }

    async fn revoked(&self, subjects: &[String]) -> Result<Vec<bool>, EngineError> {
        Ok(self.revoked_at(subjects, Instant::now()))
    }
}

/// How many tokens are spent now.
fn spent_of(kept: &Cache<String, Spent>, bucket: &Bucket, now: Instant) -> f64 {
    let Some(spent) = kept.get(&bucket.key) else { return 0.0 };
    let since = now.saturating_duration_since(spent.at).as_secs_f64();
    let window = bucket.window.as_secs_f64().max(TINY);
    (spent.tokens - since * f64::from(bucket.quota) / window).max(0.0)
}

/// How long it takes until there is enough. A cost above the quota never is, and is refused for a whole window.
fn wait(bucket: &Bucket, spent: f64) -> Duration {
    if bucket.cost == 0 {
        return Duration::ZERO;
    }
    if bucket.cost > bucket.quota {
        return bucket.window.max(Duration::from_nanos(1));
    }
    time_of(bucket, spent + f64::from(bucket.cost) - f64::from(bucket.quota))
}

/// How long it takes until so many tokens have come back.
fn time_of(bucket: &Bucket, tokens: f64) -> Duration {
    if tokens <= TINY {
        return Duration::ZERO;
    }
    let seconds = tokens * bucket.window.as_secs_f64() / f64::from(bucket.quota.max(1));
    Duration::try_from_secs_f64(seconds).unwrap_or(Duration::MAX).max(Duration::from_nanos(1))
}

fn level(bucket: &Bucket, spent: f64) -> Level {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a cast stops at 0 and the most"
    )]
    let remaining = (f64::from(bucket.quota) - spent + TINY).floor() as u32;
    Level {
        name: bucket.name,
        quota: bucket.quota,
        window: bucket.window,
        remaining,
        reset: time_of(bucket, spent),
    }
}
