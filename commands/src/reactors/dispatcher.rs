//! Tells the dispatcher what happened to jobs, batches and queues.

use std::collections::BTreeMap;
use std::sync::Arc;

use async_trait::async_trait;
use chrono::Utc;
use domain::batch::{Batch, BatchEvent};
use domain::job::Job;
use domain::queue::Queue;
use domain::{BatchId, LeaseId, RecordedEvent};

use super::{ReactError, Reactor, aggregate_id, decode};
use crate::dispatch::{Hints, facts};
use crate::executor::Executor;
use crate::ports::dispatch::{Dispatch, Fact};

/// Tells the dispatcher.
pub struct Dispatcher {
    executor: Arc<Executor>,
    dispatch: Arc<dyn Dispatch>,
    hints: Hints,
}

impl Dispatcher {
    /// Tells `dispatch` what `hints` have not told it already.
    #[must_use]
    pub fn new(executor: Arc<Executor>, dispatch: Arc<dyn Dispatch>, hints: Hints) -> Self {
        Self { executor, dispatch, hints }
    }

    /// What an event's aggregate is like after it.
    async fn fact(&self, event: &RecordedEvent) -> Result<Option<Fact>, ReactError> {
        let trace = event.metadata.traceparent.as_deref();
        Ok(match event.aggregate_type.as_str() {
            "job" => {
                let id = aggregate_id(event)?;
                facts::job(&event.tenant, id, &self.executor.observe::<Job>(&id, event).await?)
            }
            "batch" => {
                let id: BatchId = aggregate_id(event)?;
                facts::batch(&event.tenant, id, &self.executor.observe::<Batch>(&id, event).await?, trace)
            }
            _ => {
                let id = aggregate_id(event)?;
                Some(facts::queue(&id, &self.executor.observe::<Queue>(&id, event).await?))
            }
        })
    }
}

#[async_trait]
impl Reactor for Dispatcher {
    fn name(&self) -> &'static str {
        "dispatcher"
    }

    fn handles(&self) -> &'static [&'static str] {
        &[
            "JobSubmitted",
            "JobPlanned",
            "JobPaused",
            "JobResumed",
            "JobThrottleChanged",
            "JobStopRequested",
            "JobCompleted",
            "JobCancelled",
            "JobFailed",
            "BatchOpened",
            "TasksLeased",
            "LeaseExtended",
            "TasksReported",
            "LeaseReturned",
            "LeaseExpired",
            "BatchCompleted",
            "QueueThrottleChanged",
            "QueuePaused",
            "QueueResumed",
            "QueueDrained",
        ]
    }

    /// All together: the dispatcher takes many facts at once, and only the last of each stream counts.
    fn group<'a>(&self, _: &'a RecordedEvent) -> &'a str {
        ""
    }

    async fn react(&self, event: &RecordedEvent) -> Result<(), ReactError> {
        self.react_all(&[event]).await
    }

    async fn react_all(&self, events: &[&RecordedEvent]) -> Result<(), ReactError> {
        let mut last = BTreeMap::new();
        let mut began: BTreeMap<&str, Vec<LeaseId>> = BTreeMap::new();
        for event in events.iter().filter(|event| !self.hints.has_told(event)) {
            if event.event_type == "TasksLeased"
                && let BatchEvent::TasksLeased { lease, .. } = decode(event)?
            {
                began.entry(&event.aggregate_id).or_default().push(lease);
            }
            if let Some(mut fact) = self.fact(event).await? {
                if let Fact::Batch(batch) = &mut fact {
                    batch.began = began.get(event.aggregate_id.as_str()).cloned().unwrap_or_default();
                }
                last.insert((event.aggregate_type.as_str(), event.aggregate_id.as_str()), fact);
            }
        }
        if last.is_empty() {
            return Ok(());
        }
        // Jobs sort behind batches, so that a batch that is over is known to be when its job is.
        Ok(self.dispatch.learn(last.into_values().collect(), Utc::now()).await?)
    }
}
