//! Bad input is answered with a problem document that says what to change, and loses nothing.

use reqwest::Response;
use serde_json::{Value, json};

use crate::deployment::Deployment;

/// The problem document of an answer, which must have this status.
async fn problem(answer: Response, status: u16) -> Value {
    assert_eq!(answer.status(), status);
    assert_eq!(answer.headers()["content-type"], "application/problem+json");
    let problem: Value = answer.json().await.unwrap();
    assert_eq!(problem["status"], json!(status));
    problem
}

async fn upload(deployment: &Deployment, format: &str, body: impl Into<reqwest::Body>) -> Response {
    let url = deployment.url(&format!("/v1/datasets?format={format}"));
    deployment.http().post(url).body(body).send().await.unwrap()
}

async fn submit(deployment: &Deployment, body: Value) -> Response {
    deployment.http().post(deployment.url("/v1/jobs")).json(&body).send().await.unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn what_cannot_be_taken_is_refused_with_the_reason() {
    let deployment = Deployment::start().await;
    let empty = problem(upload(&deployment, "ndjson", "").await, 422).await;
    assert!(empty["detail"].as_str().unwrap().contains("empty"), "{empty}");

    let twice = problem(upload(&deployment, "csv", "a,a\n1,2\n").await, 422).await;
    assert!(twice["detail"].as_str().unwrap().contains("twice"), "{twice}");

    let jq = |filter: &str| json!({"jq": {"filter": filter}});
    let filter = submit(&deployment, json!({"items": [1], "processor": jq(".a |\n foo")})).await;
    let filter = problem(filter, 422).await;
    assert_eq!((&filter["line"], &filter["column"]), (&json!(2), &json!(2)), "{filter}");

    problem(submit(&deployment, json!({"items": [], "processor": jq(".")})).await, 422).await;
    let unknown = "dataset_00000000000000000000000000000001";
    problem(submit(&deployment, json!({"dataset": unknown, "processor": jq(".")})).await, 422).await;

    let header_alone: Value = upload(&deployment, "csv", "a,b\n").await.json().await.unwrap();
    assert_eq!(header_alone["items"], json!(0));
    let no_items = submit(&deployment, json!({"dataset": header_alone["id"], "processor": jq(".")})).await;
    problem(no_items, 422).await;

    let job = "/v1/jobs/job_00000000000000000000000000000001";
    for path in ["", "/results", "/manifest", "/tasks", "/events"] {
        problem(deployment.http().get(deployment.url(&format!("{job}{path}"))).send().await.unwrap(), 404)
            .await;
    }
    problem(deployment.http().get(deployment.url("/v1/nothing")).send().await.unwrap(), 404).await;
    problem(deployment.http().put(deployment.url("/v1/jobs")).send().await.unwrap(), 405).await;
    deployment.check();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_bad_item_fails_alone() {
    let deployment = Deployment::start().await;
    let csv = b"a,b\n1,2\n3\n5,\xff\n7,8\n".to_vec();
    let dataset: Value = upload(&deployment, "csv", csv).await.json().await.unwrap();
    let submission = json!({"dataset": dataset["id"], "processor": {"jq": {"filter": ".a"}}});
    let submitted: Value = submit(&deployment, submission).await.json().await.unwrap();
    let id = submitted["id"].as_str().unwrap();
    deployment.until_ended(id.parse().unwrap()).await;
    let results: Vec<Value> = deployment
        .succeeds(&["jobs", "results", id])
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    assert_eq!(results[0]["outputs"], json!(["1"]));
    assert_eq!(results[1]["error"]["class"], "invalid_csv");
    assert_eq!(results[2]["error"]["class"], "invalid_utf8");
    assert_eq!(results[3]["outputs"], json!(["7"]));
    deployment.check();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_filter_that_never_ends_or_overflows_fails_its_item_and_the_worker_lives() {
    let deployment = Deployment::start().await;
    let filter = "def endless: endless; def deep: 1 + deep; \
         if .n == 3 then endless elif .n == 5 then deep else .n end";
    let items: Vec<Value> = (0..8).map(|n| json!({ "n": n })).collect();
    let submission =
        json!({"items": items, "processor": {"jq": {"filter": filter}}, "attempt_timeout_ms": 1_000});
    let submitted: Value = submit(&deployment, submission).await.json().await.unwrap();
    let other = deployment.submit(&[json!(1)], ". + 1").await;
    let id = submitted["id"].as_str().unwrap();
    let job = deployment.until_ended(id.parse().unwrap()).await;
    assert_eq!((job.succeeded, job.failed), (6, 2));
    let results: Vec<Value> = deployment
        .succeeds(&["jobs", "results", id])
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    assert_eq!(results[3]["error"]["class"], "timed_out");
    assert_ne!(results[5]["error"]["class"], Value::Null);
    assert_eq!(results[7]["outputs"], json!([7]));
    assert_eq!(deployment.until_ended(other).await.succeeded, 1);
    deployment.check();
}
