//! The sums by minute have each attempt once, wherever writing was cut off.

use std::collections::BTreeSet;

use infra::clickhouse::{Client, TABLES, VIEWS};
use projections::runner::{Committed, Sink as _};

use super::tables::{Counts, chunk, sink, some_jobs};
use crate::support::Place;

async fn execute(client: &Client, statement: &str) {
    client.query(statement).execute().await.unwrap();
}

async fn count(client: &Client, table: &str) -> u64 {
    client.query(&format!("SELECT count() FROM {table}")).fetch_one().await.unwrap()
}

#[tokio::test]
async fn a_chunk_that_the_table_has_and_the_sums_lack_is_in_both_once() {
    let (_place, client, events) = some_jobs(3).await;
    let (first, all) = (sink(&client, &Committed::default()).await, chunk(&events));
    execute(&client, "DETACH TABLE attempts_by_minute_view SYNC").await;
    first.write(&all).await.unwrap();
    assert_eq!(count(&client, "task_attempts").await, Counts::of(&events).attempts.0);
    assert_eq!(count(&client, "attempts_by_minute").await, 0, "the sums have it already");
    execute(&client, "ATTACH TABLE attempts_by_minute_view").await;

    for _ in 0..2 {
        first.write(&all).await.unwrap();
        assert_eq!(Counts::in_tables(&client).await, Counts::of(&events));
    }
}

#[tokio::test]
async fn blocks_of_a_chunk_that_some_tables_have_are_in_all_once() {
    let (_place, client, events) = some_jobs(6).await;
    let mut small = client.clone();
    for setting in ["max_insert_block_size", "min_insert_block_size_rows", "min_insert_block_size_bytes"] {
        small = small.with_setting(setting, "50");
    }
    let (first, all) = (sink(&small, &Committed::default()).await, chunk(&events));
    first.write(&all).await.unwrap();
    // As if the process had died when the table had all blocks, and the sums none.
    execute(&client, "RENAME TABLE attempts_by_minute TO away").await;
    execute(&client, "CREATE TABLE attempts_by_minute AS away").await;

    for _ in 0..2 {
        first.write(&all).await.unwrap();
        assert_eq!(Counts::in_tables(&client).await, Counts::of(&events));
    }
}

#[tokio::test]
async fn quantiles_of_many_chunks_are_those_of_the_attempts() {
    let (_place, client, events) = some_jobs(4).await;
    let sink = sink(&client, &Committed::default()).await;
    for some in events.chunks(9) {
        sink.write(&chunk(some)).await.unwrap();
    }
    execute(&client, "OPTIMIZE TABLE attempts_by_minute FINAL").await;

    let merged =
        "SELECT quantilesTDigestMerge(0.5, 0.9, 0.95, 0.99, 0.999)(run_us_quantiles) FROM attempts_by_minute";
    let merged: Vec<f32> = client.query(merged).fetch_one().await.unwrap();
    let exact = "SELECT quantilesExactInclusive(0.5, 0.9, 0.95, 0.99, 0.999)(duration_us) FROM task_attempts";
    let exact: Vec<f64> = client.query(exact).fetch_one().await.unwrap();

    assert_eq!(count(&client, "(SELECT DISTINCT minute FROM attempts_by_minute)").await, 1);
    for (merged, exact) in merged.iter().zip(&exact) {
        assert!((f64::from(*merged) - exact).abs() <= 1_000.0, "{merged} instead of {exact}");
    }
}

#[tokio::test]
async fn all_tables_and_views_are_listed_and_described() {
    let mut place = Place::new();
    let client = infra::clickhouse::client(&place.tables().await);
    let query = "SELECT name, comment, engine = 'MaterializedView' FROM system.tables WHERE database = currentDatabase()";
    let all: Vec<(String, String, bool)> = client.query(query).fetch_all().await.unwrap();
    let names = |views: bool| -> BTreeSet<&str> {
        all.iter().filter(|table| table.2 == views).map(|table| table.0.as_str()).collect()
    };
    assert_eq!(names(false), TABLES.iter().copied().collect());
    assert_eq!(names(true), VIEWS.iter().copied().collect());
    assert!(all.iter().all(|table| table.2 || !table.1.is_empty()), "a table has no comment");
    let query = "SELECT concat(table, '.', name) FROM system.columns \
         WHERE database = currentDatabase() AND comment = '' AND NOT endsWith(table, '_view')";
    assert_eq!(client.query(query).fetch_all::<String>().await.unwrap(), Vec::<String>::new());
}
