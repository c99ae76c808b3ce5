//! What workers say of attempts. A job of one batch ends in the very append that ends its batch.

use chrono::Utc;
use domain::batch::{Batch, BatchCommand, BatchError, OpenBatch, TasksReport};
use domain::job::{FinishedBatch, Job, JobCommand, JobError};
use domain::manifest::Manifest;
use domain::{BatchId, JobId, LeaseId};

use crate::dispatch::Hints;
use crate::executor::{CommandContext, ExecuteError, Executor, Loaded};

/// Records a report.
///
/// # Errors
/// See [`BatchError`]; [`BatchError::LeaseOver`] says that what was reported may be another's to do.
pub async fn report(
    executor: &Executor,
    hints: &Hints,
    context: &CommandContext,
    id: BatchId,
    lease: LeaseId,
    report: &TasksReport,
) -> Result<(), ExecuteError<BatchError>> {
    let command = BatchCommand::ReportTasks { lease, report: report.clone(), at: Utc::now() };
    if let Some((batch, job)) = end_together(executor, context, id, report, &command).await {
        metrics::counter!("thousandfold_jobs_completed_total").increment(1);
        hints.both(context, (id.job, &job), (id, &batch)).await;
        return Ok(());
    }
    let done = executor.execute::<Batch>(context, &id, command).await?;
    hints.batch(&context.tenant, id, &done.aggregate, context.traceparent.as_deref()).await;
    Ok(())
}

/// Ends the batch and its job in one append, where the job has no other batch and small results. Whatever stands in
/// the way, the batch is reported alone then, and its job hears of it from the log.
async fn end_together(
    executor: &Executor,
    context: &CommandContext,
    id: BatchId,
    report: &TasksReport,
    command: &BatchCommand,
) -> Option<(Loaded<Batch>, Loaded<Job>)> {
    let batch = executor.load::<Batch>(&context.tenant, &id).await.ok()?;
    let Batch::Open(open) = &*batch.state else {
        return None;
    };
    if !ends(open, report) {
        return None;
    }
    let job = executor.load::<Job>(&context.tenant, &id.job).await.ok()?;
    let (unit, batch) = executor.begin(context).add(&id, batch, vec![command.clone()]).ok()?;
    let (finished, manifest) = end_of(id.job, &batch.state)?;
    let at = Utc::now();
    let finish = JobCommand::FinishBatches { batches: vec![(id.number, finished)], at };
    let complete = JobCommand::Complete { manifest: manifest.reference(None), at };
    let (unit, job) = unit.add(&id.job, job, vec![finish, complete]).ok()?;
    unit.commit::<JobError>().await.ok()?;
    Some((batch, job))
}

/// Whether a report ends a job of one batch whose results are all in events.
fn ends(open: &OpenBatch, report: &TasksReport) -> bool {
    let Some(part) = report.part.as_ref().filter(|_| open.spec.only) else {
        return false;
    };
    let ended = open.counts.succeeded + open.counts.failed + part.tasks.len();
    let inline = open.parts.iter().chain([part]).all(|part| part.key.is_none());
    ended == open.spec.tasks && inline
}

fn end_of(job: JobId, batch: &Batch) -> Option<(FinishedBatch, Manifest)> {
    let Batch::Completed { counts, parts, .. } = batch else {
        return None;
    };
    let (succeeded, failed, parts) = (counts.succeeded, counts.failed, parts.clone());
    let manifest =
        Manifest { job, tasks: succeeded + failed, succeeded, failed, batches: vec![parts.clone()] };
    Some((FinishedBatch { succeeded, failed, cancelled: counts.cancelled, parts }, manifest))
}
