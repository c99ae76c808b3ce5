//! Jobs as they were: what the log says of a moment, asked of the program.

use serde_json::{Value, json};

use crate::deployment::Deployment;

fn shown(deployment: &Deployment, id: &str, at: &[&str]) -> Value {
    let told = deployment.succeeds(&[&["jobs", "show", id, "--json"], at].concat());
    serde_json::from_str(&told).unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_job_is_shown_and_listed_as_it_was() {
    let deployment = Deployment::start().await;
    let items: Vec<_> = (0..2_500).map(|n| json!({ "n": n, "pad": "x".repeat(60) })).collect();
    let id = deployment.submit(&items, "if .n == 7 then error(\"seven\") else .n end").await;
    deployment.until_ended(id).await;
    let id = id.to_string();
    // The present comes from the read model once that knows all of it, the past always from the log.
    deployment.check();

    let events = deployment.succeeds(&["events", &id, "--json"]);
    let events: Vec<Value> = events.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let mut ended = 0;
    for event in &events {
        let moment = format!("{}:{}", event["shard"], event["position"]);
        let was = shown(&deployment, &id, &["--at", &moment]);
        let state = match event["type"].as_str().unwrap() {
            "JobSubmitted" => "planning",
            "JobCompleted" => "completed",
            _ => "running",
        };
        assert_eq!(was["state"], state, "{event}");
        let now_ended = was["succeeded"].as_u64().unwrap() + was["failed"].as_u64().unwrap();
        assert!(now_ended >= ended, "{was}");
        ended = now_ended;
    }
    assert_eq!(ended, 2_500);
    let now = shown(&deployment, &id, &[]);
    assert_eq!(shown(&deployment, &id, &["--at", "now"]), now);

    let listed = |at: &str| deployment.succeeds(&["jobs", "list", "--json", "--at", at]);
    let list: Value = serde_json::from_str(listed("now").trim()).unwrap();
    assert_eq!(list, now);
    assert_eq!(listed("1h").trim(), "");
    let refused = deployment.run(&["jobs", "show", &id, "--at", "1h"]);
    assert!(!refused.status.success());
    assert!(crate::deployment::text(&refused.stderr).contains("at that moment"), "{refused:?}");
}
