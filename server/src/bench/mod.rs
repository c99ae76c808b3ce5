//! `thousandfold bench`: measures, and says beside what.

mod cpu;
mod flights;
mod form;
mod jq;
mod main_job;
mod single_items;
mod store;
mod target;

use std::path::PathBuf;
use std::process::ExitCode;

/// The benchmarks.
#[derive(Debug, Clone, clap::Subcommand)]
pub(crate) enum Benchmark {
    /// The main job: all flights of 2013 through a filter, and jobs of one item by many submitters; beside jq
    Main(MainArgs),
    /// The event store: appends, reads and the relay; beside postgres-es
    Store(StoreArgs),
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
    };
    report.print(json)?;
    Ok(if report.holds() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
