//! One shard, for reading. Each read ends with everything that was asked for, or with an error.

use std::fmt::Display;
use std::time::{Duration, Instant};

use chrono::{DateTime, Utc};
use commands::ports::{EngineError, StreamId};
use domain::{RecordedEvent, TenantId};
use tokio_postgres::Row;
use tokio_postgres::types::ToSql;

use super::follow::Follower;
use super::rows::{COLUMNS, to_event};
use super::scan::{Filter, Order, Scan};
use super::session::{Role, Sessions, pool};
use super::{ShardConfig, engine_error};

/// How often a replica is asked whether it has come as far as a reader needs.
const ASK_AGAIN: Duration = Duration::from_millis(5);

/// One shard: its primary, or one of its replicas.
#[derive(Clone)]
pub struct Shard {
    number: u16,
    address: String,
    replicas: Vec<String>,
    readers: usize,
    /// Sessions that see one tenant at a time.
    tenants: Sessions,
    /// Sessions that see the whole log.
    log: Sessions,
}

impl Shard {
    pub(super) fn new(number: u16, config: &ShardConfig, readers: usize) -> Result<Self, EngineError> {
        let address = config.address.clone();
        let (tenants, log) = (pool(&address, Role::Reader, readers)?, pool(&address, Role::Relay, readers)?);
        Ok(Self { number, address, replicas: config.replicas.clone(), readers, tenants, log })
    }

    /// Its number among the shards.
    #[must_use]
    pub fn number(&self) -> u16 {
        self.number
    }

    pub(super) fn address(&self) -> &str {
        &self.address
    }

    /// The shard as its replica sees it, once that has come to `position`. Without a replica, and after `limit`, the
    /// shard itself: no read waits in vain.
    pub async fn replica_at(&self, position: u64, limit: Duration) -> Self {
        let start = Instant::now();
        for address in &self.replicas {
            let config = ShardConfig::from(address.clone());
            let Ok(replica) = Self::new(self.number, &config, self.readers) else { continue };
            loop {
                match replica.head().await {
                    Ok(head) if head >= position => return replica,
                    Ok(_) if start.elapsed() < limit => tokio::time::sleep(ASK_AGAIN).await,
                    Ok(_) => break,
                    Err(error) => {
                        tracing::warn!(shard = self.number, %error, "a replica cannot be read");
                        break;
                    }
                }
            }
        }
        self.clone()
    }

    /// The events of a stream whose sequence is above `after`.
    ///
    /// # Errors
    /// The shard cannot be reached, or the connection died while reading.
    pub async fn read_stream(
        &self,
        tenant: &TenantId,
        stream: &StreamId,
        after: u64,
    ) -> Result<Vec<RecordedEvent>, EngineError> {
        let query = format!("{} AND sequence > $4 ORDER BY sequence", stream_query());
        let events = self.stream_events(tenant, stream, &query, &[&signed(after)]).await?;
        check_sequences(stream, after, events.iter().map(|event| event.sequence))?;
        Ok(events)
    }

    /// The last `limit` events of a stream whose sequence is below `before`, the last one first.
    ///
    /// # Errors
    /// As [`Shard::read_stream`].
    pub async fn read_stream_backwards(
        &self,
        tenant: &TenantId,
        stream: &StreamId,
        before: u64,
        limit: u32,
    ) -> Result<Vec<RecordedEvent>, EngineError> {
        let query = format!("{} AND sequence < $4 ORDER BY sequence DESC LIMIT $5", stream_query());
        let events =
            self.stream_events(tenant, stream, &query, &[&signed(before), &i64::from(limit)]).await?;
        // Fewer than were asked for reach back to the first.
        let is_whole = events.len() < limit as usize;
        let after = if is_whole { 0 } else { events.last().map_or(0, |event| event.sequence - 1) };
        check_sequences(stream, after, events.iter().rev().map(|event| event.sequence))?;
        Ok(events)
    }

    /// The events of a stream that were recorded up to an instant: the stream as it was then.
    ///
    /// # Errors
    /// As [`Shard::read_stream`].
    pub async fn read_stream_as_of(
        &self,
        tenant: &TenantId,
        stream: &StreamId,
        instant: DateTime<Utc>,
    ) -> Result<Vec<RecordedEvent>, EngineError> {
        let query = format!("{} AND recorded_at <= $4 ORDER BY sequence", stream_query());
        let events = self.stream_events(tenant, stream, &query, &[&instant]).await?;
        check_sequences(stream, 0, events.iter().map(|event| event.sequence))?;
        Ok(events)
    }

    async fn stream_events(
        &self,
        tenant: &TenantId,
        stream: &StreamId,
        query: &str,
        bounds: &[&(dyn ToSql + Sync)],
    ) -> Result<Vec<RecordedEvent>, EngineError> {
        let mut session = self.tenant_session(tenant).await?;
        let tenant = tenant.as_str();
        let mut arguments: Vec<&(dyn ToSql + Sync)> =
            vec![&stream.aggregate_type, &stream.aggregate_id, &tenant];
        arguments.extend(bounds);
        self.decode(&session.rows(query, &arguments).await?)
    }

    /// Up to `limit` events after a position, in order; fewer where they are large, and none only at the end.
    ///
    /// # Errors
    /// As [`Shard::read_stream`]; and the log has a hole, because a range was taken away.
    pub async fn read_log(&self, after: u64, limit: u32) -> Result<Vec<RecordedEvent>, EngineError> {
        self.page(Order::Forwards, (after, u64::MAX), u64::from(limit)).await
    }

    /// The position of the last event, 0 if there is none.
    ///
    /// # Errors
    /// As [`Shard::read_stream`].
    pub async fn head(&self) -> Result<u64, EngineError> {
        self.number_of("SELECT coalesce(max(position), 0) FROM events", &[]).await
    }

    /// The position of the last event that was recorded up to an instant, 0 if there is none. Times grow with positions,
    /// so a few looks at single events find it.
    ///
    /// # Errors
    /// As [`Shard::read_stream`].
    pub async fn position_at(&self, instant: DateTime<Utc>) -> Result<u64, EngineError> {
        let query = "SELECT count(*) FROM events WHERE position = $1 AND recorded_at <= $2";
        // All events up to `recorded` were recorded by then, and none from `later` on.
        let (mut recorded, mut later) = (0, self.head().await? + 1);
        while later - recorded > 1 {
            let middle = recorded + (later - recorded) / 2;
            let is_recorded = self.number_of(query, &[&signed(middle), &instant]).await? > 0;
            if is_recorded { recorded = middle } else { later = middle }
        }
        Ok(recorded)
    }

    /// Reads the log between two positions, page by page: what lies after `after` and up to `through`.
    #[must_use]
    pub fn scan(&self, after: u64, through: u64, filter: Filter, order: Order) -> Scan {
        Scan::new(self.clone(), after, through, filter, order)
    }

    /// A session of its own that hears of new events.
    ///
    /// # Errors
    /// The shard cannot be reached.
    pub async fn follow(&self) -> Result<Follower, EngineError> {
        Follower::open(&self.address).await
    }

    /// Whether the shard answers.
    ///
    /// # Errors
    /// It does not.
    pub async fn ping(&self) -> Result<(), EngineError> {
        let session = self.log.get().await.map_err(engine_error)?;
        session.client.simple_query("SELECT 1").await.map_err(engine_error)?;
        Ok(())
    }

    pub(super) async fn tenant_session(&self, tenant: &TenantId) -> Result<Pooled, EngineError> {
        let mut session = self.tenants.get().await.map_err(engine_error)?;
        session.act_for(tenant).await.map_err(engine_error)?;
        Ok(session)
    }

    pub(super) async fn log_session(&self) -> Result<Pooled, EngineError> {
        self.log.get().await.map_err(engine_error)
    }

    pub(super) fn decode(&self, rows: &[Row]) -> Result<Vec<RecordedEvent>, EngineError> {
        rows.iter().map(|row| to_event(self.number, row).map_err(engine_error)).collect()
    }

    async fn number_of(&self, query: &str, arguments: &[&(dyn ToSql + Sync)]) -> Result<u64, EngineError> {
        let mut session = self.log_session().await?;
        let rows = session.rows(query, arguments).await?;
        let row = rows.first().ok_or_else(|| engine_error("the server gave no answer"))?;
        Ok(u64::try_from(row.try_get::<_, i64>(0).map_err(engine_error)?).unwrap_or(0))
    }
}

/// A session that goes back to its pool.
pub(super) type Pooled = deadpool::managed::Object<super::session::Connector>;

/// A stream's events follow each other: one that is missing was taken away, and is not passed over in silence.
pub(super) fn check_sequences(
    stream: &impl Display,
    after: u64,
    sequences: impl Iterator<Item = u64>,
) -> Result<(), EngineError> {
    // It is what a client gave; the columns hold no higher number.
    let after = after.min(i64::MAX.unsigned_abs());
    match (after + 1..).zip(sequences).find(|(expected, found)| expected != found) {
        Some((missing, _)) => Err(engine_error(format!("the event {missing} of {stream} is not there"))),
        None => Ok(()),
    }
}

fn stream_query() -> String {
    format!("SELECT {COLUMNS} FROM events WHERE aggregate_type = $1 AND aggregate_id = $2 AND tenant_id = $3")
}

/// Sequences and positions count events, and never come near the limit.
pub(super) fn signed(number: u64) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}
