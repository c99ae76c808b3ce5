//! `events`: the history of a job, or of one of its batches.

use std::process::ExitCode;

use domain::JobId;
use futures::TryStreamExt as _;
use thousandfold_client::Client;
use thousandfold_client::types::Event;

use super::event_summary::summary_of_answer;
use super::output::Output;
use super::text::{clean, exact_time};

/// The most events of a page.
const PAGE: u64 = 1_000;

/// Shows a history.
#[derive(Debug, clap::Args)]
pub struct EventsArgs {
    /// The job
    job: JobId,
    /// The number of the batch whose history is meant; without it, the job's own
    #[arg(long, value_name = "N")]
    batch: Option<u64>,
}

pub(super) async fn run(args: EventsArgs, client: &Client, output: &Output) -> anyhow::Result<ExitCode> {
    let pages = client.event_pages(&args.job.to_string(), args.batch, PAGE);
    pages.map_err(anyhow::Error::from).try_for_each(async |page| print(&page, *output)).await?;
    Ok(ExitCode::SUCCESS)
}

fn print(events: &[Event], output: Output) -> anyhow::Result<()> {
    if output.is_json() {
        return output.print_json_lines(events);
    }
    output.print(&events.iter().map(line).collect::<String>())
}

/// The columns have fixed widths: a history may be long, and its first line should not wait for its last.
fn line(event: &Event) -> String {
    let (sequence, time) = (event.sequence, exact_time(event.recorded_at));
    let line = format!("{sequence:>6}  {time}  {:<16}  {}", event.type_, summary_of_answer(event));
    format!("{}\n", clean(line.trim_end()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_event_is_a_line() {
        let event: Event = serde_json::from_str(
            r#"{"shard":0,"position":9,"sequence":2,"type":"JobPlanned","version":"1.0",
                "recorded_at":"2026-07-11T12:30:01.25Z",
                "metadata":{"event_id":"00000000-0000-0000-0000-000000000001","correlation":"","actor":"","command":"","build":""},
                "data":{"JobPlanned":{"plan":{"batches":1,"tasks":7},"planned_at":"2026-07-11T12:30:01Z"}}}"#,
        )
        .unwrap();
        let expected = "     2  2026-07-11T12:30:01.250Z  JobPlanned        7 tasks in 1 batch\n";
        assert_eq!(line(&event), expected);
    }
}
