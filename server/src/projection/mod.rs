//! `thousandfold projection`: how the read models are, for whoever runs them.

use std::path::Path;
use std::process::ExitCode;

use crate::cli::output::Output;
use crate::config::Config;
use crate::log::finish;
use crate::services::Services;

mod status;

/// What can be done with projections.
#[derive(Debug, Clone, clap::Subcommand)]
pub(crate) enum ProjectionCommand {
    /// Show how far each read model is behind the log
    Status,
}

/// Runs a command to its end; an error is shown, and is exit code 1.
pub(crate) async fn run(config: &Path, command: &ProjectionCommand, json: bool) -> ExitCode {
    finish(dispatch(config, command, Output::new(json)).await, json)
}

async fn dispatch(config: &Path, command: &ProjectionCommand, output: Output) -> anyhow::Result<()> {
    let config = Config::read(config)?;
    let _telemetry = crate::start_telemetry(&config)?;
    let services = Services::new(&config)?;
    match command {
        ProjectionCommand::Status => status::show(&services, output).await,
    }
}
