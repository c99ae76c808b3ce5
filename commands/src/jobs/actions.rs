//! What can be done to a job that was accepted.

use chrono::Utc;
use domain::job::{Job, JobCommand, JobError, Source, StopCause};
use domain::options::Throttle;
use domain::{JobId, TenantId};

use super::{Jobs, SubmitError};
use crate::executor::{CommandContext, ExecuteError, Loaded};

impl Jobs {
    /// Cancels what has not ended of a job. What runs is told at once.
    ///
    /// # Errors
    /// See [`JobError`].
    pub async fn cancel(
        &self,
        context: &CommandContext,
        id: JobId,
        reason: Option<String>,
    ) -> Result<Loaded<Job>, ExecuteError<JobError>> {
        self.act(context, id, JobCommand::Stop { cause: StopCause::Cancelled { reason }, at: Utc::now() })
            .await
    }

    /// Starts no more of a job.
    ///
    /// # Errors
    /// See [`JobError`].
    pub async fn pause(
        &self,
        context: &CommandContext,
        id: JobId,
    ) -> Result<Loaded<Job>, ExecuteError<JobError>> {
        self.act(context, id, JobCommand::Pause { at: Utc::now() }).await
    }

    /// Goes on with a job.
    ///
    /// # Errors
    /// See [`JobError`].
    pub async fn resume(
        &self,
        context: &CommandContext,
        id: JobId,
    ) -> Result<Loaded<Job>, ExecuteError<JobError>> {
        self.act(context, id, JobCommand::Resume { at: Utc::now() }).await
    }

    /// Changes how fast a job may go that is at `expected`, if that is given.
    ///
    /// # Errors
    /// See [`JobError`].
    pub async fn change_throttle(
        &self,
        context: &CommandContext,
        id: JobId,
        expected: Option<u64>,
        throttle: Throttle,
    ) -> Result<Loaded<Job>, ExecuteError<JobError>> {
        self.act_at(context, id, expected, JobCommand::ChangeThrottle { throttle, at: Utc::now() }).await
    }

    async fn act(
        &self,
        context: &CommandContext,
        id: JobId,
        command: JobCommand,
    ) -> Result<Loaded<Job>, ExecuteError<JobError>> {
        self.act_at(context, id, None, command).await
    }

    async fn act_at(
        &self,
        context: &CommandContext,
        id: JobId,
        expected: Option<u64>,
        command: JobCommand,
    ) -> Result<Loaded<Job>, ExecuteError<JobError>> {
        let done = self.executor.execute_at::<Job>(context, &id, expected, command).await?;
        self.hints.job(&context.tenant, id, &done.aggregate).await;
        Ok(done.aggregate)
    }

    /// The tasks of an earlier job that are to run again.
    pub(super) async fn redrive(
        &self,
        tenant: &TenantId,
        of: JobId,
        failed: bool,
        cancelled: bool,
    ) -> Result<Source, SubmitError> {
        let earlier = self.executor.load_current::<Job>(tenant, &of).await?;
        let progress = earlier.state.progress().ok_or(SubmitError::NoJob(of))?;
        if !earlier.state.is_over() {
            return Err(SubmitError::NotOver(of));
        }
        // Tasks of batches that were never opened have no items to run again.
        let counts = progress.counts;
        let count = |wanted: bool, count: u64| if wanted { count } else { 0 };
        match count(failed, counts.failed) + count(cancelled, counts.cancelled) {
            0 => Err(SubmitError::NothingToRedrive(of)),
            items => Ok(Source::Redrive { of, failed, cancelled, items }),
        }
    }
}
