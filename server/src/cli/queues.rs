//! `queues`: looks at a queue, and acts on it.

use std::process::ExitCode;

use domain::QueueName;
use thousandfold_client::types::Queue;
use thousandfold_client::{Client, answer};

use super::jobs::{AtArgs, ThrottleArgs, standing};
use super::output::Output;
use super::table::Table;
use super::text::count;

/// The commands about queues.
#[derive(Debug, clap::Subcommand)]
pub enum QueuesCommand {
    /// Show a queue: its limits, how much waits in it, and why
    Show(ShowArgs),
    /// Hand out no more tasks
    Pause(QueueArgs),
    /// Go on after a pause, and take jobs again after a drain
    Resume(QueueArgs),
    /// Take no more jobs, and work off what there is
    Drain(QueueArgs),
    /// Change how fast a queue may go
    Limit(LimitArgs),
}

/// A queue.
#[derive(Debug, clap::Args)]
pub struct QueueArgs {
    /// The queue
    name: QueueName,
}

/// A queue to look at.
#[derive(Debug, clap::Args)]
pub struct ShowArgs {
    /// The queue
    name: QueueName,
    #[command(flatten)]
    at: AtArgs,
}

/// A queue to slow down or to speed up.
#[derive(Debug, clap::Args)]
pub struct LimitArgs {
    /// The queue
    name: QueueName,
    #[command(flatten)]
    throttle: ThrottleArgs,
}

pub(super) async fn run(command: QueuesCommand, client: &Client, output: Output) -> anyhow::Result<ExitCode> {
    let queue = match command {
        QueuesCommand::Show(args) => {
            let show = client.get_queue().name(args.name.to_string());
            let show = if let Some(at) = args.at.at { show.at(at) } else { show };
            show.send().await
        }
        QueuesCommand::Pause(args) => client.pause_queue().name(args.name.to_string()).send().await,
        QueuesCommand::Resume(args) => client.resume_queue().name(args.name.to_string()).send().await,
        QueuesCommand::Drain(args) => client.drain_queue().name(args.name.to_string()).send().await,
        QueuesCommand::Limit(args) => {
            client.change_queue().name(args.name.to_string()).body(args.throttle.change()).send().await
        }
    };
    show(&answer(queue)?, output)?;
    Ok(ExitCode::SUCCESS)
}

fn show(queue: &Queue, output: Output) -> anyhow::Result<()> {
    if output.is_json() {
        return output.print_json(queue);
    }
    output.print(&Table::of_pairs(&pairs(queue)).render())
}

fn pairs(queue: &Queue) -> Vec<(&'static str, String)> {
    let state = match (queue.paused, queue.draining) {
        (false, false) => "open",
        (true, false) => "paused",
        (false, true) => "draining",
        (true, true) => "paused, draining",
    };
    let mut pairs = vec![("name", queue.name.clone()), ("state", state.to_owned())];
    pairs.extend(queue.max_concurrency.map(|limit| ("at a time", count(limit.into()))));
    if let Some(rate) = &queue.rate {
        let key = rate.key.as_ref().map(|key| format!(", with all of {key:?}")).unwrap_or_default();
        let burst = rate.burst.map(|burst| format!(", {burst} at once")).unwrap_or_default();
        pairs.push(("rate", format!("{} a second{burst}{key}", rate.per_second)));
    }
    pairs.extend(queue.standing.as_ref().map(standing).unwrap_or_default());
    pairs
}
