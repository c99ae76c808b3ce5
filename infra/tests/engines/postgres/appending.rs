//! What one append does: bytes, versions, several streams, shards.

use std::collections::HashMap;

use commands::ports::{AppendError, EventLog as _, StreamId};
use futures::future::{join_all, try_join_all};
use infra::postgres::PostgresLog;

use crate::support::{
    Place, a_stream, append, append_all, batch_stream, event, events, job_stream, new_job, tenant, whole_log,
};

#[tokio::test]
async fn what_is_appended_is_read_back_byte_for_byte() {
    let mut place = Place::new();
    let log = PostgresLog::new(&place.shards(1).await).unwrap();
    let stream = a_stream();
    let payloads = [
        "{\"b\" :12345678901234567890.10,\n\t\"a\": 1, \"a\":2 }".to_owned(),
        r#"{"text":"Grüße, 世界, 🦀, \u00e9, \ud83e\udd80"}"#.to_owned(),
        r#"{"nul":"\u0000"}"#.to_owned(),
        format!("{{\"long\":\"{}\"}}", "x".repeat(1 << 20)),
    ];
    let given: Vec<_> = payloads.iter().map(|payload| event(payload)).collect();

    let appended = log.append(append(&stream, 0, given.clone())).await.unwrap();

    assert_eq!((appended.shard, appended.position), (0, 4));
    let found = log.read_stream(&tenant(), &stream, 0).await.unwrap();
    assert_eq!(found, whole_log(&log.shards()[0]).await);
    assert_eq!(found.len(), given.len());
    for (found, given) in found.iter().zip(&given) {
        assert!(found.payload == given.payload, "{:.80} became {:.80}", given.payload, found.payload);
        assert_eq!(found.metadata, given.metadata);
        assert_eq!((&found.event_type, &found.event_version), (&given.event_type, &given.event_version));
        assert_eq!((&*found.aggregate_type, &found.aggregate_id), ("job", &stream.aggregate_id));
        assert_eq!(found.tenant, tenant());
    }
}

#[tokio::test]
async fn a_stream_is_read_from_a_version_and_by_its_tenant_alone() {
    let mut place = Place::new();
    let log = PostgresLog::new(&place.shards(1).await).unwrap();
    let stream = a_stream();
    log.append(append(&stream, 0, events(5))).await.unwrap();

    let rest = log.read_stream(&tenant(), &stream, 3).await.unwrap();
    let beyond = log.read_stream(&tenant(), &stream, 5).await.unwrap();
    let of_another = log.read_stream(&"other".parse().unwrap(), &stream, 0).await.unwrap();

    assert_eq!(rest.iter().map(|event| event.sequence).collect::<Vec<_>>(), [4, 5]);
    assert!(beyond.is_empty() && of_another.is_empty());
}

#[tokio::test]
async fn a_conflict_says_the_stream_and_both_versions() {
    let mut place = Place::new();
    let log = PostgresLog::new(&place.shards(1).await).unwrap();
    let known = a_stream();
    log.append(append(&known, 0, events(3))).await.unwrap();

    for (expected, actual) in [(0, 3), (2, 3), (4, 3)] {
        let conflict = log.append(append(&known, expected, events(1))).await.unwrap_err();
        assert_eq!(as_conflict(conflict), (known.clone(), expected, actual));
    }
    let unknown = a_stream();
    let conflict = log.append(append(&unknown, 7, events(1))).await.unwrap_err();
    assert_eq!(as_conflict(conflict), (unknown, 7, 0));
    assert_eq!(whole_log(&log.shards()[0]).await.len(), 3);
}

#[tokio::test]
async fn streams_of_one_append_are_recorded_together_or_not_at_all() {
    let mut place = Place::new();
    let log = PostgresLog::new(&place.shards(1).await).unwrap();
    let [old, new, third] = [a_stream(), a_stream(), a_stream()];
    log.append(append(&old, 0, events(2))).await.unwrap();

    // The last of three is not as expected.
    let all = [(&new, 0, events(2)), (&third, 0, events(1)), (&old, 1, events(1))];
    let conflict = log.append(append_all(all)).await.unwrap_err();
    assert_eq!(as_conflict(conflict), (old.clone(), 1, 2));
    assert_eq!(whole_log(&log.shards()[0]).await.len(), 2);

    let all = [(&new, 0, events(2)), (&third, 0, events(1)), (&old, 2, events(1))];
    let appended = log.append(append_all(all)).await.unwrap();
    let recorded = whole_log(&log.shards()[0]).await;
    assert_eq!(appended.position, 6);
    let streams: Vec<_> = recorded[2..].iter().map(|event| (&event.aggregate_id, event.sequence)).collect();
    let [old, new, third] = [&old, &new, &third].map(|stream| &stream.aggregate_id);
    assert_eq!(streams, [(new, 1), (new, 2), (third, 1), (old, 3)]);
}

#[tokio::test]
async fn an_append_without_a_stream_is_invalid() {
    let mut place = Place::new();
    let log = PostgresLog::new(&place.shards(1).await).unwrap();
    let refused = log.append(append_all([])).await;
    assert!(matches!(refused, Err(AppendError::Invalid(_))), "{refused:?}");
}

#[tokio::test]
async fn a_first_batch_lives_with_its_job_and_an_append_stays_on_one_shard() {
    let mut place = Place::new();
    let log = PostgresLog::new(&place.shards(2).await).unwrap();
    let begin = async |job| {
        let (stream, first) = (job_stream(job), batch_stream(job, 0));
        let both = append_all([(&stream, 0, events(2)), (&first, 0, events(1))]);
        let shard = log.append(both).await.unwrap().shard;
        for stream in [&stream, &first] {
            let found = log.read_stream(&tenant(), stream, 0).await.unwrap();
            assert!(!found.is_empty() && found.iter().all(|event| event.shard == shard));
        }
        (shard, stream)
    };
    let jobs: HashMap<_, _> = join_all((0..32).map(|_| begin(new_job()))).await.into_iter().collect();
    assert_eq!(jobs.len(), 2, "all of 32 jobs live on one shard");

    let refused = log.append(append_all([(&jobs[&0], 2, events(1)), (&jobs[&1], 2, events(1))])).await;

    assert!(matches!(refused, Err(AppendError::SeveralShards)), "{refused:?}");
    let lengths = [whole_log(&log.shards()[0]).await.len(), whole_log(&log.shards()[1]).await.len()];
    assert_eq!(lengths.iter().sum::<usize>(), 3 * 32);
}

#[tokio::test]
async fn other_batches_spread_over_the_shards() {
    let mut place = Place::new();
    let log = PostgresLog::new(&place.shards(2).await).unwrap();
    let job = new_job();
    let open = |number| log.append(append(&batch_stream(job, number), 0, events(1)));
    try_join_all((0..32).map(open)).await.unwrap();
    for shard in log.shards() {
        assert!(whole_log(shard).await.len() >= 4, "32 batches do not spread");
    }
}

fn as_conflict(error: AppendError) -> (StreamId, u64, u64) {
    match error {
        AppendError::Conflict { stream, expected, actual } => (stream, expected.version().unwrap(), actual),
        other => panic!("{other:?}"),
    }
}
