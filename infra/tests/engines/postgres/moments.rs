//! A stream from its end and as it was at an instant, and the log's positions by time.

use chrono::{DateTime, TimeDelta, Utc};
use commands::ports::{EventLog as _, StreamId};
use domain::RecordedEvent;
use infra::postgres::PostgresLog;

use crate::support::{Place, Server, a_stream, append, events, of_tenant, tenant, whole_log};

/// A log of appends of one event and of several, and one stream of it.
async fn a_log(place: &mut Place) -> (PostgresLog, StreamId, Vec<RecordedEvent>) {
    let log = PostgresLog::new(&place.shards(1).await).unwrap();
    let stream = a_stream();
    let mut version = 0;
    for count in [1, 4, 1, 1, 7, 2, 1, 1] {
        log.append(append(&stream, version, events(count))).await.unwrap();
        log.append(append(&a_stream(), 0, events(count))).await.unwrap();
        version += count as u64;
    }
    let recorded = whole_log(&log.shards()[0]).await;
    (log, stream, recorded)
}

fn of<'a>(stream: &StreamId, recorded: &'a [RecordedEvent]) -> Vec<&'a RecordedEvent> {
    recorded.iter().filter(|event| event.aggregate_id == stream.aggregate_id).collect()
}

/// Before the first event, at each, just before and after each, and long after the last.
fn instants(recorded: &[RecordedEvent]) -> Vec<DateTime<Utc>> {
    let day = TimeDelta::days(1);
    let outside = [DateTime::UNIX_EPOCH, recorded[0].recorded_at - day, recorded[0].recorded_at + day];
    let near = [-1, 0, 1].map(TimeDelta::microseconds);
    let inside = recorded.iter().flat_map(|event| near.map(|offset| event.recorded_at + offset));
    outside.into_iter().chain(inside).collect()
}

#[tokio::test]
async fn a_stream_is_read_from_its_end() {
    let mut place = Place::new();
    let (log, stream, recorded) = a_log(&mut place).await;
    let all = of(&stream, &recorded);

    for (before, limit) in
        [(u64::MAX, 100), (u64::MAX, 5), (19, 1), (18, 18), (10, 3), (2, 9), (1, 9), (0, 9), (9, 0)]
    {
        let found = log.shards()[0].read_stream_backwards(&tenant(), &stream, before, limit).await.unwrap();
        let wanted = all.iter().rev().filter(|event| event.sequence < before).take(limit as usize);
        assert!(found.iter().eq(wanted.copied()), "{before} {limit}: {found:?}");
    }
    let other = "other".parse().unwrap();
    assert!(log.shards()[0].read_stream_backwards(&other, &stream, u64::MAX, 9).await.unwrap().is_empty());
}

#[tokio::test]
async fn a_stream_is_read_as_it_was() {
    let mut place = Place::new();
    let (log, stream, recorded) = a_log(&mut place).await;
    let all = of(&stream, &recorded);

    for instant in instants(&recorded) {
        let found = log.shards()[0].read_stream_as_of(&tenant(), &stream, instant).await.unwrap();
        let wanted = all.iter().filter(|event| event.recorded_at <= instant);
        assert!(found.iter().eq(wanted.copied()), "{instant}: {}", found.len());
    }
    let (other, late) = ("other".parse().unwrap(), recorded[0].recorded_at + TimeDelta::days(1));
    assert!(log.shards()[0].read_stream_as_of(&other, &stream, late).await.unwrap().is_empty());
}

#[tokio::test]
async fn a_position_is_found_by_its_time() {
    let mut place = Place::new();
    let (log, _, recorded) = a_log(&mut place).await;
    let shard = &log.shards()[0];

    for instant in instants(&recorded) {
        // The last of those that were recorded at the same instant.
        let wanted = recorded.iter().filter(|event| event.recorded_at <= instant).count() as u64;
        assert_eq!(shard.position_at(instant).await.unwrap(), wanted, "{instant}");
    }
    assert_eq!(shard.head().await.unwrap(), recorded.len() as u64);
}

#[tokio::test]
async fn an_empty_log_has_no_position() {
    let mut place = Place::new();
    let log = PostgresLog::new(&place.shards(1).await).unwrap();
    let shard = &log.shards()[0];
    assert_eq!(shard.head().await.unwrap(), 0);
    assert_eq!(shard.position_at(DateTime::UNIX_EPOCH).await.unwrap(), 0);
    assert!(shard.read_log(0, 10).await.unwrap().is_empty());
    assert!(shard.read_log(7, 10).await.unwrap().is_empty());
    assert!(log.read_stream(&tenant(), &a_stream(), 0).await.unwrap().is_empty());
}

#[tokio::test]
async fn times_do_not_run_backwards_when_the_clock_does() {
    let mut place = Place::new();
    let config = place.shards(1).await;
    let log = PostgresLog::new(&config).unwrap();
    log.append(append(&a_stream(), 0, events(2))).await.unwrap();
    // As after an hour in which the clock was set back.
    let server = Server::connect(&config.shards[0].address).await;
    server
        .execute("UPDATE events SET recorded_at = recorded_at + interval '1 hour' WHERE position = 2")
        .await;

    log.append(append(&a_stream(), 0, events(1))).await.unwrap();
    log.append(of_tenant("other", append(&a_stream(), 0, events(3)))).await.unwrap();

    let recorded = whole_log(&log.shards()[0]).await;
    assert!(recorded.is_sorted_by_key(|event| event.recorded_at), "{recorded:?}");
    assert_eq!(log.shards()[0].position_at(recorded[1].recorded_at).await.unwrap(), 6);
}
