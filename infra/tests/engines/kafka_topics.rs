//! The topics: what an earlier version left is brought up to date, and what an operator set stays.

use infra::kafka::Topics;
use rdkafka::ClientConfig;
use rdkafka::admin::{AdminClient, AdminOptions, NewTopic, ResourceSpecifier, TopicReplication};
use rdkafka::client::DefaultClientContext;

use crate::support::Place;

#[tokio::test]
async fn a_topic_of_an_earlier_version_takes_larger_batches_and_keeps_its_other_settings() {
    let mut place = Place::new();
    let topics = Topics::new(&place.namespace);
    let admin: AdminClient<DefaultClientContext> =
        ClientConfig::new().set("bootstrap.servers", &place.kafka().brokers).create().unwrap();
    let earlier = NewTopic::new(&topics.events, 3, TopicReplication::Fixed(1));
    let earlier = earlier.set("retention.ms", "-1").set("min.insync.replicas", "2");
    admin.create_topics([&earlier], &AdminOptions::new()).await.unwrap();

    place.topics().await;
    place.topics().await;

    for (topic, replicas) in [(&topics.events, "2"), (&topics.parked, "1")] {
        let described =
            admin.describe_configs([&ResourceSpecifier::Topic(topic)], &AdminOptions::new()).await;
        let described = described.unwrap().remove(0).unwrap();
        let settings = described.entry_map();
        let wanted =
            [("max.message.bytes", "10485760"), ("retention.ms", "-1"), ("min.insync.replicas", replicas)];
        for (name, value) in wanted {
            assert_eq!(settings[name].value.as_deref(), Some(value), "{topic}: {name}");
        }
    }
}
