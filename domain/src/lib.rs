//! The domain: aggregates, their commands, events and rules. Pure: no I/O, no clock, no random ids.

pub mod aggregate;
pub mod batch;
pub mod dataset;
pub mod event;
pub mod ids;
pub mod job;
pub mod manifest;
pub mod options;
pub mod processor;
pub mod queue;
pub mod raw_json;
pub mod results;
pub mod samples;
pub mod schema;
pub mod tasks;
pub mod waiting;

pub use aggregate::Root;
pub use event::{Metadata, RecordedEvent, VersionedEvent};
pub use ids::{BatchId, DatasetId, JobId, LeaseId, QueueId, QueueName, TenantId, placement_key};
