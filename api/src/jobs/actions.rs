//! What can be done to a job that was accepted: stop it, pause it, slow it down, run some of it again.

use std::sync::Arc;

use commands::executor::Loaded;
use commands::jobs::Submission;
use domain::job::Job as Aggregate;
use domain::options::Options;
use domain::{JobId, TenantId};
use poem_openapi::param::{Header, Path};
use poem_openapi::{Object, OpenApi};
use projections::job_view::JobSummary;
use serde::{Deserialize, Serialize};

use super::ending::preferred_wait;
use super::source::redrive;
use super::submission::invalid;
use super::{Found, Submitted, no_such_job};
use crate::asked::Asked;
use crate::body::OptionalJson;
use crate::idempotency::KEYED;
use crate::problem::{Kind, Problem, Refused, any_of};
use crate::text::{self, Text};
use crate::throttle::{NoRate, ThrottlePatch};
use crate::{Shared, Tag};

/// A job to cancel.
#[derive(Debug, Default, Object, Serialize, Deserialize)]
#[oai(deny_unknown_fields)]
#[serde(deny_unknown_fields)]
pub(crate) struct CancelJob {
    /// Why: up to 200 characters.
    #[serde(default)]
    reason: Option<String>,
}

/// Which tasks of a job are to run again.
#[derive(Debug, Default, Object, Serialize, Deserialize)]
#[oai(deny_unknown_fields)]
#[serde(deny_unknown_fields)]
pub(crate) struct RedriveJob {
    /// Whether those that failed run again; the default is `true`.
    #[serde(default)]
    failed: Option<bool>,
    /// Whether those that were cancelled run again; the default is `false`.
    #[serde(default)]
    cancelled: Option<bool>,
    /// The new job's name. The default is the earlier job's.
    #[serde(default)]
    name: Option<String>,
}

const ACT: u128 = any_of(&[
    Kind::MalformedParameter,
    Kind::NoSuchJob,
    Kind::JobOver,
    Kind::Overloaded,
    Kind::EngineAway,
    Kind::DamagedData,
]);
pub(super) const CHANGE: u128 = ACT | BODY | any_of(&[Kind::PreconditionFailed]);
const CANCEL: u128 = ACT | BODY;
const REDRIVE: u128 = CANCEL
    | KEYED
    | any_of(&[
        Kind::JobNotOver,
        Kind::NothingToRedrive,
        Kind::UnknownJob,
        Kind::InvalidProcessor,
        Kind::QueueDraining,
        Kind::Conflict,
        Kind::TenantFull,
    ]);
const BODY: u128 = any_of(&[
    Kind::MalformedBody,
    Kind::IncompleteBody,
    Kind::BodyTooLarge,
    Kind::UnsupportedMediaType,
    Kind::InvalidJob,
]);

/// The routes.
pub(crate) struct JobActionsApi(pub(crate) Arc<Shared>);

#[OpenApi(tag = "Tag::Jobs")]
impl JobActionsApi {
    /// Cancel a job
    ///
    /// What has not ended of it is cancelled; what runs is told to stop. Its state becomes `cancelled` once that is
    /// done, and the results of what had ended can be read.
    #[oai(path = "/v1/jobs/:id/cancel", method = "post", operation_id = "cancel_job")]
    async fn cancel(
        &self,
        /// The job's id.
        id: Path<Text<JobId>>,
        asked: Asked,
        body: OptionalJson<CancelJob>,
    ) -> Result<Found, Refused<CANCEL>> {
        let (Text(id), reason) = (id.0, body.0.reason);
        if let Some(Err(wrong)) = reason.as_deref().map(|reason| text::check_words("a reason", reason)) {
            return Err(invalid("reason", &wrong).into());
        }
        let job = self.0.services.jobs.cancel(&asked.context(id), id, reason).await?;
        Ok(self.0.answer(asked.tenant(), id, &job).await?)
    }

    /// Pause a job
    ///
    /// No more of its tasks start; those that run end.
    #[oai(path = "/v1/jobs/:id/pause", method = "post", operation_id = "pause_job")]
    async fn pause(
        &self,
        /// The job's id.
        id: Path<Text<JobId>>,
        asked: Asked,
    ) -> Result<Found, Refused<ACT>> {
        let Text(id) = id.0;
        let job = self.0.services.jobs.pause(&asked.context(id), id).await?;
        Ok(self.0.answer(asked.tenant(), id, &job).await?)
    }

    /// Resume a job
    #[oai(path = "/v1/jobs/:id/resume", method = "post", operation_id = "resume_job")]
    async fn resume(
        &self,
        /// The job's id.
        id: Path<Text<JobId>>,
        asked: Asked,
    ) -> Result<Found, Refused<ACT>> {
        let Text(id) = id.0;
        let job = self.0.services.jobs.resume(&asked.context(id), id).await?;
        Ok(self.0.answer(asked.tenant(), id, &job).await?)
    }

    /// Run tasks of a job again
    ///
    /// They become a new job, with what the job asked for besides: its processor, limits and options, but not its
    /// `start_at` and `deadline`. The job must be over.
    #[oai(path = "/v1/jobs/:id/redrive", method = "post", operation_id = "redrive_job")]
    async fn redrive(
        &self,
        /// The job's id.
        id: Path<Text<JobId>>,
        /// As for the submission of a job.
        #[oai(name = "Prefer")]
        prefer: Header<Option<String>>,
        asked: Asked,
        body: OptionalJson<RedriveJob>,
    ) -> Result<Submitted, Refused<REDRIVE>> {
        let Text(id) = id.0;
        let job = self.0.job(asked.tenant(), id).await?;
        let submission = body.0.into_submission(id, &job.state)?;
        let wait = prefer.0.as_deref().and_then(preferred_wait);
        Ok(self.0.submit(&asked, submission, wait).await?)
    }
}

impl Shared {
    /// Changes how fast a job may go.
    pub(super) async fn change_job(
        &self,
        asked: &Asked,
        id: JobId,
        expected: Option<u64>,
        change: ThrottlePatch,
    ) -> Result<Found, Problem> {
        let job = self.job(asked.tenant(), id).await?;
        let progress = job.state.progress().ok_or_else(|| no_such_job(id))?;
        let throttle =
            change.apply(&progress.throttle).map_err(|NoRate| invalid(NoRate::FIELD, NoRate::ADVICE))?;
        let job = self.services.jobs.change_throttle(&asked.context(id), id, expected, throttle).await?;
        self.answer(asked.tenant(), id, &job).await
    }

    /// The job after something was done to it. Its own events count whole batches; the read model may know of more.
    async fn answer(&self, tenant: &TenantId, id: JobId, job: &Loaded<Aggregate>) -> Result<Found, Problem> {
        let mut summary = JobSummary::of(id, &job.state).ok_or_else(|| no_such_job(id))?;
        if let Ok(Some((known, _))) = self.services.views.job(tenant, id).await {
            summary.succeeded = summary.succeeded.max(known.succeeded);
            summary.failed = summary.failed.max(known.failed);
            summary.cancelled = summary.cancelled.max(known.cancelled);
        }
        Found::new((summary, job.version))
    }
}

impl RedriveJob {
    fn into_submission(self, of: JobId, job: &Aggregate) -> Result<Submission, Problem> {
        if let Some(Err(wrong)) = self.name.as_deref().map(text::check_name) {
            return Err(invalid("name", &wrong));
        }
        let progress = job.progress().ok_or_else(|| no_such_job(of))?;
        let spec = progress.spec.clone();
        Ok(Submission {
            name: self.name.or(spec.name),
            items: redrive(of, self.failed, self.cancelled),
            columns: None,
            processor: spec.processor,
            limits: spec.limits,
            batch_size: Some(spec.batch_size),
            options: Options {
                start_at: None,
                deadline: None,
                throttle: progress.throttle.clone(),
                ..spec.options
            },
        })
    }
}

#[cfg(test)]
mod tests;
