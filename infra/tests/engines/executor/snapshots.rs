//! Long streams get snapshots, and one that does not fit its stream has no effect. That a snapshot was changed together
//! with its hash, nobody can see: the hash finds accidents, and the rights keep intruders out.

use std::sync::Arc;

use commands::executor::SNAPSHOT_EVERY;
use commands::ports::{EventLog as _, Stored};
use domain::job::{Job, JobEvent};
use domain::{JobId, Root as _};
use infra::postgres::PostgresLog;

use crate::support::{
    Place, Server, context, executor, finish_batch, job_stream, new_job, object_job, record_plan, submit,
    tenant, until,
};

/// The events of the job: some more than a snapshot has.
const EVENTS: u64 = SNAPSHOT_EVERY + 10;

/// A job of so many events, told by a process that is gone.
async fn long_job(log: &Arc<PostgresLog>, events: u64) -> JobId {
    let (executor, job) = (executor(log), new_job());
    let context = context(job);
    executor.execute::<Job>(&context, &job, submit(object_job(10_000, 10))).await.unwrap();
    executor.execute::<Job>(&context, &job, record_plan(1_000, 10_000)).await.unwrap();
    for number in 0..events - 2 {
        executor.execute::<Job>(&context, &job, finish_batch(number, 9, 1)).await.unwrap();
    }
    job
}

async fn stored(log: &PostgresLog, job: JobId) -> Stored {
    log.load(&tenant(), &job_stream(job), Job::schema_hash()).await.unwrap()
}

/// The version of the job's snapshot, once there is one that fits.
async fn snapshot_of(log: &PostgresLog, job: JobId) -> u64 {
    until("there is a snapshot", async || stored(log, job).await.snapshot).await.version
}

/// The state as all events make it.
async fn folded(log: &PostgresLog, job: JobId) -> (u64, Job) {
    let events = log.read_stream(&tenant(), &job_stream(job), 0).await.unwrap();
    let mut state = Job::default();
    for event in &events {
        cqrs_es::Aggregate::apply(&mut state, event.decode::<JobEvent>().unwrap());
    }
    (events.len() as u64, state)
}

async fn loaded_cold(log: &Arc<PostgresLog>, job: JobId) -> (u64, Job) {
    let loaded = executor(log).load::<Job>(&tenant(), &job).await.unwrap();
    (loaded.version, (*loaded.state).clone())
}

async fn a_log(place: &mut Place) -> (Arc<PostgresLog>, Server) {
    let config = place.shards(1).await;
    let server = Server::connect(&config.shards[0].address).await;
    (Arc::new(PostgresLog::new(&config).unwrap()), server)
}

#[tokio::test]
async fn a_long_stream_is_loaded_from_its_snapshot() {
    let mut place = Place::new();
    let (log, server) = a_log(&mut place).await;
    let short = long_job(&log, SNAPSHOT_EVERY - 1).await;
    let long = long_job(&log, EVENTS).await;

    assert_eq!(snapshot_of(&log, long).await, SNAPSHOT_EVERY);
    let Stored { snapshot, events } = stored(&log, long).await;
    assert_eq!(events.len() as u64, EVENTS - snapshot.unwrap().version);
    assert_eq!(loaded_cold(&log, long).await, folded(&log, long).await);
    assert_eq!(loaded_cold(&log, short).await, folded(&log, short).await);
    // A stream that is not long has none.
    assert_eq!(server.number("SELECT count(*) FROM snapshots").await, 1);
}

#[tokio::test]
async fn commands_go_on_from_a_snapshot() {
    let mut place = Place::new();
    let (log, _) = a_log(&mut place).await;
    let job = long_job(&log, EVENTS).await;
    snapshot_of(&log, job).await;

    // A batch that ended before the snapshot, and one that ends now.
    let executor = executor(&log);
    let again = executor.execute::<Job>(&context(job), &job, finish_batch(3, 9, 1)).await.unwrap();
    let news = executor.execute::<Job>(&context(job), &job, finish_batch(900, 9, 1)).await.unwrap();

    assert!(again.appended.is_none() && news.appended.is_some());
    assert_eq!(news.aggregate.version, EVENTS + 1);
    assert_eq!((news.aggregate.version, (*news.aggregate.state).clone()), folded(&log, job).await);
}

#[tokio::test]
async fn a_snapshot_that_does_not_fit_is_not_used() {
    let mut place = Place::new();
    let (log, server) = a_log(&mut place).await;
    let (job, other) = (long_job(&log, EVENTS).await, long_job(&log, EVENTS + 1).await);
    snapshot_of(&log, job).await;
    snapshot_of(&log, other).await;
    let right = folded(&log, job).await;
    server.execute("CREATE TABLE kept AS SELECT * FROM snapshots").await;
    let foreign = format!(
        "UPDATE snapshots s SET payload = o.payload, last_event = o.last_event, sha256 = o.sha256, \
         last_sequence = o.last_sequence FROM snapshots o WHERE o.aggregate_id = '{other}' AND s.aggregate_id = '{job}'"
    );
    let changes = [
        "payload = replace(payload::text, '9', '8')::json",
        "payload = '{}'",
        "last_sequence = last_sequence + 1",
        "last_sequence = last_sequence + 1000000",
        "last_sequence = last_sequence - 1",
        "last_sequence = 1",
        "last_event = gen_random_uuid()",
        "schema_hash = 'of another shape'",
        "sha256 = ''",
    ];
    let changes = changes.map(|change| format!("UPDATE snapshots SET {change} WHERE aggregate_id = '{job}'"));

    for change in changes.into_iter().chain([foreign]) {
        server.execute(&change).await;
        assert!(stored(&log, job).await.snapshot.is_none(), "{change}");
        assert_eq!(loaded_cold(&log, job).await, right, "{change}");

        server.execute("DELETE FROM snapshots; INSERT INTO snapshots SELECT * FROM kept").await;
        assert!(stored(&log, job).await.snapshot.is_some(), "{change}");
    }
}

#[tokio::test]
async fn the_next_snapshot_replaces_one_that_does_not_fit() {
    let changes = ["payload = '{}'", "last_sequence = 1000000", "schema_hash = 'of another shape'"];
    for change in changes {
        let mut place = Place::new();
        let (log, server) = a_log(&mut place).await;
        let job = long_job(&log, 2 * SNAPSHOT_EVERY - 1).await;
        snapshot_of(&log, job).await;
        server.execute(&format!("UPDATE snapshots SET {change}")).await;

        let executor = executor(&log);
        executor.execute::<Job>(&context(job), &job, finish_batch(900, 9, 1)).await.unwrap();

        assert_eq!(snapshot_of(&log, job).await, 2 * SNAPSHOT_EVERY, "{change}");
        assert_eq!(loaded_cold(&log, job).await, folded(&log, job).await);
    }
}
