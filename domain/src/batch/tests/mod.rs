//! The rules of a batch, rule by rule.

use chrono::TimeDelta;
use cqrs_es::test::{AggregateTestExecutor, TestFramework};
use uuid::Uuid;

use super::*;

mod endings;
mod leases;
mod reports;
mod retries;

fn at(second: i64) -> DateTime<Utc> {
    DateTime::UNIX_EPOCH + TimeDelta::seconds(second)
}

fn lease(n: u128) -> LeaseId {
    LeaseId(Uuid::from_u128(n))
}

/// Three tasks, 1000 to 1002, each of which is tried three times.
fn spec() -> BatchSpec {
    BatchSpec {
        first_task: 1000,
        tasks: 3,
        input: Input::Items(vec![]),
        pick: None,
        processor: Processor::Jq { filter: ".".into() },
        limits: Limits::default(),
        retry: RetryPolicy { max_attempts: 3, jitter_percent: 0, ..RetryPolicy::default() },
        name: None,
        tags: BTreeSet::new(),
        only: false,
    }
}

fn opened_with(spec: BatchSpec) -> BatchEvent {
    BatchEvent::BatchOpened { spec, opened_at: at(0) }
}

fn opened() -> BatchEvent {
    opened_with(spec())
}

/// The tasks from `start` to 1002 are leased, at a second and after a wait in milliseconds.
fn leased(n: u128, attempt: u32, start: u64, second: i64, wait: u64) -> BatchEvent {
    leased_set(n, attempt, TaskSet::range(start, 1003), second, wait)
}

fn leased_set(n: u128, attempt: u32, tasks: TaskSet, second: i64, queue_wait_ms: u64) -> BatchEvent {
    BatchEvent::TasksLeased {
        lease: lease(n),
        worker: "w".into(),
        attempt,
        tasks,
        queue_wait_ms,
        reason: Some(WaitReason::Turn),
        leased_at: at(second),
        until: at(second + 30),
    }
}

fn lease_up_to(n: u128, second: i64, max: u64) -> BatchCommand {
    let (at, until) = (at(second), at(second + 30));
    BatchCommand::LeaseTasks {
        lease: lease(n),
        worker: "w".into(),
        max,
        reason: Some(WaitReason::Turn),
        at,
        until,
    }
}

fn lease_tasks(n: u128, second: i64) -> BatchCommand {
    lease_up_to(n, second, 1_000)
}

fn part(start: u64, end: u64) -> Part {
    Part { tasks: TaskSet::range(start, end), bytes: 1, sha256: format!("{start}"), key: Some("k".into()) }
}

fn failure(task: u64) -> TaskFailure {
    TaskFailure::new(task, "filter_error", "no")
}

/// A failure that passes by itself.
fn retry(task: u64, second: i64) -> TaskRetry {
    TaskRetry::new(TaskFailure::new(task, "timed_out", "slow"), 7, at(second))
}

/// The tasks from `start` to before `end` have ended, and of them `failed` failed.
fn ended(start: u64, end: u64, failed: &[u64]) -> TasksReport {
    TasksReport {
        part: Some(part(start, end)),
        lines: None,
        micros: vec![5; usize::try_from(end - start).unwrap()],
        failures: failed.iter().copied().map(failure).collect(),
        retries: vec![],
        bytes_in: Some(Sizes::Total(9)),
    }
}

fn to_retry(retries: Vec<TaskRetry>) -> TasksReport {
    TasksReport { retries, bytes_in: Some(Sizes::Total(9)), ..TasksReport::default() }
}

fn report(n: u128, report: TasksReport) -> BatchCommand {
    BatchCommand::ReportTasks { lease: lease(n), report, at: at(9) }
}

/// The report of a lease that had waited for two seconds.
fn reported(n: u128, attempt: u32, report: TasksReport, lease_over: bool) -> BatchEvent {
    let TasksReport { part, lines, micros, failures, retries, bytes_in } = report;
    BatchEvent::TasksReported {
        lease: lease(n),
        worker: "w".into(),
        attempt,
        part,
        lines,
        micros,
        failures,
        retries,
        lease_over,
        queue_wait_ms: 2000,
        reason: Some(WaitReason::Turn),
        processor: Some(ProcessorKind::Jq),
        queue: None,
        bytes_in,
        reported_at: at(9),
    }
}

fn expire(n: u128, second: i64) -> BatchCommand {
    BatchCommand::ExpireLease { lease: lease(n), at: at(second) }
}

fn expired(n: u128, attempt: u32, start: u64, second: i64) -> BatchEvent {
    BatchEvent::LeaseExpired {
        lease: lease(n),
        worker: "w".into(),
        attempt,
        tasks: TaskSet::range(start, 1003),
        queue_wait_ms: 2000,
        reason: Some(WaitReason::Turn),
        processor: Some(ProcessorKind::Jq),
        queue: None,
        expired_at: at(second),
    }
}

fn returned(n: u128, attempt: u32, second: i64) -> BatchEvent {
    let tasks = TaskSet::range(1000, 1003);
    BatchEvent::LeaseReturned { lease: lease(n), worker: "w".into(), attempt, tasks, returned_at: at(second) }
}

fn completed(succeeded: u64, failed: u64, cancelled: u64, parts: Vec<Part>) -> BatchEvent {
    BatchEvent::BatchCompleted { succeeded, failed, cancelled, parts, completed_at: at(9) }
}

fn given(events: Vec<BatchEvent>) -> AggregateTestExecutor<Batch> {
    TestFramework::<Batch>::with(()).given(events)
}

/// A batch all of whose tasks are held by lease 1, in their first attempt.
fn held() -> Vec<BatchEvent> {
    vec![opened(), leased(1, 1, 1000, 2, 2000)]
}

fn folded(events: Vec<BatchEvent>) -> Batch {
    let mut batch = Batch::default();
    events.into_iter().for_each(|event| batch.evolve(event));
    batch
}
