//! Jobs as they were: their own streams and those of their batches, up to a moment.

use std::iter::once;
use std::pin::pin;

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use commands::ports::EngineError;
use domain::event::DecodeError;
use domain::{JobId, RecordedEvent, TenantId};
use futures::TryStreamExt as _;
use projections::job_view::{Cells, EVENT_TYPES, Folded, JobRecord, JobSummary, cells};
use projections::queries::{Cut, JobHistory, Moment, QueryError};
use tokio_postgres::types::ToSql;

use super::engine_error;
use super::log::PostgresLog;
use super::rows::to_event;
use super::shard::{Shard, check_sequences, signed};
use crate::query_error;

/// All events of a job and of its batches, stream by stream. Those that change nothing come without their payloads, which are
/// most of what there is to read; they show that no event is missing. A batch is named after its job: `batch_<job>_<number>`.
const OF_JOB: &str = "SELECT position, tenant_id, aggregate_type, aggregate_id, sequence, event_type, event_version, \
         CASE WHEN event_type = ANY ($4) THEN payload ELSE 'null'::json END, metadata, recorded_at \
     FROM events \
     WHERE tenant_id = $1 AND recorded_at <= $5 AND position <= $6 \
         AND (aggregate_type = 'job' AND aggregate_id = $2 \
             OR aggregate_type = 'batch' AND aggregate_id > $3 || '_' AND aggregate_id < $3 || '`') \
     ORDER BY aggregate_type, aggregate_id, sequence";

impl Shard {
    /// When an event was recorded; none if the log does not reach so far.
    pub(super) async fn recorded_at(&self, position: u64) -> Result<Option<DateTime<Utc>>, EngineError> {
        let mut session = self.log_session().await?;
        let rows =
            session.rows("SELECT recorded_at FROM events WHERE position = $1", &[&signed(position)]).await?;
        match rows.first() {
            Some(row) => row.try_get(0).map(Some).map_err(engine_error),
            None if self.head().await? < position => Ok(None),
            None => Err(self.hole(position)),
        }
    }

    /// Has what the shard knows of a job added to what others know.
    async fn add_history(
        &self,
        tenant: &TenantId,
        job: JobId,
        cut: &Cut,
        add: &mut impl FnMut(&RecordedEvent) -> Result<(), DecodeError>,
    ) -> Result<(), EngineError> {
        let mut session = self.tenant_session(tenant).await?;
        let statement = session.prepare(OF_JOB).await.map_err(engine_error)?;
        let (own, batches) = (job.to_string(), format!("batch_{}", job.0.simple()));
        let position = signed(cut.last_of(self.number()));
        let arguments: [&(dyn ToSql + Sync); 6] =
            [&tenant.as_str(), &own, &batches, &EVENT_TYPES, &cut.instant, &position];
        let rows = session.client.query_raw(&statement, arguments).await.map_err(engine_error)?;
        let (mut rows, mut last) = (pin!(rows), None::<RecordedEvent>);
        while let Some(row) = rows.try_next().await.map_err(engine_error)? {
            let event = to_event(self.number(), &row).map_err(engine_error)?;
            let before = last.filter(|last| last.aggregate_id == event.aggregate_id);
            let stream = format_args!("{}/{}", event.aggregate_type, event.aggregate_id);
            check_sequences(&stream, before.map_or(0, |last| last.sequence), once(event.sequence))?;
            add(&event).map_err(engine_error)?;
            last = Some(event);
        }
        Ok(())
    }
}

impl PostgresLog {
    async fn find_cut(&self, moment: Moment) -> Result<Option<Cut>, EngineError> {
        match moment {
            Moment::Instant(instant) => Ok((instant <= Utc::now()).then_some(Cut { instant, exact: None })),
            Moment::Position { shard, position } => {
                let Some(found) = self.shards().get(usize::from(shard)) else { return Ok(None) };
                let instant = found.recorded_at(position).await?;
                Ok(instant.map(|instant| Cut { instant, exact: Some((shard, position)) }))
            }
        }
    }

    async fn find_job_at(
        &self,
        tenant: &TenantId,
        id: JobId,
        cut: &Cut,
    ) -> Result<Option<(JobSummary, u64)>, EngineError> {
        let mut record = JobRecord::default();
        self.read_history(tenant, id, cut, |event| record.add(event)).await?;
        Ok(record.summary())
    }

    /// Hands out the events of a job and of its batches up to a moment, stream by stream.
    async fn read_history(
        &self,
        tenant: &TenantId,
        id: JobId,
        cut: &Cut,
        mut add: impl FnMut(&RecordedEvent) -> Result<(), DecodeError>,
    ) -> Result<(), EngineError> {
        let Some(placement) = self.placement(tenant).await? else { return Ok(()) };
        for number in &placement.shards {
            if let Some(shard) = self.shards().get(usize::from(*number)) {
                shard.add_history(tenant, id, cut, &mut add).await?;
            }
        }
        Ok(())
    }

    /// A job as those of its events make it that `is_seen` chooses by their streams and sequences.
    ///
    /// # Errors
    /// A shard cannot be reached, or an event cannot be read.
    pub async fn fold_job(
        &self,
        tenant: &TenantId,
        id: JobId,
        is_seen: impl Fn(&RecordedEvent) -> bool,
    ) -> Result<Folded, EngineError> {
        let mut folded = Folded::default();
        let add = |event: &RecordedEvent| if is_seen(event) { folded.add(event) } else { Ok(()) };
        self.read_history(tenant, id, &Cut::everything(), add).await?;
        Ok(folded)
    }
}

#[async_trait]
impl JobHistory for PostgresLog {
    async fn cut(&self, moment: Moment) -> Result<Option<Cut>, QueryError> {
        self.find_cut(moment).await.map_err(query_error)
    }

    async fn job_at(
        &self,
        tenant: &TenantId,
        id: JobId,
        cut: &Cut,
    ) -> Result<Option<(JobSummary, u64)>, QueryError> {
        self.find_job_at(tenant, id, cut).await.map_err(query_error)
    }

    async fn cells_at(&self, tenant: &TenantId, id: JobId, cut: &Cut) -> Result<Cells, QueryError> {
        let mut found = Cells::new();
        let read = self.read_history(tenant, id, cut, |event| cells::add(&mut found, event)).await;
        read.map(|()| found).map_err(query_error)
    }
}
