//! A relay that was paused, and does not know yet that another has taken its place, does no harm.

use std::sync::{Arc, Mutex};

use async_trait::async_trait;
use commands::ports::EventLog as _;
use commands::reactors::{ReactError, Reactor};
use domain::RecordedEvent;
use infra::kafka::{Parking, Producer, react};

use crate::support::{Deployment, Running, Server, a_stream, append, events, send, until};

/// The key of the relay's advisory lock.
const LOCK: &str = "8388076856198655073";

#[tokio::test(flavor = "multi_thread")]
async fn a_relay_takes_the_place_of_one_that_has_not_been_heard_of() {
    let deployment = Deployment::new(1).await;
    let (paused, server) = (
        Server::connect(&deployment.config.shards[0].address).await,
        Server::connect(&deployment.config.shards[0].address).await,
    );
    // Somebody holds the right, and does not do what an active relay does.
    paused.execute(&format!("SELECT pg_advisory_lock({LOCK})")).await;
    let heard = "INSERT INTO checkpoints (consumer, position, generation, updated_at) \
         VALUES ('relay', 0, 7, now() - interval '1 hour')";
    server.execute(heard).await;
    deployment.log.append(append(&a_stream(), 0, events(10))).await.unwrap();

    let _relay = deployment.relay(0);
    deployment.until_relayed(0, 10).await;

    let holder = format!(
        "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND granted \
         AND database = (SELECT oid FROM pg_database WHERE datname = current_database()) \
         AND (classid::bigint << 32) | objid::bigint = {LOCK}"
    );
    assert_eq!(server.number(&holder).await, 1);
    let messages = deployment.messages(10).await;
    assert!(messages.iter().all(|message| message.header("ce_generation") == "8"), "{messages:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_relay_that_is_no_longer_the_active_one_notices_and_moves_no_checkpoint() {
    let deployment = Deployment::new(1).await;
    let server = Server::connect(&deployment.config.shards[0].address).await;
    let _relay = deployment.relay(0);
    deployment.log.append(append(&a_stream(), 0, events(10))).await.unwrap();
    deployment.until_relayed(0, 10).await;

    // Another relay is the active one from now on, and says so far less than this one knows.
    server.execute("UPDATE checkpoints SET generation = 100, position = 4").await;
    let begun_again = "SELECT count(*) FROM checkpoints WHERE generation > 100";
    until("the relay begins again", async || (server.number(begun_again).await == 1).then_some(())).await;

    deployment.until_relayed(0, 10).await;
    let messages = deployment.messages(16).await;
    let generations: Vec<_> = messages.iter().map(|message| message.header("ce_generation")).collect();
    assert_eq!(generations.iter().filter(|generation| **generation == "1").count(), 10, "{generations:?}");
    assert_eq!(generations.iter().filter(|generation| **generation == "101").count(), 6, "{generations:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_former_relay_publishes_late_is_dropped_by_its_consumers() {
    let mut deployment = Deployment::new(1).await;
    let stream = a_stream();
    deployment.log.append(append(&stream, 0, events(5))).await.unwrap();
    let relay = deployment.relay(0);
    deployment.until_relayed(0, 5).await;
    relay.stop().await;
    let _relay = deployment.relay(0);
    deployment.log.append(append(&stream, 5, events(5))).await.unwrap();
    deployment.until_relayed(0, 10).await;

    // The first relay wakes up, and sends what it held.
    let sent = deployment.messages(10).await;
    let old = sent.iter().find(|message| message.header("ce_generation") == "1").unwrap();
    let headers: Vec<_> = old.headers.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    let value = String::from_utf8(old.value.clone()).unwrap();
    let kafka = deployment.place.kafka();
    send(&kafka, &deployment.topics.events, &old.key, &value, &headers).await;
    deployment.log.append(append(&stream, 10, events(1))).await.unwrap();

    let parking = Parking::new(Producer::new(&kafka).unwrap(), deployment.topics.parked.clone(), &[]);
    let group = deployment.place.group("fence");
    let notes = Arc::new(Notes::default());
    let reacting =
        react(kafka, group, deployment.topics.events.clone(), vec![Arc::clone(&notes) as _], parking);
    let _running = Running::start(async move { reacting.await.unwrap() });
    until("the last event comes", async || (notes.0.lock().unwrap().last() == Some(&11)).then_some(())).await;
    let expected: Vec<_> = (1..=11).collect();
    assert_eq!(*notes.0.lock().unwrap(), expected);
}

/// Notes the positions of the events that it gets.
#[derive(Default)]
struct Notes(Mutex<Vec<u64>>);

#[async_trait]
impl Reactor for Notes {
    fn name(&self) -> &'static str {
        "notes"
    }

    fn handles(&self) -> &'static [&'static str] {
        &["Happened"]
    }

    fn group<'a>(&self, event: &'a RecordedEvent) -> &'a str {
        &event.metadata.correlation
    }

    async fn react(&self, event: &RecordedEvent) -> Result<(), ReactError> {
        self.0.lock().unwrap().push(event.position);
        Ok(())
    }
}
