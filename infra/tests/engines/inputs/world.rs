//! All that stands between an upload and a batch's items, on engines of a test's own.

use std::io::Write as _;
use std::sync::Arc;

use bytes::Bytes;
use commands::datasets::{Datasets, UploadError};
use commands::dispatch::Hints;
use commands::jobs::{Items, Jobs, Submission, SubmitError};
use commands::ports::{EventLog as _, ObjectStore as _};
use commands::reactors::{Planner, Reactor as _};
use commands::{CommandContext, Executor};
use domain::batch::{Batch, BatchSpec};
use domain::dataset::{Compression, Format, Upload};
use domain::job::Job;
use domain::options::Options;
use domain::processor::{Limits, Processor};
use domain::{BatchId, DatasetId, JobId};
use futures::stream;
use infra::postgres::PostgresLog;
use infra::redis::{DispatchConfig, RedisDispatch};
use infra::s3::S3Objects;
use parquet::data_type::{ByteArray, ByteArrayType, Int64Type};
use parquet::file::properties::WriterProperties;
use parquet::file::writer::SerializedFileWriter;
use parquet::schema::parser::parse_message_type;
use workers::blocks::Blocks;
use workers::processors::Processors;
use workers::worker::NoWorkers;

use crate::s3_objects::Bucket;
use crate::support::{Place, context, executor, job_stream, new_job, tenant};

pub(super) struct World {
    log: Arc<PostgresLog>,
    executor: Arc<Executor>,
    datasets: Datasets,
    jobs: Jobs,
    planner: Planner,
    pub(super) objects: S3Objects,
    pub(super) bucket: Bucket,
    _place: Place,
}

/// How planning ended.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Planned {
    /// Into batches, whose items these are.
    Items(Vec<String>),
    /// Not at all, for this reason.
    Failed(String),
}

impl Planned {
    pub(super) fn items(self) -> Vec<String> {
        match self {
            Self::Items(items) => items,
            Self::Failed(reason) => panic!("the job failed: {reason}"),
        }
    }

    pub(super) fn reason(self) -> String {
        match self {
            Self::Items(items) => panic!("the job has {} items", items.len()),
            Self::Failed(reason) => reason,
        }
    }
}

impl World {
    /// One that unpacks to no more bytes than this.
    pub(super) async fn limited(max_bytes: u64) -> Self {
        let mut place = Place::new();
        let log = Arc::new(PostgresLog::new(&place.shards(1).await).unwrap());
        let (executor, objects) = (Arc::new(executor(&log)), place.objects());
        let shared = Arc::new(objects.clone());
        let dispatch = Arc::new(RedisDispatch::new(place.redis(), DispatchConfig::default()));
        let jobs = Jobs::new(
            Arc::clone(&executor),
            shared.clone(),
            Arc::new(Processors::default()),
            dispatch.clone(),
            Arc::new(NoWorkers),
            Hints::new(dispatch),
        );
        Self {
            datasets: Datasets::new(Arc::clone(&executor), shared.clone()).limited(max_bytes),
            planner: Planner::new(Arc::clone(&executor), log.clone(), shared).limited(max_bytes),
            jobs,
            executor,
            log,
            objects,
            bucket: Bucket::of(&place),
            _place: place,
        }
    }

    pub(super) async fn new() -> Self {
        Self::limited(1 << 30).await
    }

    pub(super) async fn put(&self, key: &str, body: impl Into<Bytes>) {
        self.objects.put(key, body.into()).await.unwrap();
    }

    /// Uploads in pieces of a size that divides nothing.
    pub(super) async fn upload(
        &self,
        format: Format,
        compression: Compression,
        body: &[u8],
    ) -> Result<(DatasetId, Upload), UploadError> {
        let pieces: Vec<_> =
            body.chunks(60_001).map(|piece| Ok::<_, String>(Bytes::copy_from_slice(piece))).collect();
        let context = |_| self.context();
        self.datasets.upload(context, None, None, format, compression, stream::iter(pieces)).await
    }

    fn context(&self) -> CommandContext {
        context(new_job())
    }

    pub(super) async fn submit(
        &self,
        items: Items,
        columns: Option<&[&str]>,
        batch_size: u64,
    ) -> Result<JobId, SubmitError> {
        let submission = Submission {
            name: None,
            items,
            columns: columns.map(|columns| columns.iter().map(ToString::to_string).collect()),
            processor: Processor::Jq { filter: ".".into() },
            limits: Limits::default(),
            batch_size: Some(batch_size),
            options: Options::default(),
        };
        Ok(self.jobs.submit(|_| self.context(), None, submission).await?.0)
    }

    /// Plans a job, as often as is asked for, and reads what its batches hold.
    pub(super) async fn plan(&self, job: JobId, times: usize) -> Planned {
        let events = self.log.read_stream(&tenant(), &job_stream(job), 0).await.unwrap();
        for _ in 0..times {
            self.planner.react(&events[0]).await.unwrap();
        }
        let loaded = self.executor.load_current::<Job>(&tenant(), &job).await.unwrap();
        if let Job::Failed { reason, .. } = &*loaded.state {
            return Planned::Failed(reason.clone());
        }
        let plan = loaded.state.progress().and_then(|job| job.plan).expect("it is planned");
        let blocks = Arc::new(Blocks::new(Arc::new(self.objects.clone())));
        let mut items = vec![];
        for number in 0..plan.batches {
            let spec = self.batch(BatchId { job, number }).await;
            assert_eq!(spec.first_task, items.len() as u64, "the tasks of batch {number} go on");
            for item in workers::items::load(&blocks, &spec).await.unwrap() {
                let item = item.unwrap_or_else(|failure| panic!("{failure:?}"));
                items.push(String::from_utf8_lossy(&item).trim().to_owned());
            }
        }
        assert_eq!(plan.tasks, items.len() as u64);
        Planned::Items(items)
    }

    async fn batch(&self, id: BatchId) -> BatchSpec {
        let batch = self.executor.load_current::<Batch>(&tenant(), &id).await.unwrap();
        match &*batch.state {
            Batch::Open(open) => open.spec.clone(),
            _ => panic!("batch {id} is not open"),
        }
    }
}

pub(super) fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(vec![], flate2::Compression::fast());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

pub(super) fn zstd(bytes: &[u8]) -> Vec<u8> {
    zstd::stream::encode_all(bytes, 1).unwrap()
}

/// A Parquet file of numbers from 0 on with a text each, in row groups of these sizes.
pub(super) fn table(groups: &[i64]) -> Vec<u8> {
    let schema =
        parse_message_type("message m { required int64 n; optional binary word (STRING); }").unwrap();
    let properties =
        WriterProperties::builder().set_data_page_row_count_limit(70).set_write_batch_size(35).build();
    let mut file = SerializedFileWriter::new(vec![], Arc::new(schema), Arc::new(properties)).unwrap();
    let mut first = 0;
    for rows in groups {
        let numbers: Vec<i64> = (first..first + rows).collect();
        let words: Vec<_> = numbers.iter().map(|n| ByteArray::from(format!("w{n}").into_bytes())).collect();
        let mut group = file.next_row_group().unwrap();
        let mut column = group.next_column().unwrap().unwrap();
        column.typed::<Int64Type>().write_batch(&numbers, None, None).unwrap();
        column.close().unwrap();
        let mut column = group.next_column().unwrap().unwrap();
        column.typed::<ByteArrayType>().write_batch(&words, Some(&vec![1; words.len()]), None).unwrap();
        column.close().unwrap();
        group.close().unwrap();
        first += rows;
    }
    file.into_inner().unwrap()
}
