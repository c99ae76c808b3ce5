//! The engines: PostgreSQL shards, Kafka, Redis, ClickHouse, S3, telemetry. It implements the ports that
//! `commands` and `projections` name.

pub mod clickhouse;
mod feed;
mod fill;
mod handover;
pub mod health;
mod job_keeping;
mod job_lists;
pub mod kafka;
pub mod mail;
pub mod oidc;
pub mod postgres;
mod progress;
pub mod redis;
pub mod s3;
pub mod telemetry;

use commands::ports::EngineError;
use projections::queries::QueryError;

pub use feed::LogFeed;
pub use fill::{ChunkSize, FillError, Part, Unwritable, fill, patiently};
pub use handover::Handover;
pub use job_keeping::{KeepJobs, keep_jobs, let_go_of_old};
pub use job_lists::JobLists;
pub use progress::EngineProgress;

/// An engine's error as queries of read models give it.
pub(crate) fn query_error(EngineError { engine, message }: EngineError) -> QueryError {
    QueryError { engine, message }
}
