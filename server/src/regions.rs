//! The regions of a deployment, where it has more than one.

use std::collections::BTreeMap;
use std::sync::Arc;

use anyhow::Context as _;
use api::{Elsewhere, RegionAddress, Regions};
use serde::Deserialize;

use crate::config::Config;

/// Where the other regions are. Without this, a deployment serves all of its shards.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct RegionSettings {
    /// What becomes of requests for tenants of another region.
    #[serde(default)]
    elsewhere: Elsewhere,
    /// The address of each other region.
    addresses: BTreeMap<String, RegionAddress>,
}

/// The regions as the API needs them; none where all shards are served here.
pub(crate) fn regions(config: &Config) -> anyhow::Result<Option<Arc<Regions>>> {
    let Some(RegionSettings { elsewhere, addresses }) = &config.regions else { return Ok(None) };
    let here = &config.postgres.region;
    for shard in &config.postgres.shards {
        anyhow::ensure!(
            shard.region == *here || addresses.contains_key(&shard.region),
            "postgres.shards has shards of the region {0}: give its address as regions.addresses.{0}",
            shard.region
        );
    }
    let regions = Regions::new(here, *elsewhere, addresses);
    Ok(Some(Arc::new(regions.context("the regions cannot be used")?)))
}

/// The regions in which a tenant may live, that of new tenants first.
pub(crate) fn names(config: &Config) -> Vec<String> {
    let mut regions = vec![config.postgres.region.clone()];
    for shard in &config.postgres.shards {
        if !regions.contains(&shard.region) {
            regions.push(shard.region.clone());
        }
    }
    regions
}
