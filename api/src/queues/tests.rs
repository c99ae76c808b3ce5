use poem::http::Method;
use serde_json::{Value, json};

use crate::testing::{Testing, json, problem, until};

const QUEUE: &str = "/v1/queues/letters";

async fn post(testing: &Testing, action: &str) -> Value {
    json(testing.client().post(format!("{QUEUE}/{action}")).send().await, 200).await
}

fn job() -> String {
    json!({"items": [1, 2], "processor": {"external": {"queue": "letters"}}}).to_string()
}

#[tokio::test]
async fn a_queue_that_nobody_has_said_anything_of_is_open() {
    let queue = json(Testing::default().client().get(QUEUE).send().await, 200).await;
    let standing = json!({"waiting": 0, "in_flight": 0, "workers": 0});
    assert_eq!(queue, json!({"name": "letters", "paused": false, "draining": false, "standing": standing}));
}

#[tokio::test]
async fn a_queue_is_paused_drained_and_resumed() {
    let testing = Testing::default();
    assert_eq!(post(&testing, "pause").await["paused"], true);
    let drained = post(&testing, "drain").await;
    assert_eq!((&drained["paused"], &drained["draining"]), (&true.into(), &true.into()));
    let resumed = post(&testing, "resume").await;
    assert_eq!((&resumed["paused"], &resumed["draining"]), (&false.into(), &false.into()));
    assert_eq!(json(testing.client().get(QUEUE).send().await, 200).await, resumed);
}

#[tokio::test]
async fn a_queue_is_shown_as_it_was_set() {
    let testing = Testing::default();
    let client = testing.client();
    let paused = client.post(format!("{QUEUE}/pause")).send().await.0;
    let position = paused.headers()["consistency-token"].to_str().unwrap().to_owned();
    json(testing.send(Method::PATCH, QUEUE, r#"{"max_concurrency":5}"#).await, 200).await;
    post(&testing, "drain").await;

    let was = client.get(QUEUE).query("at", &position).send().await;
    assert_eq!(was.0.headers()["etag"], "\"1\"");
    let paused = json!({"name": "letters", "paused": true, "draining": false});
    assert_eq!(json(was, 200).await, paused, "what waits is not of that moment");
    let before = client.get(QUEUE).query("at", &"2026-03-01T00:00:00Z").send().await;
    let open = json!({"name": "letters", "paused": false, "draining": false});
    assert_eq!(json(before, 200).await, open);
    let ahead = client.get(QUEUE).query("at", &"0:99").send().await;
    assert_eq!(problem(ahead, 422, "moment-ahead").await["parameter"], "at");
}

#[tokio::test]
async fn a_queue_shows_how_much_waits_in_it_and_why() {
    let testing = Testing::default();
    json(testing.send(Method::POST, "/v1/jobs", job()).await, 202).await;
    let waits = async || {
        let queue = json(testing.client().get(QUEUE).send().await, 200).await;
        Some(queue["standing"].clone()).filter(|standing| standing["waiting"] == 2)
    };
    let standing = until("two tasks wait", waits).await;
    assert_eq!(standing["why"], json!({"reason": "no_worker"}));
    assert_eq!(post(&testing, "pause").await["standing"]["why"]["reason"], "queue_paused");
}

#[tokio::test]
async fn a_queues_limits_are_merged() {
    let testing = Testing::default();
    let patch = r#"{"max_concurrency":5,"rate":{"per_second":0.5,"burst":2}}"#;
    let queue = json(testing.send(Method::PATCH, QUEUE, patch).await, 200).await;
    assert_eq!(queue["max_concurrency"], 5);
    assert_eq!(queue["rate"], json!({"per_second": 0.5, "burst": 2}));
    let queue = json(testing.send(Method::PATCH, QUEUE, r#"{"max_concurrency":null}"#).await, 200).await;
    assert_eq!(queue.get("max_concurrency"), None);
    assert_eq!(queue["rate"], json!({"per_second": 0.5, "burst": 2}));
    json(testing.send(Method::PATCH, QUEUE, r#"{"rate":null}"#).await, 200).await;
    for (patch, field) in [
        (r#"{"max_concurrency":0}"#, "max_concurrency"),
        (r#"{"rate":{"key":"k"}}"#, "rate.per_second"),
        (r#"{"rate":{"per_second":1,"burst":0}}"#, "rate.burst"),
    ] {
        let wrong = testing.send(Method::PATCH, QUEUE, patch).await;
        assert_eq!(problem(wrong, 422, "invalid-queue").await["field"], field);
    }
    problem(testing.send(Method::PATCH, QUEUE, r#"{"paused":true}"#).await, 400, "malformed-body").await;
}

#[tokio::test]
async fn a_queue_that_is_drained_takes_no_jobs() {
    let testing = Testing::default();
    post(&testing, "drain").await;
    let refused = testing.send(Method::POST, "/v1/jobs", job()).await;
    let problem = problem(refused, 409, "queue-draining").await;
    assert!(problem["detail"].as_str().unwrap().contains("letters"), "{problem}");
    post(&testing, "resume").await;
    json(testing.send(Method::POST, "/v1/jobs", job()).await, 202).await;
}

#[tokio::test]
async fn the_name_of_a_queue_has_a_form() {
    let testing = Testing::default();
    for action in ["pause", "resume", "drain"] {
        let wrong = testing.client().post(format!("/v1/queues/Q/{action}")).send().await;
        assert_eq!(problem(wrong, 400, "malformed-parameter").await["parameter"], "name");
    }
}

#[tokio::test]
async fn a_queue_that_was_changed_meanwhile_is_not_changed() {
    let testing = Testing::default();
    let tag = testing.client().get(QUEUE).send().await.0.headers()["etag"].clone();
    let change = async |tag: &poem::http::HeaderValue, most: u32| {
        let client = testing.client();
        let request = client.patch(QUEUE).header("if-match", tag).content_type("application/json");
        request.body(json!({"max_concurrency": most}).to_string()).send().await
    };
    let changed = change(&tag, 5).await;
    let next = changed.0.headers()["etag"].clone();
    json(changed, 200).await;
    problem(change(&tag, 6).await, 412, "precondition-failed").await;
    assert_eq!(json(change(&next, 7).await, 200).await["max_concurrency"], 7);
}
