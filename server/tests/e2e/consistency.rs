//! What a command did is seen by a query that says so, whichever read model answers it.

use reqwest::Response;
use serde_json::{Value, json};

use crate::deployment::Deployment;

fn token(response: &Response) -> String {
    response.headers()["consistency-token"].to_str().unwrap().to_owned()
}

async fn post(deployment: &Deployment, path: &str, body: Value) -> Response {
    let sent = deployment.http().post(deployment.url(path)).json(&body).send().await.unwrap();
    assert!(sent.status().is_success(), "{path}: {}", sent.status());
    sent
}

async fn get(deployment: &Deployment, path: &str, token: &str) -> Value {
    let request = deployment.http().get(deployment.url(path)).header("Consistency-Token", token);
    let answer = request.send().await.unwrap();
    assert_eq!(answer.status(), 200, "{path}");
    answer.json().await.unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn one_reads_what_one_wrote() {
    let deployment = Deployment::start().await;
    let job = json!({ "items": ["a"], "processor": { "external": { "queue": "letters" } } });
    for _ in 0..10 {
        let submitted = post(&deployment, "/v1/jobs", job.clone()).await;
        let token = token(&submitted);
        let id = submitted.json::<Value>().await.unwrap()["id"].clone();
        let newest = get(&deployment, "/v1/jobs?limit=1", &token).await;
        assert_eq!(newest["jobs"][0]["id"], id);

        let lease = json!({ "worker": "w", "tasks": 1, "wait_ms": 10_000 });
        let leased =
            post(&deployment, "/v1/queues/letters/leases", lease).await.json::<Value>().await.unwrap();
        let report = format!("/v1/leases/{}/report", leased["leases"][0]["token"].as_str().unwrap());
        let outcome = json!({ "worker": "w", "outcomes": [{ "task": 0, "outputs": [1] }] });
        let token = self::token(&post(&deployment, &report, outcome).await);
        let id = id.as_str().unwrap();
        let attempts = get(&deployment, &format!("/v1/jobs/{id}/tasks"), &token).await;
        assert_eq!(attempts["tasks"][0]["outcome"], "succeeded", "{attempts}");
        assert_eq!(get(&deployment, &format!("/v1/jobs/{id}"), &token).await["succeeded"], 1);
    }
    deployment.check();
    let status = deployment.succeeds(&["projection", "status", "--json"]);
    let status: Vec<Value> = status.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let shards = deployment.section("postgres")["shards"].as_array().unwrap().len();
    assert_eq!(status.len(), 2 * shards);
    assert!(status.iter().all(|line| line["heard_of_at"].is_string()), "{status:?}");
}
