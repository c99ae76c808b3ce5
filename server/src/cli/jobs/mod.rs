//! `jobs`: lists jobs, looks into one, and acts on it.

use std::process::ExitCode;

use thousandfold_client::Client;
use thousandfold_client::types::Job;

use super::output::Output;

mod actions;
mod at;
mod batches;
mod list;
mod results;
mod show;
mod tasks;
mod waiting;

pub(super) use actions::ThrottleArgs;
pub(super) use at::AtArgs;
pub(super) use waiting::pairs as standing;

/// The commands about jobs.
#[derive(Debug, clap::Subcommand)]
pub enum JobsCommand {
    /// List jobs, the newest first unless it is told otherwise
    List(list::ListArgs),
    /// Show one job
    Show(show::ShowArgs),
    /// Print the results of a job that is over, or write them into a file
    Results(results::ResultsArgs),
    /// List the attempts at a job's tasks
    Tasks(tasks::TasksArgs),
    /// Show where a job's tasks are, a character a batch
    Batches(batches::BatchesArgs),
    /// Say why a job, or one of its batches, waits
    Waiting(waiting::WaitingArgs),
    /// Cancel what has not ended of a job
    Cancel(actions::CancelArgs),
    /// Start no more of a job's tasks
    Pause(actions::JobArgs),
    /// Go on with a job that was paused
    Resume(actions::JobArgs),
    /// Change how fast a job may go
    Limit(actions::LimitArgs),
    /// Run tasks of a job again, as a new job: those that failed, unless it is told otherwise
    Redrive(actions::RedriveArgs),
}

pub(super) async fn run(command: JobsCommand, client: &Client, output: &Output) -> anyhow::Result<ExitCode> {
    match command {
        JobsCommand::List(args) => list::run(args, client, *output).await?,
        JobsCommand::Show(args) => show::run(args, client, *output).await?,
        JobsCommand::Results(args) => results::run(args, client, *output).await?,
        JobsCommand::Tasks(args) => tasks::run(args, client, *output).await?,
        JobsCommand::Batches(args) => batches::run(args, client, *output).await?,
        JobsCommand::Waiting(args) => waiting::run(args, client, *output).await?,
        JobsCommand::Cancel(args) => actions::cancel(args, client, *output).await?,
        JobsCommand::Pause(args) => actions::pause(args, client, *output).await?,
        JobsCommand::Resume(args) => actions::resume(args, client, *output).await?,
        JobsCommand::Limit(args) => actions::limit(args, client, *output).await?,
        JobsCommand::Redrive(args) => actions::redrive(args, client, *output).await?,
    }
    Ok(ExitCode::SUCCESS)
}

/// Where a job is in its life, for people.
fn state(job: &Job) -> String {
    let state = job.state;
    match job {
        _ if job.stopping => format!("{state}, stopping"),
        _ if job.paused => format!("{state}, paused"),
        _ => state.to_string(),
    }
}

/// The most entries of a page that every list takes.
const PAGE: usize = 200;

/// How many entries to ask for at a time, if so many are wanted.
fn page_size(limit: usize) -> u64 {
    limit.clamp(1, PAGE) as u64
}
