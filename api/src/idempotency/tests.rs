//! A request with a key is done once, however often it comes.

use domain::TenantId;
use domain::permission::Role;
use futures::stream;
use poem::test::TestResponse;
use poem::{Body, Endpoint, Response};

use crate::testing::{Testing, json, problem, tenant};

const JOB: &str = r#"{"items":[1],"processor":{"external":{"queue":"q"}}}"#;
const OTHER_JOB: &str = r#"{"items":[2],"processor":{"external":{"queue":"q"}}}"#;

type Client<E> = poem::test::TestClient<E>;

async fn send(
    client: &Client<impl Endpoint<Output = Response>>,
    path: &str,
    key: &str,
    body: impl Into<Body>,
) -> TestResponse {
    let request = client.post(path).header("idempotency-key", key).content_type("application/json");
    request.body(body.into()).send().await
}

/// An answer's status, the headers that belong to it, and its bytes.
async fn whole(response: TestResponse) -> (u16, Vec<Option<String>>, Vec<u8>) {
    let response = response.0;
    let header = |name| response.headers().get(name).map(|value| value.to_str().unwrap().to_owned());
    let headers = ["content-type", "location", "cache-control", "etag"].map(header).to_vec();
    (response.status().as_u16(), headers, response.into_body().into_vec().await.unwrap())
}

/// How many events of a type there are.
fn count(testing: &Testing, event_type: &str) -> usize {
    let events = testing.engines.events.lock().unwrap();
    events.iter().filter(|event| event.event_type == event_type).count()
}

/// Sends the same twice, also to another process; gives the answer, which must be the same.
async fn same_twice(testing: &Testing, owner: &str, path: &str, body: &'static str) {
    let first = send(&testing.client_of(owner), path, "one", body).await;
    assert!(first.0.headers().get("idempotent-replayed").is_none());
    let second = send(&testing.client_of(owner), path, "one", body).await;
    second.assert_header("idempotent-replayed", "true");
    let (first, second) = (whole(first).await, whole(second).await);
    assert_eq!(first, second, "{path}");
    assert!((200..300).contains(&first.0), "{path}: {}", String::from_utf8_lossy(&first.2));
}

#[tokio::test]
async fn the_same_request_is_done_once_and_answered_the_same() {
    let testing = Testing::default();
    let owner = testing.key(&tenant(), Role::Owner);
    for (path, body, event_type) in [
        ("/v1/jobs", JOB, "JobSubmitted"),
        ("/v1/datasets?format=csv", "a\n1\n", "DatasetUploaded"),
        ("/v1/api-keys", r#"{"name":"one","role":"worker"}"#, "ApiKeyCreated"),
        ("/v1/invitations", r#"{"email":"a@example.org","role":"analyst"}"#, "InvitationSent"),
    ] {
        same_twice(&testing, &owner, path, body).await;
        assert_eq!(count(&testing, event_type), 1, "{path}");
    }
}

#[tokio::test]
async fn a_key_without_the_quotes_of_the_draft_is_the_same_key() {
    let testing = Testing::default();
    let client = testing.client();
    let quoted = json(send(&client, "/v1/jobs", "\"one\"", JOB).await, 202).await;
    assert_eq!(json(send(&client, "/v1/jobs", "one", JOB).await, 202).await, quoted);
}

#[tokio::test]
async fn a_key_that_was_used_for_something_else_is_refused() {
    let testing = Testing::default();
    let client = testing.client();
    json(send(&client, "/v1/jobs", "one", JOB).await, 202).await;
    problem(send(&client, "/v1/jobs", "one", OTHER_JOB).await, 422, "idempotency-key-reused").await;
    json(send(&client, "/v1/datasets?format=csv", "one", "a\n1\n").await, 201).await;
    for (path, body) in [("/v1/datasets?format=csv", "a\n2\n"), ("/v1/datasets?format=ndjson", "a\n1\n")] {
        problem(send(&client, path, "one", body).await, 422, "idempotency-key-reused").await;
    }
    assert_eq!((count(&testing, "JobSubmitted"), count(&testing, "DatasetUploaded")), (1, 1));
}

#[tokio::test]
async fn a_request_that_is_under_way_is_not_begun_again() {
    let testing = Testing::default();
    let owner = testing.key(&tenant(), Role::Owner);
    let (first, second) = (testing.client_of(&owner), testing.client_of(&owner));
    let (go_on, waits) = tokio::sync::oneshot::channel::<()>();
    let body = Body::from_bytes_stream(stream::once(async move {
        waits.await.ok();
        Ok::<_, std::io::Error>(bytes::Bytes::from("a\n1\n"))
    }));
    let upload = send(&first, "/v1/datasets?format=csv", "one", body);
    let meanwhile = async {
        let response = send(&second, "/v1/datasets?format=csv", "one", "a\n1\n").await;
        response.assert_header("retry-after", "1");
        problem(response, 409, "idempotency-key-in-flight").await;
        go_on.send(()).unwrap();
    };
    let (uploaded, ()) = tokio::join!(upload, meanwhile);
    let dataset = json(uploaded, 201).await;
    let again = send(&second, "/v1/datasets?format=csv", "one", "a\n1\n").await;
    assert_eq!(json(again, 201).await, dataset);
}

#[tokio::test]
async fn after_a_crash_the_same_comes_of_it() {
    let testing = Testing::default();
    let owner = testing.key(&tenant(), Role::Owner);
    for (path, body, event_type) in [
        ("/v1/jobs", JOB, "JobSubmitted"),
        ("/v1/datasets?format=csv", "a\n1\n", "DatasetUploaded"),
        ("/v1/invitations", r#"{"email":"a@example.org","role":"analyst"}"#, "InvitationSent"),
    ] {
        let first = json(send(&testing.client_of(&owner), path, "one", body).await, status_of(path)).await;
        testing.memory.forget_answers();
        let second = send(&testing.client_of(&owner), path, "one", body).await;
        assert!(second.0.headers().get("idempotent-replayed").is_none(), "{path}");
        let second = json(second, status_of(path)).await;
        assert_eq!((&first["id"], &first["position"]), (&second["id"], &second["position"]), "{path}");
        assert_eq!(count(&testing, event_type), 1, "{path}");
    }
}

fn status_of(path: &str) -> u16 {
    if path == "/v1/jobs" { 202 } else { 201 }
}

/// The secret that nobody saw is nobody's: the key has another.
#[tokio::test]
async fn after_a_crash_an_api_key_is_the_same_with_a_secret_that_works() {
    let testing = Testing::default();
    let owner = testing.key(&tenant(), Role::Owner);
    let body = r#"{"name":"one","role":"developer"}"#;
    let first = json(send(&testing.client_of(&owner), "/v1/api-keys", "one", body).await, 201).await;
    testing.memory.forget_answers();
    let second = json(send(&testing.client_of(&owner), "/v1/api-keys", "one", body).await, 201).await;
    assert_eq!(first["key"]["id"], second["key"]["id"]);
    assert_eq!(count(&testing, "ApiKeyCreated"), 1);
    let client = testing.client_of(second["secret"].as_str().unwrap());
    json(client.get("/v1/jobs").send().await, 200).await;
}

#[tokio::test]
async fn a_claim_whose_process_died_is_free_again() {
    let testing = Testing::default();
    let owner = testing.key(&tenant(), Role::Owner);
    let (go_on, waits) = tokio::sync::oneshot::channel::<()>();
    let body = Body::from_bytes_stream(stream::once(async move {
        waits.await.ok();
        Err::<bytes::Bytes, _>(std::io::Error::other("reset"))
    }));
    let client = testing.client_of(&owner);
    let upload = send(&client, "/v1/datasets?format=csv", "one", body);
    let meanwhile = async {
        testing.memory.forget_claims();
        json(send(&testing.client_of(&owner), "/v1/datasets?format=csv", "one", "a\n1\n").await, 201).await;
        go_on.send(()).unwrap();
    };
    let (broken, ()) = tokio::join!(upload, meanwhile);
    problem(broken, 400, "incomplete-body").await;
    assert_eq!(count(&testing, "DatasetUploaded"), 1);
}

#[tokio::test]
async fn the_same_key_of_somebody_else_is_another_key() {
    let testing = Testing::default();
    let other: TenantId = "other".parse().unwrap();
    let keys = [
        testing.key(&tenant(), Role::Owner),
        testing.key(&tenant(), Role::Owner),
        testing.key(&other, Role::Owner),
    ];
    let mut jobs = vec![];
    for key in &keys {
        let job = json(send(&testing.client_of(key), "/v1/jobs", "one", JOB).await, 202).await;
        jobs.push(job["id"].as_str().unwrap().to_owned());
    }
    jobs.sort();
    jobs.dedup();
    assert_eq!(jobs.len(), 3);
}

#[tokio::test]
async fn what_is_no_key_is_a_problem() {
    let testing = Testing::default();
    let client = testing.client();
    let long = "x".repeat(256);
    for key in ["", "\"\"", "a b", "é", &long] {
        let problem = problem(send(&client, "/v1/jobs", key, JOB).await, 400, "malformed-parameter").await;
        assert_eq!(problem["parameter"], "Idempotency-Key");
    }
    json(send(&client, "/v1/jobs", &long[1..], JOB).await, 202).await;
}

#[tokio::test]
async fn a_request_that_was_refused_leaves_its_key_free() {
    let testing = Testing::default();
    let client = testing.client();
    let wrong = r#"{"items":[1],"processor":{"jq":{"filter":"wrong"}}}"#;
    problem(send(&client, "/v1/jobs", "one", wrong).await, 422, "invalid-processor").await;
    json(send(&client, "/v1/jobs", "one", JOB).await, 202).await;
    problem(send(&client, "/v1/datasets?format=csv", "one", "").await, 422, "invalid-dataset").await;
    json(send(&client, "/v1/datasets?format=csv", "one", "a\n1\n").await, 201).await;
}

#[tokio::test]
async fn a_key_means_nothing_where_nothing_is_made() {
    let testing = Testing::default();
    let client = testing.client();
    for path in ["/v1/queues/a/pause", "/v1/queues/b/pause"] {
        let response = send(&client, path, "one", Body::empty()).await;
        assert!(response.0.headers().get("idempotent-replayed").is_none());
        json(response, 200).await;
    }
}
