//! Who subscribes to a log sees all of it, in order and once, whatever happens to the sessions.

use std::sync::Arc;

use commands::ports::EventLog as _;
use domain::RecordedEvent;
use futures::FutureExt as _;
use infra::postgres::{PostgresLog, Subscription};

use crate::support::{Place, Server, a_stream, append, events, until, whole_log};

/// Takes events until there are `count` of them; a session that died is no reason to begin anew.
async fn take(subscription: &mut Subscription, from: u64, count: usize) -> Vec<RecordedEvent> {
    let mut taken: Vec<RecordedEvent> = vec![];
    until("all events came", async || {
        for event in subscription.next().await.into_iter().flatten() {
            assert_eq!(event.position, from + taken.len() as u64 + 1);
            taken.push(event);
        }
        (taken.len() >= count).then_some(())
    })
    .await;
    taken
}

#[tokio::test]
async fn a_subscription_gives_what_is_there_and_then_what_comes() {
    let mut place = Place::new();
    let log = PostgresLog::new(&place.shards(1).await).unwrap();
    log.append(append(&a_stream(), 0, events(3_000))).await.unwrap();
    let mut subscription = log.shards()[0].subscribe(1_000).await.unwrap();

    let there = take(&mut subscription, 1_000, 2_000).await;
    let coming = async {
        for _ in 0..20 {
            log.append(append(&a_stream(), 0, events(2))).await.unwrap();
        }
    };
    let (came, ()) = tokio::join!(take(&mut subscription, 3_000, 40), coming);

    let recorded = whole_log(&log.shards()[0]).await;
    assert!(recorded[1_000..3_000] == there && recorded[3_000..] == came);
}

#[tokio::test]
async fn events_that_nobody_waited_for_to_the_end_come_again() {
    let mut place = Place::new();
    let log = PostgresLog::new(&place.shards(1).await).unwrap();
    let mut subscription = log.shards()[0].subscribe(0).await.unwrap();

    // Each time, somebody asks and goes away before there is an answer.
    for _ in 0..10 {
        assert!(subscription.next().now_or_never().is_none());
        log.append(append(&a_stream(), 0, events(3))).await.unwrap();
        assert!(subscription.next().now_or_never().is_none());
    }

    assert_eq!(take(&mut subscription, 0, 30).await, whole_log(&log.shards()[0]).await);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_subscription_whose_sessions_die_passes_over_nothing() {
    let mut place = Place::new();
    let config = place.shards(1).await;
    let log = Arc::new(PostgresLog::new(&config).unwrap());
    let mut subscription = log.shards()[0].subscribe(0).await.unwrap();
    let appending = Arc::clone(&log);
    let appending = tokio::spawn(async move {
        for _ in 0..600 {
            appending.append(append(&a_stream(), 0, events(2))).await.unwrap();
        }
    });
    let server = Server::connect(&config.shards[0].address).await;

    let mut taken = vec![];
    while taken.len() < 1_200 {
        let position = taken.len() as u64;
        // What hears of news dies, and what reads, before, while and after events are taken.
        let cutting = async {
            for like in ["LISTEN %", "SELECT position, %", "LISTEN %"] {
                server.end_connections(like).await;
            }
        };
        let (came, ()) =
            tokio::join!(take(&mut subscription, position, 30.min(1_200 - taken.len())), cutting);
        taken.extend(came);
    }

    appending.await.unwrap();
    let recorded = until("the log is read", async || log.shards()[0].read_log(0, 2_000).await.ok()).await;
    assert!(taken == recorded && recorded.len() == 1_200);
}
