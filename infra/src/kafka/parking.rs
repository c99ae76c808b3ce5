//! Keeps aside what a consumer could not handle, with the reason, so that others go on and nothing is lost.

use std::time::Duration;

use domain::RecordedEvent;
use rdkafka::message::{BorrowedMessage, Header, Message, OwnedHeaders};

use super::cloudevent;
use super::producer::Producer;

/// The header that names the consumer.
pub(super) const PARKED_BY: &str = "parked_by";
/// The header that says why.
pub(super) const PARKED_REASON: &str = "parked_reason";

/// Parks messages.
#[derive(Clone)]
pub struct Parking {
    producer: Producer,
    topic: String,
}

impl Parking {
    /// Parks on `topic`.
    #[must_use]
    pub fn new(producer: Producer, topic: String) -> Self {
        Self { producer, topic }
    }

    /// Parks an event.
    pub async fn park(&self, consumer: &str, event: &RecordedEvent, reason: &str) {
        let headers = cloudevent::headers(event);
        self.keep(consumer, &event.metadata.correlation, event.payload.as_bytes(), headers, reason).await;
    }

    /// Parks a message that is no event.
    pub(super) async fn park_message(&self, consumer: &str, message: &BorrowedMessage<'_>, reason: &str) {
        let headers = message.headers().map(rdkafka::message::BorrowedHeaders::detach).unwrap_or_default();
        let key = String::from_utf8_lossy(message.key().unwrap_or_default()).into_owned();
        self.keep(consumer, &key, message.payload().unwrap_or_default(), headers, reason).await;
    }

    async fn keep(&self, consumer: &str, key: &str, payload: &[u8], headers: OwnedHeaders, reason: &str) {
        tracing::error!(consumer, key, reason, "parked what cannot be handled");
        metrics::counter!("thousandfold_parked_total", "consumer" => consumer.to_owned()).increment(1);
        let headers = headers
            .insert(Header { key: PARKED_BY, value: Some(consumer) })
            .insert(Header { key: PARKED_REASON, value: Some(reason) });
        while let Err(error) = self.producer.send(&self.topic, key, payload, headers.clone()).await {
            tracing::warn!(%error, "cannot park; tries again");
            tokio::time::sleep(Duration::from_secs(1)).await;
        }
    }
}
