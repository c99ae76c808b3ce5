//! A state that was kept as JSON is the state that its events fold to, at every point of its life.

#![expect(clippy::unwrap_used, reason = "in a test, a panic is the answer")]

use std::collections::BTreeSet;

use cqrs_es::Aggregate;
use domain::batch::{Batch, BatchEvent, BatchSpec, Input};
use domain::dataset::{Dataset, Format};
use domain::job::Job;
use domain::options::RetryPolicy;
use domain::processor::{Limits, Processor};
use domain::queue::Queue;
use domain::results::Part;
use domain::tasks::TaskSet;
use domain::{LeaseId, samples};

/// Folds `events`, and after each of them continues with what comes back from JSON.
fn survives<A: Aggregate + Clone + PartialEq + std::fmt::Debug>(events: Vec<A::Event>) -> A
where
    A::Event: Clone,
{
    let (mut folded, mut kept) = (A::default(), A::default());
    for event in events {
        folded.apply(event.clone());
        kept.apply(event);
        let json = serde_json::to_string(&kept).unwrap();
        kept = serde_json::from_str(&json).unwrap();
        assert_eq!(kept, folded);
        assert_eq!(serde_json::to_string(&kept).unwrap(), json);
    }
    folded
}

fn events<E>(samples: Vec<(Option<&'static str>, E)>) -> Vec<E> {
    samples.into_iter().map(|(_, event)| event).collect()
}

#[test]
fn a_dataset_survives() {
    assert!(matches!(survives(events(samples::dataset_events())), Dataset::Uploaded(_)));
}

#[test]
fn a_job_survives_to_every_end() {
    let all = events(samples::job_events());
    assert!(matches!(survives(all.clone()), Job::Completed { .. }));
    let stopped = events(samples::stopped_job_events());
    for (cause, end) in stopped.iter().flat_map(|cause| stopped.iter().map(move |end| (cause, end))) {
        survives::<Job>([&all[..3], &[cause.clone(), all[8].clone(), end.clone()]].concat());
    }
}

#[test]
fn a_queue_survives() {
    assert!(survives::<Queue>(events(samples::queue_events())).draining);
}

#[test]
fn a_batch_survives_wherever_its_items_are() {
    let mut all = events(samples::batch_events());
    let object = all.remove(1);
    assert!(matches!(survives(all.clone()), Batch::Completed { .. }));
    all[0] = object;
    assert!(matches!(survives(all.clone()), Batch::Completed { .. }));
    let stopped = [&all[..3], &events(samples::stopped_batch_events())].concat();
    assert!(matches!(survives(stopped), Batch::Completed { .. }));
}

#[test]
fn the_items_of_a_batch_keep_their_bytes() {
    let opened = events(samples::batch_events()).remove(0);
    let Batch::Open(batch) = survives::<Batch>(vec![opened]) else {
        panic!("the batch is not open");
    };
    let Input::Items(items) = &batch.spec.input else {
        panic!("the items are elsewhere");
    };
    assert_eq!(items[1].as_str(), r#"{"arr_delay":12345678901234567890}"#);
}

/// A thousand tasks cost a few ranges, however many there are.
#[test]
fn a_batch_of_a_thousand_tasks_is_small() {
    let at = chrono::DateTime::UNIX_EPOCH;
    let (tasks, lease) = (TaskSet::range(0, 1_000), LeaseId(uuid::Uuid::from_u128(1)));
    let input = Input::Object {
        key: "k".repeat(80),
        format: Format::Ndjson,
        offset: 0,
        length: 1 << 24,
        header: None,
    };
    let spec = BatchSpec {
        first_task: 0,
        tasks: 1_000,
        input,
        pick: None,
        processor: Processor::Jq { filter: ".".into() },
        limits: Limits::default(),
        retry: RetryPolicy::default(),
        name: None,
        tags: BTreeSet::new(),
        only: false,
    };
    let (worker, attempt, queue_wait_ms) = ("worker-1".to_owned(), 1, 5);
    let part = Part {
        tasks: TaskSet::range(0, 500),
        bytes: 1 << 20,
        sha256: "a".repeat(64),
        key: Some("k".repeat(80)),
    };
    let batch: Batch = survives(vec![
        BatchEvent::BatchOpened { spec, opened_at: at },
        BatchEvent::TasksLeased {
            lease,
            worker: worker.clone(),
            attempt,
            tasks,
            queue_wait_ms,
            reason: None,
            leased_at: at,
            until: at,
        },
        BatchEvent::TasksReported {
            lease,
            worker,
            attempt,
            part: Some(part),
            lines: None,
            micros: vec![100; 500],
            failures: vec![],
            retries: vec![],
            lease_over: false,
            queue_wait_ms,
            reason: None,
            processor: None,
            queue: None,
            bytes_in: None,
            reported_at: at,
        },
    ]);
    let size = serde_json::to_string(&batch).unwrap().len();
    println!("a batch of 1,000 tasks, half of them reported: {size} bytes");
    assert!(size < 1_200, "{size} bytes");
}
