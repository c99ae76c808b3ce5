//! `replay` into a topic, a file and both read models gives what the live ones have.

use std::collections::BTreeMap;

use infra::clickhouse::ClickHouseConfig;
use infra::kafka::{KafkaConfig, ReplayTopic};
use infra::redis::{Redis, RedisConfig, RedisViews};
use projections::job_list::JobListQuery;
use projections::queries::JobViews as _;
use serde_json::{Value, json};

use super::{a_job, config, lines, stored};
use crate::deployment::Deployment;

fn replay(deployment: &Deployment, arguments: &[&str]) -> Value {
    let all = [&["replay", "--json"], arguments].concat();
    serde_json::from_str(&deployment.succeeds(&all)).unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_topic_gets_every_event_in_order_of_its_stream() {
    let deployment = Deployment::start().await;
    a_job(&deployment).await;
    let stored = stored(&deployment).await;
    let counted = replay(&deployment, &[]);
    assert_eq!((&counted["events"], &counted["dry_run"]), (&json!(stored.len()), &json!(true)));

    let told = replay(&deployment, &["--into", "topic", "--rate", "1000"]);
    assert_eq!(told["events"], json!(stored.len()));
    let (kafka, topic) =
        (config::<KafkaConfig>(&deployment, "kafka"), told["target"].as_str().unwrap().to_owned());
    assert_eq!(topic, format!("{}.replay", config::<String>(&deployment, "namespace")));
    let reading = (kafka.clone(), topic.clone());
    let events = tokio::task::spawn_blocking(move || {
        let mut events = vec![];
        infra::kafka::read_topic(&reading.0, &reading.1, |_, event| events.push(event.unwrap())).unwrap();
        events
    });
    let events = events.await.unwrap();
    let mut sequences = BTreeMap::new();
    for event in &events {
        let last = sequences.insert(event.aggregate_id.clone(), event.sequence).unwrap_or(0);
        assert_eq!(event.sequence, last + 1, "{}", event.aggregate_id);
    }
    let mut published: Vec<_> =
        events.into_iter().map(|event| (u64::from(event.shard), event.position, event.payload)).collect();
    published.sort_unstable();
    assert_eq!(published, stored);
    ReplayTopic::delete(&kafka, &topic).await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_is_what_an_export_is() {
    let deployment = Deployment::start().await;
    a_job(&deployment).await;
    replay(&deployment, &["--into", "file", "--file", "replayed.ndjson"]);
    let replayed = std::fs::read_to_string(deployment.folder().join("replayed.ndjson")).unwrap();
    assert_eq!(replayed, deployment.succeeds(&["log", "export"]));
    let table = deployment.succeeds(&["replay", "--into", "file", "--file", "again.ndjson"]);
    assert!(table.starts_with("TYPE ") && table.contains("\nwrote "), "{table}");
    assert_eq!(lines(&replayed).len(), stored(&deployment).await.len() + 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_read_model_that_is_built_again_is_the_live_one() {
    let deployment = Deployment::start().await;
    a_job(&deployment).await;
    a_job(&deployment).await;
    deployment.check();
    let live = config::<String>(&deployment, "namespace");
    let again = format!("{live}_again");
    let projection = ["--into", "projection", "--namespace", &again, "--projection"];

    replay(&deployment, &[&projection[..], &["redis"]].concat());
    let redis = config::<RedisConfig>(&deployment, "redis");
    let summaries = async |namespace: &str| {
        let views = RedisViews::new(Redis::new(&redis, namespace).unwrap());
        views.jobs(&"dev".parse().unwrap(), &JobListQuery::newest(10)).await.unwrap().jobs
    };
    let expected = summaries(&live).await;
    assert_eq!((expected.len(), &summaries(&again).await), (2, &expected));

    replay(&deployment, &[&projection[..], &["clickhouse"]].concat());
    let clickhouse = config::<ClickHouseConfig>(&deployment, "clickhouse");
    let content = async |database: &str, query: &str| {
        let request = reqwest::Client::new().post(&clickhouse.url).query(&[("database", database)]);
        request.body(query.to_owned()).send().await.unwrap().error_for_status().unwrap().text().await.unwrap()
    };
    for table in ["events", "task_attempts"] {
        let query = format!("SELECT count(), sum(cityHash64(*)) FROM {table}");
        assert_eq!(content(&again, &query).await, content(&live, &query).await, "{table}");
    }
    let jobs = "SELECT * FROM jobs FINAL ORDER BY job";
    assert_eq!(content(&again, jobs).await, content(&live, jobs).await);

    for kind in ["redis", "clickhouse"] {
        let output = deployment.run(&[&["replay"], &projection[..], &[kind]].concat());
        assert!(!output.status.success() && String::from_utf8_lossy(&output.stderr).contains("already"));
    }
    Redis::new(&redis, &again).unwrap().clear().await.unwrap();
    infra::clickhouse::drop_database(&ClickHouseConfig { database: again, ..clickhouse }).await.unwrap();
}
