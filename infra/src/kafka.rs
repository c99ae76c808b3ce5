//! Kafka: topics, the relay that fills them, and the consumers that read them.

mod asyncapi;
pub(crate) mod cloudevent;
mod consumer;
mod fence;
mod parking;
mod producer;
mod reactor_loop;
mod relay;
mod replay;
mod topics;

use serde::Deserialize;

pub use asyncapi::asyncapi_document;
pub(crate) use consumer::follow;
pub use consumer::{Tail, read_topic};
pub use parking::Parking;
pub use producer::Producer;
pub use reactor_loop::react;
pub use relay::relay;
pub use replay::ReplayTopic;
pub use topics::Topics;

/// Where Kafka is.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct KafkaConfig {
    /// Bootstrap servers, with commas between.
    pub brokers: String,
    /// The number of partitions of a topic that is created.
    #[serde(default = "default_partitions")]
    pub partitions: i32,
    /// The number of replicas of a topic that is created.
    #[serde(default = "default_replicas")]
    pub replicas: i32,
}

/// The largest message: the largest event that the log takes, and its headers.
const MAX_MESSAGE_BYTES: usize = crate::postgres::MAX_EVENT_BYTES + (1 << 20);

fn default_partitions() -> i32 {
    4
}

fn default_replicas() -> i32 {
    1
}

pub(crate) fn engine_error(error: impl std::fmt::Display) -> commands::ports::EngineError {
    commands::ports::EngineError { engine: "kafka", message: error.to_string() }
}
