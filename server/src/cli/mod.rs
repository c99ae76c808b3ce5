//! The commands that talk to a server over HTTP: `submit`, `jobs`, `queues`, `analytics`, `work` and `events`.
//! The commands that talk to a server over HTTP: `submit`, `jobs`, `queues`, `usage`, `work` and `events`.

use std::process::ExitCode;

mod analytics;
pub(crate) mod event_summary;
mod events;
mod excerpt;
mod forms;
mod jobs;
pub(crate) mod output;
mod queues;
pub(crate) mod report;
pub(crate) mod save;
mod submit;
pub(crate) mod table;
pub(crate) mod text;
pub(crate) mod upload;
mod usage;
mod values;
pub mod watch;
mod work;

use output::Output;
use thousandfold_client::{Client, Error, Retry};

/// What every client command can be told.
#[derive(Debug, Clone, clap::Args)]
pub struct ClientOptions {
    /// The server to talk to
    #[arg(
        long,
        global = true,
        value_name = "URL",
        env = "THOUSANDFOLD_SERVER",
        default_value = "http://127.0.0.1:18080"
    )]
    pub server: String,
    /// The API key, or access token, to say who asks; better in the variable than in the list of processes
    #[arg(long, global = true, value_name = "KEY", env = "THOUSANDFOLD_API_KEY", hide_env_values = true)]
    pub api_key: Option<String>,
    /// Print JSON: one object, or one a line for lists; errors are problem objects on stderr
    #[arg(long, global = true)]
    pub json: bool,
}

/// The commands that need a running server.
#[derive(Debug, clap::Subcommand)]
pub enum ClientCommand {
    /// Upload a file and submit a job over its items
    Submit(Box<submit::SubmitArgs>),
    /// List jobs, look into them, and stop, pause or change them
    #[command(subcommand)]
    Jobs(jobs::JobsCommand),
    /// Look at queues of external workers, and pause or change them
    #[command(subcommand)]
    Queues(queues::QueuesCommand),
    /// Show how much is done, fails, waits and is used, as a chart's numbers, or write them into a file
    Analytics(analytics::AnalyticsArgs),
    /// Show what was used, day by day
    Usage(usage::UsageArgs),
    /// Work on a queue: run a shell command for each item
    Work(work::WorkArgs),
    /// Show the history of a job, or of one of its batches
    Events(events::EventsArgs),
}

/// Runs a command to its end. Errors are shown here, in the form that `options` ask for, and become exit
/// code 1; exit code 2 says that a watched job failed as a whole. A closed pipe ends the command quietly.
///
/// # Errors
/// None today; the signature leaves room for errors that the caller should show.
pub async fn run(command: ClientCommand, options: &ClientOptions) -> anyhow::Result<ExitCode> {
    match dispatch(command, options).await {
        Ok(code) => Ok(code),
        Err(error) if output::is_closed_pipe(&error) => Ok(ExitCode::SUCCESS),
        Err(error) => {
            report::report(&error, options.json);
            Ok(ExitCode::FAILURE)
        }
    }
}

async fn dispatch(command: ClientCommand, options: &ClientOptions) -> anyhow::Result<ExitCode> {
    let client = client(&options.server, options.api_key.clone())?;
    let output = Output::new(options.json);
    match command {
        ClientCommand::Submit(args) => submit::run(*args, &client, &output).await,
        ClientCommand::Jobs(command) => jobs::run(command, &client, &output).await,
        ClientCommand::Queues(command) => queues::run(command, &client, output).await,
        ClientCommand::Analytics(args) => analytics::run(args, &client, output).await,
        ClientCommand::Usage(args) => usage::run(args, &client, output).await,
        ClientCommand::Work(args) => work::run(args, &client, output).await,
        ClientCommand::Events(args) => events::run(args, &client, &output).await,
    }
}

/// A client of the server at `server`. It sends each request once: the commands say themselves what they wait for.
///
/// # Errors
/// The address, or the key, cannot be used.
pub fn client(server: &str, key: Option<String>) -> Result<Client, Error> {
    let builder = Client::builder(server).token(key).retry(Retry::never());
    builder.user_agent(concat!("thousandfold/", env!("CARGO_PKG_VERSION"))).build()
}
