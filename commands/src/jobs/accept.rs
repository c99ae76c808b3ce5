//! Lets a job in: within what its tenant may have waiting, in one append, and where it can with its lease.

use chrono::Utc;
use domain::batch::{Batch, BatchCommand, BatchSpec, Input};
use domain::job::{Job, JobCommand, JobSpec};
use domain::options::Throttle;
use domain::processor::Processor;
use domain::raw_json::RawJson;
use domain::{BatchId, JobId, LeaseId, TenantId};
use uuid::Uuid;

use super::{Jobs, SubmitError};
use crate::dispatch::facts;
use crate::executor::{CommandContext, Loaded, Unit};
use crate::ports::dispatch::{Admission, Ask, Claim, Lane};
use crate::ports::{Appended, HeldLease, Reserved};

/// A lease that begins with its job.
struct Claimed {
    lease: LeaseId,
    room: Box<dyn Reserved>,
}

impl Jobs {
    pub(super) async fn accept(
        &self,
        context: &CommandContext,
        id: JobId,
        spec: JobSpec,
        inline: Option<Vec<RawJson>>,
    ) -> Result<Appended, SubmitError> {
        let bytes = inline.iter().flatten().map(|item| item.as_str().len() as u64).sum();
        let claimed = self.admit(&context.tenant, id, &spec, bytes, inline.is_some()).await?;
        let accepted = self.record(context, id, spec, inline, claimed).await;
        if accepted.is_err()
            && let Err(error) = self.dispatch.withdraw(&context.tenant, id).await
        {
            tracing::debug!(%error, "a place that was kept for a job is given back later");
        }
        accepted
    }

    /// Asks for a place, and for a lease that begins with the job where a worker of this process has room.
    async fn admit(
        &self,
        tenant: &TenantId,
        job: JobId,
        spec: &JobSpec,
        bytes: u64,
        inline: bool,
    ) -> Result<Option<Claimed>, SubmitError> {
        let room = if inline && is_plain(spec) { self.local.reserve() } else { None };
        let claimed = room.map(|room| Claimed { lease: LeaseId(Uuid::now_v7()), room });
        let ask = Ask {
            tenant: tenant.clone(),
            job,
            tasks: spec.source.items().unwrap_or(0),
            bytes: bytes + facts::bytes(&spec.source),
            claim: claimed.as_ref().map(|claimed| Claim {
                lane: Lane::Jq,
                lease: claimed.lease,
                worker: claimed.room.worker().to_owned(),
            }),
        };
        match self.dispatch.admit(ask, Utc::now()).await {
            Ok(Admission::Admitted { claimed: begins }) => Ok(claimed.filter(|_| begins)),
            Ok(Admission::Full { cap, in_use, limit, retry_after }) => {
                Err(SubmitError::Full { cap, in_use, limit, retry_after })
            }
            // What cannot be counted is let in: the log is what must not refuse work.
            Err(error) => {
                tracing::warn!(%error, "a job is let in uncounted");
                Ok(None)
            }
        }
    }

    async fn record(
        &self,
        context: &CommandContext,
        id: JobId,
        spec: JobSpec,
        inline: Option<Vec<RawJson>>,
        claimed: Option<Claimed>,
    ) -> Result<Appended, SubmitError> {
        let batch = inline.map(|items| BatchSpec::of(&spec, 0, items.len() as u64, Input::Items(items)));
        let submit = JobCommand::Submit { spec, at: Utc::now() };
        let (unit, job) = self.executor.begin(context).create::<Job>(&id, vec![submit])?;
        let Some(spec) = batch else {
            let appended = unit.commit::<domain::job::JobError>().await?;
            self.tell(context, id, job, None);
            return Ok(appended);
        };
        let first = BatchId { job: id, number: 0 };
        let (unit, batch) = open(unit, first, spec, claimed.as_ref())?;
        let appended = unit.commit::<domain::job::JobError>().await?;
        match claimed {
            // The dispatcher knows of the claim: that it is over is told with the job's end, or from the log.
            Some(Claimed { lease, room }) => {
                room.start(HeldLease { context: context.clone(), batch: first, lease, state: batch });
            }
            None => self.tell(context, id, job, Some(batch)),
        }
        Ok(appended)
    }

    /// Tells the dispatcher, while the answer is on its way.
    fn tell(&self, context: &CommandContext, id: JobId, job: Loaded<Job>, batch: Option<Loaded<Batch>>) {
        let (hints, tenant, trace) =
            (self.hints.clone(), context.tenant.clone(), context.traceparent.clone());
        tokio::spawn(async move {
            let first = BatchId { job: id, number: 0 };
            let batch = batch.and_then(|batch| facts::batch(&tenant, first, &batch, trace.as_deref()));
            hints.tell(facts::job(&tenant, id, &job).into_iter().chain(batch).collect()).await;
        });
    }
}

/// Whether nothing that a job asks for could make it wait.
fn is_plain(spec: &JobSpec) -> bool {
    let options = &spec.options;
    matches!(spec.processor, Processor::Jq { .. })
        && options.start_at.is_none()
        && options.key.is_none()
        && options.throttle == Throttle::default()
}

fn open<'a>(
    unit: Unit<'a>,
    id: BatchId,
    spec: BatchSpec,
    claimed: Option<&Claimed>,
) -> Result<(Unit<'a>, Loaded<Batch>), SubmitError> {
    let (at, tasks) = (Utc::now(), spec.tasks);
    let lease = claimed.map(|Claimed { lease, room }| BatchCommand::LeaseTasks {
        lease: *lease,
        worker: room.worker().to_owned(),
        max: tasks,
        reason: None,
        at,
        until: at + room.lease_time(),
    });
    let commands = std::iter::once(BatchCommand::Open { spec, at }).chain(lease).collect();
    Ok(unit.create::<Batch>(&id, commands)?)
}
