//! Signing in by an issuer: who somebody becomes here, and what is refused. The real protocol is tested on a real issuer.

use poem::Endpoint;
use poem::http::Method;
use poem::test::{TestClient, TestResponse};
use serde_json::{Value, json as value};

use crate::testing::{PROVIDER, Testing, json, problem};

const EMAIL: &str = "ada@example.org";
const PASSWORD: &str = "of somebody, not to be guessed";

async fn post(client: &TestClient<impl Endpoint>, path: &str, body: Value) -> TestResponse {
    let request = client.request(Method::POST, path).content_type("application/json");
    request.body(body.to_string()).send().await
}

async fn begin(client: &TestClient<impl Endpoint>) -> Value {
    let begun = post(client, &format!("/v1/oidc/{PROVIDER}/authorizations"), value!({})).await;
    begun.assert_header("cache-control", "no-store");
    json(begun, 201).await
}

async fn come_back(client: &TestClient<impl Endpoint>, begun: &Value, code: &str) -> TestResponse {
    let back = value!({"code": code, "state": begun["state"], "binding": begun["binding"]});
    post(client, &format!("/v1/oidc/{PROVIDER}/callback"), back).await
}

/// Signs in whom the issuer gave this code.
async fn sign_in(client: &TestClient<impl Endpoint>, code: &str) -> TestResponse {
    let begun = begin(client).await;
    come_back(client, &begun, code).await
}

async fn sign_up(client: &TestClient<impl Endpoint>) {
    let who = value!({"email": EMAIL, "name": "Ada", "password": PASSWORD});
    assert_eq!(post(client, "/v1/sign-up", who).await.0.status(), 202);
}

async fn by_password(client: &TestClient<impl Endpoint>) -> TestResponse {
    post(client, "/v1/sessions", value!({"email": EMAIL, "password": PASSWORD})).await
}

fn events(testing: &Testing, event_type: &str) -> usize {
    let events = testing.engines.events.lock().unwrap();
    events.iter().filter(|event| event.event_type == event_type).count()
}

#[tokio::test]
async fn the_providers_are_listed() {
    let listed = Testing::default().anonymous().get("/v1/oidc").send().await;
    assert_eq!(json(listed, 200).await, value!({"providers": [PROVIDER, "other"]}));
}

#[tokio::test]
async fn somebody_new_is_signed_up_and_is_the_same_the_next_time() {
    let testing = Testing::default();
    let client = testing.anonymous();
    testing.issuer.vouch("1", "7", Some(EMAIL), true);
    let first = json(sign_in(&client, "1").await, 201).await;
    // By then the address may be another one, or none: who they are to the issuer is what counts.
    testing.issuer.vouch("2", "7", None, false);
    let second = json(sign_in(&client, "2").await, 201).await;
    assert_eq!(first["user"], second["user"]);
    let me = testing.client_of(first["access_token"].as_str().unwrap()).get("/v1/me").send().await;
    let me = json(me, 200).await;
    assert_eq!((&me["email"], &me["name"]), (&value!(EMAIL), &value!("Ada")));
    assert_eq!((events(&testing, "UserSignedUp"), events(&testing, "EmailVerified")), (1, 1));
}

#[tokio::test]
async fn an_account_whose_address_is_verified_is_linked_and_keeps_its_password() {
    let testing = Testing::default();
    let client = testing.anonymous();
    sign_up(&client).await;
    let token = testing.mailbox.secret(EMAIL).await;
    post(&client, "/v1/email-verifications/confirm", value!({"token": token})).await;
    testing.issuer.vouch("1", "7", Some("ADA@example.org"), true);
    let by_issuer = json(sign_in(&client, "1").await, 201).await;
    let by_password = json(by_password(&client).await, 201).await;
    assert_eq!(by_issuer["user"], by_password["user"]);
    assert_eq!((events(&testing, "UserSignedUp"), events(&testing, "IssuerLinked")), (1, 1));
}

#[tokio::test]
async fn who_signed_up_with_somebody_elses_address_is_locked_out_when_its_owner_comes() {
    let testing = Testing::default();
    let client = testing.anonymous();
    sign_up(&client).await;
    testing.issuer.vouch("1", "7", Some(EMAIL), true);
    json(sign_in(&client, "1").await, 201).await;
    problem(by_password(&client).await, 401, "wrong-credentials").await;
    assert_eq!((events(&testing, "UserSignedUp"), events(&testing, "IssuerLinked")), (1, 1));
}

#[tokio::test]
async fn an_address_that_the_issuer_did_not_verify_is_refused() {
    let testing = Testing::default();
    let client = testing.anonymous();
    for email in [Some(EMAIL), None] {
        testing.issuer.vouch("1", "7", email, false);
        let problem = problem(sign_in(&client, "1").await, 401, "sign-in-refused").await;
        assert!(problem["detail"].as_str().unwrap().contains("e-mail address"), "{problem}");
    }
    assert_eq!(events(&testing, "UserSignedUp"), 0);
}

#[tokio::test]
async fn where_signing_up_is_closed_only_those_who_are_known_sign_in() {
    let testing = Testing { closed: true, ..Testing::default() };
    testing.issuer.vouch("1", "7", Some(EMAIL), true);
    let client = testing.anonymous();
    problem(sign_in(&client, "1").await, 403, "sign-up-closed").await;
    let open = Testing { closed: false, vault: testing.vault.clone(), ..Testing::default() };
    sign_up(&open.anonymous()).await;
    testing.issuer.vouch("2", "7", Some(EMAIL), true);
    json(sign_in(&client, "2").await, 201).await;
}

#[tokio::test]
async fn a_sign_in_is_finished_once_and_where_it_began() {
    let testing = Testing::default();
    let client = testing.anonymous();
    testing.issuer.vouch("1", "7", Some(EMAIL), true);
    let (begun, other) = (begin(&client).await, begin(&client).await);
    let mixed = value!({"state": begun["state"], "binding": other["binding"]});
    problem(come_back(&client, &mixed, "1").await, 401, "sign-in-refused").await;
    // It was used by that, whoever it was.
    problem(come_back(&client, &begun, "1").await, 422, "sign-in-expired").await;
    let back = value!({"code": "1", "state": other["state"], "binding": other["binding"]});
    problem(post(&client, "/v1/oidc/other/callback", back).await, 401, "sign-in-refused").await;
    json(sign_in(&client, "1").await, 201).await;
}

#[tokio::test]
async fn a_sign_in_that_took_too_long_is_over() {
    let testing = Testing::default();
    let client = testing.anonymous();
    testing.issuer.vouch("1", "7", Some(EMAIL), true);
    let begun = begin(&client).await;
    testing.vault.end_sign_ins();
    problem(come_back(&client, &begun, "1").await, 422, "sign-in-expired").await;
}

#[tokio::test]
async fn a_provider_that_is_none_or_away_is_a_problem() {
    let client = Testing::default().anonymous();
    for path in ["authorizations", "callback"] {
        let body =
            if path == "callback" { value!({"code": "", "state": "", "binding": ""}) } else { value!({}) };
        problem(post(&client, &format!("/v1/oidc/x/{path}"), body).await, 404, "no-such-provider").await;
    }
    problem(sign_in(&client, "wrong").await, 401, "sign-in-refused").await;
    let away = problem(sign_in(&client, "away").await, 503, "engine-away").await;
    assert_eq!(away["engine"], "issuer");
}
