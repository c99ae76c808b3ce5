//! Submits jobs, and waits for their ends.

use backon::{BackoffBuilder as _, ExponentialBuilder};

use crate::types::{Accepted, External, Job, JobState, Jq, Processor, SubmitJob, SubmitJobResponse};
use crate::{Client, Error, Json, answer};

/// How long an answer may wait for the end of a job, in milliseconds.
const WAIT_MS: u64 = 20_000;

/// Whether a job has ended, in whatever way.
#[must_use]
pub fn is_over(job: &Job) -> bool {
    match job.state {
        JobState::Planning | JobState::Running => false,
        JobState::Completed | JobState::Failed | JobState::Cancelled => true,
    }
}

impl Client {
    /// Submits a job. When this answers, the job is on disk.
    ///
    /// # Errors
    /// See [`Error`].
    pub async fn submit(&self, job: SubmitJob) -> Result<Accepted, Error> {
        Ok(match answer(self.submit_job().body(job).send().await)? {
            SubmitJobResponse::Accepted(accepted) => accepted,
            SubmitJobResponse::Job(job) => Accepted { id: job.id, position: None },
        })
    }

    /// Submits a job, and waits for its end, whatever that is: `state` says so.
    ///
    /// # Errors
    /// As those of [`Self::submit`] and [`Self::wait_for_job`].
    pub async fn submit_and_wait(&self, job: SubmitJob) -> Result<Job, Error> {
        self.wait_for_job(&self.submit(job).await?.id).await
    }

    /// One job, as it is now.
    ///
    /// # Errors
    /// See [`Error`].
    pub async fn job(&self, id: &str) -> Result<Job, Error> {
        answer(self.get_job().id(id).send().await)
    }

    /// A job as it was at a moment: an instant (RFC 3339), or the position of an event as `shard:position`.
    ///
    /// # Errors
    /// There was no such job, the moment has not come yet, and what any request can have.
    pub async fn job_at(&self, id: &str, at: &str) -> Result<Job, Error> {
        answer(self.get_job().id(id).at(at).send().await)
    }

    /// Waits for a job's end, for as long as it takes, also while the service is away.
    ///
    /// # Errors
    /// Those that do not pass: see [`Error::is_transient`].
    pub async fn wait_for_job(&self, id: &str) -> Result<Job, Error> {
        let pauses = ExponentialBuilder::new().with_jitter().without_max_times();
        let mut next = pauses.build();
        loop {
            match answer(self.get_job().id(id).wait_ms(WAIT_MS).send().await) {
                Ok(job) if is_over(&job) => return Ok(job),
                Ok(_) => next = pauses.build(),
                Err(error) if error.is_transient() => {
                    tokio::time::sleep(next.next().unwrap_or_default()).await;
                }
                Err(error) => return Err(error),
            }
        }
    }
}

impl SubmitJob {
    /// A job that does this to its items. Set `items`, `dataset`, `objects` or `redrive`.
    #[must_use]
    pub fn of(processor: Processor) -> Self {
        Self {
            name: None,
            items: None,
            dataset: None,
            objects: None,
            redrive: None,
            columns: None,
            processor,
            attempt_timeout_ms: None,
            task_timeout_ms: None,
            memory_mib: None,
            batch_size: None,
            priority: None,
            start_at: None,
            delay_ms: None,
            deadline: None,
            deadline_ms: None,
            retry: None,
            tolerated_failures: None,
            tags: None,
            key: None,
            max_concurrency: None,
            rate: None,
        }
    }

    /// A job that transforms its items by a jq filter.
    #[must_use]
    pub fn jq(filter: &str) -> Self {
        let jq = Jq { filter: filter.to_owned() };
        Self::of(Processor { jq: Some(jq), ..Processor::default() })
    }

    /// A job that leaves its items to the workers of a queue.
    #[must_use]
    pub fn external(queue: &str) -> Self {
        let external = External { queue: queue.to_owned() };
        Self::of(Processor { external: Some(external), ..Processor::default() })
    }

    /// The same over these items.
    #[must_use]
    pub fn over(self, items: impl IntoIterator<Item = Json>) -> Self {
        Self { items: Some(items.into_iter().collect()), ..self }
    }
}
