use chrono::{DateTime, Utc};
use commands::CommandContext;
use domain::JobId;
use domain::job::{FinishedBatch, Job, JobCommand};
use domain::manifest::Manifest;
use domain::options::Options;
use poem::http::Method;
use serde_json::{Value, json};

use crate::testing::{Testing, json, problem, tenant};

const AT: DateTime<Utc> = DateTime::UNIX_EPOCH;

async fn given_a_job(testing: &Testing, members: &str) -> JobId {
    let body = format!(r#"{{"items":[1,2],"processor":{{"jq":{{"filter":"."}}}}{members}}}"#);
    let accepted = json(testing.send(Method::POST, "/v1/jobs", body).await, 202).await;
    accepted["id"].as_str().unwrap().parse().unwrap()
}

async fn execute(testing: &Testing, id: JobId, command: JobCommand) {
    let context = CommandContext::new(tenant(), "test", id);
    testing.executor().execute::<Job>(&context, &id, command).await.unwrap();
}

/// Ends the job: its two tasks as they are given.
async fn end(testing: &Testing, id: JobId, batch: FinishedBatch) {
    let manifest = Manifest { job: id, tasks: 2, succeeded: 0, failed: 0, batches: vec![] };
    execute(testing, id, JobCommand::FinishBatches { batches: vec![(0, batch)], at: AT }).await;
    execute(testing, id, JobCommand::Complete { manifest: manifest.reference(None), at: AT }).await;
}

async fn post(testing: &Testing, id: JobId, action: &str) -> poem::test::TestResponse {
    testing.client().post(format!("/v1/jobs/{id}/{action}")).send().await
}

#[tokio::test]
async fn a_job_is_paused_and_resumed() {
    let testing = Testing::default();
    let id = given_a_job(&testing, "").await;
    for (action, paused) in [("pause", true), ("pause", true), ("resume", false), ("resume", false)] {
        let job = json(post(&testing, id, action).await, 200).await;
        assert_eq!((&job["id"], &job["paused"]), (&id.to_string().into(), &paused.into()));
    }
    assert_eq!(testing.engines.events.lock().unwrap().len(), 4);
}

#[tokio::test]
async fn a_job_is_cancelled_with_or_without_a_reason() {
    let testing = Testing::default();
    for (body, reason) in [("", Value::Null), (r#"{"reason":"no longer wanted"}"#, "no longer wanted".into())]
    {
        let id = given_a_job(&testing, "").await;
        let path = format!("/v1/jobs/{id}/cancel");
        let job = json(testing.send(Method::POST, &path, body).await, 200).await;
        assert_eq!((&job["stopping"], &job["reason"]), (&true.into(), &reason));
        end(&testing, id, FinishedBatch { cancelled: 2, ..FinishedBatch::default() }).await;
        let again = json(testing.send(Method::POST, &path, body).await, 200).await;
        assert_eq!((&again["state"], &again["cancelled"]), (&"cancelled".into(), &2.into()));
    }
    let id = given_a_job(&testing, "").await;
    let long = json!({"reason": "x".repeat(201)}).to_string();
    let wrong = testing.send(Method::POST, format!("/v1/jobs/{id}/cancel"), long).await;
    assert_eq!(problem(wrong, 422, "invalid-job").await["field"], "reason");
}

#[tokio::test]
async fn a_job_that_is_over_can_not_be_changed() {
    let testing = Testing::default();
    let id = given_a_job(&testing, "").await;
    end(&testing, id, FinishedBatch { succeeded: 2, ..FinishedBatch::default() }).await;
    for action in ["cancel", "pause", "resume"] {
        problem(post(&testing, id, action).await, 409, "job-over").await;
    }
    let change = testing.send(Method::PATCH, format!("/v1/jobs/{id}"), r#"{"max_concurrency":1}"#).await;
    problem(change, 409, "job-over").await;
}

#[tokio::test]
async fn nothing_can_be_done_to_a_job_that_does_not_exist() {
    let testing = Testing::default();
    let id: JobId = "job_00000000000000000000000000000007".parse().unwrap();
    for action in ["cancel", "pause", "resume", "redrive"] {
        problem(post(&testing, id, action).await, 404, "no-such-job").await;
        let malformed = testing.client().post(format!("/v1/jobs/7/{action}")).send().await;
        problem(malformed, 400, "malformed-parameter").await;
    }
    let change = testing.send(Method::PATCH, format!("/v1/jobs/{id}"), "{}").await;
    problem(change, 404, "no-such-job").await;
}

#[tokio::test]
async fn a_jobs_limits_are_merged() {
    let testing = Testing::default();
    let id = given_a_job(&testing, r#","max_concurrency":5,"rate":{"per_second":10}"#).await;
    let path = format!("/v1/jobs/{id}");
    let patch = r#"{"max_concurrency":null,"rate":{"per_second":2.5,"key":"k"}}"#;
    json(testing.send(Method::PATCH, &path, patch).await, 200).await;
    let job = testing.executor().load_current::<Job>(&tenant(), &id).await.unwrap();
    let throttle = &job.state.progress().unwrap().throttle;
    let rate = throttle.rate.as_ref().unwrap();
    assert_eq!((throttle.max_concurrency, rate.per_second, rate.burst), (None, 2.5, 10));
    assert_eq!(rate.key.as_deref(), Some("k"));
    json(testing.send(Method::PATCH, &path, r#"{"rate":null}"#).await, 200).await;
    for (patch, field) in [
        (r#"{"max_concurrency":0}"#, "max_concurrency"),
        (r#"{"rate":{"burst":3}}"#, "rate.per_second"),
        (r#"{"rate":{"per_second":0}}"#, "rate.per_second"),
    ] {
        let wrong = testing.send(Method::PATCH, &path, patch).await;
        assert_eq!(problem(wrong, 422, "invalid-job").await["field"], field);
    }
    for body in [r#"{"priority":"high"}"#, r#"{"max_concurrency":-1}"#, ""] {
        problem(testing.send(Method::PATCH, &path, body).await, 400, "malformed-body").await;
    }
}

#[tokio::test]
async fn what_failed_of_a_job_runs_again_as_a_new_job() {
    let testing = Testing::default();
    let members = r#","name":"n","tags":["t"],"deadline_ms":60000,"retry":{"max_attempts":7}"#;
    let id = given_a_job(&testing, members).await;
    let path = format!("/v1/jobs/{id}/redrive");
    problem(testing.send(Method::POST, &path, "").await, 409, "job-not-over").await;
    end(&testing, id, FinishedBatch { succeeded: 1, failed: 1, ..FinishedBatch::default() }).await;
    let response = testing.send(Method::POST, &path, "").await;
    let location = response.0.header("location").unwrap().to_owned();
    json(response, 202).await;
    let job = json(testing.client().get(&location).send().await, 200).await;
    assert_eq!((&job["redrive_of"], &job["tasks"]), (&id.to_string().into(), &1.into()));
    assert_eq!((&job["name"], &job["tags"]), (&"n".into(), &json!(["t"])));
    let again: JobId = location.rsplit('/').next().unwrap().parse().unwrap();
    let again = testing.executor().load_current::<Job>(&tenant(), &again).await.unwrap();
    let Options { deadline, retry, .. } = again.state.progress().unwrap().spec.options.clone();
    assert_eq!((deadline, retry.max_attempts), (None, 7));
    let none = testing.send(Method::POST, &path, r#"{"failed":false,"cancelled":true}"#).await;
    problem(none, 422, "nothing-to-redrive").await;
    let wrong = testing.send(Method::POST, &path, r#"{"name":"a\u0000"}"#).await;
    assert_eq!(problem(wrong, 422, "invalid-job").await["field"], "name");
}

#[tokio::test]
async fn an_action_does_not_lose_what_the_read_model_counts() {
    let testing = Testing::default();
    let id = given_a_job(&testing, "").await;
    let known = testing.executor().load_current::<Job>(&tenant(), &id).await.unwrap();
    let mut summary = projections::job_view::JobSummary::of(id, &known.state).unwrap();
    summary.succeeded = 1;
    testing.engines.jobs.lock().unwrap().push(summary);
    let job = json(post(&testing, id, "pause").await, 200).await;
    assert_eq!((&job["succeeded"], &job["paused"]), (&1.into(), &true.into()));
}

#[tokio::test]
async fn a_job_to_which_something_happened_meanwhile_is_not_changed() {
    let testing = Testing::default();
    let id = given_a_job(&testing, "").await;
    let client = testing.client();
    let path = format!("/v1/jobs/{id}");
    let tag = client.get(&path).send().await.0.headers()["etag"].clone();
    let change = || client.patch(&path).header("if-match", &tag).content_type("application/json");
    let changed = change().body(r#"{"max_concurrency":5}"#).send().await;
    assert_ne!(changed.0.headers()["etag"], tag);
    json(changed, 200).await;
    problem(change().body(r#"{"max_concurrency":6}"#).send().await, 412, "precondition-failed").await;
}
