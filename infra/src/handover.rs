//! The right to write a read model, taken over from whoever keeps it up to date, between two of their chunks.

use std::collections::BTreeMap;

use commands::ports::EngineError;
use projections::progress::Projection;
use projections::runner::Committed;

use crate::feed::consumer;
use crate::postgres::{Claim, Shard};

/// The right for all shards. Whoever had it goes on when this is dropped.
pub struct Handover(BTreeMap<u16, Claim>);

impl Handover {
    /// Asks for it, and waits until it is handed over.
    ///
    /// # Errors
    /// A shard cannot be reached, or another process is taking it over.
    pub async fn ask(
        projection: Projection,
        shards: impl Iterator<Item = &Shard>,
    ) -> Result<Self, EngineError> {
        let mut claims = BTreeMap::new();
        for shard in shards {
            claims.insert(shard.number(), Claim::take_over(shard, consumer(projection.as_str())).await?);
        }
        Ok(Self(claims))
    }

    /// What was committed of each shard.
    ///
    /// # Errors
    /// A shard cannot be reached, or somebody took the right away.
    pub async fn committed(&self) -> Result<BTreeMap<u16, Committed>, EngineError> {
        let mut committed = BTreeMap::new();
        for (shard, claim) in &self.0 {
            let (position, note) = claim.saved().await?;
            committed.insert(*shard, Committed { position: Some(position), note });
        }
        Ok(committed)
    }

    /// Commits a shard up to a position.
    ///
    /// # Errors
    /// As [`Handover::committed`].
    pub async fn commit(&self, shard: u16, position: u64) -> Result<(), EngineError> {
        match self.0.get(&shard) {
            Some(claim) => claim.save_with(position, "").await,
            None => Ok(()),
        }
    }
}
