//! The shards together: where a stream lives, and the port that the write side uses.

use async_trait::async_trait;
use commands::ports::{Append, AppendError, Appended, EngineError, EventLog, NewEvent, StreamId};
use domain::{BatchId, RecordedEvent, TenantId};
use sha2::{Digest, Sha256};

use super::read::Shard;
use super::writer::Writer;
use super::{MAX_EVENT_BYTES, PostgresConfig};

/// The event store over all its shards.
pub struct PostgresLog {
    shards: Vec<Shard>,
    writers: Vec<Writer>,
}

impl PostgresLog {
    /// The event store at `config`. It connects when it is first used.
    ///
    /// # Errors
    /// There is no shard, or an address is not one.
    pub fn new(config: &PostgresConfig) -> Result<Self, EngineError> {
        if config.shards.is_empty() {
            let message = "postgres.shards is empty: name at least one".to_owned();
            return Err(EngineError { engine: "postgres", message });
        }
        let shards =
            (0..).zip(&config.shards).map(|(number, address)| Shard::new(number, address, config.readers));
        let writers = config.shards.iter().map(|address| Writer::spawn(address.clone()));
        Ok(Self { shards: shards.collect::<Result<_, _>>()?, writers: writers.collect() })
    }

    /// The shards, for readers of the whole log.
    #[must_use]
    pub fn shards(&self) -> &[Shard] {
        &self.shards
    }

    fn shard_of(&self, stream: &StreamId) -> usize {
        let digest = Sha256::digest(placement_key(&stream.aggregate_id));
        let hash = u64::from_be_bytes(digest[..8].try_into().unwrap_or_default());
        usize::try_from(hash % self.shards.len() as u64).unwrap_or_default()
    }
}

/// What decides where a stream lives: its id, but batch 0 lives with its job, so that a small job is one
/// append.
fn placement_key(aggregate_id: &str) -> String {
    match aggregate_id.parse::<BatchId>() {
        Ok(BatchId { job, number: 0 }) => job.to_string(),
        _ => aggregate_id.to_owned(),
    }
}

fn check_sizes(append: &Append) -> Result<(), AppendError> {
    let mut events = append.streams.iter().flat_map(|stream| &stream.events);
    match events.find(|event| event.payload.len() > MAX_EVENT_BYTES) {
        Some(NewEvent { event_type, payload, .. }) => Err(AppendError::Invalid(format!(
            "{event_type} has {} bytes of {MAX_EVENT_BYTES}",
            payload.len()
        ))),
        None => Ok(()),
    }
}

#[async_trait]
impl EventLog for PostgresLog {
    async fn append(&self, append: Append) -> Result<Appended, AppendError> {
        let mut shards = append.streams.iter().map(|stream| self.shard_of(&stream.stream));
        let shard =
            shards.next().ok_or_else(|| AppendError::Invalid("there is nothing to append".to_owned()))?;
        if shards.any(|other| other != shard) {
            return Err(AppendError::SeveralShards);
        }
        check_sizes(&append)?;
        let position = self.writers[shard].append(append).await?;
        Ok(Appended { shard: self.shards[shard].number(), position })
    }

    async fn read_stream(
        &self,
        tenant: &TenantId,
        stream: &StreamId,
        after: u64,
    ) -> Result<Vec<RecordedEvent>, EngineError> {
        self.shards[self.shard_of(stream)].read_stream(tenant, stream, after).await
    }
}
