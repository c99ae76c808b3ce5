use chrono::Utc;
use domain::JobId;
use poem::http::StatusCode;
use projections::job_view::{JobState, JobSummary};
use serde_json::Value;
use uuid::Uuid;

use crate::testing::{Testing, json, problem};

async fn submit(testing: &Testing, body: impl Into<poem::Body>) -> poem::test::TestResponse {
    let client = testing.client();
    client.post("/v1/jobs").content_type("application/json").body(body.into()).send().await
}

fn with(members: &str) -> String {
    format!(r#"{{"processor":{{"jq":{{"filter":"."}}}},{members}}}"#)
}

#[tokio::test]
async fn a_job_is_accepted_and_found_before_any_read_model_knows_it() {
    let testing = Testing::default();
    let response = submit(&testing, with(r#""name":"n","items":[1,2]"#)).await;
    let location = response.0.header("location").unwrap().to_owned();
    let accepted = json(response, 202).await;
    assert_eq!(accepted["position"], serde_json::json!({"shard": 0, "position": 3}));
    assert_eq!(location, format!("/v1/jobs/{}", accepted["id"].as_str().unwrap()));
    let job = json(testing.client().get(&location).send().await, 200).await;
    assert_eq!((&job["id"], &job["state"], &job["tasks"]), (&accepted["id"], &"running".into(), &2.into()));
    testing.engines.views_away.store(true, std::sync::atomic::Ordering::Relaxed);
    assert_eq!(json(testing.client().get(&location).send().await, 200).await, job);
}

#[tokio::test]
async fn items_keep_their_bytes() {
    let testing = Testing::default();
    let items = r#"[ {"b": 12345678901234567890.10, "a":1E2 } ,"\u0000\ud83d",-0.0,null]"#;
    let response = submit(&testing, with(&format!(r#""items":{items}"#))).await;
    response.assert_status(StatusCode::ACCEPTED);
    let events = testing.engines.events.lock().unwrap();
    let opened = events.iter().find(|event| event.event_type == "BatchOpened").unwrap();
    for item in [r#"{"b": 12345678901234567890.10, "a":1E2 }"#, r#""\u0000\ud83d",-0.0,null]"#] {
        assert!(opened.payload.contains(item), "{}", opened.payload);
    }
}

#[tokio::test]
async fn a_body_that_is_not_what_is_asked_for_is_a_problem_with_a_position() {
    let testing = Testing::default();
    for (body, position, words) in [
        (b"{\n \"items\": [1,}".as_slice(), (2, 14), "expected value"),
        (b"", (1, 0), "EOF"),
        (b" [[1]]", (1, 2), "must be a JSON object"),
        (b"null", (1, 1), "must be a JSON object"),
        (b"{\"name\":\"\xff\"}", (1, 10), "unicode"),
        (b"{\"items\":[\"\xff\"]}", (1, 12), "unicode"),
        (br#"{"itmes":[1]}"#, (1, 8), "unknown field `itmes`, expected one of `name`, `items`, `dataset`"),
        (br#"{"items":[1],"items":[2]}"#, (1, 20), "duplicate field `items`"),
        (br#"{"items":[1]}"#, (1, 13), "missing field `processor`"),
        (br#"{"items":1}"#, (1, 10), "an array of items"),
        (br#"{"processor":{"http":{}}}"#, (1, 20), "unknown field `http`, expected `jq`"),
        (br#"{"dataset":"job_7"}"#, (1, 19), "dataset_<32 hexadecimal digits>"),
        (br#"{"batch_size":-1}"#, (1, 16), "expected u64"),
        (b"{} x", (1, 2), "missing field"),
    ] {
        let problem = problem(submit(&testing, body).await, 400, "malformed-body").await;
        let at = (problem["line"].as_u64().unwrap(), problem["column"].as_u64().unwrap());
        assert!(problem["detail"].as_str().unwrap().contains(words), "{problem}");
        assert_eq!(at, position, "{problem}");
    }
    assert!(testing.engines.events.lock().unwrap().is_empty());
}

#[tokio::test]
async fn nesting_has_a_limit() {
    let testing = Testing::default();
    let nested = |depth: usize| with(&format!("\"items\":[\n{}{}]", "[".repeat(depth), "]".repeat(depth)));
    submit(&testing, nested(126)).await.assert_status(StatusCode::ACCEPTED);
    let text = with(&format!(r#""items":["{}\"["]"#, "[".repeat(500)));
    submit(&testing, text).await.assert_status(StatusCode::ACCEPTED);
    let problem = problem(submit(&testing, nested(100_000)).await, 400, "malformed-body").await;
    assert!(problem["detail"].as_str().unwrap().contains("deeper than 128"), "{problem}");
    assert_eq!((&problem["line"], &problem["column"]), (&2.into(), &127.into()));
}

#[tokio::test]
async fn a_job_that_cannot_be_is_a_problem_that_names_the_field() {
    let testing = Testing::default();
    let dataset = "dataset_00000000000000000000000000000007";
    let long = "x".repeat(201);
    for (members, field) in [
        (r#""name":"n""#.to_owned(), "items"),
        (r#""items":null"#.to_owned(), "items"),
        (r#""items":[]"#.to_owned(), "items"),
        (format!(r#""items":[1],"dataset":"{dataset}""#), "items"),
        (r#""items":[1],"batch_size":0"#.to_owned(), "batch_size"),
        (r#""items":[1],"attempt_timeout_ms":600001"#.to_owned(), "attempt_timeout_ms"),
        (format!(r#""items":[1],"name":"{long}""#), "name"),
        (r#""items":[1],"name":"a\u0000b""#.to_owned(), "name"),
    ] {
        let problem = problem(submit(&testing, with(&members)).await, 422, "invalid-job").await;
        assert_eq!(problem["field"], field, "{problem}");
    }
    let item = format!(r#""items":[1,"{}"]"#, "x".repeat(1 << 20));
    assert_eq!(problem(submit(&testing, with(&item)).await, 422, "invalid-job").await["item"], 1);
    let unknown = submit(&testing, with(&format!(r#""dataset":"{dataset}""#))).await;
    problem(unknown, 422, "unknown-dataset").await;
}

#[tokio::test]
async fn a_filter_that_is_wrong_is_a_problem_that_says_where() {
    let testing = Testing::default();
    let job = |filter: &str| format!(r#"{{"items":[1],"processor":{{"jq":{{"filter":"{filter}"}}}}}}"#);
    let problem = problem(submit(&testing, job("wrong")).await, 422, "invalid-processor").await;
    assert_eq!((&problem["line"], &problem["column"]), (&1.into(), &3.into()));
    let long = submit(&testing, job(&"x".repeat(65_537))).await;
    crate::testing::problem(long, 422, "invalid-processor").await;
}

#[tokio::test]
async fn a_body_has_a_longest_length_and_must_be_json() {
    let testing = Testing::default();
    let long = submit(&testing, vec![b' '; (16 << 20) + 1]).await;
    assert_eq!(problem(long, 413, "body-too-large").await["limit_bytes"], 16 << 20);
    let client = testing.client();
    let post = || client.post("/v1/jobs").body("{}");
    for request in [
        post(),
        post().content_type("application/x-www-form-urlencoded"),
        post().content_type("application/json").header("content-encoding", "gzip"),
    ] {
        problem(request.send().await, 415, "unsupported-media-type").await;
    }
    let declared = post().content_type("application/json").header("content-length", "99999999");
    problem(declared.send().await, 413, "body-too-large").await;
    let json = post().content_type("application/merge-patch+json; charset=utf-8");
    problem(json.send().await, 400, "malformed-body").await;
}

fn summary(number: u128, state: JobState) -> JobSummary {
    JobSummary {
        id: JobId(Uuid::from_u128(number)),
        name: None,
        state,
        tasks: 1,
        succeeded: 0,
        failed: 0,
        batches: None,
        submitted_at: Utc::now(),
        ended_at: None,
        reason: None,
    }
}

#[tokio::test]
async fn jobs_are_listed_page_by_page() {
    let testing = Testing::default();
    let states = [JobState::Running, JobState::Completed, JobState::Running, JobState::Running];
    *testing.engines.jobs.lock().unwrap() = (1..).zip(states).map(|(n, state)| summary(n, state)).collect();
    let client = testing.client();
    let ids = |page: &Value| -> Vec<String> {
        let jobs = page["jobs"].as_array().unwrap().iter();
        jobs.map(|job| {
            job["id"].as_str().unwrap().trim_start_matches("job_0").trim_start_matches('0').to_owned()
        })
        .collect()
    };
    let first = json(client.get("/v1/jobs?state=running&limit=2").send().await, 200).await;
    assert_eq!(ids(&first), ["4", "3"]);
    let next = format!("/v1/jobs?state=running&limit=2&cursor={}", first["next_cursor"].as_str().unwrap());
    let second = json(client.get(next).send().await, 200).await;
    assert_eq!((ids(&second), second.get("next_cursor")), (vec!["1".to_owned()], None));
    let whole = json(client.get("/v1/jobs?limit=4").send().await, 200).await;
    assert_eq!((ids(&whole).len(), whole.get("next_cursor")), (4, None));
    assert!(first["jobs"][0]["submitted_at"].as_str().unwrap().ends_with('Z'));
}
