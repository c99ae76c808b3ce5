//! `thousandfold serve`: the roles of one process, each a few tasks, until it is told to stop.

use std::sync::Arc;
use std::time::Duration;

use anyhow::Context as _;
use commands::dispatch::{Sweep, sweep};
use commands::reactors::{Dispatcher, Planner, ProgressReactor, Reactor, Stopper, timekeeper};
use futures::future::JoinAll;
use infra::clickhouse::AnalyticsSink;
use infra::kafka::{react, relay};
use infra::postgres::LiveJobsOfLog;
use infra::redis::JobsSink;
use infra::{LogFeed, keep_jobs};
use metrics_exporter_prometheus::PrometheusBuilder;
use projections::progress::ProjectionProgress;
use projections::runner::{self, Policy};
use tokio::task::JoinSet;
use tokio_util::sync::CancellationToken;
use workers::config::WorkerConfig;
use workers::engine::Engines;
use workers::http::{HttpClient, system_resolver};
use workers::jq::{JqPool, PoolConfig};
use workers::worker::Worker;

use crate::config::Config;
use crate::services::Services;

mod api;
mod bulk;
mod pace;

use bulk::Bulk;
use pace::PaceOfTables;

/// Redis follows as fast as it can.
const REDIS_POLICY: Policy = Policy { events: 500, bytes: 8 << 20, age: Duration::from_millis(5) };
/// The most that ClickHouse takes at once.
const CLICKHOUSE_POLICY: Policy = Policy { events: 5_000, bytes: 8 << 20, age: Duration::from_millis(800) };
/// How many chunks it takes in a second, of all shards: it wants few and large inserts. With few shards each may have more of them.
const CHUNKS_A_SECOND: u32 = 8;
/// How often it is measured how far projections are behind.
const GAUGE_EVERY: Duration = Duration::from_secs(5);
/// How long requests and batches may take to end when the process stops.
const GRACE: Duration = Duration::from_secs(20);
/// How often the dispatcher is told all that the log says, whether or not it lost any of it.
const SWEEP_EVERY: Duration = Duration::from_secs(300);
/// The largest outputs of one item, in bytes.
const OUTPUT_LIMIT: u64 = 1 << 20;

/// What a process does. One does all of it, unless it is told its roles.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum Role {
    /// Serves the HTTP API.
    Api,
    /// Serves the part of the API that is about accounts: sign-up, sign-in, tenants, keys.
    Auth,
    /// Publishes the log to Kafka.
    Relay,
    /// Plans jobs, offers batches, completes jobs, takes leases back.
    Reactor,
    /// Runs tasks.
    Worker,
    /// Keeps Redis and ClickHouse up to date.
    Projector,
}

impl Role {
    const ALL: [Self; 5] = [Self::Api, Self::Relay, Self::Reactor, Self::Worker, Self::Projector];
}

/// The tasks of a process. None of them ends by itself, unless it cannot go on.
type Tasks = JoinSet<anyhow::Result<()>>;

/// Runs until SIGINT or SIGTERM.
pub(crate) async fn serve(config: Config, roles: Vec<Role>) -> anyhow::Result<()> {
    crate::limits::raise_open_files().context("the limit of open files cannot be raised")?;
    let metrics = PrometheusBuilder::new().install_recorder().context("the metrics cannot be recorded")?;
    let services = Services::new(&config)?;
    let roles = if roles.is_empty() { Role::ALL.to_vec() } else { roles };
    let stop = CancellationToken::new();
    let bulk = Bulk::start().context("threads cannot be started")?;
    // Roles that end what they hold when the process stops, and those that need not.
    let (mut ending, mut tasks) = (Tasks::new(), Tasks::new());
    let worker = match roles.contains(&Role::Worker) {
        true => Some(worker(&config, &services, stop.clone())?),
        false => None,
    };
    for role in &roles {
        match role {
            // Accounts are a part of the API.
            Role::Auth if roles.contains(&Role::Api) => {}
            Role::Api | Role::Auth => {
                let api = api::api(*role, &config, &services, worker.as_ref(), metrics.clone(), &stop);
                api::spawn(&mut ending, &config, &services, api?, stop.clone());
            }
            Role::Relay => spawn_relays(&mut tasks, &config, &services),
            Role::Reactor => spawn_reactors(&mut tasks, &config, &services),
            Role::Worker => {
                let working = worker.clone().map(Worker::run);
                let work = async move {
                    working.into_iter().collect::<JoinAll<_>>().await;
                    Ok(())
                };
                ending.spawn_on(work, &bulk.handle());
            }
            Role::Projector => spawn_projectors(&mut tasks, &config, &services, &bulk)?,
        }
    }
    tasks.spawn(async move {
        loop {
            tokio::time::sleep(Duration::from_secs(5)).await;
            metrics.run_upkeep();
        }
    });
    tracing::info!(?roles, listen = config.listen, "serves");
    tokio::select! {
        () = stop_signal() => {}
        Some(ended) = tasks.join_next() => ended.context("a task died")??,
        Some(ended) = ending.join_next() => ended.context("a task died")??,
    }
    tracing::info!("stops");
    stop.cancel();
    let all_ended = async { while ending.join_next().await.is_some() {} };
    if tokio::time::timeout(GRACE, all_ended).await.is_err() {
        tracing::warn!("stops with work under way: its leases will expire, and others will do it");
    }
    Ok(())
}

/// Ends when the process is told to stop.
async fn stop_signal() {
    use tokio::signal::unix::{SignalKind, signal};
    let Ok(mut terminate) = signal(SignalKind::terminate()) else {
        return std::future::pending().await;
    };
    tokio::select! {
        _ = tokio::signal::ctrl_c() => {}
        _ = terminate.recv() => {}
    }
}

fn spawn_relays(tasks: &mut Tasks, config: &Config, services: &Services) {
    for shard in services.log.served() {
        let relay = relay(shard.clone(), config.kafka.clone(), services.topics.events.clone());
        spawn_endless(tasks, relay);
    }
}

fn spawn_endless(tasks: &mut Tasks, task: impl Future<Output = ()> + Send + 'static) {
    tasks.spawn(endless(task));
}

async fn endless(task: impl Future<Output = ()>) -> anyhow::Result<()> {
    task.await;
    Ok(())
}

fn spawn_reactors(tasks: &mut Tasks, config: &Config, services: &Services) {
    let (executor, objects) = (&services.executor, &services.objects);
    let (dispatch, hints) = (&services.dispatch, &services.hints);
    let planner = Planner::new(Arc::clone(executor), services.event_log(), Arc::clone(objects))
        .limited(config.max_dataset_bytes);
    let dispatcher = Dispatcher::new(Arc::clone(executor), Arc::clone(dispatch), hints.clone());
    let groups: [(&str, Vec<Arc<dyn Reactor>>); 3] = [
        ("dispatcher", vec![Arc::new(dispatcher)]),
        (
            "reactors",
            vec![
                Arc::new(ProgressReactor::new(Arc::clone(executor), Arc::clone(objects), hints.clone())),
                Arc::new(Stopper::new(Arc::clone(executor))),
            ],
        ),
        // A large dataset takes a while to plan, and nothing else should wait for that.
        ("planner", vec![Arc::new(planner)]),
    ];
    for (group, reactors) in groups {
        let group = format!("{}.{group}", config.namespace);
        let (kafka, topic) = (config.kafka.clone(), services.topics.events.clone());
        let reacting = react(kafka, group, topic, reactors, services.parking.clone());
        tasks.spawn(async move { Ok(reacting.await?) });
    }
    let keeping = timekeeper::run(Arc::clone(executor), Arc::clone(dispatch));
    let sweeping = sweep(Sweep {
        executor: Arc::clone(executor),
        live: Arc::new(LiveJobsOfLog::new(Arc::clone(&services.log))),
        dispatch: Arc::clone(dispatch),
        every: SWEEP_EVERY,
    });
    let forgetting = services.answers.clone().forget_old();
    tasks.spawn(async move {
        tokio::join!(keeping, sweeping, forgetting);
        Ok(())
    });
}

fn worker(config: &Config, services: &Services, stop: CancellationToken) -> anyhow::Result<Arc<Worker>> {
    let jq = JqPool::new(PoolConfig {
        // This very program, also when its file has been replaced by another version's.
        command: "/proc/self/exe".into(),
        args: vec![crate::JQ_RUNNER.to_owned()],
        size: config.worker.runners(),
        spare: config.worker.runners(),
        memory_limit: config.worker.memory_mib << 20,
        output_limit: OUTPUT_LIMIT,
    });
    let settings = WorkerConfig {
        name: worker_name(),
        batches: config.worker.batches,
        calls: config.worker.calls,
        lease: config.worker.lease(),
        report_every: Duration::from_secs(2),
        continue_trace: infra::telemetry::continue_trace,
    };
    let gathered = clickhouse_policy(services.log.served().count()).age;
    let pace = PaceOfTables::new(services.progress(), gathered);
    let engines = Engines {
        objects: Arc::clone(&services.objects),
        blocks: Arc::clone(&services.blocks),
        jq: Arc::new(jq),
        http: Arc::new(HttpClient::new(&config.worker.http, system_resolver())?),
        pace: config.worker.keep_pace.then(|| Arc::new(pace) as _),
    };
    let (executor, dispatch) = (Arc::clone(&services.executor), Arc::clone(&services.dispatch));
    Ok(Worker::new(settings, executor, engines, dispatch, services.hints.clone(), stop))
}

/// The host and the process, as far as they are known.
fn worker_name() -> String {
    let host = std::fs::read_to_string("/proc/sys/kernel/hostname").unwrap_or_default();
    let host = host.trim();
    format!("{}-{}", if host.is_empty() { "worker" } else { host }, std::process::id())
}

fn spawn_projectors(
    tasks: &mut Tasks,
    config: &Config,
    services: &Services,
    bulk: &Bulk,
) -> anyhow::Result<()> {
    let source = |projection: &str, gather: Duration| {
        let (shards, topic) = (services.log.served().cloned(), &services.topics.events);
        LogFeed::new(projection, shards, &config.kafka, topic, gather, services.parking.clone())
    };
    let redis = runner::run(
        source("redis", Duration::from_millis(10))?,
        JobsSink::new(services.redis.clone(), services.event_log()).announcing(),
        REDIS_POLICY,
    );
    let clickhouse = runner::run(
        // Its inserts gather more than that anyway.
        source("clickhouse", Duration::from_millis(20))?,
        AnalyticsSink::new(services.clickhouse.clone()),
        clickhouse_policy(services.log.served().count()),
    );
    spawn_endless(tasks, redis);
    tasks.spawn_on(endless(clickhouse), &bulk.handle());
    let keep = config.redis.keep.clone();
    spawn_endless(tasks, keep_jobs(services.redis.clone(), services.job_tables(), keep));
    let progress = services.progress();
    tasks.spawn(async move {
        loop {
            tokio::time::sleep(GAUGE_EVERY).await;
            gauge(&progress).await;
        }
    });
    Ok(())
}

/// Where shards are few, the analyst waits for less.
fn clickhouse_policy(shards: usize) -> Policy {
    let share = Duration::from_secs(1) / CHUNKS_A_SECOND * u32::try_from(shards).unwrap_or(u32::MAX);
    Policy { age: share.min(CLICKHOUSE_POLICY.age), ..CLICKHOUSE_POLICY }
}

/// Shows how far projections are behind: also when they stand still, and write nothing that could be measured.
async fn gauge(progress: &impl ProjectionProgress) {
    // What cannot be asked is missing from the log anyway.
    for progress in progress.all().await.unwrap_or_default() {
        let labels =
            [("projection", progress.projection.as_str().to_owned()), ("shard", progress.shard.to_string())];
        metrics::gauge!("thousandfold_projection_behind_events", &labels).set(progress.lag_events() as f64);
        metrics::gauge!("thousandfold_projection_behind_seconds", &labels).set(progress.lag_seconds);
    }
}
