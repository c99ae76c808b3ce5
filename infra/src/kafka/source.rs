//! The events' topic as a source of the projections' runner.

use std::collections::HashSet;
use std::time::Duration;

use async_trait::async_trait;
use commands::ports::EngineError;
use domain::RecordedEvent;
use projections::runner::{Committed, Delivery, Polled, RunnerError, Source};
use rdkafka::consumer::{CommitMode, Consumer, StreamConsumer};
use rdkafka::error::KafkaError;
use rdkafka::types::RDKafkaErrorCode;
use rdkafka::{Message, Offset, TopicPartitionList};

use super::consumer::{Watch, join};
use super::fence::Fence;
use super::parking::Parking;
use super::{KafkaConfig, cloudevent};

/// How long the broker may take to answer.
const TIMEOUT: Duration = Duration::from_secs(5);

/// One member of a projection's group.
pub struct KafkaSource {
    consumer: StreamConsumer<Watch>,
    topic: String,
    group: String,
    parking: Parking,
    fence: Fence,
}

impl KafkaSource {
    /// Joins `group` to read `topic`; what is new may come as much later as `gather` says.
    ///
    /// # Errors
    /// The configuration is wrong.
    pub fn join(
        config: &KafkaConfig,
        group: &str,
        topic: &str,
        gather: Duration,
        parking: Parking,
    ) -> Result<Self, EngineError> {
        let consumer = join(config, group, topic, gather, true)?;
        Ok(Self {
            consumer,
            topic: topic.to_owned(),
            group: group.to_owned(),
            parking,
            fence: Fence::default(),
        })
    }

    fn assignment(&self) -> Option<HashSet<i32>> {
        let assignment = self.consumer.assignment().ok()?;
        Some(
            assignment
                .elements()
                .iter()
                .map(rdkafka::topic_partition_list::TopicPartitionListElem::partition)
                .collect(),
        )
    }

    fn place(&self, partition: i32, offset: Offset) -> Result<TopicPartitionList, KafkaError> {
        let mut list = TopicPartitionList::new();
        list.add_partition_offset(&self.topic, partition, offset)?;
        Ok(list)
    }
}

fn away(error: KafkaError) -> RunnerError {
    RunnerError::Away(error.to_string())
}

#[async_trait]
impl Source for KafkaSource {
    async fn poll(&mut self, wait: Duration) -> Polled {
        if self.consumer.context().take_change() {
            if let Some(partitions) = self.assignment() {
                return Polled::Assigned(partitions);
            }
            self.consumer.context().look_again();
        }
        let Ok(received) = tokio::time::timeout(wait, self.consumer.recv()).await else {
            return Polled::Idle;
        };
        match received {
            Ok(message) => {
                let (partition, offset) = (message.partition(), message.offset());
                let event = match cloudevent::event(message.headers(), message.payload()) {
                    Ok(event) => self.fence.admits(&message, &event).then_some(event),
                    Err(reason) => {
                        self.parking.park_message(&self.group, &message, &reason).await;
                        None
                    }
                };
                Polled::Message(Box::new(Delivery { partition, offset, event }))
            }
            Err(error) => {
                tracing::warn!(group = self.group, %error, "cannot read events");
                tokio::time::sleep(wait).await;
                Polled::Idle
            }
        }
    }

    async fn seek(&mut self, partition: i32, offset: i64) -> Result<(), RunnerError> {
        let seek = || self.consumer.seek(&self.topic, partition, Offset::Offset(offset), TIMEOUT);
        tokio::task::block_in_place(seek).map_err(away)
    }

    async fn committed(&mut self, partition: i32) -> Result<Committed, RunnerError> {
        let place = self.place(partition, Offset::Invalid).map_err(away)?;
        let committed = tokio::task::block_in_place(|| self.consumer.committed_offsets(place, TIMEOUT));
        let committed = committed.map_err(away)?;
        let elements = committed.elements();
        let Some(element) = elements.first() else {
            return Ok(Committed::default());
        };
        let offset = match element.offset() {
            Offset::Offset(offset) => Some(offset),
            _ => None,
        };
        let note = if offset.is_some() { element.metadata().to_owned() } else { String::new() };
        Ok(Committed { offset, note })
    }

    async fn commit(&mut self, partition: i32, offset: i64, note: &str) -> Result<(), RunnerError> {
        let place = self.place(partition, Offset::Offset(offset)).map_err(away)?;
        if let Some(mut element) = place.find_partition(&self.topic, partition) {
            element.set_metadata(note);
        }
        let commit = || self.consumer.commit(&place, CommitMode::Sync);
        tokio::task::block_in_place(commit).map_err(|error| match error.rdkafka_error_code() {
            // The partition may be another member's by now: what was gathered of it is theirs too.
            Some(
                RDKafkaErrorCode::StaleMemberEpoch
                | RDKafkaErrorCode::UnknownMemberId
                | RDKafkaErrorCode::IllegalGeneration
                | RDKafkaErrorCode::RebalanceInProgress,
            ) => {
                self.consumer.context().look_again();
                RunnerError::Rewind(error.to_string())
            }
            _ => away(error),
        })
    }

    async fn park(&self, consumer: &str, event: &RecordedEvent, reason: &str) {
        self.parking.park(consumer, event, reason).await;
    }
}
