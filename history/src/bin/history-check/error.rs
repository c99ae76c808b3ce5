//! Why a run could not be made. What is wrong with the event store is no error: it is a violation.

use std::path::PathBuf;
use std::process::ExitStatus;

use commands::ports::EngineError;
use infra::postgres::MigrateError;

/// See the module.
#[derive(Debug, thiserror::Error)]
pub(crate) enum RunError {
    #[error("{path}: {reason}")]
    File { path: PathBuf, reason: String },
    #[error("{path} is no config: {source}")]
    Config { path: PathBuf, source: toml::de::Error },
    #[error("postgres.shards is empty: name the server there")]
    NoServer,
    #[error("postgres.shards[0] names no host: the run needs a server that is reached by TCP")]
    NoHost,
    #[error(transparent)]
    Io(#[from] std::io::Error),
    #[error(transparent)]
    Json(#[from] serde_json::Error),
    #[error(transparent)]
    Engine(#[from] EngineError),
    #[error(transparent)]
    Migrate(#[from] MigrateError),
    #[error("PostgreSQL: {0}")]
    Postgres(#[from] tokio_postgres::Error),
    #[error("{name} ended by itself with {status}: what it said is in {log}")]
    Died { name: String, status: ExitStatus, log: PathBuf },
    #[error("no append was acknowledged for {0} s; the files are in {1}")]
    Stuck(u64, PathBuf),
    #[error("it never came that {0}")]
    Never(&'static str),
    #[error("`{command}` ended with {status}")]
    Command { command: String, status: ExitStatus },
    #[error("to kill PostgreSQL, say how: --stack PATH, or --kill-command and --start-command")]
    NoKillCommand,
}
