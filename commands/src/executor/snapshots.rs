//! Loads an aggregate from its snapshot and the events after it, and has snapshots kept where streams grow long.

use std::sync::Arc;

use domain::{Root, TenantId};
use uuid::Uuid;

use super::{ExecuteError, Executor, Loaded, stream_id};
use crate::ports::{Snapshot, Stored};

/// A stream has a snapshot for every so many events.
pub const SNAPSHOT_EVERY: u64 = 200;

impl Executor {
    /// Reads a stream that this process does not know.
    pub(super) async fn load_cold<A: Root>(
        &self,
        tenant: &TenantId,
        id: &A::Id,
    ) -> Result<Loaded<A>, ExecuteError<A::Error>> {
        let Stored { snapshot, events } = self.log.load(tenant, &stream_id::<A>(id), A::schema_hash()).await?;
        let known = match snapshot.map(|snapshot| restore(&snapshot)) {
            None => Loaded::default(),
            Some(Ok(known)) => known,
            // The shape is the one of the schema, and yet it is not: what the log says counts.
            Some(Err(error)) => {
                tracing::warn!(stream = %stream_id::<A>(id), %error, "a snapshot cannot be read");
                let events = self.log.read_stream(tenant, &stream_id::<A>(id), 0).await?;
                return Self::fold(Loaded::default(), &events);
            }
        };
        let loaded = Self::fold(known, &events)?;
        if events.len() as u64 >= SNAPSHOT_EVERY {
            self.keep_snapshot(tenant, id, &loaded, events.last().map(|event| event.metadata.event_id));
        }
        Ok(loaded)
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

fn restore<A: Root>(snapshot: &Snapshot) -> serde_json::Result<Loaded<A>> {
    let state = Arc::new(serde_json::from_str(&snapshot.state)?);
    Ok(Loaded { version: snapshot.version, state, bytes: snapshot.state.len() as u64 })
}
