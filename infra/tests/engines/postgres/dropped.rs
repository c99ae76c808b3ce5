//! Reads over several partitions, and over one that was taken away.

use commands::ports::{EngineError, EventLog as _, StreamId};
use domain::RecordedEvent;
use infra::postgres::{Filter, Order, PostgresLog};

use crate::support::{Place, Server, a_stream, append, events, small_partitions, tenant, whole_log};

/// A log of 95 events in partitions of ten: those of `old` are in the first alone, those of `long` in each.
struct Story {
    log: PostgresLog,
    server: Server,
    old: StreamId,
    long: StreamId,
    recorded: Vec<RecordedEvent>,
}

impl Story {
    async fn new(place: &mut Place) -> Self {
        let (config, server) = small_partitions(place, 10).await;
        let (log, old, long) = (PostgresLog::new(&config).unwrap(), a_stream(), a_stream());
        log.append(append(&old, 0, events(5))).await.unwrap();
        for version in 0..30 {
            log.append(append(&long, version, events(1))).await.unwrap();
            log.append(append(&a_stream(), 0, events(2))).await.unwrap();
        }
        let recorded = whole_log(&log.shards()[0]).await;
        assert_eq!(server.seal().await, 90);
        Self { log, server, old, long, recorded }
    }

    /// Takes away the first partition.
    async fn drop_first(&self) {
        self.server.execute("ALTER TABLE events DETACH PARTITION events_1; DROP TABLE events_1").await;
    }

    async fn scan(
        &self,
        after: u64,
        filter: Filter,
        order: Order,
    ) -> (Vec<RecordedEvent>, Option<EngineError>) {
        let mut scan = self.log.shards()[0].scan(after, 95, filter, order);
        let mut events = vec![];
        loop {
            match scan.next().await {
                Ok(Some(page)) => events.extend(page.events),
                Ok(None) => return (events, None),
                Err(error) => return (events, Some(error)),
            }
        }
    }
}

#[tokio::test]
async fn reads_go_over_partitions() {
    let mut place = Place::new();
    let story = Story::new(&mut place).await;
    let shard = &story.log.shards()[0];
    let of_long = |event: &&RecordedEvent| event.aggregate_id == story.long.aggregate_id;
    let long: Vec<_> = story.recorded.iter().filter(of_long).cloned().collect();
    let reversed = |events: &[RecordedEvent]| events.iter().rev().cloned().collect::<Vec<_>>();

    let (forwards, _) = story.scan(0, Filter::default(), Order::Forwards).await;
    let (backwards, _) = story.scan(0, Filter::default(), Order::Backwards).await;
    let filter = Filter { aggregate_id: Some(story.long.aggregate_id.clone()), ..Filter::default() };
    let (filtered, _) = story.scan(0, filter, Order::Forwards).await;

    assert_eq!((forwards, filtered), (story.recorded.clone(), long.clone()));
    assert_eq!(backwards, reversed(&story.recorded));
    assert_eq!(shard.read_stream(&tenant(), &story.long, 0).await.unwrap(), long);
    assert_eq!(shard.read_stream(&tenant(), &story.long, 12).await.unwrap(), long[12..]);
    let back = shard.read_stream_backwards(&tenant(), &story.long, 21, 15).await.unwrap();
    assert_eq!(back, reversed(&long[5..20]));
    let as_of = shard.read_stream_as_of(&tenant(), &story.long, long[17].recorded_at).await.unwrap();
    assert_eq!(as_of, long[..18]);
    assert_eq!(shard.read_log(8, 5).await.unwrap(), story.recorded[8..13]);
    assert_eq!(
        shard.position_at(story.recorded[40].recorded_at).await.unwrap(),
        position_at(&story.recorded, 40)
    );
    assert_eq!(shard.head().await.unwrap(), 95);
}

/// The last position of those that were recorded at the same instant as this one.
fn position_at(recorded: &[RecordedEvent], index: usize) -> u64 {
    let instant = recorded[index].recorded_at;
    recorded.iter().filter(|event| event.recorded_at <= instant).count() as u64
}

#[tokio::test]
async fn a_range_that_was_taken_away_is_an_error_that_names_the_position() {
    let mut place = Place::new();
    let story = Story::new(&mut place).await;
    story.drop_first().await;

    let error = story.log.shards()[0].read_log(3, 5).await.unwrap_err().to_string();
    assert!(error.ends_with("no event at position 4"), "{error}");
    let (events, error) = story.scan(0, Filter::default(), Order::Forwards).await;
    assert!(events.is_empty() && error.unwrap().message.ends_with("no event at position 1"));
    let (events, error) = story.scan(0, Filter::default(), Order::Backwards).await;
    let rest: Vec<_> = story.recorded[10..].iter().rev().cloned().collect();
    assert_eq!(events, rest);
    assert!(error.unwrap().message.ends_with("no event at position 10"));

    // What is there is read as before.
    let (events, error) = story.scan(10, Filter::default(), Order::Forwards).await;
    assert!(error.is_none());
    assert_eq!(events, story.recorded[10..]);
    let long = story.log.read_stream(&tenant(), &story.long, 20).await.unwrap();
    assert_eq!(long.len(), 10);
}

#[tokio::test]
async fn streams_keep_their_versions_when_their_events_were_taken_away() {
    let mut place = Place::new();
    let story = Story::new(&mut place).await;
    story.drop_first().await;

    for (stream, version) in [(&story.old, 5), (&story.long, 30)] {
        for wrong in [0, version - 1, version + 1] {
            let conflict = story.log.append(append(stream, wrong, events(1))).await.unwrap_err().to_string();
            assert!(conflict.contains(&format!("is at version {version}")), "{conflict}");
        }
        story.log.append(append(stream, version, events(1))).await.unwrap();
        story.log.append(append(stream, version + 1, events(2))).await.unwrap();
        let found = story.log.read_stream(&tenant(), stream, version).await.unwrap();
        assert_eq!(found.iter().map(|event| event.sequence - version).collect::<Vec<_>>(), [1, 2, 3]);
    }
    // Partitions go on being made and sealed.
    story.log.append(append(&a_stream(), 0, events(20))).await.unwrap();
    assert_eq!(story.server.seal().await, 120);
    assert_eq!(story.log.shards()[0].stats().await.unwrap().partitions.len(), 13);
}
