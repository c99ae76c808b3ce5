//! Snapshots of aggregates. The log is the truth: a snapshot is used only if everything about it is as it should be.

use commands::ports::{EngineError, Snapshot, Stored, StoredEvent, StreamId};
use domain::TenantId;
use sha2::{Digest, Sha256};
use tokio_postgres::Row;
use tokio_postgres::types::ToSql;

use super::engine_error;
use super::rows::Text;
use super::session::Session;
use super::shard::{Shard, check_sequences, signed};

impl Shard {
    /// A stream from its snapshot on, if there is one of this schema that fits the log, and else from its beginning.
    ///
    /// # Errors
    /// The shard cannot be reached, or the connection died while reading.
    pub async fn load(
        &self,
        tenant: &TenantId,
        stream: &StreamId,
        schema_hash: &str,
    ) -> Result<Stored, EngineError> {
        let mut session = self.tenant_session(tenant).await?;
        // With the event that the snapshot ends with: it must be the one that the snapshot names.
        let query = "SELECT sequence, event_type, event_version, payload FROM events \
             WHERE aggregate_type = $1 AND aggregate_id = $2 AND tenant_id = $3 \
             AND sequence >= coalesce((SELECT last_sequence FROM snapshots \
                 WHERE aggregate_type = $1 AND aggregate_id = $2 AND schema_hash = $4), 1) ORDER BY sequence";
        let arguments: [&(dyn ToSql + Sync); 4] =
            [&stream.aggregate_type, &stream.aggregate_id, &tenant.as_str(), &schema_hash];
        let rows = session.rows(query, &arguments).await?;
        let mut events = rows.iter().map(stored).collect::<Result<Vec<_>, _>>().map_err(engine_error)?;
        if let Some(first) = events.first() {
            check_sequences(stream, first.sequence - 1, events.iter().map(|event| event.sequence))?;
        }
        if events.first().is_some_and(|event| event.sequence == 1) {
            return Ok(Stored { snapshot: None, events });
        }
        let first = events.first().map(|event| event.sequence);
        match find(&mut session, stream).await? {
            Some(found) if found.fits(stream, schema_hash, first) => {
                events.remove(0);
                return Ok(Stored { snapshot: Some(found.snapshot), events });
            }
            Some(_) => {
                tracing::warn!(%stream, "a snapshot does not fit its stream and is not used");
                metrics::counter!("thousandfold_snapshots_refused_total").increment(1);
            }
            // There is no such stream; or a snapshot was deleted while this was read.
            None => {}
        }
        drop(session);
        let events = self.read_stream(tenant, stream, 0).await?;
        Ok(Stored { snapshot: None, events: events.into_iter().map(StoredEvent::from).collect() })
    }
}

fn stored(row: &Row) -> Result<StoredEvent, tokio_postgres::Error> {
    Ok(StoredEvent {
        sequence: u64::try_from(row.try_get::<_, i64>(0)?).unwrap_or(0),
        event_type: row.try_get(1)?,
        event_version: row.try_get(2)?,
        payload: row.try_get::<_, Text<'_>>(3)?.0.to_owned(),
    })
}

/// A snapshot as it was found.
struct Found {
    snapshot: Snapshot,
    sha256: String,
    /// The id that the log knows the event by that the snapshot ends with.
    event_id: Option<String>,
}

impl Found {
    /// Whether it is what was once saved, and of this stream, whose events were read from `first` on.
    fn fits(&self, stream: &StreamId, schema_hash: &str, first: Option<u64>) -> bool {
        let Snapshot { version, last_event, .. } = self.snapshot;
        self.snapshot.schema_hash == schema_hash
            && first == Some(version)
            && self.event_id == Some(last_event.to_string())
            && self.sha256 == sha256(stream, &self.snapshot)
    }
}

async fn find(session: &mut Session, stream: &StreamId) -> Result<Option<Found>, EngineError> {
    let query = "SELECT s.last_sequence, s.payload, s.schema_hash, s.last_event, s.sha256, \
             (SELECT e.metadata->>'event_id' FROM events e WHERE e.aggregate_type = s.aggregate_type \
                 AND e.aggregate_id = s.aggregate_id AND e.sequence = s.last_sequence) \
         FROM snapshots s WHERE s.aggregate_type = $1 AND s.aggregate_id = $2";
    let rows = session.rows(query, &[&stream.aggregate_type, &stream.aggregate_id]).await?;
    rows.first().map(|row| found(row).map_err(engine_error)).transpose()
}

fn found(row: &Row) -> Result<Found, tokio_postgres::Error> {
    let snapshot = Snapshot {
        version: u64::try_from(row.try_get::<_, i64>(0)?).unwrap_or(0),
        state: row.try_get::<_, Text<'_>>(1)?.0.to_owned(),
        schema_hash: row.try_get(2)?,
        last_event: row.try_get(3)?,
    };
    Ok(Found { snapshot, sha256: row.try_get(4)?, event_id: row.try_get(5)? })
}

/// Keeps a snapshot, unless a later one of the same schema is there.
pub(super) async fn save(
    session: &mut Session,
    tenant: &TenantId,
    stream: &StreamId,
    snapshot: &Snapshot,
) -> Result<(), EngineError> {
    let query = "INSERT INTO snapshots AS known (aggregate_type, aggregate_id, last_sequence, current_snapshot, \
             payload, tenant_id, schema_hash, last_event, sha256) \
         VALUES ($1, $2, $3, 1, $4::text::json, $5, $6, $7, $8) \
         ON CONFLICT (aggregate_type, aggregate_id) DO UPDATE SET last_sequence = excluded.last_sequence, \
             current_snapshot = known.current_snapshot + 1, payload = excluded.payload, \
             schema_hash = excluded.schema_hash, last_event = excluded.last_event, sha256 = excluded.sha256, \
             taken_at = now() \
         WHERE known.last_sequence <= excluded.last_sequence OR known.schema_hash <> excluded.schema_hash \
             OR known.sha256 <> excluded.sha256";
    let statement = session.prepare(query).await.map_err(engine_error)?;
    let Snapshot { version, state, schema_hash, last_event } = snapshot;
    let sha256 = sha256(stream, snapshot);
    let (aggregate_type, aggregate_id) = (&stream.aggregate_type, &stream.aggregate_id);
    let tenant = tenant.as_str();
    session
        .client
        .execute(
            &statement,
            &[
                aggregate_type,
                aggregate_id,
                &signed(*version),
                state,
                &tenant,
                schema_hash,
                last_event,
                &sha256,
            ],
        )
        .await
        .map_err(engine_error)?;
    Ok(())
}

/// Of everything that a snapshot says.
fn sha256(stream: &StreamId, snapshot: &Snapshot) -> String {
    let Snapshot { version, state, schema_hash, last_event } = snapshot;
    let text = format!("{stream}\n{version}\n{schema_hash}\n{last_event}\n{state}");
    hex::encode(Sha256::digest(text))
}
