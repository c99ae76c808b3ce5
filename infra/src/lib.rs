//! The engines: PostgreSQL shards, Kafka, Redis, ClickHouse, S3, telemetry. It implements the ports that
//! `commands` and `projections` name.

pub mod clickhouse;
mod feed;
mod fill;
mod handover;
pub mod health;
pub mod kafka;
pub mod mail;
pub mod oidc;
pub mod postgres;
mod progress;
pub mod redis;
pub mod s3;
pub mod telemetry;

pub use feed::LogFeed;
pub use fill::{ChunkSize, FillError, Part, Unwritable, fill};
pub use handover::Handover;
pub use progress::EngineProgress;
