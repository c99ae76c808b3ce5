//! What a job may ask for.

use chrono::{DateTime, Utc};

use super::{JobError, JobSpec, MAX_BATCH_SIZE};
use crate::options::{Options, Rate, RetryPolicy, Throttle, Tolerance};

/// The most tags of a job.
const MAX_TAGS: usize = 32;
/// The longest tag or key, in bytes.
const MAX_WORD_BYTES: usize = 128;
/// The most attempts a second that a rate may allow.
const MAX_PER_SECOND: f64 = 1_000_000.0;

impl JobSpec {
    /// The longest time limit of an attempt.
    pub const MAX_ATTEMPT_TIMEOUT_MS: u32 = 600_000;

    pub(super) fn check(&self, at: DateTime<Utc>) -> Result<(), JobError> {
        if self.source.items() == Some(0) {
            return Err(JobError::NoItems);
        }
        if !(1..=MAX_BATCH_SIZE).contains(&self.batch_size) {
            return Err(JobError::BatchSize(self.batch_size));
        }
        if !(1..=Self::MAX_ATTEMPT_TIMEOUT_MS).contains(&self.limits.attempt_timeout_ms) {
            return Err(JobError::AttemptTimeout(self.limits.attempt_timeout_ms));
        }
        require(self.limits.task_timeout_ms != Some(0), "task_timeout_ms", "is 0: give at least 1")?;
        require(self.limits.memory_mib != Some(0), "memory_mib", "is 0: give at least 1")?;
        self.options.check(at)
    }
}

fn require(holds: bool, field: &'static str, wrong: &str) -> Result<(), JobError> {
    if holds { Ok(()) } else { Err(JobError::Option { field, wrong: wrong.to_owned() }) }
}

/// Refuses a word that is empty or too long.
fn word(text: &str, field: &'static str) -> Result<(), JobError> {
    let fits = (1..=MAX_WORD_BYTES).contains(&text.len()) && !text.chars().any(char::is_control);
    require(fits, field, &format!("must be 1 to {MAX_WORD_BYTES} bytes without control characters"))
}

impl Options {
    fn check(&self, at: DateTime<Utc>) -> Result<(), JobError> {
        self.retry.check()?;
        self.throttle.check()?;
        require(self.tags.len() <= MAX_TAGS, "tags", &format!("are more than {MAX_TAGS}"))?;
        self.tags.iter().try_for_each(|tag| word(tag, "tags"))?;
        if let Some(key) = &self.key {
            word(&key.name, "key")?;
            require(key.limit > 0, "key", "has the limit 0: give at least 1")?;
        }
        if let Some(Tolerance::Percent(percent)) = self.tolerated_failures {
            require(percent <= 100, "tolerated_failures", "is more than 100 percent")?;
        }
        let Some(deadline) = self.deadline else {
            return Ok(());
        };
        require(deadline > at, "deadline", "is over already: give a time to come")?;
        require(self.start_at.is_none_or(|start| start < deadline), "start_at", "is not before the deadline")
    }
}

impl RetryPolicy {
    fn check(&self) -> Result<(), JobError> {
        let attempts = (1..=Self::MAX_ATTEMPTS).contains(&self.max_attempts);
        require(attempts, "retry.max_attempts", &format!("must be 1 to {}", Self::MAX_ATTEMPTS))?;
        let pauses = self.first_pause_ms <= Self::MAX_PAUSE_MS && self.longest_pause_ms <= Self::MAX_PAUSE_MS;
        require(pauses, "retry", &format!("has a pause of more than {} ms", Self::MAX_PAUSE_MS))?;
        require(self.jitter_percent <= 100, "retry.jitter_percent", "is more than 100")?;
        self.classes.iter().flatten().try_for_each(|class| word(class, "retry.classes"))
    }
}

impl Throttle {
    pub(crate) fn check(&self) -> Result<(), JobError> {
        require(
            self.max_concurrency != Some(0),
            "max_concurrency",
            "is 0: give at least 1, or pause the job",
        )?;
        self.rate.as_ref().map_or(Ok(()), Rate::check)
    }
}

impl Rate {
    fn check(&self) -> Result<(), JobError> {
        let positive = self.per_second > 0.0 && self.per_second <= MAX_PER_SECOND;
        require(positive, "rate.per_second", &format!("must be more than 0, and at most {MAX_PER_SECOND}"))?;
        require(self.burst > 0, "rate.burst", "is 0: give at least 1")?;
        self.key.iter().try_for_each(|key| word(key, "rate.key"))
    }
}
