//! `thousandfold bench`: measures, and says beside what.

mod cpu;
mod flights;
mod form;
mod jq;
mod main_job;
mod single_items;
mod target;

use std::path::PathBuf;
use std::process::ExitCode;

/// The benchmarks.
#[derive(Debug, Clone, clap::Subcommand)]
pub(crate) enum Benchmark {
    /// The main job: all flights of 2013 through a filter, and jobs of one item by many submitters; beside jq
    Main(MainArgs),
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
    };
    report.print(json)?;
    Ok(if report.holds() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
