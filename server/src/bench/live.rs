//! `bench live`: thousands of WebSockets that watch jobs which change all the time.

use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use anyhow::Context as _;
use domain::JobId;
use futures::{StreamExt as _, TryStreamExt as _, stream};
use tokio::task::JoinSet;
use uuid::Uuid;

use super::LiveArgs;
use super::form::{Report, Row};
use super::target::Target;
use crate::config::Config;
use crate::services::Services;

mod changes;
mod clock;
mod watcher;

use changes::Changes;
use clock::Clock;
use watcher::Watcher;

/// How many connect at a time.
const CONNECTING: usize = 32;
/// How long it goes on before it is measured.
const WARM_UP: Duration = Duration::from_secs(3);

/// Has `connections` watch `jobs`, each one of them, and measures from the write of each change to each of its messages.
pub(super) async fn run(config: &Path, args: &LiveArgs) -> anyhow::Result<Report> {
    crate::limits::raise_open_files()?;
    let target = Target::start_with(config, settings(args)).await?;
    let jobs: Vec<JobId> = (0..args.jobs).map(|_| JobId(Uuid::now_v7())).collect();
    let clock = Arc::new(Clock::new(jobs.len(), args.changes() + 1_000));
    let own = Config::read(&target.scratch.config_file())?;
    let services = Services::new(&own)?;
    let mut changes = Changes::begin(&services, &own.tenant, jobs.clone(), Arc::clone(&clock)).await?;
    let idle = target.memory_mib();
    let mut watchers = connect(&target, args, &jobs, &clock).await?;
    let connected = target.memory_mib();
    let memory = watch_memory(&target, changes.run(args.rate, WARM_UP, args.span()));
    let memory = memory.await?.max(connected);
    let pushes = clock.pushes();
    watchers.abort_all();
    while watchers.join_next().await.is_some() {}
    target.stop().await?;
    let connections = f64::from(args.connections);
    let seconds = args.span().as_secs_f64();
    Ok(Report::new(
        "live",
        vec![
            Row::new("connections, each of which watches one job", connections, ""),
            Row::new(format!("{} jobs, each changed", args.jobs), f64::from(args.rate), "times/s"),
            Row::new("  messages", pushes / seconds, "a second"),
            Row::new("  of all changes, told by a message of their own", clock.own_share(), "%"),
            Row::new("  from the write to the message, p50", clock.quantile(0.5), "ms"),
            Row::new("  from the write to the message, p99", clock.quantile(0.99), "ms").at_most(200.0),
            Row::new("  the slowest", clock.quantile(1.0), "ms"),
            Row::new("the server's memory before", idle, "MiB"),
            Row::new("  with all connections", connected, "MiB"),
            Row::new("  at most", memory, "MiB").at_most(600.0),
        ],
    ))
}

/// The front lets as many in, all of them from one address.
fn settings(args: &LiveArgs) -> toml::Table {
    let most = i64::from(args.connections) + 1_000;
    let gateway: toml::Table = ["max_connections", "max_connections_per_address"]
        .map(|name| (name.to_owned(), most.into()))
        .into_iter()
        .collect();
    toml::Table::from_iter([("gateway".to_owned(), gateway.into())])
}

async fn connect(
    target: &Target,
    args: &LiveArgs,
    jobs: &[JobId],
    clock: &Arc<Clock>,
) -> anyhow::Result<JoinSet<anyhow::Result<()>>> {
    let (url, key) = (target.scratch.url("/v1/live"), target.scratch.key());
    let numbers = (0..args.connections as usize).map(|number| number % jobs.len());
    let connecting = numbers.map(|job| Watcher::connect(&url, key, jobs[job], job));
    let watchers: Vec<Watcher> = stream::iter(connecting)
        .buffer_unordered(CONNECTING)
        .try_collect()
        .await
        .context("a connection cannot be made")?;
    let mut running = JoinSet::new();
    for watcher in watchers {
        running.spawn(watcher.run(Arc::clone(clock)));
    }
    Ok(running)
}

/// Does the work, and gives the most memory that the server had meanwhile.
async fn watch_memory(
    target: &Target,
    work: impl Future<Output = anyhow::Result<()>>,
) -> anyhow::Result<f64> {
    let mut most: f64 = 0.0;
    let watching = async {
        loop {
            most = most.max(target.memory_mib());
            tokio::time::sleep(Duration::from_millis(250)).await;
        }
    };
    tokio::select! {
        done = work => done?,
        () = watching => unreachable!("it watches for ever"),
    }
    Ok(most)
}

impl LiveArgs {
    fn span(&self) -> Duration {
        Duration::from_secs(self.seconds)
    }

    /// How often each job changes, at most.
    fn changes(&self) -> usize {
        let seconds = WARM_UP + self.span();
        usize::try_from(u64::from(self.rate) * seconds.as_secs()).unwrap_or(usize::MAX)
    }
}

/// A moment, for those that are compared with others of this process.
fn micros_since(start: Instant) -> u64 {
    u64::try_from(start.elapsed().as_micros()).unwrap_or(u64::MAX)
}
