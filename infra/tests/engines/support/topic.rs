//! A topic as any Kafka client sees it: keys, values and headers, and nothing of ours to read them with.

use std::collections::BTreeMap;
use std::time::Duration;

use infra::kafka::KafkaConfig;
use rdkafka::consumer::{BaseConsumer, Consumer as _};
use rdkafka::message::{Header, Headers as _, Message as _, OwnedHeaders};
use rdkafka::producer::{FutureProducer, FutureRecord};
use rdkafka::{ClientConfig, Offset, TopicPartitionList};

use super::until;

const TIMEOUT: Duration = Duration::from_secs(20);

#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Message {
    pub(crate) partition: i32,
    pub(crate) key: String,
    pub(crate) value: Vec<u8>,
    pub(crate) headers: BTreeMap<String, String>,
}

impl Message {
    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers.get(name).unwrap_or_else(|| panic!("no header {name} in {:?}", self.headers))
    }

    pub(crate) fn number(&self, name: &str) -> u64 {
        self.header(name).parse().unwrap()
    }
}

fn client(config: &KafkaConfig) -> ClientConfig {
    let mut client = ClientConfig::new();
    client.set("bootstrap.servers", &config.brokers).set("group.id", "tests");
    client
}

/// All messages of a topic, once it has at least so many. Those of one partition are in order.
pub(crate) async fn messages(config: &KafkaConfig, topic: &str, at_least: usize) -> Vec<Message> {
    let consumer: BaseConsumer = client(config).set("enable.auto.commit", "false").create().unwrap();
    let ends = until("the topic has the messages", async || {
        let ends = ends(&consumer, topic);
        (ends.values().sum::<i64>() >= i64::try_from(at_least).unwrap()).then_some(ends)
    });
    let ends = ends.await;
    let topic = topic.to_owned();
    tokio::task::spawn_blocking(move || read(&consumer, &topic, ends)).await.unwrap()
}

fn ends(consumer: &BaseConsumer, topic: &str) -> BTreeMap<i32, i64> {
    let metadata = consumer.fetch_metadata(Some(topic), TIMEOUT).unwrap();
    let partitions = metadata.topics()[0].partitions().iter().map(rdkafka::metadata::MetadataPartition::id);
    partitions
        .map(|partition| (partition, consumer.fetch_watermarks(topic, partition, TIMEOUT).unwrap().1))
        .collect()
}

fn read(consumer: &BaseConsumer, topic: &str, ends: BTreeMap<i32, i64>) -> Vec<Message> {
    let mut assignment = TopicPartitionList::new();
    for (partition, _) in ends.iter().filter(|(_, end)| **end > 0) {
        assignment.add_partition_offset(topic, *partition, Offset::Beginning).unwrap();
    }
    consumer.assign(&assignment).unwrap();
    let mut left: i64 = ends.values().sum();
    let mut messages = vec![];
    while left > 0 {
        let message = consumer.poll(TIMEOUT).expect("no message in time").unwrap();
        if message.offset() < ends[&message.partition()] {
            left -= 1;
            messages.push(to_message(&message));
        }
    }
    messages
}

fn to_message(message: &rdkafka::message::BorrowedMessage<'_>) -> Message {
    let text = |bytes: Option<&[u8]>| String::from_utf8(bytes.unwrap_or_default().to_vec()).unwrap();
    let headers = message.headers().into_iter().flat_map(|headers| headers.iter());
    Message {
        partition: message.partition(),
        key: text(message.key()),
        value: message.payload().unwrap_or_default().to_vec(),
        headers: headers.map(|header| (header.key.to_owned(), text(header.value))).collect(),
    }
}

/// Sends a message as anybody may.
pub(crate) async fn send(
    config: &KafkaConfig,
    topic: &str,
    key: &str,
    value: &str,
    headers: &[(&str, &str)],
) {
    let producer: FutureProducer = client(config).create().unwrap();
    let mut all = OwnedHeaders::new();
    for (key, value) in headers {
        all = all.insert(Header { key, value: Some(*value) });
    }
    let record = FutureRecord::to(topic).key(key).payload(value).headers(all);
    producer.send(record, TIMEOUT).await.unwrap();
}
