//! Reads all events that are in Kafka: each must be there, in order of its stream. The relay may publish
//! an event twice, which is counted once.

use std::collections::{BTreeMap, HashMap, HashSet};

use domain::RecordedEvent;

use super::ledger::ShardSum;
use crate::config::Config;
use crate::services::Services;

/// What Kafka holds.
#[derive(Debug, Default)]
pub(super) struct Topic {
    pub(super) shards: BTreeMap<u16, ShardSum>,
    pub(super) problems: Vec<String>,
    positions: HashSet<(u16, u64)>,
    sequences: HashMap<String, u64>,
}

pub(super) async fn read(config: &Config, services: &Services) -> anyhow::Result<Topic> {
    let (kafka, name) = (config.kafka.clone(), services.topics.events.clone());
    let read = move || {
        let mut topic = Topic::default();
        infra::kafka::read_topic(&kafka, &name, |_, event| match event {
            Ok(event) => topic.add(&event),
            Err(reason) => topic.problems.push(format!("kafka: a message is no event: {reason}")),
        })?;
        anyhow::Ok(topic)
    };
    tokio::task::spawn_blocking(read).await?
}

impl Topic {
    fn add(&mut self, event: &RecordedEvent) {
        if !self.positions.insert((event.shard, event.position)) {
            return;
        }
        self.shards.entry(event.shard).or_default().add(event);
        let last = self.sequences.entry(event.aggregate_id.clone()).or_default();
        if event.sequence != *last + 1 {
            self.problems
                .push(format!("kafka: {} event {} follows {last}", event.aggregate_id, event.sequence));
        }
        *last = event.sequence;
    }
}
