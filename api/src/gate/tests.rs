//! Who is let in: every operation, as every role, of two tenants. The rows are made from the document and the table of
//! permissions, so that a new operation is in them by itself.

use chrono::{TimeDelta, Utc};
use domain::TenantId;
use domain::api_key::KeySpec;
use domain::permission::{Action, Role};
use poem::Endpoint;
use poem::http::Method;
use poem::test::{TestClient, TestResponse};
use serde_json::Value;
use strum::VariantArray;

use crate::openapi_document;
use crate::permissions::{REQUIREMENTS, Requirement, requirement};
use crate::testing::{Testing, json, problem, tenant, until};

/// An operation as the document has it, with a path and a body that could be meant.
struct Sample {
    name: String,
    method: Method,
    path: String,
    body: &'static str,
}

/// Ids of the right form, of things that do not exist.
fn fill(path: &str) -> String {
    let hex = "00000000000000000000000000000007";
    let id = match path {
        path if path.starts_with("/v1/jobs") => format!("job_{hex}"),
        path if path.starts_with("/v1/datasets") => format!("dataset_{hex}"),
        path if path.starts_with("/v1/api-keys") => format!("key_{hex}"),
        path if path.starts_with("/v1/invitations") => format!("invitation_{hex}"),
        path => {
            assert!(!path.contains("{id}") || path.starts_with("/v1/sessions"), "give {path} an id here");
            format!("session_{hex}")
        }
    };
    path.replace("{id}", &id)
        .replace("{number}", "0")
        .replace("{name}", "letters")
        .replace("{provider}", "known")
        .replace("{user}", &format!("user_{hex}"))
        .replace("{token}", &format!("batch_{hex}_0.lease_{hex}"))
}

fn samples() -> Vec<Sample> {
    let document: Value = serde_json::from_str(&openapi_document()).unwrap();
    let mut samples = vec![];
    for (path, operations) in document["paths"].as_object().unwrap() {
        for (method, operation) in operations.as_object().unwrap() {
            let name = operation["operationId"].as_str().unwrap().to_owned();
            let method: Method = method.to_uppercase().parse().unwrap();
            // An empty object lacks what most bodies need: who may not ask is told so before that.
            samples.push(Sample { name, method, path: fill(path), body: "{}" });
        }
    }
    assert!(samples.len() > 50);
    samples
}

async fn ask(client: &TestClient<impl Endpoint>, credential: Option<&str>, sample: &Sample) -> TestResponse {
    let mut request = client.request(sample.method.clone(), &sample.path).content_type("application/json");
    if let Some(credential) = credential {
        request = request.header("authorization", format!("Bearer {credential}"));
    }
    request.body(sample.body).send().await
}

fn spec(role: Role, scopes: &[Action]) -> KeySpec {
    let expires_at = Some(Utc::now() + TimeDelta::days(1));
    KeySpec { name: role.to_string(), role, scopes: scopes.iter().copied().collect(), expires_at }
}

#[test]
fn the_table_has_the_operations_of_the_document_and_no_others() {
    let samples = samples();
    for sample in &samples {
        assert!(requirement(&sample.name).is_some(), "{} has no permission", sample.name);
    }
    for (name, _) in REQUIREMENTS {
        assert!(samples.iter().any(|sample| sample.name == *name), "there is no operation {name}");
    }
}

#[tokio::test]
async fn each_role_may_do_what_the_table_says_and_nothing_else() {
    let testing = Testing::default();
    let client = testing.anonymous();
    for role in Role::VARIANTS {
        let key = testing.vault.issue(&tenant(), spec(*role, &[]));
        for sample in samples() {
            let status = ask(&client, Some(&key), &sample).await.0.status().as_u16();
            let is_let_in = !matches!(status, 401 | 403);
            let may = match requirement(&sample.name).unwrap() {
                Requirement::Public | Requirement::Guarded => continue,
                Requirement::SignedIn => false,
                Requirement::May(action) => role.may(action),
            };
            assert_eq!(is_let_in, may, "{role}: {} gave {status}", sample.name);
        }
    }
}

#[tokio::test]
async fn nobody_is_let_in_without_saying_who_they_are() {
    let client = Testing::default().anonymous();
    for sample in samples() {
        let is_public = matches!(requirement(&sample.name), Some(Requirement::Public | Requirement::Guarded));
        if is_public {
            continue;
        }
        let response = ask(&client, None, &sample).await;
        response.assert_header("www-authenticate", "Bearer realm=\"thousandfold\"");
        problem(response, 401, "unauthenticated").await;
    }
}

#[tokio::test]
async fn scopes_narrow_what_a_key_may_do() {
    let testing = Testing::default();
    let client = testing.anonymous();
    let key = testing.vault.issue(&tenant(), spec(Role::Owner, &[Action::JobsRead]));
    for sample in samples() {
        let Some(Requirement::May(action)) = requirement(&sample.name) else { continue };
        let response = ask(&client, Some(&key), &sample).await;
        if action == Action::JobsRead {
            assert_ne!(response.0.status(), 403, "{}", sample.name);
        } else {
            let problem = problem(response, 403, "forbidden").await;
            assert_eq!(problem["action"], action.to_string(), "{}", sample.name);
        }
    }
}

/// What the tenant of tests has: a job that ran, a dataset, a lease, a key.
async fn given_things(testing: &Testing) -> Vec<(&'static str, String)> {
    let client = testing.client();
    let post = async |path: &str, body: &'static str| {
        let request = client.post(path).content_type("application/json").body(body);
        let response = request.send().await.0;
        assert!(response.status().is_success(), "{path}: {}", response.status());
        serde_json::from_str::<Value>(&response.into_body().into_string().await.unwrap()).unwrap()
    };
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let job =
        post("/v1/jobs", r#"{"items":[{"secret":"of test"}],"processor":{"external":{"queue":"q"}}}"#).await;
    let dataset = post("/v1/datasets?format=ndjson", "{}").await;
    let leased = until("tasks are leased", async || {
        let leased = post("/v1/queues/q/leases", r#"{"worker":"w"}"#).await;
        leased["leases"].as_array().filter(|leases| !leases.is_empty()).cloned()
    })
    .await;
    let key = post("/v1/api-keys", r#"{"name":"one","role":"worker"}"#).await;
    vec![
        ("/v1/jobs/{id}", text(&job["id"])),
        ("/v1/datasets/{id}", text(&dataset["id"])),
        ("/v1/leases/{token}", text(&leased[0]["token"])),
        ("/v1/api-keys/{id}", text(&key["key"]["id"])),
    ]
}

#[tokio::test]
async fn no_operation_answers_with_what_is_another_tenants() {
    let testing = Testing::default();
    let things = given_things(&testing).await;
    let other: TenantId = "other".parse().unwrap();
    let before = testing.engines.events.lock().unwrap().len();
    let document: Value = serde_json::from_str(&openapi_document()).unwrap();
    for role in Role::VARIANTS {
        let stranger = testing.client_of(&testing.vault.issue(&other, spec(*role, &[])));
        for (path, operations) in document["paths"].as_object().unwrap() {
            for (method, operation) in operations.as_object().unwrap() {
                let name = operation["operationId"].as_str().unwrap();
                let Some(Requirement::May(action)) = requirement(name) else { continue };
                if action == Action::AuditRead {
                    // It has what the stranger asked for, with the ids that they made up or know.
                    continue;
                }
                let known = things.iter().find(|(pattern, _)| path.starts_with(pattern));
                let path = match known {
                    Some((_, id)) => fill(&path.replace("{id}", id).replace("{token}", id)),
                    None => fill(path),
                };
                let method: Method = method.to_uppercase().parse().unwrap();
                let report = r#"{"worker":"w","tasks":[{"task":0,"result":1}]}"#;
                let body = if name == "report_tasks" { report } else { "{}" };
                let request = stranger.request(method, &path).content_type("application/json").body(body);
                let response = request.send().await.0;
                let status = response.status();
                let text = response.into_body().into_string().await.unwrap();
                for leak in ["of test", "\"q\""]
                    .iter()
                    .chain(&things.iter().map(|(_, id)| id.as_str()).collect::<Vec<_>>())
                {
                    // The audit trail has the paths that the stranger asked for.
                    let is_echo =
                        text.contains("/problems/") || !status.is_success() || name.contains("_audit_");
                    assert!(is_echo || !text.contains(leak), "{role} {name} answered {status}: {text}");
                }
                let is_thing = known.is_some() && name != "return_lease";
                assert!(
                    !is_thing || !status.is_success(),
                    "{role}: {name} of another tenant answered {status}"
                );
            }
        }
    }
    let events = testing.engines.events.lock().unwrap();
    let touched = events[before..].iter().find(|event| event.tenant == tenant());
    assert!(touched.is_none(), "a stranger changed something: {touched:?}");
}

#[tokio::test]
async fn a_key_that_was_taken_back_is_refused_at_once() {
    let testing = Testing::default();
    let owner = testing.client();
    let made = owner.post("/v1/api-keys").content_type("application/json");
    let made = json(made.body(r#"{"name":"one","role":"developer"}"#).send().await, 201).await;
    let key = testing.client_of(made["secret"].as_str().unwrap());
    json(key.get("/v1/jobs").send().await, 200).await;
    let path = format!("/v1/api-keys/{}", made["key"]["id"].as_str().unwrap());
    owner.delete(path).send().await.assert_status(poem::http::StatusCode::NO_CONTENT);
    problem(key.get("/v1/jobs").send().await, 401, "token-revoked").await;
}

#[tokio::test]
async fn a_credential_that_is_none_is_a_problem() {
    let testing = Testing::default();
    let key = testing.key(&tenant(), Role::Owner);
    let client = testing.anonymous();
    for wrong in [
        "Basic dTpw",
        "Bearer",
        "Bearer  ",
        "bearer x",
        "Bearer a.b.c",
        &format!("Bearer {key}x"),
        &format!("Bearer {}", &key[..key.len() - 1]),
    ] {
        let response = client.get("/v1/jobs").header("authorization", wrong).send().await;
        problem(response, 401, "unauthenticated").await;
    }
    json(client.get("/v1/jobs").header("authorization", format!("bearer {key}")).send().await, 200).await;
}
