//! A submission that comes again, because its answer was lost: the job is there, and its answer is made again.

use domain::batch::Batch;
use domain::job::Job;
use domain::{BatchId, JobId, RecordedEvent, TenantId};

use super::{Jobs, SubmitError};
use crate::executor::stream_id;
use crate::ports::{Appended, EventLog};

impl Jobs {
    /// Where the first events of a job are, if it was accepted before: the same as was answered then.
    pub(super) async fn accepted_before(
        &self,
        tenant: &TenantId,
        id: JobId,
    ) -> Result<Option<Appended>, SubmitError> {
        let log: &dyn EventLog = self.executor.log();
        let of_job = log.read_stream(tenant, &stream_id::<Job>(&id), 0).await.map_err(away)?;
        let Some(first) = of_job.first().cloned() else { return Ok(None) };
        let batch = stream_id::<Batch>(&BatchId { job: id, number: 0 });
        let of_batch = log.read_stream(tenant, &batch, 0).await.map_err(away)?;
        // An append has one time, and a later one to the same streams has a later time.
        let is_of_the_append = |event: &&RecordedEvent| event.recorded_at == first.recorded_at;
        let positions = of_job.iter().chain(&of_batch).filter(is_of_the_append).map(|event| event.position);
        let position = positions.max().unwrap_or(first.position);
        Ok(Some(Appended { shard: first.shard, position }))
    }
}

fn away(error: crate::ports::EngineError) -> SubmitError {
    SubmitError::Job(error.into())
}
