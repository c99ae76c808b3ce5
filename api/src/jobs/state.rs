//! Where a job is in its life, as the API says it.

use std::str::FromStr;

use poem_openapi::Enum;
use poem_openapi::registry::{MetaSchemaRef, Registry};
use poem_openapi::types::Type;
use projections::job_view;
use serde::{Deserialize, Serialize};

use crate::text::{self, Described};

/// Where a job is in its life.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum, Serialize, Deserialize)]
#[oai(rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
pub(crate) enum JobState {
    /// Accepted; its items are being cut into batches.
    Planning,
    /// Its tasks run.
    Running,
    /// Every task has ended, and the results can be read.
    Completed,
    /// It was given up; `reason` says why.
    Failed,
    /// You cancelled it; `reason` says why, if you did.
    Cancelled,
}

impl From<job_view::JobState> for JobState {
    fn from(state: job_view::JobState) -> Self {
        match state {
            job_view::JobState::Planning => Self::Planning,
            job_view::JobState::Running => Self::Running,
            job_view::JobState::Completed => Self::Completed,
            job_view::JobState::Failed => Self::Failed,
            job_view::JobState::Cancelled => Self::Cancelled,
        }
    }
}

impl From<JobState> for job_view::JobState {
    fn from(state: JobState) -> Self {
        match state {
            JobState::Planning => Self::Planning,
            JobState::Running => Self::Running,
            JobState::Completed => Self::Completed,
            JobState::Failed => Self::Failed,
            JobState::Cancelled => Self::Cancelled,
        }
    }
}

impl FromStr for JobState {
    type Err = serde::de::value::Error;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        text::choice(text)
    }
}

impl Described for JobState {
    const NAME: &'static str = "job state";

    fn schema() -> MetaSchemaRef {
        Self::schema_ref()
    }

    fn register(registry: &mut Registry) {
        <Self as Type>::register(registry);
    }
}
