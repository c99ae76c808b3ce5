//! `thousandfold log`: looks into the log of events, which it reads from the shards themselves.

use std::path::Path;
use std::process::ExitCode;

use infra::postgres::PostgresLog;

use crate::cli::output::{self, Output};
use crate::cli::report::report;
use crate::config::Config;

pub(crate) mod export;
mod file;
pub(crate) mod filter;
mod follow;
pub(crate) mod instant;
pub(crate) mod line;
mod names;
mod pace;
mod pretty;
pub(crate) mod range;
pub(crate) mod reader;
mod show;
mod stats;
mod stats_text;
mod tail;
pub(crate) mod tally;

/// What can be done with the log.
#[derive(Debug, Clone, clap::Subcommand)]
pub(crate) enum LogCommand {
    /// Show the last events of all shards, and then what comes
    Tail(tail::TailArgs),
    /// Show a stream or an event in full
    Show(show::ShowArgs),
    /// Write events as lines of JSON, byte for byte as they were recorded
    Export(export::ExportArgs),
    /// Count what the log holds, and how far its consumers are
    Stats(stats::StatsArgs),
}

/// Runs a command to its end. A closed pipe ends it quietly; an error is shown, and is exit code 1.
pub(crate) async fn run(config: &Path, command: &LogCommand, json: bool) -> ExitCode {
    finish(dispatch(config, command, Output::new(json)).await, json)
}

/// The exit code of a command; its error, if it has one, is shown.
pub(crate) fn finish(outcome: anyhow::Result<()>, json: bool) -> ExitCode {
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) if output::is_closed_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            report(&error, json);
            ExitCode::FAILURE
        }
    }
}

/// Gives a command up at Ctrl-C, so that it leaves nothing half done behind.
pub(crate) async fn until_interrupted(
    command: impl Future<Output = anyhow::Result<()>>,
) -> anyhow::Result<()> {
    tokio::select! {
        outcome = command => outcome,
        _ = tokio::signal::ctrl_c() => anyhow::bail!("interrupted"),
    }
}

async fn dispatch(config: &Path, command: &LogCommand, output: Output) -> anyhow::Result<()> {
    let config = Config::read(config)?;
    let _telemetry = crate::start_telemetry(&config)?;
    let log = PostgresLog::new(&config.postgres)?;
    match command {
        LogCommand::Tail(args) => tail::run(args, &log, output).await,
        LogCommand::Export(args) => until_interrupted(export::run(args, &log, output)).await,
        LogCommand::Stats(args) => stats::run(args, &log, output).await,
        LogCommand::Show(args) => show::run(args, &log, &config.tenant, output).await,
    }
}
