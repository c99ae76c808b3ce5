//! Loads an aggregate from its snapshot and the events after it, and has snapshots kept where streams grow long.

use std::sync::Arc;

use domain::event::decode_as_it_is;
use domain::{Root, TenantId};
use uuid::Uuid;

use super::{ExecuteError, Executor, Loaded, stream_id};
use crate::ports::{Snapshot, Stored, StoredEvent};

/// A stream has a snapshot for every so many events.
pub const SNAPSHOT_EVERY: u64 = 200;

impl Executor {
    /// Reads a stream that this process does not know.
    pub(super) async fn load_cold<A: Root>(
        &self,
        tenant: &TenantId,
        id: &A::Id,
    ) -> Result<Loaded<A>, ExecuteError<A::Error>> {
        let stream = stream_id::<A>(id);
        let Stored { snapshot, events } = self.log.load(tenant, &stream, A::schema_hash()).await?;
        match restore(snapshot.as_ref(), &events) {
            Some(Ok(loaded)) => Ok(loaded),
            // Events of earlier versions, or a snapshot or an event that is not what it should be: the slow and careful way.
            _ => Self::fold(Loaded::default(), &self.log.read_stream(tenant, &stream, 0).await?),
        }
    }

    /// Has a snapshot kept if the stream's last `appended` events made it long enough. Nobody waits for that: without it,
    /// the next load reads more events.
    pub(super) fn snapshot_if_due<A: Root>(
        &self,
        tenant: &TenantId,
        id: &A::Id,
        loaded: &Loaded<A>,
        appended: u64,
        last_event: Option<Uuid>,
    ) {
        let before = loaded.version.saturating_sub(appended);
        if loaded.version / SNAPSHOT_EVERY > before / SNAPSHOT_EVERY {
            self.keep_snapshot(tenant, id, loaded, last_event);
        }
    }

    fn keep_snapshot<A: Root>(
        &self,
        tenant: &TenantId,
        id: &A::Id,
        loaded: &Loaded<A>,
        last_event: Option<Uuid>,
    ) {
        let Some(last_event) = last_event else { return };
        let (log, tenant, stream) = (Arc::clone(&self.log), tenant.clone(), stream_id::<A>(id));
        let (version, state) = (loaded.version, Arc::clone(&loaded.state));
        tokio::spawn(async move {
            let schema_hash = A::schema_hash().to_owned();
            let Ok(state) = serde_json::to_string(&*state) else { return };
            let snapshot = Snapshot { version, state, schema_hash, last_event };
            if let Err(error) = log.save_snapshot(&tenant, &stream, snapshot).await {
                tracing::warn!(%stream, %error, "a snapshot was not kept");
            }
        });
    }
}

/// The aggregate, if its events are of versions that are read as they are.
fn restore<A: Root>(
    snapshot: Option<&Snapshot>,
    events: &[StoredEvent],
) -> Option<serde_json::Result<Loaded<A>>> {
    let (mut state, mut version, mut bytes) = match snapshot {
        None => (A::default(), 0, 0),
        Some(snapshot) => match serde_json::from_str(&snapshot.state) {
            Ok(state) => (state, snapshot.version, snapshot.state.len() as u64),
            Err(error) => return Some(Err(error)),
        },
    };
    for event in events {
        match decode_as_it_is(&event.event_type, &event.event_version, &event.payload)? {
            Ok(event) => state.apply(event),
            Err(error) => return Some(Err(error)),
        }
        version = event.sequence;
        bytes += event.payload.len() as u64;
    }
    Some(Ok(Loaded { version, state: Arc::new(state), bytes }))
}
