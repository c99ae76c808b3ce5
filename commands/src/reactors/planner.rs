//! Cuts a job's items into batches in one streaming pass. The batches' ids follow from the job's,
//! so planning twice opens the same batches and changes nothing.

mod batches;
mod objects;
mod redrive;
mod row_groups;

use std::sync::Arc;

use async_trait::async_trait;
use chrono::Utc;
use domain::batch::{Batch, BatchCommand, BatchSpec};
use domain::dataset::Format;
use domain::job::{Job, JobCommand, JobEvent, JobSpec, Plan, Source};
use domain::{BatchId, JobId, RecordedEvent};
use futures::{StreamExt, TryStreamExt, stream};
use sha2::{Digest, Sha256};

use batches::Batches;
use row_groups::TableInput;

use super::{ReactError, Reactor, aggregate_id, decode};
use crate::cutter::{CutError, Cutter};
use crate::datasets::MAX_DATASET_BYTES;
use crate::executor::{CommandContext, ExecuteError, Executor};
use crate::ports::{EventLog, ObjectError, ObjectStore};

/// How many batches are opened at once; they share a few group commits.
const OPEN_TOGETHER: usize = 64;

/// Plans jobs.
pub struct Planner {
    executor: Arc<Executor>,
    log: Arc<dyn EventLog>,
    objects: Arc<dyn ObjectStore>,
    max_bytes: u64,
}

/// Why a job could not be planned to its end.
enum PlanError {
    /// Its items cannot be read, now or later: the job fails, with this reason.
    Unreadable(String),
    /// The job is being stopped, or is over.
    Stopped,
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
    pub fn new(executor: Arc<Executor>, log: Arc<dyn EventLog>, objects: Arc<dyn ObjectStore>) -> Self {
        Self { executor, log, objects, max_bytes: MAX_DATASET_BYTES }
    }

    /// Unpacks no object to more bytes than this.
    #[must_use]
    pub fn limited(self, max_bytes: u64) -> Self {
        Self { max_bytes, ..self }
    }

    /// Opens all batches of a job; `opened` says how far it came, also when it fails.
    async fn plan(&self, job: &Planning<'_>, opened: &mut Plan) -> Result<(), PlanError> {
        match &job.spec.source {
            Source::Object { key, format: Format::Parquet, items, bytes, columns, .. } => {
                let table =
                    TableInput { key, bytes: *bytes, columns: columns.as_deref(), items: Some(*items) };
                self.plan_table(job, table, opened).await
            }
            Source::Object { key, format, items, sha256, .. } => {
                let counted = Some(Counted { items: *items, sha256 });
                self.plan_object(job, Object { key, format: *format, counted }, opened).await
            }
            Source::Objects { objects, columns } => {
                self.plan_objects(job, objects, columns.as_deref(), opened).await
            }
            Source::Redrive { of, failed, cancelled, .. } => {
                self.plan_redrive(job, *of, redrive::Which { failed: *failed, cancelled: *cancelled }, opened)
                    .await
            }
            Source::Inline { .. } => Err(PlanError::Unreadable(
                "its items are of a kind that this version does not read".to_owned(),
            )),
        }
    }

    async fn plan_object(
        &self,
        job: &Planning<'_>,
        object: Object<'_>,
        opened: &mut Plan,
    ) -> Result<(), PlanError> {
        let Object { key, format, counted } = object;
        let before = opened.tasks;
        let mut bytes = self.objects.get(key).await.map_err(unreadable_if_missing)?;
        let (mut hasher, mut cutter) = (Sha256::new(), Cutter::new(format));
        let mut batches = Batches::new(job.spec, key, format, opened);
        while let Some(chunk) = bytes.try_next().await.map_err(unreadable_if_missing)? {
            hasher.update(&chunk);
            cutter.push(&chunk, |end| batches.item_ended(end)).map_err(unreadable)?;
            if batches.ready() >= OPEN_TOGETHER {
                self.open(job, batches.take(cutter.header().map_err(unreadable)?), opened).await?;
            }
        }
        cutter.finish(|end| batches.item_ended(end)).map_err(unreadable)?;
        let found = (hex::encode(hasher.finalize()), batches.tasks() - before);
        if counted.is_some_and(|counted| (counted.sha256, counted.items) != (&found.0, found.1)) {
            return Err(PlanError::Unreadable(format!("object {key} is not what was uploaded")));
        }
        batches.close();
        self.open(job, batches.take(cutter.header().map_err(unreadable)?), opened).await
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

    /// Opens batches that follow those which are open, unless the job is being stopped.
    async fn open(
        &self,
        planning: &Planning<'_>,
        batches: Vec<(u64, BatchSpec)>,
        opened: &mut Plan,
    ) -> Result<(), PlanError> {
        let job = self.executor.load_current::<Job>(&planning.context.tenant, &planning.job).await;
        let job = job.map_err(ReactError::from)?;
        if job.state.running().is_none_or(|job| job.stopping.is_some()) {
            return Err(PlanError::Stopped);
        }
        opened.batches += batches.len() as u64;
        opened.tasks += batches.iter().map(|(_, spec)| spec.tasks).sum::<u64>();
        stream::iter(batches)
            .map(|(number, spec)| async move {
                let id = BatchId { job: planning.job, number };
                let command = BatchCommand::Open { spec, at: Utc::now() };
                self.executor.execute::<Batch>(planning.context, &id, command).await.map(|_| ())
            })
            .buffer_unordered(OPEN_TOGETHER)
            .try_collect()
            .await
            .map_err(|error| PlanError::React(error.into()))
    }

    /// What is open of a job that is not planned to its end, also by a planner that died. It opens some batches
    /// side by side, so some of a group may be missing; beyond a whole group that is missing there are none.
    async fn opened(&self, planning: &Planning<'_>, mut opened: Plan) -> Result<Plan, ReactError> {
        let mut missing = 0;
        for number in opened.batches.. {
            let id = BatchId { job: planning.job, number };
            let batch = self.executor.load_current::<Batch>(&planning.context.tenant, &id).await?;
            if batch.version > 0 {
                opened.batches = number + 1;
                opened.tasks += batch.state.tasks();
                missing = 0;
            } else {
                missing += 1;
            }
            if missing == OPEN_TOGETHER {
                break;
            }
        }
        Ok(opened)
    }
}

/// A job that is being planned.
struct Planning<'a> {
    context: &'a CommandContext,
    job: JobId,
    spec: &'a JobSpec,
}

/// An object with items.
struct Object<'a> {
    key: &'a str,
    format: Format,
    /// What was found when it was uploaded.
    counted: Option<Counted<'a>>,
}

struct Counted<'a> {
    items: u64,
    sha256: &'a str,
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
        let planning = Planning { context: &context, job: id, spec: &spec };
        let mut opened = Plan { batches: 0, tasks: 0 };
        let command = match self.plan(&planning, &mut opened).await {
            Ok(()) => JobCommand::RecordPlan { plan: opened, at: Utc::now() },
            Err(PlanError::Unreadable(reason)) => {
                JobCommand::Fail { reason, opened: self.opened(&planning, opened).await?, at: Utc::now() }
            }
            Err(PlanError::Stopped) => {
                JobCommand::RecordPlan { plan: self.opened(&planning, opened).await?, at: Utc::now() }
            }
            Err(PlanError::React(error)) => return Err(error),
        };
        self.record(&context, id, command).await
    }
}
