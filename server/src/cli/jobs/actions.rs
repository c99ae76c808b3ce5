//! `jobs cancel`, `pause`, `resume`, `limit` and `redrive`: what can be done to a job.

use domain::JobId;
use domain::options::Rate;
use projections::job_view::JobSummary;

use super::{show, state};
use crate::cli::client::ApiClient;
use crate::cli::output::Output;
use crate::cli::values;
use crate::cli::wire::{Redrive, ThrottleChange};

/// A job.
#[derive(Debug, clap::Args)]
pub struct JobArgs {
    /// The job
    job: JobId,
}

/// A job to cancel.
#[derive(Debug, clap::Args)]
pub struct CancelArgs {
    /// The job
    job: JobId,
    /// Why, for whoever looks at it later
    #[arg(long)]
    reason: Option<String>,
}

/// How fast something may go from now on. What is not named stays as it is.
#[derive(Debug, clap::Args)]
#[group(required = true, multiple = true)]
pub(crate) struct ThrottleArgs {
    /// The most tasks at a time; none removes the limit
    #[arg(long, value_name = "N|none", value_parser = concurrency)]
    max_concurrency: Option<Limit<u32>>,
    /// The most attempts a second, at once, and the key of the jobs that share them; none removes the limit
    #[arg(long, value_name = "N[/N][@KEY]|none", value_parser = rate)]
    rate: Option<Limit<Rate>>,
}

/// A limit, or none.
#[derive(Debug, Clone)]
struct Limit<T>(Option<T>);

fn concurrency(text: &str) -> Result<Limit<u32>, String> {
    values::or_none(text, |text| text.parse().map_err(|_| "give a number of tasks".to_owned())).map(Limit)
}

fn rate(text: &str) -> Result<Limit<Rate>, String> {
    values::or_none(text, values::rate).map(Limit)
}

impl ThrottleArgs {
    /// As it is asked for.
    pub(crate) fn change(self) -> ThrottleChange {
        ThrottleChange {
            max_concurrency: self.max_concurrency.map(|limit| limit.0),
            rate: self.rate.map(|limit| limit.0),
        }
    }
}

/// A job to slow down or to speed up.
#[derive(Debug, clap::Args)]
pub struct LimitArgs {
    /// The job
    job: JobId,
    #[command(flatten)]
    throttle: ThrottleArgs,
}

/// A job, some of whose tasks are to run again.
#[derive(Debug, clap::Args)]
pub struct RedriveArgs {
    /// The job, which must be over
    job: JobId,
    /// Also the tasks that were cancelled
    #[arg(long)]
    cancelled: bool,
    /// Not the tasks that failed
    #[arg(long, requires = "cancelled")]
    no_failed: bool,
    /// A name for the new job; by default it has that of the job
    #[arg(long)]
    name: Option<String>,
}

pub(super) async fn cancel(args: CancelArgs, client: &ApiClient, output: Output) -> anyhow::Result<()> {
    tell(&client.cancel(args.job, args.reason.as_deref()).await?, output)
}

pub(super) async fn pause(args: JobArgs, client: &ApiClient, output: Output) -> anyhow::Result<()> {
    tell(&client.pause(args.job).await?, output)
}

pub(super) async fn resume(args: JobArgs, client: &ApiClient, output: Output) -> anyhow::Result<()> {
    tell(&client.resume(args.job).await?, output)
}

pub(super) async fn limit(args: LimitArgs, client: &ApiClient, output: Output) -> anyhow::Result<()> {
    tell(&client.limit(args.job, &args.throttle.change()).await?, output)
}

/// The new job's id goes to stdout, as that of one that is submitted.
pub(super) async fn redrive(args: RedriveArgs, client: &ApiClient, output: Output) -> anyhow::Result<()> {
    let redrive = Redrive { failed: !args.no_failed, cancelled: args.cancelled, name: args.name };
    let submitted = client.redrive(args.job, &redrive).await?;
    if output.is_json() {
        return output.print_json(&submitted);
    }
    output.print(&format!("{}\n", submitted.id))
}

/// What the job is now.
fn tell(job: &JobSummary, output: Output) -> anyhow::Result<()> {
    if output.is_json() {
        return output.print_json(job);
    }
    output.note(&format!("{} is {}", job.id, state(job)));
    show::show(job, output)
}
