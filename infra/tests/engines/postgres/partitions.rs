//! Appends over the ends of partitions, and the versions of streams in partitions that are sealed.

use std::collections::HashMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use commands::ports::{Append, AppendError, EventLog as _, Expected, StreamId};
use futures::future::join_all;
use infra::postgres::PostgresLog;

use crate::support::{
    Place, Server, a_stream, append, append_all, append_expecting, events, small_partitions, tenant, until,
    whole_log,
};

/// How many positions a partition has.
const FULL: u64 = 16 * 65_536;

async fn skip_to(server: &Server, position: u64) {
    server.execute(&format!("UPDATE log_head SET position = {position}")).await;
}

async fn bounds(log: &PostgresLog) -> Vec<(u64, u64)> {
    let partitions = log.shards()[0].stats().await.unwrap().partitions;
    partitions.iter().map(|partition| (partition.first, partition.last)).collect()
}

#[tokio::test]
async fn appends_go_over_the_end_of_a_partition_one_by_one_and_in_one_piece() {
    let mut place = Place::new();
    let config = place.shards(1).await;
    let (log, server) =
        (PostgresLog::new(&config).unwrap(), Server::connect(&config.shards[0].address).await);
    let stream = a_stream();

    // One event at a time.
    skip_to(&server, FULL - 2).await;
    for version in 0..4 {
        let appended = log.append(append(&stream, version, events(1))).await.unwrap();
        assert_eq!(appended.position, FULL - 1 + version);
    }
    // One append with events on both sides.
    skip_to(&server, 2 * FULL - 3).await;
    assert_eq!(log.append(append(&stream, 4, events(7))).await.unwrap().position, 2 * FULL + 4);
    // Appends that go together, of which one lies on both sides.
    skip_to(&server, 3 * FULL - 20).await;
    let together: Vec<_> = (0..16).map(|_| append(&a_stream(), 0, events(3))).collect();
    let answers = join_all(together.iter().map(|append| log.append(append.clone()))).await;

    let positions: Vec<_> = answers.into_iter().map(|answer| answer.unwrap().position).collect();
    assert_eq!(positions, (1..=16).map(|n| 3 * FULL - 20 + 3 * n).collect::<Vec<_>>());
    let expected: Vec<_> = (0..4).map(|n| (n * FULL + 1, (n + 1) * FULL)).collect();
    assert_eq!(bounds(&log).await, expected);
    let found = log.read_stream(&tenant(), &stream, 0).await.unwrap();
    assert_eq!(found.iter().map(|event| event.sequence).collect::<Vec<_>>(), (1..=11).collect::<Vec<_>>());
    assert_eq!((found[1].position, found[2].position), (FULL, FULL + 1));
}

#[tokio::test]
async fn positions_have_no_holes_over_many_partitions() {
    let mut place = Place::new();
    let (config, server) = small_partitions(&mut place, 10).await;
    let logs = [0, 1].map(|_| PostgresLog::new(&config).unwrap());
    let streams: Vec<_> = (0..6).map(|_| a_stream()).collect();
    let mut versions = [0; 6];

    // Single ones, grouped ones, and one that is larger than three partitions.
    for round in 0..40 {
        let counts = [1, 1, 3, if round == 20 { 35 } else { 1 }, 2, 1];
        let appends = (0..6).filter(|n| (round + n) % 3 != 0 || round % 2 == 0).map(|n| {
            let append = append(&streams[n], versions[n], events(counts[n]));
            versions[n] += counts[n] as u64;
            logs[n % 2].append(append)
        });
        let appends: Vec<_> = appends.collect();
        join_all(appends).await.into_iter().for_each(|answer| assert!(answer.is_ok(), "{answer:?}"));
        if round % 7 == 0 {
            server.seal().await;
        }
    }

    let recorded = whole_log(&logs[0].shards()[0]).await;
    assert_eq!(recorded.len() as u64, versions.iter().sum::<u64>());
    let bounds = bounds(&logs[0]).await;
    assert_eq!(bounds.len(), recorded.len().div_ceil(10));
    assert!((0..).zip(&bounds).all(|(n, bounds)| *bounds == (n * 10 + 1, n * 10 + 10)), "{bounds:?}");
}

/// A shard with partitions of ten, where streams have events in the sealed ones, in the others, in both and in none.
async fn four_streams(place: &mut Place) -> (PostgresLog, [(StreamId, u64); 4]) {
    let (config, server) = small_partitions(place, 10).await;
    let log = PostgresLog::new(&config).unwrap();
    let [sealed, open, both, none] = [a_stream(), a_stream(), a_stream(), a_stream()];
    log.append(append_all([(&sealed, 0, events(4)), (&both, 0, events(13))])).await.unwrap();
    log.append(append(&a_stream(), 0, events(5))).await.unwrap();
    assert_eq!(server.seal().await, 20);
    log.append(append_all([(&open, 0, events(2)), (&both, 13, events(3))])).await.unwrap();
    assert_eq!(server.seal().await, 20);
    (log, [(sealed, 4), (open, 2), (both, 16), (none, 0)])
}

fn conflict(answer: Result<commands::ports::Appended, AppendError>) -> (StreamId, Expected, u64) {
    match answer {
        Err(AppendError::Conflict { stream, expected, actual }) => (stream, expected, actual),
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn a_wrong_version_is_a_conflict_wherever_the_stream_lies() {
    let mut place = Place::new();
    let (log, streams) = four_streams(&mut place).await;
    let before = whole_log(&log.shards()[0]).await.len();

    for (stream, version) in &streams {
        for wrong in (0..version + 2).filter(|wrong| wrong != version) {
            let expected = Expected::from(wrong);
            // Alone, with several events, beside another stream, and grouped with an append that fits.
            let given: [Append; 3] = [
                append(stream, wrong, events(1)),
                append(stream, wrong, events(2)),
                append_all([(&a_stream(), 0, events(1)), (stream, wrong, events(1))]),
            ];
            for given in given {
                let answer = log.append(given).await;
                assert_eq!(conflict(answer), (stream.clone(), expected, *version));
            }
        }
    }
    assert_eq!(whole_log(&log.shards()[0]).await.len(), before);
}

#[tokio::test]
async fn the_right_version_and_any_version_go_on_wherever_the_stream_lies() {
    let mut place = Place::new();
    let (log, streams) = four_streams(&mut place).await;

    let any = streams.iter().map(|(stream, _)| (stream, Expected::Any, events(2)));
    log.append(append_expecting(any)).await.unwrap();
    let exact = streams.iter().map(|(stream, version)| append(stream, version + 2, events(1)));
    join_all(exact.map(|append| log.append(append)))
        .await
        .into_iter()
        .for_each(|answer| assert!(answer.is_ok()));
    for (stream, version) in &streams {
        log.append(append(stream, version + 3, events(1))).await.unwrap();
        let found = log.read_stream(&tenant(), stream, 0).await.unwrap();
        assert_eq!(found.len() as u64, version + 4);
    }

    // Sequences without holes in every stream, too.
    assert_eq!(whole_log(&log.shards()[0]).await.len(), 27 + 16);
}

/// Appends to some of a few streams, until it is told to stop. Gives how many events it appended to each.
async fn call(
    log: Arc<PostgresLog>,
    streams: Arc<Vec<StreamId>>,
    over: Arc<AtomicBool>,
    caller: usize,
) -> usize {
    let mut versions: HashMap<&StreamId, u64> = HashMap::new();
    let mut appended = 0;
    for turn in caller.. {
        if over.load(Ordering::Acquire) {
            break;
        }
        let (stream, count) = (&streams[turn % streams.len()], 1 + turn % 3);
        let version = versions.entry(stream).or_default();
        match log.append(append(stream, *version, events(count))).await {
            Ok(_) => {
                *version += count as u64;
                appended += count;
            }
            Err(AppendError::Conflict { actual, .. }) => *version = actual,
            Err(error) => panic!("{error}"),
        }
    }
    appended
}

#[tokio::test(flavor = "multi_thread")]
async fn partitions_are_sealed_while_appends_go_on() {
    let mut place = Place::new();
    let (config, server) = small_partitions(&mut place, 20).await;
    let logs = [0, 1].map(|_| Arc::new(PostgresLog::new(&config).unwrap()));
    let streams: Arc<Vec<_>> = Arc::new((0..5).map(|_| a_stream()).collect());
    let over = Arc::new(AtomicBool::new(false));

    let calling = (0..8).map(|caller| {
        let (log, streams, over) = (Arc::clone(&logs[caller % 2]), Arc::clone(&streams), Arc::clone(&over));
        tokio::spawn(call(log, streams, over, caller))
    });
    let calling: Vec<_> = calling.collect();
    until("fifty partitions are sealed", async || (server.seal().await >= 50 * 20).then_some(())).await;
    over.store(true, Ordering::Release);

    let appended: usize = join_all(calling).await.into_iter().map(Result::unwrap).sum();
    assert_eq!(whole_log(&logs[0].shards()[0]).await.len(), appended);
    let sealed = server.seal().await;
    let wrong = format!(
        "SELECT count(*) FROM stream_heads h FULL JOIN (SELECT aggregate_type, aggregate_id, max(sequence) AS version \
         FROM events WHERE position <= {sealed} GROUP BY 1, 2) e USING (aggregate_type, aggregate_id, version) \
         WHERE h IS NULL OR e IS NULL"
    );
    assert_eq!(server.number(&wrong).await, 0);
}

#[tokio::test]
async fn the_last_partition_is_not_sealed_when_it_is_just_full() {
    let mut place = Place::new();
    let (config, server) = small_partitions(&mut place, 10).await;
    let log = PostgresLog::new(&config).unwrap();
    let stream = a_stream();

    log.append(append(&stream, 0, events(10))).await.unwrap();
    assert_eq!(server.seal().await, 0);
    log.append(append(&stream, 10, events(1))).await.unwrap();
    assert_eq!(server.seal().await, 10);
    log.append(append(&stream, 11, events(1))).await.unwrap();

    assert_eq!(whole_log(&log.shards()[0]).await.len(), 12);
}
