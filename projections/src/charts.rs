//! What charts are asked of the attempts at a tenant's tasks. `infra` answers.

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use domain::processor::ProcessorKind;
use domain::{QueueName, TenantId};
use serde::{Deserialize, Serialize};

use crate::queries::QueryError;

/// What a chart shows.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, strum::IntoStaticStr, strum::EnumIter,
)]
#[strum(serialize_all = "snake_case")]
pub enum Topic {
    /// How many attempts ended, and how.
    Throughput,
    /// How many failed, and what part of all that is.
    Failures,
    /// How long they waited, and ran.
    Latency,
    /// How long they waited in all, by reason.
    Waiting,
    /// The kinds of failure that there are most of.
    Errors,
    /// What they took: time, and bytes.
    Usage,
}

/// How a time is cut.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Step {
    /// Every minute.
    Minute,
    /// Every five minutes.
    FiveMinutes,
    /// Every hour.
    Hour,
    /// Every day, from midnight to midnight.
    Day,
    /// Every week, from Monday on.
    Week,
    /// Every month.
    Month,
}

impl Step {
    /// How long it is at least, in seconds.
    #[must_use]
    pub fn seconds(self) -> i64 {
        match self {
            Self::Minute => 60,
            Self::FiveMinutes => 300,
            Self::Hour => 3_600,
            // In spring, a day has 23 hours.
            Self::Day => 23 * 3_600,
            Self::Week => 167 * 3_600,
            Self::Month => 28 * 24 * 3_600 - 3_600,
        }
    }
}

/// What is asked of a tenant's attempts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChartQuery {
    /// What about.
    pub topic: Topic,
    /// From the step on that has this time, which is whole in the answer.
    pub from: DateTime<Utc>,
    /// Before this time.
    pub until: DateTime<Utc>,
    /// How it is cut.
    pub step: Step,
    /// Whose days, weeks and months: the IANA name of a time zone, such as `Europe/Berlin`.
    pub time_zone: String,
    /// Only what was done so.
    pub processor: Option<ProcessorKind>,
    /// Only what came from this queue.
    pub queue: Option<QueueName>,
}

/// Numbers to draw.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Chart {
    /// When each step begins.
    pub times: Vec<DateTime<Utc>>,
    /// The lines, each with a value a step.
    pub series: Vec<Series>,
}

/// One line of a chart.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Series {
    /// What it is of: one of the topic's, a reason to wait, or a kind of failure.
    pub name: String,
    /// In which unit: `attempts`, `tasks`, `ratio`, `milliseconds`, `seconds` or `bytes`.
    pub unit: String,
    /// A value a step; none where there is nothing to tell it of.
    pub values: Vec<Option<f64>>,
}

/// Why there is no chart.
#[derive(Debug, Clone, thiserror::Error)]
pub enum ChartError {
    /// There is no such time zone.
    #[error("there is no time zone {0}")]
    NoSuchZone(String),
    /// The read model's engine is away, or answered with an error.
    #[error(transparent)]
    Query(#[from] QueryError),
}

/// Attempts as charts, at most a second or so behind the log.
#[async_trait]
pub trait Charts: Send + Sync {
    /// The chart of a tenant's attempts.
    async fn chart(&self, tenant: &TenantId, query: &ChartQuery) -> Result<Chart, ChartError>;
}
