//! The framework runs commands of all three aggregates, and its queries hear what is recorded.

use std::sync::{Arc, Mutex};

use async_trait::async_trait;
use commands::ports::{EventLog as _, StreamId};
use cqrs_es::{AggregateContext as _, CqrsFramework, EventEnvelope, EventStore as _, Query};
use domain::batch::Batch;
use domain::dataset::{Dataset, DatasetCommand, Format, Upload};
use domain::job::Job;
use domain::{BatchId, DatasetId, Root};
use infra::postgres::{CqrsStore, PostgresLog};
use uuid::Uuid;

use crate::support::{
    Place, at, complete, executor, expire, extend, finish_batch, lease_tasks, new_job, new_lease, object_job,
    open, record_plan, report, submit, tenant,
};

/// Sequences, types and payloads that a query heard.
type Heard = Arc<Mutex<Vec<(usize, String, String)>>>;

struct Listener(Heard);

#[async_trait]
impl<A: Root> Query<A> for Listener {
    async fn dispatch(&self, _: &str, events: &[EventEnvelope<A>]) {
        let heard = events.iter().map(|event| {
            let event_type = cqrs_es::DomainEvent::event_type(&event.payload);
            (event.sequence, event_type, serde_json::to_string(&event.payload).unwrap())
        });
        self.0.lock().unwrap().extend(heard);
    }
}

/// Runs the commands, and gives the types of the events. What a query heard, the log, the framework's own load and the
/// executor's agree.
async fn run<A: Root<Services = ()> + PartialEq>(
    log: &Arc<PostgresLog>,
    id: &A::Id,
    commands: Vec<A::Command>,
) -> Vec<String> {
    let heard = Heard::default();
    let store = || CqrsStore::<A>::new(Arc::clone(log), tenant());
    let framework = CqrsFramework::new(store(), vec![Box::new(Listener(Arc::clone(&heard)))], ());
    let name = id.to_string();
    for command in commands {
        framework.execute(&name, command).await.unwrap();
    }

    let stream = StreamId { aggregate_type: A::TYPE, aggregate_id: name.clone() };
    let recorded = log.read_stream(&tenant(), &stream, 0).await.unwrap();
    let told = |event: &domain::RecordedEvent| {
        (usize::try_from(event.sequence).unwrap(), event.event_type.clone(), event.payload.clone())
    };
    assert_eq!(*heard.lock().unwrap(), recorded.iter().map(told).collect::<Vec<_>>());
    let mut loaded = store().load_aggregate(&name).await.unwrap();
    let known = executor(log).load::<A>(&tenant(), id).await.unwrap();
    assert!(*loaded.aggregate() == *known.state);
    recorded.into_iter().map(|event| event.event_type).collect()
}

#[tokio::test]
async fn a_job_goes_its_way_through_the_framework() {
    let mut place = Place::new();
    let log = Arc::new(PostgresLog::new(&place.shards(2).await).unwrap());
    let way = vec![
        submit(object_job(20, 10)),
        record_plan(2, 20),
        finish_batch(0, 10, 0),
        finish_batch(0, 10, 0),
        finish_batch(1, 9, 1),
        complete(),
        complete(),
    ];

    let types = run::<Job>(&log, &new_job(), way).await;

    assert_eq!(types, ["JobSubmitted", "JobPlanned", "JobBatchFinished", "JobBatchFinished", "JobCompleted"]);
}

#[tokio::test]
async fn a_batch_goes_its_way_through_the_framework() {
    let mut place = Place::new();
    let log = Arc::new(PostgresLog::new(&place.shards(2).await).unwrap());
    let (lost, lease) = (new_lease(), new_lease());
    let way = vec![
        open(0, 10),
        lease_tasks(lost, 3),
        expire(lost, 4),
        lease_tasks(lease, 30),
        extend(lease, 40),
        report(lease, 0..6, &[2]),
        report(lease, 6..10, &[]),
        report(lease, 6..10, &[]),
    ];

    let types = run::<Batch>(&log, &BatchId { job: new_job(), number: 3 }, way).await;

    let way = ["BatchOpened", "TasksLeased", "LeaseExpired", "TasksLeased", "LeaseExtended", "TasksReported"];
    assert_eq!(types[..6], way);
    assert_eq!(types[6..], ["TasksReported", "BatchCompleted"]);
}

#[tokio::test]
async fn a_dataset_is_uploaded_through_the_framework() {
    let mut place = Place::new();
    let log = Arc::new(PostgresLog::new(&place.shards(2).await).unwrap());
    let (key, sha256) = ("uploads/items".to_owned(), "00".to_owned());
    let upload = Upload { name: None, format: Format::Ndjson, key, bytes: 7, sha256, items: 2 };
    let command = DatasetCommand::RecordUpload { upload, at: at(0) };

    let types = run::<Dataset>(&log, &DatasetId(Uuid::now_v7()), vec![command.clone(), command]).await;

    assert_eq!(types, ["DatasetUploaded"]);
}
