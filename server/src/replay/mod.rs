//! `thousandfold replay`: events of the log once more, into a topic, a file, or a read model beside the live one.

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;
use std::time::Instant;

use anyhow::Context as _;
use infra::postgres::PostgresLog;

use crate::cli::output::Output;
use crate::config::Config;
use crate::log::export;
use crate::log::filter::FilterArgs;
use crate::log::range::RangeArgs;
use crate::log::reader::{Found, Reader};
use crate::log::tally::Tally;

mod plan;
mod projection;
mod summary;
mod topic;

use plan::{Into, Plan, ProjectionKind};
use projection::Projection;
use summary::Summary;
use topic::Topic;

/// How many events are handed on at once.
const STEP: usize = 5_000;

/// What `replay` can be told.
#[derive(Debug, Clone, clap::Args)]
#[command(after_help = "\
Events are replayed shard by shard, in order of position; those of one stream stay in order. Exit code: 0 all of it was \
replayed, 1 something went wrong.")]
pub(crate) struct ReplayArgs {
    /// Where to; by default nowhere: the events are counted
    #[arg(long, value_enum)]
    into: Option<Into>,
    /// The topic, by default <namespace>.replay; it is created if it is missing
    #[arg(long, value_name = "NAME")]
    topic: Option<String>,
    /// The file; - writes to stdout. A name that ends with .gz is compressed
    #[arg(long, value_name = "PATH")]
    file: Option<PathBuf>,
    /// The read model
    #[arg(long, value_enum)]
    projection: Option<ProjectionKind>,
    /// What the read model's keys or database are named after, by default <namespace>_replay_<time>; there must be none
    #[arg(long, value_name = "NAME")]
    namespace: Option<String>,
    /// So many events a second at most
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..))]
    rate: Option<u32>,
    /// Count the events that would be replayed, and change nothing
    #[arg(long)]
    dry_run: bool,
    /// Do publish to the live topic of events
    #[arg(long)]
    yes: bool,
    #[command(flatten)]
    range: RangeArgs,
    #[command(flatten)]
    filter: FilterArgs,
}

/// Replays. A closed pipe ends it quietly; an error is shown, and is exit code 1.
pub(crate) async fn run(config: &Path, args: &ReplayArgs, json: bool) -> ExitCode {
    crate::log::finish(replay(config, args, Output::new(json)).await, json)
}

async fn replay(config: &Path, args: &ReplayArgs, output: Output) -> anyhow::Result<()> {
    let config = Config::read(config)?;
    let _telemetry = crate::start_telemetry(&config)?;
    let plan = args.plan(&config)?;
    let output = if plan.is_stdout() { output.sharing_stdout() } else { output };
    let log = Arc::new(PostgresLog::new(&config.postgres)?);
    let (ranges, filter) = args.range.resolve(log.shards(), args.filter.filter()?).await?;
    let reader = Reader::new(ranges.clone(), filter, output);
    let start = Instant::now();
    let (tally, skipped) = if args.dry_run {
        run_through(reader.in_steps(STEP, None), None).await?
    } else {
        let reader = reader.in_steps(plan.step(), args.rate);
        match &plan {
            Plan::Count => run_through(reader, None).await?,
            Plan::File(file) => {
                let writing = export::write(reader, &ranges, &args.filter, file);
                let mut tally = Tally::default();
                let written = async { writing.await.map(|written| tally = written.tally) };
                crate::log::until_interrupted(written).await?;
                (tally, 0)
            }
            Plan::Topic(name) => {
                let topic = Topic::open(&config, name, output).await?;
                run_through(reader, Some(Destination::Topic(topic))).await?
            }
            Plan::Projection(kind, namespace) => {
                let projection = Projection::create(&config, *kind, namespace, &log).await?;
                run_through(reader, Some(Destination::Projection(projection))).await?
            }
        }
    };
    Summary::new(&plan, args.dry_run, &tally, skipped, start.elapsed()).print(&plan, output)?;
    anyhow::ensure!(skipped == 0, "{skipped} events cannot be read by this version, and are missing");
    Ok(())
}

/// What takes events.
enum Destination {
    Topic(Topic),
    Projection(Projection),
}

impl Destination {
    /// Takes events, all of them; answers how many cannot be taken at all.
    async fn take(&mut self, found: Found, reader: &Reader) -> anyhow::Result<u64> {
        match self {
            Self::Topic(topic) => topic.publish(&found.events).await.map(|()| 0),
            Self::Projection(projection) => projection.write(found, reader).await,
        }
    }
}

/// Hands all events on, and counts them.
async fn run_through(
    mut reader: Reader,
    mut destination: Option<Destination>,
) -> anyhow::Result<(Tally, u64)> {
    let (mut tally, mut skipped) = (Tally::default(), 0);
    let mut done = "before the first event".to_owned();
    loop {
        let step = async {
            let Some(found) = reader.next().await? else { return Ok(false) };
            found.events.iter().for_each(|event| tally.add(event));
            let place = format!("{}:{}", found.shard, found.reached);
            if let Some(destination) = &mut destination {
                skipped += destination.take(found, &reader).await?;
            }
            done = format!("after {place}");
            anyhow::Ok(true)
        };
        let goes_on = tokio::select! {
            goes_on = step => goes_on,
            _ = tokio::signal::ctrl_c() => Err(anyhow::anyhow!("interrupted")),
        };
        // From there, it can be gone on with.
        if !goes_on.with_context(|| format!("the replay stopped {done}"))? {
            return Ok((tally, skipped));
        }
    }
}
