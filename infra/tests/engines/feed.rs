//! The projections' source: every event of the log, in order, whatever becomes of Kafka.

use std::collections::BTreeMap;
use std::time::Duration;

use infra::LogFeed;
use infra::kafka::ReplayTopic;
use projections::runner::{Polled, RunnerError, Source as _};

use crate::support::{Deployment, Server, feed, until, whole_log};

const SOON: Duration = Duration::from_millis(50);

impl Deployment {
    fn feed(&self) -> LogFeed {
        feed("test", &self.log, &self.place.kafka(), &self.topics)
    }

    /// How far the shards' logs reach.
    async fn heads(&self) -> BTreeMap<u16, u64> {
        let mut heads = BTreeMap::new();
        for shard in self.log.shards() {
            heads.insert(shard.number(), shard.head().await.unwrap());
        }
        heads
    }
}

/// Who takes the events as they come, and sees that they are the log's, one after the other.
struct Taker {
    feed: LogFeed,
    /// How far each shard has come; those that are ours.
    reached: BTreeMap<u16, u64>,
}

impl Taker {
    fn new(feed: LogFeed) -> Self {
        Self { feed, reached: BTreeMap::new() }
    }

    /// Takes what comes next, beginning each shard where it was committed.
    async fn take(&mut self) {
        match self.feed.poll(SOON).await {
            Polled::Event(event) => {
                let reached = self.reached.get_mut(&event.shard).unwrap();
                *reached += 1;
                assert_eq!(event.position, *reached, "shard {}", event.shard);
            }
            Polled::Assigned(shards) => {
                self.reached.retain(|shard, _| shards.contains(shard));
                for shard in shards {
                    if !self.reached.contains_key(&shard) {
                        let after = self.feed.committed(shard).await.unwrap().position.unwrap_or(0);
                        self.feed.seek(shard, after);
                        self.reached.insert(shard, after);
                    }
                }
            }
            Polled::Idle => {}
        }
    }

    async fn take_until(&mut self, heads: &BTreeMap<u16, u64>) {
        until("all events come", async || {
            self.take().await;
            (self.reached == *heads).then_some(())
        })
        .await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn events_come_from_the_log_when_nothing_comes_from_kafka() {
    let deployment = Deployment::new(2).await;
    deployment.append(40, 7).await;
    let mut taker = Taker::new(deployment.feed());

    taker.take_until(&deployment.heads().await).await;
    deployment.append(3, 2).await;

    taker.take_until(&deployment.heads().await).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_kafka_lost_repeats_or_brings_late_does_not_show() {
    let deployment = Deployment::new(2).await;
    deployment.append(5, 2).await;
    let mut taker = Taker::new(deployment.feed());
    taker.take_until(&deployment.heads().await).await;
    let (before, kafka) = (deployment.heads().await, deployment.place.kafka());
    deployment.append(60, 5).await;
    let mut events = vec![];
    for shard in deployment.log.shards() {
        let after = usize::try_from(before[&shard.number()]).unwrap();
        events.extend(whole_log(shard).await.split_off(after));
    }

    // Of each four one is lost, and the others come backwards, twice.
    let (topic, _) = ReplayTopic::open(&kafka, &deployment.topics.events).await.unwrap();
    let kept = events.into_iter().enumerate().filter(|(index, _)| index % 4 > 0).map(|(_, event)| event);
    let kept: Vec<_> = kept.rev().collect();
    for _ in 0..2 {
        topic.publish(&kept).await.unwrap();
    }

    taker.take_until(&deployment.heads().await).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_topic_may_be_deleted_and_made_again() {
    let deployment = Deployment::new(1).await;
    let kafka = deployment.place.kafka();
    let mut taker = Taker::new(deployment.feed());
    let relay = deployment.relay(0);
    deployment.append(20, 5).await;
    taker.take_until(&deployment.heads().await).await;

    ReplayTopic::delete(&kafka, &deployment.topics.events).await.unwrap();
    deployment.append(20, 5).await;
    taker.take_until(&deployment.heads().await).await;
    relay.stop().await;

    until("the topic can be made again", async || deployment.topics.create(&kafka).await.ok()).await;
    let _relay = deployment.relay(0);
    deployment.append(20, 5).await;
    taker.take_until(&deployment.heads().await).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_shard_is_one_process_s_until_that_ends() {
    let deployment = Deployment::new(2).await;
    deployment.append(10, 3).await;
    let heads = deployment.heads().await;
    let mut first = Taker::new(deployment.feed());
    first.take_until(&heads).await;
    first.feed.commit(0, 4, "a note").await.unwrap();

    let mut second = Taker::new(deployment.feed());
    for _ in 0..20 {
        second.take().await;
    }
    assert!(second.reached.is_empty(), "it is the first one's");
    drop(first);
    second.take_until(&heads).await;

    let committed = second.feed.committed(0).await.unwrap();
    assert_eq!((committed.position, committed.note.as_str()), (Some(4), "a note"));
    assert_eq!(second.feed.committed(1).await.unwrap().position, None);
}

#[tokio::test(flavor = "multi_thread")]
async fn who_is_not_the_owner_any_more_commits_nothing_and_is_told() {
    let deployment = Deployment::new(1).await;
    deployment.append(10, 3).await;
    let mut taker = Taker::new(deployment.feed());
    taker.take_until(&deployment.heads().await).await;
    let server = Server::connect(&deployment.config.shards[0].address).await;

    // Another has taken its place, and this one does not know yet.
    server
        .execute("UPDATE checkpoints SET generation = 100, position = 7 WHERE consumer LIKE 'projection:%'")
        .await;
    assert!(taker.feed.commit(0, 20, "late").await.is_err());

    until("it is told", async || {
        taker.take().await;
        taker.reached.is_empty().then_some(())
    })
    .await;
    let position = server.number("SELECT position FROM checkpoints WHERE generation >= 100").await;
    assert_eq!(position, 7);
}

#[tokio::test(flavor = "multi_thread")]
async fn who_lost_the_session_gets_the_shard_again() {
    let deployment = Deployment::new(1).await;
    deployment.append(10, 3).await;
    let mut taker = Taker::new(deployment.feed());
    taker.take_until(&deployment.heads().await).await;
    taker.feed.commit(0, 20, "a note").await.unwrap();
    let server = Server::connect(&deployment.config.shards[0].address).await;

    let cut = "SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory' AND granted \
         AND database = (SELECT oid FROM pg_database WHERE datname = current_database())";
    server.execute(cut).await;
    until("it is noticed", async || taker.feed.commit(0, 20, "a note").await.is_err().then_some(())).await;
    assert!(matches!(taker.feed.committed(0).await, Err(RunnerError::Rewind(_))), "the session is gone");

    until("the shard was another's", async || {
        taker.take().await;
        taker.reached.is_empty().then_some(())
    })
    .await;
    deployment.append(10, 3).await;
    taker.take_until(&deployment.heads().await).await;
    assert_eq!(taker.feed.committed(0).await.unwrap().note, "a note");
}
