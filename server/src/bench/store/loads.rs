//! How many streams of ten events are loaded a second: from the database, and through the cache; beside postgres-es.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use chrono::DateTime;
use commands::Executor;
use commands::executor::CommandContext;
use commands::ports::EventLog;
use cqrs_es::EventStore as _;
use cqrs_es::persist::{PersistedEventRepository as _, PersistedEventStore, SerializedEvent};
use domain::JobId;
use domain::dataset::Format;
use domain::job::{FinishedBatch, Job, JobCommand, JobSpec, Plan, Source};
use domain::options::Options;
use domain::processor::{Limits, Processor};
use futures::{StreamExt as _, TryStreamExt as _, stream};
use postgres_es::PostgresEventRepository;
use uuid::Uuid;

use super::super::StoreArgs;
use super::super::form::{Row, median};
use super::appends::per_second;
use super::place::Place;
use super::rows::tenant;

/// How many streams there are, and how many events each has.
const STREAMS: usize = 4_000;
const EVENTS: u64 = 10;
/// By how many callers at once they are loaded.
const CALLERS: [usize; 2] = [1, 8];
/// The size of the peer's pool: one session a caller, as we have.
const POOL: u32 = 8;

pub(super) async fn run(place: &Place, args: &StoreArgs) -> anyhow::Result<Vec<Row>> {
    let ids = Arc::new(fill(place).await?);
    let log = Arc::clone(&place.log) as Arc<dyn EventLog>;
    let cold = Arc::new(Executor::new(Arc::clone(&log), 0, crate::services::BUILD));
    let warm = Arc::new(Executor::new(log, 256 << 20, crate::services::BUILD));
    let pool = place.peer(POOL).await?;
    let peer = Arc::new(Peer::new_event_store(PostgresEventRepository::new(pool)));
    for id in ids.iter() {
        warm.load::<Job>(&tenant(), id).await?;
    }
    let mut rows = vec![];
    for callers in CALLERS {
        let (mut from_database, mut through_cache, mut theirs) = (vec![], vec![], vec![]);
        for round in 0..args.rounds {
            for side in [round % 2, (round + 1) % 2] {
                if side == 0 {
                    from_database.push(ours_per_second(&cold, &ids, callers, args).await?);
                    through_cache.push(ours_per_second(&warm, &ids, callers, args).await?);
                } else {
                    theirs.push(peer_per_second(&peer, &ids, callers, args).await?);
                }
            }
            tracing::info!(callers, round, ?from_database, ?through_cache, ?theirs, "measured");
        }
        let (theirs, beside) = (median(theirs), "postgres-es load_aggregate");
        let row = |from: &str, figures| {
            let name = format!("load {EVENTS} events, {from}, {callers} callers");
            Row::new(name, median(figures), "loads/s").beside(beside, theirs)
        };
        let cold = row("from the database", from_database);
        // By several callers both sides are bound by the same two cores, and are about even.
        rows.push(if callers == 1 { cold.at_least(2.0) } else { cold });
        rows.push(row("through the cache", through_cache).at_least(20.0));
    }
    Ok(rows)
}

type Peer = PersistedEventStore<PostgresEventRepository, Job>;

async fn peer_per_second(
    peer: &Arc<Peer>,
    ids: &Arc<Vec<JobId>>,
    callers: usize,
    args: &StoreArgs,
) -> anyhow::Result<f64> {
    let (peer, next) = (Arc::clone(peer), next(ids));
    let one = move || {
        let (peer, id) = (Arc::clone(&peer), next());
        async move { Ok(peer.load_aggregate(&id.to_string()).await.map(|_| ())?) }
    };
    per_second(callers, args.span(), one).await
}

async fn ours_per_second(
    executor: &Arc<Executor>,
    ids: &Arc<Vec<JobId>>,
    callers: usize,
    args: &StoreArgs,
) -> anyhow::Result<f64> {
    let (executor, next) = (Arc::clone(executor), next(ids));
    let one = move || {
        let (executor, id) = (Arc::clone(&executor), next());
        async move { Ok(executor.load::<Job>(&tenant(), &id).await.map(|_| ())?) }
    };
    per_second(callers, args.span(), one).await
}

/// Gives the ids one after the other, again and again.
fn next(ids: &Arc<Vec<JobId>>) -> impl Fn() -> JobId + Clone + Send + 'static {
    let (ids, count) = (Arc::clone(ids), Arc::new(AtomicUsize::new(0)));
    move || ids[count.fetch_add(1, Ordering::Relaxed) % ids.len()]
}

/// Writes the same streams to both sides, ours through commands.
async fn fill(place: &Place) -> anyhow::Result<Vec<JobId>> {
    let log = Arc::clone(&place.log);
    let executor = Executor::new(Arc::clone(&log) as Arc<dyn EventLog>, 16 << 20, crate::services::BUILD);
    let repository = PostgresEventRepository::new(place.peer(POOL).await?);
    let one = async |_| {
        let id = JobId(Uuid::now_v7());
        write(&executor, id).await?;
        let stream = commands::executor::stream_id::<Job>(&id);
        let events = log.read_stream(&tenant(), &stream, 0).await?;
        anyhow::ensure!(events.len() as u64 == EVENTS, "the stream has {} events", events.len());
        let events = events.into_iter().map(|event| {
            anyhow::Ok(SerializedEvent {
                aggregate_id: event.aggregate_id,
                sequence: usize::try_from(event.sequence)?,
                aggregate_type: event.aggregate_type,
                event_type: event.event_type,
                event_version: event.event_version,
                payload: serde_json::from_str(&event.payload)?,
                metadata: serde_json::to_value(event.metadata)?,
            })
        });
        repository.persist::<Job>(&events.collect::<Result<Vec<_>, _>>()?, None).await?;
        anyhow::Ok(id)
    };
    stream::iter(0..STREAMS).map(one).buffer_unordered(64).try_collect().await
}

/// A job of eight batches, all of which have ended.
async fn write(executor: &Executor, id: JobId) -> anyhow::Result<()> {
    let batches = EVENTS - 2;
    let source = Source::Object {
        dataset: None,
        key: "items".to_owned(),
        format: Format::Ndjson,
        items: batches,
        sha256: String::new(),
        bytes: 0,
        columns: None,
    };
    let processor = Processor::Jq { filter: ".".into() };
    let spec = JobSpec {
        name: None,
        source,
        processor,
        limits: Limits::default(),
        batch_size: 1,
        options: Options::default(),
    };
    let (at, context) = (DateTime::UNIX_EPOCH, context(id));
    let finish = |number| {
        let batch = FinishedBatch { succeeded: 1, ..FinishedBatch::default() };
        JobCommand::FinishBatches { batches: vec![(number, batch)], at }
    };
    let plan = JobCommand::RecordPlan { plan: Plan { batches, tasks: batches }, at };
    let begin = [JobCommand::Submit { spec, at }, plan];
    for command in begin.into_iter().chain((0..batches).map(finish)) {
        executor.execute::<Job>(&context, &id, command).await?;
    }
    Ok(())
}

fn context(id: JobId) -> CommandContext {
    let (tenant, actor, correlation) = (tenant(), "bench".to_owned(), id.to_string());
    CommandContext::new(tenant, actor, correlation)
}
