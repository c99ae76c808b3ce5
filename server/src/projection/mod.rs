//! `thousandfold projection`: looks after the read models, for whoever runs them.

use std::path::Path;
use std::process::ExitCode;

use crate::cli::output::Output;
use crate::config::Config;
use crate::log::{finish, until_interrupted};
use crate::services::Services;

mod building;
mod cut;
mod dropping;
mod rebuild;
mod status;
mod verify;

/// A read model, by its name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum Name {
    /// Summaries and lists of jobs, and what tenants used
    Redis,
    /// The analyst's tables
    #[value(name = "clickhouse")]
    ClickHouse,
}

/// What can be done with projections.
#[derive(Debug, Clone, clap::Subcommand)]
pub(crate) enum ProjectionCommand {
    /// Show how far each read model is behind the log
    Status,
    /// Build a read model from the log, beside the one that is read, and put it in its place. No query fails meanwhile; what
    /// was replaced stays until it is dropped
    Rebuild {
        /// The read model
        #[arg(value_enum)]
        name: Name,
    },
    /// Compare a read model with the log, at a position of each shard, and print a certificate. The exit code is 1 if
    /// anything is different
    Verify {
        /// The read model
        #[arg(value_enum)]
        name: Name,
    },
    /// Delete what rebuilds have replaced, or have left behind half done
    Drop {
        /// The read model
        #[arg(value_enum)]
        name: Name,
    },
}

/// Runs a command to its end; an error is shown, and is exit code 1.
pub(crate) async fn run(config: &Path, command: &ProjectionCommand, json: bool) -> ExitCode {
    finish(until_interrupted(dispatch(config, command, Output::new(json))).await, json)
}

async fn dispatch(config: &Path, command: &ProjectionCommand, output: Output) -> anyhow::Result<()> {
    let config = Config::read(config)?;
    let _telemetry = crate::start_telemetry(&config)?;
    let services = Services::new(&config)?;
    match command {
        ProjectionCommand::Status => status::show(&services, output).await,
        ProjectionCommand::Rebuild { name: Name::Redis } => rebuild::redis(&services, output).await,
        ProjectionCommand::Rebuild { name: Name::ClickHouse } => {
            rebuild::clickhouse(&config, &services, output).await
        }
        ProjectionCommand::Verify { name: Name::Redis } => verify::redis(&services, output).await,
        ProjectionCommand::Verify { name: Name::ClickHouse } => {
            verify::clickhouse(&config, &services, output).await
        }
        ProjectionCommand::Drop { name: Name::Redis } => dropping::redis(&services, output).await,
        ProjectionCommand::Drop { name: Name::ClickHouse } => dropping::clickhouse(&config, output).await,
    }
}
