//! Feeds reactors from the events' topic: groups side by side, each group in order, each event at least once.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;
use std::time::Duration;

use commands::ports::EngineError;
use commands::reactors::{ReactError, Reactor};
use domain::RecordedEvent;
use futures::{FutureExt, StreamExt, stream};
use rdkafka::Message;
use rdkafka::consumer::{Consumer, StreamConsumer};
use rdkafka::message::BorrowedMessage;

use super::consumer::join;
use super::fence::Fence;
use super::parking::Parking;
use super::{KafkaConfig, cloudevent};

/// How many events are taken at once.
const CHUNK: usize = 500;
/// How much later events may come where that brings several at once: what is urgent does not wait for them.
const GATHER: Duration = Duration::from_millis(10);
/// How many groups are handled side by side.
const SIDE_BY_SIDE: usize = 64;
/// How long a reactor waits before it tries again; doubled up to [`LONGEST_PAUSE`].
const FIRST_PAUSE: Duration = Duration::from_millis(50);
const LONGEST_PAUSE: Duration = Duration::from_secs(2);

/// Runs `reactors` as a member of `group`, until the task is dropped.
///
/// # Errors
/// The configuration is wrong.
pub async fn react(
    config: KafkaConfig,
    group: String,
    topic: String,
    reactors: Vec<Arc<dyn Reactor>>,
    parking: Parking,
) -> Result<(), EngineError> {
    let consumer = join(&config, &group, &topic, GATHER)?;
    let handled: HashSet<&str> = reactors.iter().flat_map(|reactor| reactor.handles()).copied().collect();
    let mut fence = Fence::default();
    loop {
        let (events, offsets) = take(&consumer, &group, &handled, &parking, &mut fence).await;
        handle(&reactors, &events, &parking).await;
        for (partition, offset) in offsets {
            // A partition that is no longer ours comes to its new owner from the last commit: handled twice.
            if let Err(error) = consumer.store_offset(&topic, partition, offset) {
                tracing::debug!(%error, partition, "an offset was not stored");
            }
        }
    }
}

/// Waits for an event, and takes what else is there. What nobody handles is passed over without a look inside.
async fn take(
    consumer: &StreamConsumer,
    group: &str,
    handled: &HashSet<&str>,
    parking: &Parking,
    fence: &mut Fence,
) -> (Vec<RecordedEvent>, HashMap<i32, i64>) {
    let (mut events, mut offsets) = (Vec::new(), HashMap::new());
    let mut next = Some(consumer.recv().await);
    while let Some(received) = next {
        match received {
            Ok(message) => {
                offsets.insert(message.partition(), message.offset());
                if cloudevent::event_type(message.headers()).is_none_or(|name| handled.contains(name)) {
                    let event = decode(&message, group, parking).await;
                    events.extend(event.filter(|event| fence.admits(&message, event)));
                }
            }
            Err(error) => {
                tracing::warn!(group, %error, "cannot read events");
                tokio::time::sleep(FIRST_PAUSE).await;
            }
        }
        next = if events.len() < CHUNK { consumer.recv().now_or_never() } else { None };
    }
    (events, offsets)
}

async fn decode(message: &BorrowedMessage<'_>, group: &str, parking: &Parking) -> Option<RecordedEvent> {
    match cloudevent::event(message.headers(), message.payload()) {
        Ok(event) => Some(event),
        Err(reason) => {
            parking.park_message(group, message, &reason).await;
            None
        }
    }
}

async fn handle(reactors: &[Arc<dyn Reactor>], events: &[RecordedEvent], parking: &Parking) {
    let mut groups: HashMap<(usize, &str), Vec<&RecordedEvent>> = HashMap::new();
    for (number, reactor) in reactors.iter().enumerate() {
        for event in events.iter().filter(|event| reactor.handles().contains(&event.event_type.as_str())) {
            groups.entry((number, reactor.group(event))).or_default().push(event);
        }
    }
    stream::iter(groups)
        .for_each_concurrent(SIDE_BY_SIDE, |((number, _), events)| async move {
            settle(&*reactors[number], &events, parking).await;
        })
        .await;
}

/// Has a reactor handle events, however long its engines are away. One that cannot be handled is parked, alone.
async fn settle(reactor: &dyn Reactor, events: &[&RecordedEvent], parking: &Parking) {
    let Some(last) = events.last() else {
        return;
    };
    let span = tracing::info_span!("react", reactor = reactor.name(), event = last.event_type);
    crate::telemetry::continue_trace(&span, last.metadata.traceparent.as_deref());
    let mut pause = FIRST_PAUSE;
    loop {
        match tracing::Instrument::instrument(reactor.react_all(events), span.clone()).await {
            Ok(()) => return,
            Err(ReactError::Poison(reason)) if events.len() == 1 => {
                return parking.park(reactor.name(), last, &reason).await;
            }
            Err(ReactError::Poison(_)) => {
                for event in events {
                    Box::pin(settle(reactor, std::slice::from_ref(event), parking)).await;
                }
                return;
            }
            Err(ReactError::Transient(reason)) => {
                tracing::warn!(reactor = reactor.name(), %reason, "tries again");
                tokio::time::sleep(pause).await;
                pause = (pause * 2).min(LONGEST_PAUSE);
            }
        }
    }
}
