//! Holds events back, so that no more than so many a second go on.

use std::time::Duration;

use tokio::time::Instant;

/// How often a second some go on.
const STEPS: u32 = 10;

/// The events of a second.
#[derive(Debug)]
pub(super) struct Pace {
    rate: u32,
    begin: Instant,
    passed: u64,
}

impl Pace {
    /// Lets `rate` events a second pass.
    pub(super) fn new(rate: u32) -> Self {
        Self { rate: rate.max(1), begin: Instant::now(), passed: 0 }
    }

    /// How many should pass at once.
    pub(super) fn step(&self) -> usize {
        (self.rate / STEPS).max(1) as usize
    }

    /// Waits until `events` more may pass.
    pub(super) async fn wait(&mut self, events: usize) {
        let due = Duration::from_secs_f64(self.passed as f64 / f64::from(self.rate));
        self.passed += events as u64;
        tokio::time::sleep_until(self.begin + due).await;
    }
}
