//! Offers of batches, from the dispatcher to the workers.

use std::collections::HashMap;

use async_trait::async_trait;
use commands::ports::{EngineError, Offer, OfferQueue, OfferSource};
use domain::{BatchId, TenantId};
use futures::FutureExt;
use rdkafka::Message;
use rdkafka::consumer::{Consumer, StreamConsumer};
use rdkafka::message::{BorrowedMessage, OwnedHeaders};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::KafkaConfig;
use super::consumer::{Watch, join};
use super::parking::Parking;
use super::producer::Producer;
use crate::telemetry::current_traceparent;

/// An offer's message.
#[derive(Serialize, Deserialize, JsonSchema)]
pub(super) struct OfferMessage {
    /// The tenant that the batch belongs to.
    pub(super) tenant: TenantId,
    /// The batch.
    pub(super) batch: BatchId,
    /// The W3C trace context that the worker goes on from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) traceparent: Option<String>,
}

/// Sends offers.
pub struct KafkaOffers {
    producer: Producer,
    topic: String,
}

impl KafkaOffers {
    /// Sends offers to `topic`.
    #[must_use]
    pub fn new(producer: Producer, topic: String) -> Self {
        Self { producer, topic }
    }
}

#[async_trait]
impl OfferQueue for KafkaOffers {
    async fn offer(
        &self,
        tenant: &TenantId,
        batch: BatchId,
        traceparent: Option<&str>,
    ) -> Result<(), EngineError> {
        let message = OfferMessage {
            tenant: tenant.clone(),
            batch,
            // The worker goes on from here, where this is traced.
            traceparent: current_traceparent().or_else(|| traceparent.map(str::to_owned)),
        };
        let payload = serde_json::to_vec(&message).map_err(super::engine_error)?;
        self.producer.send(&self.topic, &batch.to_string(), &payload, OwnedHeaders::new()).await
    }
}

/// Takes offers, as one of the workers.
pub struct OfferReader {
    consumer: StreamConsumer<Watch>,
    topic: String,
    group: String,
    parking: Parking,
    taken: HashMap<i32, i64>,
}

impl OfferReader {
    /// Joins `group` to take offers from `topic`.
    ///
    /// # Errors
    /// The configuration is wrong.
    pub fn join(
        config: &KafkaConfig,
        group: &str,
        topic: &str,
        parking: Parking,
    ) -> Result<Self, EngineError> {
        let consumer = join(config, group, topic, false)?;
        Ok(Self {
            consumer,
            topic: topic.to_owned(),
            group: group.to_owned(),
            parking,
            taken: HashMap::new(),
        })
    }
}

#[async_trait]
impl OfferSource for OfferReader {
    async fn take(&mut self, limit: usize) -> Vec<Offer> {
        let mut offers = Vec::new();
        let mut next = Some(self.consumer.recv().await);
        while let Some(received) = next {
            match received {
                Ok(message) => {
                    self.taken.insert(message.partition(), message.offset());
                    offers.extend(decode(&message, &self.group, &self.parking).await);
                }
                Err(error) => {
                    tracing::warn!(%error, "cannot take offers");
                    tokio::time::sleep(std::time::Duration::from_millis(100)).await;
                }
            }
            next = if offers.len() < limit { self.consumer.recv().now_or_never() } else { None };
        }
        offers
    }

    fn taken(&mut self) {
        for (partition, offset) in self.taken.drain() {
            if let Err(error) = self.consumer.store_offset(&self.topic, partition, offset) {
                tracing::debug!(%error, partition, "an offset was not stored");
            }
        }
    }
}

async fn decode(message: &BorrowedMessage<'_>, group: &str, parking: &Parking) -> Option<Offer> {
    match serde_json::from_slice(message.payload().unwrap_or_default()) {
        Ok(OfferMessage { tenant, batch, traceparent }) => Some(Offer { tenant, batch, traceparent }),
        Err(error) => {
            parking.park_message(group, message, &error.to_string()).await;
            None
        }
    }
}
