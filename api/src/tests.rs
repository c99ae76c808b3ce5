//! What holds for every route: forms of errors, ids, methods, and the document.

use std::sync::Mutex;
use std::sync::atomic::Ordering;

use domain::permission::Role;
use poem::http::{Method, StatusCode};
use serde_json::Value;

use crate::testing::{Testing, json, problem, tenant};
use crate::{ApiConfig, TraceHooks, openapi_document};

const JOB: &str = "/v1/jobs/job_00000000000000000000000000000007";

#[tokio::test]
async fn a_path_that_is_no_route_is_a_problem() {
    let client = Testing::default().client();
    for path in ["/v1", "/v2/jobs", "/v1/jobs/", "/docs/x", "//", "/v1/jobs/a/b", "/%ff"] {
        problem(client.get(path).send().await, 404, "no-such-path").await;
    }
}

#[tokio::test]
async fn a_method_that_a_route_does_not_have_is_a_problem_that_names_those_it_has() {
    let client = Testing::default().client();
    for (method, path, allow) in [
        (Method::DELETE, "/v1/jobs", "POST, GET, HEAD"),
        (Method::POST, JOB, "GET, PATCH, HEAD"),
        (Method::GET, "/v1/leases/x", "DELETE"),
        (Method::GET, "/v1/datasets", "POST"),
        (Method::HEAD, "/v1/datasets", "POST"),
        (Method::POST, "/docs", "GET, HEAD"),
        (Method::OPTIONS, "/", "GET, HEAD"),
    ] {
        let response = client.request(method, path).send().await;
        response.assert_header("allow", allow);
        problem(response, 405, "method-not-allowed").await;
    }
}

#[tokio::test]
async fn head_works_where_get_does() {
    let client = Testing::default().client();
    for path in ["/", "/docs", "/openapi.json", "/healthz", "/readyz", "/metrics", "/v1/jobs"] {
        let (get, head) = (client.get(path).send().await, client.head(path).send().await);
        assert_eq!(get.0.status(), head.0.status(), "{path}");
        assert_eq!(get.0.content_type(), head.0.content_type(), "{path}");
        assert_eq!(head.0.into_body().into_vec().await.unwrap(), b"", "{path}");
    }
}

#[tokio::test]
async fn a_malformed_parameter_is_named_with_its_form() {
    let client = Testing::default().client();
    let long = format!("/v1/jobs/{}", "é".repeat(3_000));
    for (path, name, form) in [
        ("/v1/jobs/job_7", "id", "job_<32 hexadecimal digits>"),
        ("/v1/jobs/%ff", "id", "job_<32 hexadecimal digits>"),
        (long.as_str(), "id", "job_<32 hexadecimal digits>"),
        ("/v1/datasets/job_7", "id", "dataset_<32 hexadecimal digits>"),
        ("/v1/jobs?limit=0", "limit", "from 1 to 200"),
        ("/v1/jobs?limit=1e3", "limit", "from 1 to 200"),
        ("/v1/jobs?cursor=x", "cursor", "job_<32 hexadecimal digits>"),
        ("/v1/jobs?state=done", "state", "`planning`, `running`, `completed`, `failed`, `cancelled`"),
        (&format!("{JOB}/tasks?outcome=lost"), "outcome", "`abandoned`, `retried`"),
        (&format!("{JOB}/tasks?cursor=9"), "cursor", "next_cursor"),
        (&format!("{JOB}/events?batch=-1"), "batch", "invalid digit"),
        (&format!("{JOB}?wait_ms=60001"), "wait_ms", "from 0 to 60000"),
        (&format!("{JOB}/batches/x/waiting"), "number", "invalid digit"),
        ("/v1/queues/Letters", "name", "a queue's name: 1 to 64"),
    ] {
        let problem = problem(client.get(path).send().await, 400, "malformed-parameter").await;
        assert_eq!(problem["parameter"], name, "{problem}");
        let detail = problem["detail"].as_str().unwrap();
        assert!(detail.starts_with(name) && detail.contains(form), "{detail}");
        assert!(!detail.contains("parsing") && detail.len() < 500, "{detail}");
    }
}

#[tokio::test]
async fn what_does_not_exist_is_a_problem_of_its_own() {
    let client = Testing::default().client();
    for below in [
        "",
        "?wait_ms=9",
        "/results",
        "/manifest",
        "/tasks",
        "/events",
        "/events?batch=0",
        "/events?after=9",
        "/waiting",
        "/batches/0/waiting",
    ] {
        problem(client.get(format!("{JOB}{below}")).send().await, 404, "no-such-job").await;
    }
    let dataset = "/v1/datasets/dataset_00000000000000000000000000000007";
    problem(client.get(dataset).send().await, 404, "no-such-dataset").await;
}

#[tokio::test]
async fn an_engine_that_is_away_is_a_problem_that_names_it_and_says_when_to_ask_again() {
    let testing = Testing::default();
    let client = testing.client();
    testing.engines.log_away.store(true, Ordering::Relaxed);
    testing.engines.views_away.store(true, Ordering::Relaxed);
    let job = r#"{"items":[1],"processor":{"jq":{"filter":"."}}}"#;
    for (request, engine) in [
        (client.get(JOB), "postgres"),
        (client.get(format!("{JOB}/events")), "postgres"),
        (client.get(format!("{JOB}/results")), "postgres"),
        (client.post("/v1/jobs").content_type("application/json").body(job), "postgres"),
        (client.post("/v1/datasets?format=csv").body("a\n1\n"), "postgres"),
        (client.get("/v1/jobs"), "redis"),
    ] {
        let response = request.send().await;
        response.assert_header("retry-after", "5");
        let problem = problem(response, 503, "engine-away").await;
        assert_eq!(problem["engine"], engine);
        assert!(!problem.to_string().contains("10.0.0.7"), "{problem}");
    }
    let problem = problem(client.get("/readyz").send().await, 503, "not-ready").await;
    assert_eq!(problem["engines"][1]["engine"], "redis");
    json(client.get("/healthz").send().await, 200).await;
}

#[tokio::test]
async fn a_panic_is_a_problem() {
    let client = Testing::default().client();
    let job = r#"{"items":[1],"processor":{"jq":{"filter":"panic"}}}"#;
    let response = client.post("/v1/jobs").content_type("application/json").body(job);
    let problem = problem(response.send().await, 500, "internal-error").await;
    assert!(!problem.to_string().contains("the check panics"));
}

static CONTINUED: Mutex<Vec<String>> = Mutex::new(vec![]);

#[tokio::test]
async fn a_command_belongs_to_the_trace_of_its_request() {
    let testing = Testing::default();
    let client = testing.client();
    let parent = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
    for traceparent in [parent, "nonsense"] {
        let request = client.post("/v1/datasets?format=csv").body("a\n1\n");
        let response = request.header("traceparent", traceparent).send().await;
        response.assert_status(StatusCode::CREATED);
    }
    let trace = TraceHooks {
        current: || Some("ours".to_owned()),
        continue_from: |_, parent| CONTINUED.lock().unwrap().push(parent.to_owned()),
    };
    let config = ApiConfig { trace, ..ApiConfig::default() };
    let key = testing.key(&tenant(), Role::Owner);
    let traced = poem::test::TestClient::new(testing.app(config))
        .default_header("authorization", format!("Bearer {key}"));
    let response = traced.post("/v1/datasets?format=csv").header("traceparent", parent).body("a\n1\n");
    response.send().await.assert_status(StatusCode::CREATED);
    let events = testing.engines.events.lock().unwrap();
    let traces: Vec<_> = events.iter().map(|event| event.metadata.traceparent.as_deref()).collect();
    assert_eq!(traces, [Some(parent), None, Some("ours")]);
    assert_eq!(events[0].metadata.correlation, events[0].aggregate_id);
    assert_eq!(*CONTINUED.lock().unwrap(), [parent]);
}

#[test]
fn the_document_is_the_same_each_time() {
    assert_eq!(openapi_document(), openapi_document());
}

#[test]
fn every_route_of_the_document_is_named_described_and_lists_its_problems() {
    let document: Value = serde_json::from_str(&openapi_document()).unwrap();
    let mut routes = 0;
    for (path, operations) in document["paths"].as_object().unwrap() {
        for (method, operation) in operations.as_object().unwrap() {
            routes += 1;
            check_operation(&format!("{method} {path}"), operation);
        }
    }
    assert_eq!(routes, 77);
}

fn check_operation(name: &str, operation: &Value) {
    for member in ["operationId", "summary", "tags"] {
        assert!(!operation[member].is_null(), "{name} has no {member}");
    }
    let responses = operation["responses"].as_object().unwrap();
    for (status, response) in responses {
        assert_ne!(response["description"], "", "{name}: {status}");
        if status.starts_with(['4', '5']) {
            let schema = &response["content"]["application/problem+json"]["schema"];
            assert_eq!(schema["allOf"][0]["$ref"], "#/components/schemas/Problem", "{name}: {status}");
            let types = &schema["allOf"][1]["properties"]["type"]["enum"];
            assert!(!types.as_array().unwrap().is_empty(), "{name}: {status}");
        }
    }
    let cannot_fail = ["get /healthz", "get /metrics"].contains(&name);
    assert!(cannot_fail || responses.contains_key("500"), "{name} lists no problem");
    for parameter in operation["parameters"].as_array().into_iter().flatten() {
        assert!(parameter["description"].is_string(), "{name}: {parameter}");
        assert!(responses.contains_key("400"), "{name} has parameters, and lists no 400");
    }
}

#[test]
fn every_member_of_every_type_is_described() {
    let document: Value = serde_json::from_str(&openapi_document()).unwrap();
    for (name, schema) in document["components"]["schemas"].as_object().unwrap() {
        assert!(schema["description"].is_string(), "{name} is not described");
        for (member, schema) in schema["properties"].as_object().into_iter().flatten() {
            let described = schema["description"].is_string() || schema["$ref"].is_string();
            assert!(described, "{name}.{member} is not described");
        }
    }
}

#[tokio::test]
async fn requests_are_counted_by_pattern() {
    let client = Testing::default().client();
    let recorder = metrics_exporter_prometheus::PrometheusBuilder::new().build_recorder();
    let handle = recorder.handle();
    let _guard = metrics::set_default_local_recorder(&recorder);
    for path in [JOB, "/v1/jobs/x", "/made/up/by/a/client"] {
        client.get(path).send().await;
    }
    let text = handle.render();
    for series in [
        r#"thousandfold_http_requests_total{method="GET",route="/v1/jobs/{id}",status="404"} 1"#,
        r#"thousandfold_http_requests_total{method="GET",route="/v1/jobs/{id}",status="400"} 1"#,
        r#"thousandfold_http_requests_total{method="GET",route="unmatched",status="404"} 1"#,
        r#"thousandfold_http_request_duration_seconds_count{method="GET",route="/v1/jobs/{id}"} 2"#,
    ] {
        assert!(text.contains(series), "{series} is not in\n{text}");
    }
}

/// Generated clients are made from the committed document, so a change of it must be seen in review.
#[test]
fn the_committed_document_is_this_one() {
    let committed = include_str!("../../docs/openapi.json");
    assert!(committed == openapi_document(), "docs/openapi.json has drifted: run `make openapi`");
}
