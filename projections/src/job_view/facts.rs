//! What a job is from its submission on, and stays.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use domain::JobId;
use domain::job::{JobSpec, Source};
use domain::options::Priority;
use serde::Serialize;

use super::JobState;

/// What was said of a job as it was accepted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct JobFacts {
    /// The job.
    pub id: JobId,
    /// A name for people.
    pub name: Option<String>,
    /// How many tasks it has; 0 if its items have to be counted first.
    pub tasks: u64,
    /// When it was accepted.
    pub submitted_at: DateTime<Utc>,
    /// What is done to an item: `jq`, `http` or `external`.
    pub processor: String,
    /// The queue that the tenant's own workers take its items from.
    pub queue: Option<String>,
    /// Which of the tenant's jobs go first.
    pub priority: Priority,
    /// Words to find it by.
    pub tags: BTreeSet<String>,
    /// The job whose tasks it runs again.
    pub redrive_of: Option<JobId>,
}

impl JobFacts {
    /// The facts of a job that is submitted.
    #[must_use]
    pub fn of(id: JobId, spec: &JobSpec, submitted_at: DateTime<Utc>) -> Self {
        let redrive_of = match &spec.source {
            Source::Redrive { of, .. } => Some(*of),
            Source::Inline { .. } | Source::Object { .. } | Source::Objects { .. } => None,
        };
        Self {
            id,
            name: spec.name.clone(),
            tasks: spec.source.items().unwrap_or(0),
            submitted_at,
            processor: spec.processor.kind().to_owned(),
            queue: spec.processor.queue().map(ToString::to_string),
            priority: spec.options.priority,
            tags: spec.options.tags.clone(),
            redrive_of,
        }
    }
}

/// Where a job is when it was just accepted, and its batches if these are known then.
#[must_use]
pub fn beginning(source: &Source) -> (JobState, Option<u64>) {
    match source {
        // Items that came with the job are its only batch.
        Source::Inline { .. } => (JobState::Running, Some(1)),
        Source::Object { .. } | Source::Objects { .. } | Source::Redrive { .. } => (JobState::Planning, None),
    }
}
