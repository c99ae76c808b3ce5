//! The directory: which shards there are, and on which of them each tenant lives.

use std::sync::Arc;

use commands::ports::EngineError;
use domain::TenantId;
use quick_cache::sync::Cache;
use tokio_postgres::{Client, Row};

use super::placement::choose;
use super::session::{Role, Sessions, pool};
use super::{PostgresConfig, engine_error};

/// How many tenants' placements a process keeps in mind.
const CACHED: usize = 100_000;

/// Where the streams of a tenant live.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Placement {
    /// The region that they are in.
    pub region: String,
    /// The shards: a stream is on one of them, by its hash.
    pub shards: Vec<u16>,
    /// Whether somebody chose the shards, and not the weights.
    pub pinned: bool,
}

/// The directory as a process knows it. A placement never changes once it is there, so it is read once.
pub(super) struct Directory {
    sessions: Sessions,
    config: PostgresConfig,
    known: Cache<TenantId, Arc<Placement>>,
}

impl Directory {
    pub(super) fn new(config: &PostgresConfig) -> Result<Self, EngineError> {
        let address =
            config.directory().ok_or_else(|| engine_error("postgres.shards is empty: name at least one"))?;
        Ok(Self {
            sessions: pool(address, Role::Writer, 2)?,
            config: config.clone(),
            known: Cache::new(CACHED),
        })
    }

    /// Where a tenant lives; none if it has no events yet.
    pub(super) async fn find(&self, tenant: &TenantId) -> Result<Option<Arc<Placement>>, EngineError> {
        if let Some(known) = self.known.get(tenant) {
            return Ok(Some(known));
        }
        let session = self.sessions.get().await.map_err(engine_error)?;
        let found = read(&session.client, tenant).await?.map(Arc::new);
        if let Some(found) = &found {
            self.check(tenant, found)?;
            self.known.insert(tenant.clone(), Arc::clone(found));
        }
        Ok(found)
    }

    /// Where a tenant lives; a new one is placed where tenants live of whom nothing else is said.
    pub(super) async fn find_or_place(&self, tenant: &TenantId) -> Result<Arc<Placement>, EngineError> {
        self.find_or_place_in(tenant, &self.config.region).await
    }

    /// Where a tenant lives; a new one is placed in `region`.
    pub(super) async fn find_or_place_in(
        &self,
        tenant: &TenantId,
        region: &str,
    ) -> Result<Arc<Placement>, EngineError> {
        if let Some(known) = self.find(tenant).await? {
            return Ok(known);
        }
        let PostgresConfig { shards, spread, .. } = &self.config;
        let shards = choose(shards, region, tenant.as_str(), *spread);
        if shards.is_empty() {
            let message =
                format!("no shard of region {region} takes new tenants: add one to postgres.shards");
            return Err(engine_error(message));
        }
        let session = self.sessions.get().await.map_err(engine_error)?;
        let placement = Placement { region: region.to_owned(), shards, pinned: false };
        write(&session.client, tenant, &placement).await?;
        drop(session);
        // Another process may have been faster: what counts is what is there.
        let placed = self.find(tenant).await?;
        placed.ok_or_else(|| engine_error(format!("the tenant {tenant} was placed, and is in no directory")))
    }

    fn check(&self, tenant: &TenantId, placement: &Placement) -> Result<(), EngineError> {
        match placement.shards.iter().find(|shard| usize::from(**shard) >= self.config.shards.len()) {
            Some(shard) => Err(engine_error(format!(
                "the tenant {tenant} lives on shard {shard}, which postgres.shards does not name"
            ))),
            None => Ok(()),
        }
    }
}

/// All tenants of the directory, by name.
///
/// # Errors
/// The directory cannot be reached.
pub async fn placements(config: &PostgresConfig) -> Result<Vec<(TenantId, Placement)>, EngineError> {
    let directory = Directory::new(config)?;
    let session = directory.sessions.get().await.map_err(engine_error)?;
    let query = "SELECT tenant_id, region, shards, pinned FROM directory_tenants ORDER BY tenant_id";
    let rows = session.client.query(query, &[]).await.map_err(engine_error)?;
    let tenant = |row: &Row| {
        let name: String = row.try_get(0).map_err(engine_error)?;
        Ok((name.parse().map_err(engine_error)?, placement(row, 1)?))
    };
    rows.iter().map(tenant).collect()
}

/// Chooses the shards of a tenant that has none yet. They must be of one region.
///
/// # Errors
/// There is no such shard, they are of several regions, the tenant lives elsewhere, or the directory cannot be reached.
pub async fn place_tenant(
    config: &PostgresConfig,
    tenant: &TenantId,
    shards: &[u16],
) -> Result<Placement, EngineError> {
    let region = region_of(config, shards)?;
    let placement = Placement { region, shards: shards.to_vec(), pinned: true };
    let directory = Directory::new(config)?;
    let session = directory.sessions.get().await.map_err(engine_error)?;
    write(&session.client, tenant, &placement).await?;
    match read(&session.client, tenant).await? {
        Some(there) if there == placement => Ok(placement),
        Some(there) => {
            let message =
                format!("the tenant {tenant} lives on the shards {:?} and stays there", there.shards);
            Err(engine_error(message))
        }
        None => Err(engine_error(format!("the tenant {tenant} was placed, and is in no directory"))),
    }
}

fn region_of(config: &PostgresConfig, shards: &[u16]) -> Result<String, EngineError> {
    let mut regions = vec![];
    for (index, number) in shards.iter().enumerate() {
        let shard = config.shards.get(usize::from(*number));
        let shard = shard.ok_or_else(|| engine_error(format!("postgres.shards names no shard {number}")))?;
        if shards[..index].contains(number) {
            return Err(engine_error(format!("shard {number} is named twice")));
        }
        regions.push(shard.region.clone());
    }
    regions.dedup();
    match regions.len() {
        1 => Ok(regions.remove(0)),
        0 => Err(engine_error("a tenant needs at least one shard")),
        _ => Err(engine_error(format!("the shards are of several regions: {}", regions.join(", ")))),
    }
}

/// What the directory says of a tenant.
async fn read(client: &Client, tenant: &TenantId) -> Result<Option<Placement>, EngineError> {
    let query = "SELECT region, shards, pinned FROM directory_tenants WHERE tenant_id = $1";
    let row = client.query_opt(query, &[&tenant.as_str()]).await.map_err(engine_error)?;
    row.map(|row| placement(&row, 0)).transpose()
}

/// Reads three columns from `first` on.
fn placement(row: &Row, first: usize) -> Result<Placement, EngineError> {
    let shards: Vec<i32> = row.try_get(first + 1).map_err(engine_error)?;
    let shards: Result<Vec<u16>, _> = shards.into_iter().map(u16::try_from).collect();
    Ok(Placement {
        region: row.try_get(first).map_err(engine_error)?,
        shards: shards.map_err(engine_error)?,
        pinned: row.try_get(first + 2).map_err(engine_error)?,
    })
}

/// Places a tenant, unless it has a place.
pub(super) async fn write(
    client: &Client,
    tenant: &TenantId,
    placement: &Placement,
) -> Result<(), EngineError> {
    let insert = "INSERT INTO directory_tenants (tenant_id, region, shards, pinned) VALUES ($1, $2, $3, $4) \
         ON CONFLICT (tenant_id) DO NOTHING";
    let shards: Vec<i32> = placement.shards.iter().map(|shard| i32::from(*shard)).collect();
    let inserted =
        client.execute(insert, &[&tenant.as_str(), &placement.region, &shards, &placement.pinned]).await;
    inserted.map(|_| ()).map_err(engine_error)
}
