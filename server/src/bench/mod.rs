//! `thousandfold bench`: measures, and says beside what.

mod cpu;
mod engine;
mod flights;
mod form;
mod jq;
mod live;
mod main_job;
mod projections;
mod single_items;
mod store;
mod target;

pub(crate) use projections::{BARE_HANDLER, bare_handler};

use std::path::PathBuf;
use std::process::ExitCode;

/// The benchmarks.
#[derive(Debug, Clone, clap::Subcommand)]
pub(crate) enum Benchmark {
    /// The main job: all flights of 2013 through a filter, and jobs of one item by many submitters; beside jq
    Main(MainArgs),
    /// The event store: appends, reads and the relay; beside postgres-es
    Store(StoreArgs),
    /// A million small items in one job beside jq, jobs of one item, and what a task costs in jobs of any size
    Jobs(JobsArgs),
    /// From the request to the end of a job, at a steady rate
    Latency(LatencyArgs),
    /// Thousands of calls in flight in one worker
    Inflight(InflightArgs),
    /// One tenant's small jobs while another has a million tasks waiting
    Fair(FairArgs),
    /// Twice as many submissions as the server can take
    Overload(OverloadArgs),
    /// Thousands of live connections to jobs that change all the time
    Live(LiveArgs),
    /// How far read models are behind, how fast they are built again, and how fast they are read
    Projections(ProjectionsArgs),
}

/// What `bench projections` can be told.
#[derive(Debug, Clone, clap::Args)]
pub(crate) struct ProjectionsArgs {
    /// How many tasks the job has that runs while it is measured how far read models are behind
    #[arg(long, default_value_t = 1_000_000, value_parser = clap::value_parser!(u64).range(1_000..))]
    items: u64,
    /// How many finished jobs there are when lists are read
    #[arg(long, default_value_t = 1_000_000, value_parser = clap::value_parser!(u64).range(1_000..))]
    jobs: u64,
    /// How often each side of a read is measured; the median counts
    #[arg(long, default_value_t = 3, value_parser = clap::value_parser!(u32).range(1..))]
    rounds: u32,
}

/// What `bench live` can be told.
#[derive(Debug, Clone, clap::Args)]
pub(crate) struct LiveArgs {
    /// How many connections
    #[arg(long, default_value_t = 10_000, value_parser = clap::value_parser!(u32).range(1..=25_000))]
    connections: u32,
    /// How many jobs they watch, each one of them
    #[arg(long, default_value_t = 100, value_parser = clap::value_parser!(u32).range(1..))]
    jobs: u32,
    /// How often each job changes, in a second
    #[arg(long, default_value_t = 10, value_parser = clap::value_parser!(u32).range(1..))]
    rate: u32,
    /// For how long, in seconds
    #[arg(long, default_value_t = 30, value_parser = clap::value_parser!(u64).range(1..))]
    seconds: u64,
}

/// What `bench overload` can be told.
#[derive(Debug, Clone, clap::Args)]
pub(crate) struct OverloadArgs {
    /// For how long each load lasts, in seconds
    #[arg(long, default_value_t = 15, value_parser = clap::value_parser!(u64).range(5..))]
    seconds: u64,
    /// How often it is compared; the median counts
    #[arg(long, default_value_t = 3, value_parser = clap::value_parser!(u32).range(1..))]
    rounds: u32,
    /// How many times the load that it can take
    #[arg(long, default_value_t = 2.0)]
    factor: f64,
}

/// What `bench jobs` can be told.
#[derive(Debug, Clone, clap::Args)]
pub(crate) struct JobsArgs {
    /// How many items the large job has
    #[arg(long, default_value_t = 1_000_000, value_parser = clap::value_parser!(u64).range(1_000..))]
    items: u64,
    /// How often each side is measured; the median counts
    #[arg(long, default_value_t = 3, value_parser = clap::value_parser!(u32).range(1..))]
    rounds: u32,
    /// How many one-item jobs are submitted in all
    #[arg(long, default_value_t = 8_192, value_parser = clap::value_parser!(u32).range(64..))]
    jobs: u32,
    /// The most items of the jobs by which the cost of a task is measured
    #[arg(long, default_value_t = 10_000_000)]
    largest: u64,
}

/// What `bench latency` can be told.
#[derive(Debug, Clone, clap::Args)]
pub(crate) struct LatencyArgs {
    /// How many jobs a second
    #[arg(long, default_value_t = 200, value_parser = clap::value_parser!(u32).range(1..))]
    rate: u32,
    /// For how long, in seconds
    #[arg(long, default_value_t = 60, value_parser = clap::value_parser!(u64).range(1..))]
    seconds: u64,
}

/// What `bench inflight` can be told.
#[derive(Debug, Clone, clap::Args)]
pub(crate) struct InflightArgs {
    /// How many calls in all
    #[arg(long, default_value_t = 100_000, value_parser = clap::value_parser!(u32).range(1..))]
    tasks: u32,
    /// How many at once
    #[arg(long, default_value_t = 10_000, value_parser = clap::value_parser!(u32).range(1..20_000))]
    in_flight: u32,
}

/// What `bench fair` can be told.
#[derive(Debug, Clone, clap::Args)]
pub(crate) struct FairArgs {
    /// How many tasks the one tenant has waiting
    #[arg(long, default_value_t = 1_000_000, value_parser = clap::value_parser!(u64).range(10_000..))]
    waiting: u64,
    /// How many jobs the other has, one after the other
    #[arg(long, default_value_t = 200, value_parser = clap::value_parser!(u32).range(10..))]
    jobs: u32,
}

/// What `bench store` can be told.
#[derive(Debug, Clone, clap::Args)]
pub(crate) struct StoreArgs {
    /// How often each side is measured; the median counts
    #[arg(long, default_value_t = 5, value_parser = clap::value_parser!(u32).range(1..))]
    rounds: u32,
    /// For how long each side is measured each time, in milliseconds
    #[arg(long, default_value_t = 1_000, value_parser = clap::value_parser!(u64).range(100..))]
    millis: u64,
    /// Of the appends, measure only those by so many callers
    #[arg(long)]
    callers: Option<usize>,
    /// Measure only these
    #[arg(long, value_delimiter = ',')]
    only: Vec<StorePart>,
}

/// A part of `bench store`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum StorePart {
    /// Appends by one to 512 callers.
    Append,
    /// Streams of ten events.
    Load,
    /// The whole log.
    Log,
    /// From the commit to a consumer of Kafka.
    Relay,
}

impl StoreArgs {
    fn measures(&self, part: StorePart) -> bool {
        self.only.is_empty() || self.only.contains(&part)
    }

    fn span(&self) -> std::time::Duration {
        std::time::Duration::from_millis(self.millis)
    }
}

/// What `bench main` can be told.
#[derive(Debug, Clone, clap::Args)]
pub(crate) struct MainArgs {
    /// A CSV file with a header row [default: what `demo/get_flights all` gives]
    #[arg(long)]
    flights: Option<PathBuf>,
    /// The file of the filter
    #[arg(long, default_value = "demo/flights.jq")]
    filter: PathBuf,
    /// How often each side is measured; the median counts
    #[arg(long, default_value_t = 3, value_parser = clap::value_parser!(u32).range(1..))]
    rounds: u32,
    /// How many one-item jobs are submitted in all
    #[arg(long, default_value_t = 4_096, value_parser = clap::value_parser!(u32).range(64..))]
    jobs: u32,
}

/// Runs a benchmark on the engines of a config file, and prints it.
pub(crate) async fn run(
    config: &std::path::Path,
    benchmark: &Benchmark,
    json: bool,
) -> anyhow::Result<ExitCode> {
    let report = match benchmark {
        Benchmark::Main(args) => main_job::run(config, args).await?,
        Benchmark::Store(args) => store::run(config, args).await?,
        Benchmark::Jobs(args) => engine::jobs::run(config, args).await?,
        Benchmark::Latency(args) => engine::latency::run(config, args).await?,
        Benchmark::Inflight(args) => engine::inflight::run(config, args).await?,
        Benchmark::Fair(args) => engine::fair::run(config, args).await?,
        Benchmark::Overload(args) => engine::overload::run(config, args).await?,
        Benchmark::Live(args) => live::run(config, args).await?,
        Benchmark::Projections(args) => projections::run(config, args).await?,
    };
    report.print(json)?;
    Ok(if report.holds() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
