//! `jobs waiting`: why a job, or one of its batches, waits.

use domain::JobId;
use domain::waiting::WaitReason;
use thousandfold_client::types::{Standing, Waiting};
use thousandfold_client::{Client, answer};

use crate::cli::output::Output;
use crate::cli::table::Table;
use crate::cli::text::{count, exact_time};

/// Says why something waits.
#[derive(Debug, clap::Args)]
pub struct WaitingArgs {
    /// The job
    job: JobId,
    /// The number of the batch that is meant; without it, the whole job
    #[arg(long, value_name = "N")]
    batch: Option<u64>,
}

pub(super) async fn run(args: WaitingArgs, client: &Client, output: Output) -> anyhow::Result<()> {
    let job = args.job.to_string();
    let standing = answer(match args.batch {
        None => client.get_job_waiting().id(job).send().await,
        Some(batch) => client.get_batch_waiting().id(job).number(batch).send().await,
    })?;
    if output.is_json() {
        return output.print_json(&standing);
    }
    output.print(&Table::of_pairs(&pairs(&standing)).render())
}

/// How something stands, as names and values.
pub(crate) fn pairs(standing: &Standing) -> Vec<(&'static str, String)> {
    let mut pairs = vec![
        ("waiting", count(standing.waiting)),
        ("in flight", count(standing.in_flight)),
        ("workers", count(standing.workers)),
    ];
    pairs.extend(standing.oldest.map(|oldest| ("oldest since", exact_time(oldest))));
    pairs.extend(standing.why.as_ref().map(|why| ("why", words(why))));
    pairs
}

/// A reason, and the numbers behind it. One that this version does not know is shown as it is.
fn words(why: &Waiting) -> String {
    let said = why.reason.parse().map_or_else(|_| why.reason.clone(), |known| reason(known).to_owned());
    let numbers = match (why.in_use, why.limit) {
        (Some(in_use), Some(limit)) => format!(" ({} of {})", count(in_use), count(limit)),
        (Some(in_use), None) => format!(" ({})", count(in_use)),
        (None, Some(limit)) => format!(" (limit {})", count(limit)),
        (None, None) => String::new(),
    };
    let at = why.at.map(|at| format!(", until {}", exact_time(at))).unwrap_or_default();
    let behind = why.behind.as_ref().map(|job| format!(", behind {job}")).unwrap_or_default();
    format!("{said}{numbers}{at}{behind}")
}

fn reason(reason: WaitReason) -> &'static str {
    match reason {
        WaitReason::Planning => "its items are being cut into batches",
        WaitReason::Scheduled => "it starts later",
        WaitReason::Paused => "it is paused",
        WaitReason::QueuePaused => "its queue is paused",
        WaitReason::Key => "as many jobs of its key run as may",
        WaitReason::JobLimit => "as many of the job's tasks run as may",
        WaitReason::QueueLimit => "as many of the queue's tasks run as may",
        WaitReason::TenantLimit => "as many of the tenant's tasks run as may",
        WaitReason::Rate => "as many attempts have begun as may in this time",
        WaitReason::Retry => "what failed is tried again later",
        WaitReason::NoWorker => "no worker has asked for such work lately",
        WaitReason::Turn => "other work goes first",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn why(reason: &str) -> Waiting {
        Waiting { reason: reason.to_owned(), in_use: None, limit: None, at: None, behind: None }
    }

    #[test]
    fn a_reason_that_is_not_known_is_shown_as_it_is() {
        assert_eq!(words(&why("moon")), "moon");
    }

    #[test]
    fn the_numbers_stand_behind_the_reason() {
        let behind = "job_00000000000000000000000000000007";
        let full =
            Waiting { in_use: Some(5), limit: Some(1_000), behind: Some(behind.to_owned()), ..why("key") };
        assert_eq!(words(&full), format!("as many jobs of its key run as may (5 of 1,000), behind {behind}"));
    }
}
