//! The relay's own idempotent producer: it takes whole pages, and tells when all of a page has been delivered.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::Duration;

use commands::ports::EngineError;
use domain::RecordedEvent;
use rdkafka::ClientContext;
use rdkafka::error::KafkaError;
use rdkafka::message::DeliveryResult;
use rdkafka::producer::{BaseRecord, ProducerContext, ThreadedProducer};
use rdkafka::types::RDKafkaErrorCode;
use tokio::sync::Notify;

use crate::kafka::producer::producer_config;
use crate::kafka::{KafkaConfig, cloudevent, engine_error};

/// How long to wait when the client has no room.
const PAUSE: Duration = Duration::from_millis(5);
/// After so many events others get a turn.
const BETWEEN_TURNS: usize = 100;

/// A page on its way.
pub(super) struct InFlight {
    last: u64,
    left: AtomicUsize,
    failed: AtomicBool,
    news: Notify,
}

impl InFlight {
    /// Waits until all of the page has been delivered; answers with its last position.
    pub(super) async fn delivered(page: &Arc<Self>) -> Result<u64, EngineError> {
        loop {
            let news = page.news.notified();
            if page.failed.load(Ordering::Acquire) {
                return Err(engine_error("an event was not delivered"));
            }
            if page.left.load(Ordering::Acquire) == 0 {
                return Ok(page.last);
            }
            news.await;
        }
    }
}

/// Hears what became of each message.
struct Deliveries;

impl ClientContext for Deliveries {}

impl ProducerContext for Deliveries {
    type DeliveryOpaque = Arc<InFlight>;

    fn delivery(&self, result: &DeliveryResult<'_>, page: Arc<InFlight>) {
        if let Err((error, _)) = result {
            if *error != KafkaError::MessageProduction(RDKafkaErrorCode::PurgeQueue) {
                tracing::warn!(%error, "an event was not delivered");
            }
            page.failed.store(true, Ordering::Release);
        }
        if page.left.fetch_sub(1, Ordering::AcqRel) == 1 || result.is_err() {
            page.news.notify_one();
        }
    }
}

/// Publishes events as the relay of one generation. What it has not sent when it is dropped is not sent any more.
pub(super) struct Publisher {
    producer: ThreadedProducer<Deliveries>,
    topic: String,
    generation: String,
}

impl Publisher {
    pub(super) fn new(config: &KafkaConfig, topic: &str, generation: i64) -> Result<Self, EngineError> {
        // Fewer requests: at 5,000 events a second on two cores, without it the broker is busy with requests of a few
        // events each, and half of the events take twice as long.
        let producer = producer_config(config).set("linger.ms", "2").create_with_context(Deliveries);
        let generation = generation.to_string();
        Ok(Self { producer: producer.map_err(engine_error)?, topic: topic.to_owned(), generation })
    }

    /// Hands a page to the client.
    pub(super) async fn send(&self, events: &[RecordedEvent]) -> Result<Arc<InFlight>, EngineError> {
        let page = Arc::new(InFlight {
            last: events.last().map_or(0, |event| event.position),
            left: AtomicUsize::new(events.len()),
            failed: AtomicBool::new(false),
            news: Notify::new(),
        });
        for (number, event) in (1..).zip(events) {
            let mut record = BaseRecord::with_opaque_to(&self.topic, Arc::clone(&page))
                .key(&event.metadata.correlation)
                .payload(event.payload.as_bytes())
                .headers(cloudevent::relayed_headers(event, &self.generation));
            while let Err((error, back)) = self.producer.send(record) {
                if error.rdkafka_error_code() != Some(RDKafkaErrorCode::QueueFull) {
                    return Err(engine_error(error));
                }
                record = back;
                tokio::time::sleep(PAUSE).await;
            }
            if number % BETWEEN_TURNS == 0 {
                tokio::task::yield_now().await;
            }
        }
        Ok(page)
    }
}
