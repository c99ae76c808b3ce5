//! `jobs tasks`: the attempts at a job's tasks.

use std::time::Duration;

use clap::builder::{PossibleValuesParser, TypedValueParser};
use domain::JobId;
use futures::{StreamExt as _, TryStreamExt as _};
use thousandfold_client::types::{Attempt, Outcome};
use thousandfold_client::{Client, Error, items};

use super::page_size;
use crate::cli::output::Output;
use crate::cli::table::{Align, Table};
use crate::cli::text::{duration, exact_time};

/// Lists attempts.
#[derive(Debug, clap::Args)]
pub struct TasksArgs {
    /// The job
    job: JobId,
    /// Only attempts that ended so
    #[arg(long, value_parser = outcomes())]
    outcome: Option<Outcome>,
    /// The most attempts to list
    #[arg(long, value_name = "N", default_value_t = 100)]
    limit: usize,
}

pub(super) async fn run(args: TasksArgs, client: &Client, output: Output) -> anyhow::Result<()> {
    let attempts = fetch(&args, client).await?;
    if output.is_json() {
        return output.print_json_lines(&attempts);
    }
    if attempts.is_empty() {
        output.note("no attempts");
        return Ok(());
    }
    output.print(&table(&attempts).render())
}

async fn fetch(args: &TasksArgs, client: &Client) -> Result<Vec<Attempt>, Error> {
    let pages = client.attempt_pages(&args.job.to_string(), args.outcome, page_size(args.limit));
    items(pages).take(args.limit).try_collect().await
}

fn table(attempts: &[Attempt]) -> Table {
    let mut table = Table::new(&[
        ("TASK", Align::Right),
        ("ATTEMPT", Align::Right),
        ("BATCH", Align::Right),
        ("OUTCOME", Align::Left),
        ("WAITED", Align::Right),
        ("RAN", Align::Right),
        ("ENDED", Align::Left),
        ("WORKER", Align::Left),
        ("ERROR", Align::Left),
    ]);
    for attempt in attempts {
        table.push(row(attempt));
    }
    table
}

fn row(attempt: &Attempt) -> Vec<String> {
    let error = attempt.error.as_ref().map(|error| format!("{}: {}", error.class, error.message));
    vec![
        attempt.task.to_string(),
        attempt.attempt.to_string(),
        attempt.batch.to_string(),
        attempt.outcome.to_string(),
        waited(attempt),
        duration(Duration::from_micros(attempt.duration_us.into())),
        exact_time(attempt.ended_at),
        attempt.worker.clone(),
        error.unwrap_or_default(),
    ]
}

fn waited(attempt: &Attempt) -> String {
    let time = duration(Duration::from_millis(attempt.queue_wait_ms));
    match &attempt.wait_reason {
        Some(reason) => format!("{time} ({reason})"),
        None => time,
    }
}

fn outcomes() -> impl TypedValueParser<Value = Outcome> {
    let names = ["succeeded", "failed", "abandoned", "retried"];
    PossibleValuesParser::new(names).try_map(|name| name.parse::<Outcome>())
}
