//! `jobs batches`: where a job's tasks are, a character a batch.

use domain::JobId;
use futures::TryStreamExt as _;
use thousandfold_client::types::JobBatches;
use thousandfold_client::{Client, answer, pages, with};

use super::at::AtArgs;
use crate::cli::output::Output;
use crate::cli::text::count;

/// How many batches one answer has at most.
const PAGE: u64 = 10_000;
/// How many characters a line has.
const LINE: usize = 100;

/// Shows the batches of a job.
#[derive(Debug, clap::Args)]
pub struct BatchesArgs {
    /// The job
    job: JobId,
    #[command(flatten)]
    at: AtArgs,
}

pub(super) async fn run(args: BatchesArgs, client: &Client, output: Output) -> anyhow::Result<()> {
    let (job, at) = (args.job.to_string(), args.at.at.as_deref());
    let parts = pages(async |from: Option<u64>| {
        let part = client.get_job_batches().id(&job).from(from.unwrap_or(0)).limit(PAGE);
        let part = answer(with(part, at, thousandfold_client::builder::GetJobBatches::at).send().await)?;
        let next = part.from + part.succeeded.len() as u64;
        let more = next < part.batches && !part.succeeded.is_empty();
        Ok((vec![part], more.then_some(next)))
    });
    let parts: Vec<JobBatches> = parts.try_concat().await?;
    if output.is_json() {
        return output.print_json_lines(&parts);
    }
    output.print(&picture(&parts))
}

/// A picture, and what its characters mean.
fn picture(parts: &[JobBatches]) -> String {
    let cells: Vec<char> = parts.iter().flat_map(cells).collect();
    let mut picture: String = cells.chunks(LINE).map(|line| line.iter().collect::<String>() + "\n").collect();
    let number = |wanted: char| count(cells.iter().filter(|cell| **cell == wanted).count() as u64);
    picture.push_str(&format!(
        "{} batches: . waiting {}, + started {}, # done {}, ! done or started with failures {}\n",
        count(cells.len() as u64),
        number('.'),
        number('+'),
        number('#'),
        number('!'),
    ));
    picture
}

fn cells(part: &JobBatches) -> impl Iterator<Item = char> + '_ {
    part.states.chars().zip(&part.failed).map(|(state, failed)| match (state, failed) {
        (_, 1..) => '!',
        ('d', _) => '#',
        ('s', _) => '+',
        _ => '.',
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_batch_is_a_character() {
        let part = |from, states: &str, failed: Vec<u64>| JobBatches {
            batches: 5,
            from,
            states: states.to_owned(),
            succeeded: vec![0; failed.len()],
            cancelled: vec![0; failed.len()],
            failed,
        };
        let picture = picture(&[part(0, "dds", vec![0, 1, 0]), part(3, "sw", vec![2, 0])]);
        assert!(picture.starts_with("#!+!.\n5 batches: . waiting 1, + started 1, # done 1,"), "{picture}");
    }
}
