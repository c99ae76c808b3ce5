//! Keeps aside what a consumer could not handle, with the reason, so that others go on and nothing is lost: events beside the log, where
//! they can be tried again, and all that is no event on a topic alone.

use std::time::Duration;

use domain::RecordedEvent;
use rdkafka::message::{BorrowedMessage, Header, Message, OwnedHeaders};

use super::cloudevent;
use super::producer::Producer;
use crate::postgres::Shard;

/// The header that names the consumer.
pub(super) const PARKED_BY: &str = "parked_by";
/// The header that says why.
pub(super) const PARKED_REASON: &str = "parked_reason";

/// How long to wait before it is tried again to park something.
const PAUSE: Duration = Duration::from_secs(1);

/// Parks messages.
#[derive(Clone)]
pub struct Parking {
    producer: Producer,
    topic: String,
    shards: Vec<Shard>,
}

impl Parking {
    /// Parks events in their shards, and everything on `topic`.
    #[must_use]
    pub fn new(producer: Producer, topic: String, shards: &[Shard]) -> Self {
        Self { producer, topic, shards: shards.to_vec() }
    }

    /// Parks an event, and shows it to whoever reads the topic. That Kafka is away holds nobody up: the shard has it.
    pub async fn park(&self, consumer: &str, event: &RecordedEvent, reason: &str) {
        tell(consumer, &event.metadata.correlation, reason);
        if let Some(shard) = self.shards.iter().find(|shard| shard.number() == event.shard) {
            while let Err(error) = shard.park(consumer, event.position, reason).await {
                tracing::warn!(%error, "cannot park; tries again");
                tokio::time::sleep(PAUSE).await;
            }
        }
        let headers = marked(cloudevent::headers(event), consumer, reason);
        let (key, payload) = (&event.metadata.correlation, event.payload.as_bytes());
        if let Err(error) = self.producer.send(&self.topic, key, payload, headers).await {
            tracing::warn!(%error, "a parked event is not on the topic");
        }
    }

    /// Parks a message that is no event.
    pub(super) async fn park_message(&self, consumer: &str, message: &BorrowedMessage<'_>, reason: &str) {
        let headers = message.headers().map(rdkafka::message::BorrowedHeaders::detach).unwrap_or_default();
        let key = String::from_utf8_lossy(message.key().unwrap_or_default()).into_owned();
        tell(consumer, &key, reason);
        let (headers, payload) = (marked(headers, consumer, reason), message.payload().unwrap_or_default());
        while let Err(error) = self.producer.send(&self.topic, &key, payload, headers.clone()).await {
            tracing::warn!(%error, "cannot park; tries again");
            tokio::time::sleep(PAUSE).await;
        }
    }
}

fn tell(consumer: &str, key: &str, reason: &str) {
    tracing::error!(consumer, key, reason, "parked what cannot be handled");
    metrics::counter!("thousandfold_parked_total", "consumer" => consumer.to_owned()).increment(1);
}

fn marked(headers: OwnedHeaders, consumer: &str, reason: &str) -> OwnedHeaders {
    headers
        .insert(Header { key: PARKED_BY, value: Some(consumer) })
        .insert(Header { key: PARKED_REASON, value: Some(reason) })
}
