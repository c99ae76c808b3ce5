//! The one config file, and what `THOUSANDFOLD_*` overrides in it.

use std::collections::BTreeMap;
use std::path::Path;
use std::time::Duration;

use anyhow::Context as _;
use api::WebOrigin;
use commands::limits::LimitsConfig;
use domain::TenantId;
use gateway::GatewayConfig;
use infra::clickhouse::ClickHouseConfig;
use infra::kafka::KafkaConfig;
use infra::mail::MailConfig;
use infra::oidc::OidcConfig;
use infra::postgres::PostgresConfig;
use infra::redis::{DispatchConfig, RedisConfig};
use infra::s3::S3Config;
use infra::telemetry::TelemetryConfig;
use serde::Deserialize;
use workers::http::HttpConfig;

use crate::regions::RegionSettings;

/// Variables that begin as settings do, and are none: the command line and the tests read them.
const NOT_SETTINGS: &[&str] = &[
    "THOUSANDFOLD_API_KEY",
    "THOUSANDFOLD_CONFIG",
    "THOUSANDFOLD_PASSWORD",
    "THOUSANDFOLD_SERVER",
    "THOUSANDFOLD_TEST_CONFIG",
];

/// Everything that can be set.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Config {
    /// What topics, keys, the database and objects are named after, so that deployments can share engines.
    #[serde(default = "default_namespace")]
    pub(crate) namespace: String,
    /// Where the API listens.
    #[serde(default = "default_listen")]
    pub(crate) listen: String,
    /// The tenant that `check` and `log show` look at.
    #[serde(default = "default_tenant")]
    pub(crate) tenant: TenantId,
    /// The most bytes of a dataset, and of an object that a job names, once it is unpacked.
    #[serde(default = "default_max_dataset_bytes")]
    pub(crate) max_dataset_bytes: u64,
    pub(crate) auth: AuthSettings,
    #[serde(default)]
    pub(crate) api: ApiSettings,
    #[serde(default)]
    pub(crate) gateway: GatewayConfig,
    /// How much each may ask for.
    #[serde(default)]
    pub(crate) limits: LimitsConfig,
    pub(crate) postgres: PostgresConfig,
    #[serde(default)]
    pub(crate) regions: Option<RegionSettings>,
    pub(crate) kafka: KafkaConfig,
    pub(crate) redis: RedisConfig,
    pub(crate) clickhouse: ClickHouseConfig,
    pub(crate) s3: S3Config,
    #[serde(default)]
    pub(crate) worker: WorkerSettings,
    #[serde(default)]
    pub(crate) dispatch: DispatchConfig,
    #[serde(default)]
    pub(crate) telemetry: TelemetryConfig,
}

/// How accounts behave.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct AuthSettings {
    /// What seals secrets that have to be read back: 32 bytes each, as base64. The first seals, all of them open.
    pub(crate) secrets: Vec<String>,
    /// Whom access tokens are from: the URL of the API, as programs that verify tokens know it.
    #[serde(default = "default_issuer")]
    pub(crate) issuer: String,
    /// Whom access tokens are for.
    #[serde(default = "default_namespace")]
    pub(crate) audience: String,
    /// Whether anybody may sign up.
    #[serde(default = "default_sign_up")]
    pub(crate) sign_up: bool,
    /// For how many days a session gives tokens.
    #[serde(default = "default_session_days")]
    pub(crate) session_days: u32,
    /// Where links in mails lead: the console's URL.
    #[serde(default = "default_links")]
    pub(crate) links: String,
    /// Where mail goes.
    #[serde(default)]
    pub(crate) mail: MailConfig,
    /// By which other issuers one can sign in, each under a name.
    #[serde(default)]
    pub(crate) providers: BTreeMap<String, OidcConfig>,
}

/// How the API behaves.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct ApiSettings {
    /// Whose pages may call it from browsers, beside its own: exact origins such as `https://console.example.org`.
    pub(crate) origins: Vec<WebOrigin>,
}

/// How the worker role works.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct WorkerSettings {
    /// How many batches it holds at once.
    pub(crate) batches: usize,
    /// How many filters it runs at once; 0 is one a core.
    pub(crate) runners: usize,
    /// How long a lease lasts unless it is extended, in seconds.
    pub(crate) lease_seconds: u64,
    /// How much memory one filter may take, in MiB.
    pub(crate) memory_mib: u64,
    /// How many calls it makes at once.
    pub(crate) calls: usize,
    /// How calls are made.
    pub(crate) http: HttpConfig,
    /// Whether no more is begun while the analyst's tables are behind.
    pub(crate) keep_pace: bool,
}

impl Default for WorkerSettings {
    fn default() -> Self {
        Self {
            batches: 32,
            runners: 0,
            lease_seconds: 15,
            memory_mib: 256,
            calls: 10_000,
            http: HttpConfig::default(),
            keep_pace: true,
        }
    }
}

impl WorkerSettings {
    pub(crate) fn lease(&self) -> Duration {
        Duration::from_secs(self.lease_seconds.max(1))
    }

    pub(crate) fn runners(&self) -> usize {
        let cores = || std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
        if self.runners == 0 { cores() } else { self.runners }
    }
}

fn default_namespace() -> String {
    "thousandfold".to_owned()
}

fn default_issuer() -> String {
    "http://127.0.0.1:18080".to_owned()
}

fn default_sign_up() -> bool {
    true
}

fn default_session_days() -> u32 {
    30
}

fn default_links() -> String {
    "http://127.0.0.1:3000".to_owned()
}

fn default_max_dataset_bytes() -> u64 {
    commands::datasets::MAX_DATASET_BYTES
}

fn default_listen() -> String {
    "127.0.0.1:18080".to_owned()
}

#[expect(clippy::unwrap_used, reason = "the literal is a tenant's name, as a test shows")]
fn default_tenant() -> TenantId {
    "dev".parse().unwrap()
}

impl Config {
    /// Reads the file, then the environment.
    pub(crate) fn read(file: &Path) -> anyhow::Result<Self> {
        let settings = std::env::vars().filter(|(name, _)| !NOT_SETTINGS.contains(&name.as_str())).collect();
        let environment = config::Environment::with_prefix("THOUSANDFOLD")
            .prefix_separator("_")
            .separator("__")
            .try_parsing(true)
            .source(Some(settings));
        let read = config::Config::builder()
            .add_source(config::File::from(file))
            .add_source(environment)
            .build()
            .and_then(config::Config::try_deserialize::<Self>);
        let hint =
            "give a config file with --config; `dev/stack up` writes one to .dev/demo/thousandfold.toml";
        let mut config =
            read.with_context(|| format!("the config {} cannot be read ({hint})", file.display()))?;
        config.clickhouse.database.clone_from(&config.namespace);
        config.s3.prefix.clone_from(&config.namespace);
        Ok(config)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_default_tenant_is_a_name() {
        assert_eq!(default_tenant().as_str(), "dev");
    }
}
