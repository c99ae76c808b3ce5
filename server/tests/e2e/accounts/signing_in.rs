//! Signing up, verifying, signing in, one-time codes, forgotten passwords, and the end of sessions.

use chrono::Utc;
use reqwest::Method;
use serde_json::json;

use crate::deployment::Deployment;
use crate::person::{PASSWORD, Person, json_of, problem, problem_of, text};

#[tokio::test(flavor = "multi_thread")]
async fn who_signs_up_verifies_their_address_and_signs_in() {
    let deployment = Deployment::start().await;
    let ada = Person::new(&deployment, "ada");
    let new = json!({"email": ada.email, "name": "Ada", "password": PASSWORD});
    assert_eq!(ada.post(None, "/v1/sign-up", new.clone()).await.status(), 202);
    let token = ada.secret().await;
    assert_eq!(problem_of(ada.try_to_sign_in(json!({})).await).await, problem(403, "not-verified"));
    let again = ada.secret().await;
    assert_ne!(token, again, "who is not verified gets another link");
    let verify =
        async |token: &str| ada.post(None, "/v1/email-verifications/confirm", json!({"token": token})).await;
    assert_eq!(verify(&token).await.status(), 204);
    assert_eq!(problem_of(verify(&token).await).await, problem(422, "link-over"));

    let tokens = ada.sign_in().await;
    assert_eq!(tokens["tenants"], json!([]));
    let access = text(&tokens["access_token"]);
    let me = json_of(ada.get(access, "/v1/me").await, 200).await;
    assert_eq!((&me["email"], &me["totp"]), (&json!("ada@example.org"), &json!(false)));
    assert_eq!(problem_of(ada.get(access, "/v1/jobs").await).await, problem(403, "no-tenant"));

    // Whoever signs up with the same address in another case learns nothing; she does.
    let again = json!({"email": "ADA@example.org", "name": "Eve", "password": "another long password"});
    assert_eq!(ada.post(None, "/v1/sign-up", again).await.status(), 202);
    assert!(ada.mail().await.contains("You have an account already"));
    assert_eq!(json_of(ada.get(access, "/v1/me").await, 200).await["name"], "Ada");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_tenant_is_made_chosen_and_worked_in() {
    let deployment = Deployment::start().await;
    let ada = Person::known(&deployment, "ada").await;
    let tokens = ada.sign_in().await;
    let access = text(&tokens["access_token"]);
    let made = ada.post(Some(access), "/v1/tenants", json!({"id": "acme", "name": "Acme"})).await;
    assert_eq!(made.headers()["etag"], "\"1\"");
    json_of(made, 201).await;
    let eve = Person::known(&deployment, "eve").await;
    let other = eve.sign_in().await;
    let taken = json!({"id": "acme", "name": "Mine"});
    let taken = eve.post(Some(text(&other["access_token"])), "/v1/tenants", taken).await;
    assert_eq!(problem_of(taken).await, problem(409, "tenant-taken"));
    let stranger = eve.refresh(&other, json!({"tenant": "acme"})).await;
    assert_eq!(problem_of(stranger).await, problem(404, "no-such-tenant"));

    let tokens = json_of(ada.refresh(&tokens, json!({"tenant": "acme"})).await, 201).await;
    assert_eq!((&tokens["tenant"], &tokens["role"]), (&json!("acme"), &json!("owner")));
    let access = text(&tokens["access_token"]);
    let job = json!({"items": [1, 2], "processor": {"jq": {"filter": ". + 1"}}});
    let job = json_of(ada.post(Some(access), "/v1/jobs", job).await, 202).await;
    let path = format!("/v1/jobs/{}?wait_ms=30000", text(&job["id"]));
    assert_eq!(json_of(ada.get(access, &path).await, 200).await["succeeded"], 2);
    // The owner of the deployment's own tenant does not see it.
    let foreign = deployment.http().get(deployment.url(&path)).send().await.unwrap();
    assert_eq!(problem_of(foreign).await, problem(404, "no-such-job"));
}

#[tokio::test(flavor = "multi_thread")]
async fn one_time_codes_are_asked_for_once_they_are_confirmed_and_work_once() {
    let deployment = Deployment::start().await;
    let ada = Person::known(&deployment, "ada").await;
    let tokens = ada.sign_in().await;
    let access = text(&tokens["access_token"]);
    let offer = json_of(ada.ask(Some(access), Method::POST, "/v1/me/totp", None).await, 200).await;
    let secret = totp_of(text(&offer["uri"]));
    let wrong = ada.post(Some(access), "/v1/me/totp/confirm", json!({"code": "000000"})).await;
    assert_eq!(problem_of(wrong).await, problem(401, "wrong-code"));
    let code = secret.generate_current().unwrap();
    let codes = ada.post(Some(access), "/v1/me/totp/confirm", json!({"code": code})).await;
    let codes = json_of(codes, 200).await["codes"].clone();
    assert_eq!(codes.as_array().unwrap().len(), 10);

    assert_eq!(problem_of(ada.try_to_sign_in(json!({})).await).await, problem(401, "code-needed"));
    let used = ada.try_to_sign_in(json!({"code": code})).await;
    assert_eq!(problem_of(used).await, problem(401, "wrong-code"));
    // The code of the next half minute is taken already: clocks differ.
    let next = u64::try_from(Utc::now().timestamp()).unwrap() + 30;
    json_of(ada.try_to_sign_in(json!({"code": secret.generate(next)})).await, 201).await;
    let recovery = text(&codes[0]).to_uppercase();
    json_of(ada.try_to_sign_in(json!({"code": recovery})).await, 201).await;
    let again = ada.try_to_sign_in(json!({"code": recovery})).await;
    assert_eq!(problem_of(again).await, problem(401, "wrong-code"));

    let off = ada.post(Some(access), "/v1/me/totp/disable", json!({"code": codes[1]})).await;
    assert_eq!(off.status(), 204);
    ada.sign_in().await;
    // None of it is in the log.
    let log = deployment.succeeds(&["log", "export", "--tenant", "accounts"]);
    assert!(log.contains("TotpEnabled") && log.contains("password_and_recovery_code"));
    for secret in [text(&offer["secret"]), text(&codes[3]), "example.org", PASSWORD] {
        assert!(!log.contains(secret), "{secret} is in the log");
    }
}

fn totp_of(uri: &str) -> totp_rs::TOTP {
    totp_rs::TOTP::from_url(uri).unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_forgotten_password_is_set_anew_and_ends_all_sessions() {
    let deployment = Deployment::start().await;
    let ada = Person::known(&deployment, "ada").await;
    let tokens = ada.sign_in().await;
    let nobody = json!({"email": "nobody@example.org"});
    assert_eq!(ada.post(None, "/v1/password-resets", nobody).await.status(), 202);
    assert_eq!(ada.post(None, "/v1/password-resets", json!({"email": ada.email})).await.status(), 202);
    let token = ada.secret().await;
    let reset = async |password: &str| {
        ada.post(None, "/v1/password-resets/confirm", json!({"token": token, "password": password})).await
    };
    assert_eq!(problem_of(reset("short").await).await, problem(422, "invalid-field"));
    assert_eq!(reset("quite another password").await.status(), 204);
    assert_eq!(problem_of(reset("quite another password").await).await, problem(422, "link-over"));

    let access = text(&tokens["access_token"]);
    assert_eq!(problem_of(ada.get(access, "/v1/me").await).await, problem(401, "token-revoked"));
    let refreshed = ada.refresh(&tokens, json!({})).await;
    assert_eq!(problem_of(refreshed).await, problem(401, "session-over"));
    assert_eq!(problem_of(ada.try_to_sign_in(json!({})).await).await, problem(401, "wrong-credentials"));
    json_of(ada.try_to_sign_in(json!({"password": "quite another password"})).await, 201).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn sessions_are_listed_and_ended() {
    let deployment = Deployment::start().await;
    let ada = Person::known(&deployment, "ada").await;
    let (first, second) = (ada.sign_in().await, ada.sign_in().await);
    let (access, other) = (text(&first["access_token"]), text(&second["access_token"]));
    let list = json_of(ada.get(access, "/v1/sessions").await, 200).await;
    let current: Vec<_> = list["sessions"].as_array().unwrap().iter().map(|one| &one["current"]).collect();
    assert_eq!(current, [&json!(false), &json!(true)]);

    let path = format!("/v1/sessions/{}", text(&second["session"]));
    assert_eq!(ada.delete(access, &path).await.status(), 204);
    assert_eq!(problem_of(ada.get(other, "/v1/me").await).await, problem(401, "token-revoked"));
    assert_eq!(problem_of(ada.delete(access, &path).await).await, problem(404, "no-such-session"));
    let eve = Person::known(&deployment, "eve").await;
    let hers = eve.sign_in().await;
    let path = format!("/v1/sessions/{}", text(&first["session"]));
    let foreign = eve.delete(text(&hers["access_token"]), &path).await;
    assert_eq!(problem_of(foreign).await, problem(404, "no-such-session"));

    assert_eq!(ada.delete(access, "/v1/sessions/current").await.status(), 204);
    assert_eq!(problem_of(ada.get(access, "/v1/me").await).await, problem(401, "token-revoked"));
}

#[tokio::test(flavor = "multi_thread")]
async fn another_program_verifies_access_tokens_by_the_published_keys() {
    let deployment = Deployment::start().await;
    let ada = Person::known(&deployment, "ada").await;
    let tokens = ada.sign_in().await;
    let keys = reqwest::get(deployment.url("/.well-known/jwks.json")).await.unwrap();
    let keys: jsonwebtoken::jwk::JwkSet = keys.json().await.unwrap();
    let access = text(&tokens["access_token"]);
    let kid = jsonwebtoken::decode_header(access).unwrap().kid.unwrap();
    let key = jsonwebtoken::DecodingKey::from_jwk(keys.find(&kid).unwrap()).unwrap();
    let mut validation = jsonwebtoken::Validation::new(jsonwebtoken::Algorithm::EdDSA);
    validation.set_audience(&["thousandfold"]);
    let claims = jsonwebtoken::decode::<serde_json::Value>(access, &key, &validation).unwrap().claims;
    assert_eq!((&claims["sub"], &claims["amr"]), (&tokens["user"], &json!(["pwd"])));
}

#[tokio::test(flavor = "multi_thread")]
async fn accounts_are_served_alone() {
    let mut deployment = Deployment::idle().await;
    deployment.serve(&["auth"]).await;
    let ready = reqwest::get(deployment.url("/readyz")).await.unwrap();
    assert_eq!(json_of(ready, 200).await["engines"], json!(["postgres", "redis"]));
    let ada = Person::known(&deployment, "ada").await;
    let tokens = ada.sign_in().await;
    let access = text(&tokens["access_token"]);
    json_of(ada.get(access, "/v1/me").await, 200).await;
    assert_eq!(problem_of(ada.get(access, "/v1/jobs").await).await, problem(404, "no-such-path"));
}
