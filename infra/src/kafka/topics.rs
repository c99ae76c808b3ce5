//! The topics, and their creation.

use std::collections::HashMap;
use std::time::Duration;

use commands::ports::EngineError;
use rdkafka::ClientConfig;
use rdkafka::admin::{
    AdminClient, AdminOptions, AlterConfig, ConfigSource, NewTopic, ResourceSpecifier, TopicReplication,
};
use rdkafka::client::DefaultClientContext;
use rdkafka::consumer::{BaseConsumer, Consumer};
use rdkafka::types::RDKafkaErrorCode;

use super::{KafkaConfig, engine_error};

/// How long the broker may take to answer.
const TIMEOUT: Duration = Duration::from_secs(10);
/// The setting of the largest batch of messages that a topic takes: one of [`super::MAX_MESSAGE_BYTES`], and more.
const BATCH_LIMIT: &str = "max.message.bytes";
pub(super) const MAX_BATCH_BYTES: &str = "10485760";

/// The names of the topics.
#[derive(Debug, Clone)]
pub struct Topics {
    /// Every domain event; the key is the correlation id, so all of a job is in one partition, in order.
    pub events: String,
    /// What a consumer could not handle, with the reason.
    pub parked: String,
}

impl Topics {
    /// The topics of a deployment.
    #[must_use]
    pub fn new(namespace: &str) -> Self {
        let name = |topic: &str| format!("{namespace}.{topic}");
        Self { events: name("events"), parked: name("parked") }
    }

    /// Creates those that are missing.
    ///
    /// # Errors
    /// Kafka cannot be reached, or refuses.
    pub async fn create(&self, config: &KafkaConfig) -> Result<(), EngineError> {
        let admin: AdminClient<DefaultClientContext> =
            client_config(config).create().map_err(engine_error)?;
        let topic = |name, retention| {
            NewTopic::new(name, config.partitions, TopicReplication::Fixed(config.replicas))
                .set("retention.ms", retention)
                .set(BATCH_LIMIT, MAX_BATCH_BYTES)
        };
        // Projections are rebuilt from the events' topic.
        let topics = [topic(&self.events, "-1"), topic(&self.parked, "-1")];
        for created in admin.create_topics(&topics, &options()).await.map_err(engine_error)? {
            match created {
                Ok(_) => {}
                Err((name, RDKafkaErrorCode::TopicAlreadyExists)) => raise_limit(&admin, &name).await?,
                Err((name, code)) => return Err(engine_error(format!("topic {name}: {code}"))),
            }
        }
        Ok(())
    }

    /// Deletes them, and all that they hold.
    ///
    /// # Errors
    /// Kafka cannot be reached, or refuses.
    pub async fn delete(&self, config: &KafkaConfig) -> Result<(), EngineError> {
        let admin: AdminClient<DefaultClientContext> =
            client_config(config).create().map_err(engine_error)?;
        let names = [self.events.as_str(), &self.parked];
        admin.delete_topics(&names, &options()).await.map(|_| ()).map_err(engine_error)
    }

    /// Whether Kafka answers, and has the topics.
    ///
    /// # Errors
    /// It does not.
    pub fn check(&self, config: &KafkaConfig) -> Result<(), EngineError> {
        let client: BaseConsumer = client_config(config).create().map_err(engine_error)?;
        let metadata =
            client.fetch_metadata(Some(&self.events), Duration::from_secs(2)).map_err(engine_error)?;
        match metadata.topics().first() {
            Some(topic) if topic.error().is_none() => Ok(()),
            _ => Err(engine_error(format!("topic {} is missing: run `thousandfold migrate`", self.events))),
        }
    }
}

fn options() -> AdminOptions {
    AdminOptions::new().operation_timeout(Some(TIMEOUT)).request_timeout(Some(TIMEOUT))
}

/// Has a topic of an earlier version take batches as large as a new one does. What else was set for it stays.
async fn raise_limit(admin: &AdminClient<DefaultClientContext>, topic: &str) -> Result<(), EngineError> {
    let failed = |code: RDKafkaErrorCode| engine_error(format!("topic {topic}: {code}"));
    let described = admin.describe_configs([&ResourceSpecifier::Topic(topic)], &options()).await;
    for described in described.map_err(engine_error)? {
        // The broker forgets what it is not told again.
        let entries = described.map_err(failed)?.entries.into_iter();
        let set = entries.filter(|entry| entry.source == ConfigSource::DynamicTopic);
        let mut set: HashMap<_, _> = set.filter_map(|entry| Some((entry.name, entry.value?))).collect();
        let limit = set.insert(BATCH_LIMIT.to_owned(), MAX_BATCH_BYTES.to_owned());
        if limit.as_deref() == Some(MAX_BATCH_BYTES) {
            continue;
        }
        let all = AlterConfig::new(ResourceSpecifier::Topic(topic));
        let all = set.iter().fold(all, |all, (name, value)| all.set(name, value));
        for altered in admin.alter_configs([&all], &options()).await.map_err(engine_error)? {
            altered.map_err(|(_, code)| failed(code))?;
        }
    }
    Ok(())
}

/// What every client needs.
pub(super) fn client_config(config: &KafkaConfig) -> ClientConfig {
    let mut client = ClientConfig::new();
    client.set("bootstrap.servers", &config.brokers).set("client.id", "thousandfold");
    // A broker that comes back is found again within a second, not within ten.
    client.set("reconnect.backoff.max.ms", "1000");
    client
}
