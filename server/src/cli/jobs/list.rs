//! `jobs list`: the newest jobs.

use clap::builder::{PossibleValuesParser, TypedValueParser};
use projections::job_view::{JobState, JobSummary};

use super::{page_size, state};
use crate::cli::client::ApiClient;
use crate::cli::output::Output;
use crate::cli::table::{Align, Table};
use crate::cli::text::{count, duration, taken, time};
use crate::cli::wire::JobsQuery;

/// Lists jobs.
#[derive(Debug, clap::Args)]
pub struct ListArgs {
    /// Only jobs in this state
    #[arg(long, value_parser = states())]
    state: Option<JobState>,
    /// The most jobs to list
    #[arg(long, value_name = "N", default_value_t = 20)]
    limit: usize,
}

pub(super) async fn run(args: ListArgs, client: &ApiClient, output: Output) -> anyhow::Result<()> {
    let jobs = fetch(&args, client).await?;
    if output.is_json() {
        return output.print_json_lines(&jobs);
    }
    if jobs.is_empty() {
        output.note("no jobs");
        return Ok(());
    }
    output.print(&table(&jobs).render())
}

async fn fetch(args: &ListArgs, client: &ApiClient) -> anyhow::Result<Vec<JobSummary>> {
    let (mut jobs, mut cursor) = (Vec::new(), None);
    while jobs.len() < args.limit {
        let page = client
            .jobs(&JobsQuery { state: args.state, cursor, limit: Some(page_size(args.limit, jobs.len())) })
            .await?;
        jobs.extend(page.jobs);
        cursor = page.next_cursor;
        if cursor.is_none() {
            break;
        }
    }
    jobs.truncate(args.limit);
    Ok(jobs)
}

fn table(jobs: &[JobSummary]) -> Table {
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
            job.id.to_string(),
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
    PossibleValuesParser::new(JobState::ALL.map(JobState::as_str))
        .try_map(|name| JobState::from_name(&name).ok_or("no such state"))
}
