//! The command line: reads it and the config, and runs one command.

mod accounts;
mod bench;
mod check;
pub mod cli;
mod config;
mod limits;
mod log;
mod migrate;
mod parked;
mod projection;
mod regions;
mod replay;
pub mod scratch;
mod serve;
mod services;
mod tenants;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, Subcommand};

use crate::cli::{ClientCommand, ClientOptions};
use crate::config::Config;
use crate::serve::Role;

/// The hidden command that makes this program a runner of filters, a child of its own worker.
const JQ_RUNNER: &str = "jq-runner";

/// Runs work in the thousands and remembers all of it.
#[derive(Parser)]
#[command(version, propagate_version = true)]
struct Arguments {
    /// The config file of the commands that need the engines. THOUSANDFOLD_SETTING overrides a setting in it,
    /// THOUSANDFOLD_SECTION__SETTING one in a section.
    #[arg(long, global = true, env = "THOUSANDFOLD_CONFIG", default_value = "thousandfold.toml")]
    config: PathBuf,
    #[command(flatten)]
    client: ClientOptions,
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Runs the server: all roles, or those that are named.
    Serve {
        /// The roles of this process, with commas between.
        #[arg(long, value_delimiter = ',')]
        roles: Vec<Role>,
    },
    /// Brings tables, topics and the bucket to the shape that this version needs.
    Migrate(migrate::MigrateArgs),
    /// Compares what the log, Kafka, Redis, ClickHouse and the object store say, and prints a table. The exit
    /// code is 0 if all agree.
    Check(check::CheckArgs),
    /// Measures this build on the engines of the config, beside peers in the same run.
    #[command(subcommand)]
    Bench(bench::Benchmark),
    /// Looks into the log of events: follows it, shows it, exports it, counts it.
    #[command(subcommand)]
    Log(log::LogCommand),
    /// Replays events of the log: into a topic, a file, or a read model beside the live one. Alone, it counts them.
    Replay(replay::ReplayArgs),
    /// Shows events that a consumer could not handle, has them handled again, or forgets them.
    #[command(subcommand)]
    Parked(parked::ParkedCommand),
    /// Looks after the read models: shows how far they are behind, compares them with the log, builds them again.
    #[command(subcommand)]
    Projection(projection::ProjectionCommand),
    /// Tells where tenants live, and chooses the shards of a new one.
    #[command(subcommand)]
    Tenants(tenants::TenantsCommand),
    #[command(flatten)]
    Client(ClientCommand),
}

/// Runs the program with the process's own arguments.
///
/// # Errors
/// Says what to change: in the config, or outside.
pub fn main() -> anyhow::Result<ExitCode> {
    match std::env::args().nth(1).as_deref() {
        // A runner has no runtime, no config and no logs: it is small and can be killed.
        Some(JQ_RUNNER) => return Ok(workers::jq::runner::main()),
        Some(bench::BARE_HANDLER) => return bench::bare_handler(),
        _ => {}
    }
    let arguments = Arguments::parse();
    tokio::runtime::Builder::new_multi_thread().enable_all().build()?.block_on(run(arguments))
}

async fn run(arguments: Arguments) -> anyhow::Result<ExitCode> {
    let Arguments { config, client, command } = arguments;
    match command {
        Command::Client(command) => return cli::run(command, &client).await,
        Command::Tenants(command) => return Ok(tenants::run(&config, &command, client.json).await),
        Command::Log(command) => return Ok(log::run(&config, &command, client.json).await),
        Command::Parked(command) => return Ok(parked::run(&config, &command, client.json).await),
        Command::Projection(command) => return Ok(projection::run(&config, &command, client.json).await),
        Command::Replay(args) => return Ok(replay::run(&config, &args, client.json).await),
        Command::Serve { roles } => {
            let config = Config::read(&config)?;
            let _telemetry = start_telemetry(&config)?;
            serve::serve(config, roles).await?;
        }
        Command::Bench(benchmark) => {
            let settings = Config::read(&config)?;
            let _telemetry = start_telemetry(&settings)?;
            return bench::run(&config, &benchmark, client.json).await;
        }
        Command::Check(args) => {
            let config = Config::read(&config)?;
            let _telemetry = start_telemetry(&config)?;
            return check::check(&config, &args, client.json).await;
        }
        Command::Migrate(args) => {
            let config = Config::read(&config)?;
            let _telemetry = start_telemetry(&config)?;
            return migrate::run(&config, &args, client.json).await;
        }
    }
    Ok(ExitCode::SUCCESS)
}

fn start_telemetry(config: &Config) -> anyhow::Result<infra::telemetry::Telemetry> {
    infra::telemetry::init(&config.telemetry)
        .map_err(|error| anyhow::anyhow!("telemetry cannot start: {error}"))
}
