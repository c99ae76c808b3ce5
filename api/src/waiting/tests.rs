use poem::http::Method;
use serde_json::{Value, json};

use crate::testing::{Testing, json, problem, until};

async fn standing(testing: &Testing, path: &str) -> Value {
    json(testing.client().get(path).send().await, 200).await
}

#[tokio::test]
async fn a_job_says_why_it_waits() {
    let testing = Testing::default();
    let body = r#"{"items":[1,2,3],"processor":{"external":{"queue":"letters"}}}"#;
    let id = json(testing.send(Method::POST, "/v1/jobs", body).await, 202).await["id"].clone();
    let job = format!("/v1/jobs/{}", id.as_str().unwrap());
    let paths = [format!("{job}/waiting"), format!("{job}/batches/0/waiting")];
    for path in &paths {
        let known = async || Some(standing(&testing, path).await).filter(|known| known.get("why").is_some());
        let known = until("the dispatcher knows", known).await;
        assert_eq!((&known["waiting"], &known["in_flight"]), (&3.into(), &0.into()));
        assert_eq!(known["why"], json!({"reason": "no_worker"}));
        assert!(known["oldest"].is_string());
    }
    testing.client().post(format!("{job}/pause")).send().await.assert_status_is_ok();
    for path in &paths {
        assert_eq!(standing(&testing, path).await["why"]["reason"], "paused");
    }
    problem(testing.client().get(format!("{job}/batches/1/waiting")).send().await, 404, "no-such-batch")
        .await;
}

#[tokio::test]
async fn what_the_dispatcher_does_not_know_is_read_from_the_log() {
    let testing = Testing::default();
    let body = r#"{"items":[1,2,3],"processor":{"jq":{"filter":"."}}}"#;
    let id = json(testing.send(Method::POST, "/v1/jobs", body).await, 202).await["id"].clone();
    let job = format!("/v1/jobs/{}", id.as_str().unwrap());
    // Another dispatcher, that was told nothing.
    let lost = Testing { engines: testing.engines.clone(), ..Testing::default() };
    assert_eq!(standing(&lost, &format!("{job}/waiting")).await["waiting"], 0);
    let batch = standing(&lost, &format!("{job}/batches/0/waiting")).await;
    assert_eq!((&batch["waiting"], batch.get("why")), (&3.into(), None));
}

#[tokio::test]
async fn a_job_that_is_not_cut_yet_waits_for_that() {
    let testing = Testing::default();
    let body =
        r#"{"objects":[{"key":"tenants/test/a.ndjson"}],"processor":{"external":{"queue":"letters"}}}"#;
    let id = json(testing.send(Method::POST, "/v1/jobs", body).await, 202).await["id"].clone();
    let job = standing(&testing, &format!("/v1/jobs/{}/waiting", id.as_str().unwrap())).await;
    assert_eq!(job["why"], json!({"reason": "planning"}));
}
