//! Where the shards are, and how new tenants are spread over them.

use serde::Deserialize;

/// The region of a shard that names none.
const DEFAULT_REGION: &str = "default";

/// The event store's part of the config.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PostgresConfig {
    /// The shards. Their number is their place in this list, from 0, and is part of the data: add new ones at the
    /// end, and take none away that holds events.
    pub shards: Vec<ShardConfig>,
    /// The libpq connection string of the database that knows on which shards each tenant lives; without it, that of
    /// the first shard.
    #[serde(default)]
    pub directory: Option<String>,
    /// The region of tenants that nobody placed.
    #[serde(default = "default_region")]
    pub region: String,
    /// Over how many shards of its region a new tenant spreads its streams.
    #[serde(default = "default_spread")]
    pub spread: usize,
    /// The most sessions for reading, a shard and process.
    #[serde(default = "default_readers")]
    pub readers: usize,
}

/// One shard.
#[derive(Debug, Clone, Deserialize)]
#[serde(from = "ShardSetting")]
pub struct ShardConfig {
    /// Its libpq connection string.
    pub address: String,
    /// Where it is.
    pub region: String,
    /// A shard of twice the weight gets twice the new tenants; one of weight 0 gets none.
    pub weight: u32,
    /// The connection strings of its replicas, for reads that can wait for one.
    pub replicas: Vec<String>,
}

/// A shard as it may stand in a config: its address, or a table.
#[derive(Deserialize)]
#[serde(
    untagged,
    expecting = "a shard is a libpq connection string, or a table with address, region, weight and replicas"
)]
enum ShardSetting {
    Address(String),
    Table(ShardTable),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ShardTable {
    address: String,
    #[serde(default = "default_region")]
    region: String,
    #[serde(default = "default_weight")]
    weight: u32,
    #[serde(default)]
    replicas: Vec<String>,
}

impl From<ShardSetting> for ShardConfig {
    fn from(setting: ShardSetting) -> Self {
        match setting {
            ShardSetting::Address(address) => Self::from(address),
            ShardSetting::Table(ShardTable { address, region, weight, replicas }) => {
                Self { address, region, weight, replicas }
            }
        }
    }
}

impl From<String> for ShardConfig {
    fn from(address: String) -> Self {
        Self { address, region: default_region(), weight: default_weight(), replicas: vec![] }
    }
}

impl PostgresConfig {
    /// The event store on these shards, with everything else as it is by default.
    #[must_use]
    pub fn new(shards: Vec<String>) -> Self {
        Self {
            shards: shards.into_iter().map(ShardConfig::from).collect(),
            directory: None,
            region: default_region(),
            spread: default_spread(),
            readers: default_readers(),
        }
    }

    /// The address of the directory; none if there is no shard either.
    pub(super) fn directory(&self) -> Option<&str> {
        self.directory.as_deref().or_else(|| self.shards.first().map(|shard| shard.address.as_str()))
    }
}

fn default_region() -> String {
    DEFAULT_REGION.to_owned()
}

fn default_weight() -> u32 {
    100
}

fn default_spread() -> usize {
    1
}

fn default_readers() -> usize {
    8
}
