//! The audit trail: what was asked, as events of many records. A process writes a stream of its own for each tenant, so that
//! none of them waits for another.

use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use domain::access::{Access, AccessCommand, AccessRecord};
use domain::{AccessId, TenantId};
use tokio::sync::{mpsc, oneshot};
use uuid::Uuid;

use crate::executor::{CommandContext, Executor};
use crate::ports::EngineError;

/// How many records may wait. More wait before their answers are sent.
const ROOM: usize = 10_000;
/// How long records are gathered that nobody waits for.
const GATHER: Duration = Duration::from_millis(100);
/// The most records of one event.
const MOST: usize = 1_000;
/// How many events a stream gets. It is never read as a whole, but a snapshot of nothing should not be made of it either.
const STREAM: u64 = 500;
/// How often an event that cannot be recorded is tried again, and after which pause.
const TRIES: u32 = 10;
const PAUSE: Duration = Duration::from_millis(500);

/// What is asked of the trail.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AuditFilter {
    /// Only what this one asked.
    pub actor: Option<String>,
    /// Only this operation.
    pub operation: Option<String>,
    /// Only from this time on.
    pub from: Option<DateTime<Utc>>,
    /// Only before this time.
    pub until: Option<DateTime<Utc>>,
    /// Only answers of at least this status.
    pub status_from: Option<u16>,
}

/// Where a record stands in the trail.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuditPlace {
    /// When it was asked.
    pub at: DateTime<Utc>,
    /// The request.
    pub request: String,
}

/// Reads the trail.
#[async_trait]
pub trait AuditView: Send + Sync {
    /// Records of a tenant, the newest first, those before `before`.
    async fn records(
        &self,
        tenant: &TenantId,
        filter: &AuditFilter,
        before: Option<AuditPlace>,
        limit: usize,
    ) -> Result<Vec<AccessRecord>, EngineError>;
}

/// A record, and who waits until it is on disk.
struct Entry {
    tenant: TenantId,
    record: AccessRecord,
    kept: Option<oneshot::Sender<Result<(), EngineError>>>,
}

/// Keeps records.
#[derive(Clone)]
pub struct Trail(mpsc::Sender<Entry>);

impl Trail {
    /// A trail, and what writes it: to be run for as long as there are requests. It ends when the trail is dropped and all is
    /// written.
    pub fn new(executor: Arc<Executor>) -> (Self, impl Future<Output = ()> + Send + 'static) {
        let (sender, receiver) = mpsc::channel(ROOM);
        (Self(sender), Writer { executor, streams: HashMap::new() }.run(receiver))
    }

    /// Has a record written soon.
    pub async fn record(&self, tenant: TenantId, record: AccessRecord) {
        if self.0.send(Entry { tenant, record, kept: None }).await.is_err() {
            tracing::error!("the audit trail is not written any more");
        }
    }

    /// Has a record written, and waits until it is on disk.
    ///
    /// # Errors
    /// It is not: nothing should be shown that has to be in the trail.
    pub async fn record_now(&self, tenant: TenantId, record: AccessRecord) -> Result<(), EngineError> {
        let (kept, answer) = oneshot::channel();
        let gone =
            |_| EngineError { engine: "postgres", message: "the audit trail is not written".to_owned() };
        let entry = Entry { tenant, record, kept: Some(kept) };
        self.0.send(entry).await.map_err(|_| gone(()))?;
        answer.await.map_err(|_| gone(()))?
    }
}

/// The stream that a process writes for a tenant now.
struct Stream {
    id: AccessId,
    events: u64,
}

struct Writer {
    executor: Arc<Executor>,
    streams: HashMap<TenantId, Stream>,
}

impl Writer {
    async fn run(mut self, mut entries: mpsc::Receiver<Entry>) {
        let mut gathered = vec![];
        while entries.recv_many(&mut gathered, MOST).await > 0 {
            let is_awaited = |entries: &[Entry]| entries.iter().any(|entry| entry.kept.is_some());
            let until = tokio::time::Instant::now() + GATHER;
            while !is_awaited(&gathered) && gathered.len() < MOST {
                let room = MOST - gathered.len();
                match tokio::time::timeout_at(until, entries.recv_many(&mut gathered, room)).await {
                    Ok(0) | Err(_) => break,
                    Ok(_) => {}
                }
            }
            self.write(std::mem::take(&mut gathered)).await;
        }
    }

    async fn write(&mut self, entries: Vec<Entry>) {
        let mut by_tenant = HashMap::<TenantId, (Vec<AccessRecord>, Vec<_>)>::new();
        for Entry { tenant, record, kept } in entries {
            let (records, waiting) = by_tenant.entry(tenant).or_default();
            records.push(record);
            waiting.extend(kept);
        }
        for (tenant, (records, waiting)) in by_tenant {
            let count = records.len();
            let written = self.append(&tenant, records, waiting.is_empty()).await;
            if let Err(error) = &written {
                metrics::counter!("thousandfold_audit_records_lost_total").increment(count as u64);
                tracing::error!(%tenant, count, %error, "records of the audit trail are lost");
            }
            for kept in waiting {
                // Who does not wait any more was not told, and shows nothing.
                let _ = kept.send(written.clone());
            }
        }
    }

    /// Appends an event; again and again for a while where nobody waits.
    async fn append(
        &mut self,
        tenant: &TenantId,
        records: Vec<AccessRecord>,
        patient: bool,
    ) -> Result<(), EngineError> {
        let id = self.stream(tenant);
        let context = CommandContext::new(tenant.clone(), "api", id);
        let command = AccessCommand::Record { records };
        for tries in 1.. {
            match self.executor.execute::<Access>(&context, &id, command.clone()).await {
                Ok(_) => break,
                Err(error) if !patient || tries == TRIES => {
                    return Err(EngineError { engine: "postgres", message: error.to_string() });
                }
                Err(_) => tokio::time::sleep(PAUSE).await,
            }
        }
        Ok(())
    }

    fn stream(&mut self, tenant: &TenantId) -> AccessId {
        let new = || Stream { id: AccessId(Uuid::now_v7()), events: 0 };
        let stream = self.streams.entry(tenant.clone()).or_insert_with(new);
        if stream.events >= STREAM {
            *stream = new();
        }
        stream.events += 1;
        stream.id
    }
}
