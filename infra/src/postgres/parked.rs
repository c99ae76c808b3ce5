//! Events that a consumer of a shard's log could not handle. They stand beside the log, which has the events themselves.

use chrono::{DateTime, Utc};
use commands::ports::EngineError;
use domain::RecordedEvent;
use tokio_postgres::Row;

use super::engine_error;
use super::rows::{COLUMNS, to_event};
use super::shard::{Shard, signed};

/// An event that was parked.
#[derive(Debug, Clone)]
pub struct Parked {
    /// Who could not handle it: a projection, or a reactor.
    pub consumer: String,
    /// Why.
    pub reason: String,
    /// When.
    pub parked_at: DateTime<Utc>,
    /// The event.
    pub event: RecordedEvent,
}

impl Shard {
    /// Parks an event. One that is parked already has the new reason.
    pub(crate) async fn park(&self, consumer: &str, position: u64, reason: &str) -> Result<(), EngineError> {
        let insert = "INSERT INTO parked_events (consumer, position, reason) VALUES ($1, $2, $3) \
             ON CONFLICT (consumer, position) DO UPDATE SET reason = excluded.reason, parked_at = now()";
        let position = signed(position);
        self.log_session().await?.execute(insert, &[&consumer, &position, &reason]).await.map(drop)
    }

    /// What is parked, in order of position.
    ///
    /// # Errors
    /// The shard cannot be reached.
    pub async fn parked(&self) -> Result<Vec<Parked>, EngineError> {
        let query = format!(
            "SELECT {COLUMNS}, parked.consumer, parked.reason, parked.parked_at \
             FROM parked_events parked JOIN events USING (position) ORDER BY position, parked.consumer"
        );
        let rows = self.log_session().await?.rows(&query, &[]).await?;
        rows.iter().map(|row| self.to_parked(row)).collect()
    }

    fn to_parked(&self, row: &Row) -> Result<Parked, EngineError> {
        Ok(Parked {
            event: to_event(self.number(), row).map_err(engine_error)?,
            consumer: row.try_get("consumer").map_err(engine_error)?,
            reason: row.try_get("reason").map_err(engine_error)?,
            parked_at: row.try_get("parked_at").map_err(engine_error)?,
        })
    }

    /// Forgets that an event is parked; answers whether it was.
    ///
    /// # Errors
    /// The shard cannot be reached.
    pub async fn unpark(&self, consumer: &str, position: u64) -> Result<bool, EngineError> {
        let delete = "DELETE FROM parked_events WHERE consumer = $1 AND position = $2";
        Ok(self.log_session().await?.execute(delete, &[&consumer, &signed(position)]).await? > 0)
    }
}
