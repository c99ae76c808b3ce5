//! Who belongs to a tenant: invitations, roles, their end, and what an auditor sees and leaves behind.

use chrono::{TimeDelta, Utc};
use reqwest::Method;
use serde_json::{Value, json};

use crate::deployment::Deployment;
use crate::person::{Person, json_of, problem, problem_of, text};

/// An owner of the tenant `acme`, with their tokens for it.
async fn owner(deployment: &Deployment) -> (Person<'_>, Value) {
    let ada = Person::known(deployment, "ada").await;
    let tokens = ada.sign_in().await;
    let made = json!({"id": "acme", "name": "Acme"});
    json_of(ada.post(Some(text(&tokens["access_token"])), "/v1/tenants", made).await, 201).await;
    let tokens = json_of(ada.refresh(&tokens, json!({"tenant": "acme"})).await, 201).await;
    (ada, tokens)
}

/// Somebody whom the owner invited in this role.
async fn member<'a>(
    deployment: &'a Deployment,
    (ada, owner): (&Person<'_>, &str),
    name: &str,
    role: Value,
) -> (Person<'a>, Value) {
    let person = Person::known(deployment, name).await;
    let mut invitation = json!({"email": person.email});
    invitation.as_object_mut().unwrap().extend(role.as_object().cloned().unwrap());
    json_of(ada.post(Some(owner), "/v1/invitations", invitation).await, 201).await;
    let token = person.secret().await;
    let tokens = person.sign_in().await;
    let access = text(&tokens["access_token"]);
    let joined = person.post(Some(access), "/v1/invitations/accept", json!({"token": token})).await;
    assert_eq!(json_of(joined, 200).await["tenant"], "acme");
    let tokens = json_of(person.refresh(&tokens, json!({"tenant": "acme"})).await, 201).await;
    (person, tokens)
}

#[tokio::test(flavor = "multi_thread")]
async fn who_is_invited_belongs_to_the_tenant_until_they_are_let_go() {
    let deployment = Deployment::start().await;
    let (ada, tokens) = owner(&deployment).await;
    let owner = text(&tokens["access_token"]);
    let (bob, his) = member(&deployment, (&ada, owner), "bob", json!({"role": "developer"})).await;
    let access = text(&his["access_token"]);
    json_of(bob.get(access, "/v1/jobs").await, 200).await;
    let members = ada.get(owner, "/v1/members").await;
    let version = members.headers()["etag"].to_str().unwrap().to_owned();
    let members = json_of(members, 200).await;
    assert_eq!(members["members"].as_array().unwrap().len(), 2);
    let refused = bob.post(Some(access), "/v1/api-keys", json!({"name": "k", "role": "worker"})).await;
    assert_eq!(problem_of(refused).await, problem(403, "forbidden"));

    // What he was is refused at once; what he is now comes with the next token.
    let path = format!("/v1/members/{}", text(&his["user"]));
    let change = |role: &str, version: &str| {
        let request = deployment.http().patch(deployment.url(&path)).bearer_auth(owner);
        request.header("if-match", version).json(&json!({"role": role})).send()
    };
    let stale = change("operator", "\"1\"").await.unwrap();
    assert_eq!(problem_of(stale).await, problem(412, "precondition-failed"));
    json_of(change("operator", &version).await.unwrap(), 200).await;
    assert_eq!(problem_of(bob.get(access, "/v1/jobs").await).await, problem(401, "token-revoked"));
    let his = json_of(bob.refresh(&his, json!({})).await, 201).await;
    assert_eq!(his["role"], "operator");

    assert_eq!(ada.delete(owner, &path).await.status(), 204);
    let access = text(&his["access_token"]);
    assert_eq!(problem_of(bob.get(access, "/v1/jobs").await).await, problem(401, "token-revoked"));
    let his = json_of(bob.refresh(&his, json!({})).await, 201).await;
    assert_eq!(his.get("tenant"), None);
    let last = format!("/v1/members/{}", text(&tokens["user"]));
    assert_eq!(problem_of(ada.delete(owner, &last).await).await, problem(409, "last-owner"));
}

#[tokio::test(flavor = "multi_thread")]
async fn an_invitation_is_accepted_once_and_may_be_taken_back() {
    let deployment = Deployment::start().await;
    let (ada, tokens) = owner(&deployment).await;
    let owner = text(&tokens["access_token"]);
    let bob = Person::known(&deployment, "bob").await;
    let invite = json!({"email": bob.email, "role": "analyst"});
    let sent = json_of(ada.post(Some(owner), "/v1/invitations", invite).await, 201).await;
    let token = bob.secret().await;
    let open = json_of(ada.get(owner, "/v1/invitations").await, 200).await;
    assert_eq!(open["invitations"][0]["email"], "bob@example.org");
    let path = format!("/v1/invitations/{}", text(&sent["id"]));
    assert_eq!(ada.delete(owner, &path).await.status(), 204);
    let his = bob.sign_in().await;
    let access = text(&his["access_token"]);
    let accept = bob.post(Some(access), "/v1/invitations/accept", json!({"token": token})).await;
    assert_eq!(problem_of(accept).await, problem(422, "link-over"));
}

#[tokio::test(flavor = "multi_thread")]
async fn an_auditor_reads_for_a_time_without_sensitive_fields_and_is_seen_reading() {
    let deployment = Deployment::start().await;
    let (ada, tokens) = owner(&deployment).await;
    let owner = text(&tokens["access_token"]);
    let mark = json!({"sensitive_fields": ["card"]});
    let marked = ada.ask(Some(owner), Method::PATCH, "/v1/tenant", Some(mark)).await;
    assert_eq!(json_of(marked, 200).await["sensitive_fields"], json!(["card"]));
    let job = json!({
        "items": [{"card": "4111 1111", "n": 1.5}],
        "processor": {"jq": {"filter": "{card, n}"}},
    });
    let job = json_of(ada.post(Some(owner), "/v1/jobs", job).await, 202).await;
    let path = format!("/v1/jobs/{}", text(&job["id"]));
    json_of(ada.get(owner, &format!("{path}?wait_ms=30000")).await, 200).await;

    let forever = json!({"email": "carl@example.org", "role": "auditor"});
    let refused = ada.post(Some(owner), "/v1/invitations", forever).await;
    assert_eq!(problem_of(refused).await, problem(422, "invalid-field"));
    let until = json!({"role": "auditor", "until": Utc::now() + TimeDelta::days(30)});
    let (carl, his) = member(&deployment, (&ada, owner), "carl", until).await;
    let access = text(&his["access_token"]);
    for below in ["/events?batch=0", "/results"] {
        let seen = carl.get(access, &format!("{path}{below}")).await.text().await.unwrap();
        assert!(seen.contains("[masked]") && !seen.contains("4111"), "{below}: {seen}");
        let all = ada.get(owner, &format!("{path}{below}")).await.text().await.unwrap();
        assert!(all.contains("4111") && !all.contains("[masked]"), "{below}: {all}");
    }
    let refused = carl.ask(Some(access), Method::POST, &format!("{path}/cancel"), None).await;
    assert_eq!(problem_of(refused).await, problem(403, "forbidden"));

    // His reads were recorded before he had them; the table of analysts follows.
    let query = format!("/v1/audit?actor={}", text(&his["user"]));
    let records = deployment
        .until_some("the audit trail has what he did", async || {
            let page = json_of(ada.get(owner, &query).await, 200).await;
            let records = page["records"].as_array().unwrap().clone();
            records.iter().any(|record| record["operation"] == "cancel_job").then_some(records)
        })
        .await;
    let of = |name: &str| records.iter().find(|record| record["operation"] == name).unwrap();
    assert_eq!(
        (&of("cancel_job")["status"], &of("cancel_job")["problem"]),
        (&json!(403), &json!("forbidden"))
    );
    assert_eq!((&of("get_results")["status"], &of("get_results")["role"]), (&json!(200), &json!("auditor")));
    let lines = carl.get(access, "/v1/audit/export").await.text().await.unwrap();
    let operations: Vec<Value> = lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert!(operations.iter().any(|record| record["operation"] == "submit_job"), "{lines}");
    let log = deployment.succeeds(&["log", "export", "--tenant", "acme", "--type", "AccessRecorded"]);
    assert!(log.contains("list_events"));
}
