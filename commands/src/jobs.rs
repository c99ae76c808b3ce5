//! Submissions: what comes with a request becomes a job, in one append.

mod accept;
mod actions;
mod again;
mod columns;

use std::sync::Arc;
use std::time::Duration;

use domain::batch::BatchError;
use domain::dataset::{Dataset, DatasetError, Format};
use domain::job::{JobError, JobSpec, MAX_BATCH_SIZE, Source};
use domain::options::Options;
use domain::processor::{Limits, Processor};
use domain::queue::{Queue, QueueError};
use domain::raw_json::RawJson;
use domain::{DatasetId, JobId, QueueId, QueueName, TenantId};
use sha2::{Digest, Sha256};
use uuid::Uuid;

use crate::cutter::MAX_ITEM_BYTES;
use crate::dispatch::Hints;
use crate::executor::{CommandContext, ExecuteError, Executor};
use crate::inputs::objects::{self, NamedObject, ObjectsError};
use crate::keys;
use crate::ports::dispatch::{Cap, Dispatch};
use crate::ports::{Appended, LocalWorkers, ObjectError, ObjectStore, ProcessorCheck, ProcessorError};

/// Items up to this size in all travel in events; more go to the object store.
pub const MAX_INLINE_BYTES: usize = 64 << 10;

pub use columns::ColumnsError;

/// What a tenant sends.
#[derive(Debug, Clone)]
pub struct Submission {
    /// A name for people.
    pub name: Option<String>,
    /// What to process.
    pub items: Items,
    /// The columns that make an item, where there are columns; without them, all.
    pub columns: Option<Vec<String>>,
    /// What is done to each.
    pub processor: Processor,
    /// Within what bounds.
    pub limits: Limits,
    /// The most tasks of one batch; the default suits most.
    pub batch_size: Option<u64>,
    /// When, how fast, beside what, and what becomes of tasks that fail.
    pub options: Options,
}

/// What to process.
#[derive(Debug, Clone)]
pub enum Items {
    /// These.
    Inline(Vec<RawJson>),
    /// Those of a dataset.
    Dataset(DatasetId),
    /// Those of several objects.
    Objects(Vec<NamedObject>),
    /// Those of an earlier job whose tasks did not succeed.
    Redrive {
        /// The earlier job.
        of: JobId,
        /// Those that failed.
        failed: bool,
        /// Those that were cancelled.
        cancelled: bool,
    },
}

/// Why a job was not accepted.
#[derive(Debug, thiserror::Error)]
pub enum SubmitError {
    /// The processor cannot run.
    #[error(transparent)]
    Processor(#[from] ProcessorError),
    /// There is no such dataset.
    #[error("there is no dataset {0}")]
    NoDataset(DatasetId),
    /// The objects are not ones that it can have.
    #[error(transparent)]
    Objects(#[from] ObjectsError),
    /// The columns are not ones that it can have.
    #[error(transparent)]
    Columns(#[from] ColumnsError),
    /// One item is too long.
    #[error("item {0} is longer than {MAX_ITEM_BYTES} bytes")]
    ItemTooLong(usize),
    /// The tenant has as much waiting as it may.
    #[error("the tenant has {in_use} {cap} waiting, and may have {limit}: wait until some are done")]
    Full {
        /// Of what.
        cap: Cap,
        /// How much it has.
        in_use: u64,
        /// How much it may have.
        limit: u64,
        /// When asking again is worthwhile.
        retry_after: Duration,
    },
    /// The queue takes no jobs.
    #[error("the queue {0} is being drained and takes no jobs: resume it, or choose another")]
    QueueDraining(QueueName),
    /// The queue could not be read.
    #[error(transparent)]
    Queue(ExecuteError<QueueError>),
    /// The job whose tasks should run again has none of that kind.
    #[error("the job {0} has no such tasks to run again")]
    NothingToRedrive(JobId),
    /// The job whose tasks should run again is not over.
    #[error("the job {0} is not over: wait for its end, or cancel it")]
    NotOver(JobId),
    /// There is no job whose tasks could run again.
    #[error("there is no job {0}")]
    NoJob(JobId),
    /// The object store failed.
    #[error(transparent)]
    Object(#[from] ObjectError),
    /// The dataset could not be read.
    #[error(transparent)]
    Dataset(ExecuteError<DatasetError>),
    /// The job was refused, or the event store failed.
    #[error(transparent)]
    Job(#[from] ExecuteError<JobError>),
    /// The first batch was refused.
    #[error(transparent)]
    Batch(#[from] ExecuteError<BatchError>),
}

/// Takes jobs.
#[derive(Clone)]
pub struct Jobs {
    executor: Arc<Executor>,
    objects: Arc<dyn ObjectStore>,
    processors: Arc<dyn ProcessorCheck>,
    dispatch: Arc<dyn Dispatch>,
    local: Arc<dyn LocalWorkers>,
    hints: Hints,
}

impl Jobs {
    /// Takes jobs. Small ones may begin on `local` at once.
    #[must_use]
    pub fn new(
        executor: Arc<Executor>,
        objects: Arc<dyn ObjectStore>,
        processors: Arc<dyn ProcessorCheck>,
        dispatch: Arc<dyn Dispatch>,
        local: Arc<dyn LocalWorkers>,
        hints: Hints,
    ) -> Self {
        Self { executor, objects, processors, dispatch, local, hints }
    }

    /// Accepts a job: when this answers, its events are on disk. One with an id may come again: it is accepted once.
    ///
    /// # Errors
    /// See [`SubmitError`].
    pub async fn submit(
        &self,
        context: impl FnOnce(JobId) -> CommandContext,
        planned: Option<JobId>,
        submission: Submission,
    ) -> Result<(JobId, Appended), SubmitError> {
        let id = planned.unwrap_or_else(|| JobId(Uuid::now_v7()));
        let context = context(id);
        if planned.is_some()
            && let Some(accepted) = self.accepted_before(&context.tenant, id).await?
        {
            return Ok((id, accepted));
        }
        self.processors.check(&submission.processor).await?;
        if let Processor::External { queue } = &submission.processor {
            self.check_queue(&context.tenant, queue).await?;
        }
        let batch_size = submission.batch_size.unwrap_or(MAX_BATCH_SIZE);
        let Submission { name, items, columns, processor, limits, options, .. } = submission;
        let (source, inline) = self.source(&context.tenant, id, items, batch_size).await?;
        let source = self.project(source, columns).await?;
        let spec = JobSpec { name, source, processor, limits, batch_size, options };
        let accepted = self.accept(&context, id, spec, inline).await?;
        metrics::counter!("thousandfold_jobs_submitted_total").increment(1);
        Ok((id, accepted))
    }

    async fn check_queue(&self, tenant: &TenantId, name: &QueueName) -> Result<(), SubmitError> {
        let id = QueueId { tenant: tenant.clone(), name: name.clone() };
        let queue = self.executor.load_current::<Queue>(tenant, &id).await.map_err(SubmitError::Queue)?;
        if queue.state.draining {
            return Err(SubmitError::QueueDraining(name.clone()));
        }
        Ok(())
    }

    /// Where the items are, and the items themselves if they travel in an event.
    async fn source(
        &self,
        tenant: &TenantId,
        job: JobId,
        items: Items,
        batch_size: u64,
    ) -> Result<(Source, Option<Vec<RawJson>>), SubmitError> {
        let items = match items {
            Items::Dataset(id) => return Ok((self.dataset(tenant, id).await?, None)),
            Items::Objects(objects) => {
                let objects = objects::resolve(tenant, objects)?;
                return Ok((Source::Objects { objects, columns: None }, None));
            }
            Items::Redrive { of, failed, cancelled } => {
                return Ok((self.redrive(tenant, of, failed, cancelled).await?, None));
            }
            Items::Inline(items) => items,
        };
        if let Some(item) = items.iter().position(|item| item.as_str().len() as u64 > MAX_ITEM_BYTES) {
            return Err(SubmitError::ItemTooLong(item));
        }
        let bytes: usize = items.iter().map(|item| item.as_str().len()).sum();
        let count = items.len() as u64;
        if bytes <= MAX_INLINE_BYTES && count <= batch_size {
            return Ok((Source::Inline { items: count }, Some(items)));
        }
        let (key, body) = (keys::job_items(tenant, job), to_ndjson(&items));
        let source = Source::Object {
            dataset: None,
            key: key.clone(),
            format: Format::Ndjson,
            items: count,
            sha256: hex::encode(Sha256::digest(&body)),
            bytes: body.len() as u64,
            columns: None,
        };
        self.objects.put(&key, body.into()).await?;
        Ok((source, None))
    }

    async fn dataset(&self, tenant: &TenantId, id: DatasetId) -> Result<Source, SubmitError> {
        let dataset = self.executor.load::<Dataset>(tenant, &id).await.map_err(SubmitError::Dataset)?;
        match &*dataset.state {
            Dataset::Unknown => Err(SubmitError::NoDataset(id)),
            Dataset::Uploaded(upload) => Ok(Source::Object {
                dataset: Some(id),
                key: upload.key.clone(),
                format: upload.format,
                items: upload.items,
                sha256: upload.sha256.clone(),
                bytes: upload.bytes,
                columns: None,
            }),
        }
    }
}

/// One item a line.
fn to_ndjson(items: &[RawJson]) -> String {
    let mut lines = String::new();
    for item in items {
        lines.push_str(&item.on_one_line());
        lines.push('\n');
    }
    lines
}
