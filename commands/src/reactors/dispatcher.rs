//! Offers batches to workers when their tasks wait: when they open, and when a lease is lost.

use std::sync::Arc;

use async_trait::async_trait;
use domain::RecordedEvent;

use super::{ReactError, Reactor, aggregate_id};
use crate::ports::OfferQueue;

/// Offers batches.
pub struct Dispatcher {
    queue: Arc<dyn OfferQueue>,
}

impl Dispatcher {
    /// Offers batches on `queue`.
    #[must_use]
    pub fn new(queue: Arc<dyn OfferQueue>) -> Self {
        Self { queue }
    }
}

#[async_trait]
impl Reactor for Dispatcher {
    fn name(&self) -> &'static str {
        "dispatcher"
    }

    fn handles(&self) -> &'static [&'static str] {
        &["BatchOpened", "LeaseExpired"]
    }

    fn group<'a>(&self, event: &'a RecordedEvent) -> &'a str {
        &event.aggregate_id
    }

    async fn react(&self, event: &RecordedEvent) -> Result<(), ReactError> {
        let batch = aggregate_id(event)?;
        self.queue.offer(&event.tenant, batch, event.metadata.traceparent.as_deref()).await?;
        Ok(())
    }
}
