//! What the write side needs of the engines. `infra` and `workers` implement it.

pub mod dispatch;
pub mod homes;
pub mod idempotency;
pub mod limits;
pub mod mail;
pub mod oidc;
pub mod vault;

use std::fmt;
use std::time::Duration;

use async_trait::async_trait;
use bytes::Bytes;
use domain::batch::{Batch, BatchSpec};
use domain::processor::Processor;
use domain::{BatchId, JobId, LeaseId, Metadata, RecordedEvent, TenantId};
use futures::stream::BoxStream;
use uuid::Uuid;

use crate::executor::{CommandContext, Loaded};

/// The name of one aggregate's stream.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct StreamId {
    /// The kind of aggregate.
    pub aggregate_type: &'static str,
    /// The aggregate's id as text.
    pub aggregate_id: String,
}

impl fmt::Display for StreamId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.aggregate_type, self.aggregate_id)
    }
}

/// An event that is not yet in the log.
#[derive(Debug, Clone)]
pub struct NewEvent {
    /// Its type, such as `JobSubmitted`.
    pub event_type: String,
    /// The version of the payload's shape.
    pub event_version: String,
    /// The payload as JSON text; these bytes are what the log keeps.
    pub payload: String,
    /// What else is known.
    pub metadata: Metadata,
}

/// The version that a stream must have for an append to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Expected {
    /// This one: the number of its events.
    Exact(u64),
    /// None: the stream must not exist.
    NoStream,
    /// Whichever it has. An append like this can not be sent again when its fate is unknown.
    Any,
}

impl Expected {
    /// The version, where it is one.
    #[must_use]
    pub fn version(self) -> Option<u64> {
        match self {
            Self::Exact(version) => Some(version),
            Self::NoStream => Some(0),
            Self::Any => None,
        }
    }
}

impl From<u64> for Expected {
    fn from(version: u64) -> Self {
        if version == 0 { Self::NoStream } else { Self::Exact(version) }
    }
}

impl fmt::Display for Expected {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Exact(version) => write!(f, "{version}"),
            Self::NoStream => f.write_str("none"),
            Self::Any => f.write_str("any"),
        }
    }
}

/// New events of one stream.
#[derive(Debug, Clone)]
pub struct StreamAppend {
    /// The stream.
    pub stream: StreamId,
    /// The version that the stream must have.
    pub expected: Expected,
    /// The events.
    pub events: Vec<NewEvent>,
}

/// New events of streams of one tenant that live on one shard: all are recorded, or none.
#[derive(Debug, Clone)]
pub struct Append {
    /// Whose they are.
    pub tenant: TenantId,
    /// The streams, each at most once.
    pub streams: Vec<StreamAppend>,
}

/// Where an append ended in its shard's log.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Appended {
    /// The shard.
    pub shard: u16,
    /// The position of its last event.
    pub position: u64,
}

/// Why events were not appended.
#[derive(Debug, Clone, thiserror::Error)]
pub enum AppendError {
    /// Another command was faster.
    #[error("{stream} is at version {actual}, where {expected} was expected")]
    Conflict {
        /// The stream.
        stream: StreamId,
        /// The version that was expected.
        expected: Expected,
        /// The version that it has.
        actual: u64,
    },
    /// The streams live on different shards.
    #[error("one append cannot reach several shards")]
    SeveralShards,
    /// The events themselves cannot be stored.
    #[error("the events cannot be stored: {0}")]
    Invalid(String),
    /// Too many appends wait.
    #[error("the event store has too many appends waiting")]
    Overloaded,
    /// The connection died while the append was under way: it is whole in the log, or absent.
    #[error("the connection died during an append: {0}")]
    Unknown(String),
    /// The shard cannot be reached.
    #[error("the event store cannot be reached: {0}")]
    Unavailable(String),
}

/// An engine that cannot be reached, or answered with an error.
#[derive(Debug, Clone, thiserror::Error)]
#[error("{engine}: {message}")]
pub struct EngineError {
    /// Which engine.
    pub engine: &'static str,
    /// What it said.
    pub message: String,
}

/// The state of an aggregate at a version: a shortcut to it, and never the truth.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Snapshot {
    /// The version of the stream that the state is of.
    pub version: u64,
    /// The state as JSON text.
    pub state: String,
    /// What the state's shape is; a program that knows another shape does not read it.
    pub schema_hash: String,
    /// The id of the event that made the version.
    pub last_event: Uuid,
}

/// What a state is folded from: of a recorded event, all that this needs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredEvent {
    /// Its place in the stream.
    pub sequence: u64,
    /// Its type.
    pub event_type: String,
    /// The version of the payload's shape.
    pub event_version: String,
    /// The payload as it was stored.
    pub payload: String,
}

impl From<RecordedEvent> for StoredEvent {
    fn from(event: RecordedEvent) -> Self {
        let RecordedEvent { sequence, event_type, event_version, payload, .. } = event;
        Self { sequence, event_type, event_version, payload }
    }
}

/// A stream as it was read: a snapshot and what came after it, or all of it.
#[derive(Debug, Clone, Default)]
pub struct Stored {
    /// A snapshot that fits the stream.
    pub snapshot: Option<Snapshot>,
    /// The events after the snapshot.
    pub events: Vec<StoredEvent>,
}

/// The event store.
#[async_trait]
pub trait EventLog: Send + Sync {
    /// Appends, and answers after the events are on disk.
    async fn append(&self, append: Append) -> Result<Appended, AppendError>;

    /// The events of a stream whose sequence is above `after`: all of them, or an error.
    async fn read_stream(
        &self,
        tenant: &TenantId,
        stream: &StreamId,
        after: u64,
    ) -> Result<Vec<RecordedEvent>, EngineError>;

    /// A stream from a snapshot of this schema on, where there is one that fits: everything, or an error.
    async fn load(&self, tenant: &TenantId, stream: &StreamId, _schema: &str) -> Result<Stored, EngineError> {
        let events = self.read_stream(tenant, stream, 0).await?;
        Ok(Stored { snapshot: None, events: events.into_iter().map(StoredEvent::from).collect() })
    }

    /// Keeps a snapshot, where the store keeps any.
    async fn save_snapshot(
        &self,
        _tenant: &TenantId,
        _stream: &StreamId,
        _snapshot: Snapshot,
    ) -> Result<(), EngineError> {
        Ok(())
    }
}

/// Which jobs are not over, by the log alone.
#[async_trait]
pub trait LiveJobs: Send + Sync {
    /// All of them, of all tenants.
    async fn live_jobs(&self) -> Result<Vec<(TenantId, JobId)>, EngineError>;
}

/// Why an object was not read or written.
#[derive(Debug, Clone, thiserror::Error)]
pub enum ObjectError {
    /// There is no such object.
    #[error("there is no object {0}")]
    NotFound(String),
    /// The object store cannot be reached, or answered with an error.
    #[error(transparent)]
    Engine(#[from] EngineError),
}

/// An object's bytes as they come.
pub type ObjectStream = BoxStream<'static, Result<Bytes, ObjectError>>;

/// The object store.
#[async_trait]
pub trait ObjectStore: Send + Sync {
    /// Writes a whole object.
    async fn put(&self, key: &str, body: Bytes) -> Result<(), ObjectError>;

    /// Reads an object as a stream.
    async fn get(&self, key: &str) -> Result<ObjectStream, ObjectError>;

    /// Reads a byte range of an object, as far as the object reaches.
    async fn get_range(&self, key: &str, offset: u64, length: u64) -> Result<Bytes, ObjectError>;

    /// How many bytes an object has.
    async fn size(&self, key: &str) -> Result<u64, ObjectError>;

    /// Begins an object that is written piece by piece. It appears when it is finished, not before.
    async fn begin(&self, key: &str) -> Result<Box<dyn Upload>, ObjectError>;
}

/// An object that is being written.
#[async_trait]
pub trait Upload: Send {
    /// Adds bytes.
    async fn write(&mut self, bytes: Bytes) -> Result<(), ObjectError>;

    /// Makes the object appear.
    async fn finish(self: Box<Self>) -> Result<(), ObjectError>;

    /// Gives the object up, and frees what was written.
    async fn abort(self: Box<Self>);
}

/// A lease that began with its job, on a worker of this process.
#[derive(Debug, Clone)]
pub struct HeldLease {
    /// On whose behalf it runs.
    pub context: CommandContext,
    /// The batch.
    pub batch: BatchId,
    /// The lease.
    pub lease: LeaseId,
    /// The batch with the lease.
    pub state: Loaded<Batch>,
}

/// Room for a lease, until it is dropped.
pub trait Reserved: Send {
    /// Who has it.
    fn worker(&self) -> &str;

    /// For how long a lease is taken at first.
    fn lease_time(&self) -> Duration;

    /// Uses it.
    fn start(self: Box<Self>, lease: HeldLease);
}

/// The workers of this process.
pub trait LocalWorkers: Send + Sync {
    /// Room for one batch of filters, if there is any now.
    fn reserve(&self) -> Option<Box<dyn Reserved>>;
}

/// Why an item cannot be processed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ItemFailure {
    /// The kind of failure, such as `invalid_csv`.
    pub class: &'static str,
    /// What went wrong.
    pub message: String,
}

/// An item as JSON text, or why there is none.
pub type Item = Result<Bytes, ItemFailure>;

/// Reads the items of batches.
#[async_trait]
pub trait ItemSource: Send + Sync {
    /// The items of a batch, one for each of its tasks.
    async fn items(&self, spec: &BatchSpec) -> Result<Vec<Item>, ObjectError>;
}

/// A processor that cannot run.
#[derive(Debug, Clone, thiserror::Error)]
pub enum ProcessorError {
    /// It is wrong; the message says where.
    #[error("{message}")]
    Invalid {
        /// What is wrong.
        message: String,
        /// The line of the problem, from 1.
        line: usize,
        /// The column of the problem, from 1.
        column: usize,
    },
    /// It could not be checked.
    #[error(transparent)]
    Unavailable(#[from] EngineError),
}

/// Knows the processors.
#[async_trait]
pub trait ProcessorCheck: Send + Sync {
    /// Refuses a processor that cannot run.
    async fn check(&self, processor: &Processor) -> Result<(), ProcessorError>;
}
