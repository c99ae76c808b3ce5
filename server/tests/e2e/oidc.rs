//! Signing in by another issuer, which runs: the test plays the console and the browser.

mod issuer;

use reqwest::{Client, Url};
use serde_json::{Value, json};

use crate::deployment::Deployment;
use issuer::{Issuer, REDIRECT, SECRET};

/// The address of who owns the tenant of such a deployment.
const OWNER: &str = "owner@example.org";

/// A deployment with two providers of one issuer, as a confidential and as a public client, without a process.
async fn deployment(issuer: &Issuer) -> Deployment {
    let mut deployment = Deployment::idle().await;
    deployment.set("THOUSANDFOLD_AUTH__PROVIDERS__HOUSE__ISSUER", &issuer.url);
    deployment.set("THOUSANDFOLD_AUTH__PROVIDERS__HOUSE__CLIENT_ID", "console");
    deployment.set("THOUSANDFOLD_AUTH__PROVIDERS__HOUSE__CLIENT_SECRET", SECRET);
    deployment.set("THOUSANDFOLD_AUTH__PROVIDERS__HOUSE__REDIRECT_URI", REDIRECT);
    deployment.set("THOUSANDFOLD_AUTH__PROVIDERS__OPEN__ISSUER", &issuer.url);
    deployment.set("THOUSANDFOLD_AUTH__PROVIDERS__OPEN__CLIENT_ID", "public");
    deployment.set("THOUSANDFOLD_AUTH__PROVIDERS__OPEN__REDIRECT_URI", REDIRECT);
    deployment
}

async fn post(deployment: &Deployment, path: &str, body: &Value) -> (u16, Value) {
    let answer = Client::new().post(deployment.url(path)).json(body).send().await.unwrap();
    (answer.status().as_u16(), answer.json().await.unwrap_or_default())
}

async fn begin(deployment: &Deployment, provider: &str) -> Value {
    let (status, begun) = post(deployment, &format!("/v1/oidc/{provider}/authorizations"), &json!({})).await;
    assert_eq!(status, 201, "{begun}");
    begun
}

/// Brings a code back that belongs to what was begun.
async fn come_back(deployment: &Deployment, begun: &Value, code: &str) -> (u16, Value) {
    let back = json!({"code": code, "state": begun["state"], "binding": begun["binding"]});
    post(deployment, "/v1/oidc/house/callback", &back).await
}

/// Goes to the issuer and back.
async fn sign_in(deployment: &Deployment, issuer: &Issuer, provider: &str, user: &str) -> (u16, Value) {
    let begun = begin(deployment, provider).await;
    let (code, state) = issuer.visit(begun["authorization_url"].as_str().unwrap(), user).await;
    let back = json!({"code": code, "state": state, "binding": begun["binding"]});
    post(deployment, &format!("/v1/oidc/{provider}/callback"), &back).await
}

fn refused((status, problem): &(u16, Value), expected: u16, slug: &str) {
    let uri = format!("https://thousandfold.dev/problems/{slug}");
    assert_eq!((*status, &problem["type"]), (expected, &json!(uri)), "{problem}");
}

/// The page, with another value of a parameter.
fn tampered(page: &Value, name: &str) -> String {
    let mut url: Url = page.as_str().unwrap().parse().unwrap();
    let pairs: Vec<(String, String)> = url.query_pairs().into_owned().collect();
    assert!(pairs.iter().any(|(known, _)| known == name), "{url}");
    let changed = pairs.iter().map(|(known, value)| match known == name {
        true => (known.as_str(), value.chars().rev().collect()),
        false => (known.as_str(), value.clone()),
    });
    url.query_pairs_mut().clear().extend_pairs(changed);
    url.into()
}

#[tokio::test(flavor = "multi_thread")]
async fn somebody_signs_in_by_an_issuer_and_is_the_same_the_next_time() {
    let issuer = Issuer::start(&[("ada", "ada@example.org"), ("owner", OWNER)]).await;
    let mut deployment = deployment(&issuer).await;
    deployment.serve(&["api"]).await;
    let listed: Value = reqwest::get(deployment.url("/v1/oidc")).await.unwrap().json().await.unwrap();
    assert_eq!(listed, json!({"providers": ["house", "open"]}));

    let (status, first) = sign_in(&deployment, &issuer, "house", "ada").await;
    assert_eq!(status, 201, "{first}");
    let token = first["access_token"].as_str().unwrap();
    let me = Client::new().get(deployment.url("/v1/me")).bearer_auth(token).send().await.unwrap();
    let me: Value = me.json().await.unwrap();
    assert_eq!((&me["id"], &me["email"]), (&first["user"], &json!("ada@example.org")));
    // By a client without a secret it is the same issuer, and the same person to it.
    let (_, second) = sign_in(&deployment, &issuer, "open", "ada").await;
    assert_eq!(first["user"], second["user"]);
    assert_ne!(first["session"], second["session"]);

    // Who has an account with the address that is verified is let in to it, and to what belongs to it.
    let (status, owner) = sign_in(&deployment, &issuer, "house", "owner").await;
    assert_eq!((status, &owner["role"]), (201, &json!("owner")), "{owner}");
    assert_ne!(owner["user"], first["user"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_sign_in_that_is_not_as_it_began_is_refused() {
    let issuer = Issuer::start(&[("ada", "ada@example.org")]).await;
    let mut deployment = deployment(&issuer).await;
    deployment.serve(&["api"]).await;
    let page = |begun: &Value| begun["authorization_url"].as_str().unwrap().to_owned();

    let begun = begin(&deployment, "house").await;
    let (code, _) = issuer.visit(&page(&begun), "ada").await;
    let other = begin(&deployment, "house").await;
    let wrong = json!({"state": "made up", "binding": begun["binding"]});
    refused(&come_back(&deployment, &wrong, &code).await, 422, "sign-in-expired");
    let wrong = json!({"state": other["state"], "binding": begun["binding"]});
    refused(&come_back(&deployment, &wrong, &code).await, 401, "sign-in-refused");
    assert_eq!(come_back(&deployment, &begun, &code).await.0, 201);
    refused(&come_back(&deployment, &begun, &code).await, 422, "sign-in-expired");

    // The issuer takes a code once, and only with the verifier of the page that it was given on.
    let begun = begin(&deployment, "house").await;
    refused(&come_back(&deployment, &begun, &code).await, 401, "sign-in-refused");
    refused(
        &come_back(&deployment, &begin(&deployment, "house").await, "none").await,
        401,
        "sign-in-refused",
    );
    for parameter in ["nonce", "code_challenge"] {
        let begun = begin(&deployment, "house").await;
        let (code, _) = issuer.visit(&tampered(&begun["authorization_url"], parameter), "ada").await;
        refused(&come_back(&deployment, &begun, &code).await, 401, "sign-in-refused");
    }

    let begun = begin(&deployment, "house").await;
    let (code, _) = issuer.visit(&page(&begun), "ada").await;
    end_sign_ins(&deployment).await;
    refused(&come_back(&deployment, &begun, &code).await, 422, "sign-in-expired");
}

/// Has the time of all sign-ins be over.
async fn end_sign_ins(deployment: &Deployment) {
    let config = std::fs::read_to_string(deployment.folder().join("config.toml")).unwrap();
    let config: toml::Table = config.parse().unwrap();
    let address = config["postgres"]["shards"][0].as_str().unwrap();
    let (client, connection) = tokio_postgres::connect(address, tokio_postgres::NoTls).await.unwrap();
    tokio::spawn(connection);
    let end = "SET ROLE thousandfold_migrator; UPDATE account_sign_ins SET expires_at = now()";
    client.batch_execute(end).await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn who_signed_up_with_an_address_that_is_not_theirs_is_locked_out_by_its_owner() {
    let issuer = Issuer::start(&[("ada", "ada@example.org")]).await;
    let mut deployment = deployment(&issuer).await;
    let mails = deployment.folder().join("mails");
    deployment.set("THOUSANDFOLD_AUTH__MAIL__FOLDER", mails.to_str().unwrap());
    deployment.serve(&["api"]).await;
    let password = "of a stranger, for later";
    let stranger = json!({"email": "Ada@example.org", "name": "Ada", "password": password});
    assert_eq!(post(&deployment, "/v1/sign-up", &stranger).await.0, 202);
    let credentials = json!({"email": "ada@example.org", "password": password});
    refused(&post(&deployment, "/v1/sessions", &credentials).await, 403, "not-verified");
    assert_eq!(sign_in(&deployment, &issuer, "house", "ada").await.0, 201);
    refused(&post(&deployment, "/v1/sessions", &credentials).await, 401, "wrong-credentials");
}

#[tokio::test(flavor = "multi_thread")]
async fn where_signing_up_is_closed_an_issuer_lets_in_only_those_who_are_known() {
    let issuer = Issuer::start(&[("ada", "ada@example.org"), ("owner", OWNER)]).await;
    let mut deployment = deployment(&issuer).await;
    deployment.set("THOUSANDFOLD_AUTH__SIGN_UP", "false");
    deployment.set("THOUSANDFOLD_AUTH__PROVIDERS__OPEN__TRUST_EMAIL", "false");
    deployment.serve(&["api"]).await;
    refused(&sign_in(&deployment, &issuer, "house", "ada").await, 403, "sign-up-closed");
    // An issuer that is not believed about addresses opens no account by one.
    refused(&sign_in(&deployment, &issuer, "open", "owner").await, 401, "sign-in-refused");
    assert_eq!(sign_in(&deployment, &issuer, "house", "owner").await.0, 201);
    assert_eq!(sign_in(&deployment, &issuer, "open", "owner").await.0, 201);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_issuer_that_signs_with_another_key_is_asked_for_it() {
    let mut issuer = Issuer::start(&[("ada", "ada@example.org")]).await;
    let mut deployment = deployment(&issuer).await;
    deployment.serve(&["api"]).await;
    assert_eq!(sign_in(&deployment, &issuer, "house", "ada").await.0, 201);
    issuer.change_key().await;
    // It is not asked more often than every ten seconds.
    deployment
        .until("the key is known", async || sign_in(&deployment, &issuer, "house", "ada").await.0 == 201)
        .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_issuer_that_is_away_is_a_problem_that_passes() {
    let mut issuer = Issuer::start(&[("ada", "ada@example.org")]).await;
    let mut deployment = deployment(&issuer).await;
    deployment.set("THOUSANDFOLD_AUTH__PROVIDERS__GONE__ISSUER", "http://127.0.0.1:1");
    deployment.set("THOUSANDFOLD_AUTH__PROVIDERS__GONE__CLIENT_ID", "console");
    deployment.set("THOUSANDFOLD_AUTH__PROVIDERS__GONE__REDIRECT_URI", REDIRECT);
    deployment.serve(&["api"]).await;
    let begun = begin(&deployment, "house").await;
    let (code, _) = issuer.visit(begun["authorization_url"].as_str().unwrap(), "ada").await;
    issuer.kill();
    refused(&come_back(&deployment, &begun, &code).await, 503, "engine-away");
    let gone = post(&deployment, "/v1/oidc/gone/authorizations", &json!({})).await;
    refused(&gone, 503, "engine-away");
    assert_eq!(gone.1["engine"], "issuer");
    refused(&post(&deployment, "/v1/oidc/none/authorizations", &json!({})).await, 404, "no-such-provider");
}
