use std::sync::atomic::Ordering::Relaxed;

use poem::test::TestResponse;
use serde_json::Value;

use super::*;
use crate::testing::{Testing, json, problem};

const JOB: &str = r#"{"items":[1],"processor":{"jq":{"filter":"."}}}"#;

fn token(response: &TestResponse) -> Option<String> {
    response.0.header("consistency-token").map(str::to_owned)
}

/// A job, and the token of its submission.
async fn submitted(testing: &Testing) -> (String, String) {
    let sent = testing.client().post("/v1/jobs").content_type("application/json").body(JOB).send().await;
    let token = token(&sent).unwrap();
    (json(sent, 202).await["id"].as_str().unwrap().to_owned(), token)
}

async fn list(testing: &Testing, token: &str) -> TestResponse {
    testing.client().get("/v1/jobs").header("Consistency-Token", token).send().await
}

#[test]
fn a_token_is_positions_of_shards() {
    assert_eq!("1:7".parse(), Ok(Token(vec![(1, 7)])));
    assert_eq!("1:7, 0:3,1:9".parse(), Ok(Token(vec![(1, 7), (0, 3), (1, 9)])));
    let many = vec!["0:1"; 17].join(",");
    for text in ["", "7", "1:0", "1:-7", "1:7,", "65536:1", "1:9223372036854775808", &many] {
        assert!(text.parse::<Token>().is_err(), "{text}");
    }
}

#[tokio::test]
async fn what_a_command_did_has_a_place_and_what_it_need_not_do_has_none() {
    let testing = Testing::default();
    let (job, submitted) = submitted(&testing).await;
    assert_eq!(submitted, "0:2");
    let pause = async || testing.client().post(format!("/v1/jobs/{job}/pause")).send().await;
    assert_eq!(token(&pause().await).as_deref(), Some("0:3"));
    assert_eq!(token(&pause().await), None, "it was paused already");
    let read = testing.client().get(format!("/v1/jobs/{job}")).send().await;
    assert_eq!(token(&read), None);
}

#[tokio::test]
async fn a_submission_that_comes_again_has_the_same_token() {
    let testing = Testing::default();
    let client = testing.client();
    let send = async || {
        let request = client.post("/v1/jobs").content_type("application/json").body(JOB);
        token(&request.header("Idempotency-Key", "k").send().await)
    };
    assert_eq!((send().await.as_deref(), send().await.as_deref()), (Some("0:2"), Some("0:2")));
}

#[tokio::test]
async fn a_query_waits_until_its_read_model_has_come_so_far() {
    let testing = Testing::default();
    let (_, token) = submitted(&testing).await;
    let mut asking = Box::pin(list(&testing, &token));
    let early = tokio::time::timeout(Duration::from_millis(50), &mut asking).await;
    assert!(early.is_err(), "it is answered before the read model has the job");
    testing.engines.jobs_reached.store(2, Relaxed);
    asking.await.assert_status_is_ok();
    list(&testing, "0:1").await.assert_status_is_ok();
}

#[tokio::test(start_paused = true)]
async fn a_query_does_not_wait_for_ever() {
    let testing = Testing::default();
    let (_, token) = submitted(&testing).await;
    let answer = list(&testing, &token).await;
    assert_eq!(answer.0.header("retry-after"), Some("1"));
    let behind: Value = problem(answer, 503, "read-model-behind").await;
    assert_eq!(behind["engine"], "redis");
    for token in ["0:99", "7:1"] {
        problem(list(&testing, token).await, 422, "moment-ahead").await;
    }
    problem(list(&testing, "now").await, 422, "invalid-consistency-token").await;
}
