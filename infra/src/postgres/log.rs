//! The shards together: where a stream lives, and the port that the write side uses.

use std::sync::Arc;

use async_trait::async_trait;
use commands::ports::homes::Homes;
use commands::ports::{
    Append, AppendError, Appended, EngineError, EventLog, Snapshot, Stored, StreamAppend, StreamId,
};
use domain::{RecordedEvent, TenantId};

use super::directory::{Directory, Placement};
use super::placement::shard_of;
use super::session::{Role, Sessions, pool};
use super::shard::Shard;
use super::writer::Writer;
use super::{PostgresConfig, engine_error, snapshots};

/// The event store over all its shards.
pub struct PostgresLog {
    shards: Vec<Shard>,
    /// The regions of the shards.
    regions: Vec<String>,
    /// The region whose shards this process serves; without one it serves all.
    served: Option<String>,
    writers: Vec<Writer>,
    snapshots: Vec<Sessions>,
    directory: Directory,
}

impl PostgresLog {
    /// The event store at `config`. It connects when it is first used.
    ///
    /// # Errors
    /// There is no shard, or an address is not one.
    pub fn new(config: &PostgresConfig) -> Result<Self, EngineError> {
        let directory = Directory::new(config)?;
        let shards =
            (0..).zip(&config.shards).map(|(number, shard)| Shard::new(number, shard, config.readers));
        let snapshots = config.shards.iter().map(|shard| pool(&shard.address, Role::Writer, 1));
        let (shards, snapshots) = (shards.collect::<Result<_, _>>()?, snapshots.collect::<Result<_, _>>()?);
        let writers = config.shards.iter().map(|shard| Writer::spawn(shard.address.clone())).collect();
        let regions = config.shards.iter().map(|shard| shard.region.clone()).collect();
        Ok(Self { shards, regions, served: None, writers, snapshots, directory })
    }

    /// Serves the shards of one region only: others publish and work on those of the other regions.
    #[must_use]
    pub fn serving(self, region: &str) -> Self {
        Self { served: Some(region.to_owned()), ..self }
    }

    /// The shards, for readers of the whole log.
    #[must_use]
    pub fn shards(&self) -> &[Shard] {
        &self.shards
    }

    /// The shards whose events this process publishes, and whose jobs it works on.
    pub fn served(&self) -> impl Iterator<Item = &Shard> {
        let is_served = |region: &String| self.served.as_ref().is_none_or(|served| served == region);
        let shards = self.shards.iter().zip(&self.regions);
        shards.filter(move |(_, region)| is_served(region)).map(|(shard, _)| shard)
    }

    /// Where a tenant's streams live; none if it has no events yet.
    ///
    /// # Errors
    /// The directory cannot be reached.
    pub async fn placement(&self, tenant: &TenantId) -> Result<Option<Arc<Placement>>, EngineError> {
        self.directory.find(tenant).await
    }

    /// The shard of a stream; none if its tenant has no events yet.
    ///
    /// # Errors
    /// The directory cannot be reached.
    pub async fn shard_of(
        &self,
        tenant: &TenantId,
        stream: &StreamId,
    ) -> Result<Option<&Shard>, EngineError> {
        let placement = self.directory.find(tenant).await?;
        Ok(placement.and_then(|placement| self.shards.get(place(&placement, stream)?)))
    }

    async fn place_append(&self, append: &Append) -> Result<usize, AppendError> {
        let placement = self.directory.find_or_place(&append.tenant).await;
        let placement = placement.map_err(|error| AppendError::Unavailable(error.to_string()))?;
        let place = |stream: &StreamAppend| place(&placement, &stream.stream);
        let nothing = || AppendError::Invalid("there is nothing to append".to_owned());
        let mut shards = append.streams.iter().map(place);
        let first = shards.next().flatten().ok_or_else(nothing)?;
        if shards.any(|other| other != Some(first)) {
            return Err(AppendError::SeveralShards);
        }
        Ok(first)
    }
}

fn place(placement: &Placement, stream: &StreamId) -> Option<usize> {
    match placement.shards[..] {
        // Most tenants have one shard, and then nothing needs to be hashed.
        [only] => Some(only.into()),
        ref shards => shard_of(shards, &domain::placement_key(&stream.aggregate_id)).map(usize::from),
    }
}

#[async_trait]
impl EventLog for PostgresLog {
    async fn append(&self, append: Append) -> Result<Appended, AppendError> {
        let shard = self.place_append(&append).await?;
        let position = self.writers[shard].append(append).await?;
        Ok(Appended { shard: self.shards[shard].number(), position })
    }

    async fn read_stream(
        &self,
        tenant: &TenantId,
        stream: &StreamId,
        after: u64,
    ) -> Result<Vec<RecordedEvent>, EngineError> {
        match self.shard_of(tenant, stream).await? {
            Some(shard) => shard.read_stream(tenant, stream, after).await,
            None => Ok(vec![]),
        }
    }

    async fn load(&self, tenant: &TenantId, stream: &StreamId, schema: &str) -> Result<Stored, EngineError> {
        match self.shard_of(tenant, stream).await? {
            Some(shard) => shard.load(tenant, stream, schema).await,
            None => Ok(Stored { snapshot: None, events: vec![] }),
        }
    }

    async fn save_snapshot(
        &self,
        tenant: &TenantId,
        stream: &StreamId,
        snapshot: Snapshot,
    ) -> Result<(), EngineError> {
        let Some(shard) = self.shard_of(tenant, stream).await? else {
            return Ok(());
        };
        let mut session = self.snapshots[usize::from(shard.number())].get().await.map_err(engine_error)?;
        snapshots::save(&mut session, tenant, stream, &snapshot).await
    }
}

#[async_trait]
impl Homes for PostgresLog {
    async fn home_of(&self, tenant: &TenantId) -> Result<Option<String>, EngineError> {
        Ok(self.directory.find(tenant).await?.map(|placement| placement.region.clone()))
    }

    async fn settle(&self, tenant: &TenantId, region: &str) -> Result<String, EngineError> {
        Ok(self.directory.find_or_place_in(tenant, region).await?.region.clone())
    }
}
