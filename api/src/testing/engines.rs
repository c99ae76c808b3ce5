//! Engines in memory, as far as the API's own behaviour needs them.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use async_trait::async_trait;
use bytes::Bytes;
use chrono::Utc;
use commands::ports::homes::Homes;
use commands::ports::{
    Append, AppendError, Appended, EngineError, EventLog, Item, ItemSource, LocalWorkers, ObjectError,
    ObjectStore, ObjectStream, ProcessorCheck, ProcessorError, Reserved, StreamId, Upload,
};
use domain::batch::{BatchSpec, Input};
use domain::processor::Processor;
use domain::{JobId, RecordedEvent, TenantId};
use futures::stream::BoxStream;
use futures::{StreamExt, stream};
use projections::analytics::{AttemptRow, Outcome};
use projections::charts::{Chart, ChartError, ChartQuery, Charts};
use projections::job_list::{JobFilter, JobListQuery, JobPage};
use projections::job_view::{Cells, JobRecord, JobState, JobSummary, cells};
use projections::live::{Hint, LiveJobs, Revised};
use projections::progress::{Progress, Projection, ProjectionProgress};
use projections::queries::{
    Attempts, Cut, JobHistory, JobViews, Moment, QueryError, TableBytes, TableFormat,
};
use tokio::sync::watch;

use super::tenant;
use crate::health::{EngineHealth, Health};

/// An engine of each kind; `away` makes it fail.
#[derive(Default)]
pub(crate) struct Engines {
    pub(crate) log_away: AtomicBool,
    pub(crate) views_away: AtomicBool,
    /// How many more reads of objects succeed, if this is not 0.
    pub(crate) reads_left: AtomicU64,
    pub(crate) events: Mutex<Vec<RecordedEvent>>,
    pub(crate) jobs_reached: AtomicU64,
    pub(crate) objects: Arc<Mutex<BTreeMap<String, Bytes>>>,
    pub(crate) jobs: Mutex<Vec<JobSummary>>,
    /// How often the jobs have changed.
    pub(crate) changes: watch::Sender<u64>,
    pub(crate) attempts: Mutex<Vec<AttemptRow>>,
    pub(crate) charts_away: AtomicBool,
    /// Whether it is too much to look through.
    pub(crate) log_is_long: AtomicBool,
    /// The only chart.
    pub(crate) chart: Mutex<Chart>,
    /// What charts were asked for.
    pub(crate) charted: Mutex<Vec<ChartQuery>>,
    pub(crate) homes: Mutex<BTreeMap<TenantId, String>>,
}

pub(crate) fn away(engine: &'static str) -> EngineError {
    let message = "connection refused at 10.0.0.7".to_owned();
    EngineError { engine, message }
}

#[async_trait]
impl EventLog for Engines {
    async fn append(&self, append: Append) -> Result<Appended, AppendError> {
        if self.log_away.load(Ordering::Relaxed) {
            return Err(AppendError::Unavailable("connection refused at 10.0.0.7".into()));
        }
        let mut events = self.events.lock().unwrap();
        // An append has one time, by which its events are known to belong together.
        let recorded_at = Utc::now();
        for stream in append.streams {
            for (new, sequence) in stream.events.into_iter().zip(stream.expected.version().unwrap() + 1..) {
                let position = events.len() as u64 + 1;
                events.push(RecordedEvent {
                    shard: 0,
                    position,
                    tenant: append.tenant.clone(),
                    aggregate_type: stream.stream.aggregate_type.to_owned(),
                    aggregate_id: stream.stream.aggregate_id.clone(),
                    sequence,
                    event_type: new.event_type,
                    event_version: new.event_version,
                    payload: new.payload,
                    metadata: new.metadata,
                    recorded_at,
                });
            }
        }
        let position = events.len() as u64;
        Ok(Appended { shard: 0, position })
    }

    async fn read_stream(
        &self,
        tenant: &TenantId,
        stream: &StreamId,
        after: u64,
    ) -> Result<Vec<RecordedEvent>, EngineError> {
        if self.log_away.load(Ordering::Relaxed) {
            return Err(away("postgres"));
        }
        let is_asked = |event: &&RecordedEvent| {
            event.tenant == *tenant && event.aggregate_id == stream.aggregate_id && event.sequence > after
        };
        Ok(self.events.lock().unwrap().iter().filter(is_asked).cloned().collect())
    }
}

#[async_trait]
impl ObjectStore for Engines {
    async fn put(&self, key: &str, body: Bytes) -> Result<(), ObjectError> {
        self.objects.lock().unwrap().insert(key.to_owned(), body);
        Ok(())
    }

    async fn get(&self, key: &str) -> Result<ObjectStream, ObjectError> {
        if self.reads_left.load(Ordering::Relaxed) > 0 && self.reads_left.fetch_sub(1, Ordering::Relaxed) == 1
        {
            // The lines before are on their way by then.
            tokio::time::sleep(Duration::from_millis(50)).await;
            return Err(away("s3").into());
        }
        Ok(stream::iter([Ok(self.object(key)?)]).boxed())
    }

    async fn get_range(&self, key: &str, offset: u64, length: u64) -> Result<Bytes, ObjectError> {
        let object = self.object(key)?;
        let place = |place: u64| usize::try_from(place).unwrap().min(object.len());
        Ok(object.slice(place(offset)..place(offset + length)))
    }

    async fn size(&self, key: &str) -> Result<u64, ObjectError> {
        Ok(self.object(key)?.len() as u64)
    }

    async fn begin(&self, key: &str) -> Result<Box<dyn Upload>, ObjectError> {
        Ok(Box::new(Pieces { objects: self.objects.clone(), key: key.to_owned(), bytes: vec![] }))
    }
}

impl Engines {
    fn object(&self, key: &str) -> Result<Bytes, ObjectError> {
        let object = self.objects.lock().unwrap().get(key).cloned();
        object.ok_or_else(|| ObjectError::NotFound(key.to_owned()))
    }
}

/// An object that is being uploaded.
struct Pieces {
    objects: Arc<Mutex<BTreeMap<String, Bytes>>>,
    key: String,
    bytes: Vec<u8>,
}

#[async_trait]
impl Upload for Pieces {
    async fn write(&mut self, bytes: Bytes) -> Result<(), ObjectError> {
        self.bytes.extend_from_slice(&bytes);
        Ok(())
    }

    async fn finish(self: Box<Self>) -> Result<(), ObjectError> {
        self.objects.lock().unwrap().insert(self.key, self.bytes.into());
        Ok(())
    }

    async fn abort(self: Box<Self>) {}
}

#[async_trait]
impl ItemSource for Engines {
    async fn items(&self, spec: &BatchSpec) -> Result<Vec<Item>, ObjectError> {
        match &spec.input {
            Input::Items(items) => {
                Ok(items.iter().map(|item| Ok(Bytes::copy_from_slice(item.as_str().as_bytes()))).collect())
            }
            Input::Object { .. } | Input::RowGroup { .. } => Err(away("s3").into()),
        }
    }
}

/// No worker runs in the process of the API.
impl LocalWorkers for Engines {
    fn reserve(&self) -> Option<Box<dyn Reserved>> {
        None
    }
}

#[async_trait]
impl ProcessorCheck for Engines {
    async fn check(&self, processor: &Processor) -> Result<(), ProcessorError> {
        let Processor::Jq { filter } = processor else {
            return Ok(());
        };
        match &**filter {
            "panic" => panic!("the check panics"),
            "wrong" => Err(ProcessorError::Invalid {
                message: "`wrong` is not defined".to_owned(),
                line: 1,
                column: 3,
            }),
            _ => Ok(()),
        }
    }
}

#[async_trait]
impl JobViews for Engines {
    async fn job(&self, of: &TenantId, id: JobId) -> Result<Option<(JobSummary, u64)>, QueryError> {
        let all = self.jobs(of, &JobListQuery::newest(usize::MAX)).await?;
        Ok(all.jobs.into_iter().find(|job| job.id == id).map(|job| (job, 1)))
    }

    /// By ids alone.
    async fn jobs(&self, of: &TenantId, asked: &JobListQuery) -> Result<JobPage, QueryError> {
        if self.views_away.load(Ordering::Relaxed) {
            let EngineError { engine, message } = away("redis");
            return Err(QueryError { engine, message });
        }
        let mut page = JobPage::default();
        if *of != tenant() {
            return Ok(page);
        }
        page.jobs.extend(self.jobs.lock().unwrap().iter().filter(|job| asked.filter.takes(job)).cloned());
        page.jobs.sort_by_key(|job| job.id);
        if asked.order.descending {
            page.jobs.reverse();
        }
        let is_after = |id: JobId, place: JobId| if asked.order.descending { id < place } else { id > place };
        page.jobs.retain(|job| asked.after.is_none_or(|cursor| is_after(job.id, cursor.job)));
        if page.jobs.len() > asked.limit {
            page.jobs.truncate(asked.limit);
            page.next = page.jobs.last().map(|job| job.id.into());
        }
        Ok(page)
    }

    async fn cells(&self, _: &TenantId, _: JobId, _: Range<u64>) -> Result<Option<Cells>, QueryError> {
        Ok(None)
    }
}

#[async_trait]
impl JobHistory for Engines {
    async fn cut(&self, moment: Moment) -> Result<Option<Cut>, QueryError> {
        let events = self.events.lock().unwrap();
        Ok(match moment {
            Moment::Instant(instant) => (instant <= Utc::now()).then_some(Cut { instant, exact: None }),
            Moment::Position { shard, position } => {
                let event = events.iter().find(|event| event.shard == shard && event.position == position);
                event.map(|event| Cut { instant: event.recorded_at, exact: Some((shard, position)) })
            }
        })
    }

    async fn job_at(
        &self,
        of: &TenantId,
        id: JobId,
        cut: &Cut,
    ) -> Result<Option<(JobSummary, u64)>, QueryError> {
        let mut record = JobRecord::default();
        let is_asked = |event: &&RecordedEvent| {
            event.tenant == *of && event.metadata.correlation == id.to_string() && cut.has(event)
        };
        self.events.lock().unwrap().iter().filter(is_asked).for_each(|event| record.add(event).unwrap());
        Ok(record.summary())
    }

    async fn cells_at(&self, of: &TenantId, id: JobId, cut: &Cut) -> Result<Cells, QueryError> {
        let mut found = Cells::new();
        for event in self.events.lock().unwrap().iter() {
            let is_of = cells::batch_of(event).is_some_and(|batch| batch.job == id);
            if is_of && event.tenant == *of && cut.has(event) {
                cells::add(&mut found, event).unwrap();
            }
        }
        Ok(found)
    }
}

/// Both read models have what `jobs_reached` says.
#[async_trait]
impl ProjectionProgress for Engines {
    async fn reached(&self, _: Projection, _: u16) -> Result<u64, QueryError> {
        Ok(self.jobs_reached.load(Ordering::Relaxed))
    }

    async fn head(&self, shard: u16) -> Result<Option<u64>, QueryError> {
        Ok((shard == 0).then_some(self.events.lock().unwrap().len() as u64))
    }

    async fn all(&self) -> Result<Vec<Progress>, QueryError> {
        let head = self.events.lock().unwrap().len() as u64;
        let position = self.jobs_reached.load(Ordering::Relaxed);
        let progress = |projection| Progress {
            projection,
            shard: 0,
            position,
            head,
            lag_seconds: 0.5,
            heard_of_at: None,
        };
        Ok(Projection::ALL.map(progress).to_vec())
    }
}

#[async_trait]
impl Attempts for Engines {
    async fn attempts(
        &self,
        of: &TenantId,
        job: JobId,
        outcome: Option<Outcome>,
        after: Option<(u64, u32)>,
        limit: usize,
    ) -> Result<Vec<AttemptRow>, QueryError> {
        let mut rows = self.attempts.lock().unwrap().clone();
        rows.retain(|row| {
            *of == tenant()
                && row.job == job.to_string()
                && after.is_none_or(|after| (row.task, row.attempt) > after)
                && outcome.is_none_or(|outcome| row.outcome == outcome)
        });
        rows.truncate(limit);
        Ok(rows)
    }

    async fn export(
        &self,
        _: &TenantId,
        _: JobId,
        format: TableFormat,
        hidden: bool,
    ) -> Result<TableBytes, QueryError> {
        Ok(stream::iter([Ok(format!("{format:?}, hidden: {hidden}").into())]).boxed())
    }
}

#[async_trait]
impl Charts for Engines {
    async fn chart(&self, _: &TenantId, query: &ChartQuery) -> Result<Chart, ChartError> {
        if self.charts_away.load(Ordering::Relaxed) {
            let EngineError { engine, message } = away("clickhouse");
            return Err(QueryError { engine, message }.into());
        }
        if query.time_zone.starts_with("Mars") {
            return Err(ChartError::NoSuchZone(query.time_zone.clone()));
        }
        self.charted.lock().unwrap().push(query.clone());
        Ok(self.chart.lock().unwrap().clone())
    }
}

#[async_trait]
impl Health for Engines {
    async fn check(&self) -> Vec<EngineHealth> {
        let away = |flag: &AtomicBool| flag.load(Ordering::Relaxed).then(|| "connection refused".to_owned());
        vec![
            EngineHealth { engine: "postgres", error: away(&self.log_away) },
            EngineHealth { engine: "redis", error: away(&self.views_away) },
        ]
    }
}

/// Every tenant is at home here, unless it asks for another region.
#[async_trait]
impl Homes for Engines {
    async fn home_of(&self, tenant: &TenantId) -> Result<Option<String>, EngineError> {
        Ok(self.homes.lock().unwrap().get(tenant).cloned())
    }

    async fn settle(&self, tenant: &TenantId, region: &str) -> Result<String, EngineError> {
        Ok(self.homes.lock().unwrap().entry(tenant.clone()).or_insert_with(|| region.to_owned()).clone())
    }
}

/// Jobs are revised as often as `revisions` says; each change of that is a hint.
#[async_trait]
impl LiveJobs for Engines {
    async fn current(&self, of: &TenantId, ids: &[JobId]) -> Result<Vec<Option<Revised>>, QueryError> {
        let all = self.jobs(of, &JobListQuery::newest(usize::MAX)).await?;
        let found = |id: &JobId| all.jobs.iter().find(|job| job.id == *id).cloned();
        Ok(ids.iter().map(|id| found(id).map(|job| self.revised(job))).collect())
    }

    async fn newest(
        &self,
        of: &TenantId,
        state: Option<JobState>,
        limit: usize,
    ) -> Result<Vec<Revised>, QueryError> {
        let filter = JobFilter { state, ..JobFilter::default() };
        let page = self.jobs(of, &JobListQuery { filter, ..JobListQuery::newest(limit) }).await?;
        Ok(page.jobs.into_iter().map(|job| self.revised(job)).collect())
    }

    async fn hints(&self) -> BoxStream<'static, Hint> {
        let changes = self.changes.subscribe();
        let hints = stream::unfold(changes, async |mut changes| {
            changes.changed().await.ok()?;
            Some((Hint::Tenant(tenant()), changes))
        });
        hints.boxed()
    }
}

impl Engines {
    fn revised(&self, summary: JobSummary) -> Revised {
        Revised { revision: *self.changes.borrow(), summary }
    }

    /// Has the read model have these jobs from now on.
    pub(crate) fn change(&self, change: impl FnOnce(&mut Vec<JobSummary>)) {
        change(&mut self.jobs.lock().unwrap());
        self.changes.send_modify(|changes| *changes += 1);
    }
}
