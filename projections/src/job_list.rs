//! Lists of jobs: which jobs, in which order, and from where on.

use std::collections::BTreeSet;
use std::fmt;
use std::str::FromStr;

use chrono::{DateTime, Utc};
use domain::processor::ProcessorKind;
use domain::{JobId, QueueName};
use serde::{Deserialize, Serialize};

use crate::job_view::{JobState, JobSummary};

/// Which jobs a list has: those of which all of this is true.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct JobFilter {
    /// They are in this state.
    pub state: Option<JobState>,
    /// They have all of these tags.
    pub tags: BTreeSet<String>,
    /// This is done to their items.
    pub processor: Option<ProcessorKind>,
    /// The tenant's own workers take their items from this queue.
    pub queue: Option<QueueName>,
    /// Their names have this text. Letters A to Z match in either case.
    pub text: Option<String>,
    /// They were accepted at this instant or later.
    pub from: Option<DateTime<Utc>>,
    /// They were accepted before this instant.
    pub until: Option<DateTime<Utc>>,
}

impl JobFilter {
    /// Whether a job is in the list.
    #[must_use]
    pub fn takes(&self, job: &JobSummary) -> bool {
        let has_text = |text: &String| {
            let name = job.name.as_deref().unwrap_or_default().to_ascii_lowercase();
            name.contains(&text.to_ascii_lowercase())
        };
        self.state.is_none_or(|state| job.state == state)
            && self.tags.is_subset(&job.tags)
            && self.processor.is_none_or(|kind| job.processor == <&str>::from(kind))
            && self.queue.as_ref().is_none_or(|queue| job.queue.as_deref() == Some(queue.as_str()))
            && self.text.as_ref().is_none_or(has_text)
            && self.from.is_none_or(|from| job.submitted_at >= from)
            && self.until.is_none_or(|until| job.submitted_at < until)
    }
}

/// The lowest of the ids that are given at an instant.
#[must_use]
pub fn first_id_of(instant: DateTime<Utc>) -> JobId {
    let millis = u64::try_from(instant.timestamp_millis()).unwrap_or(0);
    JobId(uuid::Builder::from_unix_timestamp_millis(millis, &[0; 10]).into_uuid())
}

/// What a list is sorted by.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub enum SortKey {
    /// When the jobs were accepted: the order of their ids.
    #[default]
    Submitted,
    /// When they ended; those that have not are left out.
    Ended,
    /// How long they took; those that have not ended are left out.
    Duration,
    /// How many tasks they have.
    Tasks,
    /// How many of their tasks failed.
    Failed,
}

/// The order of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct JobOrder {
    /// By what.
    pub key: SortKey,
    /// Whether the largest, or latest, comes first.
    pub descending: bool,
}

impl Default for JobOrder {
    /// The newest first.
    fn default() -> Self {
        Self { key: SortKey::Submitted, descending: true }
    }
}

/// A place in a list: after a job that has, or had, this value of what is sorted by. It stays a place whatever becomes of that job.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct JobCursor {
    /// The value, where the list is not sorted by ids alone.
    pub value: Option<i64>,
    /// The job.
    pub job: JobId,
}

impl From<JobId> for JobCursor {
    fn from(job: JobId) -> Self {
        Self { value: None, job }
    }
}

impl fmt::Display for JobCursor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.value {
            Some(value) => write!(f, "{}:{value}", self.job),
            None => self.job.fmt(f),
        }
    }
}

/// A text that is no cursor.
#[derive(Debug, thiserror::Error)]
#[error(
    "it is no `next_cursor` of a list: job_<32 hexadecimal digits>, and `:` and a number if that is sorted by one"
)]
pub struct NoCursor;

impl From<JobCursor> for String {
    fn from(cursor: JobCursor) -> Self {
        cursor.to_string()
    }
}

impl TryFrom<String> for JobCursor {
    type Error = NoCursor;

    fn try_from(text: String) -> Result<Self, NoCursor> {
        text.parse()
    }
}

impl FromStr for JobCursor {
    type Err = NoCursor;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let (job, value) = match text.split_once(':') {
            Some((job, value)) => (job, Some(value.parse().map_err(|_| NoCursor)?)),
            None => (text, None),
        };
        Ok(Self { value, job: job.parse().map_err(|_| NoCursor)? })
    }
}

/// What is asked for.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct JobListQuery {
    /// Which jobs.
    pub filter: JobFilter,
    /// In which order.
    pub order: JobOrder,
    /// After which place.
    pub after: Option<JobCursor>,
    /// How many at most.
    pub limit: usize,
}

impl JobListQuery {
    /// The newest jobs.
    #[must_use]
    pub fn newest(limit: usize) -> Self {
        Self { filter: JobFilter::default(), order: JobOrder::default(), after: None, limit }
    }
}

/// A page of a list.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct JobPage {
    /// The jobs: fewer than were asked for, or none, where many had to be looked at to find them.
    pub jobs: Vec<JobSummary>,
    /// Where the next page begins, unless this is the last one.
    pub next: Option<JobCursor>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cursor_is_read_as_it_is_written() {
        let job = "job_0190f5c0000070008000000000000007".parse::<JobId>().unwrap();
        for cursor in [JobCursor::from(job), JobCursor { value: Some(-3), job }] {
            assert_eq!(cursor.to_string().parse::<JobCursor>().unwrap(), cursor);
        }
        assert!("job_7".parse::<JobCursor>().is_err());
        assert!(format!("{job}:").parse::<JobCursor>().is_err());
    }
}
