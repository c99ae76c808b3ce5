//! What can be asked of the tables: by the API, and by an analyst.

use domain::JobId;
use futures::TryStreamExt as _;
use infra::clickhouse::{ClickHouseAttempts, Client};
use parquet::file::reader::FileReader as _;
use projections::analytics::{AttemptRow, Outcome, rows};
use projections::queries::{Attempts as _, TableFormat};
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

/// A whole export.
async fn exported(attempts: &ClickHouseAttempts, job: JobId, format: TableFormat, hidden: bool) -> Vec<u8> {
    let pieces = attempts.export(&tenant(), job, format, hidden).await.unwrap();
    let pieces: Vec<_> = pieces.try_collect().await.unwrap();
    pieces.concat()
}

#[tokio::test]
async fn all_attempts_of_a_job_are_a_table_in_each_format() {
    let (_place, client, job, expected) = two_jobs().await;
    let attempts = ClickHouseAttempts::new(client);

    let csv = String::from_utf8(exported(&attempts, job, TableFormat::Csv, false).await).unwrap();
    let lines: Vec<&str> = csv.lines().collect();
    assert_eq!(lines.len(), 41);
    assert!(lines[0].starts_with(r#""task","attempt","batch","outcome","queue_wait_ms""#), "{}", lines[0]);
    assert!(
        lines[2].contains(r#""filter_error","it is no number","2024-10-04T00:00:05.000000Z""#),
        "{}",
        lines[2]
    );

    let lines = String::from_utf8(exported(&attempts, job, TableFormat::Ndjson, true).await).unwrap();
    let rows: Vec<serde_json::Value> =
        lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(rows.len(), 40);
    for (row, attempt) in rows.iter().zip(&expected) {
        assert_eq!((&row["task"], &row["attempt"]), (&attempt.task.into(), &attempt.attempt.into()));
        assert_eq!(row["outcome"], attempt.outcome.as_str());
        let masked = if attempt.error_message.is_empty() { "" } else { "[masked]" };
        assert_eq!(row["error_message"], masked);
    }

    let file = bytes::Bytes::from(exported(&attempts, job, TableFormat::Parquet, false).await);
    let reader = parquet::file::reader::SerializedFileReader::new(file).unwrap();
    let facts = reader.metadata().file_metadata();
    let names: Vec<&str> = facts.schema_descr().columns().iter().map(|column| column.name()).collect();
    assert_eq!((facts.num_rows(), names.len()), (40, 16));
    assert_eq!((names[0], names[15]), ("task", "ended_at"));
}

#[tokio::test]
async fn an_export_says_at_once_that_clickhouse_is_away() {
    let (_place, client, job, _) = two_jobs().await;
    let nobody = ClickHouseAttempts::new(client.with_url("http://127.0.0.1:9"));
    assert!(nobody.export(&tenant(), job, TableFormat::Csv, false).await.is_err());
}
