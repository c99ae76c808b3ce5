//! `jobs show`: one job.

use domain::JobId;
use projections::job_view::JobSummary;

use super::state;
use crate::cli::client::ApiClient;
use crate::cli::output::Output;
use crate::cli::table::Table;
use crate::cli::text::{count, duration, exact_time, taken};

/// Shows a job.
#[derive(Debug, clap::Args)]
pub struct ShowArgs {
    /// The job
    job: JobId,
}

pub(super) async fn run(args: ShowArgs, client: &ApiClient, output: Output) -> anyhow::Result<()> {
    let job = client.job(args.job).await?;
    if output.is_json() {
        return output.print_json(&job);
    }
    show(&job, output)
}

/// Shows a job to people.
pub(super) fn show(job: &JobSummary, output: Output) -> anyhow::Result<()> {
    output.print(&Table::of_pairs(&pairs(job)).render())
}

fn pairs(job: &JobSummary) -> Vec<(&'static str, String)> {
    let optional = [
        ("name", job.name.clone()),
        ("batches", job.batches.map(count)),
        ("ended", job.ended_at.map(exact_time)),
        ("took", taken(job).map(duration)),
        ("reason", job.reason.clone()),
        ("processor", Some(job.processor.clone()).filter(|processor| !processor.is_empty())),
        ("priority", Some(job.priority.to_string())),
        ("tags", (!job.tags.is_empty()).then(|| job.tags.iter().cloned().collect::<Vec<_>>().join(", "))),
        ("runs again", job.redrive_of.map(|job| job.to_string())),
    ];
    let mut pairs = vec![
        ("id", job.id.to_string()),
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
