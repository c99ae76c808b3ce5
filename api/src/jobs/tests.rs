use std::collections::BTreeSet;
use std::time::Duration;

use chrono::{DateTime, Utc};
use commands::ports::dispatch::{Admission, Cap};
use domain::JobId;
use domain::job::{Job, JobSpec};
use domain::options::{ConcurrencyKey, Options, Priority, Rate, RetryPolicy, Throttle, Tolerance};
use domain::processor::Processor;
use poem::http::{Method, StatusCode};

use crate::testing::{Testing, json, problem, tenant};

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
    assert_eq!(accepted["position"], serde_json::json!({"shard": 0, "position": 2}));
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
        (br#"{"processor":{"http":{}}}"#, (1, 23), "missing field `url`"),
        (br#"{"processor":{"ftp":{}}}"#, (1, 19), "unknown field `ftp`, expected one of `jq`, `http`"),
        (br#"{"processor":{"external":{"queue":"Q"}}}"#, (1, 38), "a queue's name: 1 to 64"),
        (br#"{"priority":"urgent"}"#, (1, 20), "expected one of `high`, `normal`, `low`"),
        (br#"{"start_at":"soon"}"#, (1, 18), "input contains invalid characters"),
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
        (r#""items":[1],"redrive":{"of":"job_00000000000000000000000000000007"}"#.to_owned(), "items"),
        (r#""objects":[]"#.to_owned(), "objects"),
        (r#""objects":[{"key":"tenants/other/a.csv"}]"#.to_owned(), "objects"),
        (r#""items":[1],"columns":["a"]"#.to_owned(), "columns"),
        (r#""items":[1],"task_timeout_ms":0"#.to_owned(), "task_timeout_ms"),
        (r#""items":[1],"memory_mib":0"#.to_owned(), "memory_mib"),
        (r#""items":[1],"delay_ms":1,"start_at":"2026-07-11T12:30:01Z""#.to_owned(), "delay_ms"),
        (r#""items":[1],"delay_ms":18446744073709551615"#.to_owned(), "delay_ms"),
        (r#""items":[1],"deadline":"1970-01-01T00:00:00Z""#.to_owned(), "deadline"),
        (r#""items":[1],"deadline_ms":1,"delay_ms":2"#.to_owned(), "start_at"),
        (r#""items":[1],"retry":{"max_attempts":101}"#.to_owned(), "retry.max_attempts"),
        (r#""items":[1],"retry":{"jitter_percent":101}"#.to_owned(), "retry.jitter_percent"),
        (r#""items":[1],"tolerated_failures":{}"#.to_owned(), "tolerated_failures"),
        (r#""items":[1],"tolerated_failures":{"percent":101}"#.to_owned(), "tolerated_failures"),
        (r#""items":[1],"tags":[""]"#.to_owned(), "tags"),
        (r#""items":[1],"key":{"name":"k","limit":0}"#.to_owned(), "key"),
        (r#""items":[1],"max_concurrency":0"#.to_owned(), "max_concurrency"),
        (r#""items":[1],"rate":{"per_second":0}"#.to_owned(), "rate.per_second"),
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
async fn a_job_names_exactly_one_processor() {
    let testing = Testing::default();
    for processor in ["{}", r#"{"jq":{"filter":"."},"external":{"queue":"q"}}"#] {
        let body = format!(r#"{{"items":[1],"processor":{processor}}}"#);
        assert_eq!(problem(submit(&testing, body).await, 422, "invalid-job").await["field"], "processor");
    }
    let long = format!(r#"{{"items":[1],"processor":{{"http":{{"url":"{}"}}}}}}"#, "x".repeat(65_537));
    problem(submit(&testing, long).await, 422, "invalid-processor").await;
}

/// What was recorded of a job.
async fn recorded(testing: &Testing, processor: &str, members: &str) -> JobSpec {
    let body = format!(r#"{{"items":[1],"processor":{processor}{members}}}"#);
    let accepted = json(submit(testing, body).await, 202).await;
    let id: JobId = accepted["id"].as_str().unwrap().parse().unwrap();
    let job = testing.executor().load_current::<Job>(&tenant(), &id).await.unwrap();
    job.state.progress().unwrap().spec.clone()
}

#[tokio::test]
async fn a_call_has_the_usual_method_and_bounds() {
    let testing = Testing::default();
    for (call, method) in [
        (r#"{"url":"https://example.org"}"#, "GET"),
        (r#"{"url":"https://example.org","body":"."}"#, "POST"),
        (r#"{"url":"https://example.org","body":".","method":"PUT"}"#, "PUT"),
    ] {
        let spec = recorded(&testing, &format!(r#"{{"http":{call}}}"#), "").await;
        let Processor::Http(call) = spec.processor else { panic!("{spec:?}") };
        assert_eq!((call.method.as_str(), call.redirects, call.max_response_bytes), (method, 0, 1 << 20));
    }
}

#[tokio::test]
async fn a_task_is_tried_as_often_as_suits_its_processor_or_as_its_job_says() {
    let testing = Testing::default();
    let (jq, http) = (r#"{"jq":{"filter":"."}}"#, r#"{"http":{"url":"https://example.org"}}"#);
    let external = r#"{"external":{"queue":"q"}}"#;
    for (processor, members, attempts) in [
        (jq, "", 1),
        (http, "", 4),
        (external, "", 3),
        (http, r#","retry":{"first_pause_ms":5}"#, 4),
        (jq, r#","retry":{"max_attempts":9,"classes":["filter_error"]}"#, 9),
    ] {
        let spec = recorded(&testing, processor, members).await;
        assert_eq!(spec.options.retry.max_attempts, attempts, "{processor} {members}");
    }
}

#[tokio::test]
async fn options_are_recorded_as_they_were_given() {
    let testing = Testing::default();
    let members = r#","priority":"high","start_at":"2100-01-01T00:00:00Z","deadline":"2100-01-02T00:00:00Z",
        "retry":{"max_attempts":2,"first_pause_ms":3,"longest_pause_ms":4,"jitter_percent":5,"classes":["c"]},
        "tolerated_failures":{"percent":6},"tags":["b","a"],"key":{"name":"k"},"max_concurrency":7,
        "rate":{"per_second":8.5,"key":"r"},"task_timeout_ms":9,"memory_mib":10"#;
    let spec = recorded(&testing, r#"{"jq":{"filter":"."}}"#, members).await;
    assert_eq!((spec.limits.task_timeout_ms, spec.limits.memory_mib), (Some(9), Some(10)));
    let words = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect::<BTreeSet<_>>();
    let time = |text: &str| text.parse::<DateTime<Utc>>().unwrap();
    let expected = Options {
        priority: Priority::High,
        start_at: Some(time("2100-01-01T00:00:00Z")),
        deadline: Some(time("2100-01-02T00:00:00Z")),
        retry: RetryPolicy {
            max_attempts: 2,
            first_pause_ms: 3,
            longest_pause_ms: 4,
            jitter_percent: 5,
            classes: Some(words(&["c"])),
        },
        tolerated_failures: Some(Tolerance::Percent(6)),
        tags: words(&["a", "b"]),
        key: Some(ConcurrencyKey { name: "k".to_owned(), limit: 1 }),
        throttle: Throttle {
            max_concurrency: Some(7),
            rate: Some(Rate { per_second: 8.5, burst: 9, key: Some("r".to_owned()) }),
        },
    };
    assert_eq!(spec.options, expected);
}

#[tokio::test]
async fn a_tenant_with_too_much_is_told_when_to_ask_again() {
    let testing = Testing::default();
    let retry_after = Duration::from_secs(7);
    let full = Admission::Full { cap: Cap::Jobs, in_use: 10, limit: 10, retry_after };
    *testing.dispatcher.admission.lock().unwrap() = Some(full);
    let response = submit(&testing, with(r#""items":[1]"#)).await;
    response.assert_header("retry-after", "7");
    let problem = problem(response, 429, "tenant-full").await;
    assert_eq!(
        (&problem["cap"], &problem["in_use"], &problem["limit"]),
        (&"jobs".into(), &10.into(), &10.into())
    );
    assert!(testing.engines.events.lock().unwrap().is_empty());
    json(submit(&testing, with(r#""items":[1]"#)).await, 202).await;
}

#[tokio::test]
async fn a_job_that_is_to_run_again_must_be_there_and_over() {
    let testing = Testing::default();
    let redrive = |id: &str| with(&format!(r#""redrive":{{"of":"{id}"}}"#));
    let unknown = submit(&testing, redrive("job_00000000000000000000000000000007")).await;
    problem(unknown, 422, "unknown-job").await;
    let accepted = json(submit(&testing, with(r#""items":[1]"#)).await, 202).await;
    let running = submit(&testing, redrive(accepted["id"].as_str().unwrap())).await;
    problem(running, 409, "job-not-over").await;
}

#[tokio::test]
async fn an_answer_waits_for_the_end_of_its_job() {
    let testing = Testing::default();
    let client = testing.client();
    let body = r#"{"items":[1],"processor":{"external":{"queue":"q"}}}"#;
    let request = client.post("/v1/jobs").content_type("application/json").header("prefer", "wait=60");
    let worker = async {
        let take = r#"{"worker":"w","wait_ms":30000}"#;
        let leased = json(testing.send(Method::POST, "/v1/queues/q/leases", take).await, 200).await;
        let token = leased["leases"][0]["token"].as_str().unwrap();
        let report = r#"{"worker":"w","outcomes":[{"task":0,"outputs":[2]}]}"#;
        json(testing.send(Method::POST, format!("/v1/leases/{token}/report"), report).await, 200).await
    };
    let (response, _) = tokio::join!(request.body(body).send(), worker);
    assert!(response.0.header("location").is_some());
    let job = json(response, 200).await;
    assert_eq!((&job["state"], &job["succeeded"]), (&"completed".into(), &1.into()));
    assert_eq!(job["processor"], "external");
}

#[tokio::test]
async fn an_answer_does_not_wait_for_longer_than_it_may() {
    let testing = Testing::default();
    let client = testing.client();
    let request = client.post("/v1/jobs").content_type("application/json").header("prefer", "wait=0");
    let accepted = json(request.body(with(r#""items":[1]"#)).send().await, 202).await;
    let path = format!("/v1/jobs/{}?wait_ms=1", accepted["id"].as_str().unwrap());
    assert_eq!(json(client.get(path).send().await, 200).await["state"], "running");
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
