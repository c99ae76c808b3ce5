//! Publishes events of the log once more, to a topic of their own.

use std::time::Duration;

use commands::ports::EngineError;
use domain::RecordedEvent;
use rdkafka::admin::{AdminClient, AdminOptions, NewTopic, TopicReplication};
use rdkafka::client::DefaultClientContext;
use rdkafka::types::RDKafkaErrorCode;

use super::producer::{Producer, delivered};
use super::topics::{MAX_BATCH_BYTES, client_config};
use super::{KafkaConfig, cloudevent, engine_error};

/// How long the broker may take to answer.
const TIMEOUT: Duration = Duration::from_secs(10);

/// A topic that events are replayed to.
pub struct ReplayTopic {
    producer: Producer,
    topic: String,
}

impl ReplayTopic {
    /// Opens the topic, and creates it as the other topics are if it is missing; tells whether it was.
    ///
    /// # Errors
    /// Kafka cannot be reached, or refuses.
    pub async fn open(config: &KafkaConfig, topic: &str) -> Result<(Self, bool), EngineError> {
        let new = NewTopic::new(topic, config.partitions, TopicReplication::Fixed(config.replicas))
            .set("retention.ms", "-1")
            .set("max.message.bytes", MAX_BATCH_BYTES);
        let created = admin(config)?.create_topics([&new], &options()).await.map_err(engine_error)?;
        let is_new = match created.into_iter().next() {
            Some(Err((_, RDKafkaErrorCode::TopicAlreadyExists))) => false,
            Some(Err((name, code))) => return Err(engine_error(format!("topic {name}: {code}"))),
            Some(Ok(_)) | None => true,
        };
        Ok((Self { producer: Producer::new(config)?, topic: topic.to_owned() }, is_new))
    }

    /// Publishes events as a relay does, but of no generation; answers when the broker has all of them. Those of one
    /// stream stay in their order.
    ///
    /// # Errors
    /// The broker refuses one. Some may have been published.
    pub async fn publish(&self, events: &[RecordedEvent]) -> Result<(), EngineError> {
        let mut deliveries = Vec::with_capacity(events.len());
        for event in events {
            let (key, payload) = (&event.metadata.correlation, event.payload.as_bytes());
            deliveries
                .push(self.producer.enqueue(&self.topic, key, payload, cloudevent::headers(event)).await);
        }
        for delivery in deliveries {
            delivered(delivery).await?;
        }
        Ok(())
    }

    /// Deletes a topic, and all that it holds.
    ///
    /// # Errors
    /// Kafka cannot be reached, or refuses.
    pub async fn delete(config: &KafkaConfig, topic: &str) -> Result<(), EngineError> {
        admin(config)?.delete_topics(&[topic], &options()).await.map(|_| ()).map_err(engine_error)
    }
}

fn admin(config: &KafkaConfig) -> Result<AdminClient<DefaultClientContext>, EngineError> {
    client_config(config).create().map_err(engine_error)
}

fn options() -> AdminOptions {
    AdminOptions::new().operation_timeout(Some(TIMEOUT)).request_timeout(Some(TIMEOUT))
}
