//! The log as the projections' source: Kafka brings events soon, and the log itself brings whatever Kafka does not.
//!
//! Positions of a shard have no holes, so it shows at once what is missing: what Kafka has lost, with its topic, a partition, or by
//! its retention; what it does not have yet, while it or the relay is away; and all that was before this process began. Nothing is
//! remembered of places in Kafka, and what comes twice, or late from a relay that is not the active one any more, does no harm.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use commands::ports::EngineError;
use domain::RecordedEvent;
use projections::runner::{Committed, Polled, RunnerError, Source};
use rdkafka::Message;
use rdkafka::consumer::StreamConsumer;
use tokio::task::JoinSet;
use tokio::time::{Instant, sleep_until};

use crate::kafka::{KafkaConfig, Parking, cloudevent, follow};
use crate::postgres::Shard;

mod holding;
mod lane;

pub(crate) use holding::consumer;
use holding::{Change, Held, Holding};
use lane::{Lane, PAGE};

/// A part of the log that was read: of which shard, after which position, and what there is.
type Read = (u16, u64, Result<Vec<RecordedEvent>, EngineError>);

/// The events of those shards that this process is to project.
pub struct LogFeed {
    shards: BTreeMap<u16, Shard>,
    consumer: StreamConsumer,
    holding: Holding,
    lanes: BTreeMap<u16, Lane>,
    held: BTreeMap<u16, Arc<Held>>,
    reading: JoinSet<Read>,
    parking: Parking,
}

impl LogFeed {
    /// Feeds `projection` with the events of `shards`, as far as no other process does. They are expected in `topic`, where
    /// what is new may come as much later as `gather` says.
    ///
    /// # Errors
    /// The configuration is wrong.
    pub fn new(
        projection: &str,
        shards: impl Iterator<Item = Shard>,
        kafka: &KafkaConfig,
        topic: &str,
        gather: Duration,
        parking: Parking,
    ) -> Result<Self, EngineError> {
        let shards: BTreeMap<_, _> = shards.map(|shard| (shard.number(), shard)).collect();
        Ok(Self {
            consumer: follow(kafka, projection, topic, gather)?,
            holding: Holding::begin(projection, shards.values()),
            shards,
            lanes: BTreeMap::new(),
            held: BTreeMap::new(),
            reading: JoinSet::new(),
            parking,
        })
    }

    /// One change at a time: a shard that was lost and won again was another's in between.
    fn change(&mut self, change: Change) -> Polled {
        match change {
            Change::Won(shard, held) => {
                self.held.insert(shard, held);
            }
            Change::Lost(shard) => {
                self.held.remove(&shard);
                self.lanes.remove(&shard);
            }
        }
        Polled::Assigned(self.held.keys().copied().collect())
    }

    fn next(&mut self) -> Option<RecordedEvent> {
        self.lanes.values_mut().find_map(Lane::next)
    }

    /// Reads the log of those shards of which something seems to be missing. Answers when that will be next.
    fn read_what_is_missing(&mut self) -> Option<Instant> {
        let now = Instant::now();
        for (number, lane) in &mut self.lanes {
            let Some(shard) = self.shards.get(number) else { continue };
            if let Some(after) = lane.read_from(now) {
                let (number, shard) = (*number, shard.clone());
                self.reading.spawn(async move { (number, after, shard.read_log(after, PAGE).await) });
            }
        }
        self.lanes.values().filter_map(Lane::read_at).min()
    }

    fn was_read(&mut self, (shard, after, read): Read) {
        let Some(lane) = self.lanes.get_mut(&shard) else { return };
        match read {
            Ok(events) => {
                metrics::counter!("thousandfold_projection_log_reads_total", "shard" => shard.to_string())
                    .increment(events.len() as u64);
                lane.was_read(after, events);
            }
            Err(error) => {
                tracing::warn!(shard, %error, "the log cannot be read");
                lane.was_read(after, vec![]);
            }
        }
    }

    /// What is no event is passed over: every event is in the log.
    fn received(&mut self, message: Result<RecordedEvent, String>) {
        match message {
            Ok(event) => {
                if let Some(lane) = self.lanes.get_mut(&event.shard) {
                    lane.add(event);
                }
            }
            Err(error) => tracing::warn!(error, "a message is no event"),
        }
    }
}

/// The event of the next message that is of one of these shards.
async fn receive(consumer: &StreamConsumer, lanes: &BTreeMap<u16, Lane>) -> Result<RecordedEvent, String> {
    loop {
        match consumer.recv().await {
            // What is of others is not looked into.
            Ok(message)
                if cloudevent::shard(message.headers()).is_some_and(|shard| !lanes.contains_key(&shard)) => {}
            Ok(message) => return cloudevent::event(message.headers(), message.payload()),
            Err(error) => {
                tracing::warn!(%error, "Kafka cannot be read: the log is, meanwhile");
                tokio::time::sleep(Duration::from_millis(100)).await;
            }
        }
    }
}

#[async_trait]
impl Source for LogFeed {
    async fn poll(&mut self, wait: Duration) -> Polled {
        let deadline = Instant::now() + wait;
        loop {
            if let Some(change) = self.holding.try_next() {
                return self.change(change);
            }
            if let Some(event) = self.next() {
                return Polled::Event(Box::new(event));
            }
            let wake = self.read_what_is_missing().map_or(deadline, |at| at.min(deadline));
            tokio::select! {
                change = self.holding.next() => return self.change(change),
                Some(read) = self.reading.join_next() => {
                    if let Ok(read) = read {
                        self.was_read(read);
                    }
                }
                message = receive(&self.consumer, &self.lanes), if !self.lanes.is_empty() => self.received(message),
                () = sleep_until(wake) => {
                    if Instant::now() >= deadline {
                        return Polled::Idle;
                    }
                }
            }
        }
    }

    fn seek(&mut self, shard: u16, after: u64) {
        self.lanes.insert(shard, Lane::new(after));
    }

    async fn committed(&mut self, shard: u16) -> Result<Committed, RunnerError> {
        let held = self.held(shard)?;
        let (position, note) = held.claim().saved().await.map_err(|error| lose(&held, &error))?;
        Ok(Committed { position: (position > 0 || !note.is_empty()).then_some(position), note })
    }

    async fn commit(&mut self, shard: u16, position: u64, note: &str) -> Result<(), RunnerError> {
        let held = self.held(shard)?;
        held.claim().save_with(position, note).await.map_err(|error| lose(&held, &error))
    }

    fn reached(&mut self, shard: u16, position: u64) {
        if let Some(held) = self.held.get(&shard) {
            held.reach(position);
        }
    }

    async fn park(&self, consumer: &str, event: &RecordedEvent, reason: &str) {
        self.parking.park(consumer, event, reason).await;
    }
}

impl LogFeed {
    fn held(&self, shard: u16) -> Result<Arc<Held>, RunnerError> {
        let held = self.held.get(&shard).cloned();
        held.ok_or_else(|| RunnerError::Rewind(format!("shard {shard} is not ours any more")))
    }
}

/// A claim that something failed with is none any more: what was gathered may be another's by now.
fn lose(held: &Held, error: &EngineError) -> RunnerError {
    held.give_up();
    RunnerError::Rewind(error.to_string())
}
