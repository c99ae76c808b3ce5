//! Jobs as they were: their own streams and those of their batches, up to a moment.

use std::pin::pin;

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use commands::ports::{EngineError, StreamId};
use domain::{JobId, RecordedEvent, TenantId};
use futures::TryStreamExt as _;
use projections::job_view::{EVENT_TYPES, JobRecord, JobSummary, changes};
use projections::queries::{JobHistory, Moment, QueryError};
use tokio_postgres::types::ToSql;

use super::engine_error;
use super::log::PostgresLog;
use super::rows::to_event;
use super::shard::{Shard, check_sequences, signed};

/// All events of a job and of its batches, stream by stream. Those that change nothing come without their payloads, which are
/// most of what there is to read; they show that no event is missing. A batch is named after its job: `batch_<job>_<number>`.
const OF_JOB: &str = "SELECT position, tenant_id, aggregate_type, aggregate_id, sequence, event_type, event_version, \
         CASE WHEN event_type = ANY ($4) THEN payload ELSE 'null'::json END, metadata, recorded_at \
     FROM events \
     WHERE tenant_id = $1 AND recorded_at <= $5 AND position <= $6 \
         AND (aggregate_type = 'job' AND aggregate_id = $2 \
             OR aggregate_type = 'batch' AND aggregate_id > $3 || '_' AND aggregate_id < $3 || '`') \
     ORDER BY aggregate_type, aggregate_id, sequence";

/// Up to where a shard's log is read.
#[derive(Debug, Clone, Copy)]
struct Cut {
    instant: DateTime<Utc>,
    position: u64,
}

impl Shard {
    /// When an event was recorded; none if the log does not reach so far.
    async fn recorded_at(&self, position: u64) -> Result<Option<DateTime<Utc>>, EngineError> {
        let mut session = self.log_session().await?;
        let rows =
            session.rows("SELECT recorded_at FROM events WHERE position = $1", &[&signed(position)]).await?;
        match rows.first() {
            Some(row) => row.try_get(0).map(Some).map_err(engine_error),
            None if self.head().await? < position => Ok(None),
            None => Err(self.hole(position)),
        }
    }

    /// Adds what the shard knows of a job to what others know. Answers the version of the job's own stream, if that is here.
    async fn add_history(
        &self,
        tenant: &TenantId,
        job: JobId,
        cut: Cut,
        record: &mut JobRecord,
    ) -> Result<u64, EngineError> {
        let mut session = self.tenant_session(tenant).await?;
        let statement = session.prepare(OF_JOB).await.map_err(engine_error)?;
        let (own, batches) = (job.to_string(), format!("batch_{}", job.0.simple()));
        let position = signed(cut.position);
        let arguments: [&(dyn ToSql + Sync); 6] =
            [&tenant.as_str(), &own, &batches, &EVENT_TYPES, &cut.instant, &position];
        let rows = session.client.query_raw(&statement, arguments).await.map_err(engine_error)?;
        let (mut rows, mut last, mut version) = (pin!(rows), (String::new(), 0), 0);
        while let Some(row) = rows.try_next().await.map_err(engine_error)? {
            let event = to_event(self.number(), &row).map_err(engine_error)?;
            last = follow(last, &event)?;
            if event.aggregate_type == "job" {
                version = event.sequence;
            }
            if EVENT_TYPES.contains(&event.event_type.as_str()) {
                changes(&event)
                    .map_err(engine_error)?
                    .into_iter()
                    .for_each(|change| record.apply(change.kind));
            }
        }
        Ok(version)
    }
}

/// The stream and sequence of an event, which must be the one after the last of its stream.
fn follow((stream, sequence): (String, u64), event: &RecordedEvent) -> Result<(String, u64), EngineError> {
    let after = if stream == event.aggregate_id { sequence } else { 0 };
    let aggregate_type = if event.aggregate_type == "job" { "job" } else { "batch" };
    let of = StreamId { aggregate_type, aggregate_id: event.aggregate_id.clone() };
    check_sequences(&of, after, std::iter::once(event.sequence))?;
    Ok((of.aggregate_id, event.sequence))
}

impl PostgresLog {
    async fn find_instant(&self, moment: Moment) -> Result<Option<DateTime<Utc>>, EngineError> {
        match moment {
            Moment::Instant(instant) => Ok((instant <= Utc::now()).then_some(instant)),
            Moment::Position { shard, position } => match self.shards().get(usize::from(shard)) {
                Some(shard) => shard.recorded_at(position).await,
                None => Ok(None),
            },
        }
    }

    async fn find_job_at(
        &self,
        tenant: &TenantId,
        id: JobId,
        moment: Moment,
    ) -> Result<Option<(JobSummary, u64)>, EngineError> {
        let (Some(instant), Some(placement)) =
            (self.find_instant(moment).await?, self.placement(tenant).await?)
        else {
            return Ok(None);
        };
        let (mut record, mut version) = (JobRecord::default(), 0);
        for number in &placement.shards {
            let Some(shard) = self.shards().get(usize::from(*number)) else { continue };
            let position = match moment {
                Moment::Position { shard, position } if shard == *number => position,
                _ => u64::MAX,
            };
            version += shard.add_history(tenant, id, Cut { instant, position }, &mut record).await?;
        }
        Ok(record.summary().map(|summary| (summary, version)))
    }
}

fn query_error(EngineError { engine, message }: EngineError) -> QueryError {
    QueryError { engine, message }
}

#[async_trait]
impl JobHistory for PostgresLog {
    async fn instant_of(&self, moment: Moment) -> Result<Option<DateTime<Utc>>, QueryError> {
        self.find_instant(moment).await.map_err(query_error)
    }

    async fn job_at(
        &self,
        tenant: &TenantId,
        id: JobId,
        moment: Moment,
    ) -> Result<Option<(JobSummary, u64)>, QueryError> {
        self.find_job_at(tenant, id, moment).await.map_err(query_error)
    }
}
