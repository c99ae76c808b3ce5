//! Publishes a shard's log to Kafka: in order, at least once, by one process at a time.

mod publisher;

use std::sync::Arc;
use std::time::Duration;

use commands::ports::EngineError;
use domain::RecordedEvent;
use tokio::sync::mpsc;
use tokio::time::{Instant, MissedTickBehavior};

use super::KafkaConfig;
use crate::postgres::{Claim, Consumer, Shard};
use publisher::{InFlight, Publisher};

/// How many events are read at once.
const PAGE: u32 = 1_000;
/// How many pages may be on their way. With the bytes of a page bounded, that bounds memory, also while Kafka is away.
const PAGES: usize = 8;
/// How long the relay trusts that no news is no news.
const LOOK_AGAIN: Duration = Duration::from_millis(500);
/// How long a relay waits before it tries again what failed, or to become the active one.
const PAUSE: Duration = Duration::from_millis(500);
/// How often the checkpoint is saved: what was published since comes again after a crash.
const SAVE_EVERY: Duration = Duration::from_millis(200);
/// And how often when there is nothing to save: whoever waits to take over sees that this relay is alive.
const SAVE_AT_LEAST_EVERY: Duration = Duration::from_secs(1);
/// How often partitions that are full are looked for.
const SEAL_EVERY: Duration = Duration::from_secs(30);

/// Publishes the events of `shard` to `topic`, until the task is dropped.
pub async fn relay(shard: Shard, config: KafkaConfig, topic: String) {
    loop {
        if let Err(error) = serve(&shard, &config, &topic).await {
            tracing::warn!(shard = shard.number(), %error, "the relay begins again");
        }
        tokio::time::sleep(PAUSE).await;
    }
}

/// The advisory lock that makes a relay the active one of a shard.
const LOCK: i64 = 0x7468_6f75_7265_6c61;

fn consumer() -> Consumer {
    // What was published already is published twice then, which consumers know how to deal with.
    Consumer { name: "relay".to_owned(), lock: LOCK, may_repeat: true }
}

/// Becomes the active relay, and is it until something fails.
async fn serve(shard: &Shard, config: &KafkaConfig, topic: &str) -> Result<(), EngineError> {
    let claim = Claim::take(shard, consumer()).await?;
    // Its own: what it holds goes away with it, when the relay is no longer the active one.
    let publisher = Publisher::new(config, topic, claim.generation())?;
    tracing::info!(shard = shard.number(), position = claim.position(), "the relay is active");
    let (sent, on_their_way) = mpsc::channel(PAGES);
    tokio::try_join!(publish(shard, &claim, &publisher, sent), settle(&claim, on_their_way), seal(&claim),)?;
    Ok(())
}

/// Reads page after page and hands it to Kafka's client, without waiting for what is on its way.
async fn publish(
    shard: &Shard,
    claim: &Claim,
    publisher: &Publisher,
    sent: mpsc::Sender<Arc<InFlight>>,
) -> Result<(), EngineError> {
    let mut position = claim.position();
    let mut page = shard.read_log(position, PAGE).await?;
    loop {
        let Some(last) = page.last().map(|event| event.position) else {
            claim.wait_for_news(LOOK_AGAIN).await;
            page = shard.read_log(position, PAGE).await?;
            continue;
        };
        let room = sent.reserve().await.map_err(|_| super::engine_error("nobody waits for deliveries"))?;
        claim.check().await?;
        position = last;
        // The next page is read while this one is handed over.
        let (page_sent, next) = tokio::join!(publisher.send(&page), shard.read_log(position, PAGE));
        room.send(page_sent?);
        note_lag(&page);
        page = next?;
    }
}

/// Follows what is on its way, in order, and saves how far the shard's events have come.
async fn settle(claim: &Claim, mut on_their_way: mpsc::Receiver<Arc<InFlight>>) -> Result<(), EngineError> {
    let mut ticks = tokio::time::interval_at(Instant::now() + SAVE_EVERY, SAVE_EVERY);
    ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    let mut delivered = claim.position();
    let mut saved = (delivered, Instant::now());
    let mut next = None;
    loop {
        let arrival = async {
            match &next {
                Some(page) => InFlight::delivered(page).await,
                None => std::future::pending().await,
            }
        };
        tokio::select! {
            page = on_their_way.recv(), if next.is_none() => match page {
                Some(page) => next = Some(page),
                None => return Ok(()),
            },
            arrived = arrival => {
                delivered = arrived?;
                next = None;
            }
            _ = ticks.tick() => {
                if saved.0 != delivered || saved.1.elapsed() >= SAVE_AT_LEAST_EVERY {
                    claim.save(delivered).await?;
                    saved = (delivered, Instant::now());
                }
            }
        }
    }
}

/// Has partitions that are full sealed, so that appends need not look into them.
async fn seal(claim: &Claim) -> Result<(), EngineError> {
    loop {
        tokio::time::sleep(SEAL_EVERY).await;
        claim.seal().await?;
    }
}

fn note_lag(page: &[RecordedEvent]) {
    metrics::counter!("thousandfold_relayed_events_total").increment(page.len() as u64);
    if let Some(last) = page.last() {
        let lag = chrono::Utc::now().signed_duration_since(last.recorded_at);
        metrics::histogram!("thousandfold_relay_lag_seconds").record(lag.as_seconds_f64().max(0.0));
    }
}
