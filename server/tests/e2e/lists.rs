//! Jobs are found by what they are, and show where their tasks are.

use domain::JobId;
use serde_json::{Value, json};

use crate::deployment::Deployment;

async fn submit(deployment: &Deployment, job: Value) -> JobId {
    let request = deployment.http().post(deployment.url("/v1/jobs")).json(&job);
    let accepted: Value = request.send().await.unwrap().error_for_status().unwrap().json().await.unwrap();
    accepted["id"].as_str().unwrap().parse().unwrap()
}

/// The ids that the command lists with these arguments.
fn listed(deployment: &Deployment, arguments: &[&str]) -> Vec<JobId> {
    let lines = deployment.succeeds(&[&["jobs", "list", "--json"], arguments].concat());
    let ids = lines.lines().map(|line| serde_json::from_str::<Value>(line).unwrap()["id"].take());
    ids.map(|id| id.as_str().unwrap().parse().unwrap()).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn jobs_are_found_by_what_they_are() {
    let deployment = Deployment::start().await;
    let items: Vec<u32> = (0..250).collect();
    let filter = json!({ "jq": { "filter": "if . == 7 then error(\"seven\") else . end" } });
    let large = json!({ "name": "Nightly import", "tags": ["nightly", "eu"], "items": items, "batch_size": 100, "processor": filter });
    let small = json!({ "name": "nightly export", "tags": ["nightly"], "items": [1], "processor": filter });
    let queued = json!({ "items": [1], "processor": { "external": { "queue": "gpu" } } });
    let (large, small) = (submit(&deployment, large).await, submit(&deployment, small).await);
    let queued = submit(&deployment, queued).await;
    for job in [large, small] {
        deployment.until_ended(job).await;
    }

    assert_eq!(listed(&deployment, &["--tag", "nightly"]), [small, large]);
    assert_eq!(listed(&deployment, &["--tag", "nightly", "--tag", "eu"]), [large]);
    assert_eq!(listed(&deployment, &["--text", "NIGHTLY", "--ascending"]), [large, small]);
    assert_eq!(listed(&deployment, &["--queue", "gpu"]), [queued]);
    assert_eq!(listed(&deployment, &["--processor", "external", "--state", "running"]), [queued]);
    assert_eq!(listed(&deployment, &["--until", "1h"]), []);
    // That comes from ClickHouse, which may be a moment behind.
    deployment
        .until("both have ended in ClickHouse", async || {
            listed(&deployment, &["--sort", "failed"]) == [large, small]
        })
        .await;

    let url = deployment.url(&format!("/v1/jobs/{large}/batches"));
    let batches: Value = deployment.http().get(url).send().await.unwrap().json().await.unwrap();
    let sum = |column: &str| -> u64 {
        batches[column].as_array().unwrap().iter().map(|count| count.as_u64().unwrap()).sum()
    };
    assert_eq!((sum("succeeded"), sum("failed")), (249, 1));
    let count = usize::try_from(batches["batches"].as_u64().unwrap()).unwrap();
    assert_eq!(batches["states"], "d".repeat(count));
    let picture = deployment.succeeds(&["jobs", "batches", &large.to_string()]);
    assert!(picture.starts_with('!') && picture.contains(". waiting 0, + started 0"), "{picture}");
}
