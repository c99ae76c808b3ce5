//! What the consumers of all topics share, and a reader of a whole topic.

use std::collections::HashMap;
use std::time::Duration;

use commands::ports::EngineError;
use domain::RecordedEvent;
use rdkafka::consumer::{BaseConsumer, Consumer, StreamConsumer};
use rdkafka::{ClientConfig, Message, Offset, TopicPartitionList};
use uuid::Uuid;

use super::topics::client_config;
use super::{KafkaConfig, cloudevent, engine_error};

/// How much a broker gathers before it answers, where that does not take too long: an answer for each event costs it
/// and us more than the event itself.
const GATHERED_BYTES: &str = "65536";

/// A member of `group` that reads `topic`, and may get what is new as much later as `gather` says. It commits what is
/// stored.
pub(super) fn join(
    config: &KafkaConfig,
    group: &str,
    topic: &str,
    gather: Duration,
) -> Result<StreamConsumer, EngineError> {
    let consumer: StreamConsumer = member(config, group, gather)
        .set("enable.auto.commit", "true")
        .set("auto.commit.interval.ms", "1000")
        .set("enable.auto.offset.store", "false")
        .set("auto.offset.reset", "earliest")
        .create()
        .map_err(engine_error)?;
    consumer.subscribe(&[topic]).map_err(engine_error)?;
    Ok(consumer)
}

/// Reads all of `topic` from its end on, and commits nothing. The group is nobody else's: Kafka gives it all partitions, also those
/// that are added, or made again.
pub(crate) fn follow(
    config: &KafkaConfig,
    name: &str,
    topic: &str,
    gather: Duration,
) -> Result<StreamConsumer, EngineError> {
    let group = format!("{topic}.{name}.{}", Uuid::now_v7().simple());
    let consumer: StreamConsumer = member(config, &group, gather)
        .set("enable.auto.commit", "false")
        .set("auto.offset.reset", "latest")
        .create()
        .map_err(engine_error)?;
    consumer.subscribe(&[topic]).map_err(engine_error)?;
    Ok(consumer)
}

fn member(config: &KafkaConfig, group: &str, gather: Duration) -> ClientConfig {
    let mut member = client_config(config);
    member
        .set("group.id", group)
        .set("group.protocol", "consumer")
        // A consumer that waits for an engine to come back is not dead.
        .set("max.poll.interval.ms", "86400000")
        .set("fetch.min.bytes", GATHERED_BYTES)
        .set("fetch.wait.max.ms", gather.as_millis().to_string())
        // What is fetched ahead is bounded by size.
        .set("queued.max.messages.kbytes", "16384");
    member
}

/// What a whole topic holds, as far as it reached when the reading began.
pub struct Tail {
    /// The end of each partition at that time.
    pub ends: HashMap<i32, i64>,
}

/// Reads all events that are in `topic` now, in no group, and hands each to `on_event` with its partition.
/// It blocks; use it from a thread of its own.
///
/// # Errors
/// Kafka cannot be reached, or does not answer in time.
pub fn read_topic(
    config: &KafkaConfig,
    topic: &str,
    mut on_event: impl FnMut(i32, Result<RecordedEvent, String>),
) -> Result<Tail, EngineError> {
    const TIMEOUT: Duration = Duration::from_secs(15);
    let consumer: BaseConsumer = client_config(config)
        .set("group.id", "thousandfold-readers")
        .set("enable.auto.commit", "false")
        .create()
        .map_err(engine_error)?;
    let metadata = consumer.fetch_metadata(Some(topic), TIMEOUT).map_err(engine_error)?;
    let partitions = metadata.topics().iter().flat_map(|topic| topic.partitions());
    let (mut ends, mut left, mut assignment) = (HashMap::new(), HashMap::new(), TopicPartitionList::new());
    for partition in partitions.map(rdkafka::metadata::MetadataPartition::id) {
        let (start, end) = consumer.fetch_watermarks(topic, partition, TIMEOUT).map_err(engine_error)?;
        ends.insert(partition, end);
        if start < end {
            left.insert(partition, end);
            assignment.add_partition_offset(topic, partition, Offset::Offset(start)).map_err(engine_error)?;
        }
    }
    consumer.assign(&assignment).map_err(engine_error)?;
    while !left.is_empty() {
        let message = consumer.poll(TIMEOUT).ok_or_else(|| engine_error("no answer in time"))?;
        let message = message.map_err(engine_error)?;
        let (partition, next) = (message.partition(), message.offset() + 1);
        if !left.contains_key(&partition) {
            continue;
        }
        on_event(partition, cloudevent::event(message.headers(), message.payload()));
        if left.get(&partition).is_some_and(|end| next >= *end) {
            left.remove(&partition);
        }
    }
    Ok(Tail { ends })
}
