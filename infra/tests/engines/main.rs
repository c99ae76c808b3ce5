//! The adapters on the real engines: `make test` starts them.

#![expect(clippy::unwrap_used, reason = "in a test, a panic is the answer")]

mod clickhouse_tables;
mod cqrs_framework;
mod dispatch;
mod executor;
mod feed;
mod health;
mod inputs;
mod job_lists;
mod kafka_parking;
mod kafka_relay;
mod kafka_relay_fence;
mod kafka_topics;
mod limits;
mod postgres;
mod redis_jobs;
mod s3_objects;
mod support;
mod sweeping;
