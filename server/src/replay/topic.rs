//! Events into a topic.

use domain::RecordedEvent;
use infra::kafka::ReplayTopic;

use crate::cli::output::Output;
use crate::config::Config;

/// The topic that events are published to.
pub(super) struct Topic(ReplayTopic);

impl Topic {
    pub(super) async fn open(config: &Config, name: &str, output: Output) -> anyhow::Result<Self> {
        let (topic, is_new) = ReplayTopic::open(&config.kafka, name).await?;
        output.note(&match is_new {
            true => format!("made the topic {name}"),
            false => format!("the topic {name} is there already: events are added to it"),
        });
        Ok(Self(topic))
    }

    pub(super) async fn publish(&self, events: &[RecordedEvent]) -> anyhow::Result<()> {
        Ok(self.0.publish(events).await?)
    }
}
