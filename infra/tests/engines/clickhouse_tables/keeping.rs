//! Rows are kept as long as the config says.

use infra::clickhouse::{Keep, client, migrate};
use projections::runner::{Committed, Sink as _};

use super::tables::{Counts, chunk, sink, some_jobs};
use crate::support::Place;

#[tokio::test]
async fn rows_are_kept_as_long_as_the_config_says_and_no_longer() {
    let (mut place, client, events) = some_jobs(1).await;
    sink(&client, &Committed::default()).await.write(&chunk(&events)).await.unwrap();
    let all = Counts::of(&events);

    // The story is of 2024.
    let mut config = place.tables().await;
    config.keep.attempts_days = Some(30);
    migrate(&config).await.unwrap();
    client.query("OPTIMIZE TABLE task_attempts FINAL").execute().await.unwrap();

    let left = Counts::in_tables(&client).await;
    assert_eq!(left, Counts { attempts: (0, 0), ..all });
}

#[tokio::test]
async fn a_ttl_changes_only_with_the_config() {
    let mut place = Place::new();
    let mut config = place.tables().await;
    let client = client(&config);
    let query = "SELECT extract(engine_full, 'TTL (.*) SETTINGS') FROM system.tables \
         WHERE database = currentDatabase() AND name IN ('task_attempts', 'attempts_by_minute') ORDER BY name";
    for (attempts_days, minutes_days, expected) in [
        (Some(30), None, ["", "toDateTime(ended_at) + toIntervalDay(30)"]),
        (Some(30), None, ["", "toDateTime(ended_at) + toIntervalDay(30)"]),
        (Some(7), Some(400), ["minute + toIntervalDay(400)", "toDateTime(ended_at) + toIntervalDay(7)"]),
        (None, None, ["", ""]),
    ] {
        config.keep = Keep { attempts_days, minutes_days };
        migrate(&config).await.unwrap();
        assert_eq!(client.query(query).fetch_all::<String>().await.unwrap(), expected);
    }
    let mutations = "SELECT count() FROM system.mutations WHERE database = currentDatabase()";
    assert_eq!(client.query(mutations).fetch_one::<u64>().await.unwrap(), 0);
}
