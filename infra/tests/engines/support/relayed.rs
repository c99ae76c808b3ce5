//! Shards whose logs can be relayed to a topic.

use std::sync::Arc;
use std::time::Duration;

use commands::ports::EventLog as _;
use futures::future::try_join_all;
use infra::LogFeed;
use infra::kafka::{KafkaConfig, Parking, Producer, Topics, relay};
use infra::postgres::{PostgresConfig, PostgresLog};

use super::{Message, Place, Running, Server, a_stream, append, events, messages, until};

/// A source of a projection that parks what cannot be written.
pub(crate) fn feed(projection: &str, log: &PostgresLog, kafka: &KafkaConfig, topics: &Topics) -> LogFeed {
    let parking = Parking::new(Producer::new(kafka).unwrap(), topics.parked.clone(), log.shards());
    let shards = log.shards().iter().cloned();
    LogFeed::new(projection, shards, kafka, &topics.events, Duration::ZERO, parking).unwrap()
}

/// Shards, a topic, and who can relay the one to the other.
pub(crate) struct Deployment {
    pub(crate) place: Place,
    pub(crate) config: PostgresConfig,
    pub(crate) log: Arc<PostgresLog>,
    pub(crate) topics: Topics,
}

impl Deployment {
    pub(crate) async fn new(shards: usize) -> Self {
        let mut place = Place::new();
        let config = place.shards(shards).await;
        let log = Arc::new(PostgresLog::new(&config).unwrap());
        let topics = place.topics().await;
        Self { place, config, log, topics }
    }

    /// Starts a process's relay of a shard.
    pub(crate) fn relay(&self, shard: usize) -> Running {
        Running::start(relay(
            self.log.shards()[shard].clone(),
            self.place.kafka(),
            self.topics.events.clone(),
        ))
    }

    pub(crate) async fn messages(&self, at_least: usize) -> Vec<Message> {
        messages(&self.place.kafka(), &self.topics.events, at_least).await
    }

    pub(crate) async fn append(&self, streams: usize, events_each: usize) {
        let appends = (0..streams).map(|_| self.log.append(append(&a_stream(), 0, events(events_each))));
        try_join_all(appends).await.unwrap();
    }

    /// Waits until the relay of a shard has done its work up to `position`.
    pub(crate) async fn until_relayed(&self, shard: usize, position: usize) {
        let server = Server::connect(&self.config.shards[shard].address).await;
        let query = "SELECT coalesce(max(position), 0) FROM checkpoints WHERE consumer = 'relay'";
        until("the relay has come so far", async || {
            (server.number(query).await >= i64::try_from(position).unwrap()).then_some(())
        })
        .await;
    }
}
