//! `/v1/jobs`: submissions, and the state of jobs.

use std::sync::Arc;
use std::time::Duration;

use chrono::{DateTime, SubsecRound as _, Utc};
use commands::executor::Loaded;
use commands::jobs::Submission;
use domain::job::Job as Aggregate;
use domain::{JobId, QueueName, TenantId};
use poem_openapi::param::{Header, Path, Query};
use poem_openapi::{ApiResponse, Enum, Object, OpenApi};
use projections::job_list::JobCursor;
use projections::job_view::JobSummary;
use serde::{Deserialize, Serialize};

use crate::asked::Asked;
use crate::body::{Encoded, JsonBody};
use crate::consistency::CONSISTENT;
use crate::etag::{self, IfMatch};
use crate::idempotency::KEYED;
use crate::moment::AsOf;
use crate::problem::{Kind, Problem, Refused, any_of};
use crate::text::{self, Name, PageSize, Text, WaitMs};
use crate::throttle::ThrottlePatch;
use crate::{Shared, Tag};

mod actions;
mod batches;
mod ending;
mod found;
mod list;
mod options;
mod past;
mod processor;
mod reads;
mod source;
mod state;
mod submission;

use actions::CHANGE;
pub(crate) use actions::JobActionsApi;
pub(crate) use batches::JobBatchesApi;
pub(crate) use found::Found;
use list::{Asking, Direction, JobList, Sort};
use options::Priority;
pub(crate) use reads::Reads;
pub(crate) use state::JobState;
use submission::{Accepted, SubmitJob};

/// What is done to a job's items.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum, Serialize, Deserialize)]
#[oai(rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
pub(crate) enum ProcessorKind {
    /// A jq filter transforms them.
    Jq,
    /// A URL is called for each.
    Http,
    /// Workers of your own take them from a queue.
    External,
}

/// A job, at most moments behind what has happened.
#[derive(Debug, Object, Serialize, Deserialize)]
pub(crate) struct Job {
    /// Its id.
    id: Text<JobId>,
    /// The name that it was given.
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<String>,
    /// Where it is in its life.
    state: JobState,
    /// Whether it is paused: no more of its tasks start.
    paused: bool,
    /// Whether it is being stopped: what has not ended of it is being cancelled.
    stopping: bool,
    /// How many tasks it has, one an item, as far as that is known.
    tasks: u64,
    /// How many of them have succeeded.
    succeeded: u64,
    /// How many of them have failed. A failed task has a result line too, which says why.
    failed: u64,
    /// How many of them were cancelled. They have no result lines.
    cancelled: u64,
    /// Into how many batches it was cut, once it was.
    #[serde(skip_serializing_if = "Option::is_none")]
    batches: Option<u64>,
    /// When it was accepted.
    submitted_at: DateTime<Utc>,
    /// When it ended, once it has.
    #[serde(skip_serializing_if = "Option::is_none")]
    ended_at: Option<DateTime<Utc>>,
    /// Why it was given up or cancelled, or is to be.
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<String>,
    /// What is done to its items.
    #[serde(skip_serializing_if = "Option::is_none")]
    processor: Option<ProcessorKind>,
    /// The queue that your own workers take them from.
    #[serde(skip_serializing_if = "Option::is_none")]
    queue: Option<String>,
    /// Which of your jobs go first.
    priority: Priority,
    /// Words to find it by.
    tags: Vec<String>,
    /// The job whose tasks it runs again, if it does.
    #[serde(skip_serializing_if = "Option::is_none")]
    redrive_of: Option<Text<JobId>>,
}

/// A submission's answer.
#[derive(ApiResponse)]
pub(crate) enum Submitted {
    /// The job has ended, in the time that `Prefer` gave it.
    #[oai(status = 200)]
    Ended(
        JsonBody<Job>,
        /// The path of the job.
        #[oai(header = "Location")]
        String,
    ),
    /// The job is recorded, on disk, and will run.
    #[oai(status = 202)]
    Job(
        JsonBody<Accepted>,
        /// The path of the job.
        #[oai(header = "Location")]
        String,
    ),
}

const SUBMIT: u128 = KEYED
    | any_of(&[
        Kind::MalformedBody,
        Kind::IncompleteBody,
        Kind::Conflict,
        Kind::BodyTooLarge,
        Kind::UnsupportedMediaType,
        Kind::InvalidProcessor,
        Kind::InvalidJob,
        Kind::UnknownDataset,
        Kind::UnknownJob,
        Kind::JobNotOver,
        Kind::NothingToRedrive,
        Kind::QueueDraining,
        Kind::TenantFull,
        Kind::Overloaded,
        Kind::EngineAway,
        Kind::DamagedData,
    ]);
const LIST: u128 =
    CONSISTENT | any_of(&[Kind::MalformedParameter, Kind::MomentAhead, Kind::InvalidList, Kind::EngineAway]);
const GET: u128 = CONSISTENT
    | any_of(&[
        Kind::MalformedParameter,
        Kind::MomentAhead,
        Kind::NoSuchJob,
        Kind::EngineAway,
        Kind::DamagedData,
    ]);

/// The routes.
pub(crate) struct JobsApi(pub(crate) Arc<Shared>);

#[OpenApi(tag = "Tag::Jobs")]
impl JobsApi {
    /// Submit a job
    ///
    /// The job processes each of `items`, each item of `dataset` or of `objects`, or tasks of an earlier job again. The
    /// answer comes once the job is on disk; it runs by itself from then on.
    ///
    /// A 429 says that as much of yours waits as may: nothing was done, and `Retry-After` says when to ask again.
    ///
    /// When the answer is a 503, or none comes at all, the job may be on disk all the same: look for it in the
    /// list of jobs before sending it again.
    #[oai(path = "/v1/jobs", method = "post", operation_id = "submit_job")]
    async fn submit(
        &self,
        /// With `wait=` and a number of seconds, up to 60, the answer comes when the job has ended, and is the job; or,
        /// when it has not ended by then, after so many seconds (RFC 7240).
        #[oai(name = "Prefer")]
        prefer: Header<Option<String>>,
        asked: Asked,
        body: JsonBody<SubmitJob>,
    ) -> Result<Submitted, Refused<SUBMIT>> {
        let submission = body.0.into_submission(Utc::now())?;
        let wait = prefer.0.as_deref().and_then(ending::preferred_wait);
        self.0.submit(&asked, submission, wait).await.map_err(Refused::from)
    }

    /// List jobs
    ///
    /// Only jobs of which all that is asked for is true are listed. A page may have fewer jobs than asked for, or none, and yet a
    /// next one: where few jobs match, many have to be looked at. The order of jobs and what a cursor stands for do not change while
    /// jobs come and go: from page to page, no job comes twice and none is left out that was there when the first page was read and
    /// still matches.
    #[oai(path = "/v1/jobs", method = "get", operation_id = "list_jobs")]
    #[expect(clippy::too_many_arguments, reason = "each is a parameter of the route")]
    async fn list(
        &self,
        /// The `next_cursor` of the page before; without it, the list begins at its beginning.
        cursor: Query<Option<Text<JobCursor>>>,
        /// How many jobs a page has at most.
        #[oai(default)]
        limit: Query<Text<PageSize<200>>>,
        /// Only jobs in this state.
        state: Query<Option<Text<JobState>>>,
        /// Only jobs with this tag; given several times, with all of these.
        #[oai(default, explode = true, validator(max_items = 10))]
        tag: Query<Vec<Text<Name>>>,
        /// Only jobs to whose items this is done.
        processor: Query<Option<Text<ProcessorKind>>>,
        /// Only jobs whose items your own workers take from this queue.
        queue: Query<Option<Text<QueueName>>>,
        /// Only jobs with this text in their names. Letters A to Z match in either case.
        text: Query<Option<Text<Name>>>,
        /// Only jobs that were submitted at this instant or later.
        submitted_from: Query<Option<DateTime<Utc>>>,
        /// Only jobs that were submitted before this instant.
        submitted_until: Query<Option<DateTime<Utc>>>,
        /// What the list is sorted by. By anything but `submitted_at`, it is at most a few seconds behind.
        #[oai(default)]
        sort: Query<Text<Sort>>,
        /// Which end of it comes first.
        #[oai(default)]
        order: Query<Text<Direction>>,
        /// The jobs that there were at this moment, as they were then: an instant, or the position of an event, such as a
        /// command answers with, as `shard:position`. They can be sorted by `submitted_at` alone.
        at: Query<Option<Text<AsOf>>>,
        asked: Asked,
    ) -> Result<Encoded<JobList>, Refused<LIST>> {
        let asking = Asking {
            cursor: cursor.0,
            limit: limit.0.0.get(),
            state: state.0,
            tags: tag.0,
            processor: processor.0,
            queue: queue.0,
            text: text.0,
            from: submitted_from.0,
            until: submitted_until.0,
            sort: sort.0.0,
            direction: order.0.0,
        };
        let at = at.0.map(|Text(AsOf(moment))| moment);
        Ok(self.0.list_jobs(asked.tenant(), asking, at).await?)
    }

    /// Get a job
    #[oai(path = "/v1/jobs/:id", method = "get", operation_id = "get_job")]
    async fn get(
        &self,
        /// The job's id.
        id: Path<Text<JobId>>,
        /// For how many milliseconds the answer may wait for the job's end; without it, it comes at once.
        wait_ms: Query<Option<Text<WaitMs<60_000>>>>,
        /// The job as it was at this moment: an instant, or the position of an event, such as a command answers with, as
        /// `shard:position`. There is nothing to wait for then.
        at: Query<Option<Text<AsOf>>>,
        asked: Asked,
    ) -> Result<Found, Refused<GET>> {
        let Text(id) = id.0;
        if let Some(Text(AsOf(moment))) = at.0 {
            return Ok(Found::new(self.0.job_at(asked.tenant(), id, moment).await?)?);
        }
        if let Some(Text(wait)) = wait_ms.0
            && let Some(ended) = self.0.ended(&asked, id, wait.get()).await?
        {
            return Ok(Found::new(ended)?);
        }
        Ok(self.0.job_now(asked.tenant(), id).await?)
    }

    /// Change how fast a job may go
    ///
    /// What is left out stays as it is, and `null` removes a limit (RFC 7396).
    #[oai(path = "/v1/jobs/:id", method = "patch", operation_id = "change_job")]
    async fn change(
        &self,
        /// The job's id.
        id: Path<Text<JobId>>,
        /// The `ETag` of what you read: if anything has happened to the job since, nothing is done. Much does while it runs.
        #[oai(name = "If-Match")]
        if_match: Header<Option<Text<IfMatch>>>,
        asked: Asked,
        body: JsonBody<ThrottlePatch>,
    ) -> Result<Found, Refused<CHANGE>> {
        Ok(self.0.change_job(&asked, id.0.0, etag::expected(if_match.0), body.0).await?)
    }
}

impl Shared {
    /// Submits a job, and waits for its end where that is asked for.
    pub(crate) async fn submit(
        &self,
        asked: &Asked,
        submission: Submission,
        wait: Option<Duration>,
    ) -> Result<Submitted, Problem> {
        let jobs = &self.services.jobs;
        let (id, appended) =
            jobs.submit(|id| asked.context(id), asked.planned().map(JobId), submission).await?;
        asked.found_appended(appended);
        let location = format!("/v1/jobs/{id}");
        if let Some(wait) = wait
            && let Some(ended) = self.ended_or_unknown(asked, id, wait).await
        {
            return Ok(Submitted::Ended(JsonBody(ended.0.into()), location));
        }
        Ok(Submitted::Job(JsonBody(Accepted::new(id, appended)), location))
    }

    /// A job's summary, and its version: from the read model, or, when that does not know it or is away, from its events.
    pub(crate) async fn summary(&self, tenant: &TenantId, id: JobId) -> Result<(JobSummary, u64), Problem> {
        match self.services.views.job(tenant, id).await {
            Ok(Some(summary)) => return Ok(summary),
            Ok(None) => {}
            Err(error) => tracing::warn!(%error, "the read model is away: a job is read from its events"),
        }
        let job = self.job(tenant, id).await?;
        let summary = JobSummary::of(id, &job.state).ok_or_else(|| no_such_job(id))?;
        Ok((summary, job.version))
    }

    /// A job with all that has happened to it until now.
    pub(crate) async fn job(&self, tenant: &TenantId, id: JobId) -> Result<Loaded<Aggregate>, Problem> {
        let job = self.services.executor.load_current::<Aggregate>(tenant, &id).await?;
        if job.version == 0 {
            return Err(no_such_job(id));
        }
        Ok(job)
    }
}

/// What is asked of a job that has no results, or not yet.
pub(crate) fn no_results(id: JobId, job: &Aggregate) -> Problem {
    let summary = JobSummary::of(id, job);
    let state = summary.map_or("unknown", |summary| summary.state.as_str());
    let advice = match job {
        Aggregate::Failed { reason, .. } => format!("was given up, and nothing came of it: {reason}"),
        _ => "is not over: ask again later".to_owned(),
    };
    Problem::new(Kind::NotCompleted, format!("the job is {state}: it {advice}"))
        .with(|details| details.state = Some(state.to_owned()))
}

fn no_such_job(id: JobId) -> Problem {
    Problem::new(Kind::NoSuchJob, format!("there is no job {id}"))
}

impl From<JobSummary> for Job {
    fn from(summary: JobSummary) -> Self {
        Self {
            id: Text(summary.id),
            name: summary.name,
            state: summary.state.into(),
            paused: summary.paused,
            stopping: summary.stopping,
            tasks: summary.tasks,
            succeeded: summary.succeeded,
            failed: summary.failed,
            cancelled: summary.cancelled,
            batches: summary.batches,
            // As precise as every place keeps them that a job may be read from.
            submitted_at: summary.submitted_at.trunc_subsecs(6),
            ended_at: summary.ended_at.map(|at| at.trunc_subsecs(6)),
            reason: summary.reason,
            processor: text::choice(&summary.processor).ok(),
            queue: summary.queue,
            priority: summary.priority.into(),
            tags: summary.tags.into_iter().collect(),
            redrive_of: summary.redrive_of.map(Text),
        }
    }
}

#[cfg(test)]
mod tests;
