//! Tells a job how its batches ended, completes it with its manifest when the last one has, and stops it when more of
//! its tasks have failed than it bears.

use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, Mutex, PoisonError};

use async_trait::async_trait;
use chrono::Utc;
use domain::batch::{Batch, BatchEvent};
use domain::job::{FinishedBatch, Job, JobCommand, JobEvent, StopCause};
use domain::manifest::Manifest;
use domain::{BatchId, JobId, RecordedEvent};

use super::{ReactError, Reactor, decode};
use crate::dispatch::Hints;
use crate::executor::{CommandContext, ExecuteError, Executor};
use crate::keys;
use crate::ports::ObjectStore;

/// How many tasks have failed of batches that are open, by job and batch. A process that is new knows less than
/// happened; what it misses counts when the batch ends.
type OpenFailures = Mutex<HashMap<JobId, BTreeMap<u64, u64>>>;

/// Completes jobs.
pub struct ProgressReactor {
    executor: Arc<Executor>,
    objects: Arc<dyn ObjectStore>,
    hints: Hints,
    failures: OpenFailures,
}

/// What events say of one job's batches.
#[derive(Default)]
struct News {
    finished: Vec<(u64, FinishedBatch)>,
    failed: BTreeMap<u64, u64>,
}

impl News {
    fn see(&mut self, number: u64, event: BatchEvent) {
        if let BatchEvent::BatchCompleted { succeeded, failed, cancelled, parts, .. } = event {
            self.finished.push((number, FinishedBatch { succeeded, failed, cancelled, parts }));
        }
    }
}

/// How many tasks of a batch have failed; the same however often it is asked.
fn failed(batch: &Batch) -> u64 {
    match batch {
        Batch::Unopened => 0,
        Batch::Open(open) => open.counts.failed,
        Batch::Completed { counts, .. } => counts.failed,
    }
}

/// Whether a job may have nothing left to do after an event of its own. The batches that ran are heard of from their
/// own events; those that were never opened have none.
fn may_end_a_job(event: &JobEvent) -> bool {
    match event {
        JobEvent::JobBatchFinished { batch, .. } => *batch == FinishedBatch::default(),
        _ => true,
    }
}

impl ProgressReactor {
    /// Completes jobs; their manifests go to `objects`, and that they are over is told at once.
    #[must_use]
    pub fn new(executor: Arc<Executor>, objects: Arc<dyn ObjectStore>, hints: Hints) -> Self {
        Self { executor, objects, hints, failures: OpenFailures::default() }
    }

    /// Stops a job early of whose tasks too many have failed, the batches that are open included.
    async fn count_failures(
        &self,
        context: &CommandContext,
        id: JobId,
        news: &News,
    ) -> Result<(), ReactError> {
        let job = self.executor.load::<Job>(&context.tenant, &id).await?;
        let Some(progress) = job.state.running().filter(|job| job.stopping.is_none()) else {
            self.forget_failures(id);
            return Ok(());
        };
        let Some(tolerated) = progress.tolerated() else {
            return Ok(());
        };
        let open: u64 = {
            let mut all = self.failures.lock().unwrap_or_else(PoisonError::into_inner);
            let known = all.entry(id).or_default();
            known.extend(news.failed.iter().map(|(number, failed)| (*number, *failed)));
            known.retain(|number, _| !progress.finished.contains_key(number));
            known.values().sum()
        };
        let failed = progress.counts.failed + open;
        if failed > tolerated {
            let cause = StopCause::TooManyFailures { failed, tolerated };
            self.executor.execute::<Job>(context, &id, JobCommand::Stop { cause, at: Utc::now() }).await?;
        }
        Ok(())
    }

    fn forget_failures(&self, id: JobId) {
        self.failures.lock().unwrap_or_else(PoisonError::into_inner).remove(&id);
    }

    /// Completes the job if nothing of it is left to do.
    async fn complete(&self, context: &CommandContext, id: JobId) -> Result<(), ReactError> {
        // Another process may have recorded the plan, so what this one knows is not enough.
        let job = self.executor.load_current::<Job>(&context.tenant, &id).await?;
        let Some(manifest) = job.state.manifest_to_write(id) else {
            return Ok(());
        };
        let key = self.keep(context, &manifest).await?;
        let command = JobCommand::Complete { manifest: manifest.reference(key), at: Utc::now() };
        let done = self.executor.execute::<Job>(context, &id, command).await?;
        self.hints.job(&context.tenant, id, &done.aggregate).await;
        metrics::counter!("thousandfold_jobs_completed_total").increment(1);
        Ok(())
    }

    async fn keep(
        &self,
        context: &CommandContext,
        manifest: &Manifest,
    ) -> Result<Option<String>, ReactError> {
        if !manifest.has_objects() {
            return Ok(None);
        }
        let key = keys::manifest(&context.tenant, manifest.job);
        self.objects.put(&key, manifest.to_bytes().into()).await?;
        Ok(Some(key))
    }
}

#[async_trait]
impl Reactor for ProgressReactor {
    fn name(&self) -> &'static str {
        "progress"
    }

    fn handles(&self) -> &'static [&'static str] {
        &["BatchCompleted", "TasksReported", "JobPlanned", "JobStopRequested", "JobBatchFinished"]
    }

    fn group<'a>(&self, event: &'a RecordedEvent) -> &'a str {
        &event.metadata.correlation
    }

    async fn react(&self, event: &RecordedEvent) -> Result<(), ReactError> {
        self.react_all(&[event]).await
    }

    /// The events of one job: all batches that ended are told to it in one append.
    async fn react_all(&self, events: &[&RecordedEvent]) -> Result<(), ReactError> {
        let (mut news, mut look, mut job) = (News::default(), false, None);
        for event in events {
            let id = match event.aggregate_type.as_str() {
                "batch" => {
                    let BatchId { job, number } = super::aggregate_id(event)?;
                    let payload: BatchEvent = decode(event)?;
                    if matches!(&payload, BatchEvent::TasksReported { failures, .. } if !failures.is_empty())
                    {
                        let id = BatchId { job, number };
                        let batch = self.executor.observe::<Batch>(&id, event).await?;
                        news.failed.insert(number, failed(&batch.state));
                    }
                    news.see(number, payload);
                    job
                }
                _ => {
                    look |= may_end_a_job(&decode(event)?);
                    super::aggregate_id(event)?
                }
            };
            job = Some((id, CommandContext::caused_by(event, self.name())));
        }
        let Some((id, context)) = job else {
            return Ok(());
        };
        // A job that ended with its only batch has nothing left to be told.
        if self.executor.load::<Job>(&context.tenant, &id).await?.state.is_over() {
            self.forget_failures(id);
            return Ok(());
        }
        if !news.failed.is_empty() {
            self.count_failures(&context, id, &news).await?;
        }
        if !news.finished.is_empty() {
            look = true;
            let command = JobCommand::FinishBatches { batches: news.finished, at: Utc::now() };
            match self.executor.execute::<Job>(&context, &id, command).await {
                Ok(_) => {}
                Err(ExecuteError::Contended(stream)) => {
                    return Err(ReactError::Transient(format!("too many commands at once on {stream}")));
                }
                Err(error) => return Err(error.into()),
            }
        }
        if look { self.complete(&context, id).await } else { Ok(()) }
    }
}
