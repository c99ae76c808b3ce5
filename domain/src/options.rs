//! How a job asks to be run: when, how fast, beside what, and what becomes of tasks that fail.

use std::collections::BTreeSet;

use chrono::{DateTime, TimeDelta, Utc};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::results::TRANSIENT_CLASSES;

#[cfg(test)]
mod tests;

/// Which of a tenant's jobs go first.
#[derive(
    Debug,
    Clone,
    Copy,
    Default,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Serialize,
    Deserialize,
    JsonSchema,
    strum::Display,
    strum::EnumString,
    strum::IntoStaticStr,
)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum Priority {
    /// Before all others.
    High,
    /// As most.
    #[default]
    Normal,
    /// When nothing else waits.
    Low,
}

/// What a job asks for beside its items and its processor.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Options {
    /// Which of the tenant's jobs go first.
    #[serde(default)]
    pub priority: Priority,
    /// No task starts before this time.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub start_at: Option<DateTime<Utc>>,
    /// What has not ended at this time is cancelled, and the job fails.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub deadline: Option<DateTime<Utc>>,
    /// Which failed tasks are tried again, and when.
    #[serde(default)]
    pub retry: RetryPolicy,
    /// How many tasks may fail before the job does; without it, any number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tolerated_failures: Option<Tolerance>,
    /// Words to find the job by.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub tags: BTreeSet<String>,
    /// Jobs with the same key wait for each other.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub key: Option<ConcurrencyKey>,
    /// How fast it may go, when it is submitted.
    #[serde(default)]
    pub throttle: Throttle,
}

/// Jobs of one key run a few at a time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ConcurrencyKey {
    /// The key: one of the tenant's own choice.
    pub name: String,
    /// How many jobs with it run at a time.
    pub limit: u32,
}

/// How fast a job may go. It can be changed while the job runs.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Throttle {
    /// The most tasks at a time.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub max_concurrency: Option<u32>,
    /// The most attempts a second.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rate: Option<Rate>,
}

/// A token bucket that attempts are taken from.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Rate {
    /// How many attempts may begin in a second.
    pub per_second: f64,
    /// How many may begin at once after a pause.
    pub burst: u32,
    /// Jobs of the tenant that give the same key share one bucket.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub key: Option<String>,
}

/// How many failed tasks a job bears.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Tolerance {
    /// So many.
    Count(u64),
    /// So many of a hundred of the job's tasks.
    Percent(u8),
}

impl Tolerance {
    /// How many of `tasks` may fail.
    #[must_use]
    pub fn of(self, tasks: u64) -> u64 {
        match self {
            Self::Count(count) => count,
            Self::Percent(percent) => {
                u64::try_from(u128::from(tasks) * u128::from(percent) / 100).unwrap_or(u64::MAX)
            }
        }
    }
}

/// Which failed tasks are tried again, and when: each pause is twice as long as the one before.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct RetryPolicy {
    /// How often a task is tried in all. Attempts that were lost with their worker do not count.
    pub max_attempts: u32,
    /// The pause before the second attempt, in milliseconds.
    pub first_pause_ms: u32,
    /// The longest pause, in milliseconds.
    pub longest_pause_ms: u32,
    /// By how many of a hundred a pause may be shorter, so that tasks that failed together do not return together.
    pub jitter_percent: u8,
    /// The kinds of failure after which a task is tried again; without them, those that may pass by themselves.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub classes: Option<BTreeSet<String>>,
}

impl Default for RetryPolicy {
    fn default() -> Self {
        Self {
            max_attempts: 1,
            first_pause_ms: 1_000,
            longest_pause_ms: 60_000,
            jitter_percent: 50,
            classes: None,
        }
    }
}

impl RetryPolicy {
    /// The most attempts that may be asked for.
    pub const MAX_ATTEMPTS: u32 = 100;
    /// The longest pause that may be asked for, in milliseconds: a day.
    pub const MAX_PAUSE_MS: u32 = 86_400_000;

    /// Whether a task that failed for the `failures`-th time, with this kind of failure, is tried again.
    #[must_use]
    pub fn retries(&self, failures: u32, class: &str) -> bool {
        failures < self.max_attempts
            && match &self.classes {
                Some(classes) => classes.contains(class),
                None => TRANSIENT_CLASSES.contains(&class),
            }
    }

    /// The pause after the `failures`-th failure. `chance` is a number from 0 to 1.
    #[must_use]
    pub fn pause(&self, failures: u32, chance: f64) -> TimeDelta {
        let doublings = failures.saturating_sub(1).min(31);
        let whole = (u64::from(self.first_pause_ms) << doublings).min(self.longest_pause_ms.into());
        #[expect(clippy::cast_precision_loss, reason = "a day in milliseconds is a small number")]
        let shorter = whole as f64 * f64::from(self.jitter_percent.min(100)) / 100.0 * chance.clamp(0.0, 1.0);
        #[expect(clippy::cast_possible_truncation, reason = "it is between 0 and a day")]
        TimeDelta::milliseconds(i64::try_from(whole).unwrap_or(i64::MAX) - shorter as i64)
    }
}
