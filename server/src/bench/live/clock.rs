//! When each change was written, and how long it took to be told to each who watches.

use std::sync::atomic::{AtomicBool, AtomicU64, Ordering::Relaxed};
use std::time::Instant;

use super::micros_since;

/// How many half milliseconds are told apart; what takes longer counts as the longest.
const BUCKETS: usize = 40_000;
const BUCKET_US: u64 = 500;

/// The clock of a run.
pub(super) struct Clock {
    start: Instant,
    /// By job and change: microseconds since the start.
    written: Vec<Vec<AtomicU64>>,
    measures: AtomicBool,
    delays: Vec<AtomicU64>,
    messages: AtomicU64,
}

impl Clock {
    pub(super) fn new(jobs: usize, changes: usize) -> Self {
        let atomics = |count| (0..count).map(|_| AtomicU64::new(0)).collect::<Vec<_>>();
        Self {
            start: Instant::now(),
            written: (0..jobs).map(|_| atomics(changes + 1)).collect(),
            measures: AtomicBool::new(false),
            delays: atomics(BUCKETS),
            messages: AtomicU64::new(0),
        }
    }

    /// A change is about to be written.
    pub(super) fn write(&self, job: usize, change: usize) {
        self.written[job][change].store(micros_since(self.start), Relaxed);
    }

    /// What comes from now on counts, or no more.
    pub(super) fn measure(&self, measures: bool) {
        self.measures.store(measures, Relaxed);
    }

    /// A message came that tells of a job's changes after `before`, up to `change`.
    pub(super) fn told(&self, job: usize, before: usize, change: usize) {
        if !self.measures.load(Relaxed) {
            return;
        }
        let now = micros_since(self.start);
        self.messages.fetch_add(1, Relaxed);
        for change in before + 1..=change {
            let took = now.saturating_sub(self.written[job][change].load(Relaxed)) / BUCKET_US;
            let bucket = usize::try_from(took).unwrap_or(BUCKETS).min(BUCKETS - 1);
            self.delays[bucket].fetch_add(1, Relaxed);
        }
    }

    fn all(&self) -> u64 {
        self.delays.iter().map(|count| count.load(Relaxed)).sum()
    }

    /// How many messages came.
    #[expect(clippy::cast_precision_loss, reason = "a count of messages")]
    pub(super) fn pushes(&self) -> f64 {
        self.messages.load(Relaxed) as f64
    }

    /// How many of the changes had a message of their own, in percent.
    #[expect(clippy::cast_precision_loss, reason = "a count of messages")]
    pub(super) fn own_share(&self) -> f64 {
        100.0 * self.pushes() / self.all().max(1) as f64
    }

    /// The delay in milliseconds that this share of all was told within.
    #[expect(
        clippy::cast_precision_loss,
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "counts of messages"
    )]
    pub(super) fn quantile(&self, share: f64) -> f64 {
        let mut left = (self.all() as f64 * share).ceil() as u64;
        for (bucket, count) in self.delays.iter().enumerate() {
            let count = count.load(Relaxed);
            if count > 0 && left <= count {
                return ((bucket + 1) as u64 * BUCKET_US) as f64 / 1e3;
            }
            left -= count;
        }
        f64::NAN
    }
}
