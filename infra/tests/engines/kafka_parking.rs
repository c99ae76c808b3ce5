//! What a consumer cannot handle is parked with the reason, and the consumer goes on.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use async_trait::async_trait;
use commands::reactors::{ReactError, Reactor};
use domain::RecordedEvent;
use infra::kafka::{KafkaConfig, Parking, Producer, Topics, react, relay};
use infra::postgres::PostgresLog;
use infra::redis::{JobsSink, RedisViews};
use projections::queries::JobViews as _;
use projections::runner::{self, Policy};

use crate::support::{Message, Place, Running, Story, feed, messages, send, tenant, until};

/// Topics, and what every consumer needs.
struct Deployment {
    place: Place,
    kafka: KafkaConfig,
    topics: Topics,
    producer: Producer,
}

impl Deployment {
    async fn new() -> Self {
        let mut place = Place::new();
        let (topics, kafka) = (place.topics().await, place.kafka());
        let producer = Producer::new(&kafka).unwrap();
        Self { place, kafka, topics, producer }
    }

    fn parking(&self, log: &PostgresLog) -> Parking {
        Parking::new(self.producer.clone(), self.topics.parked.clone(), log.shards())
    }

    /// Sends what is no event, in three ways, to every partition. Gives how many.
    async fn send_no_events(&self) -> usize {
        let headers = [("ce_id", "x"), ("ce_subject", "job/1"), ("who", "somebody")];
        let keys = 0..self.kafka.partitions * 4;
        for key in keys.clone() {
            let key = format!("key-{key}");
            send(&self.kafka, &self.topics.events, &key, "no event", &[]).await;
            send(&self.kafka, &self.topics.events, &key, "{\"half\":", &headers).await;
        }
        2 * keys.len()
    }

    async fn parked(&self, at_least: usize) -> Vec<Message> {
        messages(&self.kafka, &self.topics.parked, at_least).await
    }

    /// A log whose events are relayed.
    async fn log(&mut self) -> (Arc<PostgresLog>, Running) {
        let log = Arc::new(PostgresLog::new(&self.place.shards(1).await).unwrap());
        let (kafka, topic) = (self.kafka.clone(), self.topics.events.clone());
        (Arc::clone(&log), Running::start(relay(log.shards()[0].clone(), kafka, topic)))
    }
}

/// Messages are parked as they were, with who could not handle them, and why.
fn check_no_events(parked: &[Message], consumer: &str) {
    for message in parked {
        assert!(message.key.starts_with("key-"));
        assert_eq!(message.header("parked_by"), consumer);
        match message.value.as_slice() {
            b"no event" => assert!(message.header("parked_reason").contains("ce_subject is missing")),
            b"{\"half\":" => {
                assert_eq!((message.header("ce_id"), message.header("who")), ("x", "somebody"));
                assert!(message.header("parked_reason").contains("ce_source is missing"));
            }
            other => panic!("{other:?}"),
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_projection_passes_over_what_is_no_event() {
    let mut deployment = Deployment::new().await;
    deployment.send_no_events().await;
    let (log, _relay) = deployment.log().await;
    let job = Story::new(&log).whole_job(1).await;
    let source = feed("redis", &log, &deployment.kafka, &deployment.topics);
    let sink = JobsSink::new(deployment.place.redis(), log);
    let policy = Policy { events: 10, bytes: 1 << 20, age: Duration::from_millis(5) };

    let _running = Running::start(runner::run(source, sink, policy));

    let views = RedisViews::new(deployment.place.redis());
    until("the job is written", async || {
        views.job(&tenant(), job).await.unwrap().filter(|(job, _)| job.ended_at.is_some())
    })
    .await;
}

/// Reacts to jobs, but not to the first one that it sees.
struct Fussy {
    unloved: Mutex<Option<String>>,
    tries: Mutex<u32>,
    handled: Mutex<Vec<String>>,
}

#[async_trait]
impl Reactor for Fussy {
    fn name(&self) -> &'static str {
        "fussy"
    }

    fn handles(&self) -> &'static [&'static str] {
        &["JobSubmitted", "BatchOpened"]
    }

    fn group<'a>(&self, event: &'a RecordedEvent) -> &'a str {
        &event.metadata.correlation
    }

    async fn react(&self, event: &RecordedEvent) -> Result<(), ReactError> {
        if event.event_type == "BatchOpened" {
            let mut tries = self.tries.lock().unwrap();
            *tries += 1;
            if *tries % 2 == 1 {
                return Err(ReactError::Transient("not now".to_owned()));
            }
        } else if self.unloved.lock().unwrap().get_or_insert_with(|| event.aggregate_id.clone())
            == &event.aggregate_id
        {
            return Err(ReactError::Poison("never".to_owned()));
        }
        // What goes before one that is tried again comes again with it.
        let line = format!("{} {}", event.metadata.correlation, event.event_type);
        let mut handled = self.handled.lock().unwrap();
        if !handled.contains(&line) {
            handled.push(line);
        }
        Ok(())
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_reactor_parks_what_it_cannot_handle_and_goes_on() {
    let mut deployment = Deployment::new().await;
    let count = deployment.send_no_events().await;
    let (log, _relay) = deployment.log().await;
    let story = Story::new(&log);
    let mut jobs = vec![];
    for _ in 0..5 {
        jobs.push(story.begin(3).await.job);
    }
    let fussy =
        Arc::new(Fussy { unloved: Mutex::default(), tries: Mutex::default(), handled: Mutex::default() });
    let group = deployment.place.group("reactors");
    let (kafka, topic) = (deployment.kafka.clone(), deployment.topics.events.clone());
    let reacting =
        react(kafka, group.clone(), topic, vec![Arc::clone(&fussy) as _], deployment.parking(&log));

    let _running = Running::start(async move { reacting.await.unwrap() });

    // Of ten events, one is poison; what failed for a while was tried again, in order.
    until("the others are handled", async || (fussy.handled.lock().unwrap().len() == 9).then_some(())).await;
    let unloved = fussy.unloved.lock().unwrap().clone().unwrap();
    let handled = fussy.handled.lock().unwrap().clone();
    for job in jobs {
        let of_job: Vec<_> =
            handled.iter().filter_map(|line| line.strip_prefix(&format!("{job} "))).collect();
        let both = ["JobSubmitted", "BatchOpened"];
        assert_eq!(of_job, if job.to_string() == unloved { &both[1..] } else { &both[..] });
    }
    let parked = deployment.parked(count + 1).await;
    let (events, others): (Vec<_>, Vec<_>) = parked.into_iter().partition(|message| message.key == unloved);
    check_no_events(&others, &group);
    assert_eq!((events.len(), others.len()), (1, count));
    assert_eq!((events[0].header("parked_by"), events[0].header("parked_reason")), ("fussy", "never"));
    // It is a whole event still, so that it can be sent again.
    assert_eq!(events[0].header("ce_type"), "thousandfold.JobSubmitted");
    let recorded = log_event(&log, &unloved).await;
    assert_eq!(events[0].value, recorded.payload.as_bytes());
    assert_eq!(events[0].header("ce_id"), recorded.metadata.event_id.to_string());
    // The shard has it too, until somebody forgets it there.
    let shard = &log.shards()[0];
    let parked = shard.parked().await.unwrap();
    assert_eq!((parked[0].consumer.as_str(), parked[0].reason.as_str()), ("fussy", "never"));
    assert_eq!((parked.len(), &parked[0].event), (1, &recorded));
    assert!(shard.unpark("fussy", recorded.position).await.unwrap());
    assert!(shard.parked().await.unwrap().is_empty());
    assert!(!shard.unpark("fussy", recorded.position).await.unwrap());
}

/// The first event of a job.
async fn log_event(log: &PostgresLog, job: &str) -> RecordedEvent {
    let log = crate::support::whole_log(&log.shards()[0]).await;
    log.into_iter().find(|event| event.aggregate_id == job).unwrap()
}
