//! Everything goes wrong in one job: each role is killed in turn, a worker sleeps through its lease, Redis forgets all
//! that it knows, Kafka is started anew. Some items fail, and are tried again as often as the job says.

use std::collections::BTreeMap;

use domain::JobId;
use serde_json::{Value, json};

use crate::deployment::Deployment;
use crate::outages::stack;

/// The roles, each in a process of its own.
const ROLES: [&str; 6] = ["api", "relay", "reactor", "projector", "worker", "worker"];
/// How often a task is tried that fails.
const ATTEMPTS: u64 = 3;

/// How many items: `CHAOS_ITEMS`, or enough for all that happens.
fn items() -> u64 {
    std::env::var("CHAOS_ITEMS").ok().and_then(|text| text.parse().ok()).unwrap_or(30_000)
}

/// One item in twenty fails, always.
async fn submit(deployment: &Deployment, items: u64) -> JobId {
    let lines: String = (0..items).map(|n| format!("{{\"n\":{n}}}\n")).collect();
    let http = deployment.http();
    let upload = http.post(deployment.url("/v1/datasets?format=ndjson")).body(lines).send().await.unwrap();
    let dataset: Value = upload.error_for_status().unwrap().json().await.unwrap();
    let filter = "([range(100)] | add) as $sum | if .n % 20 == 0 then error(\"the twentieth\") else .n end";
    let job = json!({
        "dataset": dataset["id"],
        "processor": { "jq": { "filter": filter } },
        "retry": { "max_attempts": ATTEMPTS, "first_pause_ms": 200, "classes": ["filter_error"] },
    });
    let answer = http.post(deployment.url("/v1/jobs")).json(&job).send().await.unwrap();
    let answer: Value = answer.error_for_status().unwrap().json().await.unwrap();
    answer["id"].as_str().unwrap().parse().unwrap()
}

/// Waits until more tasks have ended than now, or the job has.
async fn until_it_goes_on(deployment: &Deployment, job: JobId) {
    let client = deployment.client();
    let ended = async || {
        client
            .job(&job.to_string())
            .await
            .ok()
            .map(|job| (job.succeeded + job.failed, job.ended_at.is_some()))
    };
    let (before, _) = deployment.until_some("the job is seen", ended).await;
    deployment
        .until("the job goes on", async || ended().await.is_some_and(|(now, over)| over || now > before))
        .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_job_survives_all_that_can_happen_and_every_task_is_tried_as_often_as_it_should_be() {
    let mut deployment = Deployment::idle_alone().await;
    for role in ROLES {
        deployment.serve(&[role]).await;
    }
    let items = items();
    let job = submit(&deployment, items).await;

    for (number, role) in ROLES.into_iter().enumerate() {
        until_it_goes_on(&deployment, job).await;
        deployment.kill_nth(number);
        deployment.serve_nth(number, role).await;
    }
    until_it_goes_on(&deployment, job).await;
    deployment.pause_beyond_a_lease(ROLES.len() - 1, job).await;
    until_it_goes_on(&deployment, job).await;
    deployment.flush_redis().await;
    until_it_goes_on(&deployment, job).await;
    stack("stop", "kafka");
    stack("start", "kafka");

    let summary = deployment.until_ended(job).await;
    assert_eq!((summary.succeeded, summary.failed), (items - items / 20, items / 20));
    deployment.check();
    assert_eq!(attempts(&deployment, job).await, BTreeMap::from([(ATTEMPTS, items / 20)]));
}

/// How many tasks failed so often, by the log of events.
async fn attempts(deployment: &Deployment, job: JobId) -> BTreeMap<u64, u64> {
    let told =
        deployment.succeeds(&["log", "export", "--correlation", &job.to_string(), "--type", "TasksReported"]);
    let mut failures: BTreeMap<u64, u64> = BTreeMap::new();
    for line in told.lines() {
        let event: Value = serde_json::from_str(line).unwrap();
        let reported = &event["data"]["TasksReported"];
        for kind in ["failures", "retries"] {
            for failure in reported[kind].as_array().into_iter().flatten() {
                *failures.entry(failure["task"].as_u64().unwrap()).or_default() += 1;
            }
        }
    }
    let mut tasks = BTreeMap::new();
    failures.into_values().for_each(|times| *tasks.entry(times).or_default() += 1);
    tasks
}
