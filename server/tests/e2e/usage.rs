//! What a tenant used is told day by day, as it was too, and proven.

use redis::AsyncCommands as _;
use serde_json::{Value, json};

use crate::deployment::{Deployment, text};
use crate::projections::{namespace, redis, some_jobs, until_clean};

fn used(deployment: &Deployment, arguments: &[&str]) -> Value {
    let told = deployment.succeeds(&[&["usage", "--json"], arguments].concat());
    serde_json::from_str(&told).unwrap()
}

/// What the certificate says of usage.
fn certified(certificate: &Value) -> Vec<Value> {
    let parts = certificate["tenants"].as_array().unwrap().iter();
    parts.filter(|part| part["what"] == "usage").cloned().collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_used_is_told_as_it_is_and_as_it_was() {
    let deployment = Deployment::start().await;
    some_jobs(&deployment).await;
    until_clean(&deployment, "redis").await;
    let total = used(&deployment, &[])["total"].clone();
    let numbers =
        ["jobs_submitted", "tasks_succeeded", "tasks_failed", "tasks_cancelled"].map(|name| &total[name]);
    assert_eq!(numbers, [3, 1_328, 215, 0].map(Value::from).each_ref());
    assert!(total["run_time_us"].as_u64().unwrap() > 0 && total["bytes_in"].as_u64().unwrap() > 0);
    assert_eq!(used(&deployment, &["--at", "now"])["total"], total, "the log says the same");
    let table = deployment.succeeds(&["usage"]);
    assert!(table.contains("1,328") && table.lines().last().unwrap().starts_with("total"), "{table}");

    // Who submits a job sees it counted, and the moment before it stays as it was.
    let body = json!({ "items": [1], "processor": { "external": { "queue": "letters" } } });
    let (client, before) = (deployment.http(), chrono::Utc::now().to_rfc3339());
    let submitted = client.post(deployment.url("/v1/jobs")).json(&body).send().await.unwrap();
    let token = submitted.headers()["consistency-token"].to_str().unwrap().to_owned();
    let request = client.get(deployment.url("/v1/usage")).header("consistency-token", &token);
    let usage: Value = request.send().await.unwrap().json().await.unwrap();
    assert_eq!(usage["total"]["jobs_submitted"], 4);
    assert_eq!(used(&deployment, &["--at", &token])["total"]["jobs_submitted"], 4);
    assert_eq!(used(&deployment, &["--at", &before])["total"], total);
    let refused = deployment.run(&["usage", "--from", "2026-03-02", "--until", "2026-03-01"]);
    assert!(text(&refused.stderr).contains("is not before"), "{refused:?}");

    // Queues are shown as they were set.
    deployment.succeeds(&["queues", "pause", "letters"]);
    let shown = deployment.succeeds(&["queues", "show", "letters", "--json", "--at", &token]);
    let shown: Value = serde_json::from_str(&shown).unwrap();
    assert_eq!((&shown["paused"], shown.get("standing")), (&false.into(), None));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_used_is_proven_and_built_again() {
    let deployment = Deployment::start().await;
    some_jobs(&deployment).await;
    let certificate = until_clean(&deployment, "redis").await;
    let proven = certified(&certificate);
    assert_eq!((proven.len(), &proven[0]["tenant"]), (1, &"dev".into()), "{certificate}");
    let mut connection = redis(&deployment).await;
    let pattern = format!("{}:jobs2:g0:{{dev}}:usage:*", namespace(&deployment));
    let keys: Vec<String> = connection.keys(&pattern).await.unwrap();

    // A number that was changed by hand is found, and so is a place.
    let fields: Vec<String> = connection.hkeys(&keys[0]).await.unwrap();
    for field in [fields.iter().find(|field| field.ends_with(":attempts")).unwrap(), "position"] {
        let change: i64 = if field == "position" { -1 } else { 1 };
        connection.hincr::<_, _, _, ()>(&keys[0], field, change).await.unwrap();
        let refused = deployment.run(&["projection", "verify", "redis"]);
        assert!(!refused.status.success());
        let said = text(&refused.stderr);
        assert!(said.contains("of dev, usage by shard"), "{said}");
        let expected = if field == "position" { "it is at" } else { field };
        assert!(said.contains(expected), "{said}");
        connection.hincr::<_, _, _, ()>(&keys[0], field, -change).await.unwrap();
    }
    connection.hset::<_, _, _, ()>(&keys[0], "2020-01-01:attempts", 7).await.unwrap();
    assert!(!deployment.run(&["projection", "verify", "redis"]).status.success());

    deployment.succeeds(&["projection", "rebuild", "redis"]);
    let again = until_clean(&deployment, "redis").await;
    assert_eq!(certified(&again), proven);
    deployment.succeeds(&["projection", "drop", "redis"]);
    assert_eq!(connection.keys::<_, Vec<String>>(&pattern).await.unwrap(), [""; 0]);
    until_clean(&deployment, "redis").await;
}
