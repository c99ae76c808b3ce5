//! Snapshots of aggregates. The log is the truth: a snapshot is used only if everything about it is as it should be.

use commands::ports::{EngineError, Snapshot, Stored, StreamId};
use domain::{RecordedEvent, TenantId};
use sha2::{Digest, Sha256};
use uuid::Uuid;

use super::engine_error;
use super::rows::COLUMNS;
use super::session::Session;
use super::shard::{Shard, signed};

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
        let query = format!(
            "SELECT {COLUMNS} FROM events WHERE aggregate_type = $1 AND aggregate_id = $2 AND tenant_id = $3 \
             AND sequence >= coalesce((SELECT last_sequence FROM snapshots \
                 WHERE aggregate_type = $1 AND aggregate_id = $2 AND schema_hash = $4), 1) ORDER BY sequence"
        );
        let arguments: [&(dyn tokio_postgres::types::ToSql + Sync); 4] =
            [&stream.aggregate_type, &stream.aggregate_id, &tenant.as_str(), &schema_hash];
        let mut events = self.decode(&session.rows(&query, &arguments).await?)?;
        if events.first().is_some_and(|event| event.sequence == 1) {
            return Ok(Stored { snapshot: None, events });
        }
        let Some(found) = find(&mut session, stream).await? else {
            // There is none, so what was read is the whole stream; nothing, unless one was deleted in between.
            drop(session);
            return Ok(Stored { snapshot: None, events: self.read_stream(tenant, stream, 0).await? });
        };
        if !fits(&found, stream, schema_hash, &events) {
            tracing::warn!(%stream, "a snapshot does not fit its stream and is not used");
            metrics::counter!("thousandfold_snapshots_refused_total").increment(1);
            drop(session);
            return Ok(Stored { snapshot: None, events: self.read_stream(tenant, stream, 0).await? });
        }
        events.remove(0);
        Ok(Stored { snapshot: Some(found.snapshot), events })
    }
}

/// A snapshot as it was found.
struct Found {
    snapshot: Snapshot,
    sha256: String,
}

async fn find(session: &mut Session, stream: &StreamId) -> Result<Option<Found>, EngineError> {
    let query = "SELECT last_sequence, payload::text, schema_hash, last_event, sha256 FROM snapshots \
         WHERE aggregate_type = $1 AND aggregate_id = $2";
    let rows = session.rows(query, &[&stream.aggregate_type, &stream.aggregate_id]).await?;
    let Some(row) = rows.first() else {
        return Ok(None);
    };
    let snapshot = Snapshot {
        version: u64::try_from(row.try_get::<_, i64>(0).map_err(engine_error)?).unwrap_or(0),
        state: row.try_get(1).map_err(engine_error)?,
        schema_hash: row.try_get(2).map_err(engine_error)?,
        last_event: row.try_get(3).map_err(engine_error)?,
    };
    Ok(Some(Found { snapshot, sha256: row.try_get(4).map_err(engine_error)? }))
}

fn fits(found: &Found, stream: &StreamId, schema_hash: &str, events: &[RecordedEvent]) -> bool {
    let Snapshot { version, last_event, .. } = found.snapshot;
    let first = events.first().map(|event| (event.sequence, event.metadata.event_id));
    found.snapshot.schema_hash == schema_hash
        && first == Some((version, last_event))
        && found.sha256 == sha256(stream, &found.snapshot)
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
         WHERE known.last_sequence < excluded.last_sequence OR known.schema_hash <> excluded.schema_hash \
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
            &[aggregate_type, aggregate_id, &signed(*version), state, &tenant, schema_hash, last_event, &sha256],
        )
        .await
        .map_err(engine_error)?;
    Ok(())
}

/// Of everything that a snapshot says.
fn sha256(stream: &StreamId, snapshot: &Snapshot) -> String {
    let Snapshot { version, state, schema_hash, last_event } = snapshot;
    let last_event: &Uuid = last_event;
    let text = format!("{stream}\n{version}\n{schema_hash}\n{last_event}\n{state}");
    hex::encode(Sha256::digest(text))
}
