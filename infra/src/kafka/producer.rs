//! The idempotent producer that the dispatcher and parking share.

use std::time::Duration;

use commands::ports::EngineError;
use rdkafka::ClientConfig;
use rdkafka::message::OwnedHeaders;
use rdkafka::producer::{DeliveryFuture, FutureProducer, FutureRecord};
use rdkafka::types::RDKafkaErrorCode;

use super::topics::client_config;
use super::{KafkaConfig, MAX_MESSAGE_BYTES, engine_error};

/// Sends messages; what it has taken is sent, however long the broker is away.
#[derive(Clone)]
pub struct Producer(FutureProducer);

impl Producer {
    /// A producer for the brokers of `config`.
    ///
    /// # Errors
    /// The configuration is wrong.
    pub fn new(config: &KafkaConfig) -> Result<Self, EngineError> {
        let producer = producer_config(config).set("linger.ms", "1").create();
        producer.map(Self).map_err(engine_error)
    }

    /// Hands a message to the client; the answer comes when the broker has it.
    pub(super) async fn enqueue(
        &self,
        topic: &str,
        key: &str,
        payload: &[u8],
        headers: OwnedHeaders,
    ) -> DeliveryFuture {
        let mut record = FutureRecord::to(topic).key(key).payload(payload).headers(headers);
        loop {
            match self.0.send_result(record) {
                Ok(delivery) => return delivery,
                Err((error, back)) => {
                    if error.rdkafka_error_code() != Some(RDKafkaErrorCode::QueueFull) {
                        tracing::error!(%error, topic, "a message was not taken; tries again");
                    }
                    record = back;
                    tokio::time::sleep(Duration::from_millis(10)).await;
                }
            }
        }
    }

    /// Sends a message; answers when the broker has it.
    pub(super) async fn send(
        &self,
        topic: &str,
        key: &str,
        payload: &[u8],
        headers: OwnedHeaders,
    ) -> Result<(), EngineError> {
        delivered(self.enqueue(topic, key, payload, headers).await).await
    }
}

/// What every producer needs.
pub(super) fn producer_config(config: &KafkaConfig) -> ClientConfig {
    let mut client = client_config(config);
    client
        .set("enable.idempotence", "true")
        // No deadline: who sends here waits for the broker, and sends no more until then.
        .set("message.timeout.ms", "0")
        .set("compression.type", "lz4")
        // A message that is too large would never be taken, and nothing behind it either.
        .set("message.max.bytes", MAX_MESSAGE_BYTES.to_string());
    client
}

/// Waits until the broker has a message.
pub(super) async fn delivered(delivery: DeliveryFuture) -> Result<(), EngineError> {
    match delivery.await {
        Ok(Ok(_)) => Ok(()),
        Ok(Err((error, _))) => Err(engine_error(error)),
        Err(_) => Err(engine_error("the producer stopped")),
    }
}
