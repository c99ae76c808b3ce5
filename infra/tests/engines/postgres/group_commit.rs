//! Appends that wait together go together, and each has its own fate. On a runtime of one thread, all that is asked
//! for at once is in the queue before the writer looks.

use std::collections::BTreeSet;

use commands::ports::{AppendError, EventLog as _};
use futures::FutureExt as _;
use futures::future::join_all;
use infra::postgres::{MAX_EVENT_BYTES, PostgresLog};

use crate::support::{Place, Server, a_stream, append, append_all, event, events, ids, whole_log};

#[tokio::test]
async fn a_conflict_fails_alone() {
    let mut place = Place::new();
    let config = place.shards(1).await;
    let log = PostgresLog::new(&config).unwrap();
    let known = a_stream();
    log.append(append(&known, 0, events(1))).await.unwrap();
    // Every tenth append is wrong about a stream; half of those have a second stream that they are right about.
    let appends = (0..100).map(|n| {
        let (new, other) = (a_stream(), a_stream());
        match n % 20 {
            3 => append(&new, 1, events(2)),
            13 => append_all([(&new, 0, events(2)), (&other, 5, events(1))]),
            _ => append(&new, 0, events(1 + n % 3)),
        }
    });
    let appends: Vec<_> = appends.collect();

    let answers = join_all(appends.iter().map(|append| log.append(append.clone()))).await;

    let recorded = whole_log(&log.shards()[0]).await;
    let mut position = 1;
    for (n, (append, answer)) in appends.iter().zip(&answers).enumerate() {
        if n % 10 == 3 {
            assert!(matches!(answer, Err(AppendError::Conflict { actual: 0, .. })), "{n}: {answer:?}");
            continue;
        }
        // Its events stand where the answer says, in one piece.
        let ids = ids(append);
        let first = usize::try_from(position).unwrap();
        let there: Vec<_> =
            recorded[first..first + ids.len()].iter().map(|event| event.metadata.event_id).collect();
        position += ids.len() as u64;
        assert_eq!(there, ids);
        assert_eq!(answer.as_ref().unwrap().position, position);
    }
    assert_eq!(recorded.len() as u64, position);
    let server = Server::connect(&config.shards[0].address).await;
    let transactions = server.number("SELECT count(DISTINCT xmin::text) FROM events").await;
    assert_eq!(transactions, 2, "the hundred did not go together");
}

#[tokio::test]
async fn what_cannot_be_stored_fails_alone() {
    let mut place = Place::new();
    let log = PostgresLog::new(&place.shards(1).await).unwrap();
    let mut appends: Vec<_> = (0..30).map(|_| append(&a_stream(), 0, events(2))).collect();
    let large = format!("\"{}\"", "x".repeat(MAX_EVENT_BYTES - 1));
    let bad = ["no JSON", "{\"half\":", "\"a NUL: \0\"", "", "{}{}", &large];
    for (n, payload) in bad.iter().enumerate() {
        // A good event before the bad one must not stay.
        appends[n * 5].streams[0].events = vec![event("{}"), event(payload)];
    }

    let answers = join_all(appends.iter().map(|append| log.append(append.clone()))).await;

    for (n, answer) in answers.iter().enumerate() {
        if n % 5 == 0 && n / 5 < bad.len() {
            assert!(matches!(answer, Err(AppendError::Invalid(_))), "{:.20}: {answer:?}", bad[n / 5]);
        } else {
            assert!(answer.is_ok(), "{n}: {answer:?}");
        }
    }
    let recorded = whole_log(&log.shards()[0]).await;
    let recorded: BTreeSet<_> = recorded.iter().map(|event| event.metadata.event_id).collect();
    let good = appends.iter().zip(&answers).filter(|(_, answer)| answer.is_ok());
    assert_eq!(recorded, good.flat_map(|(append, _)| ids(append)).collect());
}

#[tokio::test]
async fn appends_to_one_stream_keep_their_order() {
    let mut place = Place::new();
    let log = PostgresLog::new(&place.shards(1).await).unwrap();
    // The first append finds out where the tenant lives; from then on they go straight into the queue.
    log.append(append(&a_stream(), 0, events(1))).await.unwrap();
    let stream = a_stream();
    // Each expects what the one before it leaves, and none waits for an answer.
    let appends: Vec<_> = (0..40).map(|n| append(&stream, n, events(1))).collect();

    let answers = join_all(appends.iter().map(|append| log.append(append.clone()))).await;

    let positions: Vec<_> = answers.into_iter().map(|answer| answer.unwrap().position).collect();
    assert_eq!(positions, (2..=41).collect::<Vec<_>>());
}

#[tokio::test]
async fn more_than_can_wait_is_refused_and_leaves_nothing() {
    let mut place = Place::new();
    let log = PostgresLog::new(&place.shards(1).await).unwrap();
    log.append(append(&a_stream(), 0, events(1))).await.unwrap();

    let answers = join_all((0..9_000).map(|_| log.append(append(&a_stream(), 0, events(1))))).await;

    let (taken, refused): (Vec<_>, Vec<_>) = answers.into_iter().partition(Result::is_ok);
    assert!(refused.iter().all(|answer| matches!(answer, Err(AppendError::Overloaded))));
    assert!(!refused.is_empty(), "all of 9,000 were taken");
    assert_eq!(whole_log(&log.shards()[0]).await.len(), 1 + taken.len());
    log.append(append(&a_stream(), 0, events(1))).await.unwrap();
}

#[tokio::test]
async fn an_append_whose_caller_went_away_is_whole_or_absent() {
    let mut place = Place::new();
    let log = PostgresLog::new(&place.shards(1).await).unwrap();
    let dropped: Vec<_> = (0..50).map(|_| append(&a_stream(), 0, events(3))).collect();
    for append in &dropped {
        // Asked for once, and dropped before there is an answer.
        assert!(log.append(append.clone()).now_or_never().is_none());
    }

    log.append(append(&a_stream(), 0, events(1))).await.unwrap();

    let recorded = whole_log(&log.shards()[0]).await;
    let recorded: BTreeSet<_> = recorded.iter().map(|event| event.metadata.event_id).collect();
    for append in &dropped {
        let there = ids(append).iter().filter(|id| recorded.contains(id)).count();
        assert!(there == 0 || there == 3, "{there} of 3 events");
    }
}
