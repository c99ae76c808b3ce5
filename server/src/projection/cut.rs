//! A cut through the log: a position of each shard.

use std::collections::BTreeMap;
use std::time::Duration;

use infra::Part;
use projections::progress::{Projection, ProjectionProgress as _};

use crate::services::Services;

/// How long a replica may take to come as far as its shard was.
const REPLICA: Duration = Duration::from_secs(2);

/// The last position of each shard that is inside.
pub(super) type Cut = BTreeMap<u16, u64>;

/// Where the log begins.
pub(super) fn beginning(services: &Services) -> Cut {
    services.log.served().map(|shard| (shard.number(), 0)).collect()
}

/// Where the log ends now.
pub(super) async fn heads(services: &Services) -> anyhow::Result<Cut> {
    let mut cut = Cut::new();
    for shard in services.log.served() {
        cut.insert(shard.number(), shard.head().await?);
    }
    Ok(cut)
}

/// How far a read model has come.
pub(super) async fn reached(services: &Services, projection: Projection) -> anyhow::Result<Cut> {
    let (progress, mut cut) = (services.progress(), Cut::new());
    for shard in services.log.served() {
        cut.insert(shard.number(), progress.reached(projection, shard.number()).await?);
    }
    Ok(cut)
}

/// What lies between two cuts, read from replicas where there are some.
pub(super) async fn parts(services: &Services, from: &Cut, to: &Cut) -> Vec<Part> {
    let mut parts = vec![];
    for shard in services.log.served() {
        let (after, through) = (at(from, shard.number()), at(to, shard.number()));
        if after < through {
            parts.push(Part { shard: shard.replica_at(through, REPLICA).await, after, through });
        }
    }
    parts
}

/// How many events that is.
pub(super) fn events(parts: &[Part]) -> u64 {
    parts.iter().map(|part| part.through - part.after).sum()
}

/// The position of a shard.
pub(super) fn at(cut: &Cut, shard: u16) -> u64 {
    cut.get(&shard).copied().unwrap_or(0)
}

/// As people read it.
pub(super) fn text(cut: &Cut) -> String {
    let places: Vec<_> = cut.iter().map(|(shard, position)| format!("{shard}:{position}")).collect();
    places.join(", ")
}
