//! What attackers try with accounts: each is refused, and nobody else is locked out.

use futures::future::join_all;
use serde_json::json;

use crate::deployment::Deployment;
use crate::person::{Person, json_of, problem, problem_of, text};

#[tokio::test(flavor = "multi_thread")]
async fn of_fifty_who_refresh_one_token_at_once_one_gets_the_next() {
    let deployment = Deployment::start().await;
    let ada = Person::known(&deployment, "ada").await;
    let tokens = ada.sign_in().await;
    let answers = join_all((0..50).map(|_| ada.refresh(&tokens, json!({})))).await;
    let (won, lost): (Vec<_>, Vec<_>) = answers.into_iter().partition(|answer| answer.status() == 201);
    assert_eq!(won.len(), 1);
    for answer in lost {
        // Fifty at once may be more than can be done in a moment.
        let refused = problem_of(answer).await;
        let fits = refused == problem(409, "token-raced") || refused == problem(503, "overloaded");
        assert!(fits, "{refused:?}");
    }
    let next = json_of(won.into_iter().next().unwrap(), 201).await;
    json_of(ada.refresh(&next, json!({})).await, 201).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn who_brings_a_used_refresh_token_later_ends_the_session() {
    let deployment = Deployment::start().await;
    let ada = Person::known(&deployment, "ada").await;
    let stolen = ada.sign_in().await;
    let next = json_of(ada.refresh(&stolen, json!({})).await, 201).await;
    deployment.age_used_tokens().await;
    assert_eq!(problem_of(ada.refresh(&stolen, json!({})).await).await, problem(401, "session-over"));
    assert_eq!(problem_of(ada.refresh(&next, json!({})).await).await, problem(401, "session-over"));
    let access = text(&next["access_token"]);
    assert_eq!(problem_of(ada.get(access, "/v1/me").await).await, problem(401, "token-revoked"));
    let log = deployment.succeeds(&["log", "export", "--tenant", "accounts", "--type", "SessionEnded"]);
    assert!(log.contains("token_reused"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_token_that_another_deployment_made_is_refused() {
    let (deployment, other) = (Deployment::start().await, Deployment::start().await);
    let ada = Person::known(&other, "ada").await;
    let tokens = ada.sign_in().await;
    let person = Person::new(&deployment, "ada");
    let answer = person.get(text(&tokens["access_token"]), "/v1/me").await;
    assert_eq!(problem_of(answer).await, problem(401, "unauthenticated"));
    let answer = person.refresh(&tokens, json!({})).await;
    assert_eq!(problem_of(answer).await, problem(401, "session-over"));
}

#[tokio::test(flavor = "multi_thread")]
async fn who_guesses_passwords_waits_and_who_is_guessed_at_does_not() {
    let deployment = Deployment::start().await;
    let (ada, bob) = (Person::known(&deployment, "ada").await, Person::known(&deployment, "bob").await);
    ada.sign_in().await;
    let guess = json!({"password": "a guess that is long enough"});
    let mut waits = None;
    for _ in 0..12 {
        let answer = bob.try_to_sign_in(guess.clone()).await;
        if answer.status() == 429 {
            waits = answer.headers()["retry-after"].to_str().unwrap().parse::<u64>().ok();
            break;
        }
        assert_eq!(problem_of(answer).await, problem(401, "wrong-credentials"));
    }
    let waits = waits.expect("a guesser is told to wait");
    assert!((1..=900).contains(&waits), "{waits} s is no wait, or for ever");
    // Also with the right password, lest it be known by that.
    assert_eq!(problem_of(bob.try_to_sign_in(json!({})).await).await, problem(429, "rate-limited"));
    ada.sign_in().await;
    // An address that nobody has is limited just so.
    let nobody = Person::new(&deployment, "nobody");
    let mut told = false;
    for _ in 0..12 {
        told |= nobody.try_to_sign_in(guess.clone()).await.status() == 429;
    }
    assert!(told);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_address_that_nobody_has_costs_as_much_as_a_wrong_password() {
    let deployment = Deployment::start().await;
    let (ada, nobody) = (Person::known(&deployment, "ada").await, Person::new(&deployment, "nobody"));
    for person in [&ada, &nobody] {
        let before = passwords_checked(&deployment).await;
        let answer = person.try_to_sign_in(json!({"password": "a guess that is long enough"})).await;
        assert_eq!(problem_of(answer).await, problem(401, "wrong-credentials"));
        assert_eq!(passwords_checked(&deployment).await, before + 1, "{}", person.email);
    }
}

/// How many passwords were hashed and found wrong: the work by whose time one could tell who is known.
async fn passwords_checked(deployment: &Deployment) -> u64 {
    let metrics = reqwest::get(deployment.url("/metrics")).await.unwrap().text().await.unwrap();
    let name = "thousandfold_passwords_checked_total{result=\"wrong\"} ";
    metrics.lines().find_map(|line| line.strip_prefix(name)?.parse().ok()).unwrap_or(0)
}
