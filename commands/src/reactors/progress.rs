//! Tells a job how its batches ended, and completes it with its manifest when the last one has.

use std::sync::Arc;

use async_trait::async_trait;
use chrono::Utc;
use domain::batch::BatchEvent;
use domain::job::{FinishedBatch, Job, JobCommand};
use domain::manifest::Manifest;
use domain::{BatchId, JobId, RecordedEvent};

use super::{ReactError, Reactor, aggregate_id, decode};
use crate::executor::{CommandContext, Executor};
use crate::keys;
use crate::ports::ObjectStore;

/// Completes jobs.
pub struct ProgressReactor {
    executor: Arc<Executor>,
    objects: Arc<dyn ObjectStore>,
}

impl ProgressReactor {
    /// Completes jobs; their manifests go to `objects`.
    #[must_use]
    pub fn new(executor: Arc<Executor>, objects: Arc<dyn ObjectStore>) -> Self {
        Self { executor, objects }
    }

    async fn finish_batch(
        &self,
        context: &CommandContext,
        event: &RecordedEvent,
    ) -> Result<JobId, ReactError> {
        let BatchId { job, number } = aggregate_id(event)?;
        let BatchEvent::BatchCompleted { succeeded, failed, cancelled, parts, .. } = decode(event)? else {
            return Ok(job);
        };
        let batch = FinishedBatch { succeeded, failed, cancelled, parts };
        let command = JobCommand::FinishBatches { batches: vec![(number, batch)], at: Utc::now() };
        self.executor.execute::<Job>(context, &job, command).await?;
        Ok(job)
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
        self.executor.execute::<Job>(context, &id, command).await?;
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
        &["BatchCompleted", "JobPlanned"]
    }

    fn group<'a>(&self, event: &'a RecordedEvent) -> &'a str {
        &event.metadata.correlation
    }

    async fn react(&self, event: &RecordedEvent) -> Result<(), ReactError> {
        let context = CommandContext::caused_by(event, self.name());
        let job = match event.event_type.as_str() {
            "BatchCompleted" => self.finish_batch(&context, event).await?,
            _ => aggregate_id(event)?,
        };
        self.complete(&context, job).await
    }
}
