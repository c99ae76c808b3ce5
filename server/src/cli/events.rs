//! `events`: the history of a job, or of one of its batches.

use std::process::ExitCode;

use domain::JobId;

use super::client::ApiClient;
use super::event_summary::summary;
use super::output::Output;
use super::text::{clean, exact_time};
use super::wire::{Event, EventsQuery};

/// The most events of a page.
const PAGE: usize = 1_000;

/// Shows a history.
#[derive(Debug, clap::Args)]
pub struct EventsArgs {
    /// The job
    job: JobId,
    /// The number of the batch whose history is meant; without it, the job's own
    #[arg(long, value_name = "N")]
    batch: Option<u64>,
}

pub(super) async fn run(args: EventsArgs, client: &ApiClient, output: &Output) -> anyhow::Result<ExitCode> {
    let mut after = None;
    loop {
        let query = EventsQuery { batch: args.batch, after, limit: Some(PAGE) };
        let page = client.events(args.job, &query).await?;
        print(&page.events, *output)?;
        after = page.next_cursor;
        if after.is_none() || page.events.is_empty() {
            return Ok(ExitCode::SUCCESS);
        }
    }
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
    let line = format!("{sequence:>6}  {time}  {:<16}  {}", event.event_type, summary(event));
    format!("{}\n", clean(line.trim_end()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_event_is_a_line() {
        let event: Event = serde_json::from_str(
            r#"{"shard":0,"position":9,"sequence":2,"type":"JobPlanned","version":"1.0",
                "recorded_at":"2026-07-11T12:30:01.25Z","metadata":{},
                "data":{"JobPlanned":{"plan":{"batches":1,"tasks":7},"planned_at":"2026-07-11T12:30:01Z"}}}"#,
        )
        .unwrap();
        let expected = "     2  2026-07-11T12:30:01.250Z  JobPlanned        7 tasks in 1 batch\n";
        assert_eq!(line(&event), expected);
    }
}
