//! `jobs`: lists jobs, and looks into one.

use std::process::ExitCode;

use super::client::ApiClient;
use super::output::Output;

mod list;
mod results;
mod show;
mod tasks;

/// The commands about jobs.
#[derive(Debug, clap::Subcommand)]
pub enum JobsCommand {
    /// List jobs, the newest first
    List(list::ListArgs),
    /// Show one job
    Show(show::ShowArgs),
    /// Print the results of a completed job, or write them into a file
    Results(results::ResultsArgs),
    /// List the attempts at a job's tasks
    Tasks(tasks::TasksArgs),
}

pub(super) async fn run(
    command: JobsCommand,
    client: &ApiClient,
    output: &Output,
) -> anyhow::Result<ExitCode> {
    match command {
        JobsCommand::List(args) => list::run(args, client, *output).await?,
        JobsCommand::Show(args) => show::run(args, client, *output).await?,
        JobsCommand::Results(args) => results::run(args, client, *output).await?,
        JobsCommand::Tasks(args) => tasks::run(args, client, *output).await?,
    }
    Ok(ExitCode::SUCCESS)
}

/// The most entries of a page that every list takes.
const PAGE: usize = 200;

/// How many entries to ask for next, when `have` of `limit` are here.
fn page_size(limit: usize, have: usize) -> usize {
    limit.saturating_sub(have).min(PAGE)
}
