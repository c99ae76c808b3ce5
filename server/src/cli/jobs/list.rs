//! `jobs list`: the newest jobs.

use clap::builder::{PossibleValuesParser, TypedValueParser};
use futures::{StreamExt as _, TryStreamExt as _};
use thousandfold_client::types::{Job, JobState};
use thousandfold_client::{Client, Error, items};

use super::at::AtArgs;
use super::{page_size, state};
use crate::cli::forms::JobForm;
use crate::cli::output::Output;
use crate::cli::table::{Align, Table};
use crate::cli::text::{count, duration, taken, time};

/// Lists jobs.
#[derive(Debug, clap::Args)]
pub struct ListArgs {
    /// Only jobs in this state
    #[arg(long, value_parser = states())]
    state: Option<JobState>,
    /// The most jobs to list
    #[arg(long, value_name = "N", default_value_t = 20)]
    limit: usize,
    #[command(flatten)]
    at: AtArgs,
}

pub(super) async fn run(args: ListArgs, client: &Client, output: Output) -> anyhow::Result<()> {
    let jobs = fetch(&args, client).await?;
    if output.is_json() {
        return output.print_json_lines(&jobs.iter().map(JobForm::of).collect::<Vec<_>>());
    }
    if jobs.is_empty() {
        output.note("no jobs");
        return Ok(());
    }
    output.print(&table(&jobs).render())
}

async fn fetch(args: &ListArgs, client: &Client) -> Result<Vec<Job>, Error> {
    items(client.job_pages(args.state, args.at.at.as_deref(), page_size(args.limit)))
        .take(args.limit)
        .try_collect()
        .await
}

fn table(jobs: &[Job]) -> Table {
    let mut table = Table::new(&[
        ("ID", Align::Left),
        ("STATE", Align::Left),
        ("TASKS", Align::Right),
        ("SUCCEEDED", Align::Right),
        ("FAILED", Align::Right),
        ("CANCELLED", Align::Right),
        ("SUBMITTED", Align::Left),
        ("TOOK", Align::Right),
        ("NAME", Align::Left),
    ]);
    for job in jobs {
        table.push(vec![
            job.id.clone(),
            state(job),
            count(job.tasks),
            count(job.succeeded),
            count(job.failed),
            count(job.cancelled),
            time(job.submitted_at),
            taken(job).map_or_else(|| "-".to_owned(), duration),
            job.name.clone().unwrap_or_default(),
        ]);
    }
    table
}

fn states() -> impl TypedValueParser<Value = JobState> {
    let names = ["planning", "running", "completed", "failed", "cancelled"];
    PossibleValuesParser::new(names).try_map(|name| name.parse::<JobState>())
}
