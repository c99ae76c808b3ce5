//! What was taken away, or is too long, is an error; and those that seal take turns.

use commands::ports::{AppendError, EventLog as _, NewEvent};
use infra::postgres::{Filter, Order, PostgresLog};

use crate::support::{Place, Server, a_stream, append, event, events, small_partitions, tenant, until};

/// A log whose first ten of thirty events were taken away.
async fn shortened(place: &mut Place) -> (PostgresLog, commands::ports::StreamId) {
    let (config, server) = small_partitions(place, 10).await;
    let (log, stream) = (PostgresLog::new(&config).unwrap(), a_stream());
    log.append(append(&stream, 0, events(30))).await.unwrap();
    server.seal().await;
    server.execute("ALTER TABLE events DETACH PARTITION events_1; DROP TABLE events_1").await;
    (log, stream)
}

#[tokio::test]
async fn a_stream_whose_beginning_was_taken_away_is_an_error_and_never_short() {
    let mut place = Place::new();
    let (log, stream) = shortened(&mut place).await;
    let short = log.read_stream(&tenant(), &stream, 0).await;
    assert!(short.is_err(), "{} of 30 events", short.unwrap().len());
    let shard = &log.shards()[0];
    let short = shard.read_stream_backwards(&tenant(), &stream, 31, 100).await;
    assert!(short.is_err(), "{} of 30 events", short.unwrap().len());
    let short = shard.read_stream_as_of(&tenant(), &stream, chrono::Utc::now()).await;
    assert!(short.is_err(), "{} of 30 events", short.unwrap().len());
    // What is there is read.
    assert_eq!(shard.read_stream_backwards(&tenant(), &stream, 31, 20).await.unwrap().len(), 20);
}

#[tokio::test]
async fn an_aggregate_whose_beginning_was_taken_away_is_not_loaded_from_the_rest() {
    let mut place = Place::new();
    let (log, stream) = shortened(&mut place).await;
    let short = log.load(&tenant(), &stream, "a shape").await;
    assert!(short.is_err(), "{} of 30 events", short.unwrap().events.len());
}

#[tokio::test]
async fn a_filtered_scan_of_a_range_that_was_taken_away_is_an_error() {
    let mut place = Place::new();
    let (log, _) = shortened(&mut place).await;
    let filter = Filter { tenant: Some(tenant()), ..Filter::default() };
    let mut scan = log.shards()[0].scan(0, 30, filter, Order::Forwards);
    let short = scan.next().await;
    assert!(short.is_err(), "{} of 30 events", short.unwrap().unwrap().events.len());
}

#[tokio::test]
async fn an_event_type_that_is_too_long_is_refused() {
    let mut place = Place::new();
    let log = PostgresLog::new(&place.shards(1).await).unwrap();
    let long = NewEvent { event_type: "x".repeat(1 << 20), ..event("{}") };
    let refused = log.append(append(&a_stream(), 0, vec![long])).await;
    assert!(matches!(refused, Err(AppendError::Invalid(_))), "{refused:?}");
}

#[tokio::test]
async fn two_that_seal_at_once_take_turns() {
    let mut place = Place::new();
    let (config, first) = small_partitions(&mut place, 10).await;
    let log = PostgresLog::new(&config).unwrap();
    log.append(append(&a_stream(), 0, events(8))).await.unwrap();
    let [second, watching] =
        [Server::connect(&config.shards[0].address).await, Server::connect(&config.shards[0].address).await];

    // The second looks while there is one partition, and waits for the first; that one sees two, and seals one.
    first.execute("BEGIN; SELECT FROM log_partitions FOR UPDATE").await;
    let sealing = async {
        let query = "SELECT count(*) FROM pg_stat_activity \
             WHERE datname = current_database() AND query = 'SELECT seal_events()' AND wait_event_type = 'Lock'";
        until("the second waits", async || (watching.number(query).await == 1).then_some(())).await;
        log.append(append(&a_stream(), 0, events(8))).await.unwrap();
        assert_eq!(first.number("SELECT seal_events()").await, 10);
        first.execute("COMMIT").await;
    };
    let (refusal, ()) = tokio::join!(second.refusal("SELECT seal_events()"), sealing);

    assert_eq!(refusal, None);
}
