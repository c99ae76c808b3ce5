//! The domain: aggregates, their commands, events and rules. Pure: no I/O, no clock, no random ids.

pub mod access;
pub mod aggregate;
pub mod api_key;
pub mod batch;
pub mod dataset;
pub mod event;
pub mod ids;
pub mod invitation;
pub mod job;
pub mod manifest;
pub mod options;
pub mod permission;
pub mod processor;
pub mod queue;
pub mod raw_json;
pub mod results;
pub mod samples;
pub mod schema;
pub mod session;
pub mod tasks;
pub mod tenant;
pub mod user;
pub mod waiting;

pub use aggregate::Root;
pub use event::{Metadata, RecordedEvent, VersionedEvent};
pub use ids::{
    AccessId, ApiKeyId, BatchId, DatasetId, InvitationId, JobId, LeaseId, QueueId, QueueName, SessionId,
    TenantId, UserId, placement_key,
};
