//! The analyst's reference, docs/analytics.md: the tables as ClickHouse describes them, and worked questions.

use std::fmt::Write as _;

use ::clickhouse::{Client, Row};
use commands::ports::EngineError;
use serde::Deserialize;

use super::engine_error;
use super::migrate::TABLES;

/// What is said before the tables.
const HEAD: &str = include_str!("document/head.md");
/// What is said after the questions.
const TAIL: &str = include_str!("document/tail.md");
/// What is to know of each table beside its columns.
const NOTES: &[(&str, &str)] = &[
    ("events", include_str!("document/events.md")),
    ("task_attempts", include_str!("document/task_attempts.md")),
    ("jobs", include_str!("document/jobs.md")),
    ("audit", include_str!("document/audit.md")),
    ("attempts_by_minute", include_str!("document/attempts_by_minute.md")),
];

/// Worked questions: SQL whose first lines, comments, ask.
pub const QUESTIONS: &[&str] = &[
    include_str!("../../../docs/questions/01_how_fast.sql"),
    include_str!("../../../docs/questions/02_not_over.sql"),
    include_str!("../../../docs/questions/03_why_failed.sql"),
    include_str!("../../../docs/questions/04_wait_and_run.sql"),
    include_str!("../../../docs/questions/05_waiting_for_what.sql"),
    include_str!("../../../docs/questions/06_lost_work.sql"),
    include_str!("../../../docs/questions/07_where_time_goes.sql"),
    include_str!("../../../docs/questions/08_throughput.sql"),
    include_str!("../../../docs/questions/09_failure_rate.sql"),
    include_str!("../../../docs/questions/10_latency.sql"),
    include_str!("../../../docs/questions/11_queues.sql"),
    include_str!("../../../docs/questions/12_usage.sql"),
    include_str!("../../../docs/questions/13_most_tries.sql"),
    include_str!("../../../docs/questions/14_cost_of_retries.sql"),
    include_str!("../../../docs/questions/15_builds.sql"),
];

#[derive(Row, Deserialize)]
struct Column {
    name: String,
    r#type: String,
    comment: String,
}

/// The reference, from the database of `client`.
///
/// # Errors
/// ClickHouse cannot be reached.
pub async fn document(client: &Client) -> Result<String, EngineError> {
    let mut document = HEAD.to_owned();
    for table in TABLES {
        add_table(&mut document, client, table).await?;
    }
    document.push_str("\n## Questions\n\nEach is a file in [questions](questions), and is run by a test.\n");
    QUESTIONS.iter().for_each(|question| add_question(&mut document, question));
    document.push_str(TAIL);
    Ok(document)
}

async fn add_table(document: &mut String, client: &Client, table: &str) -> Result<(), EngineError> {
    let comment = "SELECT comment FROM system.tables WHERE database = currentDatabase() AND name = ?";
    let comment = client.query(comment).bind(table).fetch_one::<String>().await.map_err(engine_error)?;
    let columns = "SELECT name, type, comment FROM system.columns \
         WHERE database = currentDatabase() AND table = ? ORDER BY position";
    let columns = client.query(columns).bind(table).fetch_all::<Column>().await.map_err(engine_error)?;
    let notes = NOTES.iter().find(|notes| notes.0 == table).map_or("", |notes| notes.1);
    // Writing to memory cannot fail.
    let _ = write!(document, "\n## `{table}`\n\n{comment}.\n\n| column | type | meaning |\n|---|---|---|\n");
    for Column { name, r#type, comment } in columns {
        let _ = writeln!(document, "| `{name}` | `{}` | {} |", plain(&r#type), comment.replace('|', "\\|"));
    }
    let _ = write!(document, "\n{notes}");
    Ok(())
}

/// A type as an analyst thinks of it: what values there are, not how they are kept.
fn plain(name: &str) -> String {
    let inner = name.strip_prefix("LowCardinality(").or_else(|| {
        let (_, inner) = name.strip_prefix("SimpleAggregateFunction(")?.split_once(", ")?;
        Some(inner)
    });
    match inner.and_then(|inner| inner.strip_suffix(')')) {
        Some(inner) => plain(inner),
        None if name.starts_with("Enum8(") => "Enum8".to_owned(),
        None => name.replace('|', "\\|"),
    }
}

fn add_question(document: &mut String, question: &str) {
    let asks: Vec<&str> = question.lines().map_while(|line| line.strip_prefix("-- ")).collect();
    let sql: Vec<&str> = question.lines().skip(asks.len()).collect();
    let (title, rest) = asks.split_first().unwrap_or((&"", &[]));
    let rest = if rest.is_empty() { String::new() } else { format!(" {}", rest.join("\n")) };
    let _ = write!(document, "\n**{title}**{rest}\n\n```sql\n{}\n```\n", sql.join("\n").trim_end());
}
