use poem::http::{Method, StatusCode};
use serde_json::{Value, json};

use super::LeaseToken;
use crate::testing::{Testing, json, problem};

const LEASES: &str = "/v1/queues/letters/leases";
const NO_LEASE: &str =
    "/v1/leases/batch_00000000000000000000000000000007_0.lease_00000000000000000000000000000007";

/// A job with these items, and what it says besides.
async fn given_a_job(testing: &Testing, items: &str, members: &str) -> String {
    let body = format!(r#"{{"items":{items},"processor":{{"external":{{"queue":"letters"}}}}{members}}}"#);
    let accepted = json(testing.send(Method::POST, "/v1/jobs", body).await, 202).await;
    format!("/v1/jobs/{}", accepted["id"].as_str().unwrap())
}

/// The answer to a worker that waits for tasks.
async fn lease(testing: &Testing, tasks: u64) -> Value {
    let body = json!({"worker": "w-1", "tasks": tasks, "wait_ms": 30_000}).to_string();
    let mut leased = json(testing.send(Method::POST, LEASES, body).await, 200).await;
    leased["leases"][0].take()
}

async fn report(testing: &Testing, lease: &Value, outcomes: &str) -> poem::test::TestResponse {
    let body = format!(r#"{{"worker":"w-1","outcomes":{outcomes}}}"#);
    testing.send(Method::POST, path(lease, "/report"), body).await
}

async fn give_back(testing: &Testing, lease: &Value) {
    testing.client().delete(path(lease, "")).send().await.assert_status(StatusCode::NO_CONTENT);
}

fn path(lease: &Value, below: &str) -> String {
    format!("/v1/leases/{}{below}", lease["token"].as_str().unwrap())
}

#[test]
fn a_token_is_read_back() {
    let text = NO_LEASE.trim_start_matches("/v1/leases/");
    assert_eq!(text.parse::<LeaseToken>().unwrap().to_string(), text);
    for wrong in ["", "batch_1_0.lease_1", &text[1..], &text.replace('.', "-")] {
        assert!(wrong.parse::<LeaseToken>().is_err(), "{wrong}");
    }
}

#[tokio::test]
async fn a_worker_gets_items_as_they_were_sent_and_reports_what_came_of_them() {
    let testing = Testing::default();
    let job = given_a_job(&testing, r#"[ {"b": 1.10}, 2e1]"#, r#","attempt_timeout_ms":9"#).await;
    let body = r#"{"worker":"w-1","tasks":10,"wait_ms":30000,"lease_ms":5000}"#;
    let response = testing.send(Method::POST, LEASES, body).await;
    let text = response.0.into_body().into_string().await.unwrap();
    assert!(text.contains(r#""tasks":[{"task":0,"item":{"b": 1.10}},{"task":1,"item":2e1}]"#), "{text}");
    let leased: Value = serde_json::from_str(&text).unwrap();
    let lease = &leased["leases"][0];
    assert_eq!((&lease["attempt"], &lease["attempt_timeout_ms"]), (&1.into(), &9.into()));
    assert_eq!(format!("/v1/jobs/{}", lease["job"].as_str().unwrap()), job);
    let outcomes = r#"[{"task":1,"error":{"class":"odd","message":"no"},"duration_ms":1.5},
                       {"task":0,"outputs":[{
                           "c": 2.20},null]}]"#;
    assert_eq!(json(report(&testing, lease, outcomes).await, 200).await, json!({"outcomes": 2}));
    let ended = json(testing.client().get(format!("{job}?wait_ms=30000")).send().await, 200).await;
    assert_eq!((&ended["state"], &ended["succeeded"]), (&"completed".into(), &1.into()));
    let results = testing.client().get(format!("{job}/results")).send().await;
    let lines = results.0.into_body().into_string().await.unwrap();
    let lines: Vec<_> = lines.lines().collect();
    assert!(lines[0].starts_with(r#"{"task":0,"outputs":[{"#) && lines[0].ends_with(r#""c": 2.20},null]}"#));
    assert_eq!(lines[1], r#"{"task":1,"error":{"class":"odd","message":"no"}}"#);
}

#[tokio::test]
async fn what_fails_in_passing_is_tried_again() {
    let testing = Testing::default();
    given_a_job(&testing, "[1]", r#","retry":{"first_pause_ms":0}"#).await;
    let first = lease(&testing, 1).await;
    let failed = r#"[{"task":0,"error":{"class":"worker_error","message":"no","retry_after_ms":0}}]"#;
    json(report(&testing, &first, failed).await, 200).await;
    assert_eq!(lease(&testing, 1).await["attempt"], 2);
}

#[tokio::test]
async fn no_more_tasks_are_leased_than_were_asked_for() {
    let testing = Testing::default();
    given_a_job(&testing, "[1,2,3]", "").await;
    let first = lease(&testing, 2).await;
    assert_eq!(first["tasks"].as_array().unwrap().len(), 2);
    assert_eq!(lease(&testing, 2).await["tasks"], json!([{"task": 2, "item": 3}]));
    let none = testing.send(Method::POST, LEASES, r#"{"worker":"w-1"}"#).await;
    assert_eq!(json(none, 200).await, json!({"leases": []}));
}

#[tokio::test]
async fn a_heartbeat_keeps_a_lease() {
    let testing = Testing::default();
    let job = given_a_job(&testing, "[1]", "").await;
    let lease = lease(&testing, 1).await;
    let body = r#"{"lease_ms":3600000,"progress":{"fraction":0.5,"text":"half"}}"#;
    let kept = json(testing.send(Method::POST, path(&lease, "/heartbeat"), body).await, 200).await;
    assert!(kept["until"].as_str().unwrap() > lease["until"].as_str().unwrap());
    let history = testing.client().get(format!("{job}/events?batch=0")).send().await;
    let history = history.0.into_body().into_string().await.unwrap();
    assert!(history.contains(r#""progress":{"fraction":0.5,"text":"half"}"#), "{history}");
}

#[tokio::test]
async fn what_is_given_back_is_leased_again_and_the_attempt_does_not_count() {
    let testing = Testing::default();
    given_a_job(&testing, "[1]", "").await;
    let first = lease(&testing, 1).await;
    for _ in 0..2 {
        give_back(&testing, &first).await;
    }
    let second = lease(&testing, 1).await;
    assert_eq!(second["attempt"], 1);
    assert_ne!(first["token"], second["token"]);
}

#[tokio::test]
async fn what_comes_when_the_lease_is_over_does_not_count() {
    let testing = Testing::default();
    let job = given_a_job(&testing, "[1]", "").await;
    let first = lease(&testing, 1).await;
    give_back(&testing, &first).await;
    let second = lease(&testing, 1).await;
    let done = r#"[{"task":0,"outputs":[]}]"#;
    problem(report(&testing, &first, done).await, 409, "lease-over").await;
    let heartbeat = testing.send(Method::POST, path(&first, "/heartbeat"), "{}").await;
    problem(heartbeat, 409, "lease-over").await;
    json(report(&testing, &second, done).await, 200).await;
    // What counts is not late when it is said again.
    json(report(&testing, &second, done).await, 200).await;
    let client = testing.client();
    let history = client.get(format!("{job}/events?batch=0")).send().await;
    let history = history.0.into_body().into_string().await.unwrap();
    assert_eq!(history.matches(r#""type":"LateReportRefused""#).count(), 1, "{history}");
    for below in ["heartbeat", "report"] {
        let body =
            if below == "report" { r#"{"worker":"w","outcomes":[{"task":0,"outputs":[]}]}"# } else { "{}" };
        let unknown = testing.send(Method::POST, format!("{NO_LEASE}/{below}"), body).await;
        problem(unknown, 409, "lease-over").await;
    }
    problem(client.delete(NO_LEASE).send().await, 404, "no-such-batch").await;
}

#[tokio::test]
async fn a_lease_that_cannot_be_is_a_problem_that_names_the_field() {
    let testing = Testing::default();
    for (members, field) in [
        (r#""worker":"""#, "worker"),
        (r#""worker":"a\u0000""#, "worker"),
        (r#""worker":"w","tasks":0"#, "tasks"),
        (r#""worker":"w","tasks":1001"#, "tasks"),
        (r#""worker":"w","lease_ms":999"#, "lease_ms"),
        (r#""worker":"w","lease_ms":3600001"#, "lease_ms"),
        (r#""worker":"w","wait_ms":30001"#, "wait_ms"),
    ] {
        let wrong = testing.send(Method::POST, LEASES, format!("{{{members}}}")).await;
        assert_eq!(problem(wrong, 422, "invalid-lease").await["field"], field);
    }
    for (members, field) in [
        (r#""lease_ms":1"#, "lease_ms"),
        (r#""progress":{"fraction":1.1}"#, "progress.fraction"),
        (r#""progress":{"text":"a\u0000"}"#, "progress.text"),
    ] {
        let wrong =
            testing.send(Method::POST, format!("{NO_LEASE}/heartbeat"), format!("{{{members}}}")).await;
        assert_eq!(problem(wrong, 422, "invalid-lease").await["field"], field);
    }
    problem(testing.send(Method::POST, LEASES, "{}").await, 400, "malformed-body").await;
    let malformed = testing.client().delete("/v1/leases/x").send().await;
    assert_eq!(problem(malformed, 400, "malformed-parameter").await["parameter"], "token");
}

#[tokio::test]
async fn a_report_of_the_wrong_tasks_does_not_count() {
    let testing = Testing::default();
    given_a_job(&testing, "[1,2]", "").await;
    let lease = lease(&testing, 1).await;
    for outcomes in [
        "[]",
        r#"[{"task":1,"outputs":[]}]"#,
        r#"[{"task":0,"outputs":[]},{"task":0,"outputs":[]}]"#,
        r#"[{"task":0}]"#,
        r#"[{"task":0,"outputs":[],"error":{"class":"c","message":"m"}}]"#,
        r#"[{"task":0,"error":{"class":"","message":"m"}}]"#,
        r#"[{"task":0,"error":{"class":"c","message":"m","retry_after_ms":86400001}}]"#,
        r#"[{"task":0,"outputs":[],"duration_ms":-1}]"#,
    ] {
        problem(report(&testing, &lease, outcomes).await, 422, "invalid-report").await;
    }
    problem(report(&testing, &lease, r#"[{"task":0,"outputs":[1],"x":1}]"#).await, 400, "malformed-body")
        .await;
    json(report(&testing, &lease, r#"[{"task":0,"outputs":[1]}]"#).await, 200).await;
}
