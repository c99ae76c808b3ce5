use std::collections::BTreeSet;

use chrono::Utc;
use domain::JobId;
use domain::options::Priority;
use projections::job_view::{JobState, JobSummary};
use serde_json::Value;
use uuid::Uuid;

use crate::testing::{Testing, json, problem};

fn summary(number: u128, state: JobState) -> JobSummary {
    JobSummary {
        id: JobId(Uuid::from_u128(number)),
        name: None,
        state,
        paused: false,
        stopping: false,
        tasks: 1,
        succeeded: 0,
        failed: 0,
        cancelled: 0,
        batches: None,
        submitted_at: Utc::now(),
        ended_at: None,
        reason: None,
        processor: "jq".to_owned(),
        queue: None,
        priority: Priority::Normal,
        tags: BTreeSet::new(),
        redrive_of: None,
    }
}

#[tokio::test]
async fn jobs_are_listed_page_by_page() {
    let testing = Testing::default();
    let states = [JobState::Running, JobState::Completed, JobState::Running, JobState::Running];
    *testing.engines.jobs.lock().unwrap() = (1..).zip(states).map(|(n, state)| summary(n, state)).collect();
    let client = testing.client();
    let ids = |page: &Value| -> Vec<String> {
        let jobs = page["jobs"].as_array().unwrap().iter();
        jobs.map(|job| {
            job["id"].as_str().unwrap().trim_start_matches("job_0").trim_start_matches('0').to_owned()
        })
        .collect()
    };
    let first = json(client.get("/v1/jobs?state=running&limit=2").send().await, 200).await;
    assert_eq!(ids(&first), ["4", "3"]);
    let next = format!("/v1/jobs?state=running&limit=2&cursor={}", first["next_cursor"].as_str().unwrap());
    let second = json(client.get(next).send().await, 200).await;
    assert_eq!((ids(&second), second.get("next_cursor")), (vec!["1".to_owned()], None));
    let whole = json(client.get("/v1/jobs?limit=4").send().await, 200).await;
    assert_eq!((ids(&whole).len(), whole.get("next_cursor")), (4, None));
    assert!(first["jobs"][0]["submitted_at"].as_str().unwrap().ends_with('Z'));
}

#[tokio::test]
async fn jobs_are_listed_by_what_they_are() {
    let testing = Testing::default();
    let tagged = |number, tags: &[&str], name: &str| JobSummary {
        tags: tags.iter().map(|tag| (*tag).to_owned()).collect(),
        name: Some(name.to_owned()),
        ..summary(number, JobState::Running)
    };
    *testing.engines.jobs.lock().unwrap() = vec![
        tagged(1, &["nightly", "eu"], "Import"),
        tagged(2, &["nightly"], "Export"),
        JobSummary {
            queue: Some("gpu".to_owned()),
            processor: "external".to_owned(),
            ..tagged(3, &[], "import 3")
        },
    ];
    let client = testing.client();
    let listed = async |query: &str| -> Vec<u64> {
        let page = json(client.get(format!("/v1/jobs?{query}")).send().await, 200).await;
        let ids = page["jobs"].as_array().unwrap().iter().map(|job| job["id"].as_str().unwrap().to_owned());
        ids.map(|id| u64::from_str_radix(&id[20..], 16).unwrap()).collect()
    };
    assert_eq!(listed("tag=nightly").await, [2, 1]);
    assert_eq!(listed("tag=nightly&tag=eu").await, [1]);
    assert_eq!(listed("text=IMPORT&order=asc").await, [1, 3]);
    assert_eq!(listed("processor=external").await, [3]);
    assert_eq!(listed("queue=gpu&text=").await, [3]);
    assert_eq!(listed("queue=cpu").await, [0_u64; 0]);
    assert_eq!(listed("submitted_until=2020-01-01T00:00:00Z").await, [0_u64; 0]);
    let job = "job_00000000000000000000000000000007";
    for (query, parameter) in [
        ("sort=ended_at&at=2026-07-11T12:30:01Z".to_owned(), "sort"),
        (format!("sort=ended_at&cursor={job}"), "cursor"),
        (format!("cursor={job}:7"), "cursor"),
        (
            "submitted_from=2026-07-11T12:30:01Z&submitted_until=2026-07-11T12:30:01Z".to_owned(),
            "submitted_until",
        ),
    ] {
        let told = problem(client.get(format!("/v1/jobs?{query}")).send().await, 422, "invalid-list").await;
        assert_eq!(told["parameter"], parameter, "{query}");
    }
    for query in
        ["sort=name", "order=up", "processor=gpu", "queue=GPU", "cursor=7", "submitted_from=yesterday"]
    {
        problem(client.get(format!("/v1/jobs?{query}")).send().await, 400, "malformed-parameter").await;
    }
}
