//! `GET /v1/jobs`: lists of jobs by what they are, page by page.

use std::str::FromStr;

use chrono::{DateTime, Utc};
use domain::{QueueName, TenantId};
use poem_openapi::registry::{MetaSchema, MetaSchemaRef, Registry};
use poem_openapi::types::Type;
use poem_openapi::{Enum, Object};
use projections::job_list::{JobCursor, JobFilter, JobListQuery, JobOrder, JobPage, SortKey};
use projections::queries::Moment;
use serde::de::value::Error as ValueError;
use serde::{Deserialize, Serialize};

use super::{Job, JobState, ProcessorKind};
use crate::Shared;
use crate::body::Encoded;
use crate::problem::{Kind, Problem};
use crate::text::{self, Described, Name, Text};

/// A page of jobs.
#[derive(Debug, Object, Serialize, Deserialize)]
pub(crate) struct JobList {
    /// The jobs, in the order that was asked for.
    jobs: Vec<Job>,
    /// The `cursor` of the next page, if there is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    next_cursor: Option<String>,
}

/// What a list of jobs is sorted by.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Enum, Serialize, Deserialize)]
#[oai(rename = "JobSort", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
pub(crate) enum Sort {
    /// When the jobs were submitted.
    #[default]
    SubmittedAt,
    /// When they ended. Those that have not are left out.
    EndedAt,
    /// How long they took. Those that have not ended are left out.
    Duration,
    /// How many tasks they have.
    Tasks,
    /// How many of their tasks failed.
    Failed,
}

/// Which end of a list comes first.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Enum, Serialize, Deserialize)]
#[oai(rename = "SortOrder", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
pub(crate) enum Direction {
    /// The latest, or the largest.
    #[default]
    Desc,
    /// The earliest, or the smallest.
    Asc,
}

/// What is asked for, as parameters.
pub(super) struct Asking {
    pub(super) cursor: Option<Text<JobCursor>>,
    pub(super) limit: usize,
    pub(super) state: Option<Text<JobState>>,
    pub(super) tags: Vec<Text<Name>>,
    pub(super) processor: Option<Text<ProcessorKind>>,
    pub(super) queue: Option<Text<QueueName>>,
    pub(super) text: Option<Text<Name>>,
    pub(super) from: Option<DateTime<Utc>>,
    pub(super) until: Option<DateTime<Utc>>,
    pub(super) sort: Sort,
    pub(super) direction: Direction,
}

impl From<Asking> for JobListQuery {
    fn from(asking: Asking) -> Self {
        let filter = JobFilter {
            state: asking.state.map(|state| state.0.into()),
            tags: asking.tags.into_iter().map(|tag| tag.0.0).collect(),
            processor: asking.processor.map(|processor| processor.0.into()),
            queue: asking.queue.map(|queue| queue.0),
            text: asking.text.map(|text| text.0.0).filter(|text| !text.is_empty()),
            from: asking.from,
            until: asking.until,
        };
        let order = JobOrder { key: asking.sort.into(), descending: asking.direction == Direction::Desc };
        Self { filter, order, after: asking.cursor.map(|cursor| cursor.0), limit: asking.limit }
    }
}

impl Shared {
    /// A page of jobs, as they are or as they were.
    pub(super) async fn list_jobs(
        &self,
        tenant: &TenantId,
        asking: Asking,
        at: Option<Moment>,
    ) -> Result<Encoded<JobList>, Problem> {
        let query = JobListQuery::from(asking);
        check(&query, at.is_some())?;
        match at {
            Some(moment) => Encoded::new(&self.jobs_at(tenant, query, moment).await?.into()),
            None => self.jobs_now(tenant, query).await,
        }
    }
}

/// Says what is wrong with what is asked for.
fn check(query: &JobListQuery, at: bool) -> Result<(), Problem> {
    let is_by_ids = query.order.key == SortKey::Submitted;
    if at && !is_by_ids {
        let advice = "jobs as they were are sorted by submitted_at: leave it out, or `at`";
        return Err(invalid("sort", advice));
    }
    if query.after.is_some_and(|cursor| cursor.value.is_none() != is_by_ids) {
        let advice = "the cursor is of a list that was sorted otherwise: begin without one";
        return Err(invalid("cursor", advice));
    }
    if let (Some(from), Some(until)) = (query.filter.from, query.filter.until)
        && until <= from
    {
        return Err(invalid("submitted_until", "no time is before this and after submitted_from"));
    }
    Ok(())
}

fn invalid(parameter: &str, detail: &str) -> Problem {
    text::wrong(Kind::InvalidList, parameter, detail)
}

impl From<JobPage> for JobList {
    fn from(page: JobPage) -> Self {
        Self {
            jobs: page.jobs.into_iter().map(Job::from).collect(),
            next_cursor: page.next.map(|next| next.to_string()),
        }
    }
}

impl From<Sort> for SortKey {
    fn from(sort: Sort) -> Self {
        match sort {
            Sort::SubmittedAt => Self::Submitted,
            Sort::EndedAt => Self::Ended,
            Sort::Duration => Self::Duration,
            Sort::Tasks => Self::Tasks,
            Sort::Failed => Self::Failed,
        }
    }
}

impl Described for JobCursor {
    const NAME: &'static str = "cursor of a list of jobs";

    fn schema() -> MetaSchemaRef {
        MetaSchemaRef::Inline(Box::new(MetaSchema {
            pattern: Some("^job_[0-9a-f]{32}(:-?[0-9]{1,18})?$".to_owned()),
            ..MetaSchema::new("string")
        }))
    }
}

impl FromStr for Sort {
    type Err = ValueError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        text::choice(text)
    }
}

impl Described for Sort {
    const NAME: &'static str = "what a list of jobs is sorted by";

    fn schema() -> MetaSchemaRef {
        Self::schema_ref()
    }

    fn register(registry: &mut Registry) {
        <Self as Type>::register(registry);
    }
}

impl FromStr for Direction {
    type Err = ValueError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        text::choice(text)
    }
}

impl Described for Direction {
    const NAME: &'static str = "order";

    fn schema() -> MetaSchemaRef {
        Self::schema_ref()
    }

    fn register(registry: &mut Registry) {
        <Self as Type>::register(registry);
    }
}

#[cfg(test)]
mod tests;
