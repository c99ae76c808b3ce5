//! Cuts a job's object into batches in one streaming pass. The batches' ids follow from the job's,
//! so planning twice opens the same batches and changes nothing.

use std::sync::Arc;

use async_trait::async_trait;
use chrono::Utc;
use domain::batch::{Batch, BatchCommand, BatchSpec, Input};
use domain::dataset::Format;
use domain::job::{Job, JobCommand, JobEvent, JobSpec, Plan, Source};
use domain::{BatchId, JobId, RecordedEvent};
use futures::{StreamExt, TryStreamExt, stream};
use sha2::{Digest, Sha256};

use super::{ReactError, Reactor, aggregate_id, decode};
use crate::cutter::{CutError, Cutter};
use crate::executor::{CommandContext, ExecuteError, Executor};
use crate::ports::{ObjectError, ObjectStore};

/// A batch ends early at this many bytes, so that a worker's memory has a bound.
const MAX_BATCH_BYTES: u64 = 16 << 20;
/// How many batches are opened at once; they share a few group commits.
const OPEN_TOGETHER: usize = 64;

/// Plans jobs.
pub struct Planner {
    executor: Arc<Executor>,
    objects: Arc<dyn ObjectStore>,
}

/// Why a job could not be planned.
enum PlanError {
    /// Its items cannot be read, now or later: the job fails, with this reason.
    Unreadable(String),
    /// An engine is away.
    React(ReactError),
}

impl<E: Into<ReactError>> From<E> for PlanError {
    fn from(error: E) -> Self {
        Self::React(error.into())
    }
}

impl Planner {
    /// Plans jobs whose items are in `objects`.
    #[must_use]
    pub fn new(executor: Arc<Executor>, objects: Arc<dyn ObjectStore>) -> Self {
        Self { executor, objects }
    }

    async fn plan(&self, context: &CommandContext, job: JobId, spec: &JobSpec) -> Result<Plan, PlanError> {
        let Source::Object { key, format, items, sha256, .. } = &spec.source else {
            return Err(PlanError::Unreadable("its items are not in an object".to_owned()));
        };
        let mut bytes = self.objects.get(key).await.map_err(unreadable_if_missing)?;
        let (mut hasher, mut cutter) = (Sha256::new(), Cutter::new(*format));
        let mut batches = Batches::new(spec, key, *format);
        while let Some(chunk) = bytes.try_next().await.map_err(unreadable_if_missing)? {
            hasher.update(&chunk);
            cutter.push(&chunk, |end| batches.item_ended(end)).map_err(unreadable)?;
            if batches.ready.len() >= OPEN_TOGETHER {
                self.open(context, job, batches.take(cutter.header().map_err(unreadable)?)).await?;
            }
        }
        cutter.finish(|end| batches.item_ended(end)).map_err(unreadable)?;
        if hex::encode(hasher.finalize()) != *sha256 || batches.plan().tasks != *items {
            return Err(PlanError::Unreadable(format!("object {key} is not what was uploaded")));
        }
        batches.close();
        self.open(context, job, batches.take(cutter.header().map_err(unreadable)?)).await?;
        Ok(batches.plan())
    }

    /// Ends the planning. The job's first batches may end at the same time, command after command: then this one
    /// is tried again, and not the whole plan.
    async fn record(
        &self,
        context: &CommandContext,
        id: JobId,
        command: JobCommand,
    ) -> Result<(), ReactError> {
        loop {
            match self.executor.execute::<Job>(context, &id, command.clone()).await {
                Err(ExecuteError::Contended(_)) => tokio::task::yield_now().await,
                recorded => return recorded.map(|_| ()).map_err(ReactError::from),
            }
        }
    }

    async fn open(
        &self,
        context: &CommandContext,
        job: JobId,
        batches: Vec<(u64, BatchSpec)>,
    ) -> Result<(), ReactError> {
        stream::iter(batches)
            .map(|(number, spec)| async move {
                let id = BatchId { job, number };
                let command = BatchCommand::Open { spec, at: Utc::now() };
                self.executor.execute::<Batch>(context, &id, command).await.map(|_| ())
            })
            .buffer_unordered(OPEN_TOGETHER)
            .try_collect()
            .await
            .map_err(ReactError::from)
    }
}

fn unreadable(error: CutError) -> PlanError {
    PlanError::Unreadable(error.to_string())
}

fn unreadable_if_missing(error: ObjectError) -> PlanError {
    match error {
        ObjectError::NotFound(_) => PlanError::Unreadable(error.to_string()),
        ObjectError::Engine(engine) => PlanError::React(engine.into()),
    }
}

#[async_trait]
impl Reactor for Planner {
    fn name(&self) -> &'static str {
        "planner"
    }

    fn handles(&self) -> &'static [&'static str] {
        &["JobSubmitted"]
    }

    fn group<'a>(&self, event: &'a RecordedEvent) -> &'a str {
        &event.aggregate_id
    }

    async fn react(&self, event: &RecordedEvent) -> Result<(), ReactError> {
        let JobEvent::JobSubmitted { spec, .. } = decode(event)? else {
            return Ok(());
        };
        if matches!(spec.source, Source::Inline { .. }) {
            return Ok(());
        }
        let (id, context) = (aggregate_id(event)?, CommandContext::caused_by(event, self.name()));
        let command = match self.plan(&context, id, &spec).await {
            Ok(plan) => JobCommand::RecordPlan { plan, at: Utc::now() },
            Err(PlanError::Unreadable(reason)) => JobCommand::Fail { reason, at: Utc::now() },
            Err(PlanError::React(error)) => return Err(error),
        };
        self.record(&context, id, command).await
    }
}

/// Gathers items into batches.
struct Batches<'a> {
    spec: &'a JobSpec,
    key: &'a str,
    format: Format,
    /// The batch that is filling: its first task and byte, and how far it reaches.
    first_task: u64,
    start: Option<u64>,
    end: u64,
    tasks: u64,
    ready: Vec<Cut>,
    closed: u64,
}

struct Cut {
    number: u64,
    first_task: u64,
    tasks: u64,
    /// Unknown for the first batch until the header's length is known.
    start: Option<u64>,
    end: u64,
}

impl<'a> Batches<'a> {
    fn new(spec: &'a JobSpec, key: &'a str, format: Format) -> Self {
        Self { spec, key, format, first_task: 0, start: None, end: 0, tasks: 0, ready: vec![], closed: 0 }
    }

    fn item_ended(&mut self, end: u64) {
        self.tasks += 1;
        self.end = end;
        if self.tasks == self.spec.batch_size || end - self.start.unwrap_or(0) >= MAX_BATCH_BYTES {
            self.close();
        }
    }

    fn close(&mut self) {
        if self.tasks == 0 {
            return;
        }
        let Self { first_task, tasks, start, end, .. } = *self;
        self.ready.push(Cut { number: self.closed, first_task, tasks, start, end });
        self.closed += 1;
        self.first_task += tasks;
        self.start = Some(end);
        self.tasks = 0;
    }

    fn plan(&self) -> Plan {
        let open = u64::from(self.tasks > 0);
        Plan { batches: self.closed + open, tasks: self.first_task + self.tasks }
    }

    fn take(&mut self, header: Option<String>) -> Vec<(u64, BatchSpec)> {
        let first_byte = header.as_ref().map_or(0, |row| row.len() as u64);
        let spec = |cut: Cut| {
            let offset = cut.start.unwrap_or(first_byte);
            BatchSpec {
                first_task: cut.first_task,
                tasks: cut.tasks,
                input: Input::Object {
                    key: self.key.to_owned(),
                    format: self.format,
                    offset,
                    length: cut.end - offset,
                    header: header.clone(),
                },
                processor: self.spec.processor.clone(),
                limits: self.spec.limits,
            }
        };
        self.ready.drain(..).map(|cut| (cut.number, spec(cut))).collect()
    }
}
