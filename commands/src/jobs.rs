//! Submissions: what comes with a request becomes a job, in one append.

use std::sync::Arc;

use chrono::Utc;
use domain::batch::{Batch, BatchCommand, BatchError, BatchSpec, Input};
use domain::dataset::{Dataset, DatasetError, Format};
use domain::job::{Job, JobCommand, JobError, JobSpec, MAX_BATCH_SIZE, Source};
use domain::options::Options;
use domain::processor::{Limits, Processor};
use domain::raw_json::RawJson;
use domain::{BatchId, DatasetId, JobId, TenantId};
use sha2::{Digest, Sha256};
use uuid::Uuid;

use crate::cutter::MAX_ITEM_BYTES;
use crate::executor::{CommandContext, ExecuteError, Executor};
use crate::inputs::objects::{self, NamedObject, ObjectsError};
use crate::inputs::parquet::{BadParquet, ObjectRanges, ReadError, Table, UnknownColumns};
use crate::keys;
use crate::ports::{Appended, ObjectError, ObjectStore, ProcessorCheck, ProcessorError};

/// Items up to this size in all travel in events; more go to the object store.
pub const MAX_INLINE_BYTES: usize = 64 << 10;

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
}

impl Jobs {
    /// Takes jobs.
    #[must_use]
    pub fn new(
        executor: Arc<Executor>,
        objects: Arc<dyn ObjectStore>,
        processors: Arc<dyn ProcessorCheck>,
    ) -> Self {
        Self { executor, objects, processors }
    }

    /// Accepts a job: when this answers, its events are on disk.
    ///
    /// # Errors
    /// See [`SubmitError`].
    pub async fn submit(
        &self,
        context: impl FnOnce(JobId) -> CommandContext,
        submission: Submission,
    ) -> Result<(JobId, Appended), SubmitError> {
        self.processors.check(&submission.processor).await?;
        let id = JobId(Uuid::now_v7());
        let context = context(id);
        let batch_size = submission.batch_size.unwrap_or(MAX_BATCH_SIZE);
        let Submission { name, items, columns, processor, limits, options, .. } = submission;
        let (source, inline) = self.source(&context.tenant, id, items, batch_size).await?;
        let source = self.project(source, columns).await?;
        let spec = JobSpec { name, source, processor, limits, batch_size, options };
        let batch = inline.map(|items| first_batch(&spec, items));
        let at = Utc::now();
        let mut unit = self.executor.begin(&context).create::<Job>(&id, JobCommand::Submit { spec, at })?;
        if let Some(spec) = batch {
            let first = BatchId { job: id, number: 0 };
            unit = unit.create::<Batch>(&first, BatchCommand::Open { spec, at })?;
        }
        let appended = unit.commit::<JobError>().await?;
        metrics::counter!("thousandfold_jobs_submitted_total").increment(1);
        Ok((id, appended))
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

/// Why a job's columns were refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ColumnsError {
    /// There are none to choose of.
    #[error("only items of Parquet have columns to choose: leave `columns` out")]
    NotParquet,
    /// None is chosen.
    #[error("`columns` names none: name one, or leave it out for all")]
    None,
    /// The dataset has no such columns.
    #[error(transparent)]
    Unknown(#[from] UnknownColumns),
    /// The dataset is no longer what was uploaded.
    #[error(transparent)]
    Unreadable(#[from] BadParquet),
}

impl Jobs {
    /// The same source with only some columns. Those of a dataset are looked up; those of objects when they are planned.
    async fn project(&self, mut source: Source, chosen: Option<Vec<String>>) -> Result<Source, SubmitError> {
        let Some(chosen) = chosen else {
            return Ok(source);
        };
        if chosen.is_empty() {
            return Err(ColumnsError::None.into());
        }
        match &mut source {
            Source::Object { key, bytes, format: Format::Parquet, columns, .. } => {
                let ranges = ObjectRanges { objects: Arc::clone(&self.objects), key: key.clone() };
                let table = Table::read(&ranges, *bytes).await.map_err(|error| match error {
                    ReadError::Bad(bad) => SubmitError::Columns(bad.into()),
                    ReadError::Object(error) => error.into(),
                })?;
                table.check_columns(&chosen).map_err(ColumnsError::from)?;
                *columns = Some(chosen);
            }
            Source::Objects { objects, columns }
                if objects.iter().all(|object| object.format == Format::Parquet) =>
            {
                *columns = Some(chosen);
            }
            _ => return Err(ColumnsError::NotParquet.into()),
        }
        Ok(source)
    }
}

fn first_batch(spec: &JobSpec, items: Vec<RawJson>) -> BatchSpec {
    BatchSpec::of(spec, 0, items.len() as u64, Input::Items(items))
}

/// One item a line. A newline in JSON can only stand between tokens, where a space means the same.
fn to_ndjson(items: &[RawJson]) -> String {
    let mut lines = String::new();
    for item in items {
        lines.extend(item.as_str().chars().map(|c| if matches!(c, '\n' | '\r') { ' ' } else { c }));
        lines.push('\n');
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_item_of_many_lines_becomes_one_line() {
        let item = RawJson::parse("{\n \"a\": \"x\\ny\"\r\n}".to_owned()).unwrap();
        assert_eq!(to_ndjson(&[item.clone(), item]).lines().count(), 2);
    }
}
