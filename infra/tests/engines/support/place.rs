//! A place of its own for each test: own databases, topics, keys, tables and objects, which go away with it.

use std::path::{Path, PathBuf};

use infra::clickhouse::ClickHouseConfig;
use infra::kafka::{KafkaConfig, Topics};
use infra::postgres::PostgresConfig;
use infra::redis::{Redis, RedisConfig};
use infra::s3::{S3Config, S3Objects};
use rdkafka::ClientConfig;
use rdkafka::admin::{AdminClient, AdminOptions};
use rdkafka::client::DefaultClientContext;
use rdkafka::types::RDKafkaErrorCode;
use serde::Deserialize;

use super::{Server, until};

/// The parts of the engines' config that tests read.
#[derive(Clone, Deserialize)]
struct Engines {
    postgres: PostgresConfig,
    kafka: KafkaConfig,
    redis: RedisConfig,
    clickhouse: ClickHouseConfig,
    s3: S3Config,
}

/// What a place has in the engines, to be deleted in the end.
#[derive(Clone, Default)]
struct Left {
    databases: Vec<String>,
    logins: Vec<String>,
    topics: bool,
    groups: Vec<String>,
    keys: bool,
    tables: bool,
    objects: bool,
}

pub(crate) struct Place {
    pub(crate) namespace: String,
    engines: Engines,
    left: Left,
}

impl Place {
    pub(crate) fn new() -> Self {
        let text = std::fs::read_to_string(config_file())
            .expect("no config of the test engines: run `make test`, or `STACK=test dev/stack up` once");
        let namespace = format!("t{}", uuid::Uuid::now_v7().simple());
        let mut engines: Engines = toml::from_str(&text).unwrap();
        engines.clickhouse.database.clone_from(&namespace);
        engines.s3.prefix.clone_from(&namespace);
        Self { namespace, engines, left: Left::default() }
    }

    /// The address of the PostgreSQL server, without a database.
    pub(crate) fn server(&self) -> String {
        let parts = self.engines.postgres.shards[0].address.split_whitespace();
        parts.filter(|part| !part.starts_with("dbname=")).collect::<Vec<_>>().join(" ")
    }

    /// An empty database, and its address.
    pub(crate) async fn database(&mut self) -> String {
        let name = format!("{}_{}", self.namespace, self.left.databases.len());
        infra::postgres::create_database(&self.server(), &name).await.unwrap();
        let address = format!("{} dbname={name}", self.server());
        self.left.databases.push(name);
        address
    }

    /// A login of the test's own with these rights, in the form that an address names it: `user=…`.
    pub(crate) async fn login(&mut self, rights: &str, roles: &[&str]) -> String {
        let name = format!("{}_login_{}", self.namespace, self.left.logins.len());
        let server = Server::connect(&format!("{} dbname=postgres", self.server())).await;
        server.execute(&format!("CREATE ROLE {name} LOGIN {rights}")).await;
        self.left.logins.push(name.clone());
        for role in roles {
            server.execute(&format!("GRANT {role} TO {name}")).await;
        }
        format!("user={name}")
    }

    /// So many new shards, over all of which each tenant is spread.
    pub(crate) async fn shards(&mut self, count: usize) -> PostgresConfig {
        let mut shards = vec![];
        for _ in 0..count {
            let address = self.database().await;
            infra::postgres::migrate(&address).await.unwrap();
            shards.push(address);
        }
        let config = PostgresConfig { spread: count, ..PostgresConfig::new(shards) };
        infra::postgres::register(&config).await.unwrap();
        config
    }

    pub(crate) fn kafka(&self) -> KafkaConfig {
        self.engines.kafka.clone()
    }

    pub(crate) async fn topics(&mut self) -> Topics {
        self.left.topics = true;
        let topics = Topics::new(&self.namespace);
        topics.create(&self.engines.kafka).await.unwrap();
        topics
    }

    /// A consumer group of this name.
    pub(crate) fn group(&mut self, name: &str) -> String {
        let group = format!("{}.{name}", self.namespace);
        self.left.groups.push(group.clone());
        group
    }

    pub(crate) fn redis(&mut self) -> Redis {
        self.left.keys = true;
        Redis::new(&self.engines.redis, &self.namespace).unwrap()
    }

    pub(crate) fn redis_url(&self) -> &str {
        &self.engines.redis.url
    }

    pub(crate) async fn tables(&mut self) -> ClickHouseConfig {
        self.left.tables = true;
        infra::clickhouse::migrate(&self.engines.clickhouse).await.unwrap();
        self.engines.clickhouse.clone()
    }

    pub(crate) fn objects(&mut self) -> S3Objects {
        self.left.objects = true;
        S3Objects::new(&self.engines.s3)
    }

    pub(crate) fn s3(&self) -> &S3Config {
        &self.engines.s3
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let (server, namespace) = (self.server(), self.namespace.clone());
        let (engines, left) = (self.engines.clone(), self.left.clone());
        // A failed test cleans up too; what cannot be cleaned must not hide why it failed.
        let cleaning = std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
            runtime.block_on(clean(&server, &namespace, &engines, &left));
        });
        let _ = cleaning.join();
    }
}

async fn clean(server: &str, namespace: &str, engines: &Engines, left: &Left) {
    for database in &left.databases {
        infra::postgres::drop_database(server, database).await.unwrap();
    }
    if !left.logins.is_empty() {
        let server = Server::connect(&format!("{server} dbname=postgres")).await;
        server.execute(&format!("DROP ROLE {}", left.logins.join(", "))).await;
    }
    if left.topics {
        Topics::new(namespace).delete(&engines.kafka).await.unwrap();
    }
    for group in &left.groups {
        delete_group(&engines.kafka, group).await;
    }
    if left.keys {
        Redis::new(&engines.redis, namespace).unwrap().clear().await.unwrap();
    }
    if left.tables {
        infra::clickhouse::drop_database(&engines.clickhouse).await.unwrap();
    }
    if left.objects {
        S3Objects::new(&engines.s3).clear().await.unwrap();
    }
}

/// Deletes a consumer group, as soon as its members, who have just ended, have left it.
async fn delete_group(config: &KafkaConfig, group: &str) {
    let admin: AdminClient<DefaultClientContext> =
        ClientConfig::new().set("bootstrap.servers", &config.brokers).create().unwrap();
    until("the group is deleted", async || {
        match admin.delete_groups(&[group], &AdminOptions::new()).await.unwrap().remove(0) {
            Ok(_) | Err((_, RDKafkaErrorCode::GroupIdNotFound)) => Some(()),
            Err(_) => None,
        }
    })
    .await;
}

/// The config that `dev/stack` wrote for the test engines.
fn config_file() -> PathBuf {
    std::env::var_os("THOUSANDFOLD_TEST_CONFIG")
        .map_or_else(|| root().join(".dev/test/thousandfold.toml"), PathBuf::from)
}

/// The checkout.
fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap()
}
