//! The command line.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand};

/// Checks the event store's history under kills.
#[derive(Parser)]
#[command(version)]
pub(crate) struct Options {
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Subcommand)]
pub(crate) enum Command {
    /// Runs writers, relays and a follower, kills them at random, and checks what they were told
    Run(RunOptions),
    /// Checks the files of an earlier run again
    Check {
        /// The run's folder
        folder: PathBuf,
        /// Print one JSON object
        #[arg(long)]
        json: bool,
    },
    /// A process that appends and reads
    #[command(hide = true)]
    Writer(Child),
    /// A process that publishes the log
    #[command(hide = true)]
    Relay(Child),
    /// A process that follows the log
    #[command(hide = true)]
    Follower(Child),
}

/// What a run is like. It ends when all of --seconds, --operations and --strikes that were given are reached.
#[derive(Args)]
pub(crate) struct RunOptions {
    /// The config file of the engines; databases and topics are the run's own
    #[arg(long)]
    pub(crate) config: PathBuf,
    /// How long to run; 60 if no other end is given
    #[arg(long)]
    pub(crate) seconds: Option<u64>,
    /// How many operations must have ended
    #[arg(long)]
    pub(crate) operations: Option<u64>,
    /// How many times something must have been killed, cut or stopped
    #[arg(long)]
    pub(crate) strikes: Option<u64>,
    /// Processes that append and read
    #[arg(long, default_value_t = 3, value_parser = clap::value_parser!(u32).range(1..=100))]
    pub(crate) writers: u32,
    /// Clients of each of them
    #[arg(long, default_value_t = 16, value_parser = clap::value_parser!(u32).range(1..=1000))]
    pub(crate) clients: u32,
    /// Streams in use at a time
    #[arg(long, default_value_t = 40, value_parser = clap::value_parser!(u32).range(3..=10_000))]
    pub(crate) streams: u32,
    /// What decides all that is random; a new one if none is given
    #[arg(long)]
    pub(crate) seed: Option<u64>,
    /// Operations a second over all clients; 0 is as fast as they can
    #[arg(long, default_value_t = 300)]
    pub(crate) rate: u32,
    /// Milliseconds between two strikes, on average
    #[arg(long, default_value_t = 800, value_parser = clap::value_parser!(u64).range(1..))]
    pub(crate) pause: u64,
    /// Transactions of the control, whose reader trusts the order of a database sequence; 0 is no control
    #[arg(long, default_value_t = 2_000)]
    pub(crate) control: u64,
    /// How often to kill and restart PostgreSQL, evenly over the time. Nobody else may use it
    #[arg(long, default_value_t = 0)]
    pub(crate) postgres_kills: u32,
    /// The `dev/stack` that does it; the variable STACK says which stack
    #[arg(long)]
    pub(crate) stack: Option<PathBuf>,
    /// Instead of --stack: a shell command that kills PostgreSQL
    #[arg(long, requires = "start_command", conflicts_with = "stack")]
    pub(crate) kill_command: Option<String>,
    /// And one that starts it, and ends when it is ready
    #[arg(long, requires = "kill_command")]
    pub(crate) start_command: Option<String>,
    /// Where the files go; a new folder below the system's temporary one if none is given
    #[arg(long)]
    pub(crate) folder: Option<PathBuf>,
    /// Keep files, database and topic, also when nothing is wrong
    #[arg(long)]
    pub(crate) keep: bool,
    /// Print one JSON object
    #[arg(long)]
    pub(crate) json: bool,
}

/// A process that the runner starts.
#[derive(Args)]
pub(crate) struct Child {
    /// The run's folder
    #[arg(long)]
    pub(crate) folder: PathBuf,
    /// The process's number in the run
    #[arg(long)]
    pub(crate) process: u32,
}
