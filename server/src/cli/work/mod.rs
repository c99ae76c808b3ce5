//! `work`: a small external worker, which runs a shell command for each item of a queue.

mod command;
mod lease;

use std::process::ExitCode;
use std::sync::Arc;
use std::time::Duration;

use domain::QueueName;
use futures::StreamExt as _;
use futures::future::OptionFuture;
use futures::stream::FuturesUnordered;
use thousandfold_client::types::{Lease, TakeTasks};
use thousandfold_client::{Client, Error, answer};
use tokio_util::sync::CancellationToken;

use super::output::Output;
use super::text::{count, counted};
use super::values::{self, millis};
use lease::{Tally, Work};

/// How long the server may wait for tasks before it answers that there are none.
const WAIT: Duration = Duration::from_secs(5);
/// How long to wait before asking a server again that is away.
const PAUSE: Duration = Duration::from_secs(2);

/// Works on a queue.
///
/// The command gets the item on its stdin, as one line of JSON. Each line that it prints is an output, and must be
/// JSON. When it ends with another exit code than 0, the task has failed with the class worker_error, and its job says
/// whether it is tried again.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Ctrl-C once: take nothing more, end what runs, and report it. Ctrl-C twice: stop what runs, and give it back.")]
pub struct WorkArgs {
    /// The queue
    queue: QueueName,
    /// The shell command to run for each item, such as 'jq -c .name'
    #[arg(long, value_name = "COMMAND")]
    command: String,
    /// How many commands run at a time
    #[arg(long, value_name = "N", default_value_t = 4, value_parser = clap::value_parser!(u64).range(1..=1_000))]
    concurrency: u64,
    /// For how long tasks are taken before this worker must say that it is still at it
    #[arg(long, value_name = "TIME", default_value = "60s", value_parser = lease_time)]
    lease: Duration,
    /// What the worker calls itself; by default the machine's name and the process's number
    #[arg(long, value_name = "NAME")]
    worker: Option<String>,
    /// End once the queue has nothing to do
    #[arg(long)]
    until_empty: bool,
}

fn lease_time(text: &str) -> Result<Duration, String> {
    let lease = values::duration(text)?;
    let fits = (Duration::from_secs(1)..=Duration::from_secs(3_600)).contains(&lease);
    if fits { Ok(lease) } else { Err("give 1s to 1h".to_owned()) }
}

pub(super) async fn run(args: WorkArgs, client: &Client, output: Output) -> anyhow::Result<ExitCode> {
    let worker = args.worker.clone().unwrap_or_else(own_name);
    let (last, kill) = (CancellationToken::new(), CancellationToken::new());
    tokio::spawn(listen(last.clone(), kill.clone(), output));
    output.note(&format!("{worker} works on {}, {} at a time", args.queue, args.concurrency));
    let work = Arc::new(Work {
        client: client.clone(),
        worker,
        command: args.command.clone(),
        lease: args.lease,
        kill,
        output,
    });
    let tally = take_turns(&args, &work, &last).await?;
    output.note(&format!(
        "{} succeeded, {} failed, {} given back or lost",
        counted(tally.succeeded, "task"),
        count(tally.failed),
        count(tally.lost)
    ));
    Ok(ExitCode::SUCCESS)
}

/// Takes as many tasks as there is room for, again and again. Asking is never broken off: what the server had leased
/// by then would be nobody's until the lease is over.
async fn take_turns(args: &WorkArgs, work: &Arc<Work>, last: &CancellationToken) -> anyhow::Result<Tally> {
    let (mut running, mut tally) = (FuturesUnordered::new(), Tally::default());
    let (mut held, mut asking, mut ended) = (0, None, Ok(()));
    loop {
        let ends = last.is_cancelled() || ended.is_err();
        let room = args.concurrency - held;
        if asking.is_none() && room > 0 && !ends {
            asking = Some(tokio::spawn(ask(Arc::clone(work), args.queue.clone(), room)));
        }
        if asking.is_none() && held == 0 {
            ended?;
            return Ok(tally);
        }
        tokio::select! {
            () = last.cancelled(), if !ends => {}
            Some((tasks, done)) = running.next() => {
                held -= tasks;
                tally.add(&done);
            }
            Some(leased) = OptionFuture::from(asking.as_mut()) => {
                asking = None;
                match leased? {
                    Ok(leases) if leases.is_empty() && held == 0 && args.until_empty => last.cancel(),
                    Ok(leases) => {
                        for lease in leases {
                            held += lease.tasks.len() as u64;
                            running.push(hold(work, lease, ends));
                        }
                    }
                    Err(error) => ended = Err(error),
                }
            }
        }
    }
}

/// Asks for up to `room` tasks. A server that is away for a while is asked again.
async fn ask(work: Arc<Work>, queue: QueueName, room: u64) -> Result<Vec<Lease>, Error> {
    let take = TakeTasks {
        worker: work.worker.clone(),
        tasks: Some(room),
        lease_ms: Some(millis(work.lease)),
        wait_ms: Some(millis(WAIT)),
    };
    match answer(work.client.lease_tasks().name(queue.to_string()).body(take).send().await) {
        Ok(leased) => Ok(leased.leases),
        Err(error) if error.is_transient() => {
            work.output.note(&format!("asks again in {} s: {error}", PAUSE.as_secs()));
            tokio::time::sleep(PAUSE).await;
            Ok(vec![])
        }
        Err(error) => Err(error),
    }
}

/// Does what is leased; what comes when the worker ends is given back, and was never begun.
async fn hold(work: &Work, lease: Lease, ends: bool) -> (u64, Tally) {
    let tasks = lease.tasks.len() as u64;
    if ends {
        work.give_back(&lease.token, tasks).await;
        return (tasks, Tally::default());
    }
    (tasks, work.hold(lease).await)
}

/// Told to stop once, the worker takes nothing more; told twice, it stops what runs.
async fn listen(last: CancellationToken, kill: CancellationToken, output: Output) {
    if stop_signal().await.is_err() {
        return;
    }
    output.note("takes nothing more and ends what runs; once more, and it gives that back");
    last.cancel();
    if stop_signal().await.is_ok() {
        kill.cancel();
    }
}

async fn stop_signal() -> std::io::Result<()> {
    use tokio::signal::unix::{SignalKind, signal};
    let mut terminate = signal(SignalKind::terminate())?;
    tokio::select! {
        interrupted = tokio::signal::ctrl_c() => interrupted,
        _ = terminate.recv() => Ok(()),
    }
}

/// The machine's name and the process's number.
fn own_name() -> String {
    let host = std::fs::read_to_string("/proc/sys/kernel/hostname").unwrap_or_default();
    let host = host.trim();
    format!("{}-{}", if host.is_empty() { "worker" } else { host }, std::process::id())
}
