//! Each event's rows are there once, whatever is written twice.

use infra::clickhouse::AnalyticsSink;
use projections::runner::{Chunk, Committed, Resume, Sink as _};

use super::tables::{Counts, chunk, sink, some_jobs};

/// Writes as the runner does; gives what is committed before.
async fn write(sink: &AnalyticsSink, chunk: &Chunk) -> Committed {
    let note = sink.intent(chunk).unwrap();
    assert!(sink.write(chunk).await.unwrap().is_empty());
    Committed { position: Some(chunk.after), note }
}

#[tokio::test]
async fn events_are_there_byte_for_byte() {
    let (_place, client, mut events) = some_jobs(2).await;
    events[3].payload = format!("{{\"text\":\"Grüße\\u0000 🦀 \\\\ \\t '\\\"\", \"n\" :{:0300}.10}}", 7);
    // What is no event of a batch any more is a row of `events` all the same.
    let poison = events[3].clone();

    let sink = sink(&client, &Committed::default()).await;
    let poisons = sink.write(&chunk(&events)).await.unwrap();

    assert_eq!(poisons.iter().map(|poison| poison.index).collect::<Vec<_>>(), [3]);
    assert!(poisons[0].reason.contains(&poison.event_type), "{}", poisons[0].reason);
    let query = "SELECT position, sequence, aggregate_id, event_type, payload, metadata FROM events ORDER BY position";
    let rows = client.query(query).fetch_all::<(u64, u64, String, String, String, String)>().await.unwrap();
    assert_eq!(rows.len(), events.len());
    for (row, event) in rows.into_iter().zip(&events) {
        assert_eq!((row.0, row.1), (event.position, event.sequence));
        assert_eq!((&row.2, &row.3, &row.4), (&event.aggregate_id, &event.event_type, &event.payload));
        assert_eq!(serde_json::from_str::<domain::Metadata>(&row.5).unwrap(), event.metadata);
    }
}

#[tokio::test]
async fn a_chunk_that_is_written_again_is_there_once() {
    let (_place, client, events) = some_jobs(3).await;
    let half = events.len() / 2;
    let first = sink(&client, &Committed::default()).await;
    write(&first, &chunk(&events[..half])).await;
    let committed = write(&first, &chunk(&events[half..])).await;
    let once = Counts::of(&events);
    assert_eq!(Counts::in_tables(&client).await, once);

    // By the same process, and by one that knows only what was committed.
    write(&first, &chunk(&events[half..])).await;
    for _ in 0..2 {
        let again = sink(&client, &committed).await;
        write(&again, &chunk(&events[half..])).await;
    }

    assert_eq!(Counts::in_tables(&client).await, once);
}

#[tokio::test]
async fn where_nothing_was_committed_it_goes_on_after_what_is_there() {
    let (_place, client, events) = some_jobs(2).await;
    let sink = sink(&client, &Committed::default()).await;
    let (first, rest) = events.split_at(7);
    write(&sink, &chunk(first)).await;

    let resume = sink.resume(0, Committed::default()).await.unwrap();
    assert_eq!(resume, Resume { after: 7, chunk_end: None });

    // What is there has a hole, so that nobody knows what it lacks.
    write(&sink, &chunk(&rest[1..])).await;
    let refused = sink.resume(0, Committed::default()).await.unwrap_err();
    assert!(refused.to_string().contains("drop the database"), "{refused}");
}

#[tokio::test]
async fn a_chunk_of_which_a_part_was_written_is_there_once() {
    let (_place, client, events) = some_jobs(3).await;
    let (first, all) = (sink(&client, &Committed::default()).await, chunk(&events));
    client.query("RENAME TABLE events TO away").execute().await.unwrap();
    assert!(first.write(&all).await.is_err());
    let attempts = Counts::of(&events).attempts;
    let written = client.query("SELECT count() FROM task_attempts").fetch_one::<u64>().await.unwrap();
    assert_eq!(written, attempts.0, "no part was written");
    client.query("RENAME TABLE away TO events").execute().await.unwrap();

    let committed = write(&first, &all).await;
    let second = sink(&client, &committed).await;
    write(&second, &all).await;

    assert_eq!(Counts::in_tables(&client).await, Counts::of(&events));
}

#[tokio::test]
async fn a_chunk_that_clickhouse_cuts_into_blocks_is_there_once() {
    let (_place, client, events) = some_jobs(6).await;
    let mut small = client.clone();
    for setting in ["max_insert_block_size", "min_insert_block_size_rows", "min_insert_block_size_bytes"] {
        small = small.with_setting(setting, "50");
    }
    let all = chunk(&events);
    let committed = write(&sink(&small, &Committed::default()).await, &all).await;
    let parts =
        "SELECT count() FROM system.parts WHERE database = currentDatabase() AND table = 'task_attempts'";
    assert!(client.query(parts).fetch_one::<u64>().await.unwrap() > 1, "it was one block");

    write(&sink(&small, &committed).await, &all).await;

    assert_eq!(Counts::in_tables(&client).await, Counts::of(&events));
}
