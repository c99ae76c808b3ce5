//! What can be asked of the tables: by the API, and by an analyst.

use domain::JobId;
use infra::clickhouse::{ClickHouseAttempts, Client};
use projections::analytics::{AttemptRow, Outcome, rows};
use projections::queries::Attempts as _;
use projections::runner::{Committed, Sink as _};

use super::tables::{chunk, sink, some_jobs};
use crate::support::{Place, tenant};

/// The tables of two jobs, and the first job's attempts in order.
async fn two_jobs() -> (Place, Client, JobId, Vec<AttemptRow>) {
    let (place, client, events) = some_jobs(2).await;
    sink(&client, &Committed::default()).await.write(&chunk(&events)).await.unwrap();
    let job: JobId = events[0].aggregate_id.parse().unwrap();
    let attempts = events.iter().flat_map(|event| rows(event).unwrap().attempts);
    let mut attempts: Vec<_> = attempts.filter(|attempt| attempt.job == job.to_string()).collect();
    attempts.sort_by_key(|attempt| (attempt.task, attempt.attempt));
    (place, client, job, attempts)
}

async fn pages(
    attempts: &ClickHouseAttempts,
    job: JobId,
    outcome: Option<Outcome>,
    limit: usize,
) -> Vec<AttemptRow> {
    let (mut all, mut after) = (vec![], None);
    loop {
        let page = attempts.attempts(&tenant(), job, outcome, after, limit).await.unwrap();
        assert!(page.len() <= limit);
        let Some(last) = page.last() else { return all };
        after = Some((last.task, last.attempt));
        all.extend(page);
    }
}

#[tokio::test]
async fn attempts_come_in_order_by_page_and_by_outcome() {
    let (_place, client, job, expected) = two_jobs().await;
    let attempts = ClickHouseAttempts::new(client);
    // Each of 20 tasks was tried twice.
    assert_eq!(expected.len(), 40);

    for limit in [1, 7, 40, 1_000] {
        assert_eq!(pages(&attempts, job, None, limit).await, expected, "by {limit}");
    }
    for (outcome, count) in [(Outcome::Failed, 2), (Outcome::Succeeded, 18), (Outcome::Abandoned, 20)] {
        let mut expected = expected.clone();
        expected.retain(|attempt| attempt.outcome == outcome);
        assert_eq!(expected.len(), count);
        assert_eq!(pages(&attempts, job, Some(outcome), 7).await, expected, "{outcome:?}");
    }
}

#[tokio::test]
async fn attempts_are_of_one_job_of_one_tenant() {
    let (_place, client, job, _) = two_jobs().await;
    let attempts = ClickHouseAttempts::new(client);

    let of_another = attempts.attempts(&"other".parse().unwrap(), job, None, None, 10).await.unwrap();
    let of_none = attempts.attempts(&tenant(), crate::support::new_job(), None, None, 10).await.unwrap();

    assert!(of_another.is_empty() && of_none.is_empty());
}

#[tokio::test]
async fn an_analyst_asks_how_long_tasks_take_and_what_fails() {
    let (_place, client, job, _) = two_jobs().await;

    // Task n took n milliseconds.
    let query = "SELECT outcome::String, count(), quantileExact(0.5)(duration_us), quantileExact(0.95)(duration_us) \
         FROM task_attempts WHERE tenant = 'dev' AND job = ? AND outcome != 'abandoned' GROUP BY outcome ORDER BY 1";
    let job = job.to_string();
    let times = client.query(query).bind(&job).fetch_all::<(String, u64, u32, u32)>().await.unwrap();
    let failed = ("failed".to_owned(), 2, 10_000, 10_000);
    assert_eq!(times, [failed, ("succeeded".to_owned(), 18, 11_000, 19_000)]);

    let query = "SELECT error_class, error_message, count(), min(task), max(task) FROM task_attempts \
         WHERE job = ? AND outcome = 'failed' GROUP BY ALL";
    let errors = client.query(query).bind(&job).fetch_all::<(String, String, u64, u64, u64)>().await.unwrap();
    assert_eq!(errors, [("filter_error".to_owned(), "it is no number".to_owned(), 2, 0, 10)]);

    let query = "SELECT name, processor, state::String, tasks, succeeded, failed, dateDiff('second', submitted_at, ended_at) \
         FROM jobs FINAL WHERE tenant = 'dev' AND job = ?";
    type Row = (String, String, String, u64, u64, u64, i64);
    let row = client.query(query).bind(&job).fetch_one::<Row>().await.unwrap();
    assert_eq!(row, ("a job".to_owned(), "jq".to_owned(), "completed".to_owned(), 20, 18, 2, 9));
}
