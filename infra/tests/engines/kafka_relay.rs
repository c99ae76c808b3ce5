//! The relay: what is in the shards' logs reaches Kafka, in order, and goes on where it was.

use std::collections::{BTreeMap, BTreeSet};

use commands::ports::EventLog as _;
use domain::RecordedEvent;
use infra::kafka::read_topic;
use infra::postgres::MAX_EVENT_BYTES;

use crate::support::{Deployment, Message, Server, Story, a_stream, append, event, until, whole_log};

/// Ends the session of the active relay, and with it its right; says how many there were.
const END_ACTIVE: &str = "SELECT count(pg_terminate_backend(pid)) FROM pg_locks WHERE locktype = 'advisory' \
     AND granted AND database = (SELECT oid FROM pg_database WHERE datname = current_database())";

/// The sequences of each stream, in the order in which they came.
fn sequences(messages: &[Message]) -> BTreeMap<&str, Vec<u64>> {
    let mut streams = BTreeMap::<&str, Vec<u64>>::new();
    for message in messages {
        streams.entry(message.header("ce_subject")).or_default().push(message.number("ce_sequence"));
    }
    streams
}

/// The first time that each event came.
fn without_repeats(messages: &[Message]) -> Vec<Message> {
    let mut seen = BTreeSet::new();
    let first = messages
        .iter()
        .filter(|message| seen.insert((message.header("ce_source"), message.header("ce_position"))));
    first.cloned().collect()
}

/// Each stream came whole and in order.
fn check_order(messages: &[Message]) {
    for (stream, sequences) in sequences(messages) {
        let whole: Vec<u64> = (1..=sequences.len() as u64).collect();
        assert_eq!(sequences, whole, "{stream}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn events_of_all_shards_come_in_the_order_of_their_streams() {
    let deployment = Deployment::new(2).await;
    let _relays = [deployment.relay(0), deployment.relay(1)];
    let story = Story::new(&deployment.log);
    futures::future::join_all((0..8).map(|_| story.whole_job(4))).await;

    let mut log = vec![];
    for shard in deployment.log.shards() {
        let events = whole_log(shard).await;
        deployment.until_relayed(shard.number().into(), events.len()).await;
        log.extend(events);
    }
    let messages = deployment.messages(log.len()).await;

    check_order(&messages);
    assert_eq!(messages.len(), log.len(), "an event came twice, though nothing failed");
    // All of one job is in one partition, in the order of each shard's log.
    let mut places = BTreeMap::<&str, i32>::new();
    let mut positions = BTreeMap::<(i32, &str), u64>::new();
    for message in &messages {
        assert_eq!(*places.entry(&message.key).or_insert(message.partition), message.partition);
        let last = positions.entry((message.partition, message.header("ce_source"))).or_default();
        assert!(message.number("ce_position") > std::mem::replace(last, message.number("ce_position")));
    }
    let partitions: BTreeSet<_> = places.values().collect();
    assert!(places.len() == 8 && partitions.len() > 1, "{places:?}");
    for event in &log {
        let position = event.position.to_string();
        let source = format!("/thousandfold/shards/{}", event.shard);
        let found = messages
            .iter()
            .find(|found| found.header("ce_source") == source && found.header("ce_position") == position);
        check_message(event, found.unwrap());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_topic_can_be_read_whole() {
    let deployment = Deployment::new(2).await;
    let _relays = [deployment.relay(0), deployment.relay(1)];
    deployment.append(40, 5).await;
    let mut log = vec![];
    for shard in deployment.log.shards() {
        let events = whole_log(shard).await;
        deployment.until_relayed(shard.number().into(), events.len()).await;
        log.extend(events);
    }

    let (kafka, topic) = (deployment.place.kafka(), deployment.topics.events.clone());
    let reading = tokio::task::spawn_blocking(move || {
        let mut found = vec![];
        let tail = read_topic(&kafka, &topic, |_, event| found.push(event.unwrap())).unwrap();
        assert_eq!(tail.ends.values().sum::<i64>(), found.len() as i64);
        found
    });
    let mut found = reading.await.unwrap();

    found.sort_by_key(|event| (event.shard, event.position));
    assert!(found == log, "the events are not those of the log");
}

/// A message is its event, as CloudEvents 1.0 wants it in Kafka's binary mode.
fn check_message(event: &RecordedEvent, message: &Message) {
    let RecordedEvent { metadata, .. } = event;
    assert_eq!(message.key, metadata.correlation);
    assert_eq!(message.value, event.payload.as_bytes());
    let wanted = [
        ("content-type", "application/json".to_owned()),
        ("ce_specversion", "1.0".to_owned()),
        ("ce_id", metadata.event_id.to_string()),
        ("ce_type", format!("thousandfold.{}", event.event_type)),
        ("ce_subject", format!("{}/{}", event.aggregate_type, event.aggregate_id)),
        ("ce_partitionkey", metadata.correlation.clone()),
        ("ce_sequence", event.sequence.to_string()),
        ("ce_eventversion", event.event_version.clone()),
        ("ce_tenant", event.tenant.to_string()),
        ("ce_actor", metadata.actor.clone()),
        ("ce_command", metadata.command.clone()),
        ("ce_build", metadata.build.clone()),
    ];
    for (name, value) in wanted {
        assert_eq!(message.header(name), value, "{name}");
    }
    let time: chrono::DateTime<chrono::Utc> = message.header("ce_time").parse().unwrap();
    assert_eq!(time, event.recorded_at);
    // CloudEvents allows lower-case letters and digits in the names of attributes.
    let attributes = message.headers.keys().filter_map(|name| name.strip_prefix("ce_"));
    for name in attributes {
        assert!(name.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit()), "{name}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_relay_goes_on_where_the_one_before_it_ended() {
    let deployment = Deployment::new(1).await;
    deployment.append(30, 10).await;
    let first = deployment.relay(0);
    deployment.until_relayed(0, 300).await;
    first.stop().await;
    deployment.append(20, 10).await;

    let _second = deployment.relay(0);
    deployment.until_relayed(0, 500).await;

    let messages = deployment.messages(500).await;
    assert_eq!(messages.len(), 500, "an event came twice, or not at all");
    check_order(&messages);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_relay_that_is_killed_at_work_loses_nothing() {
    let deployment = Deployment::new(1).await;
    deployment.append(600, 10).await;
    let server = Server::connect(&deployment.config.shards[0].address).await;
    // Each is ended when it has shown a page or so, and so has pages under way.
    for part in 1..3 {
        let relay = deployment.relay(0);
        deployment.until_relayed(0, part * 1_000).await;
        relay.stop().await;
        deployment.append(100, 10).await;
    }
    let _last = deployment.relay(0);
    deployment.until_relayed(0, 8_000).await;
    // Its session is cut off while more events come.
    deployment.append(100, 10).await;
    assert_eq!(server.number(END_ACTIVE).await, 1);
    server.end_connections("SELECT position, %").await;
    deployment.append(100, 10).await;
    deployment.until_relayed(0, 10_000).await;

    let all = deployment.messages(10_000).await;
    let messages = without_repeats(&all);
    assert_eq!(messages.len(), 10_000);
    check_order(&messages);
}

#[tokio::test(flavor = "multi_thread")]
async fn of_two_relays_of_a_shard_one_is_active_until_it_dies() {
    let deployment = Deployment::new(1).await;
    let server = Server::connect(&deployment.config.shards[0].address).await;
    let holders = "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND granted \
         AND database = (SELECT oid FROM pg_database WHERE datname = current_database())";
    let waiting = "SELECT count(*) FROM pg_stat_activity WHERE query LIKE '%pg_try_advisory_lock%' \
         AND datname = current_database() AND pid <> pg_backend_pid() \
         AND pid NOT IN (SELECT pid FROM pg_locks WHERE locktype = 'advisory')";
    let _relays = [deployment.relay(0), deployment.relay(0)];
    until("a second relay waits", async || (server.number(waiting).await == 1).then_some(())).await;
    until("a relay is active", async || (server.number(holders).await == 1).then_some(())).await;
    deployment.append(20, 10).await;
    deployment.until_relayed(0, 200).await;
    assert_eq!(deployment.messages(200).await.len(), 200, "both were active");

    assert_eq!(server.number(END_ACTIVE).await, 1);
    deployment.append(20, 10).await;
    deployment.until_relayed(0, 400).await;

    assert_eq!(server.number(holders).await, 1);
    let messages = without_repeats(&deployment.messages(400).await);
    assert_eq!(messages.len(), 400);
    check_order(&messages);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_largest_event_passes_and_so_does_what_is_behind_it() {
    let deployment = Deployment::new(1).await;
    let _relay = deployment.relay(0);
    // Compression does not make it small.
    let digit = |n: u32| char::from(b'0' + (n.wrapping_mul(0x9e37_79b9) >> 16) as u8 % 40);
    let noise: String = (0..MAX_EVENT_BYTES as u32 - 2).map(digit).collect();
    let sizes = [900_000, 1 << 20, MAX_EVENT_BYTES];
    for size in sizes {
        let payload = format!("\"{}\"", &noise[..size - 2]);
        deployment.log.append(append(&a_stream(), 0, vec![event(&payload), event("{}")])).await.unwrap();
    }

    deployment.until_relayed(0, 2 * sizes.len()).await;

    let messages = deployment.messages(2 * sizes.len()).await;
    check_order(&messages);
    let mut found: Vec<_> = messages.iter().map(|message| message.value.len()).collect();
    found.sort_unstable();
    assert_eq!(found, [2, 2, 2, sizes[0], sizes[1], sizes[2]]);
}
