//! Which days are asked for, and what the answers are like. What they count is tested on the engines.

use std::sync::atomic::Ordering;

use chrono::{TimeDelta, Utc};
use domain::permission::Role;
use poem::http::Method;
use serde_json::{Value, json as value};

use crate::testing::{Testing, json, problem, tenant};

async fn submit(testing: &Testing) -> u64 {
    let body = r#"{"items":[1,2],"processor":{"jq":{"filter":"."}}}"#;
    let accepted = json(testing.send(Method::POST, "/v1/jobs", body).await, 202).await;
    accepted["position"]["position"].as_u64().unwrap()
}

async fn usage(testing: &Testing, query: &str) -> Value {
    json(testing.client().get(format!("/v1/usage?{query}")).send().await, 200).await
}

#[tokio::test]
async fn each_day_is_told_and_all_together() {
    let testing = Testing::default();
    submit(&testing).await;
    submit(&testing).await;
    let today = Utc::now().date_naive();
    let [from, until] = [-1, 2].map(|days| today + TimeDelta::days(days));

    let told = usage(&testing, &format!("from={from}&until={until}")).await;

    assert_eq!((&told["from"], &told["until"]), (&value!(from), &value!(until)));
    let days = told["days"].as_array().unwrap();
    let named: Vec<_> = days.iter().map(|day| day["day"].clone()).collect();
    assert_eq!(named, [-1, 0, 1].map(|days| value!(today + TimeDelta::days(days))));
    let submitted = days.iter().map(|day| day["used"]["jobs_submitted"].as_u64().unwrap());
    assert_eq!(submitted.sum::<u64>(), 2);
    let total = value!({
        "jobs_submitted": 2, "tasks_succeeded": 0, "tasks_failed": 0, "tasks_cancelled": 0,
        "attempts": 0, "run_time_us": 0, "bytes_in": 0, "bytes_out": 0
    });
    assert_eq!(told["total"], total);
}

#[tokio::test]
async fn without_days_these_are_the_last_thirty_with_today() {
    let testing = Testing::default();
    let today = Utc::now().date_naive();
    let told = usage(&testing, "").await;
    assert_eq!(told["days"].as_array().unwrap().len(), 30);
    // It may be midnight just now.
    let last = &told["days"][29]["day"];
    assert!([today, today.succ_opt().unwrap()].iter().any(|day| *last == value!(day)), "{last}");
    let told = usage(&testing, "until=2026-03-01").await;
    assert_eq!((&told["from"], &told["until"]), (&value!("2026-01-30"), &value!("2026-03-01")));
}

#[tokio::test]
async fn what_had_been_used_is_told_as_it_was() {
    let testing = Testing::default();
    let first = submit(&testing).await;
    submit(&testing).await;

    let then = usage(&testing, &format!("at=0:{first}")).await;

    assert_eq!(then["total"]["jobs_submitted"], 1);
    assert_eq!(then["days"].as_array().unwrap().len(), 30);
    assert_eq!(usage(&testing, &format!("at=0:{}", first + 2)).await["total"]["jobs_submitted"], 2);
    let old = usage(&testing, "at=2026-03-01T12:00:00Z").await;
    assert_eq!((&old["until"], &old["total"]["jobs_submitted"]), (&value!("2026-03-02"), &value!(0)));
    let client = testing.client();
    let told = problem(client.get("/v1/usage?at=0:99").send().await, 422, "moment-ahead").await;
    assert_eq!(told["parameter"], "at");
}

#[tokio::test]
async fn days_that_cannot_be_asked_for_are_refused_with_advice() {
    let testing = Testing::default();
    let client = testing.client();
    for (query, parameter, advice) in [
        ("from=2026-03-02&until=2026-03-01", "from", "is not before"),
        ("from=2026-03-01&until=2026-03-01", "from", "is not before"),
        ("from=2024-01-01&until=2026-01-01", "from", "400 at most"),
        ("from=1969-12-31&until=1970-02-01", "from", "from 1970"),
        ("until=0001-01-01", "from", "from 1970"),
        ("from=9999-12-01&until=9999-12-31", "until", "to 9999"),
    ] {
        let refused = client.get(format!("/v1/usage?{query}")).send().await;
        let problem = problem(refused, 422, "invalid-period").await;
        assert_eq!(problem["parameter"], parameter, "{query}");
        assert!(problem["detail"].as_str().unwrap().contains(advice), "{problem}");
    }
    for day in ["yesterday", "2026-3-1", "2026-02-30", "20260301", "+026-03-01"] {
        let refused = client.get("/v1/usage").query("from", &day).send().await;
        assert_eq!(problem(refused, 400, "malformed-parameter").await["parameter"], "from", "{day}");
    }

    testing.engines.log_is_long.store(true, Ordering::Relaxed);
    let refused =
        problem(client.get("/v1/usage?at=2026-03-01T00:00:00Z").send().await, 422, "invalid-period");
    assert!(refused.await["detail"].as_str().unwrap().contains("a later first day"));
}

#[tokio::test]
async fn who_may_see_jobs_may_see_it_and_redis_may_be_away() {
    let testing = Testing::default();
    let analyst = testing.client_of(&testing.key(&tenant(), Role::Analyst));
    json(analyst.get("/v1/usage").send().await, 200).await;
    let worker = testing.client_of(&testing.key(&tenant(), Role::Worker));
    problem(worker.get("/v1/usage").send().await, 403, "forbidden").await;

    testing.engines.views_away.store(true, Ordering::Relaxed);
    let away = problem(analyst.get("/v1/usage").send().await, 503, "engine-away").await;
    assert_eq!(away["engine"], "redis");
}
