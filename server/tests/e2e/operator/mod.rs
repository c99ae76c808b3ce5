//! The operator's commands over the log, after real jobs on a real deployment.

mod exporting;
mod following;
mod looking;
mod refusing;
mod replaying;

use domain::JobId;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use crate::deployment::Deployment;

/// JSON lines.
fn lines(text: &str) -> Vec<Value> {
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

/// The place of an event.
fn place(event: &Value) -> (u64, u64) {
    (event["shard"].as_u64().unwrap(), event["position"].as_u64().unwrap())
}

/// A job of 2,500 tasks in 3 batches on both shards, of which one fails.
async fn a_job(deployment: &Deployment) -> JobId {
    let items: Vec<Value> = (0..2_500).map(|n| json!({ "n": n })).collect();
    let id = deployment.submit(&items, r#"if .n == 7 then error("no") else .n end"#).await;
    let job = deployment.until_ended(id).await;
    assert_eq!((job.succeeded, job.failed), (2_499, 1));
    id
}

/// A job whose event has line breaks.
async fn a_job_of_several_lines(deployment: &Deployment) -> JobId {
    let body = "{\"items\": [{\n  \"a\": 1.10\n}], \"processor\": {\"jq\": {\"filter\": \".\"}}}";
    let request =
        deployment.http().post(deployment.url("/v1/jobs")).header("content-type", "application/json");
    let submitted: Value = request.body(body).send().await.unwrap().json().await.unwrap();
    let id = submitted["id"].as_str().unwrap().parse().unwrap();
    deployment.until_ended(id).await;
    id
}

/// A section of the deployment's config, or a setting beside the sections.
fn config<T: DeserializeOwned>(deployment: &Deployment, name: &str) -> T {
    let text = std::fs::read_to_string(deployment.folder().join("config.toml")).unwrap();
    let config: toml::Table = text.parse().unwrap();
    config[name].clone().try_into().unwrap()
}

/// The address of a shard.
fn shard(deployment: &Deployment, number: usize) -> String {
    let postgres: toml::Table = config(deployment, "postgres");
    postgres["shards"][number].as_str().unwrap().to_owned()
}

async fn connect(address: &str) -> tokio_postgres::Client {
    let (client, connection) = tokio_postgres::connect(address, tokio_postgres::NoTls).await.unwrap();
    tokio::spawn(connection);
    client
}

/// What the shards have stored: shard, position, payload.
/// Waits until the audit trail has so many requests: it follows them by moments.
async fn audited(deployment: &Deployment, requests: usize) {
    deployment
        .until("the audit trail is written", async || {
            let events = stored(deployment).await;
            let count = |(_, _, payload): &(u64, u64, String)| payload.matches("\"operation\":").count();
            events.iter().map(count).sum::<usize>() >= requests
        })
        .await;
}

async fn stored(deployment: &Deployment) -> Vec<(u64, u64, String)> {
    let mut all = vec![];
    for number in 0..2 {
        let client = connect(&shard(deployment, number)).await;
        let query = "SELECT position, payload::text FROM events ORDER BY position";
        for row in client.query(query, &[]).await.unwrap() {
            all.push((number as u64, u64::try_from(row.get::<_, i64>(0)).unwrap(), row.get(1)));
        }
    }
    all
}
