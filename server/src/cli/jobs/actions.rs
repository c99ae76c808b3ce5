//! `jobs cancel`, `pause`, `resume`, `limit` and `redrive`: what can be done to a job.

use domain::JobId;
use thousandfold_client::types::{Accepted, CancelJob, Job, Rate, RatePatch, RedriveJob, RedriveJobResponse};
use thousandfold_client::{Client, ThrottlePatch, answer};

use super::{show, state};
use crate::cli::forms::JobForm;
use crate::cli::output::Output;
use crate::cli::values;

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

fn patch(Rate { per_second, burst, key }: Rate) -> RatePatch {
    RatePatch { per_second: Some(per_second), burst, key }
}

impl ThrottleArgs {
    /// As it is asked for.
    pub(crate) fn change(self) -> ThrottlePatch {
        ThrottlePatch {
            max_concurrency: self.max_concurrency.map(|limit| limit.0),
            rate: self.rate.map(|limit| limit.0.map(patch)),
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

pub(super) async fn cancel(args: CancelArgs, client: &Client, output: Output) -> anyhow::Result<()> {
    let body = CancelJob { reason: args.reason };
    tell(&answer(client.cancel_job().id(args.job.to_string()).body(body).send().await)?, output)
}

pub(super) async fn pause(args: JobArgs, client: &Client, output: Output) -> anyhow::Result<()> {
    tell(&answer(client.pause_job().id(args.job.to_string()).send().await)?, output)
}

pub(super) async fn resume(args: JobArgs, client: &Client, output: Output) -> anyhow::Result<()> {
    tell(&answer(client.resume_job().id(args.job.to_string()).send().await)?, output)
}

pub(super) async fn limit(args: LimitArgs, client: &Client, output: Output) -> anyhow::Result<()> {
    let change = client.change_job().id(args.job.to_string()).body(args.throttle.change());
    tell(&answer(change.send().await)?, output)
}

/// The new job's id goes to stdout, as that of one that is submitted.
pub(super) async fn redrive(args: RedriveArgs, client: &Client, output: Output) -> anyhow::Result<()> {
    let tasks =
        RedriveJob { failed: Some(!args.no_failed), cancelled: Some(args.cancelled), name: args.name };
    let answer = answer(client.redrive_job().id(args.job.to_string()).body(tasks).send().await)?;
    if output.is_json() {
        return output.print_json(&answer);
    }
    let (RedriveJobResponse::Accepted(Accepted { id, .. }) | RedriveJobResponse::Job(Job { id, .. })) =
        answer;
    output.print(&format!("{id}\n"))
}

/// What the job is now.
fn tell(job: &Job, output: Output) -> anyhow::Result<()> {
    if output.is_json() {
        return output.print_json(&JobForm::of(job));
    }
    output.note(&format!("{} is {}", job.id, state(job)));
    show::show(job, output)
}
