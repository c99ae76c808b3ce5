//! What tenants used, day by day: a pure function says what each event adds, wherever that is added up.

use std::collections::BTreeMap;
use std::ops::AddAssign;

use async_trait::async_trait;
use chrono::{DateTime, NaiveDate, Utc};
use domain::event::DecodeError;
use domain::job::JobEvent;
use domain::{RecordedEvent, TenantId};
use serde::Serialize;

use crate::analytics::used_by;
use crate::queries::{Cut, QueryError};

/// What was used: numbers that only grow.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Used {
    /// Jobs that were accepted.
    pub jobs_submitted: u64,
    /// Tasks that succeeded.
    pub tasks_succeeded: u64,
    /// Tasks that failed for good.
    pub tasks_failed: u64,
    /// Tasks that were cut into batches and will not run, since their job was stopped.
    pub tasks_cancelled: u64,
    /// Attempts that ended, those included that were lost with their worker or are made again.
    pub attempts: u64,
    /// How long these ran, in microseconds.
    pub run_time_us: u64,
    /// The lengths of their items, in bytes.
    pub bytes_in: u64,
    /// The lengths of their result lines, in bytes.
    pub bytes_out: u64,
}

/// What was used on each day, by UTC. A day on which nothing was is not there.
pub type UsedByDay = BTreeMap<NaiveDate, Used>;

/// The types of the events that add something.
pub const EVENT_TYPES: &[&str] = &["JobSubmitted", "TasksReported", "LeaseExpired", "TasksCancelled"];

impl Used {
    /// Each number's name.
    pub const NAMES: [&str; 8] = [
        "jobs_submitted",
        "tasks_succeeded",
        "tasks_failed",
        "tasks_cancelled",
        "attempts",
        "run_time_us",
        "bytes_in",
        "bytes_out",
    ];

    /// The numbers, in the order of their names.
    #[must_use]
    pub fn numbers(self) -> [u64; 8] {
        let Self { jobs_submitted, tasks_succeeded, tasks_failed, tasks_cancelled, .. } = self;
        let Self { attempts, run_time_us, bytes_in, bytes_out, .. } = self;
        [
            jobs_submitted,
            tasks_succeeded,
            tasks_failed,
            tasks_cancelled,
            attempts,
            run_time_us,
            bytes_in,
            bytes_out,
        ]
    }

    /// What has these numbers.
    #[must_use]
    pub fn of_numbers(numbers: [u64; 8]) -> Self {
        let [
            jobs_submitted,
            tasks_succeeded,
            tasks_failed,
            tasks_cancelled,
            attempts,
            run_time_us,
            bytes_in,
            bytes_out,
        ] = numbers;
        Self {
            jobs_submitted,
            tasks_succeeded,
            tasks_failed,
            tasks_cancelled,
            attempts,
            run_time_us,
            bytes_in,
            bytes_out,
        }
    }

    pub(crate) fn add_attempt(&mut self, micros: u32, bytes_in: u64, bytes_out: u64) {
        self.attempts += 1;
        self.run_time_us += u64::from(micros);
        self.bytes_in += bytes_in;
        self.bytes_out += bytes_out;
    }
}

impl AddAssign for Used {
    fn add_assign(&mut self, other: Self) {
        let (mut sums, others) = (self.numbers(), other.numbers());
        sums.iter_mut().zip(others).for_each(|(sum, number)| *sum += number);
        *self = Self::of_numbers(sums);
    }
}

/// What an event adds, and to which day: that of the event's own time, which the analyst's tables have too. The payloads of events
/// that add nothing are not looked at.
///
/// # Errors
/// The event cannot be read.
pub fn used(event: &RecordedEvent) -> Result<Option<(NaiveDate, Used)>, DecodeError> {
    if !EVENT_TYPES.contains(&event.event_type.as_str()) {
        return Ok(None);
    }
    let found = match event.aggregate_type.as_str() {
        "job" => submitted(event.decode()?),
        "batch" => used_by(event.decode()?),
        _ => None,
    };
    Ok(found.map(|(at, used)| (at.date_naive(), used)))
}

fn submitted(event: JobEvent) -> Option<(DateTime<Utc>, Used)> {
    match event {
        JobEvent::JobSubmitted { submitted_at, .. } => {
            Some((submitted_at, Used { jobs_submitted: 1, ..Used::default() }))
        }
        _ => None,
    }
}

/// Adds what an event adds.
///
/// # Errors
/// The event cannot be read.
pub fn add(days: &mut UsedByDay, event: &RecordedEvent) -> Result<(), DecodeError> {
    if let Some((day, used)) = used(event)? {
        *days.entry(day).or_default() += used;
    }
    Ok(())
}

/// What a tenant used, at most moments behind the log.
#[async_trait]
pub trait UsageView: Send + Sync {
    /// The days from the first on and before the second.
    async fn usage(
        &self,
        tenant: &TenantId,
        from: NaiveDate,
        until: NaiveDate,
    ) -> Result<UsedByDay, QueryError>;
}

/// Why it is not said what had been used at a moment.
#[derive(Debug, Clone, thiserror::Error)]
pub enum UsageError {
    /// There is too much of the log between the first day and the moment.
    #[error(
        "{events} events lie between the first day and the moment, and {limit} are looked through at most"
    )]
    TooFar {
        /// How many events.
        events: u64,
        /// How many there may be.
        limit: u64,
    },
    /// The log cannot be read.
    #[error(transparent)]
    Query(#[from] QueryError),
}

/// What a tenant had used at a moment, from the log. What is said of a moment that has passed never changes.
#[async_trait]
pub trait UsageHistory: Send + Sync {
    /// The days from the first on and before the second, as they were.
    async fn usage_at(
        &self,
        tenant: &TenantId,
        from: NaiveDate,
        until: NaiveDate,
        cut: &Cut,
    ) -> Result<UsedByDay, UsageError>;
}

#[cfg(test)]
mod tests;
