//! `jobs show`: one job.

use domain::JobId;
use thousandfold_client::Client;
use thousandfold_client::types::Job;

use super::at::AtArgs;
use super::state;
use crate::cli::forms::JobForm;
use crate::cli::output::Output;
use crate::cli::table::Table;
use crate::cli::text::{count, duration, exact_time, taken};

/// Shows a job.
#[derive(Debug, clap::Args)]
pub struct ShowArgs {
    /// The job
    job: JobId,
    #[command(flatten)]
    at: AtArgs,
}

pub(super) async fn run(args: ShowArgs, client: &Client, output: Output) -> anyhow::Result<()> {
    let id = args.job.to_string();
    let job = match &args.at.at {
        Some(at) => client.job_at(&id, at).await?,
        None => client.job(&id).await?,
    };
    if output.is_json() {
        return output.print_json(&JobForm::of(&job));
    }
    show(&job, output)
}

/// Shows a job to people.
pub(super) fn show(job: &Job, output: Output) -> anyhow::Result<()> {
    output.print(&Table::of_pairs(&pairs(job)).render())
}

fn pairs(job: &Job) -> Vec<(&'static str, String)> {
    let optional = [
        ("name", job.name.clone()),
        ("batches", job.batches.map(count)),
        ("ended", job.ended_at.map(exact_time)),
        ("took", taken(job).map(duration)),
        ("reason", job.reason.clone()),
        ("processor", job.processor.map(|kind| kind.to_string())),
        ("queue", job.queue.clone()),
        ("priority", Some(job.priority.to_string())),
        ("tags", (!job.tags.is_empty()).then(|| job.tags.join(", "))),
        ("runs again", job.redrive_of.clone()),
    ];
    let mut pairs = vec![
        ("id", job.id.clone()),
        ("state", state(job)),
        ("tasks", count(job.tasks)),
        ("succeeded", count(job.succeeded)),
        ("failed", count(job.failed)),
        ("cancelled", count(job.cancelled)),
        ("submitted", exact_time(job.submitted_at)),
    ];
    pairs.extend(optional.into_iter().filter_map(|(name, value)| Some((name, value?))));
    pairs
}
