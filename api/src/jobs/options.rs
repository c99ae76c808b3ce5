//! What a client says of when, how fast and how often a job's tasks run.

use std::collections::BTreeSet;

use domain::options::{self, ConcurrencyKey, RetryPolicy};
use poem_openapi::{Enum, Object};
use serde::{Deserialize, Serialize};

use super::submission::invalid;
use crate::problem::Problem;

/// Which of the tenant's jobs go first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum, Serialize, Deserialize)]
#[oai(rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
pub(crate) enum Priority {
    /// Before all others.
    High,
    /// As most.
    Normal,
    /// When nothing else waits.
    Low,
}

impl From<options::Priority> for Priority {
    fn from(priority: options::Priority) -> Self {
        match priority {
            options::Priority::High => Self::High,
            options::Priority::Normal => Self::Normal,
            options::Priority::Low => Self::Low,
        }
    }
}

impl From<Priority> for options::Priority {
    fn from(priority: Priority) -> Self {
        match priority {
            Priority::High => Self::High,
            Priority::Normal => Self::Normal,
            Priority::Low => Self::Low,
        }
    }
}

/// Which failed tasks are tried again, and when: each pause is twice as long as the one before.
#[derive(Debug, Default, Object, Serialize, Deserialize)]
#[oai(deny_unknown_fields)]
#[serde(deny_unknown_fields)]
pub(crate) struct Retry {
    /// How often a task is tried in all: 1 to 100. The default is 1 for `jq`, 4 for `http` and 3 for `external`.
    #[serde(default)]
    max_attempts: Option<u32>,
    /// The pause before the second attempt, in milliseconds; the default is 1000.
    #[serde(default)]
    first_pause_ms: Option<u32>,
    /// The longest pause, in milliseconds; the default is 60000.
    #[serde(default)]
    longest_pause_ms: Option<u32>,
    /// By how many of a hundred a pause may be shorter, so that tasks that failed together do not return together; the
    /// default is 50.
    #[serde(default)]
    jitter_percent: Option<u8>,
    /// The kinds of failure after which a task is tried again. The default is those that may pass by themselves.
    #[serde(default)]
    classes: Option<Vec<String>>,
}

impl Retry {
    pub(super) fn into_domain(self, usual_attempts: u32) -> RetryPolicy {
        let usual = RetryPolicy::default();
        RetryPolicy {
            max_attempts: self.max_attempts.unwrap_or(usual_attempts),
            first_pause_ms: self.first_pause_ms.unwrap_or(usual.first_pause_ms),
            longest_pause_ms: self.longest_pause_ms.unwrap_or(usual.longest_pause_ms),
            jitter_percent: self.jitter_percent.unwrap_or(usual.jitter_percent),
            classes: self.classes.map(|classes| classes.into_iter().collect::<BTreeSet<_>>()),
        }
    }
}

/// How many tasks may fail before the job does: give either `count` or `percent`.
#[derive(Debug, Object, Serialize, Deserialize)]
#[oai(deny_unknown_fields)]
#[serde(deny_unknown_fields)]
pub(crate) struct Tolerance {
    /// So many.
    #[serde(default)]
    count: Option<u64>,
    /// So many of a hundred of the job's tasks.
    #[serde(default)]
    percent: Option<u8>,
}

impl Tolerance {
    pub(super) fn into_domain(self) -> Result<options::Tolerance, Problem> {
        match (self.count, self.percent) {
            (Some(count), None) => Ok(options::Tolerance::Count(count)),
            (None, Some(percent)) => Ok(options::Tolerance::Percent(percent)),
            _ => Err(invalid("tolerated_failures", "give either `count` or `percent`")),
        }
    }
}

/// Jobs of the same key wait for each other.
#[derive(Debug, Object, Serialize, Deserialize)]
#[oai(deny_unknown_fields)]
#[serde(deny_unknown_fields)]
pub(crate) struct Key {
    /// A name of your own choice.
    name: String,
    /// How many jobs of this key run at a time; the default is 1.
    #[serde(default)]
    limit: Option<u32>,
}

impl From<Key> for ConcurrencyKey {
    fn from(Key { name, limit }: Key) -> Self {
        Self { name, limit: limit.unwrap_or(1) }
    }
}
