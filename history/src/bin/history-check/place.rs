//! A run's own databases and topics, on the engines of a config.

use std::path::Path;

use infra::kafka::{KafkaConfig, Topics};
use tokio_postgres::config::Host;
use tokio_postgres::{Client, NoTls};

use crate::error::RunError;
use crate::files::{Setup, file_error};
use crate::store;

/// Where a run's data are.
pub(crate) struct Place {
    server: String,
    name: String,
    pub(crate) kafka: KafkaConfig,
    topics: Topics,
}

impl Place {
    pub(crate) fn of(setup: &Setup) -> Result<Self, RunError> {
        Self::named(&setup.config, &setup.name)
    }

    pub(crate) fn named(config: &Path, name: &str) -> Result<Self, RunError> {
        let text = std::fs::read_to_string(config).map_err(|error| file_error(config, &error))?;
        let engines: store::Engines =
            toml::from_str(&text).map_err(|source| RunError::Config { path: config.to_owned(), source })?;
        let shard = engines.first_shard().ok_or(RunError::NoServer)?;
        let parts = shard.split_whitespace().filter(|part| !part.starts_with("dbname="));
        let server = parts.collect::<Vec<_>>().join(" ");
        Ok(Self { server, name: name.to_owned(), kafka: engines.kafka, topics: Topics::new(name) })
    }

    /// Where the server is.
    pub(crate) fn host_and_port(&self) -> Result<(String, u16), RunError> {
        let config: tokio_postgres::Config = self.server.parse()?;
        let port = config.get_ports().first().copied().unwrap_or(5432);
        match config.get_hosts().first() {
            Some(Host::Tcp(host)) => Ok((host.clone(), port)),
            _ => Err(RunError::NoHost),
        }
    }

    /// The event store's database, by way of a port of this machine.
    pub(crate) fn database_behind(&self, port: u16) -> String {
        let is_place = |part: &&str| ["host=", "hostaddr=", "port="].iter().any(|key| part.starts_with(key));
        let others = self.server.split_whitespace().filter(|part| !is_place(part));
        let server = others.collect::<Vec<_>>().join(" ");
        format!("{server} host=127.0.0.1 port={port} dbname={}", self.name)
    }

    /// The event store's database.
    pub(crate) fn database(&self) -> String {
        format!("{} dbname={}", self.server, self.name)
    }

    /// The control's database.
    pub(crate) fn control(&self) -> String {
        format!("{} dbname={}", self.server, self.control_name())
    }

    fn control_name(&self) -> String {
        format!("{}_control", self.name)
    }

    /// The name of the event store's database.
    pub(crate) fn name(&self) -> &str {
        &self.name
    }

    /// The topic of events.
    pub(crate) fn topic(&self) -> &str {
        &self.topics.events
    }

    /// A connection to the server that is in nobody's way.
    pub(crate) async fn administrator(&self) -> Result<Client, RunError> {
        connect(&format!("{} dbname=postgres", self.server)).await
    }

    pub(crate) async fn create(&self) -> Result<(), RunError> {
        infra::postgres::create_database(&self.server, &self.name).await?;
        infra::postgres::create_database(&self.server, &self.control_name()).await?;
        store::migrate(self.database()).await?;
        Ok(self.topics.create(&self.kafka).await?)
    }

    /// Deletes as much as it can, and says what went wrong first.
    pub(crate) async fn destroy(&self) -> Result<(), RunError> {
        let database = infra::postgres::drop_database(&self.server, &self.name).await;
        let control = infra::postgres::drop_database(&self.server, &self.control_name()).await;
        let topics = self.topics.delete(&self.kafka).await;
        Ok(database.and(control).and(topics)?)
    }
}

/// Connects to a database.
pub(crate) async fn connect(address: &str) -> Result<Client, RunError> {
    let (client, connection) = tokio_postgres::connect(address, NoTls).await?;
    tokio::spawn(connection);
    Ok(client)
}
