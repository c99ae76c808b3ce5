//! A deployment that lives only as long as a test or a benchmark: own databases, topics, keys and objects, on
//! the engines of a config.

use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::Context as _;
use domain::permission::Role;
use infra::kafka::Topics;
use infra::redis::Redis;
use infra::s3::S3Objects;
use reqwest::header::{AUTHORIZATION, HeaderMap, HeaderValue};
use tempfile::TempDir;
use uuid::Uuid;

use crate::config::Config;

/// Who owns the tenants of such a deployment.
const OWNER: &str = "owner@example.org";
/// The file of a deployment's config, in its folder.
const CONFIG: &str = "config.toml";

/// The deployment: its config file stands in a folder of its own.
pub struct Scratch {
    folder: TempDir,
    config: Config,
    server: String,
    databases: Vec<String>,
    key: String,
}

impl Scratch {
    /// Makes a deployment of two shards on the engines of the config file `base`. `settings` are
    /// sections of the config that differ from the usual.
    ///
    /// # Errors
    /// The file is no config, or an engine refuses.
    pub async fn create(base: &Path, settings: toml::Table) -> anyhow::Result<Self> {
        let text =
            std::fs::read_to_string(base).with_context(|| format!("{} cannot be read", base.display()))?;
        let mut config: toml::Table = text.parse()?;
        let namespace = format!("t{}", Uuid::now_v7().simple());
        let server = server_of(&config)?;
        let databases: Vec<String> = (0..2).map(|shard| format!("{namespace}_{shard}")).collect();
        for database in &databases {
            infra::postgres::create_database(&server, database).await?;
        }
        let shards: Vec<_> = databases.iter().map(|name| format!("{server} dbname={name}")).collect();
        let postgres =
            toml::Table::from_iter([("shards".to_owned(), shards.into()), ("spread".to_owned(), 2.into())]);
        let listen = TcpListener::bind("127.0.0.1:0")?.local_addr()?;
        config.insert("namespace".to_owned(), namespace.into());
        config.insert("listen".to_owned(), listen.to_string().into());
        config.insert("postgres".to_owned(), postgres.into());
        config.insert("limits".to_owned(), generous().into());
        let folder = TempDir::new()?;
        let mail = toml::Table::from_iter([("folder".to_owned(), path_value(&folder.path().join("mail")))]);
        if let Some(auth) = config.get_mut("auth").and_then(toml::Value::as_table_mut) {
            auth.insert("mail".to_owned(), mail.into());
        }
        config.extend(settings);
        let config = write(&folder.path().join(CONFIG), &config).await?;
        Ok(Self { folder, config, server, databases, key: String::new() })
    }

    /// Makes the deployment's tenant and a key of it, if they are not there yet: until then its log is empty.
    ///
    /// # Errors
    /// PostgreSQL is away.
    pub async fn open(&mut self) -> anyhow::Result<()> {
        if self.key.is_empty() {
            self.key = self.key_of(&self.config.tenant.to_string()).await?;
        }
        Ok(())
    }

    /// An API key of the deployment's tenant, which may do everything; nothing before it is open.
    #[must_use]
    pub fn key(&self) -> &str {
        &self.key
    }

    /// Makes another tenant, and gives a key of it, which may do everything.
    ///
    /// # Errors
    /// PostgreSQL is away.
    pub async fn key_of(&self, tenant: &str) -> anyhow::Result<String> {
        let tenant = tenant.parse()?;
        let made =
            crate::accounts::create_tenant(&self.config, &tenant, None, OWNER, None, Role::Owner).await?;
        Ok(made.secret)
    }

    /// Replaces sections of the config, and migrates. No process may run.
    ///
    /// # Errors
    /// It is no config any more, or an engine refuses.
    pub async fn change(&mut self, settings: toml::Table) -> anyhow::Result<()> {
        let mut config: toml::Table = std::fs::read_to_string(self.config_file())?.parse()?;
        config.extend(settings);
        self.config = write(&self.config_file(), &config).await?;
        Ok(())
    }

    /// An HTTP client that brings a key.
    ///
    /// # Errors
    /// None that is known: a key can stand in a header.
    pub fn http(key: &str) -> anyhow::Result<reqwest::Client> {
        let mut value = HeaderValue::from_str(&format!("Bearer {key}"))?;
        value.set_sensitive(true);
        let headers = HeaderMap::from_iter([(AUTHORIZATION, value)]);
        Ok(reqwest::Client::builder().default_headers(headers).build()?)
    }

    /// A folder that goes away with the deployment.
    #[must_use]
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// Where its API is to be found.
    #[must_use]
    pub fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.config.listen)
    }

    /// A run of `program` with the deployment's config and address.
    #[must_use]
    pub fn command(&self, program: &Path, arguments: &[&str]) -> Command {
        let mut command = Command::new(program);
        command.arg("--config").arg(self.config_file()).args(["--server", &self.url("")]);
        command.args(arguments).current_dir(self.folder());
        if !self.key.is_empty() {
            command.env("THOUSANDFOLD_API_KEY", &self.key);
        }
        command
    }

    pub(crate) fn config_file(&self) -> PathBuf {
        self.folder().join(CONFIG)
    }

    /// Deletes what the deployment has in the engines. Its processes must have ended.
    ///
    /// # Errors
    /// An engine is away; what it holds stays.
    pub async fn destroy(&self) -> anyhow::Result<()> {
        for database in &self.databases {
            infra::postgres::drop_database(&self.server, database).await?;
        }
        Topics::new(&self.config.namespace).delete(&self.config.kafka).await?;
        for beside in self.config.clickhouse.all_beside().await? {
            infra::clickhouse::drop_database(&beside).await?;
        }
        infra::clickhouse::drop_database(&self.config.clickhouse).await?;
        Redis::new(&self.config.redis, &self.config.namespace)?.clear().await?;
        S3Objects::new(&self.config.s3).clear().await?;
        Ok(())
    }
}

/// Writes a config, and migrates what it names.
async fn write(file: &Path, config: &toml::Table) -> anyhow::Result<Config> {
    std::fs::write(file, config.to_string())?;
    let config = Config::read(file)?;
    crate::migrate::migrate(&config).await?;
    Ok(config)
}

/// Limits that tests and benchmarks, which ask as fast as they can, do not reach.
fn generous() -> toml::Table {
    let quota: toml::Table = [("requests", 1_000_000), ("seconds", 1)]
        .into_iter()
        .map(|(name, value)| (name.to_owned(), value.into()))
        .collect();
    let quotas: toml::Table = ["tenant", "subject", "address"]
        .map(|name| (name.to_owned(), quota.clone().into()))
        .into_iter()
        .collect();
    ["read", "write"].map(|class| (class.to_owned(), quotas.clone().into())).into_iter().collect()
}

fn path_value(path: &Path) -> toml::Value {
    path.to_string_lossy().into_owned().into()
}

/// The address of the server of the config's first shard.
fn server_of(config: &toml::Table) -> anyhow::Result<String> {
    let shard = config.get("postgres").and_then(|section| section.get("shards")?.get(0));
    let address = shard.and_then(|shard| shard.as_str().or_else(|| shard.get("address")?.as_str()));
    Ok(server_address(address.context("the config names no shard")?))
}

/// An address without its database.
pub(crate) fn server_address(shard: &str) -> String {
    shard.split_whitespace().filter(|part| !part.starts_with("dbname=")).collect::<Vec<_>>().join(" ")
}
