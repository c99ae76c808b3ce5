//! `/v1/jobs/{id}/tasks`: every attempt at every task.

use std::fmt;
use std::str::FromStr;
use std::sync::Arc;

use chrono::{DateTime, Utc};
use domain::{JobId, waiting};
use poem_openapi::param::{Path, Query};
use poem_openapi::registry::{MetaSchema, MetaSchemaRef, Registry};
use poem_openapi::types::Type;
use poem_openapi::{Enum, Object, OpenApi};
use projections::analytics::{self, AttemptRow};
use serde::{Deserialize, Serialize};

use crate::asked::Asked;
use crate::body::JsonBody;
use crate::consistency::CONSISTENT;
use crate::problem::{Kind, Refused, any_of};
use crate::text::{self, Described, PageSize, Text};
use crate::waiting::WaitReason;
use crate::{Shared, Tag, page};

mod export;

pub(crate) use export::TasksExportApi;

/// How an attempt at a task ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum, Serialize, Deserialize)]
#[oai(rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
pub(crate) enum Outcome {
    /// The task has a result.
    Succeeded,
    /// The task has an error.
    Failed,
    /// Its worker did not report in time; the task is tried again.
    Abandoned,
    /// It failed, and the task is tried again.
    Retried,
}

/// One attempt at one task.
#[derive(Debug, Object, Serialize, Deserialize)]
pub(crate) struct Attempt {
    /// The task's number in the job, from 0: that of its item.
    task: u64,
    /// Which try it was, from 1.
    attempt: u32,
    /// The batch's number in the job, from 0.
    batch: u64,
    /// How it ended.
    outcome: Outcome,
    /// How long the task had waited for a worker, in milliseconds.
    queue_wait_ms: u64,
    /// Why it had waited, for the most part, where it did.
    #[serde(skip_serializing_if = "Option::is_none")]
    wait_reason: Option<WaitReason>,
    /// How long it ran, in microseconds.
    duration_us: u32,
    /// The worker that ran it.
    worker: String,
    /// What went wrong, if it failed.
    #[serde(skip_serializing_if = "Option::is_none")]
    error: Option<TaskError>,
    /// When it ended: the time of the worker's report.
    ended_at: DateTime<Utc>,
}

/// What went wrong with a task.
#[derive(Debug, Object, Serialize, Deserialize)]
pub(crate) struct TaskError {
    /// The kind of failure, such as `filter_error` or `timed_out`.
    class: String,
    /// What went wrong, for a person; the first 512 bytes of it. The result line has all.
    message: String,
}

/// A page of attempts.
#[derive(Debug, Object, Serialize, Deserialize)]
pub(crate) struct AttemptList {
    /// The attempts, in order of task and attempt.
    tasks: Vec<Attempt>,
    /// The `cursor` of the next page, if there is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    next_cursor: Option<String>,
}

/// The last attempt of a page, as `task.attempt`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Cursor(u64, u32);

const LIST: u128 =
    CONSISTENT | any_of(&[Kind::MalformedParameter, Kind::NoSuchJob, Kind::EngineAway, Kind::DamagedData]);

/// The routes.
pub(crate) struct TasksApi(pub(crate) Arc<Shared>);

#[OpenApi(tag = "Tag::Jobs")]
impl TasksApi {
    /// List the attempts at a job's tasks
    ///
    /// An attempt is listed at most a second or so after it was reported.
    #[oai(path = "/v1/jobs/:id/tasks", method = "get", operation_id = "list_tasks")]
    async fn list(
        &self,
        /// The job's id.
        id: Path<Text<JobId>>,
        /// Only attempts that ended like this.
        outcome: Query<Option<Text<Outcome>>>,
        /// The `next_cursor` of the page before; without it, the list begins with task 0.
        cursor: Query<Option<Text<Cursor>>>,
        /// How many attempts a page has at most.
        #[oai(default)]
        limit: Query<Text<PageSize<1000>>>,
        asked: Asked,
    ) -> Result<JsonBody<AttemptList>, Refused<LIST>> {
        let (Text(id), limit) = (id.0, limit.0.0.get());
        self.0.summary(asked.tenant(), id).await?;
        let outcome = outcome.0.map(|outcome| outcome.0.into());
        let after = cursor.0.map(|Text(Cursor(task, attempt))| (task, attempt));
        let attempts = &self.0.services.attempts;
        let read = attempts.attempts(asked.tenant(), id, outcome, after, limit + 1).await?;
        let (mut rows, next_cursor) = page::cut(read, limit, |row| Cursor(row.task, row.attempt).to_string());
        if self.0.hidden_from(&asked).await?.is_some() {
            let quoting = rows.iter_mut().filter(|row| !row.error_message.is_empty());
            quoting.for_each(|row| row.error_message = "[masked]".to_owned());
        }
        Ok(JsonBody(AttemptList { next_cursor, tasks: rows.into_iter().map(Attempt::from).collect() }))
    }
}

impl From<AttemptRow> for Attempt {
    fn from(row: AttemptRow) -> Self {
        let error = TaskError { class: row.error_class, message: row.error_message };
        Self {
            task: row.task,
            attempt: row.attempt,
            batch: row.batch,
            outcome: row.outcome.into(),
            queue_wait_ms: row.queue_wait_ms,
            wait_reason: row.wait_reason.parse::<waiting::WaitReason>().ok().map(WaitReason::from),
            duration_us: row.duration_us,
            worker: row.worker,
            error: Some(error).filter(|error| !error.class.is_empty()),
            ended_at: row.ended_at,
        }
    }
}

impl From<analytics::Outcome> for Outcome {
    fn from(outcome: analytics::Outcome) -> Self {
        match outcome {
            analytics::Outcome::Succeeded => Self::Succeeded,
            analytics::Outcome::Failed => Self::Failed,
            analytics::Outcome::Abandoned => Self::Abandoned,
            analytics::Outcome::Retried => Self::Retried,
        }
    }
}

impl From<Outcome> for analytics::Outcome {
    fn from(outcome: Outcome) -> Self {
        match outcome {
            Outcome::Succeeded => Self::Succeeded,
            Outcome::Failed => Self::Failed,
            Outcome::Abandoned => Self::Abandoned,
            Outcome::Retried => Self::Retried,
        }
    }
}

impl FromStr for Outcome {
    type Err = serde::de::value::Error;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        text::choice(text)
    }
}

impl Described for Outcome {
    const NAME: &'static str = "outcome";

    fn schema() -> MetaSchemaRef {
        Self::schema_ref()
    }

    fn register(registry: &mut Registry) {
        <Self as Type>::register(registry);
    }
}

impl fmt::Display for Cursor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", self.0, self.1)
    }
}

impl FromStr for Cursor {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let parse = || {
            let (task, attempt) = text.split_once('.')?;
            Some(Self(task.parse().ok()?, attempt.parse().ok()?))
        };
        parse().ok_or("give the `next_cursor` of a page as it is")
    }
}

impl Described for Cursor {
    const NAME: &'static str = "cursor";

    fn schema() -> MetaSchemaRef {
        MetaSchemaRef::Inline(Box::new(MetaSchema {
            pattern: Some("^[0-9]{1,19}\\.[0-9]{1,9}$".to_owned()),
            ..MetaSchema::new("string")
        }))
    }
}

#[cfg(test)]
mod tests {
    use serde_json::Value;

    use super::*;
    use crate::testing::{Testing, json};

    #[test]
    fn a_cursor_is_read_back() {
        assert_eq!(Cursor(7, 2).to_string().parse(), Ok(Cursor(7, 2)));
        assert!("7".parse::<Cursor>().is_err());
        assert!("7.-1".parse::<Cursor>().is_err());
    }

    fn row(job: &str, task: u64, attempt: u32, outcome: analytics::Outcome, error: &str) -> AttemptRow {
        AttemptRow {
            tenant: "test".to_owned(),
            job: job.to_owned(),
            task,
            attempt,
            batch: 0,
            outcome,
            queue_wait_ms: 1,
            wait_reason: "",
            duration_us: 2,
            worker: "w".to_owned(),
            processor: "jq",
            queue: String::new(),
            build: "test".to_owned(),
            bytes_in: 1,
            bytes_out: 2,
            error_class: error.to_owned(),
            error_message: error.to_owned(),
            ended_at: DateTime::UNIX_EPOCH,
            shard: 0,
            position: 1,
        }
    }

    #[tokio::test]
    async fn attempts_are_listed_page_by_page_and_by_outcome() {
        let testing = Testing::default();
        let client = testing.client();
        let body = r#"{"items":[1,2],"processor":{"jq":{"filter":"."}}}"#;
        let request = client.post("/v1/jobs").content_type("application/json").body(body);
        let job = json(request.send().await, 202).await["id"].as_str().unwrap().to_owned();
        *testing.engines.attempts.lock().unwrap() = vec![
            row(&job, 0, 1, analytics::Outcome::Abandoned, ""),
            row(&job, 0, 2, analytics::Outcome::Succeeded, ""),
            row(&job, 1, 1, analytics::Outcome::Failed, "timed_out"),
        ];
        let page = async |query: &str| -> Value {
            json(client.get(format!("/v1/jobs/{job}/tasks{query}")).send().await, 200).await
        };
        let first = page("?limit=2").await;
        assert_eq!((&first["tasks"][1]["attempt"], &first["next_cursor"]), (&2.into(), &"0.2".into()));
        assert!(first["tasks"][1].get("error").is_none());
        let second = page("?limit=2&cursor=0.2").await;
        assert_eq!(second["tasks"][0]["error"]["class"], "timed_out");
        assert_eq!((second["tasks"].as_array().unwrap().len(), second.get("next_cursor")), (1, None));
        assert_eq!(page("?outcome=abandoned").await["tasks"][0]["ended_at"], "1970-01-01T00:00:00Z");
    }
}
