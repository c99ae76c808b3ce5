//! Commands run while the connections to the shards are cut, again and again.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use commands::Executor;
use commands::executor::ExecuteError;
use commands::ports::EventLog as _;
use domain::batch::Batch;
use domain::job::{Job, JobCommand, JobError, JobSpec, Source};
use domain::{BatchId, JobId};
use futures::future::join_all;
use infra::postgres::{PostgresConfig, PostgresLog};

use crate::support::{
    Place, Server, batch_stream, context, executor, finish_batch, job_stream, new_job, object_job, open,
    record_plan, submit, tenant, until,
};

/// How many jobs are worked on, how many batches of each end, and how many commands are done between two cuts.
const JOBS: usize = 12;
const BATCHES: u64 = 12;
const BETWEEN: usize = 8;

#[tokio::test]
async fn commands_whose_connections_are_cut_are_done_once() {
    let mut place = Place::new();
    let config = place.shards(2).await;
    let log = Arc::new(PostgresLog::new(&config).unwrap());
    let executors = [executor(&log), executor(&log)];
    let (done, cuts) = (AtomicUsize::new(0), AtomicUsize::new(0));

    let working = join_all((0..JOBS).map(|_| work(&executors, &done)));
    let jobs = tokio::select! {
        jobs = working => jobs,
        () = cut(&config, &done, &cuts) => unreachable!(),
    };

    assert!(cuts.into_inner() >= 10, "hardly a connection was cut");
    for job in jobs {
        let read = async || log.read_stream(&tenant(), &job_stream(job), 0).await.ok();
        let mut counts = BTreeMap::<String, u64>::new();
        for event in until("the stream is read", read).await {
            *counts.entry(event.event_type).or_default() += 1;
        }
        let counts: Vec<_> = counts.iter().map(|(kind, count)| (kind.as_str(), *count)).collect();
        assert_eq!(counts, [("JobBatchFinished", BATCHES), ("JobPlanned", 1), ("JobSubmitted", 1)]);
    }
}

/// Cuts every connection to the shards, again and again.
async fn cut(config: &PostgresConfig, done: &AtomicUsize, cuts: &AtomicUsize) {
    let servers = join_all(config.shards.iter().map(|shard| Server::connect(&shard.address))).await;
    loop {
        let before = done.load(Ordering::Acquire);
        until("commands are done", async || (done.load(Ordering::Acquire) >= before + BETWEEN).then_some(()))
            .await;
        for server in &servers {
            cuts.fetch_add(server.end_connections("%events%").await, Ordering::AcqRel);
        }
    }
}

/// Works on a job, by either process in turn.
async fn work(executors: &[Executor], done: &AtomicUsize) -> JobId {
    let job = new_job();
    let begin = [submit(object_job(BATCHES * 10, 10)), record_plan(BATCHES, BATCHES * 10)];
    let commands = begin.into_iter().chain((0..BATCHES).map(|number| finish_batch(number, 10, 0)));
    for (turn, command) in commands.enumerate() {
        persist(&executors[turn % 2], job, command).await;
        done.fetch_add(1, Ordering::AcqRel);
    }
    job
}

/// Sends a command again until it is done, as a caller may.
async fn persist(executor: &Executor, job: JobId, command: JobCommand) {
    until("the command is done", async || {
        match executor.execute::<Job>(&context(job), &job, command.clone()).await {
            Ok(_) => Some(()),
            Err(ExecuteError::Unavailable(_)) => None,
            Err(error) => panic!("{error}"),
        }
    })
    .await;
}

#[tokio::test]
async fn jobs_that_begin_while_connections_are_cut_begin_whole_or_not_at_all() {
    let mut place = Place::new();
    let config = place.shards(1).await;
    let log = Arc::new(PostgresLog::new(&config).unwrap());
    let executor = executor(&log);
    let (done, cuts) = (AtomicUsize::new(0), AtomicUsize::new(0));

    let working = join_all((0..JOBS).map(|_| begin_jobs(&executor, &done)));
    let begun = tokio::select! {
        begun = working => begun,
        () = cut(&config, &done, &cuts) => unreachable!(),
    };

    assert!(cuts.into_inner() >= 10, "hardly a connection was cut");
    let length = async |stream| {
        until("the stream is read", async || log.read_stream(&tenant(), &stream, 0).await.ok()).await.len()
    };
    for (job, begun) in begun.into_iter().flatten() {
        let lengths = (length(job_stream(job)).await, length(batch_stream(job, 0)).await);
        assert!(lengths == (1, 1) || (!begun && lengths == (0, 0)), "{begun}: {lengths:?}");
    }
}

/// Begins jobs, each in one append with its batch, and says of each whether it began as far as its caller knows.
async fn begin_jobs(executor: &Executor, done: &AtomicUsize) -> Vec<(JobId, bool)> {
    let mut jobs = vec![];
    while jobs.iter().filter(|(_, begun)| *begun).count() < 40 {
        let job = new_job();
        let context = context(job);
        let spec = JobSpec { source: Source::Inline { items: 3 }, ..object_job(3, 10) };
        let (unit, _) = executor.begin(&context).create::<Job>(&job, vec![submit(spec)]).unwrap();
        let (unit, _) = unit.create::<Batch>(&BatchId { job, number: 0 }, vec![open(0, 3)]).unwrap();
        let begun = match unit.commit::<JobError>().await {
            Ok(_) => true,
            Err(ExecuteError::Unavailable(_)) => false,
            Err(error) => panic!("{error}"),
        };
        done.fetch_add(usize::from(begun), Ordering::AcqRel);
        jobs.push((job, begun));
    }
    jobs
}
