//! How long an event takes from its commit to a consumer of Kafka, and how fast a backlog is published.

use std::collections::HashMap;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use anyhow::Context as _;
use commands::ports::EventLog as _;
use domain::RecordedEvent;
use infra::LogFeed;
use infra::kafka::{Parking, Producer, Topics, relay};
use projections::runner::{Polled, Source as _};
use tokio::task::{JoinHandle, JoinSet};
use uuid::Uuid;

use super::super::StoreArgs;
use super::super::form::{Row, median, quantile};
use super::place::Place;
use super::rows::{append, new_id};
use super::whole_log;

/// How many events a second are appended, in how many portions, and for how long.
const RATE: u32 = 5_000;
const PORTIONS: u32 = 500;
const SPAN: Duration = Duration::from_secs(15);
/// How long the last events may take to arrive.
const LIMIT: Duration = Duration::from_secs(30);

pub(super) async fn run(place: &Place, args: &StoreArgs) -> anyhow::Result<Vec<Row>> {
    let drained = drain(place, args).await?;
    let mut latencies = latencies(place).await?;
    latencies.sort_by(f64::total_cmp);
    let name = |share| format!("relay, commit to consumer, at {RATE} events/s, {share}");
    Ok(vec![
        Row::new("relay, from a backlog", drained, "events/s").at_least(80_000.0),
        Row::new(name("p50"), quantile(&latencies, 0.5), "ms").at_most(5.0),
        Row::new(name("p90"), quantile(&latencies, 0.9), "ms"),
        Row::new(name("p99"), quantile(&latencies, 0.99), "ms").at_most(25.0),
    ])
}

/// A relay that ends when it is dropped.
struct Relay(JoinHandle<()>);

impl Relay {
    fn start(place: &Place, topics: &Topics) -> Self {
        let shard = place.log.shards()[0].clone();
        Self(tokio::spawn(relay(shard, place.config.kafka.clone(), topics.events.clone())))
    }
}

impl Drop for Relay {
    fn drop(&mut self) {
        self.0.abort();
    }
}

/// Publishes the whole log again and again, each time as if nothing of it had been published.
async fn drain(place: &Place, args: &StoreArgs) -> anyhow::Result<f64> {
    whole_log::fill(place).await?;
    let (head, session) = (place.log.shards()[0].head().await?, place.connect().await?);
    let topics = Topics::new(&format!("{}.drain", place.config.namespace));
    topics.create(&place.config.kafka).await?;
    let mut figures = vec![];
    for _ in 0..args.rounds {
        session.execute("DELETE FROM checkpoints", &[]).await?;
        let start = Instant::now();
        let running = Relay::start(place, &topics);
        let published = async {
            let query = "SELECT coalesce(max(position), 0) FROM checkpoints";
            while session.query_one(query, &[]).await?.get::<_, i64>(0) < i64::try_from(head)? {
                tokio::time::sleep(Duration::from_millis(20)).await;
            }
            anyhow::Ok(())
        };
        published.await?;
        figures.push(head as f64 / start.elapsed().as_secs_f64());
        drop(running);
        tracing::info!(?figures, "measured");
        until_no_relay(&session).await?;
    }
    topics.delete(&place.config.kafka).await?;
    Ok(median(figures))
}

/// Waits until a relay that was dropped has let go of its shard.
async fn until_no_relay(session: &tokio_postgres::Client) -> anyhow::Result<()> {
    let query = "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' \
         AND database = (SELECT oid FROM pg_database WHERE datname = current_database())";
    while session.query_one(query, &[]).await?.get::<_, i64>(0) > 0 {
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    Ok(())
}

/// Milliseconds from the answer to an append to the consumer that has its event.
async fn latencies(place: &Place) -> anyhow::Result<Vec<f64>> {
    let topics = Topics::new(&format!("{}.live", place.config.namespace));
    let kafka = &place.config.kafka;
    topics.create(kafka).await?;
    let parking = Parking::new(Producer::new(kafka)?, topics.parked.clone(), place.log.shards());
    let shards = place.log.shards().iter().cloned();
    let mut source = LogFeed::new("bench", shards, kafka, &topics.events, Duration::ZERO, parking)?;
    let _relay = Relay::start(place, &topics);
    // Until the consumer has its partitions and the relay is the active one, nothing is measured.
    let head = place.log.shards()[0].head().await?;
    place.log.append(append(new_id(), 1)).await?;
    while next(&mut source, head).await.is_none() {}
    let committed = Arc::new(Mutex::new(HashMap::new()));
    let appending = tokio::spawn(append_steadily(Arc::clone(&place.log), Arc::clone(&committed)));
    let expected = (RATE * u32::try_from(SPAN.as_secs())?) as usize;
    let mut arrived = HashMap::with_capacity(expected);
    let receive = async {
        while arrived.len() < expected {
            if let Some(event) = next(&mut source, head).await {
                arrived.entry(event.metadata.event_id).or_insert_with(Instant::now);
            }
        }
        anyhow::Ok(())
    };
    tokio::time::timeout(SPAN + LIMIT, receive).await.context("not every event arrived")??;
    appending.await??;
    topics.delete(kafka).await?;
    let committed = committed.lock().map_err(|_| anyhow::anyhow!("an append panicked"))?;
    // The consumer may have an event before the appender gets its answer: then it took no time.
    let millis = |(id, at): (&Uuid, &Instant)| {
        Some(at.saturating_duration_since(*committed.get(id)?).as_secs_f64() * 1_000.0)
    };
    Ok(arrived.iter().filter_map(millis).collect())
}

/// The next event after `head`, if it comes soon.
async fn next(source: &mut LogFeed, head: u64) -> Option<Box<RecordedEvent>> {
    match source.poll(Duration::from_millis(100)).await {
        Polled::Event(event) => Some(event),
        Polled::Assigned(shards) => {
            shards.into_iter().for_each(|shard| source.seek(shard, head));
            None
        }
        Polled::Idle => None,
    }
}

/// Appends single events, a portion at a time, and notes when each was committed.
async fn append_steadily(
    log: Arc<infra::postgres::PostgresLog>,
    committed: Arc<Mutex<HashMap<Uuid, Instant>>>,
) -> anyhow::Result<()> {
    let mut ticks = tokio::time::interval(Duration::from_secs(1) / PORTIONS);
    let mut appends = JoinSet::new();
    for _ in 0..PORTIONS * u32::try_from(SPAN.as_secs())? {
        ticks.tick().await;
        for _ in 0..RATE / PORTIONS {
            let (log, committed) = (Arc::clone(&log), Arc::clone(&committed));
            appends.spawn(async move {
                let append = append(new_id(), 1);
                let id = append.streams[0].events[0].metadata.event_id;
                log.append(append).await?;
                let at = Instant::now();
                committed.lock().map_err(|_| anyhow::anyhow!("an append panicked"))?.insert(id, at);
                anyhow::Ok(())
            });
        }
        while let Some(ended) = appends.try_join_next() {
            ended??;
        }
    }
    while let Some(ended) = appends.join_next().await {
        ended??;
    }
    Ok(())
}
