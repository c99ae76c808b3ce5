//! `jobs list`: jobs by what they are.

use chrono::{DateTime, Utc};
use domain::QueueName;
use futures::{StreamExt as _, TryStreamExt as _};
use thousandfold_client::builder::ListJobs;
use thousandfold_client::types::{Job, JobSort, JobState, ProcessorKind, SortOrder};
use thousandfold_client::{Client, items, with};

use super::at::AtArgs;
use super::{page_size, state};
use crate::cli::forms::JobForm;
use crate::cli::output::Output;
use crate::cli::table::{Align, Table};
use crate::cli::text::{count, duration, taken, time};
use crate::cli::values::one_of;
use crate::log::instant;

/// Lists jobs.
#[derive(Debug, clap::Args)]
pub struct ListArgs {
    /// Only jobs in this state
    #[arg(long, value_parser = one_of::<JobState>(["planning", "running", "completed", "failed", "cancelled"]))]
    state: Option<JobState>,
    /// Only jobs with this tag; given several times, with all of these
    #[arg(long = "tag", value_name = "TAG")]
    tags: Vec<String>,
    /// Only jobs to whose items this is done
    #[arg(long, value_parser = one_of::<ProcessorKind>(["jq", "http", "external"]))]
    processor: Option<ProcessorKind>,
    /// Only jobs whose items your own workers take from this queue
    #[arg(long, value_name = "NAME")]
    queue: Option<QueueName>,
    /// Only jobs with this text in their names
    #[arg(long)]
    text: Option<String>,
    /// Only jobs that were submitted then or later: an instant (RFC 3339), a date, or an age such as 2h
    #[arg(long, value_name = "TIME", value_parser = instant::parse)]
    from: Option<DateTime<Utc>>,
    /// Only jobs that were submitted before
    #[arg(long, value_name = "TIME", value_parser = instant::parse)]
    until: Option<DateTime<Utc>>,
    /// What to sort by
    #[arg(long, value_name = "KEY", value_parser = one_of::<JobSort>(["submitted_at", "ended_at", "duration", "tasks", "failed"]))]
    sort: Option<JobSort>,
    /// Begin with the earliest, or the smallest
    #[arg(long)]
    ascending: bool,
    /// The most jobs to list
    #[arg(long, value_name = "N", default_value_t = 20)]
    limit: usize,
    #[command(flatten)]
    at: AtArgs,
}

impl ListArgs {
    fn ask<'a>(&self, list: ListJobs<'a>) -> ListJobs<'a> {
        let list = with(list, self.state, ListJobs::state);
        let list = with(list, (!self.tags.is_empty()).then(|| self.tags.clone()), ListJobs::tag);
        let list = with(list, self.processor, ListJobs::processor);
        let list = with(list, self.queue.as_ref().map(ToString::to_string), ListJobs::queue);
        let list = with(list, self.text.as_deref(), ListJobs::text);
        let list = with(list, self.from, ListJobs::submitted_from);
        let list = with(list, self.until, ListJobs::submitted_until);
        let list = with(list, self.sort, ListJobs::sort);
        let list = with(list, self.ascending.then_some(SortOrder::Asc), ListJobs::order);
        with(list, self.at.at.as_deref(), ListJobs::at)
    }
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

async fn fetch(args: &ListArgs, client: &Client) -> Result<Vec<Job>, thousandfold_client::Error> {
    let pages = client.job_pages(page_size(args.limit), |list| args.ask(list));
    items(pages).take(args.limit).try_collect().await
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
